"""All loaded rows of a question: what each is known by, and which pages are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.gathered import Gathered, gather, keys_of
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from tests.domain.rows import raw

COUNT = 3
TEXTS = ['{"id": 1}', '{"id": 2}', '{"id": 3, "status": "EXPIRED"}', '{"id": 3}', '{"id": "x"}', "{}", "null", "[1]"]
ROW = st.sampled_from(TEXTS)
PAGES = st.dictionaries(st.integers(1, 9) | st.just(10**18), st.lists(ROW, max_size=COUNT), max_size=7)


def page(number: int, texts: Sequence[str], count: int = COUNT) -> Page:
    rows = tuple(raw(text) for text in texts)
    return Page(Query("e", 1, 15, number, count), rows, "", datetime(2026, 11, 23, tzinfo=UTC), 0.1, "[]")


def gathered(pages: Mapping[int, Sequence[str]]) -> Gathered:
    return gather({number: page(number, texts) for number, texts in pages.items()})


def full(*numbers: int) -> dict[int, list[str]]:
    """Full pages, the rows of each with ids of their own."""
    return {number: [f'{{"id": {number * COUNT + place}}}' for place in range(COUNT)] for number in numbers}


@given(st.lists(ROW, max_size=30))
def test_no_two_rows_are_known_by_the_same_and_asked_again_by_the_same_as_before(texts: list[str]) -> None:
    keys = keys_of([raw(text) for text in texts])
    assert len(set(keys)) == len(texts)
    assert keys == keys_of([raw(text) for text in texts])


@given(st.lists(ROW, max_size=12), st.lists(ROW, max_size=12))
def test_rows_that_come_behind_change_nothing_about_those_before(texts: list[str], more: list[str]) -> None:
    before = keys_of([raw(text) for text in texts])
    assert keys_of([raw(text) for text in texts + more])[: len(before)] == before


@given(st.permutations([f'{{"id": {number}}}' for number in range(8)]), st.integers(0, 7))
def test_a_row_with_an_id_of_its_own_is_known_by_it_wherever_it_stands(texts: list[str], which: int) -> None:
    rows = [raw(text) for text in texts]
    assert keys_of(rows)[which] == (rows[which].id, 0)


@given(PAGES)
def test_rows_stand_in_the_order_of_their_pages(pages: dict[int, list[str]]) -> None:
    found = gathered(pages)
    assert [row.raw for row in found.rows] == [text for number in sorted(pages) for text in pages[number]]
    assert found.loaded == tuple(sorted(pages))
    assert len(found.keys) == len(found.pages) == len(found.rows)
    for number, texts in pages.items():
        assert [found.rows[place].raw for place in found.of_page(number)] == texts


@given(PAGES)
def test_what_is_missing_is_never_a_page_that_is_there(pages: dict[int, list[str]]) -> None:
    found = gathered(pages)
    assert not set(found.gaps) & set(pages)
    assert found.complete == (found.next_missing is None)
    assert found.next_missing not in pages
    if found.gaps:
        assert found.next_missing == found.gaps[0]


@given(st.integers(0, 40), st.dictionaries(st.integers(1, 30), st.none(), max_size=5))
@settings(max_examples=50)
def test_asking_for_what_is_missing_comes_to_an_end_with_all_rows(rows: int, begun: dict[int, None]) -> None:
    """From whatever pages somebody looked at before, past the end too."""
    whole = [f'{{"id": {number}}}' for number in range(rows)]
    there = {number: whole[(number - 1) * COUNT : number * COUNT] for number in begun}
    asked = 0
    while (number := gathered(there).next_missing) is not None:
        there[number] = whole[(number - 1) * COUNT : number * COUNT]
        asked += 1
        assert asked <= rows // COUNT + 1
    assert [row.raw for row in gathered(there).rows] == whole


def test_pages_in_between_are_missing_and_behind_a_full_one_more_may_follow() -> None:
    found = gathered(full(1, 4))
    assert (found.gaps, found.next_missing, found.ended, found.complete) == ((2, 3), 2, False, False)
    assert gathered(full(1, 2)).next_missing == 3


def test_a_short_page_and_an_empty_one_behind_a_full_one_are_the_end() -> None:
    assert gathered({1: ['{"id": 1}']}).complete
    assert gathered(full(1, 2) | {3: []}).complete
    assert gathered({1: []}).complete
    assert not gathered({}).complete
    assert gathered({}).next_missing == 1


def test_what_lies_between_the_end_and_a_page_far_behind_it_is_not_missing() -> None:
    found = gathered(full(1) | {2: ['{"id": 1}'], 900: []})
    assert found.complete
    assert found.gaps == ()


def test_before_a_page_with_rows_pages_are_missing_even_behind_a_short_one() -> None:
    assert gathered({1: ['{"id": 1}'], 4: ['{"id": 2}']}).gaps == (2, 3)


def test_a_page_far_away_does_not_make_a_list_of_all_before_it() -> None:
    assert len(gathered(full(1, 10**18)).gaps) <= 1_001
