"""The table of allocations: any number of rows, of which only those in sight are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from neo_tui.domain.gathered import RowKey
from neo_tui.domain.status import Tone
from neo_tui.presentation.columns import Column
from neo_tui.presentation.grid import BEYOND, FURTHER, Grid, Shown
from neo_tui.presentation.text import Line, Span
from neo_tui.ui.key_groups import COLUMNS
from neo_tui.ui.widgets.cursor_view import CursorView


class AllocationTable(CursorView):
    """Rows under headings; the cursor is a row, and a column that its heading shows."""

    DEFAULT_CSS = """
    AllocationTable { height: 1fr; overflow-x: auto; overflow-y: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "h,left", "column(-1)", "Column to the left", show=False, tooltip="To the column on the left", group=COLUMNS
        ),
        Binding(
            "l,right",
            "column(1)",
            "Column to the right",
            show=False,
            tooltip="To the column on the right",
            group=COLUMNS,
        ),
    ]

    HEADINGS = 1

    @dataclass
    class Pointed(Message):
        """The cursor points at a row, by its place among those shown."""

        index: int

    class Opened(Message):
        """The row at the cursor was clicked once more."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._grid: Grid | None = None
        self._column_key = ""

    # ── what is shown ──

    @property
    def shown(self) -> Shown | None:
        """What is shown; None when nothing is."""
        return self._grid.shown if self._grid else None

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return len(self._grid.shown.rows) if self._grid else 0

    @property
    def cursor_row(self) -> int:
        """Place of the row at the cursor."""
        return self._cursor

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns there is room for or which are reached by scrolling."""
        return self._grid.layout.columns if self._grid else ()

    @property
    def column(self) -> Column | None:
        """The column at the cursor; None when there is none."""
        return self.columns[self._column_place] if self.columns else None

    @property
    def cursor_key(self) -> RowKey | None:
        """What the row at the cursor is known by; None when there is none."""
        keys = self._grid.shown.keys if self._grid else ()
        return keys[self._cursor] if self._cursor < len(keys) else None

    def fill(self, shown: Shown, cursor: int = 0) -> None:
        """Show rows, the cursor on the one at that place."""
        self._grid = Grid(shown, self._room)
        self._grid.look_around(max(0, min(cursor, len(shown.rows) - 1)))
        if self._column_key not in {column.key for column in shown.columns}:
            self._column_key = ""
        self.show_from(cursor)
        if shown.rows:
            self.pointed()

    def clear(self) -> None:
        """Show nothing."""
        self._grid = None
        self.show_from(0)

    def point_at_column(self, key: str) -> None:
        """Put the cursor on a column and bring it into sight."""
        self._column_key = key
        self._to_column()
        self.refresh(Region(0, 0, self.size.width, self.HEADINGS))

    def pointed(self) -> None:
        """Tell which row the cursor is on."""
        self.post_message(self.Pointed(self._cursor))

    def opened(self) -> None:
        """Tell that the row was clicked once more."""
        self.post_message(self.Opened())

    # ── drawing ──

    def heading_line(self, place: int, width: int) -> Line:
        """The headings of the columns."""
        del place, width
        return self._grid.heading(self._column_place if self.has_focus else -1) if self._grid else ()

    def item_line(self, place: int, width: int) -> Line:
        """A row."""
        del width
        return self._grid.line(place) if self._grid else ()

    def render_line(self, y: int) -> Strip:
        """A line in sight; the headings say when further columns are beyond the edge."""
        strip, width = super().render_line(y), self.scrollable_content_region.width
        if y >= self.HEADINGS or self._grid is None or self._grid.width <= self.scroll_offset.x + width:
            return strip
        edge = self.scroll_offset.x + width
        if any(self._grid.region(place)[1] == edge for place in range(len(self._grid.layout.columns))):
            return strip  # a name that ends there is whole, and stays so
        more = super().paint((Span(FURTHER, Tone.ACCENT),), self.rich_style, len(FURTHER))
        return Strip.join([strip.crop(0, max(width - len(FURTHER), 0)), more])

    def paint(self, line: Line, base: Style, width: int) -> Strip:
        """A line as it is drawn: pinned columns stay, the others are scrolled sideways."""
        grid, across = self._grid, self.scroll_offset.x
        if self.has_class("stale"):
            strip = Strip([Segment(span.text, base + Style(dim=True)) for span in line])
        else:
            strip = super().paint(line, base, max(width, grid.width if grid else 0))
        if across and grid is not None:
            pinned = grid.pinned_width
            edge = super().paint((Span(BEYOND, Tone.MUTED),), base, len(BEYOND))
            rest = strip.crop(pinned + across + len(BEYOND), across + width)
            strip = Strip.join([strip.crop(0, pinned), edge, rest]) if pinned else strip.crop(across)
        return strip.adjust_cell_length(width, base)

    # ── measuring ──

    @property
    def _room(self) -> int:
        return max(1, self.size.width - self.styles.scrollbar_size_vertical)

    def wanted_width(self, width: int) -> int:
        """As wide as the columns are, and as it takes to scroll to the last."""
        return self._grid.scrolled_width(width) if self._grid else width

    def on_room(self, room: Size) -> None:
        """More or less room may mean more or fewer columns."""
        if self._grid is not None:
            self._grid.with_room(self._room)
        super().on_room(room)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What comes into sight may need wider columns."""
        super().watch_scroll_y(old_value, new_value)
        top = int(new_value)
        if self._grid is not None and self._grid.look_at(top, top + self.size.height):
            self.measure()
            self.refresh()

    @property
    def _column_place(self) -> int:
        keys = [column.key for column in self.columns]
        return keys.index(self._column_key) if self._column_key in keys else 0

    def _to_column(self) -> None:
        if self._grid is None:
            return
        now = self.scroll_offset.x
        across = self._grid.across(self._column_place, now, self.scrollable_content_region.width)
        if across != now:
            self.scroll_to(x=across, animate=False)

    # ── keys and mouse ──

    def action_column(self, by: int) -> None:
        """To the column beside."""
        columns = self.columns
        if columns:
            place = max(0, min(len(columns) - 1, self._column_place + by))
            self.point_at_column(columns[place].key)

    def clicked_at(self, x: int) -> None:
        """A click goes to the column, too."""
        if self._grid is None:
            return
        at = x if x < self._grid.pinned_width else x + self.scroll_offset.x
        for place, column in enumerate(self.columns):
            if at < self._grid.region(place)[1]:
                self.point_at_column(column.key)
                return
