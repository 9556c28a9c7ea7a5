"""The table of allocations: any number of rows, of which only those in sight are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from neo_tui.domain.gathered import RowKey
from neo_tui.presentation.columns import Column
from neo_tui.presentation.grid import Grid, Shown
from neo_tui.presentation.text import Line
from neo_tui.ui.key_groups import COLUMNS
from neo_tui.ui.theme import tone_styles
from neo_tui.ui.widgets.laid_out import LaidOutView

_HEADING = 1
"""Lines above the rows."""


class AllocationTable(LaidOutView, can_focus=True):
    """Rows under headings; the cursor is a row, and a column that its heading shows."""

    DEFAULT_CSS = """
    AllocationTable {
        background: $surface;
        height: 1fr;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
        &:focus { background-tint: $foreground 0%; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--cursor", "table--cursor-blurred"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "cursor_down", "Down", show=False),
        Binding("k,up", "cursor_up", "Up", show=False),
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
        Binding("g,home", "first", "First row", show=False),
        Binding("G,end", "last", "Last row", show=False),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False),
    ]

    auto_links = False

    @dataclass
    class Pointed(Message):
        """The cursor points at a row, by its place among those shown."""

        index: int

    class Opened(Message):
        """The row at the cursor was clicked once more."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._grid: Grid | None = None
        self.cursor_row = 0
        self._column_key = ""

    # ── what is shown ──

    @property
    def shown(self) -> Shown | None:
        """What is shown; None when nothing is."""
        return self._grid.shown if self._grid else None

    @property
    def row_count(self) -> int:
        """How many rows are shown."""
        return len(self._grid.shown.rows) if self._grid else 0

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
        return keys[self.cursor_row] if self.cursor_row < len(keys) else None

    def fill(self, shown: Shown, cursor: int = 0) -> None:
        """Show rows, the cursor on the one at that place."""
        old = self._grid
        self._grid = Grid(shown, self._room)
        self.cursor_row = max(0, min(cursor, len(shown.rows) - 1))
        self._grid.look_around(self.cursor_row)
        if old is None or old.shown.columns != shown.columns:
            keys = [column.key for column in shown.columns]
            if self._column_key not in keys:
                self._column_key = ""
        self._measure()
        self._to_cursor()
        self.refresh()
        if shown.rows:
            self.post_message(self.Pointed(self.cursor_row))

    def clear(self) -> None:
        """Show nothing."""
        self._grid, self.cursor_row = None, 0
        self.virtual_size = Size(0, 0)
        self.refresh()

    def move_cursor(self, row: int) -> None:
        """Put the cursor on the row at a place, as far as there is one."""
        here = max(0, min(row, self.row_count - 1))
        if not self.row_count or here == self.cursor_row:
            return
        before, self.cursor_row = self.cursor_row, here
        offset = self.scroll_offset.y
        self._to_cursor()
        if self.scroll_offset.y == offset:
            self.refresh_lines(before + _HEADING)
            self.refresh_lines(here + _HEADING)
        self.post_message(self.Pointed(here))

    def point_at_column(self, key: str) -> None:
        """Put the cursor on a column and bring it into sight."""
        self._column_key = key
        self._to_column()
        self.refresh(Region(0, 0, self.size.width, _HEADING))

    # ── drawing ──

    def render_line(self, y: int) -> Strip:
        """One line of the part in sight; the headings are always the first."""
        base = self.rich_style
        width = self.scrollable_content_region.width
        grid = self._grid
        row = self.scroll_offset.y + y - _HEADING
        if grid is None or (y >= _HEADING and row >= len(grid.shown.rows)):
            return Strip.blank(width, base)
        if y < _HEADING:
            return self._strip(grid.heading(self._column_place if self.has_focus else -1), base, width)
        if row == self.cursor_row:
            base += self._cursor_style
        return self._strip(grid.line(row), base, width)

    def _strip(self, line: Line, base: Style, width: int) -> Strip:
        styles = tone_styles(self.app)
        faded = self.has_class("stale")
        segments = [Segment(span.text, base + (Style(dim=True) if faded else styles[span.tone])) for span in line]
        strip = Strip(segments)
        pinned = self._grid.pinned_width if self._grid else 0
        across = self.scroll_offset.x
        if across:
            rest = strip.crop(pinned + across, across + width)
            strip = Strip.join([strip.crop(0, pinned), rest]) if pinned else rest
        return strip.adjust_cell_length(width, base)

    @property
    def _cursor_style(self) -> Style:
        variables = self.app.theme_variables
        name = "block-cursor-background" if self.has_focus else "block-cursor-blurred-background"
        return Style(bgcolor=_colour(variables[name]))

    def notify_style_update(self) -> None:
        """The theme or a class changed: the lines keep, their colours do not."""
        super().notify_style_update()
        self.refresh()

    # ── measuring ──

    @property
    def _room(self) -> int:
        return max(1, self.size.width - self.styles.scrollbar_size_vertical)

    def on_room(self, room: Size) -> None:
        """More or less room may mean more or fewer columns; the cursor stays on its row."""
        if self._grid is not None and room:
            self._grid.with_room(self._room)
            self._measure()
            if self.scroll_offset.y > self.max_scroll_y:
                self.scroll_to(y=self.max_scroll_y, animate=False)
            self._to_cursor()
            self.refresh()

    def _measure(self) -> None:
        if self._grid is not None:
            self.virtual_size = Size(self._grid.width, len(self._grid.shown.rows) + _HEADING)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What comes into sight may need wider columns."""
        super().watch_scroll_y(old_value, new_value)
        if self._grid is not None:
            top = int(new_value)
            if self._grid.look_at(top, top + self.size.height):
                self._measure()
                self.refresh()

    @property
    def _visible_rows(self) -> int:
        return max(1, self.scrollable_content_region.height - _HEADING)

    def _to_cursor(self) -> None:
        top = self.scroll_offset.y
        if self.cursor_row < top:
            self.scroll_to(y=self.cursor_row, animate=False)
        elif self.cursor_row >= top + self._visible_rows:
            self.scroll_to(y=self.cursor_row - self._visible_rows + 1, animate=False)

    @property
    def _column_place(self) -> int:
        keys = [column.key for column in self.columns]
        return keys.index(self._column_key) if self._column_key in keys else 0

    def _to_column(self) -> None:
        if self._grid is None:
            return
        start, end = self._grid.region(self._column_place)
        pinned, across = self._grid.pinned_width, self.scroll_offset.x
        if start < pinned:
            return
        room = self.scrollable_content_region.width
        if start < across + pinned:
            self.scroll_to(x=max(0, start - pinned), animate=False)
        elif end > across + room:
            self.scroll_to(x=min(end - room, start - pinned), animate=False)

    # ── keys and mouse ──

    def action_cursor_down(self) -> None:
        self.move_cursor(self.cursor_row + 1)

    def action_cursor_up(self) -> None:
        self.move_cursor(self.cursor_row - 1)

    def action_page(self, by: int) -> None:
        self.move_cursor(self.cursor_row + by * self._visible_rows)

    def action_first(self) -> None:
        self.move_cursor(0)

    def action_last(self) -> None:
        self.move_cursor(self.row_count - 1)

    def action_column(self, by: int) -> None:
        """To the column beside."""
        columns = self.columns
        if columns:
            place = max(0, min(len(columns) - 1, self._column_place + by))
            self.point_at_column(columns[place].key)

    def on_click(self, event: events.Click) -> None:
        """A click goes to the row and the column; on the row of the cursor it opens it."""
        row = self.scroll_offset.y + event.y - _HEADING
        self._column_at(event.x)
        if event.y < _HEADING or row >= self.row_count:
            return
        if row == self.cursor_row:
            self.post_message(self.Opened())
        self.move_cursor(row)

    def _column_at(self, x: int) -> None:
        if self._grid is None:
            return
        at = x if x < self._grid.pinned_width else x + self.scroll_offset.x
        for place, column in enumerate(self.columns):
            if at < self._grid.region(place)[1]:
                self.point_at_column(column.key)
                return


def _colour(text: str) -> str:
    """A colour variable without its opacity, as Rich takes it."""
    return text.split(maxsplit=1)[0]
