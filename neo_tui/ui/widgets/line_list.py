"""A list of any length: each item one toned line, made when it is drawn, so that ten thousand cost what ten cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from neo_tui.presentation.text import Line
from neo_tui.ui.widgets.cursor_view import CursorView

MakeLine = Callable[[int, int], Line]
"""Makes the line of an item, by its place from 0, for a width in cells; it is no wider."""


class LineList(CursorView):
    """One item is marked; the keys move the mark."""

    DEFAULT_CSS = """
    LineList { padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn(1)", "Page down", show=False),
        Binding("enter", "pick", "Pick", show=False),
    ]

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

    @property
    def count(self) -> int:
        """How many items there are."""
        return self._count

    @property
    def marked(self) -> int:
        """The place of the marked item, from 0."""
        return self._cursor

    def offer(self, count: int, make: MakeLine, marked: int = 0) -> None:
        """Show so many items, one of them marked."""
        self._count, self._make, self._lines = count, make, {}
        self.show_from(marked)
        if count:
            self.pointed()

    def item_line(self, place: int, width: int) -> Line:
        """The line of an item."""
        key = (place, width - 1)  # one cell of air before the scrollbar
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._make(*key)
        return line

    def pointed(self) -> None:
        """Tell which item is marked."""
        self.post_message(self.Pointed(self._cursor))

    def opened(self) -> None:
        """A second click is like Enter."""
        self.action_pick()

    def action_pick(self) -> None:
        """Take the marked one."""
        if self._count:
            self.post_message(self.Picked(self._cursor))
