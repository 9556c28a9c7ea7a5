"""Ids in the order of a batch, and ids that were masked for a ticket."""

from __future__ import annotations

import pytest

from neo_tui.domain.pasted.read import read_pasted
from neo_tui.domain.query import Draft


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("374819205\thfjWDK0dek\tTransactionAdd", ("374819205", "hfjWDK0dek", "TransactionAdd")),
        ("  374819205 hfjWDK0dek 15 \n", ("374819205", "hfjWDK0dek", "TransactionAdd")),
        ("374819205, hfjWDK0dek, BulkAllocatePoints", ("374819205", "hfjWDK0dek", "BulkAllocatePoints")),
        ("374819205;hfjWDK0dek", ("374819205", "hfjWDK0dek", "")),
        ("42\thfjWDK0dek", ("42", "hfjWDK0dek", "")),
        ("# from the ticket\n374819205 hfjWDK0dek", ("374819205", "hfjWDK0dek", "")),
    ],
)
def test_a_line_of_a_batch_fills_the_fields(text: str, values: tuple[str, str, str]) -> None:
    found = read_pasted(text)
    assert (found.customer, found.entity, found.event) == values
    assert found.recognised
    assert not found.notes


def test_of_several_lines_the_first_is_taken_and_that_is_said() -> None:
    found = read_pasted("374819205 hfjWDK0dek 15\n410000107 bUlk237008 42\n")
    assert (found.customer, found.entity, found.event) == ("374819205", "hfjWDK0dek", "TransactionAdd")
    assert found.notes == ("There are 2 lines in it; this is the first. neo-tui get --batch asks them all.",)


@pytest.mark.parametrize(
    "text",
    [
        "374819205",
        "hfjWDK0dek",
        "12 apples",
        "100 points are gone",
        "50 points2",
        "374819205 lost",
        "374819205 hfjWDK0dek nothing",
        "Customer 374819205 hfjWDK0dek",
        "374819205 hfjWDK0dek 15 and more",
        "374819205 hfjWDK0dek 15\nplease look",
        "374 819 205",
        "2026-11-25 10:00",
    ],
)
def test_prose_and_numbers_are_no_such_line(text: str) -> None:
    found = read_pasted(text)
    assert (found.customer, found.entity, found.event) == ("", "", "")


def test_masked_ids_are_not_taken_over_and_leave_no_older_one() -> None:
    url = "https://eu.api.capillarytech.com/x/neo/pointsAllocation/event"
    found = read_pasted(f"{url}?entity_id=…0dek&customer_id=…9205&event_type_id=15&page=1&count=10")
    assert (found.customer, found.entity, found.event) == ("", "", "TransactionAdd")
    assert set(found.masked) == {"customer", "entity"}
    assert found.notes == (
        "The customer id is masked as for a ticket; fill it in.",
        "The entity id is masked as for a ticket; fill it in.",
    )
    assert found.over(Draft("1", "other", "42", "1", "10")) == Draft("", "", "TransactionAdd", "1", "10")


def test_a_command_with_masked_ids_is_none_to_be_asked() -> None:
    found = read_pasted("neo-tui get --customer '…9205' --entity '…0dek' --event TransactionAdd --count 10")
    assert (found.customer, found.entity, found.event) == ("", "", "TransactionAdd")
    assert set(found.masked) == {"customer", "entity"}
