"""Help: the keys that work on the screen below, taken from its bindings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from neo_tui.domain.status import Tone
from neo_tui.presentation.text import EMPTY, Line, Span, pad, wrap
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.key_bar import key_name

_KEYS = 18

MOVING: tuple[tuple[str, str], ...] = (
    ("↑ ↓  j k", "Move"),
    ("g G  home end", "First and last"),
    ("^d ^u  pgdn pgup", "A screen down, up"),
    ("← →  h l", "Scroll sideways in the table"),
)


class HelpScreen(ModalScreen[None]):
    """A sheet over the screen it explains; any of its keys closes it."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle; background: $background 0%;
        & > Vertical {
            width: 76; max-width: 100%; height: 90%; padding: 1 1;
            background: $panel; border-left: thick $accent;
        }
        & DetailPane { background: $panel; height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter,ctrl+c", "dismiss_help", "close"),
    ]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._about = screen.ABOUT if isinstance(screen, NeoScreen) else ""
        self._keys = _keys_of(screen)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield DetailPane(id="help")

    def on_mount(self) -> None:
        pane = self.query_one(DetailPane)
        pane.show(self._lines)
        pane.focus()

    def _lines(self, width: int) -> list[Line]:
        lines = [*wrap([Span("Keys here", Tone.ACCENT), Span("   esc closes", Tone.MUTED)], width)]
        lines += [*wrap([Span(self._about, Tone.MUTED)], width), EMPTY] if self._about else [EMPTY]
        for keys, what in (*MOVING, *self._keys):
            name = Span(f"{pad(keys, _KEYS)} ", Tone.STRONG)
            lines += wrap([name, Span(what)], width, hanging=_KEYS + 1)
        return lines

    def action_dismiss_help(self) -> None:
        """Close."""
        self.dismiss(None)


_GENERAL = ("interrupt", "help", "quit", "command_palette", "redraw")
"""What works on every screen comes last."""


def _keys_of(screen: Screen[object]) -> tuple[tuple[str, str], ...]:
    """Keys and what they do, one line an action, in the order of the bindings."""
    hints: Mapping[str, str] = screen.HINTS if isinstance(screen, NeoScreen) else {}
    keys: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        action = binding.action.removeprefix("app.")
        hint = hints.get(action, "")
        told = binding.tooltip or f"{hint[:1].upper()}{hint[1:]}"
        if not told or not active.enabled:
            continue
        names = keys.setdefault(action, [])
        name = key_name(binding.key)
        if name not in names:
            names.append(name)
        words.setdefault(action, told)
    ordered = sorted(keys, key=lambda action: _GENERAL.index(action) if action in _GENERAL else -1)
    return tuple(("  ".join(keys[action]), words[action]) for action in ordered)
