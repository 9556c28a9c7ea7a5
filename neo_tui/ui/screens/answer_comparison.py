"""Two answers to one question: how they differ, and what became of each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from neo_tui.domain.comparison import Comparison, Entry, Fate
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.comparison import (
    WIDEST_ID,
    entry_line,
    entry_lines,
    id_text,
    same_lines,
    summary_lines,
)
from neo_tui.presentation.row_comparison import Names
from neo_tui.presentation.text import Line, cell_width
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.copy_key import COPY_KEY, static_text, text_of
from neo_tui.ui.screens.row_comparison import RowComparisonScreen
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.line_list import LineList
from neo_tui.ui.widgets.toned import content
from neo_tui.ui.widgets.top_line import TopLine

WIDE = 116
"""From this width on the pane stands beside the list."""
_PADDING = 2


class AnswerComparisonScreen(NeoScreen[None]):
    """Shows what was added, removed and changed between two answers.

    Args:
        comparison: The comparison.
        view: From when and where one looks.
        names: What the answers before and after are called, such as `10:31:05` and `now`.
        scope: What of the answers was not there to be compared, a sentence; "" when nothing is missing.
    """

    CSS_PATH = "comparison.tcss"
    ABOUT = (
        "Two answers to one question, row by row: + added, − removed, ≠ changed, ≈ written differently, = unchanged."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - declared by Textual

    HINTS: ClassVar[Mapping[str, str]] = {"pick": "field by field"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "unchanged", "unchanged rows", tooltip="Show or hide the rows that are the same"),
        Binding("tab", "other", "list / row", key_display="tab", tooltip="Between the list and the row"),
        Binding("J", "pane_scroll(3)", "Scroll the row down", show=False, tooltip="Scroll the row from the list"),
        Binding("K", "pane_scroll(-3)", "Scroll the row up", show=False, tooltip="Scroll the row from the list"),
        COPY_KEY,
        Binding("escape,q,backspace", "back", "back", tooltip="Back: out of the row, then to the answer"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    rows = query_one(LineList)
    pane = query_one("#entry", DetailPane)
    nothing = query_one("#same", DetailPane)
    summary = query_one("#summary", Static)

    def __init__(self, comparison: Comparison, view: Viewpoint, names: Names, scope: str = "") -> None:
        super().__init__()
        self._comparison, self._view, self._names, self._scope = comparison, view, names, scope
        self._unchanged = False
        self._shown: tuple[Entry, ...] = ()
        self._id_width = 0

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static("", id="summary", markup=False)
        with Container(id="body"):
            yield LineList()
            yield DetailPane(id="same")
            yield DetailPane(id="entry")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self._fill()

    def on_resize(self) -> None:
        width = self.size.width - _PADDING
        lines = summary_lines(self._comparison, self._names, self._scope, width)
        self.summary.update(Content("\n").join(content(line) for line in lines))

    def _fill(self) -> None:
        """List the rows; the mark stays on its row, or goes to the next one that is shown."""
        marked = self._shown[self.rows.marked] if self._shown else None
        hidden = () if self._unchanged else (Fate.UNCHANGED,)
        self._shown = tuple(entry for entry in self._comparison.entries if entry.fate not in hidden)
        widths = (cell_width(id_text(entry.row)) for entry in self._shown)
        self._id_width = min(max(widths, default=0), WIDEST_ID)
        some = bool(self._shown)
        self.rows.display = self.pane.display = some
        self.nothing.display = not some
        if some:
            self.rows.offer(len(self._shown), self._line, self._place_of(marked))
            if not self.pane.has_focus:
                self.rows.focus()
        else:
            self.nothing.show(lambda width: same_lines(self._comparison, self._names, width))
            self.nothing.focus()
        self.refresh_bindings()

    def _place_of(self, marked: Entry | None) -> int:
        """The place of that row; of the one that follows it when it is hidden now."""
        if marked is None:
            return 0
        following = iter(self._comparison.entries)
        for entry in following:
            if entry is marked:
                break
        shown = {id(entry): place for place, entry in enumerate(self._shown)}
        candidates = (marked, *following)
        return next((shown[id(entry)] for entry in candidates if id(entry) in shown), len(self._shown) - 1)

    def _line(self, place: int, width: int) -> Line:
        return entry_line(self._shown[place], self._view, width, self._id_width)

    @on(LineList.Pointed)
    def _point(self, event: LineList.Pointed) -> None:
        if event.index < len(self._shown):
            entry = self._shown[event.index]
            self.pane.show(lambda width: entry_lines(entry, self._view, width, self._names))

    @on(LineList.Picked)
    def _pick(self, event: LineList.Picked) -> None:
        """Two versions of a row fill the screen; of any other the pane tells all."""
        entry = self._shown[event.index]
        if entry.before is not None and entry.after is not None:
            names = tuple(f"entry {id_text(entry.row)}, {name}" for name in self._names)
            self.app.push_screen(RowComparisonScreen(entry.before, entry.after, self._view, (names[0], names[1])))
        else:
            self.pane.focus()

    def copy_text(self) -> str:
        """The summary, the rows that are listed, and what is told of the marked one."""
        parts = (self.rows.text, self.pane.text) if self._shown else (self.nothing.text,)
        return text_of((static_text(self.summary), *parts))

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Keys that need rows are not offered without them."""
        if action == "unchanged":
            return bool(self._comparison.unchanged)
        return bool(self._shown) or action not in {"other", "pane_scroll"}

    def action_unchanged(self) -> None:
        self._unchanged = not self._unchanged
        self._fill()

    def action_other(self) -> None:
        (self.rows if self.pane.has_focus else self.pane).focus()

    def action_pane_scroll(self, by: int) -> None:
        self.pane.scroll_relative(y=by, animate=False)

    def action_back(self) -> None:
        if self.pane.has_focus:
            self.rows.focus()
        else:
            self.dismiss(None)
