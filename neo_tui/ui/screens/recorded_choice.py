"""Asking which case file, or which response that somebody sent, an answer is compared with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.status import Tone
from neo_tui.ui.screens.dialogs import Dialog, key_hints
from neo_tui.ui.screens.other_answers import Earlier
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.toned import toned

_LONGEST_NAME = 1_000
Read = Callable[[str], Sequence[Earlier]]
"""What a file holds that can be compared with, at least one. Raises a `NeoError`."""


class RecordedAnswersDialog(Dialog[Sequence[Earlier]]):
    """Answers what the file holds; what went wrong is said, and what was typed stays.

    Args:
        file: The suggested name; "" for none.
        read: Reads a file.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "read", "Read", show=False)]

    def __init__(self, file: str, read: Read) -> None:
        super().__init__()
        self._file, self._read = file, read

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned("Compare with a recorded answer", Tone.STRONG))
            told = (
                "From a case file, what came to the same question; or a response that somebody sent. Nothing is asked."
            )
            yield Static(toned(told, Tone.MUTED))
            name = FlatInput(self._file, id="file", placeholder="the file")
            name.max_length = _LONGEST_NAME
            yield name
            yield Static("", id="problem", markup=False)
            yield Static(key_hints(("⏎", "compare"), ("esc", "cancel")), classes="keys")

    def on_mount(self) -> None:
        self.query_one(FlatInput).focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_read()

    @work(exclusive=True)
    async def action_read(self) -> None:
        """Read, aside: a case may be large."""
        file = self.query_one(FlatInput).value.strip()
        problem = self.query_one("#problem", Static)
        if not file:
            problem.update(toned("! Name a file.", Tone.WARNING))
            return
        try:
            found = await asyncio.to_thread(self._read, file)
        except NeoError as error:
            problem.update(toned(f"! {error.cause} {error.action}", Tone.WARNING))
            return
        self.dismiss(found)
