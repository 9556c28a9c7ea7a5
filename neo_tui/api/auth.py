"""How a request says who asks: Basic with the MD5 of the password, or an OAuth token (api.md §3)."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from neo_tui.api.exchange import Reply
from neo_tui.api.parsing import token_error
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.json_text import JsonTextError, Number, Object, decode_bytes, read
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.secret import Secret

TOKEN_PATH = "/v3/oauth/token/generate"
TOKEN_HEADER = "X-CAP-API-OAUTH-TOKEN"
DEFAULT_TTL = 300.0
"""Seconds a token is taken to live when the answer does not say; the documented sample's value."""
LONGEST_TTL = 24 * 3600.0
RENEW_AT = 0.8
"""Share of its life after which a token is renewed, so that it does not die on the way."""
_MD5 = re.compile(r"[0-9a-fA-F]{32}\Z", re.ASCII)

PostToken = Callable[[str, bytes], Awaitable[Reply]]
"""Posts a JSON body to the token path; the one request here that is not a GET."""
Monotonic = Callable[[], float]


class Authorization(Protocol):
    """Headers that say who asks."""

    async def headers(self) -> Mapping[str, str]:
        """The headers for the next request.

        Raises:
            NeoError: No token could be had.
        """
        ...

    def renew(self) -> bool:
        """The API refused the headers: whether asking once more with new ones makes sense."""
        ...


class Basic:
    """`Authorization: Basic base64(user:md5hex(password))` (api.md §3.1).

    Never asked for again on refusal: repeated wrong passwords may lock the user out.
    """

    def __init__(self, user: str, secret: Secret, form: PasswordForm) -> None:
        word = secret.reveal()
        if form is PasswordForm.MD5:
            if not _MD5.match(word.strip()):
                raise NeoError(
                    Kind.CREDENTIALS,
                    "The secret is not an MD5",
                    "The profile says that the secret is the MD5 of the password: 32 hexadecimal digits. This is not.",
                    "Give the MD5, or set “Password is” to the password itself in the profile.",
                )
            digest = word.strip().lower()
        else:
            digest = hashlib.md5(word.encode(), usedforsecurity=False).hexdigest()
        pair = base64.b64encode(f"{user}:{digest}".encode()).decode("ascii")
        self._header = Secret(f"Basic {pair}")

    async def headers(self) -> Mapping[str, str]:
        """The Authorization header."""
        return {"Authorization": self._header.reveal()}

    def renew(self) -> bool:
        """No: the same password would be refused again."""
        return False


class OAuth:
    """A token from `POST /v3/oauth/token/generate`, renewed before it dies (api.md §3.2).

    However many ask at once, one request for a token is on its way.
    """

    def __init__(self, key: str, secret: Secret, post: PostToken, monotonic: Monotonic) -> None:
        self._key, self._secret = key, secret
        self._post, self._monotonic = post, monotonic
        self._token: Secret | None = None
        self._renew_at = 0.0
        self._lock = asyncio.Lock()

    async def headers(self) -> Mapping[str, str]:
        """The token header, with a new token when the old one is near its end."""
        async with self._lock:
            if self._token is None or self._monotonic() >= self._renew_at:
                await self._generate()
            token = self._token
        return {TOKEN_HEADER: token.reveal()} if token else {}

    def renew(self) -> bool:
        """Yes: drop the token, so that the next headers carry a new one."""
        self._token = None
        return True

    async def _generate(self) -> None:
        self._token = None
        body = json.dumps({"key": self._key, "secret": self._secret.reveal()}).encode()
        asked_at = self._monotonic()
        reply = await self._post(TOKEN_PATH, body)
        token, ttl = _token(reply)
        self._token = token
        self._renew_at = asked_at + RENEW_AT * ttl


def _token(reply: Reply) -> tuple[Secret, float]:
    """The token and the seconds it lives."""
    try:
        answer = read(decode_bytes(reply.body))
    except JsonTextError:
        answer = None
    data = answer.get("data") if isinstance(answer, Object) else None
    token = data.get("accessToken") if isinstance(data, Object) else None
    if reply.status != 200 or not isinstance(data, Object) or not isinstance(token, str) or not token:  # noqa: PLR2004 - HTTP OK
        raise token_error(reply, "No token came back.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise token_error(reply, "What came back as a token cannot be sent in a header.")
    return Secret(token), _ttl(data, reply)


def _ttl(data: Object, reply: Reply) -> float:
    sent = data.get("ttlSeconds")
    if sent is None:
        return DEFAULT_TTL
    value = sent.decimal() if isinstance(sent, Number) else None
    if value is None:
        return DEFAULT_TTL
    if value <= 0:
        raise token_error(reply, "The token that came back has no life left (ttlSeconds is not above 0).")
    return min(float(value), LONGEST_TTL)


def authorization(profile: Profile, secret: Secret, post: PostToken, monotonic: Monotonic) -> Authorization:
    """What a profile's requests say of who asks."""
    if profile.auth is Auth.OAUTH:
        return OAuth(profile.user, secret, post, monotonic)
    return Basic(profile.user, secret, profile.password_form)
