"""The OAuth keys: each one chooses what its tokens, or the token endpoint itself, do (api.md §3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from neo_tui.demo.answers import Answer, answer, denied, redirect, web_page
from neo_tui.demo.credentials import OAUTH_KEY

TTL_SECONDS = 300
"""The documented sample's value (api.md §3.2)."""
TOKEN_FAILED = {
    "data": None,
    "errors": [{"code": 310126, "message": "Failed to generate OAuth token"}],
    "warnings": None,
}


@dataclass(frozen=True)
class OAuthKey:
    """A key and what asking with it is like.

    Attributes:
        name: What is sent as the key.
        note: What happens; one sentence.
        ttl: The `ttlSeconds` of the answer; None leaves it out.
        uses: How many requests a token opens before it is revoked; None sets no limit.
        refusal: HTTP status for a token that holds no more.
        jwt: Whether tokens are shaped like the real ones.
        delay: Seconds until the token comes.
        instead: What the token endpoint answers where it gives no token.
    """

    name: str
    note: str
    ttl: int | str | None = TTL_SECONDS
    uses: int | None = None
    refusal: int = 401
    jwt: bool = True
    delay: float = 0.0
    instead: Answer | None = None

    @property
    def lives(self) -> int:
        """Seconds that the server takes a token for: what it said, where that is a number."""
        return self.ttl if isinstance(self.ttl, int) else TTL_SECONDS


_ALL = (
    OAuthKey(OAUTH_KEY, "A token lives five minutes."),
    OAuthKey("demo-key-short", "A token lives three seconds.", ttl=3),
    OAuthKey("demo-key-revoked", "A token opens one request; the next is answered 401.", uses=1),
    OAuthKey("demo-key-498", "A token opens one request; the next is answered 498.", uses=1, refusal=498),
    OAuthKey("demo-key-refused", "Every token is answered 401.", uses=0),
    OAuthKey("demo-key-no-ttl", "The answer does not say how long its token lives.", ttl=None),
    OAuthKey("demo-key-zero-ttl", "The token lives no second.", ttl=0),
    OAuthKey("demo-key-negative-ttl", "The token died before it came.", ttl=-TTL_SECONDS),
    OAuthKey("demo-key-huge-ttl", "The token lives for thirty thousand years.", ttl=10**12),
    OAuthKey("demo-key-text-ttl", "The life of the token is text instead of a number.", ttl=str(TTL_SECONDS)),
    OAuthKey("demo-key-opaque", "The token is not a JWT.", jwt=False),
    OAuthKey("demo-key-slow", "The token comes after forty seconds.", delay=40.0),
    OAuthKey(
        "demo-key-down",
        "The token endpoint answers 503 with a web page.",
        instead=web_page(503, "The token service is down", "We are back at 06:00 UTC."),
    ),
    OAuthKey("demo-key-no-token", "The token endpoint answers 200 with an error.", instead=answer(200, TOKEN_FAILED)),
    OAuthKey("demo-key-forbidden", "The token endpoint answers 403.", instead=denied()),
    OAuthKey(
        "demo-key-redirect",
        "The token endpoint answers 302 and points to another host.",
        instead=redirect(302, "https://login.example.com/oauth?next=%2Fv3"),
    ),
    OAuthKey(
        "demo-key-garbage",
        "The token endpoint answers 200 with what is not JSON.",
        instead=Answer(200, b"token=abc; ok"),
    ),
)
KEYS: Mapping[str, OAuthKey] = {each.name: each for each in _ALL}
"""By name; those with which tokens come first."""
