"""The columns of the history: heading and cell are one value; their widths follow from the room there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from neo_tui.domain.history import Entry
from neo_tui.domain.status import Tone
from neo_tui.presentation.history import NO_IDS, outcome_span, when
from neo_tui.presentation.text import Span, cut, pad

PIN = "★"
_ROOMY = 100
"""Cells from which on nothing is abbreviated."""


class Look(NamedTuple):
    """From when and where one looks, and in how much room."""

    now: datetime
    zone: tzinfo
    roomy: bool


class Column(NamedTuple):
    """One column.

    Attributes:
        key: Its name.
        label: Its heading.
        cell: Makes the cell of an entry, for so many cells.
        least: The fewest cells it takes.
        most: The most.
    """

    key: str
    label: str
    cell: Callable[[Entry, Look, int], Span]
    least: int
    most: int


def _when(entry: Entry, look: Look, _: int) -> Span:
    return Span(when(entry.at, look.now, look.zone, brief=not look.roomy), Tone.MUTED)


def _live(entry: Entry, look: Look, _: int) -> Span:
    return Span("" if not entry.production else "PRODUCTION" if look.roomy else "PROD", Tone.LIVE)


LIVE = Column("production", "", _live, 4, 10)
"""Only where an entry is of a production connection."""
COLUMNS = (
    Column("pinned", "", lambda entry, *_: Span(PIN if entry.pinned else "", Tone.ACCENT), 1, 1),
    Column("when", "When", _when, 6, 12),
    Column("profile", "Connection", lambda entry, *_: Span(entry.profile), 10, 20),
    Column("customer", "Customer", lambda entry, *_: Span(entry.customer), 9, 12),
    Column("entity", "Entity", lambda entry, *_: Span(entry.entity), 10, 26),
    Column("event", "Event type", lambda entry, *_: Span(entry.event_type.label), 11, 26),
    Column("outcome", "What came", lambda entry, _, width: outcome_span(entry, width), 19, 60),
)
_GROW = ("when", "production", "entity", "event", "customer", "profile", "outcome")
"""Which columns get what room is left, the first first."""
_FIRST = (("event", 14), ("profile", 11), ("outcome", 27))
"""What they have before all others: room for TransactionAdd, and for rows with what is left of them."""
_IDS = ("customer", "entity")
_QUESTION = ("customer", "entity", "event")


class Layout(NamedTuple):
    """The columns with their widths."""

    columns: tuple[tuple[Column, int], ...]
    look: Look

    def heading(self) -> str:
        """The headings above the columns."""
        return " ".join(pad(column.label, width) for column, width in self.columns)

    def line(self, entry: Entry) -> list[tuple[str, Span]]:
        """An entry's cells, padded, each after the key of its column; a name stands in place of what was asked."""
        cells: list[tuple[str, Span]] = []
        instead: tuple[str, ...] = _QUESTION if entry.title else () if entry.has_ids else _IDS
        for column, width in self.columns:
            if column.key not in instead:
                span = column.cell(entry, self.look, width)
                cells.append((column.key, Span(pad(cut(span.text, width), width) + " ", span.tone)))
            elif column.key == instead[0]:
                room = sum(wide + 1 for each, wide in self.columns if each.key in instead) - 1
                text, tone = (entry.title, Tone.STRONG) if entry.title else (NO_IDS, Tone.MUTED)
                cells.append(("title", Span(pad(cut(text, room), room) + " ", tone)))
        return cells


def layout(entries: Sequence[Entry], now: datetime, zone: tzinfo, width: int) -> Layout:
    """The columns for so many cells a line."""
    look = Look(now, zone, width >= _ROOMY)
    live = any(entry.production for entry in entries)
    columns = [*COLUMNS[:2], LIVE, *COLUMNS[2:]] if live else list(COLUMNS)
    widths = {column.key: column.least for column in columns}
    spare = width - sum(widths.values()) - len(columns)
    by_key = {column.key: column for column in columns}
    for key, most in (*_FIRST, *((key, by_key[key].most) for key in _GROW if key in by_key)):
        more = max(min(most - widths[key], spare), 0)
        widths[key] += more
        spare -= more
    if spare < 0:  # a very narrow terminal: the outcome is cut, then what stands before it
        for column in reversed(columns):
            less = min(widths[column.key], -spare)
            widths[column.key] -= less
            spare += less
    return Layout(tuple((column, widths[column.key]) for column in columns), look)
