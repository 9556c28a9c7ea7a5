"""Each customer that means trouble gets it over the wire."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from time import monotonic

import httpx
import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.rows import SAMPLE, text
from neo_tui.demo.server import EVENT_PATH, DemoServer

ROWS = f"[{text(SAMPLE)}]"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    headers = {"x-cap-neo-dag-scope": "global"}
    with DemoServer() as server:
        with httpx.Client(
            base_url=server.url, auth=(USERNAME, digest), headers=headers, trust_env=False, timeout=10
        ) as made:
            yield made
        assert server.faults == []


def question(customer: int) -> dict[str, str | int]:
    return {"entity_id": "anyThing01", "customer_id": customer, "event_type_id": 15}


@pytest.mark.parametrize(
    ("customer", "status", "body"),
    [
        (
            400400400,
            400,
            '{"errors":[{"status":false,"code":6001,"message":"must match the event type",'
            '"path":"/queryParams/entity_id"}]}',
        ),
        (400401401, 401, '{"errors":[{"status":false,"code":401,"message":"Invalid credentials"}]}'),
        (
            400403403,
            403,
            '{"warnings":[],"errors":[{"status":false,"code":4000,"message":"Not authorized. Access is denied!"}]}',
        ),
        (400404404, 404, '{"code":404,"message":"Resource not found"}'),
        (400429429, 429, '{"errors":[{"code":429,"message":"Too many requests"}]}'),
        (
            400500500,
            500,
            '{"code":500,"message":"UNKNOWN EXCEPTION","err":"TypeError: Cannot read properties of undefined"}',
        ),
        (
            400200200,
            200,
            '{"errors":[{"status":false,"code":9000,"message":"No data found for the given event"}]}',
        ),
        (
            400806900,
            400,
            '{"warnings":[],"errors":[{"status":false,"code":8069,"message":"Merged customer found"}],"success":false}',
        ),
        (400000004, 200, ROWS[: len(ROWS) // 2]),
        (400000005, 200, ""),
        (400000006, 200, "{}"),
    ],
)
def test_a_body_that_is_not_rows(client: httpx.Client, customer: int, status: int, body: str) -> None:
    reply = client.get(EVENT_PATH, params=question(customer))
    assert (reply.status_code, reply.text) == (status, body)
    assert reply.headers["content-type"] == "application/json"


def test_too_many_requests_says_when_to_come_again(client: httpx.Client) -> None:
    assert client.get(EVENT_PATH, params=question(400429429)).headers["retry-after"] == "3"


@pytest.mark.parametrize(
    ("customer", "status", "title"),
    [(400503503, 503, "Down for maintenance"), (400200201, 200, "Sign in to the guest network")],
)
def test_a_web_page(client: httpx.Client, customer: int, status: int, title: str) -> None:
    reply = client.get(EVENT_PATH, params=question(customer))
    assert reply.status_code == status
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<title>{title}</title>" in reply.text


@pytest.mark.parametrize(
    ("customer", "status", "origin"),
    [
        (400301301, 301, ("https", "moved.api.example.com", None)),
        (400302302, 302, ("https", "login.example.com", None)),
        (400307307, 307, ("https", "eu2.api.example.com", 8443)),
        (400302080, 302, ("http", "eu.api.example.com", None)),
    ],
)
def test_a_redirect_to_another_host(
    client: httpx.Client, customer: int, status: int, origin: tuple[str, str, int | None]
) -> None:
    reply = client.get(EVENT_PATH, params=question(customer))
    to = httpx.URL(reply.headers["location"])
    assert (reply.status_code, reply.content) == (status, b"")
    assert (to.scheme, to.host, to.port) == origin


@pytest.mark.benchmark
def test_an_answer_that_takes_two_seconds(client: httpx.Client) -> None:
    started = monotonic()
    reply = client.get(EVENT_PATH, params=question(400000002))
    assert 2.0 <= monotonic() - started < 5.0
    assert (reply.status_code, reply.text) == (200, ROWS)


@pytest.mark.parametrize("customer", [400000020, 400000060])
def test_an_answer_that_does_not_come_soon(client: httpx.Client, customer: int) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.get(EVENT_PATH, params=question(customer), timeout=0.3)


def test_the_connection_breaks_inside_the_answer(client: httpx.Client) -> None:
    got = b""
    with client.stream("GET", EVENT_PATH, params=question(400000001)) as reply:
        assert reply.headers["content-length"] == str(len(ROWS))
        parts = reply.iter_raw()
        while len(got) < len(ROWS) // 2:
            got += next(parts)
        with pytest.raises(httpx.RemoteProtocolError):
            next(parts)
    assert got.decode() == ROWS[: len(ROWS) // 2]


def test_drip_by_drip(client: httpx.Client) -> None:
    with client.stream("GET", EVENT_PATH, params=question(400000003)) as reply:
        parts = reply.iter_raw()
        assert [next(parts), next(parts)] == [b"[", b"{"]


def test_trouble_needs_credentials_too(client: httpx.Client) -> None:
    reply = client.get(EVENT_PATH, params=question(400500500), auth=("demo.till", "wrong"))
    assert reply.status_code == 401
