"""A name and a note for a question of the history."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from neo_tui.domain.foreign import visible
from neo_tui.domain.status import Tone
from neo_tui.ui.screens.dialogs import Dialog, key_hints
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.toned import toned

LONGEST_TITLE, LONGEST_NOTE = 80, 300


class Naming(NamedTuple):
    """What the person calls a question; "" for nothing."""

    title: str
    note: str


class NamingDialog(Dialog[Naming]):
    """Answers the name and the note. Enter goes from one to the other, then keeps both."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "app.focus_next", "Next field", show=False),
        Binding("shift+tab,up", "app.focus_previous", "Field before", show=False),
        Binding("ctrl+s", "keep", "Keep", show=False),
    ]

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self._title, self._note = title, note

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned("Name this question", Tone.STRONG))
            name = FlatInput(self._title, id="name", placeholder="a name, shown in place of the ids")
            note = FlatInput(self._note, id="note", placeholder="a note, such as the ticket it belongs to")
            name.max_length, note.max_length = LONGEST_TITLE, LONGEST_NOTE
            yield name
            yield note
            yield Static("")
            yield Static(key_hints(("⏎", "next, then keep"), ("^s", "keep"), ("esc", "cancel")), classes="keys")

    def on_mount(self) -> None:
        self.query_one("#name", FlatInput).focus()

    @on(Input.Submitted, "#name")
    def _next(self) -> None:
        self.query_one("#note", FlatInput).focus()

    @on(Input.Submitted, "#note")
    def action_keep(self) -> None:
        """Answer what is typed."""
        title, note = (visible(self.query_one(name, FlatInput).value.strip()) for name in ("#name", "#note"))
        self.dismiss(Naming(title, note))
