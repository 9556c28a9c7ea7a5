"""The columns of the results: heading and cell are one value.

`COMPACT` answers most disputes; `EVERY` shows all 27 fields under the API's own names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.checks.catalogue import found, stands_out
from neo_tui.domain.fields import FIELDS, Decoding
from neo_tui.domain.points import Split, amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.telling import Mode
from neo_tui.domain.timestamps import Moment, age, is_never
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.telling import zone_word
from neo_tui.presentation.text import Span

MISSING, NULL, NONE = "—", "null", "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: Its name in commands and settings.
        label: Its heading.
        cell: Makes the cell of a row.
        right: Whether it is set to the right, as numbers are.
        widest: The most cells it takes; longer text is cut with an ellipsis in the table only.
        narrowest: The fewest cells it may be squeezed to; 0: it is not squeezed.
        dispensable: Whether it may be left out where room is short; the pane shows its value.
        time: What its heading begins with where its times are not told as usual; "" when it holds none.
    """

    key: str
    label: str
    cell: Callable[[Allocation, Viewpoint], Span]
    right: bool = False
    widest: int = 24
    narrowest: int = 0
    dispensable: bool = False
    time: str = ""


def _status(row: Allocation, _: Viewpoint) -> Span:
    status = row.status
    return Span(status.name, status.tone) if status else field_cell(row, "status")


def _amount(name: str, tone: Tone) -> Callable[[Allocation, Viewpoint], Span]:
    def cell(row: Allocation, _: Viewpoint) -> Span:
        amount = row.amount(name)
        if amount is None:
            return field_cell(row, name)
        return Span(amount_text(amount), tone if amount > 0 else Tone.MUTED if amount == 0 else Tone.WARNING)

    return cell


def _left(row: Allocation, _: Viewpoint) -> Span:
    split = row.split
    return Span("?", Tone.WARNING) if split is None else Span(amount_text(split.balance), balance_tone(split))


def balance_tone(split: Split) -> Tone:
    """How a balance reads: something left, nothing left, or less than nothing."""
    if split.balance > 0:
        return Tone.GOOD
    return Tone.MUTED if split.balance == 0 else Tone.WARNING


def _day(name: str) -> Callable[[Allocation, Viewpoint], Span]:
    def cell(row: Allocation, view: Viewpoint) -> Span:
        moment = row.moment(name)
        if moment is None or moment.at is None or not moment.reliable:
            shown = field_cell(row, name)
            return Span(shown.text, Tone.WARNING if moment else shown.tone)
        if view.telling.mode is Mode.EPOCH:
            return field_cell(row, name)
        if name == "expiry_date" and is_never(moment, row.moment("awarded_date")):
            return Span("never", Tone.MUTED)
        return Span(_told(moment.at, view, "%Y-%m-%d"))

    return cell


def _told(at: datetime, view: Viewpoint, form: str) -> str:
    return age(at, view.now) if view.telling.mode is Mode.RELATIVE else format(view.told(at), form)


def told_columns(columns: Sequence[Column], view: Viewpoint) -> tuple[Column, ...]:
    """Columns whose headings say how times are told in them, where that is not as usual.

    `Expires on` becomes `Expires UTC`; relative times and milliseconds say so themselves or have no zone.
    """
    word = zone_word(view)
    return tuple(
        replace(column, label=f"{column.time} {word}") if column.time and word else column for column in columns
    )


NOTHING = "–"
"""Stands in a cell that has nothing to tell."""
MARK = "!"
"""Before a row that a check has found something about."""


def mark(row: Allocation, view: Viewpoint, *, noted: bool = False) -> Span:
    """What stands in the cell before a row: one character, and for most rows a blank, so that the table stays calm.

    Args:
        row: The row.
        view: From when and where one looks.
        noted: Whether a check says something about it that only shows beside other rows.
    """
    return Span(MARK, Tone.WARNING) if noted or stands_out(row, view) else Span(" ")


def _number(name: str) -> Callable[[Allocation, Viewpoint], Span]:
    return lambda row, _: field_cell(row, name)


COMPACT: tuple[Column, ...] = (
    Column("status", "Status", _status, widest=22, narrowest=10),
    Column("awarded", "Awarded", _amount("points_exclusive", Tone.STRONG), right=True, widest=16),
    Column("redeemed", "Redeemed", _amount("redeemed_exclusive_value", Tone.SPENT), right=True, widest=16),
    Column("expired", "Expired", _amount("expired_exclusive_value", Tone.LOST), right=True, widest=16),
    Column("returned", "Returned", _amount("returned_exclusive_value", Tone.LOST), right=True, widest=16),
    Column("left", "Left", _left, right=True, widest=16),
    Column("awarded_on", "Awarded on", _day("awarded_date"), widest=14, time="Awarded"),
    Column("expires_on", "Expires on", _day("expiry_date"), widest=14, time="Expires"),
    Column("id", "Entry id", _number("id"), right=True, widest=20, dispensable=True),
)


def _field_column(name: str, decoding: Decoding) -> Column:
    if decoding is Decoding.MOMENT:

        def cell(row: Allocation, view: Viewpoint) -> Span:
            moment = row.moment(name)
            if moment is None or moment.at is None or not moment.reliable or view.telling.mode is Mode.EPOCH:
                return field_cell(row, name)
            return Span(_told(moment.at, view, "%Y-%m-%d %H:%M:%S"))

        return Column(name, name, cell, time=name)
    if decoding is Decoding.STATUS:
        return Column(name, name, _status)
    return Column(name, name, _number(name), right=decoding is not Decoding.EVENT_TYPE)


EVERY: tuple[Column, ...] = tuple(_field_column(field.name, field.decoding) for field in FIELDS)


def _checks(row: Allocation, view: Viewpoint) -> Span:
    names = [finding.check.name for finding in found((row,), view)]
    return Span(", ".join(dict.fromkeys(names)), Tone.WARNING) if names else Span(NOTHING, Tone.MUTED)


FURTHER: tuple[Column, ...] = (Column("checks", "Checks", _checks, widest=40),)
"""What no table shows by itself, and a person may choose."""


def field_cell(row: Allocation, name: str) -> Span:
    """A field as it came, with what is odd about it told by its tone."""
    value = row[name]
    if value.state is State.MISSING:
        return Span(MISSING, Tone.WARNING)
    if value.state is State.NULL:
        return Span(NULL, Tone.MUTED)
    if value.state is State.NONE:
        return Span(NONE, Tone.MUTED)
    if value.state is State.WRONG_TYPE:
        return Span(f"!{value.literal}", Tone.WARNING)
    if isinstance(value.value, Moment):
        return Span(value.literal, Tone.WARNING if value.note else Tone.PLAIN)
    muted = value.literal == "0" and value.field.decoding is Decoding.POINTS
    tone = Tone.WARNING if value.note else Tone.MUTED if muted else Tone.PLAIN
    return Span(value.literal, tone)
