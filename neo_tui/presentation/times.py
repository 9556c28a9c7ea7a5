"""The three timestamps of a row, each by every clock that may be meant."""

from __future__ import annotations

from datetime import UTC

from neo_tui.domain.allocation import Allocation, FieldValue
from neo_tui.domain.status import Tone
from neo_tui.domain.telling import Mode, Where
from neo_tui.domain.timestamps import Moment, age, is_never, span, stamp
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.columns import field_cell
from neo_tui.presentation.text import Line, Span, cell_width, pad, wrap

NAMES = ("awarded_date", "expiry_date", "auto_update_time")
"""The fields that are points in time, in the order of an entry's life."""
WIDE = 100
"""From this width on a timestamp takes one line."""
_LABEL = 13
"""Cells of a timestamp's label."""
_WHEN = 22
"""Cells of what is told first, where a timestamp takes one line."""


def time_lines(row: Allocation, view: Viewpoint, width: int) -> list[Line]:
    """Each timestamp: what the person wants told first, then the dates by the clocks there are."""
    return [line for name in NAMES for line in _time(row, row[name], view, width)]


def decoded_time(moment: Moment, view: Viewpoint) -> str:
    """What milliseconds stand for, beside them; "" when they are no date on any calendar."""
    if moment.at is None:
        return ""
    if view.telling.mode is Mode.RELATIVE and moment.reliable:
        return age(moment.at, view.now)
    return stamp(moment.at, view.told_zone)


def _time(row: Allocation, value: FieldValue, view: Viewpoint, width: int) -> list[Line]:
    label = pad(value.field.label, _LABEL)
    moment = value.value
    if not isinstance(moment, Moment):
        cell = field_cell(row, value.field.name)
        shown = Span(clipped(cell.text), cell.tone)
        return [*wrap([Span(label), shown], width, hanging=4), *note_lines(value, width)]
    sent = f"{moment.millis} ms"
    if moment.at is None:
        undated = Span("no date on any calendar  ", Tone.WARNING)
        return [
            *wrap([Span(label), undated, Span(sent, Tone.MUTED)], width, hanging=4),
            *note_lines(value, width),
        ]
    when = _distance(row, value, moment, view)
    first, last = (sent, ("age", when)) if view.telling.mode is Mode.EPOCH else (when, ("raw", sent))
    return [*_told(value, moment, (first, last), view, width), *note_lines(value, width)]


def _distance(row: Allocation, value: FieldValue, moment: Moment, view: Viewpoint) -> str:
    at = moment.at
    if at is None:
        return ""
    when = age(at, view.now)
    if view.telling.mode is Mode.RELATIVE and when != "just now":
        exact = span(at, view.now)
        when = f"in {exact}" if at > view.now else f"{exact} ago"
    if value.field.name == "expiry_date" and is_never(moment, row.moment("awarded_date")):
        return f"reads as never ({when})"
    return when


def _clocks(moment: Moment, view: Viewpoint) -> list[tuple[str, str]]:
    """The date by the clocks that may be meant, the one that is told elsewhere first."""
    if moment.at is None:
        return []
    own = [(view.zone_name, stamp(moment.at, view.zone))]
    utc = [("UTC", stamp(moment.at, UTC))] if view.zone_name != "UTC" else []
    here = [(view.viewer_name, stamp(moment.at, view.viewer))]
    if view.telling.where is Where.VIEWER:
        return [*here, *own, *utc]
    clocks = [*own, *utc] if view.telling.where is Where.PROFILE else [*utc, *own]
    return clocks if here[0][1] in {text for _, text in clocks} else [*clocks, *here]


def _told(
    value: FieldValue, moment: Moment, ends: tuple[str, tuple[str, str]], view: Viewpoint, width: int
) -> list[Line]:
    """A timestamp in one line, or with a line for each clock.

    Args:
        value: The field.
        moment: What it holds.
        ends: What is told first; name and text of what is told last.
        view: From where one looks.
        width: Cells a line.
    """
    first, (name_of_last, last) = ends
    tone = Tone.STRONG if moment.reliable else Tone.WARNING
    clocks = _clocks(moment, view)
    if width >= WIDE:
        spans = [Span(pad(value.field.label, _LABEL)), Span(pad(first, max(_WHEN, cell_width(first) + 2)), tone)]
        for name, text in clocks:
            spans += [Span(f"{name} ", Tone.MUTED), Span(f"{text}  ")]
        return wrap([*spans, Span(last, Tone.MUTED)], width, hanging=_LABEL)
    column = max(_LABEL, *(cell_width(name) + 3 for name, _ in clocks))
    # A zone's name and a time to the second just fit beside the table at 120 columns.
    indent = 2 if width > column + cell_width(clocks[0][1]) else 0
    lines = wrap([Span(pad(value.field.label, column - 2 + indent)), Span(first, tone)], width, hanging=4)
    told = [*((name, Span(clock)) for name, clock in clocks), (name_of_last, Span(last, Tone.MUTED))]
    for name, shown in told:
        lines += wrap([Span(pad(name, column - 2), Tone.MUTED), shown], width, indent=indent, hanging=4)
    return lines


def note_lines(value: FieldValue, width: int) -> list[Line]:
    """What is odd about a value, below it."""
    return wrap([Span(f"! {value.note}", Tone.WARNING)], width, indent=2, hanging=4) if value.note else []
