"""Entries of the history for tests, by hand and generated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from neo_tui.domain.errors import Kind
from neo_tui.domain.foreign import visible
from neo_tui.domain.history import Entry, Outcome
from neo_tui.domain.points import Split

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def split(awarded: str, redeemed: str = "0", expired: str = "0", returned: str = "0") -> Split:
    return Split(Decimal(awarded), Decimal(redeemed), Decimal(expired), Decimal(returned))


def entry(number: int = 1, **changes: object) -> Entry:
    """A question answered with two rows an hour ago, the higher the number the longer ago."""
    usual: dict[str, object] = {
        "key": f"{number:016x}",
        "at": NOW - timedelta(hours=number),
        "profile": "india",
        "host": "in.example",
        "production": False,
        "customer": str(374819205 + number),
        "entity": f"hfjWDK0dek{number}",
        "event": 15,
        "page": 1,
        "count": 10,
        "outcome": Outcome(2, totals=split("1500", "250.5")),
    }
    return Entry(**(usual | changes))  # type: ignore[arg-type]


TEXT = st.text(max_size=8).map(visible)
AMOUNT = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=3)
SPLITS = st.builds(Split, AMOUNT, AMOUNT, AMOUNT, AMOUNT)
OUTCOMES = st.builds(
    Outcome,
    st.integers(0, 10_000),
    st.booleans(),
    st.none() | SPLITS,
    st.integers(0, 100),
    st.sampled_from(["", *Kind]).map(str),
    TEXT,
    st.booleans(),
)
ENTRIES = st.builds(
    Entry,
    key=st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}"),
    at=st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - see timezones
    profile=TEXT,
    host=TEXT,
    production=st.booleans(),
    customer=TEXT,
    entity=TEXT,
    event=st.integers(0, 100),
    page=st.integers(1, 2**31 - 1),
    count=st.integers(1, 100),
    outcome=OUTCOMES,
    times=st.integers(1, 1000),
    pinned=st.booleans(),
    title=TEXT,
    note=TEXT,
)
MANY = st.lists(ENTRIES, max_size=8, unique_by=lambda each: each.key)
