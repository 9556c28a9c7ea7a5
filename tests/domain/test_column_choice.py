"""A choice of columns: whatever one does to it, it stays one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.column_choice import ColumnChoice

KEYS = ["status", "awarded", "left", "expires_on", "id", "till_id", "none"]
CHOICES = st.lists(st.sampled_from(KEYS[:-1]), unique=True, min_size=1).flatmap(
    lambda keys: st.builds(
        ColumnChoice, st.just(tuple(keys)), st.integers(0, len(keys)), st.frozensets(st.sampled_from(keys))
    )
)
Change = Callable[[ColumnChoice], ColumnChoice]
KEY = st.sampled_from(KEYS)
CHANGES: st.SearchStrategy[Change] = st.one_of(
    KEY.map(lambda key: lambda choice: choice.toggled(key)),
    KEY.map(lambda key: lambda choice: choice.pinned_to(key)),
    KEY.map(lambda key: lambda choice: choice.widened(key)),
    st.tuples(KEY, st.integers(-9, 9)).map(lambda pair: lambda choice: choice.moved(*pair)),
)


@given(CHOICES, st.lists(CHANGES, max_size=12))
def test_no_column_stands_twice_one_is_left_and_no_more_are_pinned_than_there_are(
    choice: ColumnChoice, changes: list[Change]
) -> None:
    for change in changes:
        choice = change(choice)
        assert len(set(choice.keys)) == len(choice.keys) >= 1
        assert 0 <= choice.pinned <= len(choice.keys)


@given(CHOICES, KEY, st.integers(-9, 9))
def test_moving_a_column_loses_none_and_leaves_the_others_in_their_order(
    choice: ColumnChoice, key: str, by: int
) -> None:
    moved = choice.moved(key, by)
    assert sorted(moved.keys) == sorted(choice.keys)
    assert [each for each in moved.keys if each != key] == [each for each in choice.keys if each != key]
    assert (moved.pinned, moved.full) == (choice.pinned, choice.full)
    if key in choice.keys:
        place = choice.keys.index(key)
        assert moved.keys.index(key) == max(0, min(len(choice.keys) - 1, place + by))


@given(CHOICES, KEY)
def test_hiding_a_column_leaves_the_others_pinned_or_not_as_they_were(choice: ColumnChoice, key: str) -> None:
    hidden = choice.toggled(key)
    if key in choice.keys and len(choice.keys) > 1:
        assert hidden.keys == tuple(each for each in choice.keys if each != key)
        assert set(hidden.keys[: hidden.pinned]) == set(choice.keys[: choice.pinned]) - {key}
    elif key not in choice.keys:
        assert hidden.keys == (*choice.keys, key)
        assert hidden.keys[: hidden.pinned] == choice.keys[: choice.pinned]


def test_the_only_column_stays() -> None:
    assert ColumnChoice(("left",), 1).toggled("left") == ColumnChoice(("left",), 1)


def test_pinned_up_to_a_column_and_once_more_none() -> None:
    choice = ColumnChoice(("status", "left", "id"))
    assert choice.pinned_to("left").pinned == 2
    assert choice.pinned_to("left").pinned_to("left").pinned == 0
    assert choice.pinned_to("left").pinned_to("status").pinned == 1
    assert choice.pinned_to("nothing") is choice


def test_widened_and_back() -> None:
    choice = ColumnChoice(("status", "left"))
    assert choice.widened("left").full == {"left"}
    assert choice.widened("left").widened("left") == choice
    assert choice.widened("nothing") is choice


@given(
    st.builds(ColumnChoice, st.lists(KEY).map(tuple), st.integers(-3, 12), st.frozensets(KEY)),
    st.frozensets(KEY),
)
def test_of_an_older_choice_the_known_columns_stay_as_they_were(choice: ColumnChoice, known: frozenset[str]) -> None:
    kept = choice.known(known)
    assert kept.keys == tuple(key for key in dict.fromkeys(choice.keys) if key in known)
    assert kept.full == choice.full & set(kept.keys)
    assert set(kept.keys[: kept.pinned]) == set(choice.keys[: max(choice.pinned, 0)]) & known
    assert kept.known(known) == kept


@pytest.mark.parametrize("count", [100, 500])
def test_a_choice_names_so_many_columns_at_most(count: int) -> None:
    keys = tuple(str(number) for number in range(count))
    assert ColumnChoice(keys, count).known(keys) == ColumnChoice(keys[:100], 100)
