"""Checks of whose row it is against what was asked (api.md §1.5)."""

from __future__ import annotations

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.check import Check, Severity
from neo_tui.domain.query import Query
from neo_tui.domain.viewpoint import Viewpoint


def _merged(row: Allocation, _: Viewpoint) -> str:
    if row.merged_from is None:
        return ""
    return f"Earned by customer {row.merged_from}, now held by customer {row.number('customer_id')}."


def _is_other_customers(row: Allocation, asked: Query) -> bool:
    holder = row.number("customer_id")
    # Where the account was asked for that was merged away, the merge explains it.
    return holder is not None and asked.customer_id not in {holder, row.merged_from}


def _is_of_other_type(row: Allocation, asked: Query) -> bool:
    return row.event_type is not None and row.event_type.id != asked.event_type_id


def is_strange(row: Allocation, asked: Query | None) -> bool:
    """Whether a row belongs to another customer or event type than asked; False where nobody knows what was."""
    return asked is not None and (_is_other_customers(row, asked) or _is_of_other_type(row, asked))


def _other_customer(row: Allocation, view: Viewpoint) -> str:
    if view.asked is None or not _is_other_customers(row, view.asked):
        return ""
    return f"It belongs to customer {row.number('customer_id')}; asked was customer {view.asked.customer_id}."


def _other_event_type(row: Allocation, view: Viewpoint) -> str:
    if view.asked is None or row.event_type is None or not _is_of_other_type(row, view.asked):
        return ""
    return f"Its event type is {row.event_type.title}; asked was {view.asked.event_type.title}."


CHECKS = (
    Check(
        "merged-customer",
        "Earned on another account that was merged into this one.",
        "original_customer_id is the account before a merge or update (documented). The other account's history is "
        "not in this answer, and its id may still be what the event is known by.",
        Severity.NOTICE,
        _merged,
    ),
    Check(
        "other-customer",
        "The row belongs to another customer than asked for.",
        "customer_id is whom the points belong to, and customer_id was asked for (both documented). Do not tell this "
        "row to the customer you are speaking to.",
        Severity.ERROR,
        _other_customer,
    ),
    Check(
        "other-event-type",
        "The row is of another event type than asked for.",
        "event_type_id is the event during which the points were awarded (documented), and event_type_id was asked "
        "for. That an answer holds nothing else is a reading.",
        Severity.ERROR,
        _other_event_type,
        reading=True,
    ),
)
