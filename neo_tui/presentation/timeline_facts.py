"""What stands below the timeline: the marked entry in full."""

from __future__ import annotations

from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.story import story
from neo_tui.domain.telling import Mode
from neo_tui.domain.timestamps import Moment, age, stamp
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.columns import field_cell
from neo_tui.presentation.text import Line, Span, pad, wrap
from neo_tui.presentation.timeline_entries import Entry
from neo_tui.presentation.times import NAMES

_LABEL = 13


def facts(entry: Entry, place: int, count: int, view: Viewpoint, width: int) -> list[Line]:
    """The entry, its three dates in full, and the first sentence of its story.

    Args:
        entry: The marked one.
        place: Its line, from 1.
        count: How many lines there are.
        view: From where one looks.
        width: Cells a line.
    """
    row, status, split = entry.row, entry.row.status, entry.row.split
    name = Span(f"● {clipped(status.name)}", status.tone) if status else Span("● status not sent as text", Tone.WARNING)
    number = clipped(field_cell(row, "id").text)
    left = f"{amount_text(split.balance)} of {amount_text(split.awarded)} left" if split else "amounts not readable"
    beside = Span(f"  entry {number} · {left} · line {place:,} of {count:,}", Tone.MUTED)
    lines = wrap([name, beside], width)
    for field in NAMES:
        lines += _dated(entry, field, view, width)
    first = story(row, view)[0]
    return [*lines, *wrap([Span(first.text, first.tone)], width)]


def _dated(entry: Entry, name: str, view: Viewpoint, width: int) -> list[Line]:
    value = entry.row[name]
    label = Span(pad(value.field.label, _LABEL), Tone.MUTED)
    moment, cell = value.value, field_cell(entry.row, name)
    sent = Span(clipped(cell.text), cell.tone)
    if not isinstance(moment, Moment) or moment.at is None or not moment.reliable:
        note = Span(f"  {clipped(value.note)}" if value.note else "", Tone.WARNING)
        return wrap([label, sent, note], width, hanging=_LABEL)
    zone = Span(f" {view.told_zone_name}", Tone.MUTED)
    told = [Span(stamp(moment.at, view.told_zone)), zone]
    when = Span(age(moment.at, view.now))
    if name == "expiry_date" and entry.never:
        when = Span(f"reads as never ({when.text})")
    order = {
        Mode.ABSOLUTE: [*told, Span("  "), Span(when.text, Tone.MUTED)],
        Mode.RELATIVE: [when, Span("  "), *told],
        Mode.EPOCH: [sent, Span(" ms  ", Tone.MUTED), *told],
    }[view.telling.mode]
    return wrap([label, *order], width, hanging=_LABEL)
