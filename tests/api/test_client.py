"""A person asks the bundled server, over real HTTP, with the real client."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from neo_tui import __version__
from neo_tui.api.client import NeoClient
from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.rows import SAMPLE, text
from neo_tui.demo.server import TOKEN_PATH, DemoServer
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from tests.api.sockets import Serve, answering, http, oauth_client

pytestmark = pytest.mark.anyio

SAMPLE_QUESTION = Query("hfjWDK0dek", 374819205, 15)
AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer() as started:
        yield started
        assert started.faults == []


def basic(server: DemoServer, password: str = PASSWORD, **more: object) -> NeoClient:
    profile = Profile("demo", server.url, user=USERNAME)
    return NeoClient(profile, Secret(password), clock=lambda: AT, **more)  # type: ignore[arg-type] # passed on


def oauth(server: DemoServer, secret: str = OAUTH_SECRET, **more: object) -> NeoClient:
    profile = Profile("demo", server.url, auth=Auth.OAUTH, user=OAUTH_KEY)
    return NeoClient(profile, Secret(secret), **more)  # type: ignore[arg-type] # passed on


async def failure(client: NeoClient, query: Query) -> NeoError:
    async with client:
        with pytest.raises(NeoError) as caught:
            await client.fetch(query)
    return caught.value


def facts(error: NeoError) -> dict[str, str]:
    return {fact.label: fact.value for fact in error.facts}


# ── an answer ──


async def test_the_documented_row_arrives_as_it_was_sent(server: DemoServer) -> None:
    async with basic(server) as client:
        page = await client.fetch(SAMPLE_QUESTION)
    assert page.body == f"[{text(SAMPLE)}]"
    assert [row.id for row in page.allocations] == [SAMPLE["id"]]
    assert page.allocations[0].raw == text(SAMPLE)
    assert (page.query, page.received_at, page.notes, page.profile) == (SAMPLE_QUESTION, AT, (), "demo")
    assert 0 < page.elapsed < 10


async def test_the_request_says_what_the_document_wants(server: DemoServer) -> None:
    async with basic(server) as client:
        page = await client.fetch(SAMPLE_QUESTION.at(2))
    [arrived] = server.requests
    assert (arrived.method, arrived.path) == ("GET", "/x/neo/pointsAllocation/event")
    assert arrived.query == {
        "entity_id": "hfjWDK0dek",
        "customer_id": "374819205",
        "event_type_id": "15",
        "page": "2",
        "count": "10",
    }
    assert arrived.headers["x-cap-neo-dag-scope"] == "global"
    assert arrived.headers["accept"] == "application/json"
    assert arrived.headers["accept-encoding"] == "gzip"
    assert arrived.headers["user-agent"] == f"neo-tui/{__version__}"
    assert uuid.UUID(arrived.headers["x-cap-request-id"]).version == 4
    assert page.request_id == arrived.headers["x-cap-request-id"]
    assert "cookie" not in arrived.headers


async def test_each_question_has_its_own_request_id(server: DemoServer) -> None:
    async with basic(server) as client:
        first, second = [await client.fetch(SAMPLE_QUESTION) for _ in range(2)]
    assert first.request_id != second.request_id


async def test_an_odd_entity_id_arrives_letter_for_letter(server: DemoServer) -> None:
    async with basic(server) as client:
        await client.fetch(Query("a&page=7#ü+%2F/?", 374819205, 15))
    assert server.requests[-1].query["entity_id"] == "a&page=7#ü+%2F/?"
    assert server.requests[-1].query["page"] == "1"


async def test_pages_follow_each_other_to_the_end(server: DemoServer) -> None:
    question = Query("bUlk237008", 410000107, 42, count=100)
    async with basic(server) as client:
        pages = [await client.fetch(question.at(number)) for number in (1, 2, 3, 4)]
    assert [len(page.allocations) for page in pages] == [100, 100, 37, 0]
    assert [page.has_next for page in pages] == [True, True, False, False]
    assert len({row.id for page in pages for row in page.allocations}) == 237


async def test_rows_in_an_envelope_are_read_and_that_is_said(server: DemoServer) -> None:
    async with basic(server) as client:
        page = await client.fetch(Query("eNvlop0020", 410000119, 15))
    assert page.allocations
    assert all(row.raw in page.body for row in page.allocations)
    assert "“data”" in page.notes[0]


async def test_two_questions_at_once_share_one_client(server: DemoServer) -> None:
    async with basic(server) as client:
        pages = await asyncio.gather(*(client.fetch(SAMPLE_QUESTION) for _ in range(5)))
    assert [len(page.allocations) for page in pages] == [1] * 5


# ── who asks ──


async def test_a_secret_that_is_already_an_md5_is_sent_as_it_is(server: DemoServer) -> None:
    digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    profile = Profile("demo", server.url, user=USERNAME, password_form=PasswordForm.MD5)
    async with NeoClient(profile, Secret(digest)) as client:
        assert len((await client.fetch(SAMPLE_QUESTION)).allocations) == 1
    error = await failure(NeoClient(profile, Secret("0" * 32)), SAMPLE_QUESTION)
    assert error.kind is Kind.AUTH
    assert "the password's MD5" in error.action


async def test_a_wrong_password_is_tried_once_only(server: DemoServer) -> None:
    error = await failure(basic(server, "wrong-password"), SAMPLE_QUESTION)
    assert error.kind is Kind.AUTH
    assert "till code" in error.action
    assert "the password itself" in error.action
    assert "switched Basic off" in error.action
    assert len(server.requests) == 1


async def test_a_token_is_generated_once_and_used_for_many(server: DemoServer) -> None:
    async with oauth(server) as client:
        await asyncio.gather(*(client.fetch(SAMPLE_QUESTION) for _ in range(10)))
        await client.fetch(SAMPLE_QUESTION)
    paths = [arrived.path for arrived in server.requests]
    assert paths.count(TOKEN_PATH) == 1
    assert len(paths) == 12
    asked = [arrived for arrived in server.requests if arrived.path != TOKEN_PATH]
    assert len({arrived.headers["x-cap-api-oauth-token"] for arrived in asked}) == 1
    assert all("authorization" not in arrived.headers for arrived in asked)


async def test_a_token_is_renewed_at_four_fifths_of_its_life(server: DemoServer) -> None:
    now = [1000.0]
    async with oauth(server, monotonic=lambda: now[0]) as client:
        for moment in (1000.0, 1239.9, 1240.1):
            now[0] = moment
            await client.fetch(SAMPLE_QUESTION)
    posts = [arrived.path == TOKEN_PATH for arrived in server.requests]
    assert posts == [True, False, False, True, False]


async def test_a_token_that_the_server_forgot_is_replaced_without_a_word() -> None:
    now = [AT]
    with DemoServer(now=lambda: now[0]) as server:
        async with oauth(server) as client:
            await client.fetch(SAMPLE_QUESTION)
            now[0] = AT + timedelta(hours=1)
            pages = await asyncio.gather(*(client.fetch(SAMPLE_QUESTION) for _ in range(4)))
        assert [len(page.allocations) for page in pages] == [1] * 4
        posts = [arrived for arrived in server.requests if arrived.path == TOKEN_PATH]
        assert len(posts) == 2
        last = server.requests[-1].headers["x-cap-request-id"]
        assert last in {page.request_id for page in pages}


async def test_a_refusal_that_stays_is_told_after_one_replay(server: DemoServer) -> None:
    error = await failure(oauth(server), Query("eRr4010000", 400401401, 15))
    assert error.kind is Kind.AUTH
    assert "OAuth key and secret" in error.action
    paths = [arrived.path == TOKEN_PATH for arrived in server.requests]
    assert paths == [True, False, True, False]
    ids = [arrived.headers["x-cap-request-id"] for arrived in server.requests]
    assert len(set(ids)) == 4
    assert error.request_id == ids[-1]


async def test_a_wrong_oauth_secret_is_told_and_not_shown(server: DemoServer) -> None:
    error = await failure(oauth(server, "not-the-secret-0001"), SAMPLE_QUESTION)
    assert (error.kind, error.title) == (Kind.AUTH, "No OAuth token could be had")
    assert "Failed to generate OAuth token (code 310126)" in error.cause
    assert facts(error)["Path"] == TOKEN_PATH
    assert "not-the-secret" not in repr(error)
    assert [arrived.path for arrived in server.requests] == [TOKEN_PATH]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"host": "http://example.com"}, "Use https"),
        ({"user": "de:mo"}, "no colon"),
        ({"path": "/../x"}, "starts with one /"),
        ({"scope": "glo\nbal"}, "The scope"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told_at_once(change: dict[str, str], words: str) -> None:
    profile = Profile(**{"name": "demo", "host": "127.0.0.1", "user": USERNAME, **change})  # type: ignore[arg-type] # all text
    with pytest.raises(NeoError) as caught:
        NeoClient(profile, Secret(PASSWORD))
    assert caught.value.kind is Kind.CONFIG
    assert words in caught.value.cause


# ── troubles ──


@pytest.mark.parametrize(
    ("customer", "kind", "words"),
    [
        (400400400, Kind.REJECTED, "must match the event type"),
        (400401401, Kind.AUTH, "Invalid credentials"),
        (400403403, Kind.FORBIDDEN, "Access is denied"),
        (400404404, Kind.NOT_FOUND, "Resource not found"),
        (400429429, Kind.RATE_LIMIT, "asks to wait 3 s"),
        (400500500, Kind.SERVER, "UNKNOWN EXCEPTION (TypeError: Cannot read properties of undefined)"),
        (400503503, Kind.SERVER, "Down for maintenance"),
        (400200200, Kind.API, "No data found for the given event (code 9000)"),
        (400806900, Kind.REJECTED, "merged into another"),
        (400200201, Kind.NOT_JSON, "Sign in to the guest network"),
        (400302302, Kind.REDIRECT, "points to https://login.example.com. "),
        (400000001, Kind.INTERRUPTED, "bytes of the answer"),
        (400000004, Kind.NOT_JSON, "position"),
        (400000005, Kind.SHAPE, "empty"),
        (400000006, Kind.SHAPE, "{}"),
    ],
)
async def test_each_trouble_is_told_in_words(server: DemoServer, customer: int, kind: Kind, words: str) -> None:
    error = await failure(basic(server), Query("anyThing01", customer, 15, page=3, count=20))
    assert error.kind is kind
    assert words in f"{error.title}. {error.cause} {error.action}"
    told = facts(error)
    assert error.request_id == server.requests[-1].headers["x-cap-request-id"]
    assert told["Host"] == server.url.removeprefix("http://")
    assert told["Path"] == "/x/neo/pointsAllocation/event"
    assert told["Elapsed"].endswith(" ms")
    asked = (told["Customer"], told["Entity"], told["Event type"], told["Page"], told["Count"])
    assert asked == (str(customer), "anyThing01", "15", "3", "20")
    assert PASSWORD not in repr(error)


async def test_the_error_names_the_field_to_change(server: DemoServer) -> None:
    async with basic(server) as client:
        for customer, field in ((400400400, "entity"), (400806900, "customer"), (400404404, "entity")):
            with pytest.raises(NeoError) as caught:
                await client.fetch(Query("anyThing01", customer, 15))
            assert caught.value.field == field


async def test_the_error_says_how_long_to_wait(server: DemoServer) -> None:
    error = await failure(basic(server), Query("eRr4290000", 400429429, 15))
    assert error.retry_after == 3.0


async def test_a_wrong_scope_is_a_404_that_says_so(server: DemoServer) -> None:
    profile = Profile("demo", server.url, user=USERNAME, scope="org")
    error = await failure(NeoClient(profile, Secret(PASSWORD)), SAMPLE_QUESTION)
    assert error.kind is Kind.NOT_FOUND
    assert "scope" in error.cause


# ── patience ──


@pytest.mark.benchmark
@pytest.mark.parametrize("customer", [400000020, 400000003])
async def test_one_deadline_holds_for_the_whole_answer(server: DemoServer, customer: int) -> None:
    started = monotonic()
    error = await failure(basic(server, deadline=0.3), Query("sLow000000", customer, 15))
    assert monotonic() - started < 3
    assert error.kind is Kind.TIMEOUT
    assert "within 0.3 seconds" in error.cause
    assert error.request_id == server.requests[-1].headers["x-cap-request-id"]


async def test_the_deadline_holds_for_the_token_too(server: DemoServer) -> None:
    server.latency = 20.0
    error = await failure(oauth(server, deadline=0.2), SAMPLE_QUESTION)
    assert error.kind is Kind.TIMEOUT
    assert "token endpoint" in error.cause
    assert facts(error)["Path"] == TOKEN_PATH
    assert [arrived.path for arrived in server.requests] == [TOKEN_PATH]


async def test_a_client_is_closed_twice_without_harm(server: DemoServer) -> None:
    client = basic(server)
    await client.fetch(SAMPLE_QUESTION)
    await client.aclose()
    await client.aclose()


async def test_the_clock_of_the_machine_is_the_default(server: DemoServer) -> None:
    before = datetime.now(UTC)
    async with oauth(server) as client:
        page = await client.fetch(SAMPLE_QUESTION)
    assert before <= page.received_at <= datetime.now(UTC)


# ── what the token says ──


async def test_the_claims_of_the_token_in_use_are_told(serve: Serve) -> None:
    payload = base64.urlsafe_b64encode(b'{"org_id":50672,"sub":"desk","exp":1772366700}').decode().rstrip("=")
    body = f'{{"data":{{"accessToken":"e30.{payload}.c2ln","ttlSeconds":300}}}}'.encode()
    heads: list[bytes] = []

    async def script(*line: object) -> None:
        await answering(http(body if len(heads) == 1 else b"[]", "Connection: close"))(*line)  # type: ignore[arg-type] # passed on

    async with oauth_client(await serve(script, heads), "oauth-secret-0001") as client:
        assert client.token_claims() is None
        await client.fetch(SAMPLE_QUESTION)
        claims = client.token_claims()
    assert claims is not None
    assert (claims.org_id, claims.client) == ("50672", "desk")
    assert claims.expires_at == datetime(2026, 3, 1, 12, 5, tzinfo=UTC)


async def test_basic_has_no_claims(server: DemoServer) -> None:
    async with basic(server) as client:
        await client.fetch(SAMPLE_QUESTION)
        assert client.token_claims() is None


@pytest.mark.parametrize("status", [401, 498])
async def test_a_token_that_is_refused_again_is_not_renewed_for_ever(serve: Serve, status: int) -> None:
    heads: list[bytes] = []

    async def script(*line: object) -> None:
        number = len(heads)
        body = f'{{"data":{{"accessToken":"token-{number}","ttlSeconds":300}}}}'.encode()
        no = http(b"", "Connection: close", status=f"{status} No")
        await answering(http(body, "Connection: close") if number % 2 else no)(*line)  # type: ignore[arg-type] # passed on

    error = await failure(oauth_client(await serve(script, heads), "oauth-secret-0001"), SAMPLE_QUESTION)
    assert error.kind is Kind.AUTH
    assert [head.split()[0] for head in heads] == [b"POST", b"GET", b"POST", b"GET"]


async def test_a_password_that_is_refused_is_not_tried_again(serve: Serve) -> None:
    heads: list[bytes] = []
    url = await serve(answering(http(b"", "Connection: close", status="401 No")), heads)
    error = await failure(NeoClient(Profile("demo", url, user=USERNAME), Secret(PASSWORD)), SAMPLE_QUESTION)
    assert error.kind is Kind.AUTH
    assert len(heads) == 1
