"""A watch asks politely, is honest about what it knows, and ends where going on is no use."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.live import STEP, WATCHED
from neo_tui.demo.rows import SAMPLE
from neo_tui.demo.server import DemoServer
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.domain.watch import Observation, Phase
from neo_tui.services.watching import LONGEST_BACK_OFF, Watching
from tests.domain.rows import raw
from tests.services.sweeping import error

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
QUERY = Query("e", 7, 15)


class Time:
    """A present that moves when the test says so; who sleeps wakes in the order of the hours."""

    def __init__(self) -> None:
        self.now = NOW
        self.sleeping: list[tuple[datetime, asyncio.Future[None]]] = []

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        alarm: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        mine = (self.now + timedelta(seconds=seconds), alarm)
        self.sleeping.append(mine)
        try:
            await alarm
        finally:
            self.sleeping.remove(mine)

    async def passes(self, seconds: float) -> None:
        end = self.now + timedelta(seconds=seconds)
        while True:
            await settle()
            due = [each for each in self.sleeping if each[0] <= end and not each[1].done()]
            if not due:
                break
            at, alarm = min(due, key=lambda each: each[0])
            self.now = at
            alarm.set_result(None)
        self.now = end
        await settle()


async def settle() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


def page(*statuses: str) -> Page:
    rows = tuple(raw(json.dumps(SAMPLE | {"id": place, "status": status})) for place, status in enumerate(statuses))
    return Page(QUERY, rows, "id", NOW, 0.01, "[]")


class Room:
    """A watch with what it is made of. What it is answered stands in `says`; the last of them stays."""

    def __init__(self, *says: object, every: float = 30, before: Sequence[Page] = ()) -> None:
        self.time, self.says, self.told = Time(), list(says), list[Observation]()
        self.asked: list[float] = []
        self.under_way: int = 0
        self.gate: asyncio.Event | None = None
        self.watch = Watching(
            self.fetch, every, self.told.append, clock=self.time.clock, sleep=self.time.sleep, before=before
        )
        self.task = asyncio.ensure_future(self.watch.run())

    async def fetch(self) -> Sequence[Page]:
        self.asked.append((self.time.now - NOW).total_seconds())
        assert not self.under_way, "two questions at once"
        self.under_way += 1
        try:
            if self.gate is not None:
                await self.gate.wait()
            says = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        finally:
            self.under_way -= 1
        if isinstance(says, NeoError):
            raise says
        assert isinstance(says, Page)
        return [says]

    @property
    def last(self) -> Observation:
        return self.watch.observation


MakeRoom = Callable[..., Room]


@pytest.fixture
async def room() -> AsyncIterator[MakeRoom]:
    made: list[Room] = []

    def make(*says: object, every: float = 30, before: Sequence[Page] = ()) -> Room:
        made.append(Room(*says, every=every, before=before))
        return made[-1]

    yield make
    for each in made:
        each.watch.cancel()
        await asyncio.gather(each.task, return_exceptions=True)


async def test_it_asks_at_once_and_then_every_so_often(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"))
    await here.time.passes(95)
    assert here.asked == [0, 30, 60, 90]
    assert [each.phase for each in here.told[:3]] == [Phase.ASKING, Phase.WAITING, Phase.ASKING]
    assert here.last.next_at == NOW + timedelta(seconds=120)


async def test_the_interval_runs_from_an_answer_to_the_next_question_and_never_are_there_two(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"))
    here.gate = asyncio.Event()
    await here.time.passes(100)
    assert here.asked == [0]
    assert (here.last.phase, here.last.since, here.last.next_at) == (Phase.ASKING, NOW, None)
    here.watch.ask_now()
    here.gate.set()
    await here.time.passes(29)
    assert here.asked == [0]
    await here.time.passes(1)
    assert here.asked == [0, 130]


async def test_each_answer_is_compared_with_the_one_before(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"), page("AVAILABLE"), page("EXPIRED"), page("EXPIRED", "AVAILABLE"), page())
    await here.time.passes(0)
    assert (here.told[-1].comparison, here.told[-1].news) == (None, False)
    seen = []
    for _ in range(4):
        await here.time.passes(30)
        compared = here.last.comparison
        assert compared is not None
        seen.append((len(compared.changed), len(compared.added), len(compared.removed), here.last.news))
    assert seen == [(0, 0, 0, False), (1, 0, 0, True), (0, 1, 0, True), (0, 0, 2, True)]
    assert here.last.changed_at == NOW + timedelta(seconds=120)


async def test_news_are_told_once(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"), page("EXPIRED"))
    await here.time.passes(31)
    here.watch.pause()
    await settle()
    assert [each.news for each in here.told] == [False, False, False, True, False]


async def test_the_first_answer_is_compared_with_what_is_there_already(room: MakeRoom) -> None:
    here = room(page("EXPIRED"), before=[page("AVAILABLE")])
    assert here.last.answered_at == NOW
    await here.time.passes(0)
    assert here.last.news


async def test_failures_double_the_wait_up_to_ten_minutes_and_an_answer_mends_it(room: MakeRoom) -> None:
    down = error(Kind.CONNECT)
    here = room(page("AVAILABLE"), *[down] * 7, page("AVAILABLE"))
    await here.time.passes(30)
    gaps = []
    for _ in range(7):
        assert here.last.next_at is not None
        gaps.append((here.last.next_at - here.time.now).total_seconds())
        assert here.last.answered_at == NOW
        assert here.last.error is down
        assert here.last.pages
        await here.time.passes(gaps[-1])
    assert gaps == [60, 120, 240, 480, 600, 600, 600]
    assert (here.last.failures, here.last.error) == (0, None)
    assert here.last.next_at == here.time.now + timedelta(seconds=30)
    assert here.last.comparison is not None
    assert here.last.comparison.same


async def test_a_long_interval_is_not_shortened_by_failures(room: MakeRoom) -> None:
    here = room(error(Kind.SERVER), every=3600)
    await here.time.passes(3 * 3600 + 1)
    assert here.asked == [0, 3600, 7200, 10800]


async def test_a_thousand_failures_are_no_trouble(room: MakeRoom) -> None:
    here = room(error(Kind.TIMEOUT), every=5)
    await here.time.passes(1100 * LONGEST_BACK_OFF)
    assert here.last.failures > 1_024
    assert here.last.phase is Phase.WAITING


async def test_what_the_server_asks_is_honoured_also_by_a_hurried_hand(room: MakeRoom) -> None:
    here = room(error(Kind.RATE_LIMIT, retry_after=200), page("AVAILABLE"), every=5)
    await here.time.passes(0)
    assert here.last.put_off
    here.watch.ask_now()
    here.watch.pause()
    here.watch.resume()
    await here.time.passes(199)
    assert here.asked == [0]
    await here.time.passes(1)
    assert here.asked == [0, 200]
    assert not here.last.put_off


@pytest.mark.parametrize(
    "refusal",
    [
        *(
            error(kind)
            for kind in (Kind.AUTH, Kind.FORBIDDEN, Kind.TLS, Kind.REDIRECT, Kind.REJECTED, Kind.CREDENTIALS)
        ),
        error(Kind.API, field="customer"),
        error(Kind.RATE_LIMIT, retry_after=3601),
    ],
)
async def test_what_asking_again_cannot_mend_ends_it(room: MakeRoom, refusal: NeoError) -> None:
    here = room(page("AVAILABLE"), refusal)
    await here.time.passes(3600)
    assert here.asked == [0, 30]
    assert await here.task == here.last
    assert here.last.gave_up
    assert here.last.error is refusal
    assert (here.last.failures, here.last.answered_at, here.last.next_at) == (1, NOW, None)
    assert here.last.pages
    here.watch.resume()
    here.watch.ask_now()
    here.watch.cancel()
    assert here.told[-1].since == NOW + timedelta(seconds=30)
    assert [each.phase for each in here.told].count(Phase.STOPPED) == 1


@pytest.mark.parametrize("kind", [Kind.DNS, Kind.CONNECT, Kind.TIMEOUT, Kind.SERVER, Kind.NOT_JSON, Kind.NOT_FOUND])
async def test_what_may_pass_does_not_end_it(room: MakeRoom, kind: Kind) -> None:
    here = room(error(kind), page("AVAILABLE"))
    await here.time.passes(61)
    assert here.asked == [0, 60]
    assert here.last.answered_at == NOW + timedelta(seconds=60)


async def test_paused_it_asks_nothing_and_resumed_at_once(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"))
    await here.time.passes(10)
    here.watch.pause()
    here.watch.pause()
    await here.time.passes(500)
    assert here.asked == [0]
    assert (here.last.phase, here.last.next_at) == (Phase.PAUSED, None)
    here.watch.ask_now()
    await here.time.passes(0)
    assert here.asked == [0]
    here.watch.resume()
    await here.time.passes(30)
    assert here.asked == [0, 510, 540]


async def test_pausing_and_resuming_is_no_way_to_hammer(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"))
    await here.time.passes(1)
    for _ in range(5):
        here.watch.pause()
        await settle()
        here.watch.resume()
        await settle()
    await here.time.passes(5)
    assert here.asked == [0, 5]


async def test_what_is_on_its_way_while_it_is_paused_lands(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"))
    here.gate = asyncio.Event()
    await here.time.passes(1)
    here.watch.pause()
    assert here.last.phase is Phase.ASKING
    here.gate.set()
    await here.time.passes(100)
    assert (here.last.phase, len(here.last.pages), here.asked) == (Phase.PAUSED, 1, [0])


async def test_cancelling_ends_what_is_on_its_way(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"))
    here.gate = asyncio.Event()
    await here.time.passes(1)
    here.watch.cancel()
    ended = await here.task
    assert (ended.phase, ended.gave_up, here.under_way) == (Phase.STOPPED, False, 0)


async def test_cancelling_the_caller_ends_it_too(room: MakeRoom) -> None:
    for waits in (True, False):
        here = room(page("AVAILABLE"))
        here.gate = asyncio.Event() if waits else None
        await here.time.passes(1)
        here.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await here.task
        assert (here.last.phase, here.under_way, here.time.sleeping) == (Phase.STOPPED, 0, [])


async def test_a_wall_clock_that_is_set_back_does_not_keep_it_waiting(room: MakeRoom) -> None:
    here = room(page("AVAILABLE"))
    await settle()
    _, alarm = here.time.sleeping[0]
    here.time.now -= timedelta(hours=1)
    alarm.set_result(None)
    await settle()
    assert len(here.asked) == 2


@pytest.mark.parametrize("every", [0, 4.9, 3601, float("nan")])
async def test_the_interval_has_bounds(every: float) -> None:
    async def fetch() -> Sequence[Page]:
        raise AssertionError("never asked")

    with pytest.raises(ValueError, match="every 5 to 3600 seconds"):
        Watching(fetch, every, lambda _: None, clock=lambda: NOW)


async def test_a_fault_of_who_is_told_is_not_lost() -> None:
    async def fetch() -> Sequence[Page]:
        return [page("AVAILABLE")]

    def tell(seen: Observation) -> None:
        if seen.fresh:
            raise KeyError("a fault")

    with pytest.raises(KeyError):
        await Watching(fetch, 30, tell, clock=lambda: NOW).run()


async def test_at_the_bundled_server_points_go_while_one_watches() -> None:
    time = Time()
    customer, entity, kind = WATCHED
    with DemoServer(now=time.clock) as server:
        profile = Profile("demo", server.url, Auth.BASIC, USERNAME)
        async with NeoClient(profile, Secret(PASSWORD)) as client:

            async def fetch() -> Sequence[Page]:
                return [await client.fetch(Query(entity, customer, kind))]

            told: list[Observation] = []
            answered = asyncio.Event()

            def tell(seen: Observation) -> None:
                told.append(seen)
                if seen.fresh:
                    answered.set()

            watch = Watching(fetch, STEP, tell, clock=time.clock, sleep=time.sleep)
            task = asyncio.ensure_future(watch.run())
            for _ in range(3):
                async with asyncio.timeout(10):
                    await answered.wait()
                answered.clear()
                await time.passes(STEP)
            watch.cancel()
            await task
        assert not server.faults
    fresh = [each for each in told if each.fresh]
    changes = [each.comparison.change("redeemed") for each in fresh if each.comparison]
    assert changes[:2] == [20, 20]
    assert [each.news for each in fresh[:3]] == [False, True, True]
