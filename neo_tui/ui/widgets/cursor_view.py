"""A list of any length with a cursor: only the lines in sight are made, and a move repaints two of them."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.strip import Strip

from neo_tui.presentation.text import Line, plain
from neo_tui.ui.theme import tone_styles
from neo_tui.ui.widgets.laid_out import LaidOutView


class CursorView(LaidOutView, can_focus=True):
    """Lines below headings that stay; heirs say which lines, and what it means that the cursor is on one."""

    DEFAULT_CSS = """
    CursorView {
        background: $surface; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1;
        &:focus { background-tint: $foreground 0%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False),
        Binding("k,up", "step(-1)", "Up", show=False),
        Binding("g,home", "end(-1)", "First", show=False),
        Binding("G,end", "end(1)", "Last", show=False),
        Binding("ctrl+d,pagedown", "turn(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "turn(-1)", "Page up", show=False),
    ]

    HEADINGS: ClassVar[int] = 0
    """Lines above the others; they do not scroll up and down."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._cursor = 0

    # ── what heirs say ──

    @property
    @abstractmethod
    def count(self) -> int:
        """How many lines there are, without the headings."""

    @abstractmethod
    def item_line(self, place: int, width: int) -> Line:
        """One line, by its place from 0."""

    def heading_line(self, place: int, width: int) -> Line:
        """One of the headings, by its place from 0."""
        del place, width
        return ()

    def pointed(self) -> None:
        """The cursor is on another line."""

    def opened(self) -> None:
        """The line of the cursor was clicked."""

    def clicked_at(self, x: int) -> None:
        """Some line, or the headings, was clicked so many cells from the left."""

    def paint(self, line: Line, base: Style, width: int) -> Strip:
        """A line as it is drawn."""
        styles = tone_styles(self.app)
        return Strip([Segment(span.text, base + styles[span.tone]) for span in line]).adjust_cell_length(width, base)

    def wanted_width(self, width: int) -> int:
        """How wide the lines are where there is so much room."""
        return width

    @property
    def text(self) -> str:
        """All its lines with their headings, also those out of sight."""
        width = max(1, self.scrollable_content_region.width)
        headings = (self.heading_line(place, width) for place in range(self.HEADINGS))
        items = (self.item_line(place, width) for place in range(self.count))
        return "\n".join(plain(each) for each in (*headings, *items))

    # ── drawing ──

    def render_line(self, y: int) -> Strip:
        """One line of the part in sight."""
        base, width = self.rich_style, self.scrollable_content_region.width
        if width <= 0:
            return Strip.blank(0, base)
        if y < self.HEADINGS:
            return self.paint(self.heading_line(y, width), base, width)
        place = y - self.HEADINGS + self.scroll_offset.y
        if place >= self.count:
            return Strip.blank(width, base)
        if place == self._cursor:
            base += self._cursor_style
        return self.paint(self.item_line(place, width), base, width)

    @property
    def _cursor_style(self) -> Style:
        name = "block-cursor-background" if self.has_focus else "block-cursor-blurred-background"
        return Style(bgcolor=Color.parse(self.app.theme_variables[name]).rich_color)

    def notify_style_update(self) -> None:
        """The theme or the focus changed: the lines keep, their colours do not."""
        super().notify_style_update()
        self.refresh()

    # ── measuring ──

    def on_room(self, room: Size) -> None:
        """The lines are made for another width, and the cursor stays in sight."""
        if room.width > 0:
            self.measure()
            self.into_sight()
            self.refresh()

    def measure(self) -> None:
        """Take over how many lines there are."""
        self.virtual_size = Size(self.wanted_width(self.scrollable_content_region.width), self.count + self.HEADINGS)

    def show_from(self, cursor: int) -> None:
        """Show lines that are others now, the cursor on the one at that place."""
        self._cursor = max(0, min(cursor, self.count - 1))
        self.measure()
        self.into_sight()
        self.refresh()

    @property
    def in_sight(self) -> int:
        """How many lines are in sight at once."""
        return max(1, self.scrollable_content_region.height - self.HEADINGS)

    def into_sight(self) -> None:
        """Scroll until the line of the cursor is in sight."""
        top = self.scroll_offset.y
        highest = min(top, max(0, self.count - self.in_sight))
        wanted = min(max(highest, self._cursor - self.in_sight + 1), self._cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    # ── moving ──

    def move_to(self, place: int) -> None:
        """Put the cursor on a line, or as near to it as there are lines."""
        place = max(0, min(place, self.count - 1))
        if place == self._cursor or not self.count:
            return
        before, self._cursor = self._cursor, place
        top = self.scroll_offset.y
        self.into_sight()
        if self.scroll_offset.y == top:
            for each in (before, place):
                self.refresh(Region(0, each - top + self.HEADINGS, self.size.width, 1))
        else:
            self.refresh()
        self.pointed()

    def action_step(self, by: int) -> None:
        """Move the cursor; at an end it stays."""
        self.move_to(self._cursor + by)

    def action_turn(self, by: int) -> None:
        """Move the cursor by what is in sight at once."""
        self.move_to(self._cursor + by * max(1, self.in_sight - 1))

    def action_end(self, by: int) -> None:
        """To the first line, or the last."""
        self.move_to(0 if by < 0 else self.count - 1)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a line; on the line of the cursor it opens it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        self.clicked_at(offset.x)
        if offset.y < self.HEADINGS:
            return
        place = offset.y - self.HEADINGS + self.scroll_offset.y
        if place >= self.count:
            return
        if place == self._cursor:
            self.opened()
        else:
            self.move_to(place)
