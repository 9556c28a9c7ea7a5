"""The history: every question that was asked, with what came of it. Never a secret, never a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal, Inexact

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.owners import is_strange
from neo_tui.domain.errors import NeoError
from neo_tui.domain.event_types import EventType, event_type
from neo_tui.domain.points import EXACT, Split
from neo_tui.domain.query import Draft, Query

MAX_PINNED = 500
"""Pinned questions outlive every bound; more than so many would be a second history."""

_STRICT = EXACT.copy()
_STRICT.traps[Inexact] = True
"""A sum that would have to be rounded is none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question, as far as it was loaded.

    Attributes:
        rows: How many rows were loaded.
        more: Whether more rows may exist than were loaded.
        totals: Where the points of the rows went, exact sums; None when not one row could be summed.
        unsummed: How many of the rows are not in the totals, as an amount in them cannot be read.
        error: The kind of failure (`errors.Kind`) the last asking ended with; "" when it was answered. The rows
            are then those of the answer before it.
        title: The failure in a few words.
        answered: Whether an answer ever came, so that `rows` is one.
        strange: How many of the rows are another customer's or of another event type than asked; they are in
            the totals.
    """

    rows: int = 0
    more: bool = False
    totals: Split | None = None
    unsummed: int = 0
    error: str = ""
    title: str = ""
    answered: bool = True
    strange: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the history. All texts are visible texts.

    Attributes:
        key: What tells it from all others, over all runs.
        at: When it was last asked, aware.
        profile: Name of the connection that asked.
        host: The host that was asked.
        production: Whether the connection was marked as production.
        customer: Customer id; "" where ids are not kept.
        entity: Entity id; "" where ids are not kept.
        event: Number of the event type.
        page: The page it began with, from 1.
        count: Rows a page.
        outcome: What came of it the last time.
        times: How often it was asked in a row, from 1.
        pinned: Whether the person keeps it beyond every bound.
        title: A name that the person gave it; "" for none.
        note: What the person wrote about it.
    """

    key: str
    at: datetime
    profile: str
    host: str
    production: bool
    customer: str
    entity: str
    event: int
    page: int
    count: int
    outcome: Outcome
    times: int = 1
    pinned: bool = False
    title: str = ""
    note: str = ""

    @property
    def event_type(self) -> EventType:
        """The event type; also when it is not in the table."""
        return event_type(self.event)

    @property
    def has_ids(self) -> bool:
        """Whether it can be asked again: not without its ids."""
        return bool(self.customer and self.entity)

    @property
    def draft(self) -> Draft:
        """The question as the form holds it, from its first page on."""
        kind = self.event_type
        return Draft(self.customer, self.entity, kind.name if kind.known else str(kind.id), "1", str(self.count))

    @property
    def without_ids(self) -> Entry:
        """The same without customer and entity."""
        return replace(self, customer="", entity="")

    def asks(self, profile: str, host: str, query: Query) -> bool:
        """Whether it is this question to this connection, on whatever page."""
        mine = (self.profile, self.host, self.customer, self.entity, self.event)
        return mine == (profile, host, str(query.customer_id), query.entity_id, query.event_type_id)


def loaded(rows: Sequence[Allocation], asked: Query | None = None, *, complete: bool) -> Outcome:
    """The outcome of a question of which these rows were loaded.

    Args:
        rows: All rows that were loaded, of all pages.
        asked: What was asked; None where nobody knows.
        complete: Whether they are all there are.
    """
    total: Split | None = None
    unsummed = 0
    for row in rows:
        split = row.split
        added = None if split is None else _plus(total, split)
        if added is None:
            unsummed += 1
        else:
            total = added
    return Outcome(len(rows), not complete, total, unsummed, strange=sum(is_strange(row, asked) for row in rows))


def failed(error: NeoError, before: Outcome | None = None) -> Outcome:
    """The outcome of a question that failed; what an earlier answer to it told stays."""
    if before is not None and before.answered:
        return replace(before, error=error.kind.value, title=error.title)
    return Outcome(error=error.kind.value, title=error.title, answered=False)


def _plus(total: Split | None, split: Split) -> Split | None:
    """The sum; None when not even 120 digits hold it exactly."""
    if total is None:
        total = Split(Decimal(0), Decimal(0), Decimal(0), Decimal(0))
    add, take = _STRICT.add, _STRICT.subtract
    try:
        summed = Split(
            add(total.awarded, split.awarded),
            add(total.redeemed, split.redeemed),
            add(total.expired, split.expired),
            add(total.returned, split.returned),
        )
        take(take(take(summed.awarded, summed.redeemed), summed.expired), summed.returned)  # what is left, too
    except Inexact:
        return None
    return summed


def bounded(entries: Iterable[Entry], now: datetime, most: int, days: int) -> list[Entry]:
    """What is kept: all pinned ones, and of the others the newest, none older than so many days.

    Args:
        entries: The history, in any order; it stays in that order.
        now: The aware present.
        most: How many are kept, pinned ones among them.
        days: How old one may be.
    """
    entries = list(entries)
    oldest = now - timedelta(days=days)
    young = [entry for entry in entries if not entry.pinned and entry.at >= oldest]
    room = max(most - sum(entry.pinned for entry in entries), 0)
    kept = {entry.key for entry in sorted(young, key=lambda entry: entry.at, reverse=True)[:room]}
    return [entry for entry in entries if entry.pinned or entry.key in kept]


def listed(entries: Iterable[Entry]) -> list[Entry]:
    """In the order of the list: pinned ones first, then the newest."""
    return sorted(entries, key=lambda entry: (entry.pinned, entry.at), reverse=True)


def matching(entries: Sequence[Entry], said: Sequence[str], text: str) -> list[Entry]:
    """The entries that have each typed word in what is said of them.

    Args:
        entries: The history.
        said: What a person sees of each, in small letters.
        text: What was typed.
    """
    words = text.lower().split()
    return [entry for entry, shown in zip(entries, said, strict=True) if all(word in shown for word in words)]
