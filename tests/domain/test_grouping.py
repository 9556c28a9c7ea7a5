"""Groups: each row in one, adding up to the whole, each with the filter that selects it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from neo_tui.domain.grouping import By, Group, Lack, grouped
from neo_tui.domain.totals import totals
from tests.domain.bodies import BODIES, Sums, read, rows_of
from tests.domain.rows import MISSING, at, fresh, raw, view

VIEW = view()


def labels(found: list[Group]) -> list[str]:
    return [group.label for group in found]


def by_label(found: list[Group]) -> dict[str, Group]:
    return {group.label: group for group in found}


@given(BODIES)
def test_groups_part_the_rows_and_add_up_to_the_whole(body: str) -> None:
    rows = rows_of(body)
    whole = totals(rows)
    for by in By:
        found = grouped(rows, by, VIEW)
        assert len({group.filter for group in found}) == len(found)
        for name in ("rows", "unsummed", "repeated", "overdrawn", "summed"):
            assert sum(getattr(group.totals, name) for group in found) == getattr(whole, name), (by, name)
        for name in ("awarded", "redeemed", "converted", "expired", "returned", "left"):
            parts = sum((Fraction(getattr(group.totals, name)) for group in found), Fraction(0))
            assert parts == Fraction(getattr(whole, name)), (by, name)


@given(BODIES)
def test_the_group_of_a_status_is_what_the_raw_rows_of_that_status_come_to(body: str) -> None:
    expected: dict[tuple[str, bool], list[object]] = {}
    for row in read(body):
        came = isinstance(row, dict) and "status" in row
        word = row["status"] if isinstance(row, dict) and came else None
        if type(word) is str:
            key = (word, True)
        else:
            key = ("missing" if not came else "null" if word is None else "unreadable", False)
        expected.setdefault(key, []).append(row)
    found = grouped(rows_of(body), By.STATUS, VIEW)
    assert {(group.label, group.lack is None) for group in found} == set(expected)
    for group in found:
        sums = Sums(expected[group.label, group.lack is None])
        assert (group.totals.rows, group.totals.unsummed) == (sums.rows, sums.unsummed)
        assert Fraction(group.totals.left) == sums.left


@pytest.mark.parametrize(
    ("by", "changes", "label", "filter_text"),
    [
        (By.STATUS, {"status": "EXPIRED"}, "EXPIRED", "status:EXPIRED"),
        (By.STATUS, {"status": "ON HOLD"}, "ON HOLD", 'status:"ON HOLD"'),
        (By.STATUS, {"status": 'a"b\\c'}, 'a"b\\c', r'status:"a\"b\\c"'),
        (By.STATUS, {"status": "A,B*"}, "A,B*", 'status:"A,B*"'),
        (By.STATUS, {"status": "None"}, "None", 'status:"None"'),
        (By.STATUS, {"status": ""}, "", 'status:""'),
        (By.STATUS, {"status": 5}, "unreadable", "status:unreadable"),
        (By.PROGRAMME, {}, "2282", "program_id:2282"),
        (By.PROGRAMME, {"program_id": 10**30}, str(10**30), f"program_id:{10**30}"),
        (By.CATEGORY, {}, "17383", "point_category_id:17383"),
        (By.CATEGORY, {"point_category_id": "17383"}, "17383", "point_category_id:17383"),
        (By.TILL, {"till_id": -1}, "none", "till_id:none"),
        (By.TILL, {"till_id": None}, "null", "till_id:null"),
        (By.TILL, {"till_id": MISSING}, "missing", "till_id:missing"),
        (By.TILL, {"till_id": 1.5}, "unreadable", "till_id:unreadable"),
        (By.EVENT_TYPE, {}, "15", "type:15"),
        (By.EVENT_TYPE, {"event_type_id": 90}, "90", "type:90"),
        (By.AWARDED, {}, "2026-03", "awarded_on:2026-03"),
        (By.AWARDED, {"awarded_date": 1_773_500_000}, "unreadable", "awarded_on:unreadable"),
        (By.EXPIRES, {}, "2031-03", "expires_on:2031-03"),
        (By.EXPIRES, {"expiry_date": at(2126, 3, 14)}, "never", "expires_on:never"),
        (By.EXPIRES, {"expiry_date": at(2116, 3, 1)}, "2116-03", "expires_on:2116-03"),
        (By.EXPIRES, {"expiry_date": 0}, "unreadable", "expires_on:unreadable"),
        (By.EXPIRES, {"expiry_date": -1}, "unreadable", "expires_on:unreadable"),
        (By.EXPIRES, {"expiry_date": 10**30}, "unreadable", "expires_on:unreadable"),
        (By.EXPIRES, {"expiry_date": None}, "null", "expires_on:null"),
    ],
)
def test_what_a_group_is_called_and_the_filter_that_selects_it(
    by: By, changes: dict[str, object], label: str, filter_text: str
) -> None:
    (group,) = grouped([fresh(**changes)], by, VIEW)
    assert (group.label, group.filter) == (label, filter_text)
    assert (group.lack is None) == (label not in {lack.value for lack in Lack})


def test_a_month_begins_when_it_begins_in_the_profiles_zone() -> None:
    last = fresh(expiry_date=at(2031, 3, 31, 23, 59, 59))
    first = fresh(expiry_date=at(2031, 4, 1))
    assert labels(grouped([first, last], By.EXPIRES, VIEW)) == ["2031-03", "2031-04"]
    assert labels(grouped([first, last], By.EXPIRES, replace(VIEW, zone=UTC, zone_name="UTC"))) == ["2031-03"]


def test_a_month_that_may_hold_expiries_that_read_as_never_leaves_them_out() -> None:
    late = fresh(awarded_date=at(2040, 3, 14), expiry_date=at(2126, 3, 14))
    never = fresh(expiry_date=at(2126, 3, 14))
    usual = fresh()
    assert [group.filter for group in grouped([late, never, usual], By.EXPIRES, VIEW)] == [
        "expires_on:2031-03",
        "expires_on:2126-03 !expires_on:never",
        "expires_on:never",
    ]


def test_months_stand_in_their_order_and_what_has_none_stands_last() -> None:
    dates = [None, at(2027, 1, 1), 0, at(2126, 3, 14), at(2026, 12, 1), MISSING, at(2027, 11, 1)]
    found = grouped([fresh(expiry_date=date) for date in dates], By.EXPIRES, VIEW)
    assert labels(found) == ["2026-12", "2027-01", "2027-11", "never", "null", "missing", "unreadable"]


def test_other_groups_stand_by_what_was_awarded_and_equals_by_number() -> None:
    sent = {3: 100, 20: 100, 100: 7, 1: 100, 5: 1000}
    rows = [fresh(till_id=till, points_exclusive=points) for till, points in sent.items()]
    found = grouped([*rows, fresh(till_id=-1, points_exclusive=10**6)], By.TILL, VIEW)
    assert labels(found) == ["5", "1", "3", "20", "100", "none"]


def test_a_repeated_id_is_counted_in_the_group_where_it_stands_again() -> None:
    found = by_label(grouped([fresh(id=1), fresh(id=1, till_id=7)], By.TILL, VIEW))
    assert found["7"].totals.repeated == 1
    assert found["50140377"].totals.repeated == 0
    assert sum(group.totals.awarded for group in found.values()) == Decimal(200)


def test_what_is_not_an_object_has_no_value_to_stand_under() -> None:
    for by in By:
        assert labels(grouped([raw("5")], by, VIEW)) == ["missing"]
