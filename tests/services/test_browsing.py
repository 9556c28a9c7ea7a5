"""Pages of one question: asked for once, ahead of need, and never mixed up."""

from __future__ import annotations

import asyncio
import gc
from collections import defaultdict
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.api.client import NeoClient
from neo_tui.demo.server import DemoServer
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.services.browsing import Browsing, page_holding
from tests.domain.rows import row

pytestmark = pytest.mark.anyio
QUERY = Query("e", 1, 15, 1, 2)


class Server:
    """Answers when told to; three pages of 2, 2 and 1 rows."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.cancelled: list[int] = []
        self.stopped = asyncio.Event()
        self.arrivals: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.answers: dict[int, asyncio.Future[None]] = {}
        self.held = False

    async def fetch(self, query: Query) -> Page:
        self.asked.append(query.page)
        if self.held:
            self.answers[query.page] = asyncio.get_running_loop().create_future()
            self.arrivals[query.page].set()
            try:
                await self.answers[query.page]
            except asyncio.CancelledError:
                self.cancelled.append(query.page)
                self.stopped.set()
                for _ in range(3):  # a connection takes a moment to close
                    await asyncio.sleep(0)
                raise
        rows = tuple(row(id=10 * query.page + place) for place in range({1: 2, 2: 2, 3: 1}.get(query.page, 0)))
        return Page(query, rows, f"id-{len(self.asked)}", datetime(2026, 11, 23, tzinfo=UTC), 0.1, "[]")

    async def arrived(self, number: int) -> None:
        await self.arrivals[number].wait()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def browsing(server: Server) -> Browsing:
    return Browsing(QUERY, server.fetch)


async def test_a_loaded_page_is_not_asked_for_again(browsing: Browsing, server: Server) -> None:
    first = await browsing.page(1)
    assert await browsing.page(1) is first
    assert server.asked == [1]


async def test_turning_to_the_page_on_its_way_costs_no_second_request(browsing: Browsing, server: Server) -> None:
    await browsing.page(1)
    server.held = True
    ahead = asyncio.create_task(browsing.ahead(1))
    await server.arrived(2)
    turned = asyncio.create_task(browsing.page(2))
    await asyncio.sleep(0)
    server.answers[2].set_result(None)
    assert await turned is await ahead
    assert server.asked == [1, 2]


async def test_turning_away_does_not_cancel_what_another_waits_for(browsing: Browsing, server: Server) -> None:
    server.held = True
    one, two = asyncio.create_task(browsing.page(1)), asyncio.create_task(browsing.page(1))
    await server.arrived(1)
    one.cancel()
    await asyncio.wait({one})
    server.answers[1].set_result(None)
    assert (await two).query.page == 1
    assert server.asked == [1]
    assert not server.cancelled


async def test_a_request_that_nobody_waits_for_is_cancelled(browsing: Browsing, server: Server) -> None:
    server.held = True
    task = asyncio.create_task(browsing.page(1))
    await server.arrived(1)
    task.cancel()
    await asyncio.wait({task})
    await server.stopped.wait()
    assert server.cancelled == [1]
    assert browsing.pages == {}
    server.held = False
    assert (await browsing.page(1)).query.page == 1


async def test_who_asks_for_a_page_just_as_it_is_cancelled_gets_it(browsing: Browsing, server: Server) -> None:
    server.held = True
    first = asyncio.create_task(browsing.page(1))
    await server.arrived(1)
    first.cancel()
    await asyncio.wait({first})
    server.held = False
    assert (await browsing.page(1)).query.page == 1
    assert server.asked == [1, 1]


async def test_after_the_last_page_nothing_is_asked_ahead(browsing: Browsing, server: Server) -> None:
    await browsing.page(3)
    assert await browsing.ahead(3) is None
    assert await browsing.ahead(7) is None
    assert server.asked == [3]


async def test_refreshing_asks_again_and_forgets_the_other_pages(browsing: Browsing, server: Server) -> None:
    await browsing.page(1)
    await browsing.page(2)
    again = await browsing.page(1, again=True)
    assert browsing.pages == {1: again}
    assert server.asked == [1, 2, 1]


async def test_refreshing_drops_what_was_being_fetched_ahead(browsing: Browsing, server: Server) -> None:
    await browsing.page(1)
    server.held = True
    ahead = asyncio.create_task(browsing.ahead(1))
    await server.arrived(2)
    again = asyncio.create_task(browsing.page(1, again=True))
    await server.arrived(1)
    server.answers[1].set_result(None)
    fresh = await again
    await asyncio.wait({ahead})
    assert ahead.cancelled()
    assert server.cancelled == [2]
    assert browsing.pages == {1: fresh}


async def test_a_failed_refresh_keeps_the_pages(browsing: Browsing, server: Server) -> None:
    first = await browsing.page(1)
    server.held = True
    again = asyncio.create_task(browsing.page(1, again=True))
    await server.arrived(1)
    server.answers[1].set_exception(NeoError(Kind.CONNECT, "gone", "It went.", "Try again."))
    with pytest.raises(NeoError):
        await again
    assert browsing.pages == {1: first}


async def test_a_failure_ahead_is_quiet_and_told_when_turned_to(demo_server: DemoServer, demo_profile: Profile) -> None:
    assert demo_profile.secret is not None
    client = NeoClient(demo_profile, demo_profile.secret)
    browsing = Browsing(Query("bUlk237008", 410000107, 42), client.fetch)
    try:
        assert (await browsing.page(1)).has_next
        demo_server.stop()
        assert await browsing.ahead(1) is None
        assert list(browsing.pages) == [1]
        with pytest.raises(NeoError, match="cannot be reached"):
            await browsing.page(2)
    finally:
        await client.aclose()


async def test_a_failure_that_nobody_waited_for_is_not_reported_as_lost(
    browsing: Browsing, server: Server, recwarn: pytest.WarningsRecorder
) -> None:
    server.held = True
    lost: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: lost.append(context))
    task = asyncio.create_task(browsing.page(1))
    await server.arrived(1)
    server.answers[1].set_exception(NeoError(Kind.CONNECT, "gone", "It went.", "Try again."))
    task.cancel()
    await asyncio.wait({task})
    del task
    gc.collect()  # a lost failure is reported when its task goes
    assert not lost
    assert not recwarn.list


@given(st.integers(1, 10_000), st.integers(1, 100))
def test_another_page_size_keeps_the_row_in_view(line: int, count: int) -> None:
    number = page_holding(line, count)
    assert (number - 1) * count < line <= number * count
