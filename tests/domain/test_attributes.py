"""What can be asked of a row by name."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from neo_tui.domain.attributes import ATTRIBUTES, NAMES, Kind, UnknownAttributeError, attribute, nearest
from neo_tui.domain.fields import BY_NAME, FIELDS
from neo_tui.presentation.columns import COMPACT, EVERY
from tests.domain.rows import raw, row


def test_every_field_and_every_column_has_a_name_of_its_own() -> None:
    for name in [field.name for field in FIELDS] + [column.key for column in (*COMPACT, *EVERY)]:
        assert name in {attribute(name).key, *attribute(name).aliases}
    times = Counter(name for each in ATTRIBUTES for name in (each.key, *each.aliases))
    assert max(times.values()) == 1
    assert set(times) == set(NAMES)
    assert all(name == name.lower() and name.isidentifier() for name in times)
    assert not {"is", "check"} & set(times)


def test_columns_and_names_mean_the_same_field() -> None:
    for column in EVERY:
        assert attribute(column.key).fields == (column.key,)
    assert {key: attribute(key).fields for key in ("awarded", "expired", "awarded_on", "expires_on")} == {
        "awarded": ("points_exclusive",),
        "expired": ("expired_exclusive_value",),
        "awarded_on": ("awarded_date",),
        "expires_on": ("expiry_date",),
    }


def test_values_are_exact_and_of_their_kind() -> None:
    told = row(points_exclusive="50.125", till_id="7", redeemed_exclusive_value=0.125)
    values = {each.key: each.value(told) for each in ATTRIBUTES}
    assert values["awarded"] == Decimal("50.125")
    assert values["left"] == 0
    assert values["till_id"] == 7
    assert values["event_type_id"] == 15
    assert values["status"] == "EXPIRED"
    assert values["expires_on"] == datetime(2022, 3, 29, 18, 29, 59, tzinfo=UTC)
    types = {Kind.AMOUNT: Decimal, Kind.ID: int, Kind.TIME: datetime, Kind.STATUS: str, Kind.EVENT_TYPE: int}
    assert all(isinstance(values[each.key], types[each.kind]) for each in ATTRIBUTES)


@pytest.mark.parametrize("text", ["{}", "null", '"x"', '{"status": 5, "till_id": -1, "expiry_date": 0, "id": 1.5}'])
def test_what_cannot_be_read_has_no_value(text: str) -> None:
    assert {each.value(raw(text)) for each in ATTRIBUTES} == {None}


def test_case_and_hyphens_do_not_matter() -> None:
    assert attribute(" Awarded-On ") is attribute("awarded_on") is attribute("AWARDED_DATE")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("lft", "did you mean left?"),
        ("expire", "did you mean expires, expired or expired_value?"),
        ("points", "points_source"),
        ("statuz", "did you mean status?"),
        ("qqqqq", "there are left, awarded"),
        ("\x1b[2J", "␛[2J"),
    ],
)
def test_a_name_that_nothing_has_tells_what_may_be_meant(typed: str, told: str) -> None:
    with pytest.raises(UnknownAttributeError) as found:
        attribute(typed)
    assert told in str(found.value)


def test_what_begins_so_is_nearest() -> None:
    assert nearest("", NAMES) == nearest("e", NAMES) == []
    assert nearest("expir", NAMES)[0] == "expiry"


def test_what_is_listed_are_the_names_of_all_that_is_reckoned() -> None:
    with pytest.raises(UnknownAttributeError) as told:
        attribute("qqqqq")
    for each in ATTRIBUTES:
        assert each.key in BY_NAME or f" {each.key}," in str(told.value)
