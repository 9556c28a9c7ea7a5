"""Rows that a person takes out of the program, into a file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.foreign import visible
from neo_tui.services.loading import load_rest
from neo_tui.ui.key_groups import ANSWER
from neo_tui.ui.screens.asking import AskingScreen

if TYPE_CHECKING:
    from neo_tui.presentation.exporters.about import Recorded
    from neo_tui.presentation.exporters.export import Export
    from neo_tui.ui.screens.export_dialog import Plan, Tell

# ruff: noqa: PLC0415 - what writes files is imported with the first one (performance.md)


class ExportingScreen(AskingScreen):
    """Shows rows that can be exported."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,ctrl+s", "export", "export", tooltip="Export: write the rows to a file", group=ANSWER),
    ]

    PLAIN_KEYS: ClassVar[frozenset[str]] = AskingScreen.PLAIN_KEYS | {"export"}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "export" and (self._page is None or self.neo.start.save is None):
            return False
        return super().check_action(action, parameters)

    def recorded_in(self) -> Recorded | None:
        """The recording that the rows are from; None where they were asked for."""
        return None

    def export_name(self) -> str:
        """The name of a file of these rows, without its ending."""
        query, view = self._browsing.query, self.view()
        return f"neo-tui-{query.customer_id}-{query.event_type_id}-{view.told(view.now):%Y-%m-%d}"

    @work(exclusive=True, group="dialog")
    async def action_export(self) -> None:
        from neo_tui.presentation.scope import missing_words
        from neo_tui.presentation.totals import counted
        from neo_tui.ui.screens.export_dialog import ExportDialog, Which

        gathered = self.gathered
        missing = missing_words(gathered)
        rows = {
            Which.SHOWN: f"what is shown: {counted(len(self.shown_places), 'row')}",
            Which.LOADED: f"all that is loaded: {counted(len(gathered.rows), 'row')}",
        }
        if gathered.loadable:
            rows[Which.EVERYTHING] = f"everything: {missing}, and will be"
        told = await self.app.push_screen_wait(ExportDialog(self.export_name(), rows, self._write_export))
        if told is not None:
            self.neo.say(told)

    async def _write_export(self, plan: Plan, tell: Tell) -> str:
        """Write the file; answers what to say of it.

        Raises:
            NeoError: A page did not come, or the file cannot be written.
        """
        from neo_tui.presentation.exporters.formats import left_out, text_of
        from neo_tui.presentation.scope import scope_words
        from neo_tui.ui.screens.export_dialog import Which

        if self.neo.start.check_file is not None:
            self.neo.start.check_file(plan.path, replace=plan.replace)  # before anything is asked for it
        why_not_all = ""
        if plan.which is Which.EVERYTHING and await self.neo.have_secret(self._profile):
            try:
                rest = await load_rest(
                    self._browsing, lambda page, rows: tell(f"Asking for page {page} · {rows:,} rows so far …")
                )
            finally:
                self.gather_again()
            why_not_all = rest.why_not_all
        rows: Sequence[Allocation] = self.gathered.rows
        if plan.which is Which.SHOWN:
            rows = [self.gathered.rows[place] for place in self.shown_places]
        export = self._export(rows, plan)
        text = await asyncio.to_thread(text_of, plan.format, export)
        save = self.neo.start.save
        if save is not None:
            save(plan.path, text, replace=plan.replace)
        notes = left_out(rows, plan.format, every=export.columns is None, values=export.values)
        told = f"{len(rows):,} row{'' if len(rows) == 1 else 's'} written to {visible(str(plan.path))}"
        whole = self.gathered.complete and len(rows) == len(self.gathered.rows)
        told += "." if whole else f": {scope_words(len(rows), self.gathered)}."
        return " ".join(filter(None, (told, why_not_all, *notes)))

    def _export(self, rows: Sequence[Allocation], plan: Plan) -> Export:
        from neo_tui.presentation.column_sets import ALL_FIELDS
        from neo_tui.presentation.exporters.about import about_answer
        from neo_tui.presentation.exporters.export import Export
        from neo_tui.presentation.exporters.formats import json_array
        from neo_tui.presentation.exporters.names import Format
        from neo_tui.presentation.scope import held_words
        from neo_tui.ui.screens.export_dialog import Which

        pages, view, recorded = self._browsing.pages, self.view(), self.recorded_in()
        loose = recorded is not None and recorded.loose
        shown = plan.which is Which.SHOWN
        columns = self.column_set.shown(self.choice)
        if plan.every:
            # Sheets and JSON Lines have the 27 fields of themselves, and tell also what no document lists.
            own = plan.format in {Format.CSV, Format.TSV, Format.JSONL}
            columns = () if own else ALL_FIELDS.shown(ALL_FIELDS.choice)
        exact = next((page for page in pages.values() if list(page.allocations) == list(rows)), None)
        return Export(
            rows,
            view,
            columns or None,
            plan.values,
            body=json_array([exact]) if exact is not None and not exact.wrapped else None,
            about=about_answer(
                self._profile,
                view,
                pages,
                self.arrangement.filter if shown else None,
                self.arrangement.order.text if shown else "",
                held=len(rows),
                recorded=recorded,
            ),
            notes=tuple(note for _, page in sorted(pages.items()) for note in page.notes),
            complete=self.gathered.complete and len(rows) == len(self.gathered.rows),
            part=held_words(len(rows), self.gathered, loose=loose),
            made=self.neo.start.clock(),
            recording=recorded.name if recorded is not None else "",
        )
