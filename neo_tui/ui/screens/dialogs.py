"""Dialogs: each is a function that answers a typed value (`ModalScreen[T]`); esc answers None."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from neo_tui.domain.status import Tone
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.toned import toned

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None]):
    """A small opaque sheet in the middle; what is behind it stays as it is."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: $background 0%;
        & > Vertical {
            width: 64; max-width: 96%; height: auto; max-height: 90%; padding: 1 2;
            background: $panel; border-left: thick $accent;
        }
        & Static { height: auto; }
        & FlatInput { background: $background; margin: 1 0 0 0; }
        & .keys { color: $muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", tooltip="Close without doing anything"),
        Binding("ctrl+c", "cancel", "Cancel", show=False, priority=True),
    ]

    def on_mount(self) -> None:
        """Messages that stand would lie on the sheet."""
        self.app.clear_notifications()

    def action_cancel(self) -> None:
        """Answer None."""
        self.dismiss(None)


def key_hints(*pairs: tuple[str, str]) -> Content:
    """A line of keys and what they do."""
    return Content("   ").join(Content.assemble((key, "bold $accent"), f" {label}") for key, label in pairs)


class ConfirmDialog(Dialog[bool]):
    """Yes or no, with the consequence said in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes"),
        Binding("n", "answer(False)", "no"),
    ]

    def __init__(self, title: str, consequence: str, yes: str) -> None:
        super().__init__()
        self._title, self._consequence, self._yes = title, consequence, yes

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned(self._title, Tone.STRONG))
            yield Static(self._consequence + "\n", markup=False)
            yield Static(key_hints(("y", self._yes), ("n", "no"), ("esc", "no")), classes="keys")

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)


class NumberDialog(Dialog[int]):
    """A whole number within bounds; a wrong one is said and stays."""

    def __init__(self, title: str, lowest: int, highest: int, now: int) -> None:
        super().__init__()
        self._title, self._lowest, self._highest, self._now = title, lowest, highest, now

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned(self._title, Tone.STRONG))
            yield FlatInput(str(self._now), id="number")
            yield Static(toned(f"A whole number {self._bounds}.", Tone.MUTED), id="problem")
            yield Static(key_hints(("⏎", "go"), ("esc", "cancel")), classes="keys")

    def on_mount(self) -> None:
        self.query_one(FlatInput).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        digits = text.isascii() and text.isdigit() and len(text) <= len(str(self._highest))
        if digits and self._lowest <= int(text) <= self._highest:
            self.dismiss(int(text))
            return
        self.query_one("#problem", Static).update(toned(f"! A whole number {self._bounds}, please.", Tone.WARNING))

    @property
    def _bounds(self) -> str:
        return f"from {self._lowest} to {self._highest:,}" if self._highest < 10**6 else f"from {self._lowest} on"
