"""Who may ask: Basic with an MD5, or a token from the token endpoint (api.md §3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from neo_tui.demo.answers import Answer, answer, failed, not_authorized
from neo_tui.demo.credentials import COPY_USERNAME, LOCKED_USERNAME, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.keys import KEYS, TOKEN_FAILED, OAuthKey
from neo_tui.demo.rows import SAMPLE

_MOST = 500
"""Tokens that are remembered; the oldest gives way, however long it was to live."""


@dataclass
class _Issued:
    """A token that was handed out."""

    key: OAuthKey
    at: datetime
    used: int = 0

    def holds(self, now: datetime) -> bool:
        """Whether it opens one more request."""
        alive = (now - self.at).total_seconds() < self.key.lives
        return alive and (self.key.uses is None or self.used < self.key.uses)


class Doorkeeper:
    """Hands out tokens and checks credentials; safe to use from many threads.

    Args:
        now: The present; a token lives by this clock.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._issued: dict[str, _Issued] = {}
        digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
        self._pair, self._copy = (f"{name}:{digest}".encode() for name in (USERNAME, COPY_USERNAME))

    def generate(self, body: bytes) -> Answer:
        """Answer the token endpoint as the key has it; the error body for a key or secret that is wrong."""
        key = _key(body)
        if key is None:
            return answer(401, TOKEN_FAILED)
        if key.instead is not None:
            return key.instead
        now = self._now()
        token = _jwt(key, now) if key.jwt else secrets.token_urlsafe(32)
        with self._lock:
            self._issued[token] = _Issued(key, now)
            if len(self._issued) > _MOST:
                del self._issued[next(iter(self._issued))]
        life = {} if key.ttl is None else {"ttlSeconds": key.ttl}
        return replace(answer(200, {"data": {"accessToken": token, **life}, "errors": None}), delay=key.delay)

    def refusal(self, headers: Mapping[str, str]) -> Answer | None:
        """Why a request with these headers (by lower-case name) is not admitted; None when it is."""
        token = headers.get("x-cap-api-oauth-token")
        return self._basic(headers.get("authorization", "")) if token is None else self._oauth(token)

    def _oauth(self, token: str) -> Answer | None:
        now = self._now()
        with self._lock:
            issued = self._issued.get(token)
            if issued is None:
                return not_authorized()
            if not issued.holds(now):
                return not_authorized(issued.key.refusal)
            issued.used += 1
        return None

    def wants_copy(self, headers: Mapping[str, str]) -> bool:
        """Whether an admitted request is for the copy of the data."""
        token = headers.get("x-cap-api-oauth-token")
        return token is None and _pair(headers.get("authorization", "")) == self._copy

    def _basic(self, authorization: str) -> Answer | None:
        pair = _pair(authorization)
        if pair.startswith(f"{LOCKED_USERNAME}:".encode()):
            return failed(401, 401, "User is locked")
        right = [secrets.compare_digest(pair, known) for known in (self._pair, self._copy)]
        return None if any(right) else not_authorized()


def _pair(authorization: str) -> bytes:
    """User and password of a Basic header; empty when it is none."""
    scheme, _, value = authorization.partition(" ")
    try:
        return base64.b64decode(value, validate=True) if scheme.lower() == "basic" else b""
    except (binascii.Error, ValueError):
        return b""


def _key(body: bytes) -> OAuthKey | None:
    """The key that a body names with the secret that goes with it."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or asked.get("secret") != OAUTH_SECRET:
        return None
    name = asked.get("key")
    return KEYS.get(name) if isinstance(name, str) else None


def _jwt(key: OAuthKey, now: datetime) -> str:
    """Shaped like the real ones; this server looks tokens up instead of verifying them."""
    issued = int(now.timestamp())
    claims = {
        "sub": "neo-tui demo",
        "client_id": key.name,
        "org_id": SAMPLE["org_id"],
        "token_use": "access",
        "jti": secrets.token_hex(16),
        "iat": issued,
        "exp": issued + key.lives,
    }
    return f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}.{secrets.token_urlsafe(24)}"


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode("ascii").rstrip("=")
