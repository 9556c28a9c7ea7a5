"""How times are told is the person's choice; how they are judged is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.expiry_job import run_by
from neo_tui.domain.story import story
from neo_tui.domain.telling import USUAL, Mode, Telling, Where
from neo_tui.domain.viewpoint import Viewpoint
from tests.domain.rows import KOLKATA, at, fresh, row, view

PARIS = timezone(timedelta(hours=1))


def look(telling: Telling = USUAL, now: datetime | None = None) -> Viewpoint:
    return replace(view(now) if now else view(), viewer=PARIS, telling=telling)


def test_t_goes_round_dates_ages_and_milliseconds() -> None:
    told = [USUAL]
    for _ in range(3):
        told.append(told[-1].next_mode())
    assert [telling.mode for telling in told] == [Mode.ABSOLUTE, Mode.RELATIVE, Mode.EPOCH, Mode.ABSOLUTE]
    assert {telling.where for telling in told} == {Where.PROFILE}


@pytest.mark.parametrize(
    ("zone", "round_"),
    [
        ("Asia/Kolkata", [Where.VIEWER, Where.UTC, Where.PROFILE]),
        ("UTC", [Where.VIEWER, Where.PROFILE, Where.VIEWER]),
    ],
)
def test_z_goes_round_the_zones_and_tells_utc_once(zone: str, round_: list[Where]) -> None:
    telling = USUAL
    for expected in round_:
        telling = telling.next_zone(zone)
        assert telling.where is expected


@pytest.mark.parametrize(
    ("where", "awarded", "expiry"),
    [
        (Where.PROFILE, "28 Mar 2022, 23:14 (Asia/Kolkata)", "29 Mar 2022, 23:59:59,"),
        (Where.UTC, "28 Mar 2022, 17:44 UTC", "29 Mar 2022, 18:29:59 UTC,"),
        (Where.VIEWER, "28 Mar 2022, 18:44 UTC+01:00", "29 Mar 2022, 19:29:59 UTC+01:00,"),
    ],
)
def test_the_story_tells_dates_in_the_chosen_zone_and_says_which(where: Where, awarded: str, expiry: str) -> None:
    sentences = story(row(), look(Telling(where=where)))
    assert f"were awarded on {awarded} for" in sentences[0].text
    assert f"Their expiry was {expiry}" in sentences[2].text


@pytest.mark.parametrize("where", Where)
@pytest.mark.parametrize("mode", Mode)
def test_no_way_of_telling_changes_what_is_judged(mode: Mode, where: Where) -> None:
    """The morning of the expiry job is the cluster's, in whatever zone one looks at it."""
    late = fresh(expiry_date=at(2026, 11, 22, 23, 59, 59))
    for now in (datetime(2026, 11, 23, 6, 29, tzinfo=UTC), datetime(2026, 11, 23, 6, 31, tzinfo=UTC)):
        told, usual = look(Telling(mode, where), now), look(USUAL, now)
        assert [each.check.name for each in found((late,), told)] == [each.check.name for each in found((late,), usual)]
        expiry = late.instant("expiry_date")
        assert expiry is not None
        assert run_by(expiry, told) == datetime(2026, 11, 23, 12, 0, tzinfo=KOLKATA)


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(list(Where)))
def test_any_instant_is_told_in_any_zone(instant: datetime, where: Where) -> None:
    told = look(Telling(where=where))
    assert told.told(instant) == instant
    assert str(told.told(instant).year) in told.day(instant)
    assert told.day_and_time(instant).endswith("UTC") is (told.told(instant).tzname() == "UTC")
