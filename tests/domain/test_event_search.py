"""An event type is found while one types, and named exactly on the command line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.event_search import UnknownEventTypeError, clearly_meant, resolve, search
from neo_tui.domain.event_types import EVENT_TYPES, EventType
from tests.stopwatch import within


def names(text: str) -> list[str]:
    return [kind.label for kind in search(text)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tadd", "TransactionAdd"),
        ("trans add", "TransactionAdd"),
        ("add trans", "TransactionAdd"),
        ("15", "TransactionAdd"),
        ("#15", "TransactionAdd"),
        ("ta", "TransactionAdd"),
        ("TransactionAdd", "TransactionAdd"),
        ("  TRANSACTION-ADD ", "TransactionAdd"),
        ("transaction", "TransactionAdd"),
        ("purchase", "TransactionAdd"),
        ("bill", "TransactionAdd"),
        ("sale", "TransactionAdd"),
        ("goodwill", "AllocateGoodwillPoints"),
        ("refund", "ReturnBill"),
        ("expiry", "PointsExpiry"),
        ("expired", "PointsExpiry"),
        ("redeem", "PointsRedemption"),
        ("burn", "PointsRedemption"),
        ("merge", "MergeCustomer"),
        ("behavioural event", "GenericEvent"),
        ("prr", "PointsRedemptionReversal"),
        ("tdown", "TierDowngrade"),
        ("dvs", "NewBillDVS"),
        ("mlp", "TransactionMLPImport"),
        ("trnsfr", "PointsTransfer"),
        ("group2", "UserGroup2Create"),
    ],
)
def test_what_people_type_finds_what_they_mean_first(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_nothing_typed_lists_all_in_the_order_of_their_numbers() -> None:
    assert search("") == search("  ") == list(EVENT_TYPES)


def test_a_number_finds_itself_then_those_that_begin_with_it() -> None:
    assert [kind.id for kind in search("1")] == [1, *range(10, 20)]
    assert [kind.id for kind in search("89")] == [89]


@pytest.mark.parametrize("typed", ["90", "0", "150", "2147483647"])
def test_a_number_outside_the_table_is_offered_as_unknown(typed: str) -> None:
    assert names(typed) == [f"#{typed} (unknown)"]


def test_a_family_lists_its_types() -> None:
    assert {kind.name for kind in search("engagement")} >= {"EmailOpen", "EmailClick", "Scan"}
    assert [kind.id for kind in search("partner programme")] == [28, 27, 29, 40, 87]


def test_letters_that_only_stand_in_order_come_when_nothing_better_does() -> None:
    assert "TransactionAdd" in names("trnsadd")
    assert names("tadd") == ["TransactionAdd", "GroupTransactionAdd"]
    assert "PointsTransfer" not in names("trans add")


@pytest.mark.parametrize("typed", ["zzz", "???", "-", "१५", "12345678901", "xq"])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert search(typed) == []


@given(st.sampled_from(EVENT_TYPES), st.data())
def test_while_a_name_is_typed_it_never_leaves_the_list(kind: EventType, data: st.DataObject) -> None:
    typed = kind.name[: data.draw(st.integers(1, len(kind.name)))]
    assert kind in search(typed)
    assert search(kind.name)[0] is kind


@given(st.text())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    found = search(text)
    assert len(found) == len({kind.id for kind in found})


@pytest.mark.benchmark
def test_a_keystroke_is_answered_at_once() -> None:
    typed = [word[:size] for word in ("transaction add", "partner prog tier", "pppppppppp") for size in range(1, 16)]
    assert within(0.002 * len(typed), lambda: [search(text) for text in typed])


@pytest.mark.benchmark
def test_a_pasted_page_is_answered_at_once_too() -> None:
    assert within(0.01, lambda: search("p " * 500_000))


@pytest.mark.parametrize(
    "text",
    ["15", " #15 ", "015", "TransactionAdd", "transactionadd", "Transaction Add", "transaction_add", "transaction-add"],
)
def test_an_exact_number_or_name_is_resolved(text: str) -> None:
    assert resolve(text).name == "TransactionAdd"


def test_every_name_and_number_resolves_to_itself() -> None:
    for kind in EVENT_TYPES:
        assert resolve(kind.name) is kind
        assert resolve(str(kind.id)) is kind


def test_an_unknown_number_is_resolved_as_unknown() -> None:
    assert resolve("90").label == "#90 (unknown)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tadd", "tadd is not an event type; did you mean TransactionAdd (15) or GroupTransactionAdd (18)?"),
        ("Transzaction", r"did you mean TransactionAdd \(15\)"),
        ("-5", "-5 is not an event type; neo-tui events lists all of them."),
        ("1 5", "1 5 is not an event type"),
        ("15.0", "15.0 is not an event type"),
        ("١٥", "١٥ is not an event type"),
        ("12345678901", "12345678901 is not an event type"),
        ("", "Nothing is not an event type"),
        (" - ", "- is not an event type"),
        ("z\x1b[0m", "z␛[0m is not an event type"),
    ],
)
def test_what_names_no_type_is_refused_with_the_nearest(text: str, message: str) -> None:
    pattern = message if "\\" in message else re.escape(message)
    with pytest.raises(UnknownEventTypeError, match=pattern):
        resolve(text)


@given(st.text() | st.text("0123456789 -_#."))
def test_resolving_knows_only_one_error_and_keeps_it_short(text: str) -> None:
    refusal = ""
    try:
        resolve(text)
    except UnknownEventTypeError as error:
        refusal = str(error)
    assert len(refusal) < 600


@pytest.mark.parametrize("text", ["tadd", "trans add", "15", "TransactionAdd", "transaction-add", "ta"])
def test_an_abbreviated_name_is_clear(text: str) -> None:
    meant = clearly_meant(text)
    assert meant is not None
    assert meant.name == "TransactionAdd"


@pytest.mark.parametrize("text", ["bill", "ret", "trans", "add", "", "zzz", "!"])
def test_what_may_mean_several_or_only_an_alias_is_not_clear(text: str) -> None:
    assert clearly_meant(text) is None
