"""Two answers compared, in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.demo.nightly import copied, original
from neo_tui.domain.allocation import Allocation
from neo_tui.domain.comparison import Entry, compare_answers
from neo_tui.domain.gathered import gather
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.domain.telling import Telling, Where
from neo_tui.presentation.comparison import (
    changed_cells,
    doubts,
    entry_line,
    entry_lines,
    same_lines,
    scope,
    summary,
    summary_lines,
)
from neo_tui.presentation.text import Line, Span, cell_width, cut_line, plain
from tests.domain.rows import at, fresh, raw, row, view
from tests.domain.test_checks_properties import ROWS

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NAMES = ("10:31", "10:41")
NIGHT = compare_answers([raw(text) for text in copied()], [raw(text) for text in original()])


def change(left: Allocation, right: Allocation) -> str:
    """What is said of a row that changed."""
    (entry,) = compare_answers([left], [right]).entries
    return plain(entry_line(entry, view(), 200, 8)).removeprefix("≠ 31787856  ")


def texts(lines: Sequence[Line]) -> str:
    return "\n".join(map(plain, lines))


def test_the_summary_tells_counts_and_points() -> None:
    assert plain(tuple(summary(NIGHT))) == (
        "1 added (+60 awarded), 1 removed (−40 awarded), 2 changed, 1 written differently, 1 unchanged; "
        "left: 395 → 290 (−105)"
    )
    text = texts(summary_lines(NIGHT, NAMES, "", 120))
    assert "10:31 (5 rows) → 10:41 (5 rows)" in text
    assert "awarded: 535 → 555 (+20)  redeemed: 140 → 240 (+100)  returned: 0 → 25 (+25)" in text
    assert "expired" not in text
    assert "!" not in text


def test_what_was_not_loaded_is_said() -> None:
    assert "! Only page 1 was loaded." in texts(summary_lines(NIGHT, NAMES, "Only page 1 was loaded.", 80))


def test_what_limits_the_comparison_is_said() -> None:
    before = [fresh(id=1), fresh(id=1, till_id=2), row(id=None), fresh(id=2, points_exclusive="many")]
    text = texts(summary_lines(compare_answers(before, before[:3]), NAMES, "", 100))
    assert "1 row is in none of the sums: an amount cannot be read." in text
    assert "2 rows have no id that can be read; changed, such a row counts as removed and added." in text
    assert "4 rows share an id; they are matched in the order in which they stand." in text


def test_no_difference_is_said_with_what_was_compared() -> None:
    rows = [fresh(id=number) for number in range(40)]
    compared = compare_answers(rows, rows)
    assert plain(tuple(summary(compared))) == "No difference in 40 rows"
    text = texts(same_lines(compared, NAMES, 80))
    assert "10:31 and 10:41 hold the same 40 rows, each the same letter for letter." in text
    assert texts(same_lines(compare_answers([], []), NAMES, 80)) == "Neither answer holds a row."


def page(number: int, rows: int, count: int = 2) -> Page:
    found = tuple(fresh(id=place) for place in range(rows))
    return Page(Query("e", 7, 15, number, count), found, "id", NOW, 0.1, "[]")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([page(1, 1)], [page(1, 2), page(2, 0)], ""),
        (
            [page(1, 2)],
            [page(1, 2), page(2, 1)],
            "Of 10:31 page 2 and on not loaded: a row there may look added or removed.",
        ),
        (
            [page(2, 1)],
            [page(1, 2), page(4, 2)],
            "Of 10:31 page 1 not loaded, of 10:41 pages 2-3, 5 and on not loaded: "
            "a row there may look added or removed.",
        ),
    ],
)
def test_what_was_not_there_to_be_compared(before: list[Page], after: list[Page], said: str) -> None:
    sides = (gather({each.query.page: each for each in pages}) for pages in (before, after))
    assert scope(NAMES, *sides) == said


def test_a_measure_is_not_broken_where_it_fits_a_line() -> None:
    lines = [plain(line) for line in summary_lines(NIGHT, NAMES, "", 50)]
    assert lines[-2:] == ["awarded: 535 → 555 (+20)", "redeemed: 140 → 240 (+100)  returned: 0 → 25 (+25)"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"status": "EXPIRED", "expired_exclusive_value": 100},
            "status AVAILABLE → EXPIRED, left 100 → 0 (−100), expired 0 → 100 (+100)",
        ),
        ({"expiry_date": at(2031, 4, 13, 23, 59, 59)}, "expires 2031-03-14 → 2031-04-13 (+30 days)"),
        (
            {"expiry_date": at(2031, 3, 14, 23, 0)},
            "expires 2031-03-14 23:59:59 → 2031-03-14 23:00:00 (−59 min)",
        ),
        (
            {"auto_update_time": at(2026, 3, 14, 21, 56) + 1},
            "last change 2026-03-14 21:56:00.000 → 2026-03-14 21:56:00.001 (+less than 1 s)",
        ),
        ({"till_id": -1}, "till_id 50140377 → none"),
        ({"till_id": "50140377"}, 'till_id 50140377 → "50140377" (the same value)'),
        ({"points_exclusive": "many"}, "left 100 → ?, awarded 100 → !many"),
        ({"note": "new"}, "note — → new"),
        ({"expiry_date": 1931279399}, "expires 1931279399000 → 1931279399"),
    ],
)
def test_what_changed_is_said_in_few_words_the_most_important_first(changes: dict[str, object], said: str) -> None:
    assert change(fresh(), fresh(**changes)).removeprefix("≈ 31787856  ") == said


def test_times_told_in_another_zone_say_so() -> None:
    (entry,) = compare_answers([fresh()], [fresh(expiry_date=at(2031, 4, 14, 23, 59, 59))]).entries
    utc = replace(view(), telling=Telling(where=Where.UTC))
    assert "expires 2031-03-14 UTC → 2031-04-14 UTC (+31 days)" in plain(entry_line(entry, utc, 200, 8))
    assert "2031-04-14 18:29:59 +00:00" in texts(entry_lines(entry, utc, 76, NAMES))


def test_letters_alone_are_said_to_be_letters() -> None:
    spaced = raw(fresh().raw.replace(": ", ":"))
    assert change(fresh(), spaced) == "≈ 31787856  only spaces, escapes or the order of keys"
    assert 'till_id [7] → "[7]"' in change(row(till_id=[7]), row(till_id="[7]")).replace("!", "")


def test_rows_that_came_or_went_tell_what_they_hold() -> None:
    lines = [plain(entry_line(entry, view(), 76, 8)) for entry in NIGHT.entries]
    assert "− 41002803  AVAILABLE awarded 40, left 40" in lines
    assert "+ 41002804  AVAILABLE awarded 60, left 60" in lines
    assert "= 41002800  AVAILABLE awarded 100, left 100" in lines


def test_the_pane_tells_all_about_a_row() -> None:
    added, removed, unchanged, changed = (
        texts(entry_lines(entries[0], view(), 76, NAMES))
        for entries in (NIGHT.added, NIGHT.removed, NIGHT.unchanged, NIGHT.changed)
    )
    assert added.startswith("Not in 10:31.")
    assert removed.startswith("Not in 10:41 any more; as it was in 10:31:")
    assert unchanged.startswith("The same in both, letter for letter.")
    assert changed.startswith("3 of 27 fields differ, and so does what is left.")


def test_changed_cells_are_those_whose_value_is_another() -> None:
    before = [fresh(id=1), fresh(id=2), fresh(id=3), fresh(id=4)]
    after = [
        fresh(id=9),
        fresh(id=2, status="EXPIRED", expired_exclusive_value=100, points_exclusive="100"),
        fresh(id=3, points_exclusive=100.0),
        fresh(id=4),
    ]
    cells = changed_cells(compare_answers(before, after), view())
    assert cells == {1: {"status": ("AVAILABLE", "EXPIRED"), "expired_exclusive_value": ("0", "100")}}


@settings(max_examples=20)
@given(ROWS, ROWS, st.integers(1, 100))
def test_whatever_comes_is_one_line_that_fits(one: object, other: object, width: int) -> None:
    entries: list[Entry] = []
    for left, right in ((one, other), ({"id": 1, "x": one}, {"id": 1, "x": other})):
        entries += compare_answers([raw(json.dumps(left))], [raw(json.dumps(right))]).entries
    for entry in entries:
        text = plain(entry_line(entry, view(), width, 4))
        assert cell_width(text) <= width
        assert "\n" not in text


@given(st.lists(st.text(max_size=6), max_size=5), st.integers(1, 20))
def test_a_cut_line_says_that_it_is_cut(parts: list[str], width: int) -> None:
    whole = "".join(parts)
    text = plain(cut_line([Span(part) for part in parts], width))
    assert cell_width(text) <= width
    assert text == whole or (text.endswith("…") and whole.startswith(text.removesuffix("…")))


def test_answers_of_different_customers_are_told_to_be_so() -> None:
    one = fresh(customer_id=410000122, original_customer_id=410000122)
    other = fresh(customer_id=410000126, original_customer_id=410000126)
    assert "The two are of different customers: 410000122 and 410000126." in doubts(compare_answers([one], [other]))
    both = [one, fresh(id=2, customer_id=410000126, original_customer_id=410000126)]
    assert not doubts(compare_answers([one], both))
