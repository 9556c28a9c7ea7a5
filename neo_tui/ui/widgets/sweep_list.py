"""The event types of a sweep as a list; its cursor is on a type and not on a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from neo_tui.domain.event_types import EventType
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import Line, Span
from neo_tui.ui.widgets.cursor_view import CursorView

MakeLine = Callable[[EventType, int], Line]
"""Makes the line of an event type for a width in cells."""


class SweepList(CursorView):
    """Draws the lines that are in sight, when they are; lines that come and go leave the cursor where it is.

    Args:
        order: All event types there may be, in their order.
        make: Makes a line.
    """

    DEFAULT_CSS = """
    SweepList { height: 1fr; padding: 0 0 0 1; }
    """

    @dataclass
    class Pointed(Message):
        """The cursor is on another type, or on none."""

        kind: EventType | None

    def __init__(self, order: Sequence[EventType], make: MakeLine, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rank = {kind: place for place, kind in enumerate(order)}
        self._make = make
        self.kinds: tuple[EventType, ...] = tuple(order)
        self._empty = ""

    @property
    def marked(self) -> EventType | None:
        """The type that the cursor is on."""
        return self.kinds[self._cursor] if self.kinds else None

    @property
    def count(self) -> int:
        """How many lines there are: one where there are no types says why."""
        return max(1, len(self.kinds))

    def only(self, kinds: Sequence[EventType], empty: str) -> None:
        """Show these types, in the order; when there are none, say why.

        The cursor stays on its type, and that on its line of the screen; where the type is gone the
        cursor goes to the next one in the order.
        """
        kinds, self._empty = tuple(kinds), empty
        if kinds != self.kinds:
            line, before = self._cursor - self.scroll_offset.y, self.marked
            rank = self._rank[before] if before else 0
            self.kinds = kinds
            later = (place for place, kind in enumerate(kinds) if self._rank[kind] >= rank)
            self._cursor = next(later, max(0, len(kinds) - 1))
            self.measure()
            self.scroll_to(y=self._cursor - line, animate=False, immediate=True)
            self.into_sight()
            if self.marked is not before:
                self.pointed()
        self.refresh()

    def item_line(self, place: int, width: int) -> Line:
        """The line of a type."""
        if not self.kinds:
            return (Span(self._empty, Tone.MUTED),)
        return self._make(self.kinds[place], width)

    def pointed(self) -> None:
        """Tell which type the cursor is on."""
        self.post_message(self.Pointed(self.marked))
