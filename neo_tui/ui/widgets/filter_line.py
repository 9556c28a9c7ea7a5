"""The filter: one line to type in, and below it what it asks for, or where it does not parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from neo_tui.domain.foreign import visible
from neo_tui.presentation.text import Span, cell_width, plain, wrap
from neo_tui.ui.widgets.field import FlatInput

_PROMPT = 9
"""Cells before the text."""
_HELP = "a word   !word   status:EXPIRED   left>0   expires<30d   till:none   is:marked   F1 tells all"


class FilterLine(Vertical):
    """Stands above the table while there is a filter, or one is typed."""

    DEFAULT_CSS = """
    FilterLine { height: auto; display: none; padding: 0 1; }
    FilterLine.-open { display: block; }
    FilterLine Horizontal { height: 1; }
    FilterLine #filter-name { width: 8; color: $accent; text-style: bold; }
    FilterLine FlatInput { width: 1fr; }
    FilterLine #filter-about { height: auto; max-height: 3; color: $muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "as before", tooltip="Close it; what was filtered before stays"),
        Binding(
            "tab,shift+tab", "other", "hide / find", tooltip="Hide the other rows, or only jump to those that match"
        ),
        Binding("down", "take", "keep", show=False, tooltip="Keep the filter, and go into the table"),
    ]

    @dataclass
    class Typed(Message):
        """The text is another one."""

        text: str
        find: bool

    @dataclass
    class Taken(Message):
        """Enter: keep what is typed."""

        text: str
        find: bool

    class GivenUp(Message):
        """Escape: back to what was before."""

    def __init__(self) -> None:
        super().__init__()
        self._find = False
        self._complains = False

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static("filter", id="filter-name", markup=False)
            yield FlatInput("", id="filter")
        yield Static("", id="filter-about", markup=False)

    @property
    def typing(self) -> bool:
        """Whether somebody types in it."""
        field = self.query_one("#filter", FlatInput)
        return field.can_focus and self.screen.focused is field  # at once: `has_focus` follows with a message

    def open(self, text: str, *, find: bool = False) -> None:
        """Let the person type, beginning with a text."""
        self._find = find
        self._entitle()
        self.add_class("-open")
        field = self.query_one("#filter", FlatInput)
        with self.prevent(Input.Changed):
            field.value = text
        field.can_focus = True
        field.focus()
        field.cursor_position = len(text)
        self.post_message(self.Typed(text, self._find))

    def close(self, text: str) -> None:
        """Nobody types any more; it stays in sight while there is a filter."""
        self.parsed()
        field = self.query_one("#filter", FlatInput)
        with self.prevent(Input.Changed):
            field.value = text
        if self.typing:
            self.screen.set_focus(None)
        field.can_focus = False
        self.set_class(bool(text), "-open")

    def tell(self, about: str) -> None:
        """Say what the filter asks for, and of what; not while the text does not parse, for it is not about that."""
        if not self._complains:
            self.query_one("#filter-about", Static).update(Content(visible(about)))

    def parsed(self) -> None:
        """What is typed parses."""
        self._complains = False

    def help(self) -> None:
        """Say what may be typed."""
        self.tell(_HELP)

    def complain(self, position: int, length: int, message: str) -> None:
        """Say where it does not parse, and what to write instead, until it does."""
        self._complains = True
        text = self.query_one("#filter", FlatInput).value
        room = max(self.size.width - _PROMPT - 2, 1)
        before = min(cell_width(visible(text[:position])), room - 1)
        under = " " * (_PROMPT + before) + "^" * max(1, min(length, room - before))
        lines = wrap([Span(f"! {visible(message)}")], max(self.size.width - 2, 20), hanging=2)
        told = Content.styled("\n".join([under, *map(plain, lines[:2])]), "bold $warning")
        self.query_one("#filter-about", Static).update(told)

    def _entitle(self) -> None:
        self.query_one("#filter-name", Static).update("find" if self._find else "filter")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value, self._find))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Taken(event.value, self._find))

    def action_take(self) -> None:
        """Keep what is typed, and go into the table."""
        self.post_message(self.Taken(self.query_one("#filter", FlatInput).value, self._find))

    def action_give_up(self) -> None:
        """Back to what was before."""
        self.post_message(self.GivenUp())

    def action_other(self) -> None:
        """Hide the others, or only find."""
        self._find = not self._find
        self._entitle()
        self.post_message(self.Typed(self.query_one("#filter", FlatInput).value, self._find))
