"""The sweep with the real client against a real server; only the waiting between questions is not waited for."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from threading import Lock

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.demo.busy import BUSY_SECONDS, BUSY_TYPE, SWEPT_CUSTOMER
from neo_tui.demo.credentials import LOCKED_USERNAME, OAUTH_SECRET, PASSWORD
from neo_tui.demo.server import TOKEN_PATH, DemoServer
from neo_tui.domain.errors import Kind
from neo_tui.domain.event_types import EVENT_TYPES
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.secret import Secret
from neo_tui.domain.swept import State
from neo_tui.services.sweep import Sweep
from tests.answering import Answer, AnsweringServer
from tests.services.sweeping import Source, Time

pytestmark = pytest.mark.anyio


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def client(demo_profile: Profile) -> AsyncIterator[NeoClient]:
    async with NeoClient(demo_profile, Secret(PASSWORD)) as opened:
        yield opened


def sweep(client: NeoClient, time: Time, customer: int, *, parallel: int = 4, rate: float = 5) -> tuple[Sweep, Source]:
    source = Source.around(client, time)
    made = Sweep(
        source, customer, "sWeep00022", EVENT_TYPES, parallel=parallel, rate=rate, clock=time.clock, sleep=time.sleep
    )
    return made, source


@pytest.mark.parametrize(("parallel", "rate"), [(4, 5.0), (8, 20.0)])
async def test_89_types_with_latency_and_a_429_in_the_middle_are_all_accounted_for(
    demo_server: DemoServer, client: NeoClient, time: Time, parallel: int, rate: float
) -> None:
    demo_server.latency = 0.15
    sweeping, source = sweep(client, time, SWEPT_CUSTOMER, parallel=parallel, rate=rate)
    swept = await sweeping.run()
    assert sorted(outcome.kind.id for outcome in swept.outcomes) == list(range(1, 90))
    assert {outcome.kind.id: outcome.rows for outcome in swept.of(State.FOUND)} == {16: "2", 42: "100+"}
    assert len(swept.of(State.NONE)) == 87
    assert swept.exit_code == 0
    arrived = Counter(int(request.query["event_type_id"]) for request in demo_server.requests.all())
    assert arrived == {kind.id: 2 if kind.id == BUSY_TYPE else 1 for kind in EVENT_TYPES}
    assert 1 < source.most <= parallel
    assert min(source.gaps) >= 1 / rate - 1e-9
    assert max(source.gaps) >= BUSY_SECONDS - parallel / rate  # the wait was for all


async def test_a_server_never_sees_more_at_once_than_said(
    answering: Callable[[Answer], AnsweringServer], time: Time
) -> None:
    lock, at_once = Lock(), Counter[str]()

    def answer(_: dict[str, str]) -> bytes:
        with lock:
            at_once["now"] += 1
            at_once["most"] = max(at_once["most"], at_once["now"])
        with lock:
            at_once["now"] -= 1
        return b"[]"

    server = answering(answer)
    async with NeoClient(Profile("x", server.url, Auth.BASIC, "till"), Secret("word")) as client:
        swept = await sweep(client, time, 7, parallel=3)[0].run()
    assert len(server.asked) == 89
    assert at_once["most"] <= 3
    assert not swept.missing


@pytest.mark.parametrize(("customer", "kind"), [(400401401, Kind.AUTH), (400403403, Kind.FORBIDDEN)])
async def test_a_refusal_is_met_once(
    demo_server: DemoServer, client: NeoClient, time: Time, customer: int, kind: Kind
) -> None:
    swept = await sweep(client, time, customer)[0].run()
    assert swept.stopped is not None
    assert swept.stopped.kind is kind
    assert len(demo_server.requests) == 1
    assert len(swept.of(State.NOT_ASKED)) == 88


async def test_a_user_that_is_locked_sends_one_wrong_password(demo_server: DemoServer, time: Time) -> None:
    profile = Profile("locked", demo_server.url, Auth.BASIC, LOCKED_USERNAME)
    async with NeoClient(profile, Secret(PASSWORD)) as client:
        swept = await sweep(client, time, SWEPT_CUSTOMER, parallel=8)[0].run()
    assert len(demo_server.requests) == 1
    assert swept.exit_code == 1


async def test_one_token_is_enough_for_all(demo_server: DemoServer, time: Time) -> None:
    profile = Profile("oauth", demo_server.url, Auth.OAUTH, "demo-key")
    async with NeoClient(profile, Secret(OAUTH_SECRET)) as client:
        swept = await sweep(client, time, 410000118)[0].run()
    assert not swept.missing
    assert [request.path for request in demo_server.requests.all()].count(TOKEN_PATH) == 1


@pytest.mark.parametrize(
    ("customer", "state", "requests"), [(400404404, State.NONE, 89), (400200200, State.NONE, 89), (400500500, None, 99)]
)
async def test_what_all_types_answer(
    demo_server: DemoServer, client: NeoClient, time: Time, customer: int, state: State | None, requests: int
) -> None:
    swept = await sweep(client, time, customer)[0].run()
    assert len(swept.of(state or State.REFUSED)) == 89
    assert len(demo_server.requests) == requests


async def test_a_merged_customer_is_told_once(demo_server: DemoServer, client: NeoClient, time: Time) -> None:
    swept = await sweep(client, time, 400806900)[0].run()
    assert swept.stopped is not None
    assert swept.stopped.field == "customer"
    assert len(demo_server.requests) == 1
