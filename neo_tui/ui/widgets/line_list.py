"""A list of any length: each item one toned line, made when it is drawn, so that ten thousand cost what ten cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from neo_tui.presentation.text import Line
from neo_tui.ui.theme import tone_styles

MakeLine = Callable[[int, int], Line]
"""Makes the line of an item, by its place from 0, for a width in cells; it is no wider."""


class LineList(ScrollView, can_focus=True):
    """One item is marked; the keys move the mark."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--marked", "line-list--marked-blurred"}

    DEFAULT_CSS = """
    LineList {
        background: $surface;
        padding: 0 1;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .line-list--marked { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .line-list--marked-blurred { background: $block-cursor-blurred-background; color: $foreground; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("g,home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
        Binding("ctrl+d,pagedown,space", "page(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False),
        Binding("enter", "pick", "Pick", show=False),
    ]

    auto_links = False

    @dataclass
    class Pointed(Message):
        """The mark is on an item."""

        index: int

    @dataclass
    class Picked(Message):
        """An item was picked with Enter or a second click."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._make: MakeLine = lambda _place, _width: ()
        self._count = 0
        self._lines: dict[tuple[int, int], Line] = {}
        self.marked = 0
        """The place of the marked item, from 0."""

    def offer(self, count: int, make: MakeLine, marked: int = 0) -> None:
        """Show so many items, one of them marked."""
        self._count, self._make, self._lines = count, make, {}
        self.marked = max(min(marked, count - 1), 0)
        self._measure()
        self._reveal()
        self.refresh()
        if count:
            self.post_message(self.Pointed(self.marked))

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)

    def on_resize(self) -> None:
        self._measure()
        self._reveal()

    def notify_style_update(self) -> None:
        """The theme or a class changed: the lines keep, their colours do not."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the visible part."""
        base, width = self.rich_style, self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= self._count or width <= 0:
            return Strip.blank(width, base)
        if index == self.marked:
            name = "line-list--marked" if self.has_focus else "line-list--marked-blurred"
            base += Style(bgcolor=self.get_component_rich_style(name).bgcolor)
        styles = tone_styles(self.app)
        key = (index, width - 1)  # one cell of air before the scrollbar
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._make(*key)
        return Strip([Segment(span.text, base + styles[span.tone]) for span in line]).adjust_cell_length(width, base)

    def move_to(self, index: int) -> None:
        """Mark another item, in sight."""
        index = max(min(index, self._count - 1), 0)
        if index == self.marked:
            return
        before, self.marked = self.marked, index
        self._reveal()
        for place in (before, index):
            self.refresh_line(place)
        self.post_message(self.Pointed(index))

    def _reveal(self) -> None:
        height = self.scrollable_content_region.height
        top = int(self.scroll_offset.y)
        if height > 0 and not top <= self.marked < top + height:
            target = self.marked if self.marked < top else self.marked - height + 1
            self.scroll_to(y=target, animate=False, force=True, immediate=True)

    def on_focus(self) -> None:
        self.refresh_line(self.marked)

    def on_blur(self) -> None:
        self.refresh_line(self.marked)

    def on_click(self, event: events.Click) -> None:
        index = event.y + int(self.scroll_offset.y)
        if index >= self._count:
            return
        if index == self.marked:
            self.action_pick()
        else:
            self.move_to(index)

    def action_move(self, by: int) -> None:
        self.move_to(self.marked + by)

    def action_page(self, by: int) -> None:
        self.move_to(self.marked + by * max(1, self.size.height - 1))

    def action_first(self) -> None:
        self.move_to(0)

    def action_last(self) -> None:
        self.move_to(self._count - 1)

    def action_pick(self) -> None:
        if self._count:
            self.post_message(self.Picked(self.marked))
