"""`neo-tui get`: one question, answered on stdout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TextIO

from neo_tui.domain.errors import ExitCode
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless.asking import Asking
from neo_tui.headless.formats import Format, csv_text, json_array, json_lines, left_out, table_lines
from neo_tui.headless.output import say, write_lines
from neo_tui.services.connection import Connection
from neo_tui.services.ports import Clock

_WHOLE = frozenset({Format.JSON, Format.CSV})
"""What looks whole to whoever reads it, and is written only when it is."""


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
    """

    connection: Connection
    profile: Profile
    query: Query
    format: Format
    every: bool
    out: TextIO
    clock: Clock
    _asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self._asking = Asking(self.connection, self.profile, self.query, self.every, self.clock, self._came)

    async def run(self) -> int:
        """Ask and write; answers the exit code. Errors are told on stderr.

        A document that would look whole (`json`, `csv`) is written only when it is; the rows of a
        `table` or `jsonl` that came before a failure, or before `MOST_ROWS`, are kept.
        """
        error = await self._asking.run()
        if error is not None:
            if self._asking.pages:
                self._write_part()
            return error.exit_code
        whole = self._asking.stopped
        if whole:
            if self.format in _WHOLE:
                say(f"{whole} A {self.format} is written only when it is whole, so nothing was: use jsonl or a page.")
                return ExitCode.REFUSED
            say(whole)
        self._write()
        return ExitCode.ANSWERED

    def _write_part(self) -> None:
        kept = self.format not in _WHOLE
        say(f"{self._asking.rows} rows came before that; {'the list is not whole' if kept else 'nothing was written'}.")
        if self.format is Format.TABLE:
            self._write()

    def _came(self, page: Page) -> None:
        if self.format is Format.JSONL:
            self.out.write(json_lines(page))
            self.out.flush()

    def _write(self) -> None:
        pages = list(self._asking.pages.values())
        for told in left_out(pages, self.format):
            say(f"note: {told}")
        if self.format is Format.JSON and any(page.wrapped for page in pages):
            say("note: json holds the rows as an array; the object around them is left out.")
        if self.format is Format.JSON:
            text = json_array(pages)
            self.out.write(text if text.endswith("\n") or not self.out.isatty() else f"{text}\n")
        elif self.format is Format.CSV:
            self.out.write(csv_text(pages))
        elif self.format is Format.TABLE:
            write_lines(self.out, table_lines(pages, self._asking.view))
        self.out.flush()
