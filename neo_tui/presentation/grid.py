"""A table of any number of rows as lines: only what is looked at is made.

Widths follow the rows that have been looked at, and never shrink while the same rows are shown, so
that ten thousand rows stand as soon as ten do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.gathered import RowKey
from neo_tui.domain.status import Tone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation import bounds
from neo_tui.presentation.columns import Column, mark
from neo_tui.presentation.table_layout import Layout, lay_out
from neo_tui.presentation.text import Line, Span, cell_width, pad

MARKED = "*"
"""Before a row that the person has marked."""
BEYOND, FURTHER = "‹", "›"
"""Where columns are out of sight: beside the pinned ones, and at the end of the headings."""
CHANGED = " → "
"""Between what a cell held before and what it holds now."""
_NEAR = 100
"""Rows on either side that are measured with the one that is looked at."""


@dataclass(frozen=True)
class Shown:
    """What a table shows.

    Attributes:
        rows: The rows in their order.
        columns: The columns in their order; their labels hold the signs of the sorting.
        view: From when and where one looks.
        pinned: Columns from the left that do not scroll sideways.
        marked: Places of the rows that the person has marked.
        before: What a row was before, by its place, where it has changed.
        found: Places of the rows that match what is searched for.
        keys: What each row is known by; () when nobody asks.
        noted: Places of the rows about which a check says something beside the others.
    """

    rows: Sequence[Allocation]
    columns: tuple[Column, ...]
    view: Viewpoint
    pinned: int = 0
    marked: frozenset[int] = frozenset()
    before: Mapping[int, Allocation] = field(default_factory=dict)
    found: frozenset[int] = frozenset()
    keys: Sequence[RowKey] = ()
    noted: frozenset[int] = frozenset()


class Grid:
    """The lines of a table.

    Args:
        shown: What it shows.
        room: Cells there are from left to right.
    """

    def __init__(self, shown: Shown, room: int) -> None:
        self.shown = shown
        self._room = room
        self._cells: dict[int, tuple[Span, ...]] = {}
        self._widest: list[int] = [0] * len(shown.columns)
        self._signs: dict[int, Line] = {}
        self.layout = self._fitting()

    @property
    def lead(self) -> int:
        """Cells before the first column: the sign of a check, and that of a mark where there are marks."""
        return 2 if self.shown.marked else 1

    @property
    def pinned_width(self) -> int:
        """Cells from the left that do not scroll sideways; 0 when they would leave too little for the rest."""
        width = self._end(self._pinned)
        return width if self._pinned and width * 3 <= self._room * 2 else 0

    @property
    def width(self) -> int:
        """Cells that all of it takes."""
        return self._end(len(self.layout.columns))

    def look_at(self, first: int, last: int) -> bool:
        """Measure the rows from one place to another; True when columns became wider by that."""
        wider = False
        for index in range(max(0, first), min(last + 1, len(self.shown.rows))):
            if index in self._cells:
                continue
            cells = self._made(index)
            self._cells[index] = cells
            for place, cell in enumerate(cells):
                size = cell_width(cell.text)
                if size > self._widest[place]:
                    self._widest[place], wider = size, True
        if wider:
            layout = self._fitting()
            wider, self.layout = layout != self.layout, layout
        return wider

    def look_around(self, index: int) -> bool:
        """Measure the rows around one."""
        return self.look_at(index - _NEAR, index + _NEAR)

    def with_room(self, room: int) -> bool:
        """Make it fit so many cells; True when columns changed by that."""
        self._room = room
        layout = self._fitting()
        changed, self.layout = layout != self.layout, layout
        return changed

    def heading(self, cursor: int) -> Line:
        """The line of headings, that of the column at the cursor set apart."""
        spans = [Span(" " * self.lead, Tone.MUTED)]
        for place, (column, width) in enumerate(zip(self.layout.columns, self.layout.widths, strict=True)):
            gap = " " * self.layout.gap if place else ""
            label = pad(column.label, width, right=column.right)
            spans += [Span(gap, Tone.MUTED), Span(label, Tone.ACCENT if place == cursor else Tone.MUTED)]
        return tuple(span for span in spans if span.text)

    def line(self, index: int) -> Line:
        """The line of a row."""
        self.look_at(index, index)
        cells = dict(zip((column.key for column in self.shown.columns), self._cells[index], strict=True))
        spans = [*self._lead(index)]
        for place, (column, width) in enumerate(zip(self.layout.columns, self.layout.widths, strict=True)):
            cell = cells[column.key]
            gap = " " * self.layout.gap if place else ""
            spans.append(Span(gap + pad(cell.text, width, right=column.right), cell.tone))
        return tuple(spans)

    def region(self, place: int) -> tuple[int, int]:
        """From which cell to which a column reaches, its gap included; counted from the left of the whole table."""
        return self._end(place), self._end(place + 1)

    def across(self, place: int, now: int, room: int) -> int:
        """How far to scroll sideways so that a column is in sight, from where one is: as little as will do.

        The first column beside the pinned ones is whole then: half a number would be read as another one.

        Args:
            place: The column.
            now: Cells by which it is scrolled.
            room: Cells in sight.
        """
        pinned = self.pinned_width
        start, end = self.region(place)
        if end <= pinned or (now + pinned <= start and end <= now + room):
            return now
        if start < now + pinned:
            return start - pinned
        starts = (self._end(before) - pinned for before in range(place + 1))
        return next((there for there in starts if there >= max(0, end - room)), start - pinned)

    def scrolled_width(self, room: int) -> int:
        """Cells of all of it and, behind the last column, those that it takes to scroll to it."""
        last = len(self.layout.columns) - 1
        return self.width if last < 0 or self.width <= room else max(self.width, self.across(last, 0, room) + room)

    @property
    def _pinned(self) -> int:
        keys = {column.key for column in self.shown.columns[: self.shown.pinned]}
        return sum(column.key in keys for column in self.layout.columns)

    def _end(self, count: int) -> int:
        if not count:
            return 0
        return self.lead + sum(self.layout.widths[:count]) + self.layout.gap * (count - 1)

    def _lead(self, index: int) -> Line:
        if index not in self._signs:
            noted = index in self.shown.noted
            sign = mark(self.shown.rows[index], self.shown.view, noted=noted)
            own = Span(MARKED if index in self.shown.marked else " ", Tone.ACCENT)
            found = Span("›", Tone.ACCENT) if index in self.shown.found and not sign.text.strip() else sign
            self._signs[index] = (own, found) if self.shown.marked else (found,)
        return self._signs[index]

    def _made(self, index: int) -> tuple[Span, ...]:
        row, view = self.shown.rows[index], self.shown.view
        old = self.shown.before.get(index)
        cells = [_short(column.cell(row, view)) for column in self.shown.columns]
        if old is None:
            return tuple(cells)
        then = [_short(column.cell(old, view)) for column in self.shown.columns]
        return tuple(
            now if now.text == was.text else Span(f"{was.text}{CHANGED}{now.text}", Tone.ACCENT)
            for was, now in zip(then, cells, strict=True)
        )

    def _fitting(self) -> Layout:
        columns = self.shown.columns
        if self.shown.before:  # a change needs the room of both values, and says more than the columns beside it
            columns = tuple(replace(column, widest=max(column.widest, bounds.CELL // 2)) for column in columns)
        layout = lay_out(columns, [[Span(" " * size) for size in self._widest]], self._room - self.lead + 1)
        own = {column.key: column for column in self.shown.columns}
        return Layout(tuple(own[column.key] for column in layout.columns), layout.widths, layout.gap)


def _short(cell: Span) -> Span:
    """A cell without what no column is wide enough for: measuring megabytes takes seconds."""
    return cell if len(cell.text) <= bounds.CELL else Span(f"{cell.text[: bounds.CELL]}…", cell.tone)
