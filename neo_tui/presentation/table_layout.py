"""How wide the columns of a table are, and which of them there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from neo_tui.presentation.columns import Column
from neo_tui.presentation.text import Span, cell_width


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's columns.

    Attributes:
        columns: Those that are shown.
        widths: Their widths in cells, without the space before each.
        gap: Cells between two columns; before the first there is one.
    """

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: int

    @property
    def width(self) -> int:
        """Cells that all of it takes."""
        return sum(self.widths) + sum(self.before(place) for place in range(len(self.widths)))

    def before(self, place: int) -> int:
        """Cells before a column."""
        return self.gap if place else 1


def lay_out(columns: Sequence[Column], cells: Sequence[Sequence[Span]], room: int) -> Layout:
    """Columns as wide as these cells need, made to fit where that is possible.

    First the gaps shrink, then columns that may be narrower, then those that may be absent go. What
    does not fit even so is reached by scrolling. A heading is never cut: it tells how rows are sorted.

    Args:
        columns: All columns.
        cells: One line of cells a row, in the columns' order.
        room: Cells there are.
    """
    widths = [
        max(
            cell_width(column.label),
            min(column.widest, max((cell_width(line[place].text) for line in cells), default=0)),
        )
        for place, column in enumerate(columns)
    ]
    whole = Layout(tuple(columns), tuple(widths), 2)
    dense = Layout(whole.columns, whole.widths, 1)
    narrow = _narrowed(dense, room)
    without = _narrowed(_without_dispensable(dense), room)
    return next((layout for layout in (whole, dense, narrow, without) if layout.width <= room), without)


def _narrowed(layout: Layout, room: int) -> Layout:
    """Columns that may be narrower give up what is too much, as far as they can."""
    excess = layout.width - room
    widths = list(layout.widths)
    for place, column in enumerate(layout.columns):
        given = max(0, min(excess, widths[place] - max(column.narrowest, cell_width(column.label))))
        if column.narrowest and given:
            widths[place] -= given
            excess -= given
    return Layout(layout.columns, tuple(widths), layout.gap)


def _without_dispensable(layout: Layout) -> Layout:
    kept = [place for place, column in enumerate(layout.columns) if not column.dispensable]
    return Layout(
        tuple(layout.columns[place] for place in kept), tuple(layout.widths[place] for place in kept), layout.gap
    )
