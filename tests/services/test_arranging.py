"""Filtered, sorted and marked rows: known by their keys, whatever pages come and go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.gathered import Gathered, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.domain.sorting import parse_order
from neo_tui.services.arranging import MAX_KEYS, Arrangement
from tests.domain.rows import fresh, raw, view

COUNT = 4
STATUS = ["AVAILABLE", "EXPIRED", "RETURNED", "CONSUMED"]
ROWS = [fresh(id=number, points_exclusive=number * 37 % 11, status=STATUS[number % 3]) for number in range(12)]
ROWS += [raw("{}"), raw('{"id": 3, "points_exclusive": "x"}'), raw("null"), raw("null")]
FILTERS = st.sampled_from(["left>3", "status:EXPIRED", "!expired", "is:marked", "!is:marked left>0", "nothing-has-it"])
ORDERS = st.sampled_from(["", "left", "-left", "status,-awarded", "-expires_on,id", "id"])
MARKS = st.frozensets(st.integers(0, len(ROWS) - 1), max_size=5)


def pages(*numbers: int) -> Gathered:
    found = {}
    for number in numbers:
        rows = tuple(ROWS[(number - 1) * COUNT : number * COUNT])
        found[number] = Page(Query("e", 1, 15, number, COUNT), rows, "", datetime(2026, 11, 23, tzinfo=UTC), 0.1, "[]")
    return gather(found)


ALL = pages(1, 2, 3, 4)


def asked(text: str) -> Filter:
    return parse(text, view())


def ids(gathered: Gathered, places: Sequence[int]) -> list[int | None]:
    return [gathered.rows[place].id for place in places]


@given(FILTERS, ORDERS, MARKS)
@settings(max_examples=60)
def test_what_is_shown_is_what_passes_in_its_order(text: str, order: str, marks: frozenset[int]) -> None:
    arrangement = Arrangement(asked(text), None, parse_order(order), frozenset(ALL.keys[place] for place in marks))
    passing = asked(text).select(ALL.rows, marks)
    assert arrangement.arranged(ALL, 2) == parse_order(order).arrange(ALL.rows, passing)
    assert arrangement.arranged(ALL, 2) == arrangement.arranged(ALL, 3)


@given(FILTERS, MARKS, st.permutations(range(len(ROWS))))
@settings(max_examples=60)
def test_matches_are_counted_where_they_are_shown(text: str, marks: frozenset[int], places: list[int]) -> None:
    arrangement = Arrangement(search=asked(text), marks=frozenset(ALL.keys[place] for place in marks))
    passing = set(asked(text).select(ALL.rows, marks))
    assert arrangement.matches(ALL, places) == {index for index, place in enumerate(places) if place in passing}
    assert Arrangement().matches(ALL, places) == frozenset()
    assert not arrangement.over_pages


@given(MARKS)
def test_marks_stay_with_their_rows_when_pages_come_and_go(marks: frozenset[int]) -> None:
    arrangement = Arrangement(marks=frozenset(ALL.keys[place] for place in marks), filter=asked("is:marked"))
    assert arrangement.arranged(ALL, 1) == sorted(marks)
    part = pages(2, 3)
    marked = {ALL.rows[place].id for place in marks if 4 <= place < 12}
    assert {part.rows[place].id for place in arrangement.arranged(part, 1)} == marked


def test_without_anything_asked_for_one_page_is_shown_and_with_it_all_loaded_ones() -> None:
    arrangement = Arrangement()
    assert ids(ALL, arrangement.arranged(ALL, 2)) == [4, 5, 6, 7]
    assert arrangement.arranged(ALL, 9) == []
    for wider in (
        Arrangement(together=True),
        Arrangement(filter=asked("!nothing-has-it")),
        Arrangement(order=parse_order("id")),
    ):
        assert wider.over_pages
        assert len(wider.arranged(ALL, 2)) == len(ROWS)


def test_a_mark_and_once_more_none() -> None:
    arrangement = Arrangement()
    arrangement.toggle(ALL.keys[3])
    arrangement.toggle(ALL.keys[5])
    assert arrangement.marks == {ALL.keys[3], ALL.keys[5]}
    arrangement.toggle(ALL.keys[3])
    assert arrangement.marks == {ALL.keys[5]}


def test_a_row_is_hidden_or_shown_with_its_mark_at_once() -> None:
    arrangement = Arrangement(filter=asked("is:marked"))
    assert arrangement.arranged(ALL, 1) == []
    arrangement.toggle(ALL.keys[3])
    assert arrangement.arranged(ALL, 1) == [3]
    arrangement.toggle(ALL.keys[3])
    assert arrangement.arranged(ALL, 1) == []


def test_sorting_once_twice_and_a_third_time() -> None:
    arrangement = Arrangement()
    told = []
    for _ in range(4):
        arrangement.sort_by("left")
        told.append(arrangement.order.text)
    assert told == ["left", "-left", "", "left"]


def test_another_column_takes_the_place_of_those_before_and_a_second_one_stands_behind() -> None:
    arrangement = Arrangement()
    arrangement.sort_by("left")
    arrangement.sort_by("status", add=True)
    assert arrangement.order.text == "left,status"
    arrangement.sort_by("status", add=True)
    assert arrangement.order.text == "left,-status"
    arrangement.sort_by("status", add=True)
    assert arrangement.order.text == "left"
    arrangement.sort_by("status", add=True)
    arrangement.sort_by("status")  # by this one alone
    assert arrangement.order.text == "status"
    arrangement.sort_by("id")
    assert arrangement.order.text == "id"


def test_a_column_of_all_fields_sorts_as_that_of_the_digest_and_both_headings_say_so() -> None:
    arrangement = Arrangement()
    arrangement.sort_by("points_exclusive")
    arrangement.sort_by("awarded")
    assert arrangement.order.text == "-awarded"
    assert arrangement.signs()["awarded"] == arrangement.signs()["points_exclusive"] == "▼"
    arrangement.sort_by("status", add=True)
    assert (arrangement.signs()["awarded"], arrangement.signs()["status"]) == ("▼1", "▲2")


NAMES = ["left", "status", "awarded", "id", "till_id", "expires_on", "points_exclusive"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), max_size=12))
def test_however_one_sorts_no_column_decides_twice_and_the_last_pressed_one_counts(
    presses: list[tuple[str, bool]],
) -> None:
    arrangement = Arrangement()
    for name, add in presses:
        before = arrangement.order
        arrangement.sort_by(name, add=add)
        keys = [key.name for key in arrangement.order.keys]
        assert len(keys) == len(set(keys)) <= MAX_KEYS
        assert arrangement.order != before
        if not add:
            assert len(keys) <= 1
        elif before.keys and len(keys) > len(before.keys):
            assert arrangement.order.keys[:-1] == before.keys
