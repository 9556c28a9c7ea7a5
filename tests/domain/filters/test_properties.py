"""Filters on any text and any rows: they agree with what is reckoned independently, and never raise."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.filters.filter import Filter
from neo_tui.domain.filters.help import EXAMPLES
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.filters.searchable import Texts
from neo_tui.domain.filters.tokens import FilterError
from neo_tui.domain.telling import Telling, Where
from tests.domain.filters.selecting import NOW
from tests.domain.rows import fresh, raw, row, view

VIEW = view(NOW)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=-(10**15), max_value=10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6),
    st.lists(st.integers(), max_size=2),
)
ROWS = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from([field.name for field in FIELDS] + ["x", "y z"]), ODD, max_size=27),
        ODD,
    ).map(lambda value: raw(json.dumps(value))),
    max_size=6,
)
"""Rows of which nothing is sure."""
TERMS = st.sampled_from([term for example, _ in EXAMPLES for term in example.split(" ") if '"' not in term])
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
COMPARE = {
    "<": Fraction.__lt__,
    "<=": Fraction.__le__,
    ">": Fraction.__gt__,
    ">=": Fraction.__ge__,
    "=": Fraction.__eq__,
    "!=": Fraction.__ne__,
}


def understood(text: str) -> Filter | FilterError:
    try:
        return parse(text, VIEW)
    except FilterError as error:
        return error


@given(
    st.one_of(
        st.text(alphabet="le ft:<>=!\",\\*2026-3mo.dT\u0661\x00", max_size=30),
        st.text(max_size=30),
        st.builds("".join, st.tuples(st.sampled_from(["left", "till", "expires", "status", "event", "is", "check"]),
                                     st.sampled_from([":", "<", "!=", ">="]), st.text(max_size=10))),
    )
)  # fmt: skip
def test_any_text_is_a_filter_or_an_error_that_points_into_it(text: str) -> None:
    found = understood(text)
    if isinstance(found, FilterError):
        assert 0 <= found.position < found.position + found.length <= len(text)
        assert found.message.endswith((".", "?"))
    else:
        assert found.select((row(), fresh())) in ([], [0], [1], [0, 1])
        assert found.empty is (not text.strip())


@settings(max_examples=50)
@given(ROWS, TERMS)
def test_a_term_and_its_opposite_part_any_rows_between_them(rows: list[Allocation], term: str) -> None:
    kept, others = parse(term, VIEW).select(rows), parse(f"!{term}", VIEW).select(rows)
    assert sorted(kept + others) == list(range(len(rows)))
    assert kept == sorted(kept)
    assert parse(f"!!{term}", VIEW).select(rows) == kept


@settings(max_examples=50)
@given(ROWS, TERMS, TERMS)
def test_terms_side_by_side_keep_what_each_of_them_keeps(rows: list[Allocation], one: str, two: str) -> None:
    both = set(parse(one, VIEW).select(rows)) & set(parse(two, VIEW).select(rows))
    assert parse(f"{one} {two}", VIEW).select(rows) == sorted(both)


@given(AMOUNTS, AMOUNTS, st.sampled_from(sorted(COMPARE)))
def test_comparisons_of_what_is_left_are_exact(awarded: Decimal, bound: Decimal, operator: str) -> None:
    own = raw(
        f'{{"points_exclusive": {awarded:f}, "redeemed_exclusive_value": 0.001, '
        '"expired_exclusive_value": 1, "returned_exclusive_value": "2.5"}'
    )
    left = Fraction(awarded) - Fraction("3.501")
    expected = bool(COMPARE[operator](left, Fraction(bound)))
    assert bool(parse(f"left{operator}{bound:f}", VIEW).select((own,))) is expected


@given(st.integers(min_value=2 * 10**11, max_value=4 * 10**12), st.integers(min_value=-1, max_value=1))
def test_a_time_is_before_on_or_after_a_day_and_never_two_of_them(millis: int, away: int) -> None:
    own = (fresh(expiry_date=millis),)
    at = own[0].instant("expiry_date")
    assert at is not None
    day = VIEW.local(at).date() + timedelta(days=away)
    before, on, after = (bool(parse(f"expires{op}{day}", VIEW).select(own)) for op in ("<", ":", ">"))
    assert (before, on, after) == (away > 0, away == 0, away < 0)
    assert bool(parse(f"expires<={day}", VIEW).select(own)) is (before or on)
    assert bool(parse(f"expires>={day}", VIEW).select(own)) is (on or after)


@given(st.text(min_size=1, max_size=12))
def test_any_text_is_found_in_the_row_that_shows_it(text: str) -> None:
    own = row(note=text)
    shown = own.extra[0].literal
    quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
    assert parse(f'"{quoted}"', VIEW).select((own,)) == [0]


@settings(max_examples=50)
@given(ROWS, st.sampled_from(["a", "0", "none", "!2", "null"]))
def test_kept_texts_only_make_it_quicker(rows: list[Allocation], term: str) -> None:
    texts, asked = Texts(), parse(term, VIEW)
    first = asked.select(rows, texts=texts)
    assert asked.select(rows, texts=texts) == first == asked.select(rows)
    assert [index for index, each in enumerate(rows) if asked.matches(each)] == first


def test_a_row_that_is_gone_takes_its_text_along() -> None:
    texts, asked = Texts(), parse("diwali", VIEW)
    for number in range(50):  # a new row may get the number of one that is gone
        note = "Diwali" if number % 2 else "Holi"
        assert asked.select([row(note=note)], texts=texts) == ([0] if number % 2 else [])
    assert not texts._texts


def test_dates_are_searched_as_they_are_told() -> None:
    texts, own = Texts(), (row(),)
    utc = replace(VIEW, telling=Telling(where=Where.UTC))
    assert parse('"2022-03-29 23:59:59"', VIEW).select(own, texts=texts) == [0]
    assert parse('"2022-03-29 23:59:59"', utc).select(own, texts=texts) == []
    assert parse('"2022-03-29 18:29:59" "29 Mar 2022"', utc).select(own, texts=texts) == [0]
