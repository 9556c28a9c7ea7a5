"""The detail pane: toned lines, drawn line by line so that moving through rows stays quick."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.strip import Strip

from neo_tui.presentation.text import Line, plain
from neo_tui.ui.theme import tone_styles
from neo_tui.ui.widgets.laid_out import LaidOutView

MakeLines = Callable[[int], list[Line]]
"""Makes the lines for a width in cells."""


class DetailPane(LaidOutView, can_focus=True):
    """Shows lines that are made for its width; scrolls by keys when focused."""

    DEFAULT_CSS = """
    DetailPane {
        background: $surface;
        padding: 0 1;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "Down", show=False),
        Binding("k,up", "scroll_up", "Up", show=False),
        Binding("ctrl+d,pagedown,space", "page_down", "Page down", show=False),
        Binding("ctrl+u,pageup", "page_up", "Page up", show=False),
        Binding("g,home", "scroll_home", "Top", show=False),
        Binding("G,end", "scroll_end", "End", show=False),
    ]

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._make: MakeLines = lambda _: []
        self._lines: list[Line] = []
        self._width = 0

    def show(self, make: MakeLines, *, keep_scroll: bool = False) -> None:
        """Show other lines, from the top unless they stand for the same thing."""
        self._make = make
        if not keep_scroll:
            self.scroll_to(y=0, animate=False, immediate=True)
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:  # not on the screen: laid out when it is
            self._width = 0
            return
        self._width = width
        self._lines = self._make(max(1, width - 1))  # one cell of air before the scrollbar
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    @property
    def text(self) -> str:
        """All its lines, also those out of sight."""
        return "\n".join(map(plain, self._lines))

    def on_room(self, room: Size) -> None:
        """Other lines for another width."""
        if room.width != self._width:
            self._lay_out()

    def notify_style_update(self) -> None:
        """The theme or a class changed: the lines keep, their colours do not."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the visible part."""
        base = self.rich_style
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self._lines):
            return Strip.blank(width, base)
        styles = tone_styles(self.app)
        strip = Strip([Segment(span.text, base + styles[span.tone]) for span in self._lines[index]])
        return strip.adjust_cell_length(width, base)

    def action_scroll_down(self) -> None:
        self.scroll_relative(y=1, animate=False)

    def action_scroll_up(self) -> None:
        self.scroll_relative(y=-1, animate=False)

    def action_page_down(self) -> None:
        self.scroll_relative(y=max(1, self.size.height - 2), animate=False)

    def action_page_up(self) -> None:
        self.scroll_relative(y=-max(1, self.size.height - 2), animate=False)

    def action_scroll_home(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_scroll_end(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False)
