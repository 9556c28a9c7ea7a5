"""The question: what may be asked, and what is wrong with what may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.query import (
    MAX_LONG,
    Draft,
    Query,
    count_problem,
    customer_problem,
    entity_problem,
    event_problem,
    page_problem,
)

GOOD = Draft(" 374819205 ", " hfjWDK0dek ", "transactionadd", "2", "25")


def test_a_draft_becomes_the_question_it_says() -> None:
    assert GOOD.problems() == {}
    query = GOOD.query()
    assert query == Query("hfjWDK0dek", 374819205, 15, 2, 25)
    assert query.event_type.name == "TransactionAdd"
    assert query.at(7) == Query("hfjWDK0dek", 374819205, 15, 7, 25)
    assert query.parameters == {
        "entity_id": "hfjWDK0dek",
        "customer_id": "374819205",
        "event_type_id": "15",
        "page": "2",
        "count": "25",
    }


def test_an_empty_draft_says_what_each_field_wants() -> None:
    assert set(Draft().problems()) == {"customer", "entity", "event"}
    with pytest.raises(ValueError, match="Give the customer id"):
        Draft().query()


@pytest.mark.parametrize("text", ["1", " 42 ", str(MAX_LONG), "007"])
def test_customer_ids_that_may_be_asked_for(text: str) -> None:
    assert customer_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Give the customer id: digits only."),
        ("12a", "A customer id is digits only."),
        ("+5", "A customer id is digits only."),
        ("1_000", "A customer id is digits only."),
        ("１２３", "A customer id is digits only."),
        ("-1", "A customer id is digits only."),
        ("0", f"A customer id lies between 1 and {MAX_LONG}."),
        (str(MAX_LONG + 1), f"A customer id lies between 1 and {MAX_LONG}."),
        ("1" * 20, "A customer id has at most 19 digits."),
    ],
)
def test_customer_ids_that_may_not(text: str, problem: str) -> None:
    assert customer_problem(text) == problem


@pytest.mark.parametrize(
    "text",
    ["hfjWDK0dek", "2148434124", "a" * 200, "0b2c5e0a-8f14-4f4e-9d5e-1f8f4a4f6b1d", "x/y?z&a=1#%", "雪"],
)
def test_any_shape_of_entity_id_passes(text: str) -> None:
    assert entity_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (" ", "Give the entity id"),
        ("a b", "An entity id has no spaces inside."),
        ("a\tb", "An entity id has no spaces inside."),
        ("a\u200bb", "There is an invisible character inside: a<U+200B>b"),
        ("a" * 201, "An entity id has at most 200 characters; this has 201."),
    ],
)
def test_entity_ids_that_cannot_be_meant(text: str, start: str) -> None:
    assert entity_problem(text).startswith(start)


@pytest.mark.parametrize("text", ["15", "TransactionAdd", "transactionadd", "90", "#90", str(2**31 - 1)])
def test_event_types_by_name_or_number_also_unlisted_ones(text: str) -> None:
    assert event_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "Choose the event type"),
        ("Transactionadx", ""),
        ("0", "An event type number lies between 1 and"),
        (str(2**31), "An event type number lies between 1 and"),
    ],
)
def test_event_types_that_may_not_be_asked_for(text: str, start: str) -> None:
    problem = event_problem(text)
    assert problem
    assert problem.startswith(start)


@pytest.mark.parametrize(("text", "good"), [("1", True), ("99999", True), ("0", False), ("", False), ("1.5", False)])
def test_pages(text: str, good: bool) -> None:
    assert (page_problem(text) == "") is good


@pytest.mark.parametrize(("text", "good"), [("1", True), ("100", True), ("0", False), ("101", False), ("ten", False)])
def test_rows_a_page_are_never_clamped_silently(text: str, good: bool) -> None:
    assert (count_problem(text) == "") is good


@given(st.builds(Draft, st.text(), st.text(), st.text(), st.text(), st.text()))
def test_whatever_is_typed_is_either_asked_or_told_what_is_wrong(draft: Draft) -> None:
    problems = draft.problems()
    if problems:
        assert all(problems.values())
        with pytest.raises(ValueError, match=r".+"):
            draft.query()
    else:
        query = draft.query()
        assert 1 <= query.count <= 100
        assert query.page >= 1
        assert query.customer_id >= 1
