"""Rows and what became of the marked one: the table, and the detail pane beside or below it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.getters import query_one

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.telling import Telling
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.columns import COMPACT, EVERY, Column, told_columns
from neo_tui.presentation.detail import detail_lines, raw_lines
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.telling_keys import TELLING_KEYS
from neo_tui.ui.widgets.allocation_table import AllocationTable
from neo_tui.ui.widgets.detail_pane import DetailPane, MakeLines

_NEED_ROWS = frozenset({"raw", "wide", "pane", "zoom", "detail", "pane_scroll", "tell_times", "tell_zone"})


class RowsScreen(NeoScreen[None]):
    """Shows rows; its heirs say which."""

    HINTS: ClassVar[Mapping[str, str]] = {"select_cursor": "details"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,d", "detail", "details", show=False, tooltip="Go into the detail pane"),
        Binding("v", "raw", "raw", tooltip="Raw JSON of the row, and back"),
        Binding("w", "wide", "columns", tooltip="All 27 fields as columns, and back"),
        *TELLING_KEYS,
        Binding("p", "pane", "pane", tooltip="Hide or show the detail pane"),
        Binding("f", "zoom", "zoom", tooltip="The detail pane alone, and back"),
        Binding(
            "J",
            "pane_scroll(3)",
            "Scroll the pane down",
            show=False,
            tooltip="Scroll the pane from the table",
        ),
        Binding("K", "pane_scroll(-3)", "Scroll the pane up", show=False, tooltip="Scroll the pane from the table"),
    ]

    table = query_one(AllocationTable)
    pane = query_one("#detail", DetailPane)
    empty = query_one("#empty", DetailPane)

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Allocation] = ()
        self._row: Allocation | None = None
        self._raw = False
        self._every = False

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

    def show_telling(self, view: Viewpoint) -> None:
        """Say how times are told, where that is not as usual."""

    def show_rows(self, rows: Sequence[Allocation], cursor: int) -> None:
        """Show rows, the cursor on one of them."""
        self._rows = rows
        self.empty.display, self.table.display = False, True
        self.pane.display = not self.has_class("-no-pane")
        self._fill(cursor)
        if not self.pane.has_focus:
            self.table.focus()

    def show_none(self, why: MakeLines) -> None:
        """Show why there are no rows."""
        self._rows, self._row = (), None
        self.empty.display, self.table.display, self.pane.display = True, False, False
        self.table.clear()
        self.empty.show(why)
        self.empty.focus()

    def back_to_table(self) -> bool:
        """Out of the pane, when one is in it; False when one is not."""
        inside = self.has_class("-zoom") or self.pane.has_focus
        if inside:
            self.remove_class("-zoom")
            self.table.focus()
        return inside

    def _fill(self, cursor: int) -> None:
        view = self.view()
        self.table.fill(self._rows, told_columns(self._columns, view), view, cursor)
        self.show_telling(view)

    @property
    def _columns(self) -> tuple[Column, ...]:
        return EVERY if self._every else COMPACT

    @on(AllocationTable.Pointed)
    def _point(self, event: AllocationTable.Pointed) -> None:
        if event.index >= len(self._rows):
            return
        row = self._rows[event.index]
        if row is not self._row:
            first, self._row = self._row is None, row
            self._show_detail()
            if first:
                self.refresh_bindings()

    @on(AllocationTable.RowSelected)
    def _open_detail(self) -> None:
        self.action_detail()

    def _show_detail(self, *, keep_scroll: bool = False) -> None:
        row = self._row
        if row is None:
            return
        view = self.view()
        if self._raw:
            self.pane.show(lambda width: raw_lines(row, width), keep_scroll=keep_scroll)
        else:
            self.pane.show(lambda width: detail_lines(row, view, width), keep_scroll=keep_scroll)

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Keys that need rows are not offered without them."""
        return self._row is not None or action not in _NEED_ROWS

    def action_raw(self) -> None:
        self._raw = not self._raw
        self._open_pane()
        self._show_detail()

    def action_wide(self) -> None:
        self._every = not self._every
        if self._rows:
            self._fill(self.table.cursor_row)
            self.table.scroll_to(x=0, animate=False)

    def action_tell_times(self) -> None:
        self._tell(self.neo.telling.next_mode())

    def action_tell_zone(self) -> None:
        self._tell(self.neo.telling.next_zone(self.view().zone_name))

    def _tell(self, telling: Telling) -> None:
        """Tell all times otherwise, as of now; the cursor and the scrolled pane stay where they are."""
        self.neo.telling = telling
        self._fill(self.table.cursor_row)
        self._show_detail(keep_scroll=True)

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
