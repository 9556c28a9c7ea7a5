"""Pages: what a full one means, and rows that come twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.paging import Page, repeated, twice_here
from neo_tui.domain.query import Query
from tests.domain.rows import MISSING, row


def page(number: int, rows: list[Allocation], count: int = 3) -> Page:
    query = Query("e", 1, 15, number, count)
    return Page(query, tuple(rows), "id", datetime(2026, 1, 1, tzinfo=UTC), 0.1, "[]")


ROWS = [row(id=number) for number in range(1, 8)]


@pytest.mark.parametrize(("rows", "more"), [(0, False), (2, False), (3, True), (4, False)])
def test_more_may_follow_exactly_when_the_page_is_full(rows: int, more: bool) -> None:
    assert page(1, ROWS[:rows]).has_next is more


def test_rows_are_counted_over_all_pages() -> None:
    second = page(2, ROWS[:2])
    assert (second.first_row, second.last_row) == (4, 5)
    empty = page(2, [])
    assert empty.last_row < empty.first_row


def test_rows_seen_on_another_page_and_twice_on_this_one_are_counted_apart() -> None:
    first, second = page(1, ROWS[:3]), page(2, [ROWS[2], ROWS[3], ROWS[3]])
    assert (repeated(second, [first, second]), twice_here(second)) == (1, 1)
    assert (repeated(first, [first]), twice_here(first)) == (0, 0)


def test_rows_without_an_id_are_never_called_repeated() -> None:
    nameless = row(id=MISSING)
    assert repeated(page(2, [nameless, nameless]), [page(1, [nameless])]) == 0
    assert twice_here(page(2, [nameless, nameless])) == 0


@given(st.integers(0, 250), st.integers(1, 100))
def test_walking_until_a_page_is_not_full_finds_every_row_once(rows: int, count: int) -> None:
    seen: list[int] = []
    number, more = 1, True
    while more:
        found = list(range(rows))[(number - 1) * count : number * count]
        here = Page(Query("e", 1, 15, number, count), tuple(ROWS[0] for _ in found), "", datetime.now(UTC), 0, "")
        assert not found or (here.first_row, here.last_row) == (found[0] + 1, found[-1] + 1)
        seen += found
        more, number = here.has_next, number + 1
    assert seen == list(range(rows))
