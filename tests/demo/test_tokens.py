"""A token is had for the key and secret, opens the endpoint, and runs out."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET
from neo_tui.demo.server import EVENT_PATH, TOKEN_PATH, DemoServer

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


def token(client: httpx.Client) -> str:
    reply = client.post(TOKEN_PATH, json={"key": OAUTH_KEY, "secret": OAUTH_SECRET})
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
        b'["demo-key","demo-secret-0001"]',
        b"null",
        b"",
        b"key=demo-key&secret=demo-secret-0001",
        b"\xff\xfe",
        b"[" * 60000,
    ],
    ids=["secret", "key", "no secret", "list", "null", "empty", "form", "not utf-8", "too deep"],
)
def test_no_token_for_anything_else(client: httpx.Client, body: bytes) -> None:
    reply = client.post(TOKEN_PATH, content=body)
    assert reply.status_code == 401
    assert reply.json() == {
        "data": None,
        "errors": [{"code": 310126, "message": "Failed to generate OAuth token"}],
        "warnings": None,
    }
