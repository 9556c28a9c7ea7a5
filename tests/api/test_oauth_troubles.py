"""A person asks with each OAuth key of the bundled server, over real HTTP, with the real client."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from neo_tui.api.client import DEADLINE, NeoClient
from neo_tui.api.tokens import LONGEST_TTL
from neo_tui.demo.credentials import LOCKED_USERNAME, OAUTH_SECRET, PASSWORD
from neo_tui.demo.server import EVENT_PATH, TOKEN_PATH, DemoServer
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret

pytestmark = pytest.mark.anyio

START = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
QUESTION = Query("hfjWDK0dek", 374819205, 15)
SAMPLE_ID = 31787856


class Time:
    """One time for the server, the client's date and the clock by which its tokens age."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(time: Time) -> Iterator[DemoServer]:
    with DemoServer(now=time.now) as running:
        yield running
        assert running.faults == []


def client(server: DemoServer, time: Time, key: str, deadline: float = DEADLINE) -> NeoClient:
    profile = Profile("demo", server.url, auth=Auth.OAUTH, user=key)
    return NeoClient(profile, Secret(OAUTH_SECRET), clock=time.now, monotonic=time.monotonic, deadline=deadline)


def sent(server: DemoServer) -> list[str]:
    """What arrived: `token` and `event`, in order."""
    return [{TOKEN_PATH: "token", EVENT_PATH: "event"}[arrived.path] for arrived in server.requests]


async def answered(asking: NeoClient) -> None:
    page = await asking.fetch(QUESTION)
    assert [row.id for row in page.allocations] == [SAMPLE_ID]


async def failure(asking: NeoClient) -> NeoError:
    async with asking:
        with pytest.raises(NeoError) as caught:
            await asking.fetch(QUESTION)
    assert OAUTH_SECRET not in repr(caught.value)
    return caught.value


# ── tokens that run out ──


@pytest.mark.parametrize(
    ("key", "life"),
    [
        ("demo-key", 300),
        ("demo-key-short", 3),
        ("demo-key-no-ttl", 300),
        ("demo-key-text-ttl", 300),
        ("demo-key-opaque", 300),
        ("demo-key-huge-ttl", LONGEST_TTL),
    ],
)
async def test_a_token_is_renewed_before_it_runs_out(server: DemoServer, time: Time, key: str, life: float) -> None:
    async with client(server, time, key) as asking:
        for share in (0, 0.79, 0.81, 1.59, 1.62):
            time.passed = share * life
            await answered(asking)
    assert sent(server) == ["token", "event", "event", "token", "event", "event", "token", "event"]


async def test_many_questions_at_once_share_the_new_token(server: DemoServer, time: Time) -> None:
    async with client(server, time, "demo-key-short") as asking:
        await answered(asking)
        time.passed = 3.0
        await asyncio.gather(*(answered(asking) for _ in range(10)))
    assert sent(server) == ["token", "event", "token"] + ["event"] * 10
    assert len({arrived.headers["x-cap-api-oauth-token"] for arrived in server.requests[3:]}) == 1


async def test_a_token_that_ran_out_unnoticed_is_replaced_by_one_for_all(server: DemoServer, time: Time) -> None:
    """The machine slept: its clock stood still while the server's went on."""
    profile = Profile("demo", server.url, auth=Auth.OAUTH, user="demo-key")
    async with NeoClient(profile, Secret(OAUTH_SECRET), clock=time.now, monotonic=lambda: 0.0) as asking:
        await answered(asking)
        time.passed = 300.0
        await asyncio.gather(*(answered(asking) for _ in range(10)))
    assert sent(server).count("token") == 2
    used = [each.headers["x-cap-api-oauth-token"] for each in server.requests if each.path == EVENT_PATH]
    assert len(set(used)) == 2
    assert used.count(used[-1]) == 10


async def test_a_clock_that_is_off_changes_nothing(time: Time) -> None:
    with DemoServer(now=time.now, skew=-7200) as server:
        async with client(server, time, "demo-key-short") as asking:
            for time.passed in (0.0, 2.0, 2.5):
                await answered(asking)
        assert sent(server) == ["token", "event", "event", "token", "event"]
        assert server.faults == []


# ── tokens that are refused ──


