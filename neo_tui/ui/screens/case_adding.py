"""Asking into which case file a question goes, and for a note about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.status import Tone
from neo_tui.services.casing import as_note
from neo_tui.ui.screens.dialogs import Dialog, key_hints
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.toned import toned

_LONGEST_NAME = 1_000
_LINE = "\N{SYMBOL FOR NEWLINE}"
"""Shows where a line of a pasted note ends, in a field that has but one."""


class Added(NamedTuple):
    """What was added to."""

    file: str
    made: bool
    """Whether the file was made for that."""


Save = Callable[[str, str], bool]
"""Adds to the file of that name, with that note; answers whether it was made. Raises a `NeoError`."""


class AddToCaseDialog(Dialog[Added]):
    """Answers the file, once everything stands in it; what went wrong is said, and what was typed stays.

    Args:
        file: The suggested name.
        pages: How many pages are added.
        save: Adds them.
        failed: Whether an error is added, too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "app.focus_next", "Next field", show=False),
        Binding("shift+tab,up", "app.focus_previous", "Field before", show=False),
        Binding("ctrl+s", "keep", "Add", show=False),
    ]

    def __init__(self, file: str, pages: int, save: Save, *, failed: bool = False) -> None:
        super().__init__()
        self._file, self._pages, self._save, self._failed = file, pages, save, failed

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned("Add to a case", Tone.STRONG))
            yield Static(toned(f"{self._what()} No secret.", Tone.MUTED))
            name = FlatInput(self._file, id="file", placeholder="the file; it is made where there is none")
            note = FlatInput("", id="note", placeholder="a note, such as what the customer says")
            name.max_length = _LONGEST_NAME
            note.between_lines = _LINE
            yield name
            yield note
            yield Static("", id="problem", markup=False)
            yield Static(key_hints(("⏎", "next, then add"), ("^s", "add"), ("esc", "cancel")), classes="keys")

    def _what(self) -> str:
        """What is added, a sentence."""
        error = "what went wrong" if self._failed else ""
        if not self._pages:
            return f"The question, {error}, and your note."
        pages = "the loaded page" if self._pages == 1 else f"the {self._pages:,} loaded pages"
        return f"The question, {pages} byte for byte, what the checks find, {error and f'{error}, '}and your note."

    def on_mount(self) -> None:
        self.query_one("#file", FlatInput).focus()

    @on(Input.Submitted, "#file")
    def _next(self) -> None:
        self.query_one("#note", FlatInput).focus()

    @on(Input.Submitted, "#note")
    def _added(self) -> None:
        self.action_keep()

    @work(exclusive=True)
    async def action_keep(self) -> None:
        """Add, aside: a disk may take its time."""
        file, note = (self.query_one(name, FlatInput).value for name in ("#file", "#note"))
        file, note = file.strip(), note.replace(_LINE, "\n")
        problem = self.query_one("#problem", Static)
        if not file:
            problem.update(toned("! Name a file.", Tone.WARNING))
            self.query_one("#file", FlatInput).focus()
            return
        try:
            as_note(note)
        except NeoError as error:
            problem.update(toned(f"! {error.cause} {error.action}", Tone.WARNING))
            self.query_one("#note", FlatInput).go_to()
            return
        try:
            made = await asyncio.to_thread(self._save, file, note)
        except NeoError as error:
            problem.update(toned(f"! {error.cause} {error.action}", Tone.WARNING))
            self.query_one("#file", FlatInput).focus()
            return
        self.dismiss(Added(file, made))
