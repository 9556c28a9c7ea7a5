"""Asking one question without a screen: its page, or all pages from it on, told on stderr as they come."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

from neo_tui.domain.errors import OURS, Kind, NeoError
from neo_tui.domain.event_hints import mismatch
from neo_tui.domain.paging import Page, past_the_end, same_rows
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.looking import USUALLY, Looking
from neo_tui.headless.output import connection_words, say, say_error
from neo_tui.headless.prompt import give_what_is_needed
from neo_tui.presentation.position import doubles, position, total
from neo_tui.services.casing import Failed
from neo_tui.services.connection import Connection
from neo_tui.services.ports import Clock

MOST_ROWS = 10_000
"""Rows after which `--all` stops, and says so: a hundred requests of a full page."""


@dataclass
class Asking:
    """One question on its way, for the commands that answer one.

    Args:
        connection: Opens the source and has the secret; closed at the end.
        profile: Who asks where.
        query: The checked question; with `every`, its page is the first one.
        every: Whether to go on to the last page.
        clock: The aware present.
        came: Called with each page when it is there.
        enough: Whether so many rows are enough, so that no further page is asked for.
        looking: How times are told.
    """

    connection: Connection
    profile: Profile
    query: Query
    every: bool
    clock: Clock
    came: Callable[[Page], None] = lambda _: None
    enough: Callable[[int], bool] = lambda _: False
    looking: Looking = USUALLY
    pages: dict[int, Page] = field(default_factory=dict, init=False)
    """What came, by number."""
    error: NeoError | None = field(default=None, init=False)
    """What ended it early."""
    _next: int | None = field(default=None, init=False)
    """The page to go on with, where `MOST_ROWS` stopped it."""

    async def run(self) -> NeoError | None:
        """Ask; answers what ended it early, which has then been told on stderr. What came before is kept."""
        try:
            await self._ask()
        except NeoError as error:
            self.error = error
            say_error(error)
            say(f"  Connection: {connection_words(self.profile)}")
            return error
        finally:
            await self.connection.close()
        return None

    @property
    def failed(self) -> Failed | None:
        """The request that was refused or failed; None where there was none."""
        if self.error is None or self.error.kind in OURS:
            return None
        return Failed(self.query.at(max(self.pages) + 1) if self.pages else self.query, self.error)

    @property
    def rows(self) -> int:
        """How many rows came."""
        return sum(len(page.allocations) for page in self.pages.values())

    @property
    def stopped(self) -> str:
        """A sentence when `MOST_ROWS` stopped it before the end; "" else."""
        return "" if self._next is None else f"Stopped after {self.rows:,} rows; go on with --page {self._next}."

    @property
    def view(self) -> Viewpoint:
        """From where the rows are looked at now: the profile's zone, and the question they answer."""
        return self.looking.at(self.profile, self.query, self.clock())

    async def _ask(self) -> None:
        give_what_is_needed(self.connection, self.profile)
        source = await self.connection.source(self.profile)
        hint = mismatch(self.query.entity_id, self.query.event_type)
        if hint:
            say(f"note: {self.query.entity_id} {hint}")
        async with aclosing(pages_of(source.fetch, self.query, self.clock)) as coming:
            async for page in coming:
                self._take(page)
                if not self.every or self.enough(self.rows):
                    return
                if page.has_next and self.rows >= MOST_ROWS:
                    self._next = page.query.page + 1
                    return

    def _take(self, page: Page) -> None:
        self.pages[page.query.page] = page
        say(self._narrated(page))
        for note in page.notes:
            say(f"note: {note}")
        self.came(page)

    def _narrated(self, page: Page) -> str:
        query = page.query
        told = [
            connection_words(self.profile),
            f"customer {query.customer_id}, {query.entity_id}, {query.event_type.title}",
            position(page, self.pages),
        ]
        if self.every and not page.has_next:
            told.append(total(self.pages))
        told += [doubles(page, self.pages), f"request {page.request_id}", f"{page.elapsed:.2f} s"]
        if not page.allocations and query.page == 1:
            told.append("that need not mean that no points were given; neo-tui sweep asks the other event types")
        return " · ".join(part for part in told if part)


async def pages_of(fetch: Callable[[Query], Awaitable[Page]], query: Query, clock: Clock) -> AsyncGenerator[Page, None]:
    """The page of a question and those behind it, each asked for when it is wanted.

    Raises:
        NeoError: A page did not come, or the server sends the same one for ever.
    """
    before: Page | None = None
    while True:
        try:
            page = await fetch(query)
        except NeoError as error:
            end = past_the_end(query, before, error, clock())
            if end is None:
                raise
            page = end
        if before is not None and same_rows(page, before):
            raise _same(page)
        yield page
        if not page.has_next:
            return
        before, query = page, page.query.at(page.query.page + 1)


def _same(page: Page) -> NeoError:
    """Going on would ask for the same rows for ever."""
    number = page.query.page
    return NeoError(
        Kind.SHAPE,
        "The server sends the same page again",
        f"Pages {number - 1} and {number} hold the very same rows: it seems not to look at the page asked for.",
        "Ask without --all, with --count 100 for as many rows as it gives.",
    )
