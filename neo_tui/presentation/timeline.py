"""Allocations in time as lines: a bar from award to expiry each, on one axis, with now through all of them.

Pure and a line at a time, so that ten thousand rows cost no more than those in sight.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.text import Line, Span, cell_width, pad
from neo_tui.presentation.time_axis import Window, millis, ticks
from neo_tui.presentation.timeline_entries import End, Entry, end_of

DOT, NOW, CROSSED, BAR, GONE = "●", "│", "┿", "━", "┄"
EARLIER, LATER = "‹", "›"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a line is divided.

    Attributes:
        ids: Cells of the ids.
        left: Cells of what is left of what was awarded.
        label: Cells of the whole label, the gap behind it included.
        bars: Cells of the bars.
    """

    ids: int
    left: int
    label: int
    bars: int


_STATUS, _LEFT, _LEFT_WIDE, _LEAST_BARS = 9, 13, 20, 16
_WIDE = 100
_WORDS = {"CONSUMED_BY_CONVERSION": "converted", "POINT_CATEGORY_CHANGED": "category"}


def shape(width: int, id_width: int) -> Shape:
    """The division of a line of that many cells; ids are cut and amounts left out where there is no room."""
    ids = min(id_width, 20 if width >= _WIDE else 10)
    left = _LEFT if width < _WIDE else _LEFT_WIDE
    label = ids + 1 + _STATUS + 1 + left + 2
    if width - label < _LEAST_BARS:
        label = ids + 2
    return Shape(ids, left, label, max(1, width - label))


def label_spans(entry: Entry, how: Shape) -> Line:
    """Entry id, status, and what is left of what was awarded."""
    row = entry.row
    number = pad(str(row.id) if row.id is not None else "no id", how.ids, right=True)
    if how.label <= how.ids + 2:
        return (Span(number), Span("  "))
    status = row.status
    word = _WORDS.get(status.name, status.name.lower()) if status else "?"
    split = row.split
    left = f"{amount_text(split.balance)} of {amount_text(split.awarded)}" if split else "?"
    if split and cell_width(left) > how.left:
        left = f"{amount_text(split.balance)} left"  # half an amount would be another
        left = left if cell_width(left) <= how.left else "…"
    return (
        Span(f"{number} "),
        Span(pad(word, _STATUS), status.tone if status else Tone.WARNING),
        Span(" "),
        Span(pad(left, how.left, right=True), Tone.PLAIN if split and split.balance > 0 else Tone.MUTED),
        Span("  "),
    )


def row_line(entry: Entry, shown: Window, view: Viewpoint, how: Shape) -> Line:
    """The one line of an entry: its label, then its bar or why there is none; now is marked through all."""
    cells = _bar(entry, shown, how.bars) if entry.drawn else _said(entry, view, how.bars)
    now = shown.column(millis(view.now), how.bars)
    if 0 <= now < how.bars:
        clear = entry.drawn or all(
            text == " " for text, _ in cells[max(now - 1, 0) :]
        )  # not between the words of a reason
        through = {" ": NOW, GONE: NOW, BAR: CROSSED}.get(cells[now][0]) if clear else None
        if through:
            cells[now] = (through, Tone.ACCENT)
    return (*label_spans(entry, how), *_joined(cells))


_Cells = list[tuple[str, Tone]]


def _bar(entry: Entry, shown: Window, width: int) -> _Cells:
    cells: _Cells = [(" ", Tone.PLAIN)] * width
    end = end_of(entry.row, never=entry.never)
    first = shown.column(entry.awarded or 0, width)
    last = width if entry.expires is None else shown.column(entry.expires, width)
    if last < 0:
        cells[0] = (EARLIER, end.tone)
    elif first >= width:
        cells[-1] = (LATER, end.tone)
    else:
        for place in range(max(first, 0), min(last, width - 1) + 1):
            cells[place] = (BAR, end.tone)
        if first < 0:
            cells[0] = (EARLIER, end.tone)
        if entry.gone is not None:
            _end_early(cells, end, shown.column(entry.gone, width), min(last, width - 1))
        else:
            cells[min(last, width - 1)] = (
                (end.cap, end.tone) if last < width else (End.NEVER.cap if entry.never else LATER, end.tone)
            )
    changed = shown.column(entry.changed, width) if entry.changed is not None else -1
    if 0 <= changed < width and cells[changed][0] in {" ", BAR}:
        cells[changed] = (DOT, Tone.STRONG)
    return cells


