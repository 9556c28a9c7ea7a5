"""A flat one-line text field with a label before it and one line below for a hint or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from neo_tui.domain.foreign import visible
from neo_tui.domain.status import Tone
from neo_tui.ui.widgets.toned import toned


class FlatInput(Input):
    """An input without border or blinking: over SSH a blinking one costs 2.5 KB a second."""

    DEFAULT_CSS = """
    FlatInput {
        border: none; height: 1; padding: 0 1; width: 1fr; background: $panel;
        &:focus { border: none; background: $block-cursor-blurred-background; background-tint: $foreground 0%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "screen.interrupt", "Interrupt", show=False),
    ]

    def __init__(self, value: str, *, id: str, placeholder: str = "", password: bool = False) -> None:  # noqa: A002 - Textual's own name
        super().__init__(value, id=id, placeholder=placeholder, password=password, compact=False, select_on_focus=True)
        self.cursor_blink = False

    def begin(self, text: str) -> None:
        """Take the focus with that text, ready to be continued."""
        self.select_on_focus = False
        self.value, self.cursor_position = text, len(text)
        self.focus()

    def on_blur(self) -> None:
        self.select_on_focus = True

    def _on_paste(self, event: events.Paste) -> None:
        """Take the first line, trimmed: ids come with spaces and line ends around them."""
        lines = event.text.strip().splitlines()
        text = lines[0].strip() if lines else ""
        if text:
            selection = self.selection
            if selection.is_empty:
                self.insert_text_at_cursor(text)
            else:
                self.replace(text, *selection)
        event.stop()
        event.prevent_default()


class Field(Static):
    """Label, input and the line below."""

    DEFAULT_CSS = """
    Field { height: auto; min-height: 2; layout: vertical; }
    Field > Horizontal { height: 1; }
    Field .label { width: 14; color: $muted; padding: 0 1; }
    Field.-focused .label { color: $foreground; text-style: bold; }
    Field .below { height: 1; padding: 0 1 0 15; color: $muted; text-wrap: nowrap; text-overflow: ellipsis; }
    Field.-wrong .below { height: auto; text-wrap: wrap; }
    """

    @dataclass
    class Left(Message):
        """The person left the field."""

        field: Field

    def __init__(self, label: str, value: str, *, name: str, placeholder: str = "", password: bool = False) -> None:
        super().__init__(id=f"field-{name}", name=name)
        self._label = label
        self.input = FlatInput(value, id=name, placeholder=placeholder, password=password)
        self._below = Static("", classes="below", markup=False)
        self._hint = ""
        self._problem = ""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(self._label, classes="label", markup=False)
            yield self.input
        yield self._below

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

    def hint(self, text: str) -> None:
        """Say something helpful below; a problem goes first."""
        self._hint = text
        self._paint()

    def complain(self, problem: str) -> None:
        """Say what is wrong; "" takes it back."""
        self._problem = problem
        self._paint()

    def _paint(self) -> None:
        self.set_class(bool(self._problem), "-wrong")
        if self._problem:
            self._below.update(toned(f"! {visible(self._problem)}", Tone.WARNING))
        else:
            self._below.update(toned(visible(self._hint), Tone.MUTED))

    def on_descendant_focus(self) -> None:
        self.add_class("-focused")

    def on_descendant_blur(self) -> None:
        self.remove_class("-focused")
        self.post_message(self.Left(self))
