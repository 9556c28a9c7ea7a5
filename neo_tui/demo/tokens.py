"""Who may ask: Basic with an MD5, or a token from the token endpoint (api.md §3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic

from neo_tui.demo.answers import Answer, answer
from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME

TTL_SECONDS = 300
"""The documented sample's value."""


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode("ascii").rstrip("=")


class Doorkeeper:
    """Hands out tokens and checks credentials."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._tokens: dict[str, float] = {}
        digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
        self._pair = f"{USERNAME}:{digest}".encode()

    def generate(self, body: bytes) -> Answer:
        """Answer the token endpoint."""
        try:
            asked = json.loads(body)
        except ValueError:
            asked = None
        if not isinstance(asked, dict) or (asked.get("key"), asked.get("secret")) != (OAUTH_KEY, OAUTH_SECRET):
            return answer(
                401, {"data": None, "errors": [{"code": 310126, "message": "Failed to generate OAuth token"}], "warnings": None}
            )
        # Shaped like the real ones, which are JWTs; this server looks tokens up instead of verifying them.
        head, claims = {"alg": "RS256", "typ": "JWT"}, {"sub": "neo-tui demo", "client_id": OAUTH_KEY, "org_id": 50914}
        token = f"{_part(head)}.{_part(claims)}.{secrets.token_urlsafe(24)}"
        with self._lock:
            self._tokens[token] = self._clock() + TTL_SECONDS
        return answer(200, {"data": {"accessToken": token, "ttlSeconds": TTL_SECONDS}, "errors": None})

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Whether a request's headers (by lower-case name) carry credentials that hold."""
        token = headers.get("x-cap-api-oauth-token")
        if token is not None:
            with self._lock:
                return self._clock() < self._tokens.get(token, 0.0)
        scheme, _, value = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            return secrets.compare_digest(base64.b64decode(value, validate=True), self._pair)
        except (binascii.Error, ValueError):
            return False
