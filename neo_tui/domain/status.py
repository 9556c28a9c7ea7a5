"""The status word of an allocation and what it means (api.md §1.6)."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """How something feels to the reader; the user interface gives it a colour and a mark."""

    PLAIN = "plain"
    MUTED = "muted"
    GOOD = "good"
    SPENT = "spent"
    """Gone the way the customer wanted."""
    LOST = "lost"
    """Gone the other way: expired, taken back."""
    WARNING = "warning"
    STRONG = "strong"
    ACCENT = "accent"
    LIVE = "live"
    """Production: a mistake there costs a customer."""


class Status(NamedTuple):
    """One status value.

    Attributes:
        name: The word as the API sends it (visible text).
        meaning: A sentence for the person who answers the customer.
        tone: How it reads.
        documented: False where no document explains the word; `meaning` says so.
    """

    name: str
    meaning: str
    tone: Tone
    documented: bool = True


STATUSES: dict[str, Status] = {
    status.name: status
    for status in (
        Status(
            "AVAILABLE",
            "Can still be redeemed or expire; part may already be used or returned.",
            Tone.GOOD,
        ),
        Status("REDEEMED", "Fully used up by redemption (a transfer to someone else counts too).", Tone.SPENT),
        Status("EXPIRED", "All of it expired.", Tone.LOST),
        Status("CONSUMED", "Used up: part redeemed, part expired.", Tone.SPENT),
        Status("RETURNED", "Taken back: the purchase that earned it was returned.", Tone.LOST),
        Status(
            "CONSUMED_BY_CONVERSION",
            "Promised points that became regular points; the spendable ones are a new entry "
            "under a DelayedAccrual event (type 16).",
            Tone.SPENT,
        ),
        Status(
            "POINT_CATEGORY_CHANGED",
            "No document explains it; the name reads as: moved to another point category.",
            Tone.WARNING,
            documented=False,
        ),
        Status(
            "INACTIVE",
            "No document explains it; the name reads as: not active.",
            Tone.WARNING,
            documented=False,
        ),
    )
}


def status(name: str) -> Status:
    """The status of that name; a word nobody knows is kept as it came and said to be unknown."""
    known = STATUSES.get(name)
    if known is not None:
        return known
    return Status(name, "A status that no document lists; shown as it came.", Tone.WARNING, documented=False)
