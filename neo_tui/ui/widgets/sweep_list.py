"""The event types of a sweep as a list; its cursor is on a type and not on a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

from neo_tui.domain.event_types import EventType
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import Line, Span
from neo_tui.ui.theme import tone_styles

MakeLine = Callable[[EventType, int], Line]
"""Makes the line of an event type for a width in cells."""


class SweepList(ScrollView, can_focus=True):
    """Draws the lines that are in sight, when they are; lines that come and go leave the cursor where it is.

    Args:
        order: All event types there may be, in their order.
        make: Makes a line.
    """

    DEFAULT_CSS = """
    SweepList {
        height: 1fr; padding: 0 0 0 1; background: $surface; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .sweep-list--cursor { background: $block-cursor-blurred-background; }
        &:focus > .sweep-list--cursor { background: $block-cursor-background; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sweep-list--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False),
        Binding("k,up", "step(-1)", "Up", show=False),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False),
        Binding("g,home", "step(-1000)", "First", show=False),
        Binding("G,end", "step(1000)", "Last", show=False),
    ]

    auto_links = False

    @dataclass
    class Pointed(Message):
        """The cursor is on another type, or on none."""

        kind: EventType | None

    def __init__(self, order: Sequence[EventType], make: MakeLine, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rank = {kind: place for place, kind in enumerate(order)}
        self._make = make
        self.kinds: tuple[EventType, ...] = tuple(order)
        self._marked: EventType | None = self.kinds[0] if self.kinds else None
        self._empty = ""

    @property
    def marked(self) -> EventType | None:
        """The type that the cursor is on."""
        return self._marked

    @property
    def _place(self) -> int:
        return self.kinds.index(self._marked) if self._marked in self.kinds else 0

    def only(self, kinds: Sequence[EventType], empty: str) -> None:
        """Show these types, in the order; when there are none, say why.

        The cursor stays on its type, and that on its line of the screen; where the type is gone the
        cursor goes to the next one in the order.
        """
        kinds, self._empty = tuple(kinds), empty
        if kinds != self.kinds:
            line, before = self._place - self.scroll_offset.y, self._marked
            rank = self._rank[before] if before else 0
            self.kinds = kinds
            later = (kind for kind in kinds if self._rank[kind] >= rank)
            self._marked = next(later, kinds[-1] if kinds else None)
            self._measure()
            self.scroll_to(y=self._place - line, animate=False, immediate=True)
            self._into_sight()
            if self._marked is not before:
                self.post_message(self.Pointed(self._marked))
        self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, max(1, len(self.kinds)))

    def on_resize(self, _: events.Resize) -> None:
        self._measure()
        self._into_sight()

    def _into_sight(self) -> None:
        height, top, place = self.scrollable_content_region.height, self.scroll_offset.y, self._place
        if height and not top <= place < top + height:
            self.scroll_to(y=place if place < top else place - height + 1, animate=False, immediate=True)

    def notify_style_update(self) -> None:
        """The theme or the focus changed: the lines keep, their colours do not."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the visible part."""
        base, width = self.rich_style, self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if not self.kinds and not place and self._empty:
            return self._strip((Span(self._empty, Tone.MUTED),), base, width)
        if place >= len(self.kinds):
            return Strip.blank(width, base)
        kind = self.kinds[place]
        if kind == self._marked:
            base += Style(bgcolor=self.get_component_rich_style("sweep-list--cursor").bgcolor)
        return self._strip(self._make(kind, width), base, width)

    def _strip(self, line: Line, base: Style, width: int) -> Strip:
        styles = tone_styles(self.app)
        return Strip([Segment(span.text, base + styles[span.tone]) for span in line]).adjust_cell_length(width, base)

    def action_step(self, by: int) -> None:
        """Move the cursor; at the ends it stays."""
        if not self.kinds:
            return
        kind = self.kinds[max(0, min(len(self.kinds) - 1, self._place + by))]
        if kind != self._marked:
            self._marked = kind
            self._into_sight()
            self.refresh()
            self.post_message(self.Pointed(kind))

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_step(by * max(1, self.size.height - 1))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there."""
        self.action_step(event.y + self.scroll_offset.y - self._place)
