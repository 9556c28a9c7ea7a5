"""The life of an OAuth token: generated once for all who wait, renewed early, dropped when refused.

`POST /v3/oauth/token/generate` with `{"key", "secret"}` answers
`{"data": {"accessToken", "ttlSeconds"}, "errors": null}`; there is no refresh token (api.md §3.2).
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from decimal import Decimal

from neo_tui.api.exchange import Reply
from neo_tui.api.refusals import token_error
from neo_tui.domain.json_text import JsonTextError, Number, Object, decode_bytes, read
from neo_tui.domain.secret import Secret

TOKEN_PATH = "/v3/oauth/token/generate"  # noqa: S105 - a path
DEFAULT_TTL = 300.0
"""Seconds a token is taken to live when the answer does not say; the documented sample's value."""
LONGEST_TTL = 24 * 3600.0
RENEW_AT = 0.8
"""Share of its life after which a token is renewed, so that it does not die on the way."""
_LARGEST = 64 * 1024
"""Bytes of an answer with a token; real ones have about one KiB."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z", re.ASCII)
_OK = 200
_REMEMBERED = 4
"""Tokens that are masked wherever they come back."""

PostToken = Callable[[bytes], Awaitable[Reply]]
"""Posts a JSON body to the token path; the one request here that is not a GET."""
Monotonic = Callable[[], float]
"""Seconds of a clock that only goes forward, whatever happens to the date."""


class Tokens:
    """Tokens for one key.

    However many ask at once, one request for a token is on its way; it is cancelled when nobody
    waits for it any more.
    """

    def __init__(self, key: str, secret: Secret, post: PostToken, monotonic: Monotonic) -> None:
        self._key, self._secret = key, secret
        self._post, self._monotonic = post, monotonic
        self._token: Secret | None = None
        self._known: deque[Secret] = deque(maxlen=_REMEMBERED)
        self._renew_at = 0.0
        self._flight: asyncio.Task[Secret] | None = None
        self._waiting = 0

    async def token(self) -> Secret:
        """A token that still lives.

        Raises:
            NeoError: None could be had.
        """
        if self._token is not None and self._monotonic() < self._renew_at:
            return self._token
        if self._flight is None or self._flight.done():
            self._flight = asyncio.create_task(self._generate(), name="OAuth token")
        self._waiting += 1
        try:
            return await asyncio.shield(self._flight)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._flight.cancel()  # without effect once it has landed
                self._flight = None

    def drop(self, refused: Secret) -> None:
        """Forget a token that the API refused, unless it was renewed since."""
        if self._token == refused:
            self._token = None

    @property
    def current(self) -> Secret | None:
        """The token in use; None before the first, and after it was dropped."""
        return self._token

    def known(self) -> tuple[Secret, ...]:
        """The last tokens, for masking; also after they were dropped: a server may tell of one that it has refused."""
        return tuple(self._known)

    async def _generate(self) -> Secret:
        body = json.dumps({"key": self._key, "secret": self._secret.reveal()}).encode()
        asked_at = self._monotonic()
        reply = await self._post(body)
        token, ttl = _read(reply)
        self._token = token
        self._known.append(token)
        self._renew_at = asked_at + RENEW_AT * ttl
        return token


def _read(reply: Reply) -> tuple[Secret, float]:
    """The token and the seconds it lives."""
    if reply.status != _OK or len(reply.body) > _LARGEST:
        raise token_error(reply)
    try:
        answer = read(decode_bytes(reply.body))
    except JsonTextError:
        raise token_error(reply) from None
    data = answer.get("data") if isinstance(answer, Object) else None
    token = data.get("accessToken") if isinstance(data, Object) else None
    if not isinstance(data, Object) or not isinstance(token, str) or isinstance(token, Number) or not token:
        raise token_error(reply)
    if not token.isascii() or not token.isprintable() or " " in token:
        raise token_error(reply, "What came back as a token cannot be sent in a header.")
    return Secret(token), _ttl(data, reply)


def _ttl(data: Object, reply: Reply) -> float:
    """Seconds, at most a day; the default where it is missing or not a number.

    A number may come as text. One that is too large or too small to reckon with is a long time, or none.
    """
    sent = data.get("ttlSeconds")
    if not isinstance(sent, str) or not _NUMBER.match(sent):
        return DEFAULT_TTL
    value = Number(sent).decimal()
    if value is None:
        digits = sent.lower().partition("e")[0]
        # A minus before it, or before its exponent: below 0, or next to nothing.
        value = Decimal(0) if "-" in sent or not digits.strip("0.") else Decimal(LONGEST_TTL)
    if value <= 0:
        raise token_error(reply, "The token that came back has no life left: its ttlSeconds is not above 0.")
    return float(min(value, Decimal(LONGEST_TTL)))
