"""How much of an answer something stands for is always said, and never too much."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.gathered import Gathered
from neo_tui.presentation.filtered import filter_words, nothing_matches
from neo_tui.presentation.scope import held_words, loaded_words, missing_words, scope_words
from neo_tui.presentation.text import cell_width, plain
from tests.domain.rows import row

ONE = row()


def loaded(pages: Iterable[int], *, ended: bool, each: int = 10) -> Gathered:
    numbers = sorted(pages)
    places = tuple(number for number in numbers for _ in range(each))
    count = len(places)
    return Gathered((ONE,) * count, tuple((key, 0) for key in range(count)), places, tuple(numbers), ended)


@pytest.mark.parametrize(
    ("pages", "ended", "scope"),
    [
        ([1, 2, 3, 4], True, "12 of all 40"),
        ([1, 2, 3, 4], False, "12 of 40 loaded; page 5 and on not loaded"),
        ([1, 3, 4, 5], True, "12 of 40 loaded; page 2 not loaded"),
        ([1, 5, 6, 9], True, "12 of 40 loaded; pages 2-4, 7-8 not loaded"),
        ([2, 5, 6, 9], False, "12 of 40 loaded; pages 1, 3-4, 7-8, 10 and on not loaded"),
        ([3, 5, 7, 9, 11, 13], False, "12 of 60 loaded; pages 1-2, 4, 6, 8, 2 more, 14 and on not loaded"),
    ],
)
def test_what_is_shown_of_how_many_and_what_is_not_loaded(pages: list[int], ended: bool, scope: str) -> None:
    assert scope_words(12, loaded(pages, ended=ended)) == scope


def test_where_all_that_is_loaded_is_shown_it_is_said_once() -> None:
    assert scope_words(40, loaded([1, 2, 3, 4], ended=True)) == "all 40"
    assert scope_words(40, loaded([1, 2, 3, 4], ended=False)) == "40 loaded; page 5 and on not loaded"
    assert loaded_words(loaded([1, 2, 3, 4], ended=True, each=1000)) == "all 4,000"
    assert missing_words(Gathered()) == "page 1 and on not loaded"


@given(st.frozensets(st.integers(1, 60), min_size=1, max_size=12), st.booleans(), st.integers(0, 5))
@settings(max_examples=60)
def test_all_is_said_exactly_when_nothing_is_missing(pages: frozenset[int], ended: bool, count: int) -> None:
    gathered = loaded(pages, ended=ended, each=1)
    said = filter_words("left above 0", count, gathered, found=False)
    assert ("of all" in said) == (missing_words(gathered) == "") == gathered.complete
    assert ("not loaded" in said) == ("L loads the rest" in said) == (not gathered.complete)
    assert said.endswith(" · left above 0")


def test_a_filter_and_a_search_say_how_many() -> None:
    gathered = loaded([1, 2], ended=False)
    rest = "page 3 and on not loaded · L loads the rest · left above 0"
    assert filter_words("left above 0", 12, gathered, found=False) == f"12 of 20 loaded; {rest}"
    assert filter_words("left above 0", 12, gathered, found=True) == f"12 rows match in 20 loaded; {rest}"
    assert filter_words("left above 0", 1, gathered, found=True).startswith("1 row matches in 20 loaded")
    told = filter_words("left above 0", 3, gathered, found=True, here=1)
    assert told.startswith("3 rows match in 20 loaded (1 shown here); page")
    assert filter_words("left above 0", 0, gathered, found=True, here=0).startswith("no rows match in 20")


@pytest.mark.parametrize("width", [30, 80])
def test_where_nothing_passes_it_is_said_of_what_and_what_one_can_do(width: int) -> None:
    for ended in (True, False):
        lines = nothing_matches("left above 0", loaded([1, 2], ended=ended), width)
        text = " ".join(plain(line).strip() for line in lines)
        assert "No loaded row passes: left above 0." in text
        assert "esc shows all rows again" in text
        assert ("All 20 rows are loaded." in text) == ended
        assert ("0 of 20 loaded; page 3 and on not loaded." in text) == (not ended)
        assert ("L loads the rest" in text) == (not ended)
        assert max(sum(cell_width(span.text) for span in line) for line in lines) <= width


@pytest.mark.parametrize(
    ("held", "pages", "ended", "told"),
    [
        (40, [1, 2, 3, 4], True, ""),
        (10, [1, 2, 3, 4], True, "This report holds 10 of the 40 rows."),
        (0, [1, 2, 3, 4], True, "This report holds none of the 40 rows."),
        (
            10,
            [1, 2],
            False,
            "This report holds 10 of the 20 rows that were loaded. More may exist: page 3 and on not loaded.",
        ),
        (20, [1, 3], True, "This report holds the 20 rows that were loaded. Rows are missing: page 2 not loaded."),
    ],
)
def test_a_report_says_which_part_of_an_answer_it_holds(held: int, pages: list[int], ended: bool, told: str) -> None:
    assert held_words(held, loaded(pages, ended=ended)) == told


def test_a_report_of_a_bare_response_offers_no_page_that_nobody_can_load() -> None:
    response = loaded([1], ended=False)
    assert held_words(10, response, loose=True) == (
        "This report holds the 10 rows of the response. Whether more followed is not known."
    )
    assert held_words(3, response, loose=True).startswith("This report holds 3 of the 10 rows of the response.")
