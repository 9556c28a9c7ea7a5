"""The list of the history: drawn line by line, so that ten thousand questions are as quick as ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from neo_tui.domain.history import Entry
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import EPOCH
from neo_tui.presentation.history_columns import Layout, layout
from neo_tui.presentation.text import Line, Span
from neo_tui.ui.widgets.cursor_view import CursorView


class HistoryList(CursorView):
    """Entries in columns under their headings; one is marked. A field may drive it."""

    DEFAULT_CSS = """
    HistoryList { padding: 0 0 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "pick", "Pick", show=False)]

    HEADINGS = 1

    class Moved(Message):
        """Another entry is marked, or none."""

    @dataclass
    class Picked(Message):
        """An entry was picked with Enter, or clicked while it was marked."""

        entry: Entry

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self._now: datetime = EPOCH
        self._zone: tzinfo = UTC
        self._layout: Layout | None = None

    def offer(self, entries: Sequence[Entry], now: datetime, zone: tzinfo, at: int = 0) -> None:
        """Show entries, the one at that place marked."""
        self.entries, self._now, self._zone = entries, now, zone
        self.show_from(at)
        self.pointed()

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    @property
    def marked(self) -> Entry | None:
        """The entry that Enter takes."""
        return self.entries[self._cursor] if self.entries else None

    @property
    def place(self) -> int:
        """Where it stands, from 0."""
        return self._cursor

    def measure(self) -> None:
        """Lay the columns out for the width there is."""
        width = self.scrollable_content_region.width
        self._layout = layout(self.entries, self._now, self._zone, width) if width > 0 else None
        super().measure()

    # ── painting ──

    def heading_line(self, place: int, width: int) -> Line:
        """The headings of the columns."""
        del place, width
        return (Span(self._layout.heading(), Tone.MUTED),) if self._layout else ()

    def item_line(self, place: int, width: int) -> Line:
        """An entry; the word for production has its colour, the space behind it has not."""
        del width
        spans: list[Span] = []
        for _, span in self._layout.line(self.entries[place]) if self._layout else ():
            word = span.text.rstrip() if span.tone is Tone.LIVE else span.text
            spans += [Span(word, span.tone), Span(span.text[len(word) :])]
        return tuple(span for span in spans if span.text)

    # ── moving ──

    def pointed(self) -> None:
        """Tell that another entry is marked."""
        self.post_message(self.Moved())

    def opened(self) -> None:
        """A second click is like Enter."""
        self.action_pick()

    def action_pick(self) -> None:
        """Take the marked one."""
        if self.marked is not None:
            self.post_message(self.Picked(self.marked))
