"""Times in filters: whole days of the profile's zone, distances from now, clocks that are changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.filters.tokens import FilterError
from neo_tui.domain.telling import Telling, Where
from neo_tui.domain.viewpoint import Viewpoint
from tests.domain.filters.selecting import NOW, keeps, kept
from tests.domain.rows import at, fresh, view

BERLIN = Viewpoint(NOW, ZoneInfo("Europe/Berlin"), "Europe/Berlin", UTC)


def expiring(*moment: int) -> Allocation:
    """A row that expires at a local time in Kolkata."""
    return fresh(expiry_date=at(*moment))


def in_utc(*moment: int) -> Allocation:
    return fresh(expiry_date=int(datetime(*moment, tzinfo=UTC).timestamp()) * 1000)  # type: ignore[misc, arg-type]


BEFORE = expiring(2026, 3, 28, 23, 59, 59)
FIRST = expiring(2026, 3, 29)
LAST = expiring(2026, 3, 29, 23, 59, 59)
AFTER = expiring(2026, 3, 30)


@pytest.mark.parametrize(
    ("term", "places"),
    [
        ("expires:2026-03-29", [1, 2]),
        ("expires=2026-03-29", [1, 2]),
        ("expires!=2026-03-29", [0, 3]),
        ("expires<2026-03-29", [0]),
        ("expires<=2026-03-29", [0, 1, 2]),
        ("expires>2026-03-29", [3]),
        ("expires>=2026-03-29", [1, 2, 3]),
        ("expires:2026-03", [0, 1, 2, 3]),
        ("expires:2026", [0, 1, 2, 3]),
        ("expires:2026-04,2025", []),
        ("expires:2026-03-28T23:59", [0]),
        ('expires:"2026-03-29 00"', [1]),
        ("expires>2026-03-29t23:59:58 expires<2026-03-30", [2]),
    ],
)
def test_a_date_is_all_of_that_day_in_the_profiles_zone(term: str, places: list[int]) -> None:
    assert kept(term, BEFORE, FIRST, LAST, AFTER) == places


@pytest.mark.parametrize(
    ("term", "moment", "kept_too"),
    [
        ("expires<30d", (2026, 12, 25, 9, 59, 59), True),
        ("expires<30d", (2026, 12, 25, 10), False),
        ("expires<=30d", (2026, 12, 25, 10), True),
        ("expires<30d", (2020, 1, 1), True),
        ("expires<+1w", (2026, 12, 2, 9), True),
        ("expires>-2h", (2026, 11, 25, 8, 1), True),
        ("expires>-2H", (2026, 11, 25, 8), False),
        ("expires>=−2h", (2026, 11, 25, 8), True),
        ("expires>6mo", (2027, 5, 25, 10, 0, 1), True),
        ("expires>6mo", (2027, 5, 25, 10), False),
        ("expires<1y", (2027, 11, 25, 9, 59), True),
        ("expires<90min", (2026, 11, 25, 11, 29, 59), True),
        ("expires<30s", (2026, 11, 25, 10, 0, 30), False),
        ("expires<now", (2026, 11, 25, 9, 59, 59), True),
        ("expires>=now", (2026, 11, 25, 10), True),
        ("expires:today", (2026, 11, 25), True),
        ("expires:today", (2026, 11, 26), False),
        ("expires:yesterday", (2026, 11, 24, 23, 59, 59), True),
        ("expires:Tomorrow", (2026, 11, 26), True),
        ("expires>today", (2026, 11, 25, 23, 59, 59), False),
        ("expires<=today", (2026, 11, 25, 23, 59, 59), True),
        ("expires:never", (2126, 1, 1), True),
        ("expires:never", (2116, 1, 1), False),
    ],
)
def test_times_from_now(term: str, moment: tuple[int, ...], kept_too: bool) -> None:
    assert keeps(term, expiring(*moment)) is kept_too


def test_a_month_from_its_last_day_ends_with_the_next() -> None:
    seen = view(datetime(2026, 1, 31, 4, 30, tzinfo=UTC))
    assert parse("expires<1mo", seen).words == "expires before 28 Feb 2026, 10:00"


def test_the_day_on_which_clocks_change_has_its_own_length() -> None:
    spring = (in_utc(2026, 3, 28, 22, 59, 59), in_utc(2026, 3, 28, 23), in_utc(2026, 3, 29, 21, 59, 59))
    assert kept("expires:2026-03-29", *spring, in_utc(2026, 3, 29, 22), seen=BERLIN) == [1, 2]
    autumn = (in_utc(2026, 10, 24, 22), in_utc(2026, 10, 25, 22, 59, 59), in_utc(2026, 10, 25, 23))
    assert kept("expires:2026-10-25", *autumn, seen=BERLIN) == [0, 1]


def test_an_hour_that_comes_twice_is_found_twice_and_nothing_between() -> None:
    rows = (
        in_utc(2026, 10, 25, 0, 30),  # 02:30, first
        in_utc(2026, 10, 25, 0, 45),  # 02:45, first
        in_utc(2026, 10, 25, 1, 30),  # 02:30, again
        in_utc(2026, 10, 25, 1, 31),
    )
    assert kept("expires:2026-10-25T02:30", *rows, seen=BERLIN) == [0, 2]
    assert kept("expires:2026-10-25T02", *rows, in_utc(2026, 10, 25, 2), seen=BERLIN) == [0, 1, 2, 3]
    assert kept("expires>2026-10-25T02:30", *rows, seen=BERLIN) == [3]


def test_a_time_that_clocks_go_over_is_told() -> None:
    with pytest.raises(FilterError, match="There is no such time in Europe/Berlin"):
        parse("expires<2026-03-29T02:30", BERLIN)
    assert parse("expires<2026-03-29T03:00", BERLIN).words


@pytest.mark.parametrize(
    "text", ["expires>=0001", "expires<=9999", "expires<9999-12-31", "expires<=9999-12-31T23:59:59"]
)
@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/New_York", "UTC"])
def test_the_ends_of_the_calendar_are_times_too(text: str, zone: str) -> None:
    seen = Viewpoint(NOW, ZoneInfo(zone), zone, UTC)
    assert keeps(text, fresh(), seen)
    assert not keeps(f"!{text}", fresh(), seen)


def test_the_present_may_be_told_in_another_zone() -> None:
    new_york = NOW.astimezone(ZoneInfo("America/New_York"))
    across = Viewpoint(new_york, ZoneInfo("Asia/Kolkata"), "Asia/Kolkata", UTC)
    for text in ("expires<30d", "expires<6mo", "expires<today"):
        assert parse(text, across).words == parse(text, view(NOW)).words
    assert new_york - NOW == timedelta(0)


def test_dates_are_the_profiles_also_when_times_are_told_in_another_zone() -> None:
    elsewhere = replace(view(NOW), telling=Telling(where=Where.UTC))
    assert kept("expires:2026-03-29", BEFORE, FIRST, LAST, AFTER, seen=elsewhere) == [1, 2]
    assert parse("expires:2026-03-29", elsewhere).words == "expires on 29 Mar 2026 (Asia/Kolkata)"
    assert parse("expires<30d", elsewhere).words == "expires before 25 Dec 2026, 04:30 UTC"
