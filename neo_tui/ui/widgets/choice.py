"""A one-line choice between a few values: ← → or space goes through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Choice(Static, can_focus=True):
    """Shows the chosen value in words."""

    DEFAULT_CSS = """
    Choice { height: 1; padding: 0 1; margin: 0 0 1 0; }
    Choice:focus { background: $block-cursor-blurred-background; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,l", "step(1)", "change", key_display="← →", tooltip="Next choice"),
        Binding("left,h", "step(-1)", "Choice before", show=False),
    ]

    auto_links = False

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: Choice

    def __init__(self, label: str, options: Mapping[str, str], value: str, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._label, self._options = label, dict(options)
        self.value = str(value)

    def on_mount(self) -> None:
        self._paint()

    def choose(self, value: str) -> None:
        """Take a value without a word; one that is no option is not taken."""
        if value in map(str, self._options) and value != self.value:
            self.value = value
            self._paint()

    def action_step(self, by: int) -> None:
        """Choose the next or the one before, around the end."""
        values = [str(value) for value in self._options]
        self.value = values[(values.index(self.value) + by) % len(values)]
        self._paint()
        self.post_message(self.Changed(self))

    def _paint(self) -> None:
        words = {str(value): text for value, text in self._options.items()}[self.value]
        self.update(
            Content.assemble((f"{self._label:<14}", "$muted"), ("‹ ", "$accent"), (words, "bold"), (" ›", "$accent"))
        )
