"""Where one is in the answer, and what is known of the whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.presentation.empty import CHECKS, empty_lines
from neo_tui.presentation.position import doubles, position, total
from neo_tui.presentation.text import cell_width, plain
from tests.domain.rows import row

RECEIVED = datetime(2026, 11, 23, tzinfo=UTC)


def page(number: int, ids: range, count: int = 10) -> Page:
    query = Query("e", 1, 15, number, count)
    return Page(query, tuple(row(id=each) for each in ids), "id", RECEIVED, 0.1, "[]")


def known(*pages: Page) -> dict[int, Page]:
    return {each.query.page: each for each in pages}


FULL1, FULL2, SHORT3 = page(1, range(1, 11)), page(2, range(11, 21)), page(3, range(21, 28))
ONE, NONE1, NONE3 = page(1, range(1, 2)), page(1, range(0)), page(3, range(0))


@pytest.mark.parametrize(
    ("at", "pages", "words", "whole"),
    [
        (SHORT3, known(FULL1, FULL2, SHORT3), "page 3, rows 21-27, the end", "27 in all"),
        (SHORT3, known(SHORT3), "page 3, rows 21-27, the end", "27 in all"),
        (FULL2, known(FULL1, FULL2), "page 2, rows 11-20, full: more may follow", "at least 20"),
        (FULL2, known(FULL2, SHORT3), "page 2, rows 11-20, more follow", "27 in all"),
        (FULL2, known(FULL2, NONE3), "page 2, rows 11-20, the end (the next page is empty)", "20 in all"),
        (NONE3, known(FULL2, NONE3), "page 3 is empty: past the end", "20 in all"),
        (ONE, known(ONE), "page 1, row 1, the end", "1 in all"),
        (NONE1, known(NONE1), "no rows", ""),
    ],
)
def test_the_end_is_said_only_where_it_is_known(at: Page, pages: dict[int, Page], words: str, whole: str) -> None:
    assert position(at, pages) == words
    assert total(pages) == whole


def test_rows_seen_on_two_pages_are_counted_and_told() -> None:
    assert doubles(FULL2, known(FULL1, FULL2)) == ""
    moved = page(2, range(10, 20))
    assert doubles(moved, known(FULL1, moved)).startswith("1 row here was already seen")
    more = page(2, range(8, 18))
    assert doubles(more, known(FULL1, more)).startswith("3 rows here were already seen")


@pytest.mark.parametrize("width", [30, 60, 100])
def test_an_empty_answer_explains_itself(width: int) -> None:
    lines = empty_lines(Query("e", 1, 15), width)
    text = " ".join(" ".join(map(plain, lines)).split())
    assert "does not say that no points were given" in text
    for check in CHECKS:
        assert check in text
    assert all(cell_width(plain(each)) <= width for each in lines)


def test_an_empty_page_past_the_end_says_how_to_go_back() -> None:
    text = " ".join(map(plain, empty_lines(Query("e", 1, 15, 4), 80)))
    assert "Page 4 holds no rows" in text
    assert "[ turns back a page" in text
