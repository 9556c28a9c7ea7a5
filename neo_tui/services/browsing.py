"""Browsing the pages of one question: loaded pages, the next one ahead, no question asked twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from neo_tui.domain.errors import NeoError
from neo_tui.domain.paging import Page, past_the_end
from neo_tui.domain.query import Query

Fetch = Callable[[Query], Awaitable[Page]]


@dataclass(eq=False)
class _Flight:
    """A request on its way and how many wait for it."""

    task: asyncio.Task[Page]
    waiting: int = 0


class Browsing:
    """One question and its pages.

    A page that is on its way is waited for, not asked for again: turning to the page that is being
    fetched ahead costs no second request.
    """

    def __init__(self, query: Query, fetch: Fetch) -> None:
        self.query = query
        self._fetch = fetch
        self._flights: dict[int, _Flight] = {}
        self.pages: dict[int, Page] = {}
        """The loaded pages by number."""

    async def page(self, number: int, *, again: bool = False) -> Page:
        """A page: from memory, from its flight, or asked for.

        Cancelling the caller cancels the request.

        Args:
            number: From 1.
            again: Ask the server even when the page is loaded; the other pages are then forgotten,
                for they may no longer fit to it.

        Raises:
            NeoError: Whatever went wrong; the loaded pages stay.
        """
        if not again and number in self.pages:
            return self.pages[number]
        if again:
            self.cancel()
        page = await self.once_more(number)
        if again:
            self.pages.clear()
        self.pages[number] = page
        return page

    async def once_more(self, number: int) -> Page:
        """A page as the server answers now, without taking it over: from its flight, or asked for.

        Cancelling the caller cancels the request.

        Raises:
            NeoError: Whatever went wrong.
        """
        flight = self._flights.get(number) or self._start(number)
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                flight.task.cancel()  # nobody waits any more: the connection is closed at once
                if self._flights.get(number) is flight:
                    del self._flights[number]  # who asks now must not wait for what is being cancelled

    def replace(self, pages: Mapping[int, Page]) -> None:
        """Take these pages for all that are loaded."""
        self.pages.clear()
        self.pages.update(pages)

    async def ahead(self, number: int) -> Page | None:
        """Fetch the page after a full one, quietly: None when there is none or it failed.

        A failure is not told; turning to that page asks again and tells.
        """
        page = self.pages.get(number)
        if page is None or not page.has_next:
            return None
        try:
            return await self.page(number + 1)
        except NeoError:
            return None

    def cancel(self) -> None:
        """Cancel what is on its way."""
        for flight in list(self._flights.values()):
            flight.task.cancel()
        self._flights.clear()

    def _start(self, number: int) -> _Flight:
        task = asyncio.create_task(self._ask(number), name=f"page {number}")
        flight = _Flight(task)
        self._flights[number] = flight
        task.add_done_callback(lambda done: self._landed(number, done))
        return flight

    async def _ask(self, number: int) -> Page:
        query = self.query.at(number)
        before = self.pages.get(number - 1)  # now: it may be forgotten until the answer is there
        try:
            return await self._fetch(query)
        except NeoError as error:
            end = past_the_end(query, before, error, datetime.now(UTC))
            if end is None:
                raise
            return end

    def _landed(self, number: int, task: asyncio.Task[Page]) -> None:
        current = self._flights.get(number)
        if current is not None and current.task is task:
            del self._flights[number]
        if not task.cancelled():
            task.exception()  # taken, so that an unwaited failure is not reported as lost


def page_holding(row: int, count: int) -> int:
    """The page of that size which holds a row (counted from 1)."""
    return (row - 1) // count + 1
