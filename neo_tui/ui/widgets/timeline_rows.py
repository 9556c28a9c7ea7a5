"""The bars of a timeline under their axis, drawn line by line: only what is in sight is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.text import Line
from neo_tui.presentation.time_axis import Window
from neo_tui.presentation.timeline import Shape, Timeline, axis_lines, row_line, shape
from neo_tui.ui.theme import tone_styles

_AXIS = 2
"""Lines of the axis; they stay when the rows scroll."""


class TimelineRows(ScrollView, can_focus=True):
    """One line an entry, and a cursor on one of them."""

    DEFAULT_CSS = """
    TimelineRows {
        background: $surface;
        padding: 0 1;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"timeline-rows--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "mark(1)", "Down", show=False),
        Binding("k,up", "mark(-1)", "Up", show=False),
        Binding("ctrl+d,pagedown,space", "mark_page(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "mark_page(-1)", "Page up", show=False),
        Binding("g,home", "mark_end(0)", "Top", show=False),
        Binding("G,end", "mark_end(-1)", "End", show=False),
    ]

    auto_links = False

    @dataclass
    class Marked(Message):
        """The cursor is on a line, counted from 0."""

        place: int

    def __init__(self, timeline: Timeline, shown: Window, view: Viewpoint, place: int) -> None:
        super().__init__()
        self._timeline, self._shown, self._view = timeline, shown, view
        self.place = place
        """The line of the cursor, from 0."""
        self._shape = Shape(1, 1, 1)
        self._axis: list[Line] = []

    @property
    def bars(self) -> int:
        """Cells of the bars; the axis has as many."""
        return self._shape.bars

    def show(self, shown: Window, view: Viewpoint) -> None:
        """Show another window, or the same told otherwise."""
        self._shown, self._view = shown, view
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:  # not on the screen: laid out when it is
            return
        self._shape = shape(width - 1, self._timeline.id_width)  # one cell of air before the scrollbar
        self._axis = axis_lines(self._shown, self._view, self._shape)
        self.virtual_size = Size(width, len(self._timeline.entries) + _AXIS)
        self.refresh()

    def on_resize(self, _: events.Resize) -> None:
        self._lay_out()
        self._keep_in_sight()

    def notify_style_update(self) -> None:
        """The theme changed: the lines keep, their colours do not."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight: the axis, then the rows."""
        base = self.rich_style
        width = self.scrollable_content_region.width
        place = y - _AXIS + self.scroll_offset.y
        if y < _AXIS:
            line: Line = self._axis[y] if self._axis else ()
        elif place >= len(self._timeline.entries):
            return Strip.blank(width, base)
        else:
            line = row_line(self._timeline.entries[place], self._shown, self._view, self._shape)
            if place == self.place:
                base = base + self.get_component_rich_style("timeline-rows--cursor", partial=True)
        styles = tone_styles(self.app)
        strip = Strip([Segment(span.text, base + styles[span.tone]) for span in line])
        return strip.adjust_cell_length(width, base)

    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - _AXIS)

    def _keep_in_sight(self) -> None:
        top = self.scroll_offset.y
        wanted = min(max(top, self.place - self._page() + 1), self.place)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def mark(self, place: int) -> None:
        """The cursor to a line, or as near to it as there are lines."""
        place = max(0, min(place, len(self._timeline.entries) - 1))
        if place == self.place:
            return
        self.place = place
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Marked(place))

    def on_click(self, event: events.Click) -> None:
        """A click marks its line."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y >= _AXIS:
            self.mark(offset.y - _AXIS + self.scroll_offset.y)

    def action_mark(self, by: int) -> None:
        self.mark(self.place + by)

    def action_mark_page(self, by: int) -> None:
        self.mark(self.place + by * max(1, self._page() - 1))

    def action_mark_end(self, which: int) -> None:
        self.mark(which % max(1, len(self._timeline.entries)))
