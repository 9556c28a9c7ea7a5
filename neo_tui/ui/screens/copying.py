"""Results that can be copied: the cell with `c`, all else from the menu that `y` opens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from neo_tui.domain.clipboard import Route
from neo_tui.domain.viewpoint import HERE
from neo_tui.presentation.columns import told_columns
from neo_tui.services.connection import ENVIRONMENT_NAME
from neo_tui.ui.key_groups import ANSWER, ROWS
from neo_tui.ui.screens.exporting import ExportingScreen
from neo_tui.ui.widgets.error_card import ErrorCard

if TYPE_CHECKING:
    from neo_tui.presentation.copying import Source

# Copying is imported when something is copied (performance.md).
# ruff: noqa: PLC0415


class CopyingScreen(ExportingScreen):
    """Rows that come from a connection, and go into a ticket."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy_menu", "copy", tooltip="Cell, row, story, JSON, table, curl, URL", group=ANSWER),
        Binding("c", "copy_cell", "Copy the cell", show=False, tooltip="Copy the cell at the cursor", group=ROWS),
    ]

    NEED_ROWS: ClassVar[frozenset[str]] = ExportingScreen.NEED_ROWS | {"copy_cell"}
    PLAIN_KEYS: ClassVar[frozenset[str]] = ExportingScreen.PLAIN_KEYS | {"copy_menu"}

    @property
    def question_known(self) -> bool:
        """Whether it is known what was asked."""
        return True

    def action_copy_cell(self) -> None:
        from neo_tui.presentation.copying import cell_text

        row, column, view = self._row, self.table.column, self.view()
        if row is not None and column is not None:
            cut = self.looked_at().shortener() if self.neo.masked else None
            label = column.label.rstrip(" ▲▼1234")
            what = f"{label}, masked" if cut else label
            self.neo.copy_out(what, lambda: cell_text(row, column, view, cut))

    def looked_at(self) -> Source:
        """What the person looks at."""
        from neo_tui.presentation.copying import Source

        arrangement, shown, page = self.arrangement, self.table.shown, self._page
        view, here = self.view(), self.table.column
        columns = told_columns(self.column_set.shown(self.choice), view)
        card = self.query_one(ErrorCard)
        name = self._profile.name
        start = self.neo.start
        return Source(
            self._profile,
            page.query if page else replace(self._browsing.query, page=self._wanted),
            view,
            shown.rows if shown else (),
            columns,
            self._row,
            next((column for column in columns if here and column.key == here.key), None),
            page,
            card.error if card.display else None,
            arrangement.filter.text if arrangement.filter else "",
            arrangement.order.text,
            arrangement.over_pages and len(self.gathered.loaded) > 1,
            not start.demo and name != ENVIRONMENT_NAME and name not in start.profile_store.session_only,
            self.question_known,
            not self.neo.RECORDING,
            start.here() or HERE,
            self.gathered.loaded[0] if self.gathered.loaded else 1,
        )

    @work(exclusive=True, group="dialog")
    async def action_copy_menu(self) -> None:
        from neo_tui.presentation.copying import offers
        from neo_tui.ui.screens.copy_menu import CopyDialog, PathDialog

        source = self.looked_at()
        dialog = CopyDialog(offers(source), self.neo.ladder.wanted, masked=self.neo.masked)
        picked = await self.neo.push_screen_wait(dialog)
        self.neo.masked = dialog.masked  # for a ticket one copies more than once
        self.show_connection()
        if picked is None:
            return
        path, files = "", self.neo.ladder.files
        if picked.route is Route.FILE and files is not None:
            named = await self.neo.push_screen_wait(PathDialog(f"{picked.offer.name} to a file", files.usual()))
            if named is None:
                return
            path = named
        make, masked = picked.offer.make, picked.masked
        what = f"{picked.offer.name}, masked" if masked else picked.offer.name
        self.neo.copy_out(what, lambda: make(source.shortener() if masked else None), route=picked.route, path=path)
