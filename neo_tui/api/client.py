"""The API client: one short method an endpoint, domain objects out (api.md §1)."""

from __future__ import annotations

import asyncio
import functools
import os
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx

from neo_tui import __version__
from neo_tui.api.auth import authorization
from neo_tui.api.exchange import Asked, Reply, elapsed_fact
from neo_tui.api.faults import out_of_time
from neo_tui.api.parsing import parse_page
from neo_tui.api.proxy import proxy_for
from neo_tui.api.recording import Attempt
from neo_tui.api.tls import tls_context
from neo_tui.api.tokens import TOKEN_PATH, Monotonic
from neo_tui.api.wire import Wire
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.exchange import Ended, Exchange
from neo_tui.domain.masking import Masks
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.domain.token_claims import TokenClaims, claims_of

DEADLINE = 30.0
"""Seconds for one action, everything included: token, connection, waiting, reading."""
_QUICKLY_READ = 256 * 1024
"""Bytes; a page of 100 rows has about 70 KiB. What is larger is read off the loop that draws."""
_REFUSED = frozenset({401, 498})
"""Statuses after which a token is worth renewing (api.md §2.3)."""
_NEEDED = ("host", "user", "path", "scope")
"""The fields of a profile that a request is made of."""
_SCOPE: ContextVar[asyncio.Timeout | None] = ContextVar("_SCOPE", default=None)
"""The deadline of the action for which a request is sent, also where a token's own task sends it."""


def _now() -> datetime:
    return datetime.now(UTC)


class NeoClient:
    """Asks the API of one profile. Connects with the first question; use `aclose` or `async with`.

    Args:
        profile: Where to ask, and as whom.
        secret: Its password or OAuth secret.
        clock: The aware present.
        monotonic: The clock by which tokens age.
        transport: Stands in for the network.
        deadline: Seconds for one action.
        environ: Where a proxy and certificates may be named.
        on_exchange: Is given the record of every attempt, also of those that fail or are cancelled. Called on
            the event loop; it must be quick and must not raise.

    Raises:
        NeoError: The profile, the secret or the proxy that the environment names cannot be used.
    """

    def __init__(
        self,
        profile: Profile,
        secret: Secret,
        *,
        clock: Callable[[], datetime] = _now,
        monotonic: Monotonic = time.monotonic,
        transport: httpx.AsyncBaseTransport | None = None,
        deadline: float = DEADLINE,
        environ: Mapping[str, str] = os.environ,
        on_exchange: Callable[[Exchange], None] | None = None,
    ) -> None:
        problems = profile.problems()
        if wrong := [problems[name] for name in _NEEDED if name in problems]:
            raise NeoError(
                Kind.CONFIG, "The profile cannot be used", " ".join(wrong), f"Correct the profile {profile.name}."
            )
        self._profile, self._clock, self._deadline = profile, clock, deadline
        self._host = profile.origin.text_host
        self._proxy, self._on_exchange = proxy_for(profile.origin, environ), on_exchange
        self._wire = Wire(
            profile.origin,
            TOKEN_PATH,
            f"neo-tui/{__version__}",
            transport,
            proxy=self._proxy,
            trust=functools.partial(tls_context, profile.ca_bundle, environ),
            record=self._told if on_exchange else None,
        )
        self._secret = secret
        self._authorization = authorization(profile, secret, self._post_token, monotonic)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    @property
    def proxy(self) -> str:
        """Host and port of the proxy in between; "" when the host is reached straight."""
        return self._proxy.shown if self._proxy else ""

    def token_claims(self) -> TokenClaims | None:
        """What the token in use says of itself; None for Basic, before the first, and when it is no JWT."""
        token = self._authorization.token()
        return claims_of(token.reveal(), Masks(self._authorization.secrets())) if token else None

    async def sign_in(self) -> TokenClaims | None:
        """Have a token ready, for OAuth, and what it says of itself; nothing for Basic.

        Raises:
            NeoError: No token could be had.
        """
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._deadline) as scope:
                before = _SCOPE.set(scope)
                try:
                    await self._authorization.headers()
                finally:
                    _SCOPE.reset(before)
        except TimeoutError:
            raise self._late([], elapsed_fact(time.monotonic() - started)) from None
        return self.token_claims()

    async def fetch(self, query: Query) -> Page:
        """One page of the allocations of an event: `GET /x/neo/pointsAllocation/event`.

        Raises:
            NeoError: Whatever went wrong, told for the person.
        """
        asked = Asked(self._host, self._profile.path, query.parameters)
        reply = await self._get(asked, {"x-cap-neo-dag-scope": self._profile.scope})
        now = self._clock()
        if len(reply.body) < _QUICKLY_READ:
            return parse_page(reply, query, self._profile, now)
        return await asyncio.to_thread(parse_page, reply, query, self._profile, now)

    async def _get(self, asked: Asked, headers: dict[str, str]) -> Reply:
        """Send with authorization, within the deadline; once more after a refusal where that makes sense."""
        started, sent = time.monotonic(), list[Asked]()
        try:
            async with asyncio.timeout(self._deadline) as scope:
                before = _SCOPE.set(scope)
                try:
                    return await self._authorized(asked, headers, sent)
                finally:
                    _SCOPE.reset(before)
        except TimeoutError:
            raise self._late(sent, elapsed_fact(time.monotonic() - started)) from None

    async def _authorized(self, asked: Asked, headers: dict[str, str], sent: list[Asked]) -> Reply:
        who = await self._authorization.headers()
        sent.append(asked)
        reply = await self._wire.get(asked, {**headers, **who}, self._authorization.secrets())
        if reply.status not in _REFUSED or not self._authorization.renew(who):
            return reply
        who = await self._authorization.headers()
        sent.append(asked.again())
        return await self._wire.get(sent[-1], {**headers, **who}, self._authorization.secrets())

    def _late(self, sent: list[Asked], elapsed: Fact) -> NeoError:
        via = (Fact("Proxy", self.proxy),) if self._proxy else ()
        if sent:
            return out_of_time(self._deadline, self._host, (*sent[-1].facts(elapsed), *via))
        facts = (elapsed, Fact("Host", self._host), Fact("Path", TOKEN_PATH), *via)
        return out_of_time(self._deadline, f"The token endpoint of {self._host}", facts)

    async def _post_token(self, body: bytes) -> Reply:
        return await self._wire.post(Asked(self._host, TOKEN_PATH), body, (self._secret,))

    def _told(self, attempt: Attempt, ended: Ended, failure: NeoError | None) -> None:
        """Hand on the record of an attempt; one that was cancelled because the deadline passed says so."""
        scope = _SCOPE.get()
        if ended is Ended.CANCELLED and scope is not None and scope.expired():
            ended = Ended.TIMED_OUT
            what = self._host if attempt.asked.path == self._profile.path else f"The token endpoint of {self._host}"
            failure = out_of_time(self._deadline, what, attempt.asked.facts(elapsed_fact(attempt.watch.total)))
        if self._on_exchange is not None:
            self._on_exchange(attempt.told(self._profile.name, ended, failure))
