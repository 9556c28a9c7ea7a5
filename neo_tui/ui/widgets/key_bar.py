"""The footer: the keys that apply here, as many as fit, help and quit always.

Textual's own footer overflows invisibly at 80 columns and rebuilds its widgets on each focus change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from neo_tui.presentation.text import cell_width

_SHOWN = {
    "enter": "⏎", "escape": "esc", "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]",
    "slash": "/", "colon": ":", "number_sign": "#", "space": "space", "plus": "+", "minus": "-",
    "asterisk": "*", "greater_than_sign": ">", "less_than_sign": "<", "equals_sign": "=", "underscore": "_",
    "exclamation_mark": "!", "left": "←", "right": "→", "up": "↑", "down": "↓",
}  # fmt: skip


class Hint(NamedTuple):
    """A key and what it does here."""

    key: str
    label: str
    always: bool = False
    action: str = ""

    @property
    def width(self) -> int:
        """Cells it takes with the space before it."""
        return cell_width(self.key) + cell_width(self.label) + 3


def fitting(hints: Iterable[Hint], width: int) -> list[Hint]:
    """The hints that fit in their order; those marked `always` come first of all."""
    hints = list(hints)
    room = width - sum(hint.width for hint in hints if hint.always)
    chosen: list[Hint] = []
    for hint in hints:
        if hint.always:
            chosen.append(hint)
        elif hint.width <= room:
            chosen.append(hint)
            room -= hint.width
    return chosen


def key_name(key: str) -> str:
    """A key as people write it."""
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    name = key.removeprefix("shift+")
    shown = _SHOWN.get(name, name.replace("ctrl+", "^"))
    return shown if name == key else f"⇧{shown}"


class KeyBar(Static):
    """One line of hints, taken from the screen's active bindings in their order."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        width: 100%;
        background: $panel;
        color: $muted;
    }
    """

    ALWAYS = ("help", "quit")
    auto_links = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._text = ""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._update)
        self.call_after_refresh(self._update, self.screen)

    def on_resize(self) -> None:
        self._update(self.screen)

    def _update(self, screen: Screen[object]) -> None:
        if not self.is_attached or self.app.screen is not self.screen:
            return
        words: Mapping[str, str] = getattr(screen, "HINTS", {})
        seen: set[str] = set()
        hints: list[Hint] = []
        for _, binding, enabled, _ in screen.active_bindings.values():
            action = binding.action.removeprefix("app.").removeprefix("screen.")
            label = words.get(action, binding.description if binding.show else "")
            if not label or not enabled or action in seen:
                continue
            seen.add(action)
            key = binding.key_display or key_name(binding.key)
            hints.append(Hint(key, label, action in self.ALWAYS, action))
        first: Sequence[str] = getattr(screen, "FIRST_KEYS", ())
        hints.sort(key=lambda hint: (hint.always, first.index(hint.action) if hint.action in first else len(first)))
        shown = fitting(hints, self.size.width)
        text = "".join(f" {hint.key} {hint.label} " for hint in shown)
        if text == self._text:
            return
        self._text = text
        self.update(
            Content("").join(
                part
                for hint in shown
                for part in (Content.styled(f" {hint.key} ", "bold $accent"), Content(f"{hint.label} "))
            )
        )
