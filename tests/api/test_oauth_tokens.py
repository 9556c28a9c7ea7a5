"""The life of a token, against whatever the token endpoint may answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from neo_tui.api.exchange import Asked, Reply
from neo_tui.api.tokens import TOKEN_PATH, Tokens
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.secret import Secret

pytestmark = pytest.mark.anyio

SECRET = "the-oauth-secret-0001"


def reply(body: bytes | str, status: int = 200, **headers: str) -> Reply:
    found = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = body if isinstance(body, bytes) else body.encode()
    return Reply(status, found, raw, Asked("eu.api.example.com", TOKEN_PATH), 0.1, (Secret(SECRET),))


TOKEN = "abc.def.ghi"


def granted(token: str = TOKEN, ttl: str = "300") -> Reply:
    return reply(f'{{"data":{{"accessToken":"{token}","ttlSeconds":{ttl}}},"errors":null}}')


class Endpoint:
    """Answers posts one after the other, and remembers them; `gate` holds them back."""

    def __init__(self, *answers: Reply) -> None:
        self.answers = list(answers)
        self.bodies: list[bytes] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.posted = asyncio.Event()
        self.given_up = asyncio.Event()

    async def post(self, body: bytes) -> Reply:
        self.bodies.append(body)
        self.posted.set()
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.given_up.set()
            raise
        return self.answers.pop(0)


def tokens(endpoint: Endpoint, now: Callable[[], float] = lambda: 0.0) -> Tokens:
    return Tokens("the-key", Secret(SECRET), endpoint.post, now)


async def refused(endpoint: Endpoint) -> NeoError:
    with pytest.raises(NeoError) as caught:
        await tokens(endpoint).token()
    return caught.value


async def test_key_and_secret_are_posted_as_json() -> None:
    endpoint = Endpoint(granted())
    assert await tokens(endpoint).token() == Secret("abc.def.ghi")
    assert json.loads(endpoint.bodies[0]) == {"key": "the-key", "secret": SECRET}


@pytest.mark.parametrize(
    ("ttl", "lasts"),
    [
        ("300", 240.0),
        ("10.5", 8.4),
        ("null", 240.0),
        ('"soon"', 240.0),
        ('"100"', 80.0),
        ('"1e3"', 800.0),
        ('" 100"', 240.0),
        ('"1_000"', 240.0),
        ('"١٠٠"', 240.0),
        ('"NaN"', 240.0),
        ('"Infinity"', 240.0),
        ("[100]", 240.0),
        ("true", 240.0),
        ("false", 240.0),
        ("1e9999999", 69120.0),
        ("9" * 5000, 69120.0),
        ('"1e99999999999"', 69120.0),
        ("86400", 69120.0),
        ("2592000", 69120.0),
        ("1e300", 69120.0),
    ],
)
async def test_a_token_is_renewed_after_four_fifths(ttl: str, lasts: float) -> None:
    now = [50.0]
    endpoint = Endpoint(granted("first", ttl), granted("second", ttl))
    used = tokens(endpoint, lambda: now[0])
    assert await used.token() == Secret("first")
    now[0] += lasts - 0.01
    assert await used.token() == Secret("first")
    now[0] += 0.02
    assert await used.token() == Secret("second")
    assert used.known() == (Secret("first"), Secret("second"))


async def test_a_missing_ttl_means_five_minutes() -> None:
    now = [0.0]
    endpoint = Endpoint(reply('{"data":{"accessToken":"first"}}'), granted("second"))
    used = tokens(endpoint, lambda: now[0])
    await used.token()
    now[0] = 239.0
    assert await used.token() == Secret("first")
    now[0] = 241.0
    assert await used.token() == Secret("second")


@pytest.mark.parametrize(
    "ttl", ["0", "-0", "-0.0", "-1", "-0.5", "0e3", '"0"', '"-300"', "-1e9999999", "1e-9999999", "0e9999999"]
)
async def test_a_token_without_life_is_an_error(ttl: str) -> None:
    error = await refused(Endpoint(granted("abc.def.ghi", ttl)))
    assert "no life left" in error.cause
    assert "abc.def.ghi" not in repr(error)


@pytest.mark.parametrize("ttl", ["NaN", "Infinity", "-Infinity", "0x10", "+5", "01"])
async def test_what_is_not_json_is_no_token_and_not_shown(ttl: str) -> None:
    error = await refused(Endpoint(granted("abc.def.ghi", ttl)))
    assert error.kind is Kind.AUTH
    assert "abc.def.ghi" not in repr(error) + error.body


@pytest.mark.parametrize(
    "body",
    [
        "accessToken=abc.def.ghi",
        "<token>abc.def.ghi</token>",
        '"abc.def.ghi"',
        '["abc.def.ghi"]',
        '{"accessToken":"abc.def.ghi"}',
        '{"token":{"message":"abc.def.ghi"}}',
        '{"data":{"accessToken":"abc.def.ghi"}}' + " " * 2_000_000,
    ],
)
async def test_what_may_be_a_token_is_not_shown(body: str) -> None:
    error = await refused(Endpoint(reply(body)))
    assert "abc.def" not in repr(error) + str(error) + error.body


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (reply('{"data":null,"errors":[{"code":310126,"message":"no"}]}'), Kind.AUTH, "It said: no (code 310126)."),
        (reply('{"data":{"accessToken":""}}'), Kind.AUTH, "does not say why"),
        (reply('{"data":{"accessToken":5}}'), Kind.AUTH, "does not say why"),
        (reply('{"data":[]}'), Kind.AUTH, "does not say why"),
        (reply("[]"), Kind.AUTH, "does not say why"),
        (reply(b"\xff\xfe\xfd"), Kind.AUTH, "answered 200"),
        (reply(""), Kind.AUTH, "does not say why"),
        (granted("a" * 70_000), Kind.AUTH, "answered 200"),
        (granted("two words"), Kind.AUTH, "cannot be sent in a header"),
        (granted("token\u00e9"), Kind.AUTH, "cannot be sent in a header"),
        (granted("a\\nX-Other: b"), Kind.AUTH, "cannot be sent in a header"),
        (reply("<title>Sign in</title>"), Kind.NOT_JSON, "It reads: Sign in."),
        (reply('{"message":"denied"}', 403), Kind.AUTH, "It said: denied."),
        (reply("", 404), Kind.NOT_FOUND, "answered 404"),
        (reply("", 429), Kind.RATE_LIMIT, "answered 429"),
        (reply("<h1>Down</h1>", 503), Kind.SERVER, "It said: Down."),
        (reply("", 302, location="https://login.example.com/x?y=1"), Kind.REDIRECT, "login.example.com."),
        (reply(f'{{"message":"bad secret {SECRET}"}}', 400), Kind.AUTH, "bad secret ****"),
    ],
)
async def test_why_no_token_came_is_told(answer: Reply, kind: Kind, words: str) -> None:
    error = await refused(Endpoint(answer))
    assert error.kind is kind
    assert words in error.cause
    assert error.action
    assert SECRET not in repr(error)
    assert error.body == ""


async def test_a_token_endpoint_that_is_not_there_sends_nobody_to_the_form() -> None:
    assert (await refused(Endpoint(reply("", 404)))).action == "Check the host in the profile."


async def test_ten_who_wait_share_one_request() -> None:
    endpoint = Endpoint(granted())
    used = tokens(endpoint)
    found = await asyncio.gather(*(used.token() for _ in range(10)))
    assert found == [Secret("abc.def.ghi")] * 10
    assert len(endpoint.bodies) == 1


async def test_ten_who_wait_share_one_failure_and_the_next_tries_again() -> None:
    endpoint = Endpoint(reply("", 503), granted())
    used = tokens(endpoint)
    found = await asyncio.gather(*(used.token() for _ in range(10)), return_exceptions=True)
    assert all(isinstance(error, NeoError) for error in found)
    assert len(endpoint.bodies) == 1
    assert await used.token() == Secret("abc.def.ghi")


async def waiting_for(used: Tokens, endpoint: Endpoint, *, people: int) -> list[asyncio.Task[Secret]]:
    endpoint.gate.clear()
    tasks = [asyncio.create_task(used.token()) for _ in range(people)]
    async with asyncio.timeout(5):
        await endpoint.posted.wait()
    return tasks


async def cancel(task: Awaitable[Secret]) -> None:
    assert isinstance(task, asyncio.Task)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_who_gives_up_does_not_take_the_token_from_the_others() -> None:
    endpoint = Endpoint(granted())
    first, second = await waiting_for(tokens(endpoint), endpoint, people=2)
    await cancel(first)
    endpoint.gate.set()
    assert await second == Secret("abc.def.ghi")
    assert not endpoint.given_up.is_set()


async def test_when_all_give_up_so_does_the_request() -> None:
    endpoint = Endpoint(granted())
    used = tokens(endpoint)
    for task in await waiting_for(used, endpoint, people=2):
        await cancel(task)
    async with asyncio.timeout(5):
        await endpoint.given_up.wait()
    endpoint.gate.set()
    assert await used.token() == Secret("abc.def.ghi")


async def test_the_token_in_use_is_known_until_it_is_dropped() -> None:
    used = tokens(Endpoint(granted("first")))
    assert used.current is None
    token = await used.token()
    assert used.current == token
    used.drop(token)
    assert used.current is None


async def test_a_refused_token_is_dropped_once() -> None:
    endpoint = Endpoint(granted("first"), granted("second"))
    used = tokens(endpoint)
    old = await used.token()
    used.drop(old)
    assert used.known() == (old,)
    new = await used.token()
    used.drop(old)  # somebody else was refused with it too
    assert await used.token() == new
    assert len(endpoint.bodies) == 2


def test_before_the_first_token_there_is_nothing_to_mask() -> None:
    assert tokens(Endpoint()).known() == ()
