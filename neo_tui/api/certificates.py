"""What a verified certificate says, in visible text."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime

from neo_tui.domain.foreign import clip, visible

_LONGEST = 120
_NAMES = ("commonName", "organizationName", "organizationalUnitName")


def issuer_of(certificate: Mapping[str, object]) -> str:
    """Who signed it: common name and organisation; "" when it does not say."""
    return _named(certificate.get("issuer"))


def subject_of(certificate: Mapping[str, object]) -> str:
    """Whose it is: common name and organisation; "" when it does not say (many name the host elsewhere)."""
    return _named(certificate.get("subject"))


def not_after(certificate: Mapping[str, object]) -> datetime | None:
    """Until when it is valid, aware, in UTC; None when that cannot be read."""
    text = certificate.get("notAfter")
    try:
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(text)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _named(name: object) -> str:
    """A distinguished name as `ssl` gives it: a tuple of tuples of pairs."""
    if not isinstance(name, tuple):
        return ""
    found = {str(pair[0]): str(pair[1]) for part in name for pair in part}
    parts = [clip(visible(found[key]), _LONGEST) for key in _NAMES if found.get(key)]
    return ", ".join(dict.fromkeys(parts))
