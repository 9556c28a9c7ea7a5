"""Who may ask: Basic with an MD5, or a token from the token endpoint (api.md §3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Lock

from neo_tui.demo.answers import Answer, answer
from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.rows import SAMPLE

TTL_SECONDS = 300
"""The documented sample's value (api.md §3.2)."""
_FAILED = {"data": None, "errors": [{"code": 310126, "message": "Failed to generate OAuth token"}], "warnings": None}


class Doorkeeper:
    """Hands out tokens and checks credentials; safe to use from many threads.

    Args:
        now: The present; a token lives `TTL_SECONDS` by this clock.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._tokens: dict[str, datetime] = {}
        digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
        self._pair = f"{USERNAME}:{digest}".encode()

    def generate(self, body: bytes) -> Answer:
        """Answer the token endpoint: a new token, or the error body for a key or secret that is wrong."""
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict) or (asked.get("key"), asked.get("secret")) != (OAUTH_KEY, OAUTH_SECRET):
            return answer(401, _FAILED)
        now = self._now()
        token = _token(now)
        with self._lock:
            self._tokens = {old: end for old, end in self._tokens.items() if now < end}
            self._tokens[token] = now + timedelta(seconds=TTL_SECONDS)
        return answer(200, {"data": {"accessToken": token, "ttlSeconds": TTL_SECONDS}, "errors": None})

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether a request's headers (by lower-case name) carry credentials that hold."""
        token = headers.get("x-cap-api-oauth-token")
        if token is not None:
            with self._lock:
                end = self._tokens.get(token)
            return end is not None and self._now() < end
        scheme, _, value = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            return secrets.compare_digest(base64.b64decode(value, validate=True), self._pair)
        except (binascii.Error, ValueError):
            return False


def _token(now: datetime) -> str:
    """Shaped like the real ones, which are JWTs; this server looks tokens up instead of verifying them."""
    issued = int(now.timestamp())
    claims = {
        "sub": "neo-tui demo",
        "client_id": OAUTH_KEY,
        "org_id": SAMPLE["org_id"],
        "token_use": "access",
        "jti": secrets.token_hex(16),
        "iat": issued,
        "exp": issued + TTL_SECONDS,
    }
    return f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}.{secrets.token_urlsafe(24)}"


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode("ascii").rstrip("=")
