"""The API client: one short method an endpoint, domain objects out (api.md §1)."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from time import monotonic
from types import TracebackType
from typing import Self

import httpx

from neo_tui import __version__
from neo_tui.api.auth import TOKEN_PATH, Monotonic, authorization
from neo_tui.api.exchange import Reply, asked_facts
from neo_tui.api.parsing import parse_page
from neo_tui.api.wire import Wire, within
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.hosts import HostError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret

DEADLINE = 30.0
"""Seconds for one action, everything included."""
_EXPIRED = frozenset({401, 498})
"""Statuses after which a token is worth renewing (api.md §2.3)."""


def _now() -> datetime:
    return datetime.now(UTC)


class NeoClient:
    """Asks the API of one profile. Connects with the first question; use `aclose` or `async with`.

    Raises:
        NeoError: The profile's host or secret cannot be used.
    """

    def __init__(
        self,
        profile: Profile,
        secret: Secret,
        *,
        clock: Callable[[], datetime] = _now,
        monotonic: Monotonic = monotonic,
        transport: httpx.AsyncBaseTransport | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        try:
            origin = profile.origin
        except HostError as error:
            raise NeoError(
                Kind.CONFIG, "The host cannot be used", str(error), "Correct the profile's host."
            ) from None
        self._profile = profile
        self._clock, self._deadline = clock, deadline
        self._wire = Wire(origin, TOKEN_PATH, f"neo-tui/{__version__}", transport)
        self._authorization = authorization(profile, secret, self._post_token, monotonic)
        self._host = origin.text_host

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    async def fetch(self, query: Query) -> Page:
        """One page of the allocations of an event: `GET /x/neo/pointsAllocation/event`.

        Raises:
            NeoError: Whatever went wrong, told for the person.
        """
        request_id = str(uuid.uuid4())
        facts = asked_facts(request_id, self._host, self._profile.path, query.parameters)
        reply = await self._authorized(
            lambda headers: self._wire.get(
                self._profile.path,
                query.parameters,
                {**headers, "x-cap-neo-dag-scope": self._profile.scope},
                request_id,
            ),
            facts,
        )
        return parse_page(reply, query, self._profile, self._clock())

    async def _authorized(
        self, send: Callable[[dict[str, str]], Awaitable[Reply]], facts: tuple[Fact, ...]
    ) -> Reply:
        """Send with authorization, within the deadline; once more after a refusal where that makes sense."""

        async def action() -> Reply:
            reply = await send(dict(await self._authorization.headers()))
            if reply.status in _EXPIRED and self._authorization.renew():
                reply = await send(dict(await self._authorization.headers()))
            return reply

        return await within(self._deadline, action, facts)

    async def _post_token(self, path: str, body: bytes) -> Reply:
        if path != TOKEN_PATH:
            raise ValueError("only the token path is posted to")
        return await self._wire.post_token(body, str(uuid.uuid4()))
