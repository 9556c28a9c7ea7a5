"""The bars of a timeline under their axis, drawn line by line: only what is in sight is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.text import Line
from neo_tui.presentation.time_axis import Window
from neo_tui.presentation.timeline import Shape, axis_lines, row_line, shape
from neo_tui.presentation.timeline_entries import Timeline
from neo_tui.ui.widgets.cursor_view import CursorView

_AXIS = 2
"""Lines of the axis; they stay when the rows scroll."""


class TimelineRows(CursorView):
    """One line an entry, and a cursor on one of them."""

    DEFAULT_CSS = """
    TimelineRows { padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn(1)", "Page down", show=False)]

    HEADINGS = _AXIS

    @dataclass
    class Marked(Message):
        """The cursor is on a line, counted from 0."""

        place: int

    def __init__(self, timeline: Timeline, shown: Window, view: Viewpoint, place: int) -> None:
        super().__init__()
        self._timeline, self._shown, self._view = timeline, shown, view
        self._cursor = place
        self._shape = Shape(1, 1, 1, 1)
        self._axis: list[Line] = []

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self._timeline.entries)

    @property
    def place(self) -> int:
        """The line of the cursor, from 0."""
        return self._cursor

    @property
    def bars(self) -> int:
        """Cells of the bars; the axis has as many."""
        return self._shape.bars

    def show(self, shown: Window, view: Viewpoint) -> None:
        """Show another window, or the same told otherwise."""
        self._shown, self._view = shown, view
        self.measure()
        self.refresh()

    def measure(self) -> None:
        """Lay the axis out for the width there is."""
        width = self.scrollable_content_region.width
        if width > 0:  # else it is not on the screen: laid out when it is
            self._shape = shape(width - 1, self._timeline.id_width)  # one cell of air before the scrollbar
            self._axis = axis_lines(self._shown, self._view, self._shape)
            super().measure()

    def heading_line(self, place: int, width: int) -> Line:
        """A line of the axis."""
        del width
        return self._axis[place] if place < len(self._axis) else ()

    def item_line(self, place: int, width: int) -> Line:
        """The bar of an entry."""
        del width
        return row_line(self._timeline.entries[place], self._shown, self._view, self._shape)

    def pointed(self) -> None:
        """Tell which line the cursor is on."""
        self.post_message(self.Marked(self._cursor))
