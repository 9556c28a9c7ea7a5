"""`neo-tui get`: one question, answered on stdout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.errors import ExitCode
from neo_tui.domain.gathered import gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless.asking import Asking
from neo_tui.headless.looking import USUALLY, Looking
from neo_tui.headless.output import say
from neo_tui.headless.selection import Selection
from neo_tui.headless.shown import for_terminal
from neo_tui.presentation.checks import summary
from neo_tui.presentation.columns import MARK
from neo_tui.presentation.exporters.about import about_answer
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.formats import WHOLE, Format, blocks_of, json_array, left_out
from neo_tui.presentation.scope import held_words
from neo_tui.services.casing import Failed
from neo_tui.services.connection import Connection
from neo_tui.services.ports import Clock

_TOLD = frozenset({Format.TABLE, Format.VERTICAL, Format.MARKDOWN})
"""Formats that tell times without their offset."""
_NAMED = 4
"""Checks that are named of those that found something."""


@dataclass
class Get:
    """One run of the command.

    Args:
        connection: Opens the source and has the secret.
        profile: Who asks where.
        query: The checked question; with `every`, its page is the first one.
        format: How rows are written.
        every: Whether to go on to the last page.
        out: Where rows go.
        clock: The aware present, for the table.
        selection: Which rows and columns are written, and in which order.
        looking: How times in them are told.
    """

    connection: Connection
    profile: Profile
    query: Query
    format: Format
    every: bool
    out: TextIO
    clock: Clock
    selection: Selection = field(default_factory=Selection)
    looking: Looking = USUALLY
    _asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self.out = for_terminal(self.out, self.format)
        self._asking = Asking(
            self.connection,
            self.profile,
            self.query,
            self.every,
            self.clock,
            self._came,
            self.selection.enough,
            self.looking,
        )

    async def run(self) -> int:
        """Ask and write; answers the exit code. Errors are told on stderr.

        A document that would look whole (`WHOLE`) is written only when all that was asked for came; the rows
        of the others that came before a failure, or before `MOST_ROWS`, are kept.
        """
        error = await self._asking.run()
        if error is not None:
            if self._asking.pages:
                self._write_part()
            return error.exit_code
        stopped = self._asking.stopped
        if stopped:
            if self.format in WHOLE:
                say(f"{stopped} A {self.format} is written only when it is whole, so nothing was: use jsonl or a page.")
                return ExitCode.REFUSED
            say(stopped)
        self._write()
        return ExitCode.ANSWERED

    @property
    def pages(self) -> Mapping[int, Page]:
        """What came, by the number of the page."""
        return self._asking.pages

    @property
    def failed(self) -> Failed | None:
        """The request that was refused or failed; None where there was none."""
        return self._asking.failed

    @property
    def _streams(self) -> bool:
        """Whether rows are written as they come."""
        return self.format is Format.JSONL and self.selection.as_sent

    def _write_part(self) -> None:
        kept = self.format not in WHOLE
        say(f"{self._asking.rows} rows came before that; {'the list is not whole' if kept else 'nothing was written'}.")
        if kept:
            self._write()

    def _came(self, page: Page) -> None:
        if self._streams:
            chosen = self.selection
            self._put(Export(page.allocations, self._asking.view, chosen.columns, chosen.values))
            self.out.flush()

    def _write(self) -> None:
        pages = list(self._asking.pages.values())
        chosen = self.selection
        rows, told = chosen.of([row for page in pages for row in page.allocations])
        last = pages[-1] if pages else None
        if last is not None and last.has_next and not chosen.as_sent and not self._asking.stopped:
            told.append(
                "more rows may follow; with that many, none was asked for any more."
                if self.every
                else "more rows may follow, which were not looked at; --all asks for every page."
            )
        notes = left_out(rows, self.format, every=chosen.columns is None, values=chosen.values)
        if self.format is Format.JSON and any(page.wrapped for page in pages):
            notes.append("json holds the rows as an array; the object around them is left out.")
        for line in (*told, *(f"note: {note}" for note in notes)):
            say(line)
        if rows and self.format in _TOLD:
            say(f"note: times are told in the zone {self._asking.view.told_zone_name}.")
        self._say_findings(pages)
        if self.format is Format.JSON and chosen.as_sent:
            text = json_array(pages)
            self.out.write(text if text.endswith("\n") or not self.out.isatty() else f"{text}\n")
        elif not self._streams:
            self._put(self._export(rows, (*told, *notes)))
        self.out.flush()

    def _say_findings(self, pages: Sequence[Page]) -> None:
        """Say that something is wrong with rows that look like any others; `check` tells what."""
        findings = found([row for page in pages for row in page.allocations], self._asking.view)
        names = list(dict.fromkeys(finding.check.name for finding in findings))
        if names:
            said = f"{', '.join(names[:_NAMED])}{f' and {len(names) - _NAMED} more' if len(names) > _NAMED else ''}"
            say(
                f"note: the checks find {summary(findings).removeprefix(f'{MARK} ')} ({said}); neo-tui check tells all."
            )

    def _export(self, rows: Sequence[Allocation], notes: Sequence[str]) -> Export:
        asking, chosen, view = self._asking, self.selection, self._asking.view
        gathered = gather(asking.pages)
        return Export(
            rows,
            view,
            chosen.columns,
            chosen.values,
            about=about_answer(self.profile, view, asking.pages, chosen.filter, chosen.order.text, held=len(rows)),
            notes=(*notes, *(note for page in asking.pages.values() for note in page.notes)),
            complete=gathered.complete and len(rows) == len(gathered.rows),
            part=held_words(len(rows), gathered),
        )

    def _put(self, export: Export) -> None:
        self.out.writelines(blocks_of(self.format, export))