@pytest.mark.parametrize("key", ["demo-key-revoked", "demo-key-498"])
async def test_a_revoked_token_costs_one_new_one_and_one_replay(server: DemoServer, time: Time, key: str) -> None:
    async with client(server, time, key) as asking:
        await answered(asking)
        await answered(asking)
    assert sent(server) == ["token", "event", "event", "token", "event"]
    first, refused, replayed = (server.requests[place].headers["x-cap-api-oauth-token"] for place in (1, 2, 4))
    assert first == refused != replayed


async def test_tokens_that_are_always_refused_end_after_one_replay(server: DemoServer, time: Time) -> None:
    error = await failure(client(server, time, "demo-key-refused"))
    assert sent(server) == ["token", "event", "token", "event"]
    assert (error.kind, error.title) == (Kind.AUTH, "The credentials were refused")
    assert "OAuth key and secret" in error.action
    assert error.request_id == server.requests[-1].headers["x-cap-request-id"]


async def test_many_refused_at_once_end_after_one_replay_each(server: DemoServer, time: Time) -> None:
    async with client(server, time, "demo-key-refused") as asking:
        found = await asyncio.gather(*(asking.fetch(QUESTION) for _ in range(10)), return_exceptions=True)
    assert {getattr(error, "kind", None) for error in found} == {Kind.AUTH}
    assert (sent(server).count("token"), sent(server).count("event")) == (2, 20)


async def test_a_locked_user_is_asked_for_once(server: DemoServer) -> None:
    error = await failure(NeoClient(Profile("demo", server.url, user=LOCKED_USERNAME), Secret(PASSWORD)))
    assert sent(server) == ["event"]
    assert (error.kind, "User is locked" in error.cause) == (Kind.AUTH, True)


# ── no token ──


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        ("demo-key-zero-ttl", Kind.AUTH, "no life left: its ttlSeconds is not above 0"),
        ("demo-key-negative-ttl", Kind.AUTH, "no life left: its ttlSeconds is not above 0"),
        ("demo-key-down", Kind.SERVER, "The token endpoint answered 503. It said: The token service is down"),
        ("demo-key-no-token", Kind.AUTH, "The token endpoint answered 200. It said: Failed to generate OAuth token"),
        ("demo-key-forbidden", Kind.AUTH, "The token endpoint answered 403. It said: Not authorized."),
        ("demo-key-redirect", Kind.REDIRECT, "It answered 302 and points to https://login.example.com. "),
        ("demo-key-garbage", Kind.AUTH, "The token endpoint answered 200."),
        ("demo-key-unheard-of", Kind.AUTH, "The token endpoint answered 401. It said: Failed to generate OAuth token"),
    ],
)
async def test_why_no_token_came_is_told_and_nothing_else_is_asked(
    server: DemoServer, time: Time, key: str, kind: Kind, words: str
) -> None:
    error = await failure(client(server, time, key))
    assert sent(server) == ["token"]
    assert error.kind is kind
    assert words in error.cause
    assert error.action
    assert error.body == ""
    assert {fact.label: fact.value for fact in error.facts}["Path"] == TOKEN_PATH


async def test_after_a_failure_the_next_question_asks_for_a_token_again(server: DemoServer, time: Time) -> None:
    async with client(server, time, "demo-key-down") as asking:
        found = await asyncio.gather(*(asking.fetch(QUESTION) for _ in range(10)), return_exceptions=True)
        assert {getattr(error, "kind", None) for error in found} == {Kind.SERVER}
        assert sent(server) == ["token"]
        with pytest.raises(NeoError):
            await asking.fetch(QUESTION)
    assert sent(server) == ["token", "token"]


async def test_a_token_that_takes_too_long_is_told_by_the_deadline(server: DemoServer, time: Time) -> None:
    error = await failure(client(server, time, "demo-key-slow", deadline=0.3))
    assert sent(server) == ["token"]
    assert error.kind is Kind.TIMEOUT
    assert "token endpoint" in error.cause


async def test_who_gives_up_on_a_slow_token_leaves_nothing_behind(server: DemoServer, time: Time) -> None:
    async with client(server, time, "demo-key-slow") as asking:
        waiting = asyncio.create_task(asking.fetch(QUESTION))
        assert await asyncio.to_thread(server.requests.wait, 1, 10)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert sent(server) == ["token"]
