"""Totals in words: one line that never hides what it leaves out, and all measures to the last digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.totals import Reckoning, Totals
from neo_tui.presentation.text import cell_width, plain
from neo_tui.presentation.totals import MEASURES, caveat_lines, measure_lines, strip, strip_lines, title_line
from tests.domain.rows import MISSING, fresh, raw


def some(**changes: object) -> Totals:
    usual = {"rows": 12, "awarded": Decimal(1500), "redeemed": Decimal(300), "expired": Decimal("200.5")}
    return Totals(**(usual | changes))  # type: ignore[arg-type]


MUCH = some(unsummed=1, repeated=2, converted=Decimal(5), returned=Decimal(7))


def test_one_line_tells_what_there_is_and_no_zeros_but_those_that_matter() -> None:
    assert plain(strip(some(), "", 80)) == "12 rows: 1,500 awarded · 999.5 left · 300 redeemed · 200.5 expired"
    used_up = Totals(rows=1, awarded=Decimal(50), expired=Decimal(50))
    assert plain(strip(used_up, "on this page", 80)) == "1 row on this page: 50 awarded · 0 left · 50 expired"
    assert plain(strip(Totals(), "", 80)) == "no rows"


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (
            200,
            "12 rows of 40 loaded: 1,500 awarded · 987.5 left · 300 redeemed · 5 converted · 200.5 expired "
            "· 7 returned; 1 row not summed; 2 rows repeat an id; of the loaded rows, more may exist",
        ),
        (
            120,
            "12 rows of 40 loaded: 1,500 awarded · 987.5 left · 300 redeemed …; 1 row not summed; "
            "2 rows repeat an id; more may exist",
        ),
        (80, "12+ rows: 1,500 awarded · 987.5 left …; 1 not summed; 2 repeat an id"),
        (60, "12+ rows: 1,500 awarded …; 1 not summed; 2 repeat an id"),
        (40, "12+ rows …; 1 not summed; 2 repeat an id"),
        (20, "! 12+ rows"),
    ],
)
def test_where_room_is_short_amounts_go_before_doubts(width: int, told: str) -> None:
    assert plain(strip(MUCH, "of 40 loaded", width, complete=False)) == told


def test_where_one_line_leaves_out_where_points_went_two_tell_it() -> None:
    told = [plain(line) for line in strip_lines(MUCH, "of 40 loaded", 120, complete=False)]
    assert told == [
        "12 rows of 40 loaded: 1,500 awarded · 987.5 left",
        "  300 redeemed · 5 converted · 200.5 expired · 7 returned; 1 row not summed; 2 rows repeat an id; "
        "more may exist",
    ]
    for width in (40, 200):  # there is no room in two either, or room enough in one
        assert strip_lines(MUCH, "of 40 loaded", width, complete=False) == [
            strip(MUCH, "of 40 loaded", width, complete=False)
        ]


@given(st.integers(12, 200), st.booleans())
def test_whatever_the_width_each_line_of_totals_fits(width: int, complete: bool) -> None:
    for totals in (MUCH, some(), Totals()):
        assert all(cell_width(plain(line)) <= width for line in strip_lines(totals, "", width, complete=complete))


@given(st.integers(12, 200), st.integers(0, 3), st.booleans(), st.sampled_from(["", "of 40 loaded"]))
def test_at_any_width_it_fits_and_says_when_it_is_not_all(
    width: int, unsummed: int, complete: bool, scope: str
) -> None:
    told = plain(strip(some(unsummed=unsummed), scope, width, complete=complete))
    assert cell_width(told) <= width
    assert complete == ("more may exist" not in told and "+" not in told)
    assert (unsummed > 0) == ("not summed" in told) or (width < 30 and told.startswith("!"))


def test_less_than_nothing_left_stands_out() -> None:
    line = strip(Totals(rows=1, awarded=Decimal(1), redeemed=Decimal(3)), "", 80)
    assert next(span.tone for span in line if span.text == "−2") is Tone.WARNING


def test_the_heading_says_what_is_not_in_the_sums() -> None:
    assert plain(title_line(some(), "", complete=True)) == "Totals of 12 rows"
    assert plain(title_line(MUCH, "of 40 loaded", complete=False)) == (
        "Totals of 12 rows of 40 loaded; 1 row not summed; 2 rows repeat an id; of the loaded rows, more may exist"
    )


def test_some_rows_stand_beside_all_of_them() -> None:
    part = Totals(rows=2, awarded=Decimal(200), expired=Decimal("200.5"))
    assert [plain(line).rstrip() for line in measure_lines(some(), 60, part, "EXPIRED")] == [
        "              all rows  EXPIRED",
        "  rows              12        2",
        "  awarded        1,500      200",
        "− redeemed         300        0",
        "− expired        200.5    200.5",
        "− returned           0        0",
        "= left           999.5     −0.5",
    ]


@given(
    st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**38), max_value=10**38), min_size=5),
    st.integers(24, 120),
)
def test_every_amount_stands_there_to_the_last_digit_however_long(amounts: list[Decimal], width: int) -> None:
    whole = Totals(9, 1, 1, 1, 1, *amounts[:5])
    for part in (None, Totals(1, awarded=amounts[0])):
        lines = measure_lines(whole, width, part, "AVAILABLE")
        assert all(cell_width(plain(line)) <= max(width, 24) for line in lines)
        told = "".join("".join(plain(line).split()) for line in lines)
        for measure in MEASURES:
            if measure.of(whole):
                assert amount_text(measure.of(whole)) in told


def test_what_one_has_to_know_is_said_with_the_rows_it_is_about() -> None:
    rows = [
        fresh(id=7, redeemed_exclusive_value="fifty", returned_exclusive_value=MISSING),
        fresh(id=MISSING, points_exclusive=None),
        raw("[]"),
        fresh(id=8, points_exclusive="x"),
        fresh(id=8, redeemed_exclusive_value=101),
        fresh(id=9, redeemed_exclusive_value=1, status="CONSUMED_BY_CONVERSION"),
    ]
    found = Reckoning(rows)
    assert [plain(line) for line in caveat_lines(found.totals(), found.unsummed, 200)] == [
        "! 4 of 6 rows are in none of these sums: an amount is missing or cannot be read.",
        "  entry 7: redeemed_exclusive_value, returned_exclusive_value",
        "  an entry without a readable id: points_exclusive",
        "  a row that is not an object",
        "  … 1 more",
        "! 1 row has the id of an earlier row: what it holds is counted again.",
        "! 1 row has less than nothing left, and lessens what is left in all.",
        "Converted points were not spent: a DelayedAccrual event (type 16) awards them anew.",
    ]
    assert caveat_lines(some(), (), 80) == []
