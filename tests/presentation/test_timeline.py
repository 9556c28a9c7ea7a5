"""The timeline: where bars begin and end, which dates stand along the axis, and what is left out of sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.telling import Telling, Where
from neo_tui.presentation.text import cell_width, plain
from neo_tui.presentation.time_axis import DAY, HOUR, NARROWEST, Window, instant, millis, ticks, window
from neo_tui.presentation.timeline import axis_lines, legend, row_line, shape
from neo_tui.presentation.timeline_entries import Timeline, entries, fit
from neo_tui.presentation.timeline_facts import facts
from tests.domain.rows import KOLKATA, MISSING, at, fresh, row, view

NOW = millis(view().now)
ZONES = [UTC, KOLKATA, ZoneInfo("Europe/Berlin"), ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Apia")]
TIMES = st.integers(-62_135_596_800_000, 253_402_300_799_999)
LENGTHS = st.integers(NARROWEST, 40 * DAY) | st.integers(DAY, 9_000 * 365 * DAY)
WINDOWS = st.builds(lambda start, length: window(start, start + length), TIMES, LENGTHS)
SENT = (
    st.none() | st.just(MISSING) | st.just("soon") | st.integers() | TIMES | st.integers(at(2020, 1, 1), at(2031, 1, 1))
)
ROWS = st.fixed_dictionaries(
    {
        "awarded_date": SENT,
        "expiry_date": SENT,
        "auto_update_time": SENT,
        "redeemed_exclusive_value": st.sampled_from([0, 100, 140, None]),
    }
)


# ── the axis ──


@given(WINDOWS, st.integers(1, 300), st.sampled_from(ZONES))
def test_the_dates_along_a_window_lie_in_it_in_their_order_and_are_told_apart(
    shown: Window, width: int, zone: ZoneInfo
) -> None:
    found = ticks(shown, width, zone)
    assert all(shown.holds(tick.at) and tick.column == shown.column(tick.at, width) for tick in found)
    assert all(tick.column + cell_width(tick.label) <= width for tick in found)
    assert all(one.at < other.at for one, other in pairwise(found))
    assert all(one.column + cell_width(one.label) < other.column for one, other in pairwise(found))
    assert len({tick.label for tick in found}) == len(found)


@pytest.mark.parametrize(
    ("start", "days", "labels"),
    [
        (at(2026, 3, 14, 20), 0.5, ["14 Mar 21:00", "15 Mar 00:00", "15 Mar 03:00"]),
        (at(2026, 3, 14, 20), 5, ["15 Mar 2026", "17 Mar 2026"]),
        (at(2026, 3, 14, 20), 250, ["May 2026", "Jul 2026", "Sep 2026"]),
        (at(2026, 3, 14, 20), 2000, ["2027", "2028", "2029", "2030", "2031"]),
        (at(2026, 3, 14, 20), 36500, ["2030", "2040", "2050", "2060", "2070", "2080", "2090", "2100", "2110", "2120"]),
    ],
)
def test_hours_days_months_or_years_as_fits(start: int, days: float, labels: list[str]) -> None:
    assert [tick.label for tick in ticks(Window(start, start + int(days * DAY)), 60, KOLKATA)] == labels


def test_dates_are_those_of_the_zone() -> None:
    shown = Window(at(2026, 3, 14, 20), at(2026, 3, 20))
    assert ticks(shown, 60, KOLKATA)[0].at == at(2026, 3, 15)
    assert ticks(shown, 60, UTC)[0].at == at(2026, 3, 15, 5, 30)


@given(WINDOWS, TIMES, st.integers(-(2**60), 2**60), st.sampled_from([(1, 2), (2, 1)]))
def test_a_window_never_leaves_the_calendar_or_gets_too_short(
    shown: Window, around: int, by: int, times: tuple[int, int]
) -> None:
    for other in (shown.moved(by), shown.zoomed(around, *times)):
        assert other.length >= NARROWEST
        assert instant(other.start).year >= 1
        assert instant(other.end).year <= 9999
    assert shown.moved(by).length == shown.length


@given(st.integers(at(2020, 1, 1), at(2030, 1, 1)), st.integers(DAY, 5000 * DAY), st.integers(0, 99))
def test_what_is_zoomed_around_stays_in_its_place(start: int, length: int, percent: int) -> None:
    shown = Window(start, start + length)
    around = start + length * percent // 100
    for times in ((1, 2), (2, 1)):
        assert abs(shown.zoomed(around, *times).column(around, 100) - shown.column(around, 100)) <= 1


# ── the rows ──


@settings(max_examples=60)
@given(st.lists(ROWS, max_size=5), st.integers(10, 200), WINDOWS | st.none())
def test_every_row_has_exactly_one_line_of_the_width_there_is(
    sent: list[dict[str, object]], width: int, shown: Window | None
) -> None:
    rows = [fresh(**changes) for changes in sent]
    timeline = Timeline(rows)
    shown = shown or fit(timeline.entries, NOW)
    how = shape(width, timeline.id_width)
    assert sorted(entry.given for entry in timeline.entries) == list(range(len(rows)))
    for entry in timeline.entries:
        line = row_line(entry, shown, view(), how)
        assert cell_width(plain(line)) == how.label + how.bars
        assert "\n" not in plain(line)
        assert facts(entry, 1, 1, view(), max(width, 20))
    assert all(cell_width(plain(line)) == how.label + how.bars for line in axis_lines(shown, view(), how))
    outside = timeline.outside(shown)
    assert outside.before + outside.after + outside.undated <= len(rows)


def bar(allocation: Allocation, shown: Window, width: int = 20) -> str:
    """The bar of a row, without its label."""
    how = replace(shape(200, 8), bars=width)
    return plain(row_line(entries([allocation])[0], shown, view(), how))[how.label :]


YEARS = Window(at(2022, 1, 1), at(2042, 1, 1))
"""Twenty cells of a year each; now is in the fifth."""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"expiry_date": at(2031, 6, 1)}, "    ●━━━━○          "),
        ({"redeemed_exclusive_value": 100, "expiry_date": at(2031, 6, 1)}, "    ●━━━━■          "),
        ({"expired_exclusive_value": 100, "expiry_date": at(2031, 6, 1)}, "    ●━━━━×          "),
        ({"points_exclusive": "many", "expiry_date": at(2031, 6, 1)}, "    ●━━━━?          "),
        ({"status": "EXPIRED", "expiry_date": at(2031, 6, 1)}, "    ●━━━━?          "),
        ({"auto_update_time": at(2028, 6, 1), "expiry_date": at(2031, 6, 1)}, "    ┿━●━━○          "),
        (  # nothing was left from its last change on: that it could have been valid longer is only hinted at
            {
                "auto_update_time": at(2028, 6, 1),
                "expiry_date": at(2031, 6, 1),
                "redeemed_exclusive_value": 100,
                "status": "REDEEMED",
            },
            "    ┿━■┄┄┄          ",
        ),
        (
            {"auto_update_time": at(2031, 6, 2), "expiry_date": at(2031, 6, 1), "expired_exclusive_value": 100},
            "    ┿━━━━×          ",
        ),
        ({"expiry_date": at(2126, 3, 14)}, "    ●━━━━━━━━━━━━━━▶"),
        ({"expiry_date": at(2052, 3, 14)}, "    ●━━━━━━━━━━━━━━›"),
        ({"awarded_date": at(2020, 3, 14), "auto_update_time": 0}, "‹━━━┿━━━━○          "),
        (
            {"awarded_date": at(2020, 3, 14), "expiry_date": at(2021, 1, 1), "auto_update_time": 0},
            "‹   │               ",
        ),
        (
            {"awarded_date": at(2050, 3, 14), "expiry_date": at(2051, 1, 1), "auto_update_time": 0},
            "    │              ›",
        ),
    ],
)
def test_a_bar_goes_from_award_to_expiry_and_its_end_tells_what_became_of_it(
    changes: dict[str, object], told: str
) -> None:
    assert bar(fresh(**changes), YEARS) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"expiry_date": None}, "awarded 14 Mar 2026, no expiry date set"),
        ({"expiry_date": MISSING}, "awarded 14 Mar 2026, expiry missing"),
        ({"expiry_date": "soon"}, "awarded 14 Mar 2026, expiry unreadable"),
        ({"expiry_date": 0}, "awarded 14 Mar 2026, expiry doubtful (unset)"),
        ({"awarded_date": 1773516413}, "award doubtful (seconds), expiry 14 Mar 2031"),
        ({"expiry_date": at(2026, 3, 1)}, "expiry 1 Mar 2026 lies before the award 14 Mar 2026"),
        ({"awarded_date": None, "expiry_date": [1]}, "award missing, expiry unreadable"),
    ],
)
def test_where_no_bar_can_be_drawn_the_line_says_why(changes: dict[str, object], told: str) -> None:
    assert bar(fresh(**changes), YEARS, 70).rstrip() == told


def test_rows_stand_by_award_then_id_and_the_undated_last() -> None:
    rows = [
        fresh(id=9, awarded_date=at(2026, 5, 1)),
        fresh(id=1, awarded_date=None),
        fresh(id=7, awarded_date=at(2026, 4, 1)),
        fresh(id=5, awarded_date=at(2026, 5, 1)),
    ]
    assert [entry.given for entry in entries(rows)] == [2, 3, 0, 1]


# ── the window ──


def test_what_would_squash_the_others_is_left_out_and_counted() -> None:
    rows = [fresh(id=number, awarded_date=at(2026, 3, 1 + number)) for number in range(12)]
    plain_window = fit(entries(rows), NOW)
    odd = [
        fresh(id=50, expiry_date=at(2126, 3, 14)),
        fresh(id=51, awarded_date=at(1974, 3, 14), expiry_date=at(1975, 3, 14), auto_update_time=at(1974, 3, 14)),
        fresh(id=52, awarded_date=1773516413),
    ]
    timeline = Timeline([*rows, *odd])
    shown = fit(timeline.entries, NOW)
    assert abs(shown.length - plain_window.length) < 40 * DAY
    assert timeline.outside(shown).words == "1 before this window · 1 without a bar · 1 never expires"
    everything = fit(timeline.entries, NOW, everything=True)
    assert instant(everything.start).year <= 1974
    assert timeline.outside(everything).before == 0


def test_two_groups_of_like_size_are_both_shown() -> None:
    days = {"expiry_date": at(2020, 2, 1), "auto_update_time": 0}
    early = [fresh(id=number, awarded_date=at(2020, 1, 1), **days) for number in range(6)]
    shown = fit(entries([*early, *(fresh(id=20 + number) for number in range(6))]), NOW)
    assert shown.holds(at(2020, 1, 1))
    assert shown.holds(at(2031, 3, 14))


def test_now_is_taken_in_where_it_is_near_and_else_said_to_lie_elsewhere() -> None:
    assert fit(entries([fresh()]), NOW).holds(NOW)
    long_ago = fit(entries([row()]), NOW)
    assert not long_ago.holds(NOW)
    assert long_ago.length < 5 * DAY
    assert plain(legend(long_ago, view())).endswith("now later ›")
    assert fit([], NOW).holds(NOW)
    assert fit(entries([fresh(expiry_date=at(2126, 3, 14))]), NOW).holds(NOW)


def test_the_axis_tells_the_zone_its_dates_are_in_and_marks_now() -> None:
    how = shape(78, 8)
    shown = Window(NOW - 5 * HOUR, NOW + 5 * HOUR)
    dates, rule = axis_lines(shown, replace(view(), telling=Telling(where=Where.UTC)), how)
    assert plain(dates).startswith("UTC ")
    assert "23 Nov 12:00" in plain(dates)
    assert plain(rule).index("▼") == plain(dates).index("23 Nov 12:00")


def test_the_marked_row_in_full() -> None:
    entry = entries([row()])[0]
    assert [plain(line) for line in facts(entry, 1, 3, view(), 110)] == [
        "● EXPIRED  entry 31787856 · 0 of 50 left · line 1 of 3",
        "Awarded      2022-03-28 23:14:32 +05:30 Asia/Kolkata  4 y 7 mo ago",
        "Expires      2022-03-29 23:59:59 +05:30 Asia/Kolkata  4 y 7 mo ago",
        "Last change  2022-03-30 05:05:13 +05:30 Asia/Kolkata  4 y 7 mo ago",
        "50 points were awarded on 28 Mar 2022, 23:14 (Asia/Kolkata) for a TransactionAdd event (type 15).",
    ]


def test_the_legend_fits_and_explains_what_there_is() -> None:
    every = plain(legend(YEARS, view())).rstrip()
    assert cell_width(every) <= 78
    assert "━? unclear" in every
    assert "unclear" not in plain(legend(YEARS, view(), Timeline([fresh()]).ends))


def test_an_amount_that_does_not_fit_is_never_cut() -> None:
    long = fresh(points_exclusive="123456.789", redeemed_exclusive_value="0.125")
    assert "123456.664 left" not in (told := plain(row_line(entries([long])[0], YEARS, view(), shape(80, 8))))
    assert "…" in told
    assert "123,456.664 left" in plain(row_line(entries([long])[0], YEARS, view(), shape(140, 8)))
