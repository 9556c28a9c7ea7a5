"""Rows and what became of the marked one: the table, and the detail pane beside or below it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.getters import query_one

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.check import Finding
from neo_tui.domain.telling import Telling
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.columns import Column
from neo_tui.presentation.detail import detail_lines, raw_lines
from neo_tui.presentation.grid import Shown
from neo_tui.presentation.text import EMPTY, Line, wrap
from neo_tui.presentation.vertical import vertical_lines
from neo_tui.ui.key_groups import PANE
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.telling_keys import TELLING_KEYS
from neo_tui.ui.widgets.allocation_table import AllocationTable
from neo_tui.ui.widgets.detail_pane import DetailPane, MakeLines

_STORY, _VERTICAL, _RAW = range(3)
"""What the pane shows."""


class RowsScreen(NeoScreen[None]):
    """Shows rows; its heirs say which, and in which columns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,d", "detail", "details", tooltip="Go into the detail pane", group=PANE),
        Binding("v", "raw", "raw", tooltip="Raw JSON of the row, and back", group=PANE),
        Binding(
            "V",
            "vertical",
            "Row as a list",
            show=False,
            tooltip="The row's columns under each other, and back",
            group=PANE,
        ),
        *TELLING_KEYS,
        Binding("p", "pane", "pane", show=False, tooltip="Hide or show the detail pane", group=PANE),
        Binding("f", "zoom", "zoom", tooltip="The detail pane alone, and back", group=PANE),
        Binding(
            "J",
            "pane_scroll(3)",
            "Scroll the pane down",
            show=False,
            tooltip="Scroll the pane from the table",
            group=PANE,
        ),
        Binding(
            "K",
            "pane_scroll(-3)",
            "Scroll the pane up",
            show=False,
            tooltip="Scroll the pane from the table",
            group=PANE,
        ),
    ]

    NEED_ROWS: ClassVar[frozenset[str]] = frozenset(
        {"raw", "vertical", "pane", "zoom", "detail", "pane_scroll", "tell_times", "tell_zone"}
    )
    """Actions that are not offered without rows."""

    table = query_one(AllocationTable)
    pane = query_one("#detail", DetailPane)
    empty = query_one("#empty", DetailPane)

    def __init__(self) -> None:
        super().__init__()
        self._row: Allocation | None = None
        self._way = _STORY

    def compose_rows(self) -> ComposeResult:
        """The table, what stands in its place when there are no rows, and the pane."""
        with Container(id="body"):
            with Vertical(id="rows"):
                yield AllocationTable()
                yield DetailPane(id="empty")
            yield DetailPane(id="detail")

    @abstractmethod
    def view(self) -> Viewpoint:
        """From when and where one looks at the rows."""

    @abstractmethod
    def shown_columns(self) -> tuple[Column, ...]:
        """The columns in their order."""

    @abstractmethod
    def show_again(self) -> None:
        """Show the same rows with what has changed about how they are shown."""

    def show_telling(self, view: Viewpoint) -> None:
        """Say how times are told, where that is not as usual."""

    def changes(self, row: Allocation) -> list[Line]:
        """What is said of a row before everything else: what has changed in it."""
        del row
        return []

    def beside(self) -> Sequence[Finding]:
        """What the checks found in the row at the cursor that only shows beside other rows."""
        return ()

    def pointed(self) -> None:
        """The cursor is on another row."""

    def show_rows(self, shown: Shown, cursor: int, *, focus: bool = True) -> None:
        """Show rows, the cursor on one of them."""
        self.empty.display, self.table.display = False, True
        self.pane.display = not self.has_class("-no-pane")
        self.table.fill(shown, cursor)
        self.show_telling(shown.view)
        if focus and not self.pane.has_focus:
            self.table.focus()

    def show_none(self, why: MakeLines, *, focus: bool = True) -> None:
        """Show why there are no rows."""
        self._row = None
        self.remove_class("-zoom")
        self.empty.display, self.table.display, self.pane.display = True, False, False
        self.table.clear()
        self.empty.show(why)
        if focus:
            self.empty.focus()
        self.refresh_bindings()

    def back_to_table(self) -> bool:
        """Out of the pane, when one is in it; False when one is not."""
        inside = self.has_class("-zoom") or self.pane.has_focus
        if inside:
            self.remove_class("-zoom")
            self.table.focus()
        return inside

    @on(AllocationTable.Pointed)
    def _point(self, event: AllocationTable.Pointed) -> None:
        shown = self.table.shown
        if shown is None or event.index >= len(shown.rows):
            return
        row = shown.rows[event.index]
        if row is not self._row:
            first, self._row = self._row is None, row
            self.pointed()
            self.show_detail()
            if first:
                self.refresh_bindings()

    @on(AllocationTable.Opened)
    def _open_detail(self) -> None:
        self.action_detail()

    def show_detail(self, *, keep_scroll: bool = False) -> None:
        """Show what the pane is to show of the row at the cursor."""
        row = self._row
        if row is None:
            return
        view, columns, way = self.view(), self.shown_columns(), self._way
        changes, beside = self.changes(row), self.beside()

        def lines(width: int) -> list[Line]:
            if way == _RAW:
                return raw_lines(row, width)
            if way == _VERTICAL:
                return vertical_lines(row, columns, view, width)
            told = detail_lines(row, view, width, beside)
            news = [part for change in changes for part in wrap(change, width, hanging=2)]
            return [*news, EMPTY, *told] if news else told

        self.pane.show(lines, keep_scroll=keep_scroll)

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Keys that need rows are not offered without them."""
        return self._row is not None or action not in self.NEED_ROWS

    def action_raw(self) -> None:
        self._turn_to(_RAW)

    def action_vertical(self) -> None:
        self._turn_to(_VERTICAL)

    def _turn_to(self, way: int) -> None:
        """Show the row that way, or its story again."""
        self._way = _STORY if self._way == way else way
        self._open_pane()
        self.show_detail()

    def action_tell_times(self) -> None:
        self._tell(self.neo.telling.next_mode())

    def action_tell_zone(self) -> None:
        self._tell(self.neo.telling.next_zone(self.view().zone_name))

    def _tell(self, telling: Telling) -> None:
        """Tell all times otherwise, as of now; the cursor and the scrolled pane stay where they are."""
        self.neo.telling = telling
        self.show_again()
        self.show_detail(keep_scroll=True)

    def action_pane(self) -> None:
        self.toggle_class("-no-pane")
        self.remove_class("-zoom")
        self.pane.display = bool(self._row) and not self.has_class("-no-pane")
        if not self.pane.display:
            self.table.focus()

    def action_zoom(self) -> None:
        if self._row is None:
            return
        self._open_pane()
        self.toggle_class("-zoom")
        (self.pane if self.has_class("-zoom") else self.table).focus()

    def action_detail(self) -> None:
        if self._row is not None:
            self._open_pane()
            self.pane.focus()

    def _open_pane(self) -> None:
        self.remove_class("-no-pane")
        self.pane.display = self._row is not None

    def action_pane_scroll(self, by: int) -> None:
        self.pane.scroll_relative(y=by, animate=False)
