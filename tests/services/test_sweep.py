"""The sweep asks politely, stops where going on is no use, and accounts for every event type."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.event_types import EVENT_TYPES, EventType
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.domain.swept import Outcome, State
from neo_tui.services.sweep import Sweep
from tests.services.sweeping import Source, Time, error, page, until

pytestmark = pytest.mark.anyio
FEW = EVENT_TYPES[:12]


class Told:
    """Answers by event type: rows, an error, or one after the other; without a word, no rows."""

    def __init__(self, **said: object) -> None:
        self.said = {int(name.removeprefix("t")): value for name, value in said.items()}
        self.everything: object = 0

    async def __call__(self, query: Query) -> Page:
        await asyncio.sleep(0)
        answer = self.said.get(query.event_type_id, self.everything)
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, NeoError):
            raise answer
        assert isinstance(answer, int)
        return page(query, answer)


class Room:
    """A sweep with what it is made of."""

    def __init__(
        self, told: Told, kinds: Iterable[EventType] = FEW, *, parallel: int = 4, entity: str = "e", rate: float = 5
    ) -> None:
        self.time = Time()
        self.source = Source(told, self.time)
        self.landed: list[Outcome] = []
        self.sweep = Sweep(
            self.source, 7, entity, kinds, parallel=parallel, rate=rate, on_outcome=self.landed.append,
            clock=self.time.clock, sleep=self.time.sleep, jitter=lambda: 1.0,
        )  # fmt: skip


def everything_says(answer: object) -> Told:
    told = Told()
    told.everything = answer
    return told


async def test_found_none_and_refused_are_told_apart() -> None:
    room = Room(Told(t3=2, t5=100, t7=error(Kind.NOT_FOUND), t8=error(Kind.REJECTED)))
    swept = await room.sweep.run()
    states = {outcome.kind.id: outcome.state for outcome in swept.outcomes}
    assert {number for number, state in states.items() if state is State.FOUND} == {3, 5}
    assert states[7] is State.NONE
    assert states[8] is State.REFUSED
    assert {outcome.kind.id: outcome.rows for outcome in swept.of(State.FOUND)} == {3: "2", 5: "100+"}
    assert sorted(room.source.types) == [kind.id for kind in FEW]
    assert len(room.landed) == len(FEW)
    assert swept.exit_code == ExitCode.REFUSED


async def test_nothing_found_is_a_whole_answer_too() -> None:
    swept = await Room(Told()).sweep.run()
    assert (swept.exit_code, swept.missing, swept.stopped) == (0, [], None)


async def test_an_error_that_reads_as_no_data_is_none() -> None:
    swept = await Room(everything_says(error(Kind.API, field="entity"))).sweep.run()
    assert len(swept.of(State.NONE)) == len(FEW)


async def test_each_type_is_asked_for_its_first_hundred_rows() -> None:
    asked: list[Query] = []

    async def answers(query: Query) -> Page:
        asked.append(query)
        return page(query, 0)

    time = Time()
    await Sweep(Source(answers, time), 7, "e", FEW[:1], clock=time.clock, sleep=time.sleep).run()
    assert asked == [Query("e", 7, 1, 1, 100)]


@pytest.mark.parametrize(
    ("entity", "first"),
    [
        ("1b4e28ba-2fa1-11d2-883f-0016d3cca427", [23, 1, 2]),
        ("890697432", [15, 25, 78, 1]),
        ("hfjWDK0dek", [15, 2, 12, 3]),
        ("no-shape", [15, 23, 1, 2]),
    ],
)
async def test_the_likeliest_types_go_first_then_the_table(entity: str, first: list[int]) -> None:
    room = Room(Told(), EVENT_TYPES, entity=entity, rate=20)
    await room.sweep.run()
    assert room.source.types[: len(first)] == first
    assert sorted(room.source.types) == list(range(1, 90))


@pytest.mark.parametrize("parallel", [1, 3])
async def test_no_more_are_on_their_way_than_said_and_the_rate_is_held(parallel: int) -> None:
    room = Room(Told(), EVENT_TYPES, parallel=parallel, rate=4)
    await room.sweep.run()
    assert room.source.most <= parallel
    assert min(room.source.gaps) >= 0.25 - 1e-9
    assert room.sweep.swept.elapsed == pytest.approx(88 / 4, rel=0.05)


async def test_parallel_is_used_where_answers_take_long() -> None:
    gate = asyncio.Event()

    async def answers(query: Query) -> Page:
        if query.event_type_id != 1:
            await gate.wait()
        return page(query, 0)

    time = Time()
    source = Source(answers, time)
    running = asyncio.create_task(Sweep(source, 7, "e", FEW, clock=time.clock, sleep=time.sleep).run())
    await until(lambda: source.under_way == 4)
    gate.set()
    assert not (await running).missing
    assert source.most == 4


@pytest.mark.parametrize("kind", [Kind.RATE_LIMIT, Kind.SERVER])
async def test_a_server_that_asks_to_wait_is_left_alone_by_all(kind: Kind) -> None:
    room = Room(Told(t6=[error(kind, retry_after=30.0), 1]))
    swept = await room.sweep.run()
    assert not swept.missing
    assert room.source.types.count(6) == 2
    long = [gap for gap in room.source.gaps if gap > 1]
    assert len(long) == 1
    assert long[0] >= 29


async def test_a_type_that_is_put_off_three_times_is_given_up() -> None:
    room = Room(Told(t2=error(Kind.RATE_LIMIT, retry_after=2.0)))
    swept = await room.sweep.run()
    assert room.source.types.count(2) == 4
    assert [outcome.kind.id for outcome in swept.missing] == [2]


async def test_a_wait_that_is_too_long_ends_it() -> None:
    room = Room(Told(t3=error(Kind.RATE_LIMIT, retry_after=61.0)))
    swept = await room.sweep.run()
    assert swept.stopped is not None
    assert swept.stopped.retry_after == 61
    assert len(swept.of(State.NONE)) >= 2
    assert swept.of(State.NOT_ASKED)
    assert max(room.time.slept, default=0) < 1


async def test_failures_that_pass_are_tried_again_with_jitter() -> None:
    told = Told(t4=[error(Kind.SERVER), error(Kind.TIMEOUT), 1], t5=[error(Kind.INTERRUPTED), 0])
    room = Room(told)
    swept = await room.sweep.run()
    assert not swept.missing
    assert room.source.types.count(4) == 3
    assert {0.5, 1.0} <= set(room.time.slept)


async def test_an_outage_multiplies_no_requests() -> None:
    room = Room(everything_says(error(Kind.SERVER)), EVENT_TYPES)
    swept = await room.sweep.run()
    assert len(swept.of(State.REFUSED)) == 89
    assert len(room.source.asked) == 89 + 10


@pytest.mark.parametrize("kind", [Kind.CONNECT, Kind.RATE_LIMIT])
async def test_a_server_that_is_gone_is_not_asked_89_times(kind: Kind) -> None:
    room = Room(everything_says(error(kind)), EVENT_TYPES)
    swept = await room.sweep.run()
    assert swept.stopped is not None
    assert len(swept.of(State.NOT_ASKED)) > 70
    assert swept.exit_code == (ExitCode.UNREACHABLE if kind is Kind.CONNECT else ExitCode.REFUSED)


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (error(Kind.AUTH), 1),
        (error(Kind.FORBIDDEN), 1),
        (error(Kind.CREDENTIALS), 2),
        (error(Kind.TLS), 3),
        (error(Kind.REJECTED, field="customer"), 1),
    ],
)
async def test_what_is_refused_to_all_is_refused_once(refusal: NeoError, code: int) -> None:
    room = Room(everything_says(refusal), EVENT_TYPES)
    swept = await room.sweep.run()
    assert len(room.source.asked) == 1
    assert swept.stopped is refusal
    assert (len(swept.of(State.REFUSED)), len(swept.of(State.NOT_ASKED))) == (1, 88)
    assert swept.exit_code == code


async def test_the_first_question_goes_alone() -> None:
    gate = asyncio.Event()

    async def answers(query: Query) -> Page:
        await gate.wait()
        return page(query, 0)

    time = Time()
    source = Source(answers, time)
    running = asyncio.create_task(Sweep(source, 7, "e", FEW, clock=time.clock, sleep=time.sleep).run())
    for _ in range(200):
        await asyncio.sleep(0)
    assert len(source.asked) == 1
    gate.set()
    assert not (await running).missing


async def test_credentials_that_are_refused_in_between_cost_no_more_than_are_under_way() -> None:
    gate = asyncio.Event()

    async def answers(query: Query) -> Page:
        if query.event_type_id < 5:
            return page(query, 1)
        await gate.wait()
        raise error(Kind.AUTH)

    time = Time()
    source = Source(answers, time)
    running = asyncio.create_task(Sweep(source, 7, "e", FEW, clock=time.clock, sleep=time.sleep).run())
    await until(lambda: source.under_way == 4)
    gate.set()
    swept = await running
    assert len(source.asked) == 4 + 4
    assert len(swept.of(State.FOUND)) == 4
    assert swept.stopped is not None


async def test_pause_lets_nothing_more_go_until_resume() -> None:
    room = Room(Told(), rate=1000)
    running = asyncio.create_task(room.sweep.run())
    await until(lambda: len(room.landed) >= 3)
    room.sweep.pause()
    await until(lambda: not room.source.under_way)
    asked = len(room.source.asked)
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(room.source.asked) == asked
    assert room.sweep.progress.paused
    room.sweep.resume()
    assert not (await running).missing


async def test_cancel_keeps_what_was_found_and_says_what_is_missing() -> None:
    room = Room(Told(t1=3), rate=1000)
    running = asyncio.create_task(room.sweep.run())
    await until(lambda: len(room.landed) >= 3)
    room.sweep.cancel()
    swept = await running
    assert swept.cancelled
    assert swept.exit_code == ExitCode.INTERRUPTED
    assert [outcome.kind.id for outcome in swept.of(State.FOUND)] == [1]
    assert len(swept.of(State.FOUND, State.NONE)) == len(room.landed)
    assert len(swept.outcomes) == len(FEW)
    assert room.source.under_way == 0


async def test_who_cancels_the_task_finds_the_same() -> None:
    room = Room(Told(t1=3), rate=1000)
    running = asyncio.create_task(room.sweep.run())
    await until(lambda: len(room.landed) >= 2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert room.sweep.swept.cancelled
    assert room.source.under_way == 0
    assert len(room.sweep.swept.of(State.FOUND)) == 1


async def test_a_cancelled_sweep_that_has_not_begun_asks_nothing() -> None:
    room = Room(Told())
    room.sweep.cancel()
    swept = await room.sweep.run()
    assert len(swept.of(State.NOT_ASKED)) == len(FEW)
    assert not room.source.asked


async def test_progress_counts_and_estimates() -> None:
    room = Room(Told(t1=1, t2=error(Kind.REJECTED)), rate=2)
    before = room.sweep.progress
    assert (before.total, before.done, before.remaining, before.estimate) == (12, 0, 12, None)
    running = asyncio.create_task(room.sweep.run())
    await until(lambda: len(room.landed) >= 4)
    during = room.sweep.progress
    assert (during.found, during.failed, during.done + during.remaining) == (1, 1, 12)
    assert during.estimate == pytest.approx(during.remaining / 2)
    await running
    after = room.sweep.progress
    assert (after.remaining, after.estimate, after.asking) == (0, 0.0, ())


async def test_a_fault_of_the_listener_is_raised_and_ends_it() -> None:
    def full(outcome: Outcome) -> None:
        raise BrokenPipeError(outcome.kind.label)

    time = Time()
    source = Source(Told(), time)
    with pytest.raises(BrokenPipeError):
        await Sweep(source, 7, "e", FEW, on_outcome=full, clock=time.clock, sleep=time.sleep).run()
    assert source.under_way == 0
