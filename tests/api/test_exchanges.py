"""Every attempt leaves a record that tells all but what is secret."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import gzip
import hashlib
import html
import json
import socket
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

import pytest
import trustme

from neo_tui import __version__
from neo_tui.api.tokens import TOKEN_PATH
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.exchange import KEPT_BODY, Ended, Exchange, Kept
from tests.api.sockets import (
    PASSWORD,
    QUESTION,
    USER,
    Serve,
    answering,
    client,
    conversing,
    http,
    oauth_client,
    port_of,
    recorded,
    server_context,
)

pytestmark = pytest.mark.anyio

SECRET = 'oauth"secret/0001'


def granted(token: str, ttl: int = 300) -> bytes:
    body = {"data": {"accessToken": token, "ttlSeconds": ttl}, "errors": None}
    return http(json.dumps(body).encode(), "Connection: close")


def forms(*secrets: str) -> set[str]:
    """The ways in which a secret could stand somewhere."""
    found: set[str] = set()
    for secret in secrets:
        raw = secret.encode()
        found |= {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], html.escape(secret)}
        found |= {raw.hex(), hashlib.md5(raw, usedforsecurity=False).hexdigest(), base64.b64encode(raw).decode()}
    return found


def everything(exchange: Exchange) -> str:
    """All that can be got out of a record."""
    fields = [repr(getattr(exchange, field.name)) for field in dataclasses.fields(exchange)]
    error = exchange.failure
    told = [repr(error), str(error), error.body, repr(error.facts)] if error else []
    return "\n".join([repr(exchange), str(exchange), exchange.text, *fields, *told])


def basic_secrets() -> Iterable[str]:
    digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    return (PASSWORD, digest, f"{USER}:{digest}", f"{USER}:{PASSWORD}")


# ── an answer ──


async def test_an_answer_is_recorded(serve: Serve) -> None:
    heads: list[bytes] = []
    answer = http(b'[ ]\x1b"', "X-Cap-Requestid: server-1\x1b", "Set-Cookie: session=abc", status="200 Fine\x1b[2J")
    url = await serve(answering(answer), heads)
    before = datetime.now(UTC)
    [exchange] = await recorded(url)
    assert before <= exchange.started_at <= datetime.now(UTC)
    assert (exchange.profile, exchange.method, exchange.attempt, exchange.proxy) == ("test", "GET", 1, "")
    path = "/x/neo/pointsAllocation/event?entity_id=hfjWDK0dek&customer_id=374819205&event_type_id=15&page=1&count=10"
    assert exchange.url == url + path
    assert (exchange.status, exchange.reason) == (200, "Fine␛[2J")
    assert exchange.ended is Ended.ANSWERED
    assert exchange.failure is None
    assert (exchange.body, exchange.text, exchange.kept) == (b'[ ]\x1b"', '[ ]␛"', Kept.WHOLE)
    assert (exchange.wire_bytes, exchange.decoded_bytes) == (5, 5)
    assert exchange.response_headers == (
        ("Content-Length", "5"),
        ("X-Cap-Requestid", "server-1␛"),
        ("Set-Cookie", "****"),
    )
    sent = [tuple(line.split(": ", 1)) for line in heads[0].decode().split("\r\n")[1:] if line]
    masked = [(name, "Basic ****" if name == "Authorization" else value) for name, value in sent]
    assert list(exchange.request_headers) == masked
    assert ("User-Agent", f"neo-tui/{__version__}") in masked
    assert ("x-cap-request-id", exchange.request_id) in masked
    assert exchange.request_body == ""


async def test_the_time_of_each_step_is_told(serve: Serve, authority: trustme.CA, trusting: dict[str, str]) -> None:
    talk = conversing(http(b"[]"), http(b"[]"))
    plain, again = await recorded((await serve(talk)).replace("127.0.0.1", "localhost"), times=2)
    assert plain.timings.tls is None
    for seconds in (plain.timings.dns, plain.timings.connect, plain.timings.wait, plain.timings.read):
        assert seconds is not None
        assert 0 <= seconds <= plain.total
    assert sum(seconds or 0 for seconds in plain.timings) <= plain.total
    assert not plain.reused
    assert (again.timings.dns, again.timings.connect, again.timings.tls) == (None, None, None)
    assert again.timings.wait is not None
    assert again.reused
    assert plain.remote == again.remote != ""
    there = await serve(talk, tls=server_context(authority.issue_cert("localhost")))
    first, second = await recorded(there, times=2, environ=trusting)
    assert first.timings.tls is not None
    assert second.timings.tls is None
    assert second.reused
    assert first.tls is not None
    assert first.tls == second.tls
    assert first.tls.version == "TLSv1.3"
    assert "AES" in first.tls.cipher or "CHACHA" in first.tls.cipher
    assert "Test Authority" in first.tls.issuer


async def test_an_address_is_not_looked_up(serve: Serve) -> None:
    url = await serve(answering(http(b"[]")))
    [exchange] = await recorded(url)
    assert exchange.timings.dns is None
    assert exchange.remote == f"127.0.0.1:{port_of(url)}"


async def test_what_is_packed_is_counted_both_ways(serve: Serve) -> None:
    body = b"[" + b" " * 5000 + b"]"
    packed = gzip.compress(body)
    [exchange] = await recorded(await serve(answering(http(packed, "Content-Encoding: gzip"))))
    assert (exchange.wire_bytes, exchange.decoded_bytes, exchange.body) == (len(packed), 5002, body)


async def test_a_large_body_is_cut_and_says_so(serve: Serve) -> None:
    body = b"[" + b" " * 3 * KEPT_BODY + b"]"
    [exchange] = await recorded(await serve(answering(http(body))))
    assert (len(exchange.body), exchange.kept, exchange.decoded_bytes) == (KEPT_BODY, Kept.CUT, len(body))


async def test_an_error_s_status_is_an_answer(serve: Serve) -> None:
    [exchange] = await recorded(await serve(answering(http(b"down", status="503 Down"))))
    assert (exchange.status, exchange.ended, exchange.failure, exchange.body) == (503, Ended.ANSWERED, None, b"down")


# ── no answer ──


async def test_a_refused_connection_is_recorded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    [exchange] = await recorded(f"http://127.0.0.1:{port}")
    assert (exchange.ended, exchange.status, exchange.remote) == (Ended.FAILED, None, "")
    assert exchange.failure is not None
    assert exchange.failure.kind is Kind.CONNECT
    assert exchange.failure.request_id == exchange.request_id
    assert exchange.timings.connect is not None
    assert exchange.timings.wait is None
    assert not exchange.reused


async def test_a_name_without_an_address_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    [exchange] = await recorded("neo.example.invalid", environ={})
    assert exchange.failure is not None
    assert exchange.failure.kind is Kind.DNS
    assert exchange.timings.dns is not None
    assert exchange.timings.wait is None


async def test_every_address_is_tried(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    url = await serve(answering(http(b"[]")))
    with socket.create_server(("127.0.0.3", 0)) as elsewhere:
        assert elsewhere.getsockname()[1] != port_of(url)

    def several(*_: object, **__: object) -> list[object]:
        where = ("127.0.0.2", "127.0.0.3", "127.0.0.1")  # the server listens on the last only
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port_of(url))) for address in where]

    monkeypatch.setattr(socket, "getaddrinfo", several)
    [exchange] = await recorded(url.replace("127.0.0.1", "localhost"))
    assert (exchange.status, exchange.remote) == (200, f"127.0.0.1:{port_of(url)}")


async def test_what_came_of_a_broken_answer_is_recorded(serve: Serve) -> None:
    [exchange] = await recorded(await serve(answering(http(b'[{"id', length=240))))
    assert (exchange.status, exchange.body, exchange.ended) == (200, b'[{"id', Ended.FAILED)
    assert exchange.failure is not None
    assert exchange.failure.kind is Kind.INTERRUPTED
    assert exchange.timings.read is not None


async def test_a_failure_that_is_kept_holds_on_to_nothing(serve: Serve) -> None:
    [exchange] = await recorded(await serve(answering(b"")))
    assert exchange.failure is not None
    assert exchange.failure.__traceback__ is None
    assert exchange.failure.__context__ is None


@pytest.mark.parametrize("said", [b"", http(b"[", length=1000)])
async def test_a_cancelled_question_is_recorded(serve: Serve, said: bytes) -> None:
    asked = asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        asked.set()
        await reader.read()

    found: list[Exchange] = []
    async with client(await serve(hold), on_exchange=found.append) as asking:
        question = asyncio.create_task(asking.fetch(QUESTION))
        await asked.wait()
        question.cancel()
        with pytest.raises(asyncio.CancelledError):
            await question
    [exchange] = found
    assert exchange.ended is Ended.CANCELLED
    assert exchange.failure is None
    assert exchange.timings.connect is not None
    if not said:
        assert exchange.status is None
        assert exchange.timings.wait is not None
        assert exchange.timings.read is None


async def test_a_question_that_took_too_long_is_recorded(serve: Serve) -> None:
    [exchange] = await recorded(await serve(answering(http(b"[", length=9), hold=True)), deadline=0.3)
    assert (exchange.ended, exchange.status, exchange.body) == (Ended.TIMED_OUT, 200, b"[")
    assert exchange.failure is not None
    assert exchange.failure.kind is Kind.TIMEOUT
    assert exchange.failure.request_id == exchange.request_id


async def test_a_certificate_that_does_not_do_is_recorded(serve: Serve, authority: trustme.CA) -> None:
    url = await serve(answering(http(b"[]")), tls=server_context(authority.issue_cert("localhost")))
    [exchange] = await recorded(url, environ={})
    assert exchange.failure is not None
    assert exchange.failure.kind is Kind.TLS
    assert exchange.timings.tls is not None
    assert exchange.timings.wait is None
    assert exchange.tls is None


# ── tokens ──


async def test_a_refused_token_leaves_four_records_and_shows_none(serve: Serve) -> None:
    first, second = "eyJhbGci.first.token-1", "opaque-token-2"
    heads: list[bytes] = []
    answers = [
        granted(first),
        http(b'{"message": "token ' + first.encode() + b' is no good"}', "Connection: close", status="401 No"),
        granted(second),
        http(b"[]", f"X-Echo: {second}"),
    ]

    async def script(*line: asyncio.StreamReader | asyncio.StreamWriter) -> None:
        await answering(answers[len(heads) - 1])(*line)  # type: ignore[arg-type] # a reader and a writer

    found: list[Exchange] = []
    async with oauth_client(await serve(script, heads), SECRET, on_exchange=found.append) as asking:
        await asking.fetch(QUESTION)
    assert [(one.method, one.status, one.attempt) for one in found] == [
        ("POST", 200, 1),
        ("GET", 401, 1),
        ("POST", 200, 1),
        ("GET", 200, 2),
    ]
    assert len({one.request_id for one in found}) == 4
    assert json.loads(found[0].body) == {"data": {"accessToken": "****", "ttlSeconds": 300}, "errors": None}
    assert found[0].url.endswith(TOKEN_PATH)
    assert found[0].request_body == '{"key": …, "secret": ****}'
    assert b"token **** is no good" in found[1].body
    assert ("X-Echo", "****") in found[3].response_headers
    assert ("X-CAP-API-OAUTH-TOKEN", "****") in found[3].request_headers
    whole = "\n".join(map(everything, found))
    assert not [form for form in forms(SECRET, first, second) if form in whole]


@pytest.mark.parametrize(
    "body",
    [
        b'{"data":{"accessToken":"the-token-0001","ttlSec',
        b'{"data":{"accessToken":"the-token-0001"}} trailing',
        b"accessToken=the-token-0001",
        b"<token>the-token-0001</token>",
    ],
)
async def test_what_may_be_a_token_is_withheld(serve: Serve, body: bytes) -> None:
    found: list[Exchange] = []
    async with oauth_client(await serve(answering(http(body))), SECRET, on_exchange=found.append) as asking:
        with pytest.raises(NeoError):
            await asking.fetch(QUESTION)
    [exchange] = found
    assert (exchange.body, exchange.kept, exchange.decoded_bytes) == (b"", Kept.WITHHELD, len(body))
    assert "the-token" not in everything(exchange)


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"access\u0054oken": "the-token-0001"}},
        {"data": {"accessToken": ["the-token-0001", {"x": "the-token-0001"}]}},
        {"data": {"note": "it is eyJthe-token.0001.x!", "id_token": "the-token-0001", "ttlSeconds": 0}},
    ],
)
async def test_a_token_in_an_odd_place_is_masked(serve: Serve, body: object) -> None:
    found: list[Exchange] = []
    packed = json.dumps(body).encode("utf-16")
    async with oauth_client(
        await serve(answering(http(packed, "X-Echo: the-token-0001"))), SECRET, on_exchange=found.append
    ) as asking:
        with pytest.raises(NeoError):
            await asking.fetch(QUESTION)
    assert "the-token" not in "".join(map(everything, found))
    assert b"****" in found[0].body


async def test_a_token_endpoint_that_took_too_long_is_recorded(serve: Serve) -> None:
    found: list[Exchange] = []
    told = asyncio.Event()

    def note(exchange: Exchange) -> None:
        found.append(exchange)
        told.set()

    url = await serve(answering(hold=True))
    async with oauth_client(url, SECRET, deadline=0.3, on_exchange=note) as asking:
        with pytest.raises(NeoError):
            await asking.fetch(QUESTION)
        async with asyncio.timeout(5):
            await told.wait()
    [exchange] = found
    assert (exchange.method, exchange.ended) == ("POST", Ended.TIMED_OUT)
    assert exchange.failure is not None
    assert exchange.failure.cause.startswith("The token endpoint of ")


# ── what is secret ──


@pytest.mark.parametrize("status", ["200 OK", "401 Unauthorized", "500 Debug"])
@pytest.mark.parametrize("cut", [0, 5])
async def test_a_server_that_repeats_all_it_got_shows_no_secret(serve: Serve, status: str, cut: int) -> None:
    echoes = sorted(forms(*basic_secrets()))
    lines = [f"X-Echo: {echo}" for echo in echoes if "\n" not in echo]
    body = "\n".join([*echoes, json.dumps(echoes)]).encode()
    answer = http(body, *lines, f"Set-Cookie: word={PASSWORD}", f"X-{PASSWORD}: x", status=f"{status} {PASSWORD}")
    answer = answer[: len(answer) - cut]
    [exchange] = await recorded(await serve(answering(answer)))
    assert exchange.status is not None
    whole = everything(exchange)
    assert not [echo for echo in echoes if echo in whole]
    assert "****" in exchange.text
    assert "****" in exchange.reason


async def test_a_secret_that_was_typed_into_the_form_is_masked_too(serve: Serve) -> None:
    found: list[Exchange] = []
    async with client(await serve(answering(http(b"[]"))), on_exchange=found.append) as asking:
        await asking.fetch(dataclasses.replace(QUESTION, entity_id=PASSWORD))
    assert "entity_id=****&" in found[0].url
    assert PASSWORD not in everything(found[0])