def _end_early(cells: _Cells, end: End, gone: int, last: int) -> None:
    """End a bar where nothing was left any more; the rest of its validity is only hinted at."""
    for place in range(max(gone, 0), last + 1):
        cells[place] = (GONE, Tone.MUTED)
    if 0 <= gone < len(cells):
        cells[gone] = (end.cap, end.tone)


def _said(entry: Entry, view: Viewpoint, width: int) -> _Cells:
    """Why there is no bar: what is known of the two ends, and what is not."""
    text, tone = pad(_why(entry, view), width), Tone.WARNING
    if entry.row["expiry_date"].state is State.NULL and entry.awarded is not None:
        tone = Tone.MUTED
    return [(character, tone) for character in text]


def _why(entry: Entry, view: Viewpoint) -> str:
    row = entry.row
    awarded, expires = row.instant("awarded_date"), row.instant("expiry_date")
    begins = view.day(awarded) if awarded else ""
    ends = view.day(expires) if expires else ""
    if awarded and expires:
        return f"expiry {ends} lies before the award {begins}"
    if awarded:
        null = row["expiry_date"].state is State.NULL
        return (
            f"awarded {begins}, no expiry date set"
            if null
            else f"awarded {begins}, expiry {_doubt(row, 'expiry_date')}"
        )
    if expires:
        return f"award {_doubt(row, 'awarded_date')}, expiry {ends}"
    return f"award {_doubt(row, 'awarded_date')}, expiry {_doubt(row, 'expiry_date')}"


def _doubt(row: Allocation, name: str) -> str:
    moment = row.moment(name)
    if moment is not None and moment.doubt is not None:
        return f"doubtful ({moment.doubt})"
    return "missing" if row[name].state in {State.MISSING, State.NULL} else "unreadable"


def _joined(cells: _Cells) -> Line:
    spans: list[Span] = []
    for text, tone in cells:
        if spans and spans[-1].tone is tone:
            spans[-1] = Span(spans[-1].text + text, tone)
        else:
            spans.append(Span(text, tone))
    return tuple(spans)


def axis_lines(shown: Window, view: Viewpoint, how: Shape) -> list[Line]:
    """Two lines over the bars: dates, and the rule with their places and now."""
    along = ticks(shown, how.bars, view.told_zone)
    dates, used = "", 0
    for tick in along:
        dates += " " * (tick.column - used) + tick.label
        used = tick.column + cell_width(tick.label)
    rule = ["─"] * how.bars
    for tick in along:
        rule[tick.column] = "┬"
    now = shown.column(millis(view.now), how.bars)
    zone = pad(view.told_zone_name, how.label - 2) + "  "
    dated = (Span(zone, Tone.MUTED), Span(pad(dates, how.bars), Tone.MUTED))
    before, after = (max(0, min(now, how.bars)), now + 1) if 0 <= now < how.bars else (how.bars, how.bars)
    mark = (Span("▼", Tone.ACCENT),) if before < after else ()
    ruled = (
        Span(" " * how.label),
        Span("".join(rule[:before]), Tone.MUTED),
        *mark,
        Span("".join(rule[after:]) if mark else "", Tone.MUTED),
    )
    return [dated, ruled]


def legend(shown: Window, view: Viewpoint, ends: Collection[End] = tuple(End)) -> Line:
    """What the signs mean; and where now is, when it is not in sight.

    Args:
        shown: The window.
        view: The present.
        ends: What became of the entries: a sign that no bar has is not explained, but for the usual ones.
    """
    spans: list[Span] = []
    for end in (End.OPEN, End.CONSUMED, End.LOST, *(end for end in (End.NEVER, End.UNKNOWN) if end in ends)):
        spans += [Span(f"{BAR}{end.cap}", end.tone), Span(f" {end.word}  ", Tone.MUTED)]
    spans += [Span(GONE, Tone.MUTED), Span(" gone  ", Tone.MUTED)]
    spans += [Span(DOT, Tone.STRONG), Span(" changed  ", Tone.MUTED)]
    now = millis(view.now)
    if shown.holds(now) and {End.NEVER, End.UNKNOWN} <= set(ends):
        return tuple(spans)  # at 80 cells there is no room for all; ▼ on the axis says it, too
    if shown.holds(now):
        return (*spans, Span(NOW, Tone.ACCENT), Span(" now", Tone.MUTED))
    return (*spans, Span("‹ now earlier" if now < shown.start else "now later ›", Tone.ACCENT))
