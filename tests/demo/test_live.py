"""The story that changes while one watches, and the question that two connections answer differently."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.demo.credentials import COPY_USERNAME, PASSWORD, USERNAME
from neo_tui.demo.live import LAST, STEP, WATCHED, state
from neo_tui.demo.nightly import COPIED
from neo_tui.demo.server import DemoServer
from neo_tui.demo.stories import STORIES
from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.comparison import LEFT, Comparison, compare_answers
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from tests.domain.rows import raw, view

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def step(self, count: int) -> None:
        self.now = NOW + timedelta(seconds=count * STEP)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[DemoServer]:
    with DemoServer(now=clock) as running:
        yield running
    assert not running.faults


async def rows(server: DemoServer, user: str = USERNAME, question: tuple[int, str, int] = WATCHED) -> list[Allocation]:
    customer, entity, kind = question
    profile = Profile("demo", server.url, Auth.BASIC, user)
    async with NeoClient(profile, Secret(PASSWORD)) as client:
        return list((await client.fetch(Query(entity, customer, kind, 1, 100))).allocations)


def facts(compared: Comparison) -> tuple[int, int, int, int]:
    return len(compared.added), len(compared.removed), len(compared.changed), int(compared.change(LEFT))


async def test_nothing_moves_before_its_time_and_then_points_go(server: DemoServer, clock: Clock) -> None:
    first = await rows(server)
    clock.now += timedelta(seconds=STEP - 1)
    assert compare_answers(first, await rows(server)).same
    seen = [first]
    for number in (1, 2, 3, 4, LAST, LAST + 100):
        clock.step(number)
        seen.append(await rows(server))
    steps = [compare_answers(before, after) for before, after in itertools.pairwise(seen)]
    assert [facts(step) for step in steps] == [
        *((0, 0, 1, -20), (1, 0, 1, 130), (0, 0, 1, -20), (0, 0, 2, -120)),
        *((0, 0, 1, -420), (0, 0, 0, 0)),
    ]
    changed = steps[0].changed[0]
    assert {each.name for each in changed.differences} == {"redeemed_exclusive_value", "auto_update_time"}
    assert seen[-1][0].status is not None
    assert seen[-1][0].status.name == "REDEEMED"


async def test_a_change_is_as_old_as_it_is(server: DemoServer, clock: Clock) -> None:
    await rows(server)
    clock.now = NOW + timedelta(seconds=3 * STEP + 7)
    assert (await rows(server))[0].instant("auto_update_time") == NOW + timedelta(seconds=3 * STEP)


async def test_a_clock_that_is_set_back_does_no_harm(server: DemoServer, clock: Clock) -> None:
    first = await rows(server)
    clock.step(-5)
    assert compare_answers(first, await rows(server)).same


def test_no_state_gives_the_checks_a_reason() -> None:
    for number in range(LAST + 1):
        decoded = [raw(text) for text in state(number, int(NOW.timestamp()) * 1000)]
        assert found(decoded, view(NOW + timedelta(hours=1))) == []


async def test_the_copy_answers_this_question_as_of_last_night(server: DemoServer) -> None:
    compared = compare_answers(await rows(server, COPY_USERNAME, COPIED), await rows(server, USERNAME, COPIED))
    assert [entry.id for entry in compared.added] == [41002804]
    assert [entry.id for entry in compared.removed] == [41002803]
    assert [entry.id for entry in compared.changed] == [41002801, 41002805]
    assert [entry.id for entry in compared.rewritten] == [41002802]
    assert [entry.id for entry in compared.unchanged] == [41002800]
    assert compared.change(LEFT) == -105


async def test_to_all_other_questions_the_copy_answers_the_same(server: DemoServer) -> None:
    for story in STORIES[:3]:
        question = (story.customer_id, story.entity_id, story.event_type_id)
        assert compare_answers(await rows(server, COPY_USERNAME, question), await rows(server, USERNAME, question)).same
