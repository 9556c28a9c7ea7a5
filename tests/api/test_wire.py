"""What leaves the machine, what never does, and what becomes of broken answers: over real sockets."""

from __future__ import annotations

import asyncio
import functools
import gzip
import re
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic

import pytest

from neo_tui.api import client as client_module
from neo_tui.api.bounded import BODY_CAP, WIRE_CAP
from neo_tui.api.exchange import Reply
from neo_tui.api.parsing import parse_page
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from tests.api.sockets import QUESTION, Serve, answering, client, failed, http

pytestmark = pytest.mark.anyio


async def failure(url: str, deadline: float = 10.0) -> NeoError:
    return await failed(client(url, deadline))


# ── broken answers ──


@pytest.mark.parametrize(
    ("parts", "kind", "words"),
    [
        ((b"",), Kind.INTERRUPTED, "before an answer came"),
        ((b"HTTP/1.1 200 OK\r\nContent-Le",), Kind.INTERRUPTED, "before an answer came"),
        ((b"SSH-2.0-OpenSSH_9.6\r\n",), Kind.INTERRUPTED, "not HTTP"),
        ((http(b"[]", length=240),), Kind.INTERRUPTED, "after 2 of 240 bytes"),
        (
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2,\r\n",),
            Kind.INTERRUPTED,
            "after 5 bytes",
        ),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]",), Kind.INTERRUPTED, "after 0 bytes"),
        ((http(gzip.compress(b"[1,2,3]", mtime=0)[:-4], "Content-Encoding: gzip"),), Kind.INTERRUPTED, "compressed"),
        ((http(b"[]", "Content-Encoding: gzip"),), Kind.NOT_JSON, "not encoded as it says"),
        ((http(b"[]", "Content-Encoding: br"),), Kind.NOT_JSON, "not encoded as it says"),
        (
            (http(gzip.compress(b"[]", mtime=0) + b"garbage", "Content-Encoding: gzip"),),
            Kind.NOT_JSON,
            "not encoded as it says",
        ),
        (
            (http(gzip.compress(gzip.compress(b"[]", mtime=0)), "Content-Encoding: gzip, gzip"),),
            Kind.NOT_JSON,
            "not encoded as it says",
        ),
        ((b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\n",), Kind.INTERRUPTED, "not HTTP"),
    ],
)
async def test_a_broken_answer_is_told(serve: Serve, parts: tuple[bytes, ...], kind: Kind, words: str) -> None:
    error = await failure(await serve(answering(*parts)))
    assert error.kind is kind
    assert words in error.cause
    assert error.request_id


async def test_a_reset_inside_the_answer_is_told(serve: Serve) -> None:
    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(http(b"[1,", length=100))
        await writer.drain()
        peer = writer.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    assert (await failure(await serve(reset))).kind is Kind.INTERRUPTED


async def test_a_gzipped_answer_is_unpacked(serve: Serve) -> None:
    packed = gzip.compress(b'[{"id": 7}]', mtime=0)
    parts = [bytes([byte]) for byte in http(packed, "Content-Encoding: gzip")]
    async with client(await serve(answering(*parts))) as asking:
        page = await asking.fetch(QUESTION)
    assert page.body == '[{"id": 7}]'
    assert page.allocations[0].id == 7


async def test_a_gzipped_nothing_is_an_empty_answer(serve: Serve) -> None:
    error = await failure(await serve(answering(http(b"", "Content-Encoding: gzip"))))
    assert error.kind is Kind.SHAPE


async def test_a_large_answer_is_read_off_the_loop_that_draws(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    readers: list[int] = []

    def noted(reply: Reply, query: Query, profile: Profile, now: datetime) -> Page:
        readers.append(threading.get_ident())
        return parse_page(reply, query, profile, now)

    monkeypatch.setattr(client_module, "parse_page", noted)
    large = b"[" + b",".join(b'{"id":%d,"note":"%s"}' % (number, b"x" * 3000) for number in range(100)) + b"]"
    for body, here in ((b"[]", True), (large, False)):
        async with client(await serve(answering(http(body)))) as asking:
            page = await asking.fetch(QUESTION)
        assert page.body.encode() == body
        assert (readers.pop() == threading.get_ident()) is here


async def test_a_server_that_repeats_the_request_shows_no_credentials(serve: Serve) -> None:
    heads: list[bytes] = []

    async def echo(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(http(b"<pre>" + heads[0], "Content-Type: text/html", status="500 Debug"))

    error = await failure(await serve(echo, heads))
    pair = re.search(rb"Authorization: Basic (\S+)", heads[0])
    assert pair is not None
    assert pair[1].decode() not in repr(error) + error.body
    assert "Authorization: Basic ****" in error.body


async def test_a_bomb_stops_at_the_cap(serve: Serve) -> None:
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(4 * BODY_CAP // 2**20)) + packer.flush()
    assert len(packed) < 100_000
    error = await failure(await serve(answering(http(packed, "Content-Encoding: gzip"))))
    assert error.kind is Kind.TOO_LARGE
    assert "16 MiB" in error.cause


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_an_endless_answer_stops_at_the_cap(serve: Serve, encoding: str) -> None:
    sent = 0

    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\n".encode())
        # gzip: an endless header (a file name without an end), which unpacks to nothing
        writer.write(b"\x1f\x8b\x08\x08" + bytes(6))
        while True:
            writer.write(b"1" * 65536)
            await writer.drain()
            sent += 65536

    error = await failure(await serve(endless))
    assert error.kind is Kind.TOO_LARGE
    assert "8 MiB" in error.cause
    assert sent < 3 * WIRE_CAP


@pytest.mark.parametrize(
    "body",
    [
        http(b"xx", "Content-Encoding: br", status="503 Down"),
        http(gzip.compress(b"down", mtime=0)[:-3], "Content-Encoding: gzip", status="503 Down"),
        http(b"x", length=99, status="503 Down"),
    ],
)
async def test_the_broken_body_of_an_error_does_not_hide_its_status(serve: Serve, body: bytes) -> None:
    error = await failure(await serve(answering(body)))
    assert (error.kind, error.title) == (Kind.SERVER, "The server failed (503)")


async def test_endless_100_continue_ends_with_the_deadline(serve: Serve) -> None:
    async def never_ready(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            await writer.drain()

    assert (await failure(await serve(never_ready), 0.3)).kind is Kind.TIMEOUT


# ── no connection ──


async def test_a_refused_connection_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = await failure(f"http://127.0.0.1:{port}")
    assert error.kind is Kind.CONNECT
    assert "refused the connection" in error.cause


async def test_an_unknown_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = await failure("neo.example.invalid")
    assert (error.kind, error.title) == (Kind.DNS, "Cannot find host neo.example.invalid")


async def test_what_speaks_no_tls_is_told() -> None:
    heard: list[bytes] = []

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(4096))
        writer.write(http(b"", status="400 Bad Request"))
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    error = await failure(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    server.close()
    assert error.kind is Kind.TLS
    assert "does not speak TLS" in error.cause
    assert b"Authorization" not in b"".join(heard)


async def certified(folder: Path, script: Callable[..., Awaitable[None]]) -> tuple[asyncio.Server, Path]:
    """A server on loopback with a certificate that nobody but itself vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    run = functools.partial(subprocess.run, check=True, capture_output=True)
    await asyncio.to_thread(run, [*made, *names, "-keyout", key, "-out", certificate])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return await asyncio.start_server(script, "127.0.0.1", 0, ssl=context), certificate


needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="a certificate is made with the openssl command")


@needs_openssl
async def test_a_certificate_nobody_vouches_for_gets_no_request(tmp_path: Path) -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())
        writer.close()

    server, _ = await certified(tmp_path, listen)
    error = await failure(f"https://localhost:{server.sockets[0].getsockname()[1]}")
    server.close()
    assert error.kind is Kind.TLS
    assert "self-signed" in error.cause
    assert "Nothing was sent" in error.action
    assert b"".join(heard) == b""


@needs_openssl
async def test_a_certificate_of_the_machine_s_store_is_trusted_for_its_name_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(http(b"[]", "Connection: close"))
        writer.close()

    server, certificate = await certified(tmp_path, answer)
    port = server.sockets[0].getsockname()[1]
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    async with client(f"https://localhost:{port}") as asking:
        assert (await asking.fetch(QUESTION)).body == "[]"
    error = await failure(f"https://127.0.0.1:{port}")
    server.close()
    assert error.kind is Kind.TLS
    assert "belongs to another address" in error.cause
    assert not keys.exists()


# ── cancelling ──


@pytest.mark.benchmark
@pytest.mark.parametrize("said", [b"", http(b"[", length=1000)])
async def test_cancelling_closes_the_connection_within_a_tenth_of_a_second(serve: Serve, said: bytes) -> None:
    asked, closed = asyncio.Event(), asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        asked.set()
        await reader.read()
        closed.set()

    async with client(await serve(hold)) as asking:
        question = asyncio.create_task(asking.fetch(QUESTION))
        await asked.wait()
        question.cancel()
        started = monotonic()
        with pytest.raises(asyncio.CancelledError):
            await question
        async with asyncio.timeout(5):
            await closed.wait()
        assert monotonic() - started < 0.1


async def test_after_a_cancelled_question_the_next_is_answered(serve: Serve) -> None:
    asked = asyncio.Event()
    times = 0

    async def slow_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal times
        times += 1
        if times == 1:
            asked.set()
            await reader.read()
        else:
            writer.write(http(b"[]"))

    async with client(await serve(slow_once)) as asking:
        question = asyncio.create_task(asking.fetch(QUESTION))
        await asked.wait()
        question.cancel()
        with pytest.raises(asyncio.CancelledError):
            await question
        assert (await asking.fetch(QUESTION)).allocations == ()


# ── one origin ──


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(serve: Serve, status: int) -> None:
    elsewhere: list[bytes] = []
    target = await serve(answering(http(b"[]")), elsewhere)
    moved = http(b"", f"Location: {target}/x?session=abc", status=f"{status} Moved")
    error = await failure(await serve(answering(moved)))
    assert error.kind is Kind.REDIRECT
    assert f"points to {target}." in error.cause
    assert "session" not in repr(error)
    assert elsewhere == []


async def test_cookies_are_dropped(serve: Serve) -> None:
    heads: list[bytes] = []
    url = await serve(answering(http(b"[]", "Set-Cookie: _cfuvid=1; Path=/", "Connection: close")), heads)
    async with client(url) as asking:
        await asking.fetch(QUESTION)
        await asking.fetch(QUESTION)
    assert len(heads) == 2
    assert not any(b"cookie" in head.lower() for head in heads)


async def test_proxies_and_netrc_of_the_environment_have_no_say(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    proxied: list[bytes] = []
    proxy = await serve(answering(http(b"[]")), proxied)
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.setenv("NO_PROXY", "[::1]:80")
    heads: list[bytes] = []
    async with client(await serve(answering(http(b"[]")), heads)) as asking:
        await asking.fetch(QUESTION)
    assert (len(heads), proxied) == (1, [])
