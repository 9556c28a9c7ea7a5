"""Times are told exactly, with their doubts, in any zone; no number breaks them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from neo_tui.domain.timestamps import (
    EPOCH,
    Doubt,
    Moment,
    UnknownZoneError,
    age,
    is_never,
    moment,
    span,
    stamp,
    viewer_zone,
    zone,
)

SAMPLE_EXPIRY = 1_648_578_599_000
FIRST, LAST = -62_135_596_800_000, 253_402_300_799_999
INDIA = timezone(timedelta(hours=5, minutes=30))
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
INSTANTS = st.datetimes(timezones=st.just(UTC))


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# ── reading a number ──


@pytest.mark.parametrize(
    ("millis", "at", "doubt"),
    [
        (SAMPLE_EXPIRY, "2022-03-29T18:29:59", None),
        (100_000_000_000, "1973-03-03T09:46:40", None),
        (99_999_999_999, "1973-03-03T09:46:39.999", Doubt.SECONDS),
        (1_648_578_599, "1970-01-20T01:56:18.599", Doubt.SECONDS),
        (0, "1970-01-01", Doubt.UNSET),
        (-1, "1969-12-31T23:59:59.999", Doubt.NEGATIVE),
        (99_999_999_999_999, "5138-11-16T09:46:39.999", None),
        (100_000_000_000_000, "5138-11-16T09:46:40", Doubt.MICROSECONDS),
        (LAST, "9999-12-31T23:59:59.999", Doubt.MICROSECONDS),
        (FIRST, "0001-01-01", Doubt.NEGATIVE),
    ],
)
def test_a_number_is_read_to_the_millisecond_and_doubted(millis: int, at: str, doubt: Doubt | None) -> None:
    assert moment(millis) == Moment(millis, on(at), doubt)
    assert moment(millis).reliable is (doubt is None)


@pytest.mark.parametrize("millis", [FIRST - 1, 10**18, 10**400, -(10**400)])
def test_what_no_calendar_holds_has_no_date(millis: int) -> None:
    assert moment(millis) == Moment(millis, None, Doubt.OUT_OF_RANGE)


@given(st.integers() | st.integers(FIRST - 5, LAST + 5))
@example(LAST * 1000 + 999)
@example(LAST * 1000 + 1000)
def test_no_number_breaks_it_and_no_millisecond_is_lost(millis: int) -> None:
    read = moment(millis)
    assert read.at is None or (read.at - EPOCH) // timedelta(milliseconds=1) == millis
    assert (read.reading is not None) is (read.doubt in {Doubt.SECONDS, Doubt.MICROSECONDS})


def test_another_unit_is_offered_not_guessed() -> None:
    assert moment(1_648_578_599).reading == on("2022-03-29T18:29:59")
    assert moment(1_648_578_599_000_123).reading == on("2022-03-29T18:29:59.000123")
    assert moment(SAMPLE_EXPIRY).reading is None


def test_each_doubt_is_said_in_a_sentence() -> None:
    sentences = {doubt.sentence for doubt in Doubt}
    assert len(sentences) == len(Doubt)
    assert all(sentence.endswith(".") for sentence in sentences)
    assert "seconds" in Doubt.SECONDS.sentence


# ── never ──


def at(text: str) -> Moment:
    return moment((on(text) - EPOCH) // timedelta(milliseconds=1))


def test_a_hundred_years_read_as_never_and_ninety_do_not() -> None:
    awarded = at("2025-05-05")
    assert is_never(at("2125-05-05"), awarded)
    assert is_never(at("2115-05-05T00:00:01"), awarded)
    assert not is_never(at("2115-05-05"), awarded)
    assert not is_never(at("2026-05-05"), awarded)


def test_a_leap_day_has_its_ninetieth_birthday_on_the_28th() -> None:
    assert not is_never(at("2114-02-28"), at("2024-02-29"))
    assert is_never(at("2114-02-28T00:01"), at("2024-02-29"))


@pytest.mark.parametrize(
    ("expiry", "awarded"),
    [
        (at("2125-05-05"), None),
        (at("2125-05-05"), moment(0)),
        (moment(10**18), at("2025-05-05")),
        (moment(5), at("1975-01-01")),
    ],
)
def test_without_two_reliable_dates_nothing_reads_as_never(expiry: Moment, awarded: Moment | None) -> None:
    assert not is_never(expiry, awarded)


# ── how long ago ──


@pytest.mark.parametrize(
    ("then", "text"),
    [
        ("2024-03-01T12:00", "just now"),
        ("2024-03-01T11:59:58.500", "just now"),
        ("2024-03-01T11:59:48", "12 s ago"),
        ("2024-03-01T11:59:00", "1 min ago"),
        ("2024-03-01T11:00:00.001", "59 min ago"),
        ("2024-03-01T07:00", "5 h ago"),
        ("2024-02-29T12:00", "1 d ago"),
        ("2024-02-29T12:00:01", "23 h ago"),
        ("2024-01-02T12:00", "59 d ago"),
        ("2024-01-01T12:00", "2 mo ago"),
        ("2023-08-01T12:00", "7 mo ago"),
        ("2023-03-01T12:00:01", "11 mo ago"),
        ("2023-03-01T12:00", "1 y ago"),
        ("2021-01-01T12:00", "3 y 2 mo ago"),
        ("2014-03-02T12:00", "9 y 11 mo ago"),
        ("2014-01-01T12:00", "10 y ago"),
        ("2024-03-01T12:00:01", "just now"),
        ("2024-03-03T12:00", "in 2 d"),
        ("2024-05-01T12:00", "in 2 mo"),
        ("2125-05-05", "in 101 y"),
        ("0001-01-01", "2023 y ago"),
    ],
)
def test_an_age_is_calm_and_right_by_the_calendar(then: str, text: str) -> None:
    assert age(on(then), NOW) == text


def test_an_age_does_not_depend_on_the_zone_it_is_told_in() -> None:
    assert age(on("2024-01-01T12:00").astimezone(INDIA), NOW.astimezone(INDIA)) == "2 mo ago"


@given(INSTANTS, INSTANTS)
def test_ahead_and_ago_mirror_each_other(one: datetime, other: datetime) -> None:
    ahead, ago = age(max(one, other), min(one, other)), age(min(one, other), max(one, other))
    assert ahead == ago == "just now" or ahead.removeprefix("in ") == ago.removesuffix(" ago")


# ── how long ──


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2022-03-28T22:00", "2022-03-29T22:45", "1 day 0 h 45 min"),
        ("2022-03-28", "2022-03-29T06:00", "1 day 6 h"),
        ("2022-03-28", "2022-03-30", "2 days"),
        ("2022-03-01", "2022-05-30T06:00:59", "90 days 6 h"),
        ("2022-03-01", "2022-05-30T00:59", "90 days"),
        ("2022-03-01", "2022-03-30T23:59:59", "29 days 23 h 59 min"),
        ("2022-03-29", "2023-03-29", "365 days"),
        ("2023-03-29", "2024-03-29", "366 days"),
        ("2022-03-29", "2024-03-28T23:59:59", "730 days 23 h"),
        ("2022-03-29", "2024-03-29", "2 years"),
        ("2022-03-29T10:00", "2024-03-29T23:59:59", "2 years 13 h"),
        ("2022-03-29", "2025-03-30", "3 years 1 day"),
        ("2020-02-29", "2022-02-28", "2 years"),
        ("2025-05-05", "2125-05-05", "100 years"),
        ("2022-03-29", "2022-03-29T05:00", "5 h"),
        ("2022-03-29", "2022-03-29T05:04:59", "5 h 4 min"),
        ("2022-03-29", "2022-03-29T00:04", "4 min"),
        ("2022-03-29", "2022-03-29T00:00:59", "59 s"),
        ("2022-03-29", "2022-03-29", "0 s"),
    ],
)
def test_a_duration_in_words(start: str, end: str, text: str) -> None:
    assert span(on(start), on(end)) == text
    assert span(on(end), on(start)) == text


@given(INSTANTS, INSTANTS)
@example(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
def test_every_duration_has_words(start: datetime, end: datetime) -> None:
    assert span(start, end)[0].isdigit()


# ── zones ──


def test_zones_are_known_by_their_names() -> None:
    assert zone("UTC") is UTC
    assert zone("utc") is UTC
    assert stamp(on("2022-03-29T18:29:59"), zone("Asia/Kolkata")) == "2022-03-29 23:59:59 +05:30"


@pytest.mark.parametrize(
    "name", ["", "../x", "/etc/passwd", "Mars/Olympus", "Asia", "a\0b", "\ud800", "x" * 5000, "+05:30"]
)
def test_a_name_that_is_no_zone_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UnknownZoneError, match=r"There is no time zone .* here") as caught:
        zone(name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


@given(st.text(max_size=30))
def test_no_zone_name_makes_another_error(name: str) -> None:
    try:
        found = zone(name)
    except UnknownZoneError:
        return
    assert isinstance(found, tzinfo)


# ── stamps ──


@pytest.mark.parametrize(
    ("instant", "tz", "text"),
    [
        ("2022-03-29T18:29:59", INDIA, "2022-03-29 23:59:59 +05:30"),
        ("2022-03-29T18:29:59.123", INDIA, "2022-03-29 23:59:59.123 +05:30"),
        ("2022-03-29T18:29:59.000999", UTC, "2022-03-29 18:29:59 +00:00"),
        ("2022-03-29T01:00:00", timezone(-timedelta(hours=3, minutes=30)), "2022-03-28 21:30:00 -03:30"),
        ("1900-01-01", timezone(timedelta(hours=5, minutes=53, seconds=28)), "1900-01-01 05:53:28 +05:53:28"),
        ("0001-01-01", UTC, "0001-01-01 00:00:00 +00:00"),
        ("0001-01-01", timezone(-timedelta(hours=5)), "0001-01-01 00:00:00 +00:00"),
        ("9999-12-31T23:59:59.999", INDIA, "9999-12-31 23:59:59.999 +00:00"),
    ],
)
def test_a_stamp_has_its_offset_and_never_breaks(instant: str, tz: tzinfo, text: str) -> None:
    assert stamp(on(instant), tz) == text


@given(INSTANTS, st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Europe/Dublin", "Pacific/Apia"]))
def test_a_stamp_reads_back_to_the_same_instant(instant: datetime, name: str) -> None:
    told = datetime.fromisoformat(stamp(instant, zone(name)).replace(" ", "T", 1).replace(" ", ""))
    assert timedelta(0) <= instant - told < timedelta(seconds=1)


# ── the zone of this machine ──


@pytest.fixture
def machine_in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[tzinfo]:
    """A machine with central European rules, told in full so that no zone database is needed."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its zone for one process")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield viewer_zone()
    time.tzset()


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        ("2024-01-15T12:00", "2024-01-15 13:00:00 +01:00"),
        ("2024-07-15T12:00", "2024-07-15 14:00:00 +02:00"),
        ("2024-03-31T00:59:59", "2024-03-31 01:59:59 +01:00"),
        ("2024-03-31T01:00:00", "2024-03-31 03:00:00 +02:00"),
        ("2024-10-27T00:30", "2024-10-27 02:30:00 +02:00"),
        ("2024-10-27T01:30", "2024-10-27 02:30:00 +01:00"),
        ("9999-12-31T23:59:59", "9999-12-31 23:59:59 +00:00"),
    ],
)
def test_the_viewers_offset_is_right_for_each_instant(machine_in_berlin: tzinfo, instant: str, text: str) -> None:
    assert stamp(on(instant), machine_in_berlin) == text


def test_the_viewers_zone_answers_what_a_zone_is_asked(machine_in_berlin: tzinfo) -> None:
    summer = datetime(2024, 7, 15, 12, tzinfo=machine_in_berlin)
    assert summer.tzname() == "UTC+02:00"
    assert summer.dst() is None
    assert summer == on("2024-07-15T10:00")
    assert machine_in_berlin.utcoffset(None) == timedelta(0)


@given(INSTANTS)
@example(datetime.min.replace(tzinfo=UTC))
@example(datetime.max.replace(tzinfo=UTC))
def test_no_instant_breaks_the_viewers_zone(instant: datetime) -> None:
    viewer = viewer_zone()
    assert stamp(instant, viewer)[4] == "-"
    assert datetime.max.replace(tzinfo=viewer).utcoffset() is not None
    assert datetime.min.replace(tzinfo=viewer).utcoffset() is not None
