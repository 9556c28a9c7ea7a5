"""Two answers to one question: what was added, removed and changed, and what that does to the points."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.comparison import LEFT, MEASURES, Comparison, Entry, Fate, awarded, compare_answers
from tests.domain.rows import MISSING, SAMPLE, fresh, raw, row
from tests.domain.test_checks_properties import ODD, ROWS
from tests.stopwatch import within

FEW_IDS = st.sampled_from([1, 2, 3, -1, None, "x"])
TEXTS = st.builds(lambda changes, number: json.dumps(SAMPLE | changes | {"id": number}), ODD, FEW_IDS) | ROWS.map(
    json.dumps
)
POOL = st.lists(TEXTS, min_size=1, max_size=4, unique=True)
ANSWERS = POOL.flatmap(lambda pool: st.tuples(*[st.lists(st.sampled_from(pool), max_size=6)] * 2))


def ids(entries: Sequence[Entry]) -> list[int | None]:
    return [entry.id for entry in entries]


def rows(texts: Sequence[str]) -> list[Allocation]:
    return [raw(text) for text in texts]


def places(comparison: Comparison) -> set[tuple[Fate, int | None, int | None]]:
    return {(entry.fate, entry.before_index, entry.after_index) for entry in comparison.entries}


def test_added_removed_changed_and_unchanged_are_told_apart() -> None:
    before = [fresh(id=1), fresh(id=2), fresh(id=3)]
    after = [fresh(id=4), fresh(id=1), fresh(id=2, status="EXPIRED", expired_exclusive_value=100)]
    found = compare_answers(before, after)
    assert (ids(found.added), ids(found.removed), ids(found.changed), ids(found.unchanged)) == ([4], [3], [2], [1])
    assert [each.name for each in found.changed[0].differences] == ["expired_exclusive_value", "status"]
    assert found.change(LEFT) == Decimal(-100)
    assert found.change("expired") == Decimal(100)
    assert found.change("awarded") == 0
    assert not found.same


def test_the_order_is_that_of_the_answer_after_with_removed_rows_where_they_stood() -> None:
    before = [fresh(id=number) for number in (9, 1, 2, 3, 4, 5)]
    after = [fresh(id=number) for number in (7, 4, 1, 3)]
    assert ids(compare_answers(before, after).entries) == [9, 7, 4, 5, 1, 2, 3]


def test_a_row_that_moved_has_not_changed() -> None:
    before = [fresh(id=number) for number in (1, 2, 3)]
    found = compare_answers(before, before[::-1])
    assert found.same
    assert len(found.unchanged) == 3


def test_the_same_amount_in_other_letters_is_no_change_but_is_not_hidden() -> None:
    before, after = [row(id=1)], [raw(json.dumps(SAMPLE | {"id": 1}).replace(": 50,", ": 50.000,"))]
    found = compare_answers(before, after)
    assert found.same
    assert ids(found.rewritten) == [1]
    assert {each.name for each in found.rewritten[0].differences} == {"expired_exclusive_value", "points_exclusive"}
    spaced = compare_answers(before, [raw(before[0].raw.replace(": ", ":"))])
    assert (ids(spaced.rewritten), spaced.rewritten[0].differences) == ([1], ())


def test_an_id_that_repeats_is_matched_by_its_text_first_and_then_in_order() -> None:
    first, second, third = (fresh(id=1, program_id=number) for number in (1, 2, 3))
    found = compare_answers([first, second], [second, first])
    assert found.same
    assert found.repeated == 4
    found = compare_answers([first, second], [third, second])
    assert [(entry.fate, entry.before_index) for entry in found.entries] == [(Fate.CHANGED, 0), (Fate.UNCHANGED, 1)]
    found = compare_answers([first, second], [second])
    assert [(entry.fate, entry.before_index) for entry in found.entries] == [(Fate.REMOVED, 0), (Fate.UNCHANGED, 1)]


@pytest.mark.parametrize("number", [MISSING, None, -1, "x", 1.5])
def test_a_row_without_an_id_is_known_again_by_its_text_alone(number: object) -> None:
    kept, before, after = row(id=number, till_id=1), row(id=number, till_id=2), row(id=number, till_id=3)
    found = compare_answers([before, kept], [kept, after])
    assert [entry.fate for entry in found.entries] == [Fate.REMOVED, Fate.UNCHANGED, Fate.ADDED]
    assert found.unnamed == 4


def test_rows_that_cannot_be_summed_are_counted() -> None:
    found = compare_answers([fresh(id=1), fresh(id=2)], [fresh(id=1), fresh(id=2, returned_exclusive_value="some")])
    assert found.unsummed == 1
    assert [found.before["awarded"], found.after["awarded"]] == [100, 100]
    assert found.change(LEFT) == 0
    assert awarded(found.entries) == 100


def test_an_entry_is_in_one_of_the_answers() -> None:
    with pytest.raises(TypeError):
        Entry(Fate.ADDED, None, None, None, None).row  # noqa: B018 - the look is what is tested


AMOUNTS = (
    st.integers(-500, 500) | st.decimals(allow_nan=False, allow_infinity=False).map(str) | st.sampled_from(["x", None])
)
POINTS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(MEASURES.values(), AMOUNTS)), max_size=4)


@settings(max_examples=15)
@given(st.lists(TEXTS, max_size=4))
def test_an_answer_does_not_differ_from_itself(texts: list[str]) -> None:
    found = compare_answers(rows(texts), rows(texts))
    assert found.same
    assert [entry.before_index for entry in found.unchanged] == [*range(len(texts))]
    assert not any(found.change(measure) for measure in (*MEASURES, LEFT))


@settings(max_examples=25)
@given(ANSWERS)
def test_each_row_is_told_once_and_turning_the_answers_turns_the_result(pair: tuple[list[str], list[str]]) -> None:
    before, after = map(rows, pair)
    found, turned = compare_answers(before, after), compare_answers(after, before)
    assert sorted(e.before_index for e in found.entries if e.before_index is not None) == [*range(len(before))]
    assert [e.after_index for e in found.entries if e.after_index is not None] == [*range(len(after))]
    assert sum(len(found.of(fate)) for fate in Fate) == len(found.entries)
    other = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED}
    assert {(other.get(fate, fate), there, here) for fate, here, there in places(found)} == places(turned)
    assert all(found.change(measure) == turned.change(measure).copy_negate() for measure in (*MEASURES, LEFT))
    assert (found.unsummed, found.unnamed, found.repeated) == (turned.unsummed, turned.unnamed, turned.repeated)
    for entry in found.entries:
        if entry.before is not None and entry.after is not None:
            assert (entry.before.raw == entry.after.raw) is (entry.fate is Fate.UNCHANGED)
            assert entry.before.id == entry.after.id
            assert any(each.differs for each in entry.differences) is (entry.fate is Fate.CHANGED)
    unchanged = Counter(before[e.before_index].raw for e in found.unchanged if e.before_index is not None)
    assert unchanged == Counter(row.raw for row in before) & Counter(row.raw for row in after)


@settings(max_examples=40)
@given(POINTS, POINTS)
def test_the_points_are_those_of_other_arithmetic(
    before: list[dict[str, object]], after: list[dict[str, object]]
) -> None:
    def numbered(side: list[dict[str, object]]) -> list[Allocation]:
        return [raw(json.dumps(SAMPLE | changes | {"id": place})) for place, changes in enumerate(side)]

    sides = numbered(before), numbered(after)
    pairs = [*zip_longest(*sides)]
    readable = [[row for row in pair if row] for pair in pairs]
    good = [all(row.split is not None for row in pair) for pair in readable]

    def total(side: int, *names: str) -> Fraction:
        rows = [pair[side] for pair, fine in zip(pairs, good, strict=True) if fine and pair[side]]
        return sum((Fraction(row.amount(name) or 0) for row in rows for name in names), Fraction(0))

    found = compare_answers(*sides)
    assert found.unsummed == good.count(False)
    for measure, name in MEASURES.items():
        assert Fraction(found.change(measure)) == total(1, name) - total(0, name)
    whole, *gone = MEASURES.values()
    left = [total(side, whole) - total(side, *gone) for side in (0, 1)]
    assert Fraction(found.change(LEFT)) == left[1] - left[0]


def many(**changes: object) -> list[Allocation]:
    """Ten thousand rows with ids of their own; decoding each would take seconds."""
    one = fresh(**changes)
    made = []
    for number in range(10_000):
        text = str(number)
        values = {**one.values, "id": replace(one["id"], literal=text, value=number)}
        made.append(Allocation(values, (), one.raw.replace("31787856", text), ()))
    return made


@pytest.mark.benchmark
def test_ten_thousand_rows_that_all_changed_are_compared_in_time() -> None:
    before, after = many(), many(status="EXPIRED", expired_exclusive_value=100)
    assert len(compare_answers(before, after).changed) == 10_000
    assert within(0.4, lambda: compare_answers(before, after))
