"""Two rows side by side: what differs first, in words, at any width."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.presentation import bounds
from neo_tui.presentation.row_comparison import row_comparison_lines
from neo_tui.presentation.text import cell_width, plain
from tests.domain.rows import MISSING, SAMPLE, at, fresh, raw, row, view
from tests.domain.test_checks_properties import ROWS

NAMES = ("before", "after")
SPENT = fresh(
    redeemed_exclusive_value=40.5, expiry_date=at(2031, 4, 14, 23, 59, 59), auto_update_time=at(2026, 4, 1, 8)
)


def told(left: Allocation, right: Allocation, width: int = 76, *, everything: bool = False) -> str:
    lines = row_comparison_lines(left, right, view(), width, NAMES, everything=everything)
    return "\n".join(plain(line).rstrip() for line in lines)


def test_what_differs_stands_first_with_what_is_left_and_by_how_much() -> None:
    text = told(fresh(), SPENT)
    assert "3 of 27 fields differ, and so does what is left." in text
    for line in (
        "Left                 100                        ≠ 59.5  −40.5",
        "Redeemed             0                          ≠ 40.5  +40.5",
        "Expires on           2031-03-14 23:59:59 +05:30 ≠ 2031-04-14 23:59:59 +05:30",
        "                     1931279399000                1933957799000  +31 days",
    ):
        assert line in text.splitlines()
    assert "24 fields are the same letter for letter." in text
    assert "Till" not in text


def test_all_fields_are_shown_when_they_are_asked_for() -> None:
    text = told(fresh(), SPENT, everything=True)
    assert "The same (24)" in text
    assert "Till                 50140377                   = 50140377" in text
    assert text.index("Redeemed") < text.index("Till")


def test_a_wide_screen_has_columns_for_the_api_names_and_the_changes() -> None:
    line = next(line for line in told(fresh(), SPENT, 150).splitlines() if line.startswith("Redeemed"))
    assert line.split() == ["Redeemed", "redeemed_exclusive_value", "0", "≠", "40.5", "+40.5"]


def test_a_narrow_one_has_the_values_below_each_other() -> None:
    assert "Redeemed ≠  +40.5\n  ‹ 0\n  › 40.5" in told(fresh(), SPENT, 40)


def test_the_same_amount_in_other_letters_is_no_difference_but_is_shown() -> None:
    text = told(row(points_exclusive=50), row(points_exclusive="50.000"))
    assert text.startswith("Every value is the same; some are written differently.")
    assert "Awarded              50                         ≈ 50.000" in text
    assert "sent as text" in text


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (row(), row(), "The two are the same, letter for letter."),
        (row(), raw(json.dumps(SAMPLE, indent=1)), "Every value is the same; the texts differ in spaces"),
        (row(), raw("[1]"), "One of the two is no object and has no fields"),
        (row(), row(till_id=1), "1 of 27 fields differs."),
    ],
)
def test_the_verdict(left: Allocation, right: Allocation, verdict: str) -> None:
    assert told(left, right).startswith(verdict)


def test_missing_null_none_and_a_wrong_type_do_not_look_alike() -> None:
    shown = {
        told(row(till_id=7), row(till_id=value)).splitlines()[5].split("≠")[1].strip()
        for value in (MISSING, None, -1, "x", [7])
    }
    assert shown == {"— missing", "null", "none (-1)", "!x", "![7]"}


def test_a_list_and_the_text_of_one_do_not_look_alike() -> None:
    text = told(row(till_id=[7]), row(till_id="[7]"), 150)
    assert "a list came." in text
    assert "text came." in text


def test_an_unknown_field_is_compared_too() -> None:
    text = told(row(batch="B-1"), row(tier=2))
    assert "batch                B-1 text                   ≠ — not there" in text
    assert "tier                 — not there                ≠ 2" in text


def test_half_a_million_unknown_fields_are_counted_not_shown() -> None:
    left = raw(json.dumps({f"f{number}": 1 for number in range(2_000)}))
    text = told(left, row())
    assert f"… {2_000 + 27 - bounds.FIELDS:,} more fields" in text


@settings(max_examples=15)
@given(ROWS, ROWS, st.sampled_from([20, 39, 40, 65, 66, 76, 103, 104, 156]), st.booleans())
def test_whatever_comes_fits_the_width(one: object, other: object, width: int, everything: bool) -> None:
    left, right = raw(json.dumps(one)), raw(json.dumps(other))
    for line in row_comparison_lines(left, right, view(), width, NAMES, everything=everything):
        assert cell_width(plain(line).rstrip()) <= width
        assert "\n" not in plain(line)
