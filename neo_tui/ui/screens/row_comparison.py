"""Two rows side by side, field by field."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.row_comparison import Names, row_comparison_lines
from neo_tui.presentation.text import Line
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.copy_key import COPY_KEY, text_of
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.top_line import TopLine


class RowComparisonScreen(NeoScreen[None]):
    """Compares two rows: what differs first.

    Args:
        left: The row on the left, or before.
        right: The row on the right, or after.
        view: From when and where one looks.
        names: What the two are called.
    """

    ABOUT = "Two rows field by field: ≠ another value, ≈ the same value written differently, = the same to the letter."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "everything", "all fields", tooltip="All fields, or only those that differ"),
        Binding("x", "swap", "swap sides", tooltip="Left becomes right, and each change turns its sign"),
        COPY_KEY,
        Binding("escape,q,backspace", "back", "back", tooltip="Back"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    pane = query_one("#fields", DetailPane)

    def __init__(self, left: Allocation, right: Allocation, view: Viewpoint, names: Names) -> None:
        super().__init__()
        self._rows, self._names, self._view = (left, right), names, view
        self._everything = False

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield DetailPane(id="fields")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.pane.show(self._lines)
        self.pane.focus()

    def _lines(self, width: int) -> list[Line]:
        return row_comparison_lines(*self._rows, self._view, width, self._names, everything=self._everything)

    def copy_text(self) -> str:
        """The comparison, all of it."""
        return text_of((self.pane.text,))

    def action_everything(self) -> None:
        self._everything = not self._everything
        self.pane.show(self._lines, keep_scroll=True)

    def action_swap(self) -> None:
        self._rows, self._names = self._rows[::-1], self._names[::-1]
        self.pane.show(self._lines, keep_scroll=True)

    def action_back(self) -> None:
        self.dismiss(None)
