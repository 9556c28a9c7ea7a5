"""`neo-tui get`: one question, answered on stdout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TextIO

from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.event_hints import mismatch
from neo_tui.domain.paging import Page, past_the_end, same_rows
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.timestamps import viewer_zone, zone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.formats import Format, csv_text, json_array, json_lines, left_out, table_lines
from neo_tui.headless.output import connection_words, say, say_error, write_lines
from neo_tui.headless.prompt import give_what_is_needed
from neo_tui.presentation.position import doubles, position, total
from neo_tui.services.connection import Connection
from neo_tui.services.ports import AllocationSource, Clock

MOST_ROWS = 10_000
"""Rows after which `--all` stops, and says so: a hundred requests of a full page."""
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
    _pages: dict[int, Page] = field(default_factory=dict, init=False)
    _next: int | None = field(default=None, init=False)
    """The page to go on with, where `MOST_ROWS` stopped it."""

    async def run(self) -> int:
        """Ask and write; answers the exit code. Errors are told on stderr.

        A document that would look whole (`json`, `csv`) is written only when it is; the rows of a
        `table` or `jsonl` that came before a failure, or before `MOST_ROWS`, are kept.
        """
        try:
            await self._ask()
        except NeoError as error:
            say_error(error)
            say(f"  Connection: {connection_words(self.profile)}")
            if self._pages:
                self._write_part()
            return error.exit_code
        finally:
            await self.connection.close()
        if self._next is not None:
            whole = f"Stopped after {self._rows:,} rows; go on with --page {self._next}."
            if self.format in _WHOLE:
                say(f"{whole} A {self.format} is written only when it is whole, so nothing was: use jsonl or a page.")
                return ExitCode.REFUSED
            say(whole)
        self._write()
        return ExitCode.ANSWERED

    def _write_part(self) -> None:
        kept = self.format not in _WHOLE
        say(f"{self._rows} rows came before that; {'the list is not whole' if kept else 'nothing was written'}.")
        if self.format is Format.TABLE:
            self._write()

    @property
    def _rows(self) -> int:
        return sum(len(page.allocations) for page in self._pages.values())

    async def _ask(self) -> None:
        give_what_is_needed(self.connection, self.profile)
        source = await self.connection.source(self.profile)
        hint = mismatch(self.query.entity_id, self.query.event_type)
        if hint:
            say(f"note: {self.query.entity_id} {hint}")
        page = await self._page(source, self.query)
        while self.every and page.has_next:
            following = page.query.page + 1
            if self._rows >= MOST_ROWS:
                self._next = following
                break
            page = await self._page(source, page.query.at(following))

    async def _page(self, source: AllocationSource, query: Query) -> Page:
        before = self._pages.get(query.page - 1)
        try:
            page = await source.fetch(query)
        except NeoError as error:
            end = past_the_end(query, before, error, self.clock())
            if end is None:
                raise
            page = end
        if before is not None and same_rows(page, before):
            raise _same(page)
        self._pages[query.page] = page
        say(self._narrated(page))
        for note in page.notes:
            say(f"note: {note}")
        if self.format is Format.JSONL:
            self.out.write(json_lines(page))
            self.out.flush()
        return page

    def _narrated(self, page: Page) -> str:
        query = page.query
        told = [
            connection_words(self.profile),
            f"customer {query.customer_id}, {query.entity_id}, {query.event_type.title}",
            position(page, self._pages),
        ]
        if self.every and not page.has_next:
            told.append(total(self._pages))
        told += [doubles(page, self._pages), f"request {page.request_id}", f"{page.elapsed:.2f} s"]
        if not page.allocations and query.page == 1:
            told.append("that need not mean that no points were given; neo-tui lists what to check")
        return " · ".join(part for part in told if part)

    def _write(self) -> None:
        pages = list(self._pages.values())
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
            own = zone(self.profile.zone)
            view = Viewpoint(self.clock(), own, self.profile.zone, viewer_zone())
            write_lines(self.out, table_lines(pages, view))
        self.out.flush()


def _same(page: Page) -> NeoError:
    """Going on would ask for the same rows for ever."""
    number = page.query.page
    return NeoError(
        Kind.SHAPE,
        "The server sends the same page again",
        f"Pages {number - 1} and {number} hold the very same rows: it seems not to look at the page asked for.",
        "Ask without --all, with --count 100 for as many rows as it gives.",
    )
