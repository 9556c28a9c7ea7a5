"""Rows in order: by several keys, whatever they hold."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.attributes import ATTRIBUTES, attribute
from neo_tui.domain.sorting import Key, Order, OrderError, parse_order
from tests.domain.filters.test_properties import ROWS
from tests.domain.rows import MISSING, at, fresh, raw, row

KEYS = [each.key for each in ATTRIBUTES]
ORDERS = st.lists(
    st.builds(Key, st.sampled_from(KEYS), st.booleans()), max_size=3, unique_by=lambda key: key.name
).map(lambda keys: Order(tuple(keys)))  # fmt: skip


def arranged(text: str, *rows: Allocation) -> list[int]:
    return parse_order(text).arrange(rows)


def test_amounts_are_sorted_exactly_and_what_cannot_be_read_is_last_both_ways() -> None:
    big = 10**30
    rows = [
        raw(json.dumps({"points_exclusive": 5})),
        raw(f'{{"points_exclusive": {big}.001}}'),
        raw('{"points_exclusive": "?"}'),
        raw(f'{{"points_exclusive": {big}.002}}'),
        raw('{"points_exclusive": null}'),
        raw('{"points_exclusive": "-0.5"}'),
    ]
    assert arranged("awarded", *rows) == [5, 0, 1, 3, 2, 4]
    assert arranged("-awarded", *rows) == [3, 1, 0, 5, 2, 4]


def test_times_are_sorted_by_instant_and_doubtful_ones_are_last() -> None:
    rows = (fresh(expiry_date=at(2027, 1, 1)), fresh(expiry_date=1648578599), fresh(expiry_date=at(2026, 1, 1)))
    assert arranged("expires", *rows) == [2, 0, 1]
    assert arranged("-expires", *rows) == [0, 2, 1]


def test_words_are_sorted_as_words() -> None:
    rows = (row(status="b"), row(status="A"), row(status=MISSING), row(status="a"), row(status="B"))
    assert arranged("status", *rows) == [1, 3, 4, 0, 2]


def test_several_keys_each_its_own_way() -> None:
    rows = (
        fresh(id=1, status="B", points_exclusive=1),
        fresh(id=2, status="A", points_exclusive=1),
        fresh(id=3, status="A", points_exclusive=2),
        fresh(id=4, status=None, points_exclusive=2),
        fresh(id=5, status="A", points_exclusive="?"),
    )
    assert arranged("status,-left", *rows) == [2, 1, 4, 0, 3]
    assert arranged("-left status", *rows) == [2, 3, 1, 0, 4]
    assert arranged("", *rows) == [0, 1, 2, 3, 4]


def test_only_some_of_the_rows_can_be_put_in_order() -> None:
    rows = [fresh(id=number) for number in (5, 4, 3, 2, 1)]
    assert parse_order("id").arrange(rows, [0, 2, 4]) == [4, 2, 0]


@pytest.mark.parametrize(
    ("text", "piece", "told"),
    [
        ("left,lft", "lft", "did you mean left?"),
        ("-lft", "lft", "did you mean left?"),
        ("left, -balance", "-balance", "left stands twice"),
        ("left,-", "-", "Write a name, and - before it"),
        ("--left", "--left", "Write a name, and - before it"),
        (",".join(KEYS), ",".join(KEYS), "At most 8 names"),
    ],
)
def test_an_order_that_is_not_understood_points_to_the_piece(text: str, piece: str, told: str) -> None:
    with pytest.raises(OrderError) as found:
        parse_order(text)
    assert text[found.value.position : found.value.position + found.value.length] == piece
    assert told in found.value.message


@settings(max_examples=50)
@given(ORDERS)
def test_an_order_is_read_back_as_it_is_told(order: Order) -> None:
    assert parse_order(order.text) == order
    assert parse_order(order.text.replace(",", "  ").replace("-", "−")) == order


@settings(max_examples=50)
@given(ROWS, ORDERS)
def test_any_rows_come_out_once_each_in_order_and_equal_ones_as_they_came(rows: list[Allocation], order: Order) -> None:
    places = order.arrange(rows)
    assert sorted(places) == list(range(len(rows)))
    assert order.arrange(rows, places) == places
    for before, after in pairwise(places):
        assert _in_order(order, rows, before, after)


def _in_order(order: Order, rows: list[Allocation], before: int, after: int) -> bool:
    """Compares two rows key by key, without a sort."""
    for key in order.keys:
        one, two = (attribute(key.name).value(rows[place]) for place in (before, after))
        if key.name == "status":
            one, two = (text if text is None else f"{text.casefold()}\0{text}" for text in (one, two))  # type: ignore[union-attr]
        if one is None or two is None:
            if one is None and two is None:
                continue
            return two is None
        if one != two:
            return bool(one > two if key.descending else one < two)  # type: ignore[operator]
    return before < after


@settings(max_examples=50)
@given(ROWS, st.sampled_from(KEYS))
def test_turned_round_the_readable_rows_stand_the_other_way(rows: list[Allocation], name: str) -> None:
    asked = attribute(name)
    ups, downs = (
        [asked.value(rows[place]) for place in Order((Key(name, descending),)).arrange(rows)]
        for descending in (False, True)
    )
    known = sum(value is not None for value in ups)
    assert [*reversed(ups[:known]), *ups[known:]] == downs
