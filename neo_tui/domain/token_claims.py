"""What a token says of itself: the payload of a JWT, decoded offline (api.md §3.2).

Nothing is verified: that is the API's business. It only tells the person as which client they ask.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.json_text import JsonTextError, Number, Object, Value, read
from neo_tui.domain.masking import Masks

_LONGEST = 64 * 1024
"""Characters of a token; real ones have about one thousand."""
_JWT = re.compile(r"[A-Za-z0-9_-]+={0,2}\.([A-Za-z0-9_-]+)={0,2}\.[A-Za-z0-9_-]*={0,2}\Z", re.ASCII)
_LONGEST_VALUE = 200
_MOST_CLAIMS = 40
_TOLD_APART = frozenset({"org_id", "sub", "client_id", "iat", "exp"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_300_799
"""9999-12-31T23:59:59Z; `datetime` goes no farther."""


class TokenClaims(NamedTuple):
    """The claims of a token; visible text, "" or None where it does not say."""

    org_id: str
    client: str
    """`sub`: the client's name."""
    client_id: str
    issued_at: datetime | None
    """Aware, in UTC."""
    expires_at: datetime | None
    further: tuple[tuple[str, str], ...]
    """The other claims that are texts, numbers or truths, in their order."""


def claims_of(token: str, masks: Masks | None = None) -> TokenClaims | None:
    """What a JWT claims; None when it is none. Never raises.

    Args:
        token: The JWT.
        masks: Hides what must not be told in what it claims; whoever made it knows our secret.
    """
    match = _JWT.match(token) if len(token) <= _LONGEST else None
    if match is None:
        return None
    try:
        payload = base64.urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4))
        claims = read(masks.strings(payload.decode()) if masks else payload.decode())
    except (binascii.Error, UnicodeDecodeError, JsonTextError):
        return None
    if not isinstance(claims, Object):
        return None
    further = ((name, _text(value)) for name, value in claims.items() if name not in _TOLD_APART and _scalar(value))
    return TokenClaims(
        _text(claims.get("org_id")),
        _text(claims.get("sub")),
        _text(claims.get("client_id")),
        _moment(claims.get("iat")),
        _moment(claims.get("exp")),
        tuple((clip(visible(name), _LONGEST_VALUE), value) for name, value in list(further)[:_MOST_CLAIMS]),
    )


def _scalar(value: Value) -> bool:
    return isinstance(value, str | bool)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return clip(visible(value), _LONGEST_VALUE) if isinstance(value, str) else ""


def _moment(value: Value) -> datetime | None:
    """A NumericDate of RFC 7519: seconds since 1970, also with a fraction."""
    seconds = value.decimal() if isinstance(value, Number) else None
    if seconds is None or not 0 <= seconds <= _LAST_SECOND:
        return None
    return _EPOCH + timedelta(microseconds=int(seconds * 1_000_000))
