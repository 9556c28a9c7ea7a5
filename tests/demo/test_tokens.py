"""A token is had for a key and the secret, opens the endpoint, and runs out; the key chooses how."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from neo_tui.demo.credentials import LOCKED_USERNAME, OAUTH_KEY, OAUTH_SECRET, PASSWORD
from neo_tui.demo.keys import KEYS, OAuthKey
from neo_tui.demo.server import EVENT_PATH, TOKEN_PATH, DemoServer
from neo_tui.demo.tokens import Doorkeeper

START = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
QUESTION = {"entity_id": "hfjWDK0dek", "customer_id": "374819205", "event_type_id": "15"}


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Iterator[httpx.Client]:
    with DemoServer(now=clock) as server:
        with httpx.Client(base_url=server.url, headers={"x-cap-neo-dag-scope": "global"}, trust_env=False) as made:
            yield made
        assert server.faults == []


def generate(client: httpx.Client, key: str) -> httpx.Response:
    return client.post(TOKEN_PATH, json={"key": key, "secret": OAUTH_SECRET})


def token_of(client: httpx.Client, key: str) -> str:
    return str(generate(client, key).json()["data"]["accessToken"])


def token(client: httpx.Client) -> str:
    reply = generate(client, OAUTH_KEY)
    assert reply.status_code == 200
    found = reply.json()
    assert set(found) == {"data", "errors"}
    assert found["errors"] is None
    assert found["data"]["ttlSeconds"] == 300
    return str(found["data"]["accessToken"])


def ask(client: httpx.Client, given: str) -> int:
    return client.get(EVENT_PATH, params=QUESTION, headers={"X-CAP-API-OAUTH-TOKEN": given}).status_code


def test_a_token_opens_the_endpoint(client: httpx.Client) -> None:
    assert ask(client, token(client)) == 200


def test_a_token_lives_five_minutes(client: httpx.Client, clock: Clock) -> None:
    given = token(client)
    clock.at = START + timedelta(seconds=299)
    assert ask(client, given) == 200
    clock.at = START + timedelta(seconds=300)
    assert ask(client, given) == 401


def test_a_new_token_leaves_the_old_one_alone(client: httpx.Client, clock: Clock) -> None:
    first = token(client)
    clock.at = START + timedelta(seconds=200)
    second = token(client)
    assert first != second
    assert ask(client, first) == ask(client, second) == 200
    clock.at = START + timedelta(seconds=400)
    third = token(client)
    assert (ask(client, first), ask(client, second), ask(client, third)) == (401, 200, 200)


@pytest.mark.parametrize("unknown", ["", "nothing", "a.b.c"])
def test_an_unknown_token_is_refused(client: httpx.Client, unknown: str) -> None:
    assert ask(client, unknown) == 401


def test_a_token_can_be_read_like_the_real_ones(client: httpx.Client) -> None:
    head, claims, signature = token(client).split(".")
    assert signature
    assert json.loads(base64.urlsafe_b64decode(head + "==")) == {"alg": "RS256", "typ": "JWT"}
    read = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert (read["client_id"], read["org_id"]) == (OAUTH_KEY, 50914)
    assert (read["iat"], read["exp"]) == (int(START.timestamp()), int(START.timestamp()) + 300)


@pytest.mark.parametrize(
    "body",
    [
        b'{"key":"demo-key","secret":"wrong"}',
        b'{"key":"other","secret":"demo-secret-0001"}',
        b'{"key":"demo-key"}',
        b'{"key":"demo-key-short","secret":"wrong"}',
        b'{"key":["demo-key"],"secret":"demo-secret-0001"}',
        b'["demo-key","demo-secret-0001"]',
        b"null",
        b"",
        b"key=demo-key&secret=demo-secret-0001",
        b"\xff\xfe",
        b"[" * 60000,
    ],
    ids=[
        "secret",
        "key",
        "no secret",
        "secret of another key",
        "key in a list",
        "list",
        "null",
        "empty",
        "form",
        "not utf-8",
        "too deep",
    ],
)
def test_no_token_for_anything_else(client: httpx.Client, body: bytes) -> None:
    reply = client.post(TOKEN_PATH, content=body)
    assert reply.status_code == 401
    assert reply.json() == {
        "data": None,
        "errors": [{"code": 310126, "message": "Failed to generate OAuth token"}],
        "warnings": None,
    }


# ── keys that choose ──


def test_every_key_has_a_name_and_one_sentence() -> None:
    assert next(iter(KEYS)) == OAUTH_KEY
    assert all(name == key.name and name.startswith(OAUTH_KEY) for name, key in KEYS.items())
    assert all(key.note.endswith(".") and key.note.count(".") == 1 and len(key.note) <= 70 for key in KEYS.values())
    assert len({key.note for key in KEYS.values()}) == len(KEYS)


WITH_TOKENS = [key for key in KEYS.values() if key.instead is None and not key.delay]


@pytest.mark.parametrize("key", WITH_TOKENS, ids=[key.name for key in WITH_TOKENS])
def test_a_token_lives_as_long_as_its_key_has_it(client: httpx.Client, clock: Clock, key: OAuthKey) -> None:
    given = token_of(client, key.name)
    opened = 200 if key.lives > 0 and key.uses != 0 else 401
    clock.at = START + timedelta(seconds=max(0, min(key.lives, 10**9) - 1))
    assert ask(client, given) == opened
    if key.lives < 10**9:
        clock.at = START + timedelta(seconds=max(0, key.lives))
        assert ask(client, given) == key.refusal


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("demo-key-short", {"ttlSeconds": 3}),
        ("demo-key-no-ttl", {}),
        ("demo-key-zero-ttl", {"ttlSeconds": 0}),
        ("demo-key-negative-ttl", {"ttlSeconds": -300}),
        ("demo-key-huge-ttl", {"ttlSeconds": 1000000000000}),
        ("demo-key-text-ttl", {"ttlSeconds": "300"}),
    ],
)
def test_what_is_said_of_the_life(client: httpx.Client, key: str, data: dict[str, object]) -> None:
    found = generate(client, key).json()
    assert found["data"].pop("accessToken")
    assert found == {"data": data, "errors": None}


@pytest.mark.parametrize(
    ("key", "statuses"),
    [
        ("demo-key-revoked", [200, 401, 401]),
        ("demo-key-498", [200, 498, 498]),
        ("demo-key-refused", [401, 401, 401]),
    ],
)
def test_a_token_is_revoked_and_a_new_one_works(client: httpx.Client, key: str, statuses: list[int]) -> None:
    for _ in range(2):
        given = token_of(client, key)
        assert [ask(client, given) for _ in statuses] == statuses


def test_what_is_not_admitted_uses_no_token_up(client: httpx.Client) -> None:
    given = token_of(client, "demo-key-revoked")
    assert client.post(EVENT_PATH, headers={"X-CAP-API-OAUTH-TOKEN": given}).status_code == 405
    assert ask(client, given) == 200


def test_a_token_may_be_no_jwt(client: httpx.Client) -> None:
    given = token_of(client, "demo-key-opaque")
    assert "." not in given
    assert ask(client, given) == 200


@pytest.mark.parametrize(
    ("key", "status", "kind"),
    [
        ("demo-key-down", 503, "text/html; charset=utf-8"),
        ("demo-key-no-token", 200, "application/json"),
        ("demo-key-forbidden", 403, "application/json"),
        ("demo-key-redirect", 302, "application/json"),
        ("demo-key-garbage", 200, "application/json"),
    ],
)
def test_the_token_endpoint_itself_is_broken(client: httpx.Client, key: str, status: int, kind: str) -> None:
    reply = generate(client, key)
    assert (reply.status_code, reply.headers["content-type"]) == (status, kind)
    assert "accessToken" not in reply.text


def test_the_broken_answers_are_what_their_keys_say(client: httpx.Client) -> None:
    assert "<title>The token service is down</title>" in generate(client, "demo-key-down").text
    assert generate(client, "demo-key-no-token").json()["errors"][0]["code"] == 310126
    assert httpx.URL(generate(client, "demo-key-redirect").headers["location"]).host == "login.example.com"
    with pytest.raises(json.JSONDecodeError):
        generate(client, "demo-key-garbage").json()


def test_the_oldest_of_very_many_tokens_gives_way(clock: Clock) -> None:
    keeper = Doorkeeper(clock)
    body = json.dumps({"key": "demo-key-huge-ttl", "secret": OAUTH_SECRET}).encode()
    given = [str(json.loads(keeper.generate(body).body)["data"]["accessToken"]) for _ in range(501)]
    refusals = [keeper.refusal({"x-cap-api-oauth-token": each}) for each in given]
    assert [each is None for each in refusals] == [False] + [True] * 500


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_a_locked_user_is_refused_whatever_the_password(client: httpx.Client, password: str) -> None:
    digest = hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()
    reply = client.get(EVENT_PATH, params=QUESTION, auth=(LOCKED_USERNAME, digest))
    assert (reply.status_code, reply.json()["errors"][0]["message"]) == (401, "User is locked")
