"""Totals: equal to the last digit to what anybody else would reckon from the raw bodies; nothing left out silently."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from neo_tui.domain.grouping import By, grouped
from neo_tui.domain.query import Query
from neo_tui.domain.totals import Reckoning, Totals, totals
from tests.domain.bodies import BODIES, Sums, read, rows_of
from tests.domain.rows import MISSING, SAMPLE, fresh, raw, view
from tests.stopwatch import as_long_as

COUNTS = ("rows", "unsummed", "repeated", "overdrawn")
AMOUNTS = ("awarded", "redeemed", "converted", "expired", "returned", "left")


@given(BODIES)
def test_totals_equal_what_is_reckoned_from_the_raw_body(body: str) -> None:
    ours, theirs = totals(rows_of(body)), Sums(read(body))
    for name in COUNTS:
        assert getattr(ours, name) == getattr(theirs, name), name
    for name in AMOUNTS:
        assert Fraction(getattr(ours, name)) == getattr(theirs, name), name


def test_many_digits_are_summed_to_the_last() -> None:
    long = f"0.{'1' * 380}"
    both = [raw(f'{{"points_exclusive": {sent}}}') for sent in (long, "1e40")]
    assert totals(both).unsummed == 2
    rest = '"redeemed_exclusive_value": 0, "expired_exclusive_value": 0, "returned_exclusive_value": 0}'
    both = [raw(f'{{"points_exclusive": {sent}, {rest}') for sent in (long, "1e40")]
    assert Fraction(totals(both).awarded) == 10**40 + Fraction(long)
    assert Fraction(totals(both).left) == 10**40 + Fraction(long)


def test_no_rows_come_to_nothing() -> None:
    assert totals(()) == Totals()
    assert totals(()).left == 0


def test_a_row_with_an_unreadable_amount_is_in_no_sum_and_counted() -> None:
    rows = [
        fresh(),
        fresh(redeemed_exclusive_value="fifty"),
        fresh(returned_exclusive_value=MISSING),
        fresh(expired_exclusive_value=None),
        raw("5"),
    ]
    found = Reckoning(rows)
    assert found.totals().unsummed == 4
    assert found.totals().summed == 1
    assert found.totals().awarded == 100
    assert found.unsummed == rows[1:]


def test_converted_points_are_told_apart_from_redeemed_ones() -> None:
    promised = fresh(id=1, redeemed_exclusive_value=60, returned_exclusive_value=40, status="CONSUMED_BY_CONVERSION")
    spent = fresh(id=2, redeemed_exclusive_value=100, status="REDEEMED")
    unknown = fresh(id=3, redeemed_exclusive_value=5, status=None)
    found = totals([promised, spent, unknown])
    assert [found.converted, found.redeemed, found.returned, found.left] == [60, 105, 40, 95]


def test_a_repeated_id_is_counted_again_and_said() -> None:
    found = totals([fresh(id=1), fresh(id=2), fresh(id=1), fresh(id=1), fresh(id=MISSING), fresh(id=MISSING)])
    assert (found.rows, found.repeated) == (6, 2)
    assert found.awarded == 600


def test_less_than_nothing_left_is_counted_where_it_lessens_the_sum() -> None:
    found = totals([fresh(id=1), fresh(id=2, redeemed_exclusive_value=100.001)])
    assert (found.overdrawn, found.left) == (1, Decimal("99.999"))


@pytest.mark.benchmark
def test_many_rows_are_summed_in_every_way_in_less_time_than_it_takes_to_read_them() -> None:
    body = json.dumps([SAMPLE | {"id": number, "till_id": number % 50} for number in range(2_000)])
    rows = rows_of(body)

    def reckoning() -> None:
        of = Reckoning(rows)
        of.totals()
        for by in By:
            grouped(of, by, view())

    assert as_long_as(1, lambda: rows_of(body), reckoning)


def test_rows_of_others_are_in_the_sums_and_counted() -> None:
    mine = Query("e", int(str(fresh().number("customer_id"))), 15)
    rows = [
        fresh(),
        fresh(id=2, customer_id=9, original_customer_id=9),
        fresh(id=3, event_type_id=42),
        fresh(id=4, customer_id=None),
    ]
    found = totals(rows, mine)
    assert (found.rows, found.strange, found.awarded) == (4, 2, Decimal(400))
    assert totals(rows).strange == 0  # nobody knows what was asked
