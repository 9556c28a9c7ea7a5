"""Decoding a row: exact, complete, and never an exception."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.allocation import State, decode
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.json_text import elements
from tests.domain.rows import MISSING, SAMPLE, raw, row


def test_the_documented_sample_row_in_every_field() -> None:
    decoded = row()
    assert decoded.id == 31787856
    assert decoded.status is not None
    assert decoded.status.name == "EXPIRED"
    assert decoded.event_type is not None
    assert decoded.event_type.name == "TransactionAdd"
    assert decoded.amount("points_exclusive") == 50
    awarded = decoded.moment("awarded_date")
    assert awarded is not None
    assert awarded.at is not None
    assert awarded.at.isoformat() == "2022-03-28T17:44:32+00:00"
    for name in ("till_id", "program_id", "points_source_id", "cps_id", "org_id", "allocation_strategy_id"):
        assert decoded.number(name) == SAMPLE[name]
    assert {value.state for value in decoded.values.values()} == {State.SENT}
    assert decoded.notes == ()
    assert decoded.merged_from is None
    assert decoded.extra == ()


@pytest.mark.parametrize(
    ("came", "amount"),
    [
        ("50", Decimal(50)),
        ("50.125", Decimal("50.125")),
        ('"50.125"', Decimal("50.125")),
        ('" 7 "', Decimal(7)),
        ("0.1", Decimal("0.1")),
        ("-3", Decimal(-3)),
        ("1e2", Decimal(100)),
        ("12345678901234567890.123", Decimal("12345678901234567890.123")),
    ],
)
def test_amounts_are_exact_however_they_come(came: str, amount: Decimal) -> None:
    decoded = raw(f'{{"points_exclusive": {came}}}')
    assert decoded.amount("points_exclusive") == amount


@pytest.mark.parametrize("came", ['"many"', "true", "[1]", '{"a": 1}', '"1e999"', "1e99", '""', "1e-60"])
def test_what_is_no_amount_is_shown_as_it_came_and_marked(came: str) -> None:
    value = raw(f'{{"points_exclusive": {came}}}')["points_exclusive"]
    assert value.state is State.WRONG_TYPE
    assert value.value is None
    assert value.note.startswith("an amount is due here; ")


def test_ids_beyond_what_floats_can_hold_stay_exact() -> None:
    assert raw('{"id": 9007199254740993}').id == 9007199254740993
    assert raw('{"id": "92233720368547758079"}').id == 92233720368547758079
    assert raw('{"id": 5.0}').id == 5


def test_an_id_sent_as_text_or_with_a_fraction_says_so() -> None:
    assert raw('{"id": "7"}')["id"].note == "sent as text"
    assert raw('{"id": 7.0}')["id"].note == "sent as 7.0"
    assert raw('{"id": 7.5}')["id"].state is State.WRONG_TYPE


@pytest.mark.parametrize("name", ["till_id", "cps_id", "event_log_id", "event_type_id"])
def test_minus_one_is_none(name: str) -> None:
    value = row(**{name: -1})[name]
    assert value.state is State.NONE
    assert value.value is None
    assert value.literal == "-1"


def test_missing_and_null_are_told_apart() -> None:
    decoded = row(org_id=MISSING, till_id=None)
    assert decoded["org_id"].state is State.MISSING
    assert decoded["org_id"].note == "missing from the answer"
    assert decoded["till_id"].state is State.NULL
    assert decoded["till_id"].note == ""
    assert decoded.number("org_id") is decoded.number("till_id") is None


def test_unknown_fields_are_kept_as_they_came() -> None:
    decoded = row(tier="gold", nested={"a": [1.50, None, True, "x"]})
    assert [(extra.name, extra.literal) for extra in decoded.extra] == [
        ("tier", "gold"),
        ("nested", '{"a": [1.5, null, true, "x"]}'),
    ]


def test_numbers_inside_unknown_fields_keep_their_digits() -> None:
    assert raw('{"x": [1.50, 1e3, -0]}').extra[0].literal == "[1.50, 1e3, -0]"


def test_control_characters_are_made_visible_once() -> None:
    decoded = raw('{"sp\\u001blit": "a\\u001b[2J\\u202eb", "status": "[/red]\\u0007"}')
    assert (decoded.extra[0].name, decoded.extra[0].literal) == ("sp␛lit", "a␛[2J<U+202E>b")
    assert decoded.status is not None
    assert decoded.status.name == "[/red]␇"


def test_the_raw_object_is_kept_byte_for_byte() -> None:
    text = '{ "id" :1,\n "points_exclusive": 1.50 , "é":"\\u00e9" }'
    assert raw(text).raw == text


def test_a_key_that_stands_twice_is_told() -> None:
    decoded = raw('{"id": 1, "id": 2}')
    assert decoded.id == 2
    assert decoded.oddities == ("The key id stands twice in this object; the last one is shown.",)
    assert decoded.notes[-1] == decoded.oddities[0]


@pytest.mark.parametrize("text", ["5", '"row"', "null", "[1]", "true"])
def test_a_row_that_is_no_object_is_kept(text: str) -> None:
    decoded = raw(text)
    assert decoded.raw == text
    assert decoded.id is None
    assert decoded.oddities == ("This row is not an object; see the raw JSON.",)


def test_a_status_nobody_knows_is_shown_as_it_came() -> None:
    value = row(status="FROZEN")
    assert value.status is not None
    assert value.status.name == "FROZEN"
    assert value["status"].note == "A status that no document lists; shown as it came."
    assert row(status="INACTIVE")["status"].note == ""
    assert row(status=5)["status"].note == "text is due here; a number came."
    assert row(status=5).status is None


def test_an_event_type_nobody_lists_is_kept_and_told() -> None:
    decoded = row(event_type_id=90)
    assert decoded.event_type is not None
    assert decoded.event_type.label == "#90 (unknown)"
    assert decoded["event_type_id"].note == "Not one of the 89 documented event types."
    assert row(event_type_id=MISSING).event_type is None


@pytest.mark.parametrize(
    ("came", "note"),
    [
        (0, "0 is 1970-01-01: probably not set."),
        (-1000, "Negative: a time before 1970."),
        (1648489472, "Reads like seconds where milliseconds are due."),
        (99999999999999999, "Reads like microseconds"),
        ("1648489472000", "sent as text"),
    ],
)
def test_doubtful_times_are_shown_and_marked(came: object, note: str) -> None:
    value = row(awarded_date=came)["awarded_date"]
    assert value.state is State.SENT
    assert value.note.startswith(note)


def test_a_time_that_is_text_is_of_the_wrong_type() -> None:
    assert row(awarded_date="today")["awarded_date"].note == "epoch milliseconds is due here; text came."
    assert row(awarded_date=True)["awarded_date"].note == "epoch milliseconds is due here; true or false came."
    assert row(till_id=[1])["till_id"].note == "a whole number is due here; a list came."
    assert row(till_id={})["till_id"].note == "a whole number is due here; an object came."


def test_a_merged_customer_is_named() -> None:
    assert row(original_customer_id=5).merged_from == 5
    assert row(original_customer_id=None).merged_from is None


@pytest.mark.parametrize(
    "name",
    ["points_exclusive", "redeemed_exclusive_value", "expired_exclusive_value", "returned_exclusive_value"],
)
def test_there_is_no_balance_when_an_amount_is_missing(name: str) -> None:
    assert row(**{name: MISSING}).split is None


def test_the_balance_of_the_sample_is_nothing() -> None:
    split = row().split
    assert split is not None
    assert split.balance == 0
    assert split.adds_up


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]) | st.text(), JSON) | JSON)
def test_any_json_is_decoded_and_nothing_is_lost(value: object) -> None:
    text = json.dumps(value)
    decoded = decode(elements(f"[{text}]")[0])
    assert decoded.raw == text
    assert set(decoded.values) == {field.name for field in FIELDS}
    if isinstance(value, dict):
        assert len(decoded.extra) == len(set(value) - set(decoded.values))
        present = {name for name, found in decoded.values.items() if found.state is not State.MISSING}
        assert present == set(value) & set(decoded.values)
