"""The list of the history: drawn line by line, so that ten thousand questions are as quick as ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from neo_tui.domain.history import Entry
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import EPOCH
from neo_tui.presentation.history_columns import Layout, layout
from neo_tui.ui.theme import tone_styles

_HEADING = 1
"""Lines above the first entry, which stay when it scrolls."""


class HistoryList(ScrollView, can_focus=True):
    """Entries in columns under their headings; one is marked. A field may drive it."""

    DEFAULT_CSS = """
    HistoryList {
        background: $surface; padding: 0 0 0 1; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .history-list--marked { background: $block-cursor-blurred-background; color: $foreground; }
        &:focus > .history-list--marked { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"history-list--marked"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False),
        Binding("k,up", "step(-1)", "Up", show=False),
        Binding("g,home", "end(-1)", "First", show=False),
        Binding("G,end", "end(1)", "Last", show=False),
        Binding("ctrl+d,pagedown", "turn(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "turn(-1)", "Page up", show=False),
        Binding("enter", "pick", "Pick", show=False),
    ]

    auto_links = False

    class Moved(Message):
        """Another entry is marked, or none."""

    @dataclass
    class Picked(Message):
        """An entry was picked with Enter, or clicked while it was marked."""

        entry: Entry

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self._at = 0
        self._now: datetime = EPOCH
        self._zone: tzinfo = UTC
        self._layout: Layout | None = None

    def offer(self, entries: Sequence[Entry], now: datetime, zone: tzinfo, at: int = 0) -> None:
        """Show entries, the one at that place marked."""
        self.entries, self._now, self._zone = entries, now, zone
        self._at = max(min(at, len(entries) - 1), 0)
        self._lay_out()
        self._in_sight()
        self.post_message(self.Moved())

    @property
    def marked(self) -> Entry | None:
        """The entry that Enter takes."""
        return self.entries[self._at] if self.entries else None

    @property
    def place(self) -> int:
        """Where it stands, from 0."""
        return self._at

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._layout = layout(self.entries, self._now, self._zone, width) if width > 0 else None
        self.virtual_size = Size(width, len(self.entries) + _HEADING)
        self.refresh()

    def on_resize(self, _: events.Resize) -> None:
        self._lay_out()
        self._in_sight()

    def notify_style_update(self) -> None:
        """The theme changed: the lines keep, their colours do not."""
        super().notify_style_update()
        self.refresh()

    @property
    def _shown(self) -> int:
        """How many entries are in sight at once."""
        return max(self.scrollable_content_region.height - _HEADING, 1)

    def _in_sight(self) -> None:
        top = self.scroll_offset.y
        if self._at < top:
            self.scroll_to(y=self._at, animate=False, immediate=True)
        elif self._at >= top + self._shown:
            self.scroll_to(y=self._at - self._shown + 1, animate=False, immediate=True)

    # ── painting ──

    def render_line(self, y: int) -> Strip:
        """The headings, or an entry."""
        base, width = self.rich_style, self.scrollable_content_region.width
        shown = self._layout
        if shown is None:
            return Strip.blank(width, base)
        styles = tone_styles(self.app)
        if y < _HEADING:
            return Strip([Segment(shown.heading(), base + styles[Tone.MUTED])]).adjust_cell_length(width, base)
        place = y - _HEADING + self.scroll_offset.y
        if place >= len(self.entries):
            return Strip.blank(width, base)
        entry = self.entries[place]
        if place == self._at:
            base = self.get_component_rich_style("history-list--marked")
        segments = []
        for key, span in shown.line(entry):
            if key == "production" and entry.production:
                word = span.text.rstrip()
                segments += [Segment(word, base + self._live), Segment(" " * (len(span.text) - len(word)), base)]
            else:
                tone = base if span.tone is Tone.PLAIN else base + styles[span.tone]
                segments.append(Segment(span.text, tone))
        return Strip(segments).adjust_cell_length(width, base)

    @property
    def _live(self) -> Style:
        """How PRODUCTION is marked everywhere (`top_line`)."""
        colours = self.app.theme_variables
        return Style(
            color=Color.parse(colours["background"]).rich_color,
            bgcolor=Color.parse(colours["error"]).rich_color,
            bold=True,
        )

    # ── moving ──

    def _mark(self, place: int) -> None:
        place = max(min(place, len(self.entries) - 1), 0)
        if place == self._at:
            return
        before, self._at = self._at, place
        top = self.scroll_offset.y
        self._in_sight()
        if self.scroll_offset.y == top:
            for each in (before, place):
                self.refresh(Region(0, each - top + _HEADING, self.size.width, 1))
        else:
            self.refresh()
        self.post_message(self.Moved())

    def action_step(self, by: int) -> None:
        """Move the mark; at an end it stays there."""
        self._mark(self._at + by)

    def action_turn(self, by: int) -> None:
        """Move the mark by what is in sight at once."""
        self._mark(self._at + by * self._shown)

    def action_end(self, by: int) -> None:
        """Mark the first or the last."""
        self._mark(0 if by < 0 else len(self.entries) - 1)

    def action_pick(self) -> None:
        """Take the marked one."""
        if self.marked is not None:
            self.post_message(self.Picked(self.marked))

    def on_click(self, event: events.Click) -> None:
        place = event.y - _HEADING + self.scroll_offset.y
        if event.y < _HEADING or place >= len(self.entries):
            return
        if place == self._at:
            self.action_pick()
        else:
            self._mark(place)
