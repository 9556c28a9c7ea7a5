"""Two rows field by field: the same, the same value in other letters, or different, and by how much."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.differences import Difference, Sameness, compare_rows, unlike
from neo_tui.domain.fields import FIELDS, Field
from tests.domain.rows import MISSING, SAMPLE, at, raw, row
from tests.domain.test_checks_properties import ODD, ROWS


def of(name: str, left: Allocation, right: Allocation) -> Difference:
    return next(each for each in compare_rows(left, right) if each.name == name)


def sent(name: str, literal: str) -> Allocation:
    """The sample with that JSON text as the value of a field."""
    return raw(json.dumps({**SAMPLE, name: "@"}).replace('"@"', literal))


def test_all_27_fields_are_compared_in_their_order_and_then_the_unknown_ones() -> None:
    found = compare_rows(row(note="a", tier=1), row(batch=2, note="a"))
    assert [each.name for each in found] == [*(field.name for field in FIELDS), "note", "tier", "batch"]
    assert [each.name for each in found if each.differs] == ["tier", "batch"]
    assert of("batch", row(), row(batch=2)).left is None


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("100", "100", Sameness.LETTER),
        ("100", "100.000", Sameness.VALUE),
        ("100", "1e2", Sameness.VALUE),
        ("100", '"100"', Sameness.VALUE),
        ("0", "-0", Sameness.VALUE),
        ("100", "100.001", Sameness.DIFFERENT),
        ("null", "0", Sameness.DIFFERENT),
        ("null", '"null"', Sameness.DIFFERENT),
        ("[100]", '"[100]"', Sameness.DIFFERENT),
        ("[100]", '["100"]', Sameness.DIFFERENT),
        ("true", '"true"', Sameness.DIFFERENT),
        ('["a, b"]', r'["a\", \"b"]', Sameness.DIFFERENT),
        ("[1.0]", "[1.00]", Sameness.DIFFERENT),
    ],
)
def test_an_amount(left: str, right: str, same: Sameness) -> None:
    found = of("points_exclusive", sent("points_exclusive", left), sent("points_exclusive", right))
    assert found.same is same
    assert of("points_exclusive", sent("points_exclusive", right), sent("points_exclusive", left)).same is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("-1", "-1.0", Sameness.VALUE),
        ("-1", '"-1"', Sameness.VALUE),
        ("-1", "null", Sameness.DIFFERENT),
        ("-1", "7", Sameness.DIFFERENT),
        ("7", "7.0", Sameness.VALUE),
        ("9007199254740993123", "9007199254740993124", Sameness.DIFFERENT),
        ('"fifty"', "50", Sameness.DIFFERENT),
    ],
)
def test_an_id(left: str, right: str, same: Sameness) -> None:
    assert of("till_id", sent("till_id", left), sent("till_id", right)).same is same


def test_missing_null_none_and_a_wrong_type_are_told_apart() -> None:
    sides = [row(till_id=MISSING), row(till_id=None), row(till_id=-1), row(till_id="x"), row(till_id=[])]
    for left in sides:
        for right in sides:
            assert of("till_id", left, right).differs is (left is not right)


def test_what_was_said_of_the_change_is_exact() -> None:
    left, right = row(points_exclusive=0.1), sent("points_exclusive", "350.00000000000000000001")
    assert of("points_exclusive", left, right).change == Decimal("349.90000000000000000001")
    assert of("points_exclusive", left, left).change is None
    assert of("points_exclusive", left, row(points_exclusive="many")).change is None


def test_a_time_changes_by_a_duration_but_not_where_its_unit_is_in_doubt() -> None:
    early, late = row(expiry_date=at(2026, 3, 1)), row(expiry_date=at(2026, 3, 31))
    assert of("expiry_date", early, late).change == timedelta(days=30)
    assert of("expiry_date", late, early).change == timedelta(days=-30)
    seconds = row(expiry_date=at(2026, 3, 31) // 1000)
    found = of("expiry_date", early, seconds)
    assert found.differs
    assert found.change is None
    assert of("expiry_date", early, row(expiry_date=10**30)).change is None


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ('"7"', "7", Sameness.DIFFERENT),
        ("7", "7.00", Sameness.VALUE),
        ("7", "7", Sameness.LETTER),
        ("true", "false", Sameness.DIFFERENT),
        ('{"a":1,"b":[2]}', '{"b":[2.0],"a":1}', Sameness.VALUE),
        ('{"a":1}', '{"a":"1"}', Sameness.DIFFERENT),
        ('["a, b"]', r'["a\", \"b"]', Sameness.DIFFERENT),
        (r'"\u202e"', '"<U+202E>"', Sameness.DIFFERENT),
        (r'"\u001b"', '"\N{SYMBOL FOR ESCAPE}"', Sameness.DIFFERENT),
        (r'"\u0041"', '"A"', Sameness.LETTER),
    ],
)
def test_an_unknown_field(left: str, right: str, same: Sameness) -> None:
    assert of("note", sent("note", left), sent("note", right)).same is same


def test_a_status_that_only_looks_the_same_is_another() -> None:
    left, right = sent("status", r'"OK\u202e"'), sent("status", '"OK<U+202E>"')
    assert of("status", left, right).differs
    assert [each.name for each in unlike(left, right)] == ["status"]


def test_unknown_names_that_look_the_same_are_compared_in_their_order() -> None:
    left, right = row(**{"a\x1b": 1, "a\N{SYMBOL FOR ESCAPE}": 2}), row(**{"a\x1b": 1, "a\N{SYMBOL FOR ESCAPE}": 3})
    assert [each.same for each in compare_rows(left, right)[27:]] == [Sameness.LETTER, Sameness.DIFFERENT]


@settings(max_examples=30)
@given(ROWS, ROWS)
def test_whatever_comes_is_compared_and_turning_the_sides_turns_the_change(one: object, other: object) -> None:
    left, right = raw(json.dumps(one)), raw(json.dumps(other))
    there = {(each.name, each.left is None): each for each in compare_rows(left, right)}
    back = {(each.name, each.right is None): each for each in compare_rows(right, left)}
    for key, difference in there.items():
        assert back[key].same is difference.same
        change, turned = difference.change, back[key].change
        assert turned == (change.copy_negate() if isinstance(change, Decimal) else change and -change)
    assert set(there) == set(back)
    unalike = [each for each in compare_rows(left, right) if each.same is not Sameness.LETTER]
    assert list(unlike(left, right)) == unalike
    assert not [each for each in compare_rows(left, raw(left.raw)) if each.same is not Sameness.LETTER]


@settings(max_examples=20)
@given(ODD, st.sampled_from(FIELDS))
def test_a_field_that_was_replaced_is_the_only_one(changes: dict[str, object], field: Field) -> None:
    name = field.name
    left = SAMPLE | changes
    right = left | {name: {"never": "sent"}}
    assert [each.name for each in unlike(raw(json.dumps(left)), raw(json.dumps(right)))] in ([name], [])
