"""A text with nothing around it, to be selected with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from neo_tui.domain.clipboard import Route
from neo_tui.presentation.sheet import Row, raw_page, rows_of, sheet, sheet_hint
from neo_tui.presentation.text import cut
from neo_tui.ui.screens.base import NeoScreen


class SheetScreen(NeoScreen[None]):
    """Shows a text page by page; the terminal gets it as it is (`painting.RawScreen`).

    Args:
        what: What it is, such as `Story`.
        text: The text; control characters in it are shown as signs.
        missed: Why it goes no other way.
    """

    DEFAULT_CSS = """
    SheetScreen {
        background: $background;
        & #page { height: 1fr; text-wrap: nowrap; text-overflow: clip; }
        & #hint { height: 1; color: $muted; text-wrap: nowrap; }
    }
    """

    ABOUT = "A text with nothing around it: select it with the mouse, and copy it as your terminal does."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,pagedown,j,down,ctrl+d", "turn(1)", "next", tooltip="Next page of the text"),
        Binding("pageup,k,up,ctrl+u", "turn(-1)", "before", tooltip="Page before"),
        Binding("g,home", "end(-1)", "First page", show=False, tooltip="First page"),
        Binding("G,end", "end(1)", "Last page", show=False, tooltip="Last page"),
        Binding("w", "write", "to a file", tooltip="Write the text to a file that only you may read"),
        Binding("escape,q,backspace,enter", "back", "back", tooltip="Back"),
    ]

    page = query_one("#page", Static)
    hint = query_one("#hint", Static)

    def __init__(self, what: str, text: str, missed: Sequence[str] = ()) -> None:
        super().__init__()
        self._what, self._text, self._missed = what, text, missed
        self._sheet = sheet(text)
        self._rows: list[Row] = []
        self._width = 0
        self._first = 0

    def compose(self) -> ComposeResult:
        yield Static("", id="page", markup=False)
        yield Static("", id="hint", markup=False)

    def on_resize(self) -> None:
        self._show(self._first)

    def _fit(self) -> None:
        """Break the lines for the width there is."""
        if self._width != self.size.width:
            self._width = self.size.width
            self._rows = rows_of(self._sheet.lines, self._width)

    @property
    def _height(self) -> int:
        return max(1, self.size.height - 1)

    def _show(self, first: int) -> None:
        """Show the page from a row on; before there is one, as a key may come first, nothing."""
        if not self.query("#hint"):
            return
        self._fit()
        last = (len(self._rows) - 1) // self._height * self._height
        self._first = max(0, min(first // self._height * self._height, last))
        self.page.update(Content("\n".join(row.text for row in self._shown())))
        self.hint.update(Content(self._last_line()))

    def _shown(self) -> list[Row]:
        return self._rows[self._first : self._first + self._height]

    def _last_line(self) -> str:
        shown = len(self._shown())
        words = sheet_hint(
            self._first + 1, self._first + shown, len(self._rows), signs=self._sheet.signs, missed=self._missed
        )
        return cut(words, max(1, self.size.width - 1))

    def raw_screen(self) -> tuple[str, str]:
        """The page as the terminal gets it, and the line that says what one can do."""
        self._fit()
        return raw_page(self._shown()), self._last_line()

    # ── keys ──

    def action_turn(self, by: int) -> None:
        self._show(self._first + by * self._height)

    def action_end(self, by: int) -> None:
        self._show(0 if by < 0 else len(self._rows))

    def action_write(self) -> None:
        """Leave, and write it."""
        text = self._text
        self.dismiss(None)
        self.neo.copy_out(self._what, lambda: text, route=Route.FILE)

    def action_back(self) -> None:
        self.dismiss(None)
