"""The Retry-After header: how long a server asks to wait (RFC 9110 §10.2.3; reliability.md §3.2)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"[0-9]{1,6}\Z", re.ASCII)
"""`int` would also take `1_000`, `-5` and digits of other scripts."""
_LONGEST = timedelta(days=366)
"""A date farther ahead is junk."""


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds to wait: from a number of seconds or an HTTP date; None for anything else.

    A date in the past means 0.
    """
    text = text.strip()
    if _SECONDS.match(text):
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    wait = at.replace(tzinfo=at.tzinfo or UTC) - now
    return max(0.0, wait.total_seconds()) if wait <= _LONGEST else None
