"""The table of allocations: a `DataTable` whose columns are as wide as this page needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation import bounds
from neo_tui.presentation.columns import Column, mark
from neo_tui.presentation.table_layout import Layout, lay_out
from neo_tui.presentation.text import Span, pad
from neo_tui.ui.theme import tone_styles


class AllocationTable(DataTable[Text]):
    """Rows are keyed by their place on the page: the API's ids may repeat."""

    DEFAULT_CSS = """
    AllocationTable {
        background: $surface;
        height: 1fr;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        & > .datatable--header { background: $surface; color: $muted; text-style: none; }
        & > .datatable--even-row { background: $surface; }
        & > .datatable--hover { background: $surface; }
        &:focus { background-tint: $foreground 0%; }
        &.stale { text-opacity: 55%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("h", "cursor_left", "Left", show=False),
        Binding("l", "cursor_right", "Right", show=False),
        Binding("g", "scroll_top", "First row", show=False),
        Binding("G", "scroll_bottom", "Last row", show=False),
        Binding("ctrl+d", "page_down", "Page down", show=False),
        Binding("ctrl+u", "page_up", "Page up", show=False),
    ]

    auto_links = False

    @dataclass
    class Pointed(Message):
        """The cursor points at a row."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", cell_padding=0, zebra_stripes=False, show_row_labels=False)
        self.cursor_foreground_priority = "renderable"
        self._shown: tuple[Sequence[Allocation], Sequence[Column], Viewpoint] | None = None
        self._layout: Layout | None = None

    def fill(self, rows: Sequence[Allocation], columns: Sequence[Column], view: Viewpoint, cursor: int = 0) -> None:
        """Show rows in columns with the cursor on the row of that index; at most `bounds.ROWS` of them."""
        rows = rows[: bounds.ROWS]
        self._shown = (rows, columns, view)
        with self.prevent(DataTable.RowHighlighted):
            self._lay_out(rows, columns, view)
            self.move_cursor(row=cursor, column=0, animate=False)
        if rows:
            self.post_message(self.Pointed(self.cursor_row))

    def on_resize(self) -> None:
        """More or less room may mean more or fewer columns; the cursor stays on its row."""
        if self._shown and self._layout and self._fitting(self._shown[1], self._cells(*self._shown)) != self._layout:
            rows, columns, view = self._shown
            here = self.cursor_row
            with self.prevent(DataTable.RowHighlighted):
                self._lay_out(rows, columns, view)
                self.move_cursor(row=here, column=0, animate=False)

    def _lay_out(self, rows: Sequence[Allocation], columns: Sequence[Column], view: Viewpoint) -> None:
        cells = self._cells(rows, columns, view)
        layout = self._fitting(columns, cells)
        # Columns are made anew only where they changed, so that turning pages stays quick.
        keep = layout == self._layout
        self._layout = layout
        self.clear(columns=not keep)
        spaces = [" " * layout.before(place) for place in range(len(layout.columns))]
        shape = list(zip(layout.columns, layout.widths, spaces, strict=True))
        if not keep:
            for column, width, space in shape:
                label = Text(space + pad(column.label, width, right=column.right), end="")
                self.add_column(label, width=width + len(space), key=column.key)
        styles = tone_styles(self.app)
        places = [columns.index(column) for column in layout.columns]
        for row, line in zip(rows, cells, strict=True):
            texts = [
                Text(space + pad(line[place].text, width, right=column.right), style=styles[line[place].tone], end="")
                for place, (column, width, space) in zip(places, shape, strict=True)
            ]
            sign = mark(row, view)
            if texts and not sign.text.isspace():  # it takes the space before the first column, so none gets wider
                first = texts[0]
                texts[0] = Text.assemble((sign.text, styles[sign.tone]), (first.plain[1:], first.style), end="")
            self.add_row(*texts)

    def _cells(self, rows: Sequence[Allocation], columns: Sequence[Column], view: Viewpoint) -> list[list[Span]]:
        return [[_short(column.cell(row, view)) for column in columns] for row in rows]

    def _fitting(self, columns: Sequence[Column], cells: Sequence[Sequence[Span]]) -> Layout:
        return lay_out(columns, cells, self.size.width - self.styles.scrollbar_size_vertical)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell the screen in our own words which row is pointed at."""
        event.stop()
        if self.row_count:
            self.post_message(self.Pointed(event.cursor_row))

    def action_cursor_left(self) -> None:
        """The whole row is the cursor: sideways keys scroll."""
        self.scroll_relative(x=-8, animate=False)

    def action_cursor_right(self) -> None:
        """The whole row is the cursor: sideways keys scroll."""
        self.scroll_relative(x=8, animate=False)

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        """No hover: over SSH each move would cost a repaint, and nothing is learnt from it."""
        event.stop()


def _short(cell: Span) -> Span:
    """A cell without what no column is wide enough for: measuring megabytes takes seconds."""
    return cell if len(cell.text) <= bounds.CELL else Span(f"{cell.text[: bounds.CELL]}…", cell.tone)
