"""The history: what is told of a question, what is kept of the list, what a search finds."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.history import Entry, Outcome, bounded, failed, listed, loaded, matching
from neo_tui.domain.memory import Memory, Question
from neo_tui.domain.query import Draft, Query
from neo_tui.domain.settings import Keep
from tests.domain.histories import MANY, NOW, entry, split
from tests.domain.rows import fresh, raw, row

few = settings(max_examples=25, deadline=None)
NUMERALS = st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=3).map(str)


@given(st.lists(st.tuples(NUMERALS, NUMERALS, NUMERALS, NUMERALS), max_size=6))
def test_the_totals_are_the_exact_sums_of_the_rows(amounts: list[tuple[str, str, str, str]]) -> None:
    names = ("points_exclusive", "redeemed_exclusive_value", "expired_exclusive_value", "returned_exclusive_value")
    rows = [row(**dict(zip(names, each, strict=True))) for each in amounts]
    outcome = loaded(rows, complete=True)
    assert (outcome.rows, outcome.more, outcome.unsummed) == (len(rows), False, 0)
    if outcome.totals is None:
        assert not rows
        return
    sums = [sum(Fraction(each[place]) for each in amounts) for place in range(4)]
    totals = outcome.totals
    assert [Fraction(value) for value in (totals.awarded, totals.redeemed, totals.expired, totals.returned)] == sums
    assert Fraction(totals.balance) == sums[0] - sums[1] - sums[2] - sums[3]


def test_a_row_that_cannot_be_summed_is_counted_and_costs_no_other() -> None:
    outcome = loaded([fresh(), row(points_exclusive="many"), raw("7")], complete=False)
    assert outcome == Outcome(3, more=True, totals=split("100"), unsummed=2)


def test_a_sum_is_exact_however_many_digits_it_has() -> None:
    fraction = "1" * 150
    tiny = raw('{"points_exclusive": 1e-39' + ', "redeemed_exclusive_value": 0, "expired_exclusive_value": 0, '
               f'"returned_exclusive_value": 1.{fraction}}}')  # fmt: skip
    outcome = loaded([fresh(), tiny], complete=True)
    assert outcome.unsummed == 0
    assert outcome.totals is not None
    assert str(outcome.totals.returned) == f"1.{fraction}"


def test_a_failure_keeps_what_the_answer_before_it_told() -> None:
    error = NeoError(Kind.TIMEOUT, "No answer within 30 seconds", "c", "a")
    assert failed(error) == Outcome(error="timeout", title="No answer within 30 seconds", answered=False)
    before = Outcome(12, totals=split("5"))
    assert failed(error, before) == Outcome(12, totals=split("5"), error="timeout", title="No answer within 30 seconds")
    assert failed(error, failed(error)) == failed(error)


@few
@given(MANY, st.integers(0, 6), st.integers(1, 4000))
def test_bounds_keep_the_pinned_and_the_newest_in_their_order(entries: list[Entry], most: int, days: int) -> None:
    kept = bounded(entries, NOW, most, days)
    assert kept == [each for each in entries if each in kept]
    assert [each for each in kept if each.pinned] == [each for each in entries if each.pinned]
    others = [each for each in kept if not each.pinned]
    assert all(each.at >= NOW - timedelta(days=days) for each in others)
    assert not others or len(kept) <= most
    gone = [each for each in entries if not each.pinned and each not in kept and each.at >= NOW - timedelta(days=days)]
    assert not gone or len(kept) >= most
    assert all(left.at <= stays.at for left in gone for stays in others)
    assert bounded(kept, NOW, most, days) == kept


@few
@given(MANY)
def test_the_list_has_the_pinned_on_top_and_then_the_newest(entries: list[Entry]) -> None:
    order = listed(entries)
    assert Counter(each.key for each in order) == Counter(each.key for each in entries)
    assert [(each.pinned, each.at) for each in order] == sorted(((e.pinned, e.at) for e in entries), reverse=True)


@few
@given(MANY, st.text(alphabet="ab 1", max_size=6))
def test_a_search_finds_what_has_every_word_and_nothing_else(entries: list[Entry], text: str) -> None:
    said = [f"{each.profile} {each.customer}".lower() for each in entries]
    found = matching(entries, said, text)
    for each, shown in zip(entries, said, strict=True):
        assert (each in found) == all(word in shown for word in text.split())


def test_an_entry_can_be_asked_again_from_its_first_page_on() -> None:
    assert entry(event=42, page=3, count=25).draft == Draft("374819206", "hfjWDK0dek1", "BulkAllocatePoints", "1", "25")
    assert entry(event=90).draft.event == "90"
    assert not entry().without_ids.has_ids
    assert entry().asks("india", "in.example", Query("hfjWDK0dek1", 374819206, 15, 7, 100))
    assert not entry().asks("india", "other.example", Query("hfjWDK0dek1", 374819206, 15))


def test_what_may_be_kept_of_the_forms_memory() -> None:
    memory = Memory("eu", Draft("1", "e", "15", "1", "25"), (Question("eu", Draft("1", "e", "15")),), theme="neo-light")
    assert memory.kept(Keep.ON) == memory
    assert memory.kept(Keep.WITHOUT_IDS) == Memory("eu", Draft("", "", "15", "1", "25"), theme="neo-light")
    assert memory.kept(Keep.OFF) == Memory("eu", Draft(), theme="neo-light")


def test_a_sum_never_loses_a_digit_between_large_and_small() -> None:
    rows = [fresh(points_exclusive="1e30"), fresh(points_exclusive="0.001")]
    assert loaded([fresh(points_exclusive=str(10**30)), rows[1]], complete=True).totals == split(f"{10**30}.001")
    assert Decimal(f"{10**30}.001") != Decimal(10**30)
