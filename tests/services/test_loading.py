"""Loading the rest, and all once more: the real client, the bundled server and servers with habits of their own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from threading import Event

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.demo.server import DemoServer
from neo_tui.domain.errors import NeoError
from neo_tui.domain.gathered import gather
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.services.browsing import Browsing
from neo_tui.services.loading import load_again, load_rest
from tests.answering import Answer, AnsweringServer

pytestmark = pytest.mark.anyio

BULK = Query("bUlk237008", 410000107, 42, 1, 100)
Ask = Callable[[str, Query], Awaitable[Browsing]]
Answering = Callable[[Answer], AnsweringServer]


@asynccontextmanager
async def browsing(profile: Profile, host: str, query: Query) -> AsyncIterator[Browsing]:
    async with NeoClient(replace(profile, host=host), profile.secret or Secret("")) as client:
        yield Browsing(query, client.fetch)


class Told:
    """What is told while loading."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, int]] = []

    def __call__(self, number: int, rows: int) -> None:
        self.lines.append((number, rows))


class Rows:
    """A server of some rows, whose habits a test may change while it answers."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.ids = 0
        """The id of the first row."""
        self.broken: set[int] = set()
        """Pages that answer 500."""
        self.beyond: tuple[int, bytes] | None = None
        """What comes past the end instead of `[]`."""
        self.held: set[int] = set()
        """Pages that do not answer until `go`."""
        self.arrived, self.go = Event(), Event()

    def __call__(self, query: dict[str, str]) -> bytes | tuple[int, bytes]:
        number, count = int(query["page"]), int(query["count"])
        if number in self.held:
            self.arrived.set()
            self.go.wait(10)
        if number in self.broken:
            return 500, b"{}"
        start = (number - 1) * count
        if start >= self.rows and self.beyond:
            return self.beyond
        return json.dumps([{"id": self.ids + place} for place in range(start, min(start + count, self.rows))]).encode()


def ids(of: Browsing) -> list[int | None]:
    return [row.id for row in gather(of.pages).rows]


async def test_the_rest_of_the_237_entries_is_loaded_and_progress_told(
    demo_profile: Profile, demo_server: DemoServer
) -> None:
    async with browsing(demo_profile, demo_server.url, BULK) as of:
        await of.page(1)
        told = Told()
        rest = await load_rest(of, told)
        assert (rest.rows, rest.why_not_all) == (237, "")
        assert told.lines == [(2, 100), (3, 200)]
        assert gather(of.pages).complete
        assert len(set(ids(of))) == 237
        assert len(demo_server.requests) == 3
        assert await load_rest(of, told) == rest
        assert len(demo_server.requests) == 3


async def test_pages_before_the_one_that_was_looked_at_are_loaded_too(
    demo_profile: Profile, demo_server: DemoServer
) -> None:
    async with browsing(demo_profile, demo_server.url, BULK) as of:
        await of.page(3)
        assert (await load_rest(of, Told())).rows == 237
        assert sorted(request.query["page"] for request in demo_server.requests) == ["1", "2", "3"]


async def test_from_a_page_far_past_the_end_only_what_there_is_is_asked_for(
    demo_profile: Profile, answering: Answering
) -> None:
    server = answering(Rows(25))
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 900, 10)) as of:
        await of.page(900)
        assert (await load_rest(of, Told())).rows == 25
        assert [query["page"] for query in server.asked] == ["900", "1", "2", "3"]


@pytest.mark.parametrize("beyond", [None, (404, b"{}")])
async def test_behind_a_full_last_page_an_empty_one_or_404_is_the_end(
    demo_profile: Profile, answering: Answering, beyond: tuple[int, bytes] | None
) -> None:
    rows = Rows(20)
    rows.beyond = beyond
    server = answering(rows)
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        rest = await load_rest(of, Told())
        assert (rest.rows, rest.why_not_all) == (20, "")
        assert len(server.asked) == 3


async def test_no_more_than_the_bound_is_loaded_and_that_is_said(demo_profile: Profile, answering: Answering) -> None:
    server = answering(Rows(1000))
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        rest = await load_rest(of, Told(), most=30)
        assert rest.rows == 30
        assert rest.why_not_all == "30 rows are loaded, and more than 30 are not kept: ask in parts."
        assert len(server.asked) == 3


async def test_a_server_that_does_not_look_at_the_page_is_asked_no_further(
    demo_profile: Profile, answering: Answering
) -> None:
    server = answering(lambda _: json.dumps([{"id": number} for number in range(10)]).encode())
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        rest = await load_rest(of, Told())
        assert rest.why_not_all == "Page 2 holds the very rows of page 1: the server does not look at the page."
        assert len(server.asked) == 2


async def test_a_page_that_does_not_come_takes_none_away_and_the_next_time_begins_there(
    demo_profile: Profile, answering: Answering
) -> None:
    rows = Rows(45)
    rows.broken = {4}
    server = answering(rows)
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        with pytest.raises(NeoError):
            await load_rest(of, Told())
        assert ids(of) == list(range(30))
        rows.broken = set()
        assert (await load_rest(of, Told())).rows == 45
        assert [query["page"] for query in server.asked].count("3") == 1


async def test_cancelled_at_any_page_what_has_come_stays_and_nothing_more_is_asked(
    demo_profile: Profile, answering: Answering
) -> None:
    rows = Rows(100)
    rows.held = {3}
    server = answering(rows)
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        loading = asyncio.create_task(load_rest(of, Told()))
        await asyncio.to_thread(rows.arrived.wait, 10)
        loading.cancel()
        await asyncio.wait({loading})
        assert loading.cancelled()
        rows.go.set()
        assert ids(of) == list(range(20))
        assert len(server.asked) == 3
        assert (await load_rest(of, Told())).rows == 100


async def test_all_loaded_pages_once_more_and_only_they(demo_profile: Profile, answering: Answering) -> None:
    rows = Rows(100)
    server = answering(rows)
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        for number in (1, 2, 4):
            await of.page(number)
        rows.ids = 1000
        told = Told()
        fresh = await load_again(of, [4, 1, 2], told)
        assert told.lines == [(1, 0), (2, 10), (4, 20)]
        assert of.pages == fresh
        assert ids(of) == [*range(1000, 1020), *range(1030, 1040)]
        await load_again(of, [1], Told())
        assert sorted(of.pages) == [1]


async def test_once_more_is_all_or_nothing(demo_profile: Profile, answering: Answering) -> None:
    rows = Rows(100)
    server = answering(rows)
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        for number in (1, 2, 3):
            await of.page(number)
        before = dict(of.pages)
        rows.ids, rows.broken = 1000, {3}
        with pytest.raises(NeoError):
            await load_again(of, [1, 2, 3], Told())
        assert of.pages == before
        rows.broken, rows.held = set(), {2}
        again = asyncio.create_task(load_again(of, [1, 2, 3], Told()))
        await asyncio.to_thread(rows.arrived.wait, 10)
        again.cancel()
        await asyncio.wait({again})
        rows.go.set()
        assert of.pages == before


@pytest.mark.parametrize("beyond", [None, (404, b"{}")])
async def test_an_answer_that_has_become_shorter_loses_the_pages_behind_its_end(
    demo_profile: Profile, answering: Answering, beyond: tuple[int, bytes] | None
) -> None:
    rows = Rows(35)
    server = answering(rows)
    async with browsing(demo_profile, server.url, Query("e", 1, 15, 1, 10)) as of:
        await load_rest(of, Told())
        for left, pages in ((20, [1, 2, 3]), (15, [1, 2]), (0, [1])):
            rows.rows, rows.beyond = left, beyond if left else None
            await load_again(of, sorted(of.pages), Told())
            assert ids(of) == list(range(left))
            assert sorted(of.pages) == pages
            assert gather(of.pages).complete
