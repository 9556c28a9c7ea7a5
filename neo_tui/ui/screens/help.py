"""Help: the keys that work on the screen below, taken from its bindings."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from neo_tui.domain.status import Tone
from neo_tui.presentation.text import EMPTY, Line, Span, cell_width, pad, wrap
from neo_tui.ui.commands import commands_of
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.detail_pane import DetailPane

_KEYS = 18

MOVING: tuple[tuple[str, str], ...] = (
    ("↑ ↓  j k", "Move"),
    ("g G  home end", "First and last"),
    ("^d ^u  pgdn pgup", "A screen down, up"),
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
        self._commands = commands_of(screen)
        self._more = screen.MORE_HELP if isinstance(screen, NeoScreen) else ()

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
        for keys, what in MOVING:
            lines += _key_line(keys, what, width)
        group = ""
        for command in self._commands:
            if command.group != group:
                group = command.group
                lines += [EMPTY, *wrap([Span(group or "Further", Tone.ACCENT)], width)]
            lines += _key_line(command.written, command.does, width)
        for title, pairs in self._more:
            lines += [EMPTY, *wrap([Span(title, Tone.ACCENT)], width)]
            broadest = max(cell_width(typed) for typed, _ in pairs)
            for typed, what in pairs:
                lines += _key_line(typed, what, width, broadest)
        return lines

    def action_dismiss_help(self) -> None:
        """Close."""
        self.dismiss(None)


def _key_line(keys: str, what: str, width: int, room: int = _KEYS) -> list[Line]:
    return wrap([Span(f"{pad(keys, room)} ", Tone.STRONG), Span(what)], width, hanging=room + 1)
