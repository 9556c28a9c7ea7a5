"""Checks of whose row it is against what was asked (api.md §1.5)."""

from __future__ import annotations

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.check import Check, Severity
from neo_tui.domain.viewpoint import Viewpoint


def _merged(row: Allocation, _: Viewpoint) -> str:
    if row.merged_from is None:
        return ""
    return f"Earned by customer {row.merged_from}, now held by customer {row.number('customer_id')}."


def _other_customer(row: Allocation, view: Viewpoint) -> str:
    holder, asked = row.number("customer_id"), view.asked
    if asked is None or holder is None or asked.customer_id in {holder, row.merged_from}:
        return ""  # asked for the account that was merged away: the merge explains it
    return f"It belongs to customer {holder}; asked was customer {asked.customer_id}."


def _other_event_type(row: Allocation, view: Viewpoint) -> str:
    kind, asked = row.event_type, view.asked
    if asked is None or kind is None or kind.id == asked.event_type_id:
        return ""
    return f"Its event type is {kind.title}; asked was {asked.event_type.title}."


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
