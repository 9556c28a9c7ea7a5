"""The shape of an entity id hints at what it is, and blocks nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.event_hints import by_likelihood, entity_id_hint, mismatch
from neo_tui.domain.event_types import EVENT_TYPES, event_type

UUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
REQUEST = "9f86d081884c7d659a2feaa0c55ad015"
LONG_HEX = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"


@pytest.mark.parametrize(
    ("entity_id", "hint"),
    [
        ("890697432", "looks like a transaction id"),
        ("2148434124", "looks like a transaction id"),
        (" 890697432 ", "looks like a transaction id"),
        ("hfjWDK0dek", "looks like an event's unique id"),
        (UUID, "looks like the request id of a behavioural event"),
        (UUID.upper(), "looks like the request id of a behavioural event"),
        (REQUEST, "looks like a request id"),
        (LONG_HEX, "looks like a target event's unique id"),
        ("aB3dE9", "looks like a redemption id, which is not documented as accepted here"),
    ],
)
def test_an_id_of_a_known_shape_is_hinted_at(entity_id: str, hint: str) -> None:
    found = entity_id_hint(entity_id)
    assert found is not None
    assert found.startswith(hint)


@pytest.mark.parametrize(
    "entity_id", ["", "15", "hfjWDK0de", "hfj-DK0dek", "１２３４５６７", REQUEST[:-1] + "g", "a b", f"{UUID}0"]
)
def test_an_id_of_no_known_shape_is_left_alone(entity_id: str) -> None:
    assert entity_id_hint(entity_id) is None
    assert mismatch(entity_id, event_type(15)) is None


@pytest.mark.parametrize(
    ("entity_id", "kind", "goes_with"),
    [
        (UUID, 15, "GenericEvent (23)"),
        ("890697432", 23, "TransactionAdd (15)"),
        (LONG_HEX, 15, "TargetCompleted (25)"),
        ("aB3dE9", 3, "not documented as accepted here"),
        ("aB3dE9", 15, "not documented as accepted here"),
    ],
)
def test_an_id_that_may_not_go_with_its_type_is_told(entity_id: str, kind: int, goes_with: str) -> None:
    told = mismatch(entity_id, event_type(kind))
    assert told is not None
    assert told.startswith("looks like")
    assert goes_with in told


@pytest.mark.parametrize(
    ("entity_id", "kind"),
    [
        ("890697432", 15),
        ("hfjWDK0dek", 15),
        (REQUEST, 15),
        (UUID, 23),
        (LONG_HEX, 23),
        (LONG_HEX, 25),
        ("468000", 25),
        ("hfjWDK0dek", 32),
        ("aB3dE9", 90),
        (UUID, 90),
    ],
)
def test_an_id_that_goes_with_its_type_or_an_unknown_type_is_not_doubted(entity_id: str, kind: int) -> None:
    assert mismatch(entity_id, event_type(kind)) is None


@given(
    st.text() | st.from_regex(r"[0-9a-f]{1,60}", fullmatch=True), st.sampled_from(EVENT_TYPES).map(lambda kind: kind.id)
)
def test_a_doubt_is_never_raised_about_a_shape_nobody_knows(entity_id: str, kind: int) -> None:
    if entity_id_hint(entity_id) is None:
        assert mismatch(entity_id, event_type(kind)) is None


@pytest.mark.parametrize(
    ("entity_id", "first"),
    [
        (UUID, [23]),
        (REQUEST, [15, 23]),
        (LONG_HEX, [25, 78, 23]),
        ("890697432", [15, 25, 78]),
        ("hfjWDK0dek", [15, 2, 12, 3]),
        ("aB3dE9", [3]),
        ("of-no-shape", [15, 23]),
    ],
)
def test_the_types_that_a_shape_speaks_for_go_first_and_none_is_lost(entity_id: str, first: list[int]) -> None:
    ordered = [kind.id for kind in by_likelihood(entity_id, EVENT_TYPES)]
    assert ordered[: len(first)] == first
    assert sorted(ordered) == list(range(1, 90))
    rest = ordered[13:]
    assert rest == sorted(rest)


def test_of_few_types_only_those_are_ordered() -> None:
    assert [kind.id for kind in by_likelihood("890697432", [event_type(90), event_type(4), event_type(15)])] == [
        15,
        90,
        4,
    ]
