"""A clock that differs from the server's: what is measured, and what is no longer claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.clock import Skew, measured, server_time
from neo_tui.domain.story import story
from neo_tui.domain.viewpoint import Viewpoint
from tests.domain.rows import fresh, row, view

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SURE = timedelta(seconds=0.6)
SPELT = "Mon, 23 Nov 2026 12:00:00 GMT"


def look(minutes: float) -> Viewpoint:
    """From a machine that is so many minutes ahead of the server."""
    return replace(view(NOW), skew=Skew(timedelta(minutes=minutes), SURE))


def expiring(minutes: float, **changes: object) -> Allocation:
    """Points that expire so many minutes from now."""
    return fresh(expiry_date=int((NOW + timedelta(minutes=minutes)).timestamp()) * 1000, **changes)


def told(allocation: Allocation, at: Viewpoint) -> str:
    return " ".join(sentence.text for sentence in story(allocation, at))


def test_the_servers_time_is_read_with_the_age_that_a_store_in_between_added() -> None:
    assert server_time(SPELT) == NOW
    assert server_time(SPELT, "90") == NOW + timedelta(seconds=90)
    assert server_time(SPELT, "99999999999") == NOW
    assert server_time("Mon, 23 Nov 2026 17:30:00 +0530") == NOW


@pytest.mark.parametrize(
    "header", ["", "yesterday", "Mon, 99 Nov 2026 12:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -0100"]
)
def test_what_is_no_date_tells_no_time(header: str) -> None:
    assert server_time(header) is None


@given(st.text(max_size=60), st.text(max_size=9))
def test_no_header_raises(date: str, age: str) -> None:
    found = server_time(date, age)
    assert found is None or found.tzinfo is not None


def test_the_wait_and_the_whole_seconds_of_a_date_are_held_in_this_machines_favour() -> None:
    skew = measured(NOW, NOW + timedelta(seconds=8), NOW + timedelta(seconds=12))
    assert (skew.ahead, skew.unsure) == (timedelta(seconds=9.5), timedelta(seconds=2.5))
    assert skew.noteworthy
    assert not measured(NOW, NOW, NOW + timedelta(seconds=12)).noteworthy


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        (4, "This machine's clock is 4 min ahead of the server's"),
        (-0.5, "This machine's clock is 30 s behind the server's"),
        (1500, "This machine's clock is 1 day 1 h ahead of the server's"),
    ],
)
def test_the_difference_in_words(minutes: float, sentence: str) -> None:
    assert Skew(timedelta(minutes=minutes), SURE).sentence == sentence


@pytest.mark.parametrize(("ahead", "expiry"), [(4, -2), (-4, 2), (4, 0), (4, -4)])
def test_an_expiry_between_the_two_clocks_is_not_said_to_have_passed(ahead: float, expiry: float) -> None:
    between = expiring(expiry)
    at = look(ahead)
    assert "whether it has passed cannot be told: this machine's clock is 4 min" in told(between, at)
    assert not {"expiry-pending", "expiry-overdue"} & {each.check.name for each in found((between,), at)}


def test_expired_points_are_not_said_to_be_early_by_a_clock_that_may_be_wrong() -> None:
    gone = expiring(
        2, expired_exclusive_value=100, status="EXPIRED", auto_update_time=int(NOW.timestamp()) * 1000 + 130_000
    )
    assert "expired-early" in {each.check.name for each in found((gone,), view(NOW))}
    assert "expired-early" not in {each.check.name for each in found((gone,), look(-4))}


def test_an_age_that_the_servers_clock_would_tell_otherwise_says_by_whose_it_goes() -> None:
    recent = told(expiring(-20), look(4))
    assert "20 min ago" in recent
    assert "This machine's clock is 4 min ahead of the server's; ages are told by this machine's." in recent
    assert "clock" not in told(row(), look(4))


def test_clocks_that_agree_are_not_talked_of() -> None:
    for at in (view(NOW), look(0.05)):
        assert "clock" not in told(expiring(-0.02), at)
        assert "expiry-pending" in {each.check.name for each in found((expiring(-0.02),), at)}


@given(st.timedeltas(), st.datetimes(timezones=st.just(UTC)))
def test_no_clock_however_wrong_makes_a_story_fail(ahead: timedelta, expiry: datetime) -> None:
    skew = Skew(max(min(ahead, timedelta(days=3_000_000)), timedelta(days=-3_000_000)), SURE)
    millis = (expiry - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    at = replace(view(NOW), skew=skew)
    assert story(fresh(expiry_date=millis), at)
    found((fresh(expiry_date=millis),), at)
