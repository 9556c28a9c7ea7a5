"""How long a server asks to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.api.retry_after import retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3", 3.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("999999", 999999.0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        ("Sunday, 01-Mar-26 12:01:30 GMT", 90.0),
        ("Sun Mar  1 12:01:30 2026", 90.0),
        ("Sun, 01 Mar 2026 12:01:30 -0000", 90.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("1000000", None),
        ("-5", None),
        ("+5", None),
        ("1_000", None),
        ("٣", None),
        ("1.5", None),
        ("soon", None),
        ("Sun, 99 Mar 2026 12:01:30 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
    ],
)
def test_seconds_dates_and_junk(text: str, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


@given(st.text(max_size=60))
def test_junk_never_raises(text: str) -> None:
    found = retry_after(text, NOW)
    assert found is None or found >= 0


@given(st.integers(1, 86_400), st.integers(-23, 23))
def test_dates_of_any_zone_are_read(seconds: int, hours: int) -> None:
    at = (NOW + timedelta(seconds=seconds)).astimezone(timezone(timedelta(hours=hours)))
    assert retry_after(format_datetime(at), NOW) == float(seconds)
