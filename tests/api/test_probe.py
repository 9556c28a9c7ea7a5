"""The way to a host is walked step by step, over real sockets; nobody is asked anything."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from neo_tui.api import probe
from neo_tui.api.probe import connect, resolve, secure
from neo_tui.api.proxy import Proxy, proxy_for
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.hosts import parse_host
from tests.api.sockets import Serve, answering, http, port_of, server_context, tunnelling, written

pytestmark = pytest.mark.anyio

HOST = parse_host("neo.test")


def through(url: str, variable: str = "HTTPS_PROXY") -> Proxy:
    found = proxy_for(HOST, {variable: url})
    assert found is not None
    return found


async def refusal(step: Awaitable[object]) -> NeoError:
    with pytest.raises(NeoError) as caught:
        await step
    assert caught.value.__cause__ is None
    return caught.value


# ── the name ──


async def test_a_name_has_addresses() -> None:
    found = await resolve(parse_host("https://localhost"))
    assert found.host == "localhost"
    assert set(found.addresses) & {"127.0.0.1", "::1"}
    assert 0 <= found.seconds < 5


async def test_an_address_is_its_own() -> None:
    assert (await resolve(parse_host("https://[::1]:8443"))).addresses == ("::1",)


async def test_through_a_proxy_its_own_name_is_looked_up() -> None:
    found = await resolve(HOST, through("http://localhost:3128"))
    assert found.host == "localhost"


async def test_a_name_without_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert (await refusal(resolve(HOST))).kind is Kind.DNS
    error = await refusal(resolve(HOST, through("http://proxy.test:3128", "all_proxy")))
    assert error.kind is Kind.PROXY
    assert "all_proxy" in error.cause


# ── the connection ──


async def test_a_host_that_listens_is_reached(serve: Serve) -> None:
    heads: list[bytes] = []
    url = await serve(answering(), heads)
    found = await connect(parse_host(url))
    assert (found.remote, found.proxy) == (f"127.0.0.1:{port_of(url)}", "")
    assert heads == []


async def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert (await refusal(connect(parse_host(f"http://127.0.0.1:{port}")))).kind is Kind.CONNECT
    error = await refusal(connect(HOST, through(f"http://127.0.0.1:{port}")))
    assert (error.kind, error.title) == (Kind.PROXY, "The proxy cannot be reached")


async def test_a_proxy_puts_us_through(serve: Serve) -> None:
    there = await serve(answering())
    proxied: list[bytes] = []
    port = port_of(await serve(tunnelling(port_of(there)), proxied))
    found = await connect(HOST, through(f"http://me:proxy-word@127.0.0.1:{port}"))
    assert (found.remote, found.proxy) == (f"127.0.0.1:{port}", f"127.0.0.1:{port}")
    assert proxied[0].startswith(b"CONNECT neo.test:443 HTTP/1.1\r\nHost: neo.test:443\r\n")
    assert b"Proxy-Authorization: Basic bWU6cHJveHktd29yZA==\r\n" in proxied[0]
    assert "proxy-word" not in repr(found)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (http(b"", status="407 Who"), "asks for a user and a password"),
        (http(b"", status="403 No"), "it answered 403."),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "was not HTTP"),
        (b"HTTP/1.1 200 O", "was not HTTP"),
        (b"HTTP/1.1 0200 OK\r\n\r\n", "was not HTTP"),
        (b"x" * 100_000, "was not HTTP"),
        (b"", "was not HTTP"),
    ],
)
async def test_a_proxy_that_refuses_is_told(serve: Serve, said: bytes, words: str) -> None:
    error = await refusal(connect(HOST, through(await serve(answering(said)))))
    assert error.kind is Kind.PROXY
    assert words in error.cause


@pytest.mark.parametrize("step", [connect, secure])
async def test_a_proxy_that_never_answers_is_told(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, step: Callable[..., Awaitable[object]]
) -> None:
    monkeypatch.setattr(probe, "LIMIT", 0.3)
    error = await refusal(step(HOST, through(await serve(answering(hold=True)))))
    assert error.kind is Kind.PROXY
    assert "No connection within 0.3 seconds." in error.cause


# ── TLS ──


async def test_what_protects_the_connection_is_told(
    serve: Serve, authority: trustme.CA, trusting: dict[str, str]
) -> None:
    heads: list[bytes] = []
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    certificate = authority.issue_cert("localhost", common_name="neo", not_after=ends)
    url = await serve(answering(), heads, tls=server_context(certificate))
    found = await secure(parse_host(url), environ=trusting)
    assert found.protocol == "TLSv1.3"
    assert found.cipher
    assert found.subject.startswith("neo")
    assert found.issuer.startswith("Test Authority")
    assert found.not_after == ends
    assert [(store.name, store.path) for store in found.vouched_by] == [("SSL_CERT_FILE", trusting["SSL_CERT_FILE"])]
    assert heads == []


async def test_every_store_that_would_do_is_told(serve: Serve, authority: trustme.CA, tmp_path: Path) -> None:
    bundle = written(authority.cert_pem, tmp_path / "authority.pem")
    url = await serve(answering(), tls=server_context(authority.issue_cert("localhost")))
    found = await secure(parse_host(url), ca_bundle=bundle, environ={})
    assert [store.name for store in found.vouched_by] == ["ca_bundle"]
    both = await secure(parse_host(url), ca_bundle=bundle, environ={"SSL_CERT_FILE": bundle})
    assert [store.name for store in both.vouched_by] == ["SSL_CERT_FILE", "ca_bundle"]


async def test_tls_through_a_proxy_in_tls(serve: Serve, authority: trustme.CA, trusting: dict[str, str]) -> None:
    there = await serve(answering(), tls=server_context(authority.issue_cert("neo.test")))
    proxied: list[bytes] = []
    url = await serve(tunnelling(port_of(there)), proxied, tls=server_context(authority.issue_cert("localhost")))
    found = await secure(HOST, through(url), environ=trusting)
    assert found.issuer.startswith("Test Authority")
    assert len(found.vouched_by) == 1
    assert (await connect(HOST, through(url), environ=trusting)).proxy == url.removeprefix("https://")


@pytest.mark.parametrize("proxied", [False, True])
async def test_a_certificate_that_is_not_trusted_is_told(serve: Serve, authority: trustme.CA, proxied: bool) -> None:
    url = await serve(answering(), tls=server_context(authority.issue_cert("localhost")))
    if proxied:
        error = await refusal(secure(HOST, through(await serve(tunnelling(port_of(url)))), environ={}))
    else:
        error = await refusal(secure(parse_host(url), environ={}))
    assert error.kind is Kind.TLS
    assert "does not know" in error.cause


async def test_what_speaks_no_tls_is_told() -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(http(b"", status="400 Bad Request"))
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    error = await refusal(secure(parse_host(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"), environ={}))
    server.close()
    assert error.kind is Kind.TLS
    assert "does not speak TLS" in error.cause


async def test_what_never_shakes_hands_is_told(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "LIMIT", 0.3)
    url = (await serve(answering())).replace("http:", "https:")
    error = await refusal(secure(parse_host(url), environ={}))
    assert error.kind is Kind.TIMEOUT


async def test_broken_certificates_are_told() -> None:
    assert (await refusal(secure(HOST, ca_bundle="/none", environ={}))).kind is Kind.CONFIG
