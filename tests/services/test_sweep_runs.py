"""A sweep that is gone on with: what was found stays, and only what is missing is asked again."""

from __future__ import annotations

import asyncio

import pytest

from neo_tui.domain.errors import Kind
from neo_tui.domain.event_types import EVENT_TYPES
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.domain.swept import State
from neo_tui.services.sweep_runs import SweepRuns
from tests.services.sweeping import Source, Time, error, page, until

pytestmark = pytest.mark.anyio
FEW = EVENT_TYPES[:6]


class Server:
    """Gives a row for type 2, refuses what it is told to refuse, and answers nothing while it is shut."""

    def __init__(self) -> None:
        self.refused: set[int] = set()
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, query: Query) -> Page:
        await self.open.wait()
        if query.event_type_id in self.refused:
            raise error(Kind.REJECTED)
        return page(query, 1 if query.event_type_id == 2 else 0)


def runs(time: Time) -> SweepRuns:
    return SweepRuns(7, "e", FEW, parallel=2, clock=time.clock, sleep=time.sleep)


async def test_the_second_run_asks_only_for_what_is_missing() -> None:
    time, server = Time(), Server()
    server.refused = {3, 5}
    source, asked = Source(server, time), runs(time)
    first = await asked.run(source)
    assert [outcome.kind.id for outcome in first.missing] == [3, 5]
    server.refused = {5}
    second = await asked.run(source)
    assert source.types[6:] == [3, 5]
    assert [outcome.kind.id for outcome in second.missing] == [5]
    assert [outcome.kind.id for outcome in second.of(State.FOUND)] == [2]
    assert second.elapsed > first.elapsed
    assert [outcome.kind for outcome in second.outcomes] == list(FEW)


async def test_progress_is_that_of_all_runs_together() -> None:
    time, server = Time(), Server()
    server.refused = {3}
    source, asked = Source(server, time), runs(time)
    assert (asked.progress.total, asked.progress.done) == (6, 0)
    await asked.run(source)
    assert (asked.progress.done, asked.progress.failed, asked.progress.estimate) == (6, 1, 0.0)
    server.open.clear()
    again = asyncio.create_task(asked.run(source))
    await until(lambda: len(asked.progress.asking) == 1)
    assert (asked.progress.done, asked.progress.found, asked.progress.failed) == (5, 1, 0)
    server.open.set()
    await again
    assert asked.progress.done == 6


async def test_a_cancelled_repeat_keeps_what_was_said_before() -> None:
    time, server = Time(), Server()
    server.refused = {3}
    source, asked = Source(server, time), runs(time)
    await asked.run(source)
    server.open.clear()
    again = asyncio.create_task(asked.run(source))
    await until(lambda: len(asked.progress.asking) == 1)
    asked.cancel()
    swept = await again
    await asked.ended()
    assert swept.cancelled
    assert not asked.running
    assert [(outcome.kind.id, outcome.state) for outcome in swept.missing] == [(3, State.REFUSED)]


async def test_what_waits_for_its_turn_is_not_being_asked_and_a_pause_takes_no_time() -> None:
    time, server = Time(), Server()
    server.open.clear()
    source, asked = Source(server, time), runs(time)
    running = asyncio.create_task(asked.run(source))
    await until(lambda: len(asked.progress.asking) == 1)
    asked.pause()
    server.open.set()
    await until(lambda: asked.progress.done == 1)
    for _ in range(20):
        await asyncio.sleep(0)
    before = asked.swept.elapsed
    time.now += 100
    assert (asked.progress.asking, asked.progress.paused, asked.swept.elapsed) == ((), True, before)
    asked.resume()
    swept = await running
    assert not swept.missing
    assert swept.elapsed < 100


async def test_when_none_is_on_pausing_and_cancelling_do_nothing() -> None:
    asked = runs(Time())
    asked.pause()
    asked.resume()
    asked.cancel()
    await asked.ended()
    assert not asked.progress.paused
    assert (asked.swept.cancelled, asked.swept.elapsed) == (False, 0.0)
