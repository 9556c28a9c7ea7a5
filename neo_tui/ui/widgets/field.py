"""A flat one-line text field with a label before it and one line below for a hint or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from neo_tui.domain.foreign import visible
from neo_tui.presentation.text import Span, cell_width, cut, plain, wrap

_INDENT = 15
"""Cells before what stands in and below the field."""


class FlatInput(Input, inherit_css=False):
    """An input without border or blinking: over SSH a blinking one costs 2.5 KB a second.

    It has styles of its own altogether; Textual's many for looks it never has are 3 ms of the first frame.
    """

    DEFAULT_CSS = """
    FlatInput {
        height: 1; padding: 0 1; width: 1fr; background: $panel; color: $foreground; scrollbar-size-horizontal: 0;
        &:focus { background: $block-cursor-blurred-background; }
        & > .input--cursor { background: $input-cursor-background; color: $input-cursor-foreground; }
        & > .input--selection { background: $input-selection-background; }
        & > .input--placeholder { color: $muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = Input.COMPONENT_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "screen.interrupt", "Interrupt", show=False),
    ]

    def __init__(self, value: str, *, id: str, placeholder: str = "", password: bool = False) -> None:  # noqa: A002 - Textual's own name
        super().__init__(value, id=id, placeholder=placeholder, password=password, compact=False, select_on_focus=True)
        self.cursor_blink = False
        self.offer: Callable[[str], bool] | None = None
        """Is offered a pasted text whole, before the field looks at it; answers whether it has taken it."""
        self.between_lines: str | None = " "
        """What stands between the lines of a pasted text: a field has but one. None: the first is all that is meant."""

    def go_to(self) -> None:
        """Take the focus, ready to continue what stands there; nothing is marked."""
        self.select_on_focus = False
        self.cursor_position = len(self.value)
        self.focus()

    def restricted(self) -> None:
        """Say why what was typed or pasted is not there: a bell alone tells nobody, over SSH least of all."""
        self.app.bell()
        self.notify(f"No more than {self.max_length:,} characters stand here.", severity="warning", markup=False)

    def on_blur(self) -> None:
        self.select_on_focus = True

    def _on_paste(self, event: events.Paste) -> None:
        """Take the lines as one, trimmed: ids and secrets come with spaces and line ends around them."""
        event.stop()
        event.prevent_default()
        if self.offer is not None and self.offer(event.text):
            return
        lines = [line.strip() for line in event.text.strip().splitlines()]
        first_only = self.password or self.between_lines is None
        if first_only and any(lines[1:]):
            self.notify(f"Of {len(lines):,} pasted lines the first stands here.", markup=False)
        text = (self.between_lines or "").join(lines[:1] if first_only else lines)
        if text:
            selection = self.selection
            if selection.is_empty:
                self.insert_text_at_cursor(text)
            else:
                self.replace(text, *selection)


class Field(Widget):
    """Label, input and the line below; more lines below where a problem takes them.

    Label and lines are drawn by the field itself: three widgets less a field are 15 ms of the first frame.
    """

    DEFAULT_CSS = """
    Field { height: 2; overflow: hidden; }
    Field > FlatInput { margin: 0 0 0 14; }
    """

    auto_links = False

    @dataclass
    class Left(Message):
        """The person left the field."""

        field: Field

    def __init__(self, label: str, value: str, *, name: str, placeholder: str = "", password: bool = False) -> None:
        super().__init__(id=f"field-{name}", name=name)
        self._label = label
        self.input = FlatInput(value, id=name, placeholder=placeholder, password=password)
        self.input.between_lines = None
        self._hints: tuple[str, ...] = ()
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield self.input

    def render(self) -> Content:
        """The label and what is below."""
        label = Content.styled(self._label, "bold $foreground" if self.input.has_focus else "$muted")
        tone = "bold $warning" if self._problem else "$muted"
        lines = [Content.styled(f"{' ' * _INDENT}{line}", tone) for line in self._below()]
        return Content("\n").join([Content.assemble(" ", label), *lines])

    def _below(self) -> list[str]:
        """What stands below: a problem in full, a hint as far as it fits."""
        room = max(self.size.width - _INDENT - 1, 10)
        if self._problem:
            return [plain(line) for line in wrap([Span(f"! {visible(self._problem)}")], room, hanging=2)]
        hints = [visible(hint) for hint in self._hints]
        return [next((hint for hint in hints if cell_width(hint) <= room), cut(hints[-1], room) if hints else "")]

    @property
    def value(self) -> str:
        """What stands in the field, letter for letter."""
        return self.input.value

    @value.setter
    def value(self, text: str) -> None:
        self.input.value = text

    @property
    def problem(self) -> str:
        """What is said to be wrong; "" when nothing is."""
        return self._problem

    def hint(self, *texts: str) -> None:
        """Say something helpful below, in the first wording that fits there; a problem goes first."""
        self._hints = texts
        self._paint()

    def complain(self, problem: str) -> None:
        """Say what is wrong; "" takes it back."""
        self._problem = problem
        self._paint()

    def _paint(self) -> None:
        height = 1 + len(self._below())
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.refresh()

    def on_resize(self) -> None:
        if self._problem:
            self._paint()

    def on_descendant_focus(self) -> None:
        self.refresh()

    def on_descendant_blur(self) -> None:
        self.refresh()
        self.post_message(self.Left(self))
