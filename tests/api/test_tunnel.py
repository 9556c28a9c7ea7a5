"""Through a real proxy to a real TLS server: what each of them sees, and what is told when one fails."""

from __future__ import annotations

import asyncio
import socket

import pytest
import trustme

from neo_tui.domain.errors import Kind, NeoError
from tests.api.sockets import (
    PASSWORD,
    QUESTION,
    Serve,
    answering,
    client,
    conversing,
    failed,
    http,
    oauth_client,
    port_of,
    recorded,
    server_context,
    tunnelling,
)

pytestmark = pytest.mark.anyio

HOST = "neo.test"
PROXY_PASSWORD = "proxy-word-0001"


@pytest.fixture
def origin(authority: trustme.CA) -> trustme.LeafCert:
    """The certificate of a host that only the proxy can find."""
    return authority.issue_cert(HOST)


async def test_the_proxy_sees_where_to_and_nothing_else(
    serve: Serve, origin: trustme.LeafCert, trusting: dict[str, str]
) -> None:
    asked: list[bytes] = []
    proxied: list[bytes] = []
    there = await serve(conversing(http(b"[]"), http(b"[]")), asked, tls=server_context(origin))
    proxy = await serve(tunnelling(port_of(there)), proxied)
    async with client(f"https://{HOST}", environ={**trusting, "HTTPS_PROXY": proxy}) as asking:
        assert asking.proxy == proxy.removeprefix("http://")
        for _ in range(2):
            assert (await asking.fetch(QUESTION)).body == "[]"
    assert len(asked) == 1  # the second question came on the same connection
    assert b"Authorization: Basic " in asked[0]
    assert proxied == [b"CONNECT neo.test:443 HTTP/1.1\r\nHost: neo.test:443\r\nAccept: */*\r\n\r\n"]


async def test_the_proxy_learns_who_we_are_to_it_and_the_host_does_not(
    serve: Serve, origin: trustme.LeafCert, trusting: dict[str, str]
) -> None:
    asked: list[bytes] = []
    proxied: list[bytes] = []
    there = await serve(answering(http(b"[]")), asked, tls=server_context(origin))
    port = port_of(await serve(tunnelling(port_of(there)), proxied))
    url = f"http://me:{PROXY_PASSWORD}@127.0.0.1:{port}"
    [exchange] = await recorded(f"https://{HOST}:8443", environ={**trusting, "https_proxy": url})
    assert b"CONNECT neo.test:8443 HTTP/1.1\r\n" in proxied[0]
    assert b"Proxy-Authorization: Basic bWU6cHJveHktd29yZC0wMDAx\r\n" in proxied[0]
    assert b"proxy" not in asked[0].lower()
    assert exchange.proxy == f"127.0.0.1:{port}"
    assert PROXY_PASSWORD not in repr(exchange)
    assert exchange.tls is not None
    assert exchange.tls.issuer.startswith("Test Authority")
    assert exchange.timings.connect is not None
    assert exchange.timings.tls is not None
    assert exchange.timings.dns is None


async def test_a_proxy_that_is_itself_spoken_to_in_tls(
    serve: Serve, authority: trustme.CA, origin: trustme.LeafCert, trusting: dict[str, str]
) -> None:
    proxied: list[bytes] = []
    there = await serve(answering(http(b"[]")), tls=server_context(origin))
    context = server_context(authority.issue_cert("localhost"))
    proxy = await serve(tunnelling(port_of(there)), proxied, tls=context)
    [exchange] = await recorded(f"https://{HOST}", environ={**trusting, "HTTPS_PROXY": proxy})
    assert exchange.status == 200
    assert len(proxied) == 1


@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
async def test_no_proxy_is_heeded(
    serve: Serve, authority: trustme.CA, trusting: dict[str, str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    there = await serve(answering(http(b"[]")), tls=server_context(authority.issue_cert(HOST)))
    proxied: list[bytes] = []
    proxy = await serve(tunnelling(port_of(there)), proxied)

    def found(*_: object, **__: object) -> list[object]:
        address = ("127.0.0.1", port_of(there))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address)]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    environ = {**trusting, "HTTPS_PROXY": proxy, name: f"[::1]:80,{HOST}:{port_of(there)}"}
    [exchange] = await recorded(f"https://{HOST}:{port_of(there)}", environ=environ)
    assert (exchange.status, exchange.proxy, proxied) == (200, "", [])
    assert exchange.timings.dns is not None
    assert exchange.remote == f"127.0.0.1:{port_of(there)}"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy"])
async def test_the_proxy_for_http_has_no_say(
    serve: Serve, authority: trustme.CA, trusting: dict[str, str], name: str
) -> None:
    proxied: list[bytes] = []
    proxy = await serve(answering(http(b"[]")), proxied)
    there = await serve(answering(http(b"[]")), tls=server_context(authority.issue_cert("localhost")))
    for url in (there, await serve(answering(http(b"[]")))):
        [exchange] = await recorded(url, environ={**trusting, name: proxy})
        assert (exchange.status, exchange.proxy) == (200, "")
    assert proxied == []


# ── a proxy that does not do what it should ──


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (http(b"", 'Proxy-Authenticate: Basic realm="x"', status="407 Who\x1b[2J"), "asks for a user and a password"),
        (http(b"no", status="403 Forbidden"), "did not put us through to neo.test: it answered 403."),
        (http(b"", status="502 Bad Gateway"), "it answered 502."),
        (http(b"", "Location: https://login.example.com/", status="302 Found"), "it answered 302."),
        (b"", "ended before an answer came"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "what came was not HTTP"),
    ],
)
async def test_a_proxy_that_refuses_is_named(serve: Serve, said: bytes, words: str) -> None:
    port = port_of(await serve(answering(said)))
    environ = {"HTTPS_PROXY": f"http://me:{PROXY_PASSWORD}@127.0.0.1:{port}"}
    error = await failed(client(f"https://{HOST}", environ=environ))
    assert error.kind is Kind.PROXY
    assert f"127.0.0.1:{port}, which HTTPS_PROXY names," in error.cause
    assert words in error.cause
    assert "HTTPS_PROXY" in error.action
    assert {fact.label: fact.value for fact in error.facts}["Proxy"] == f"127.0.0.1:{port}"
    assert PROXY_PASSWORD not in repr(error)
    assert "Who" not in repr(error)
    assert PASSWORD not in repr(error)


async def test_a_proxy_that_is_down_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    environ = {"ALL_PROXY": f"127.0.0.1:{port}"}
    [exchange] = await recorded(f"https://{HOST}", environ=environ)
    error = exchange.failure
    assert error is not None
    assert (error.kind, error.title) == (Kind.PROXY, "The proxy cannot be reached")
    assert f"127.0.0.1:{port}, which ALL_PROXY names," in error.cause
    assert "refused the connection" in error.cause


async def test_a_proxy_without_an_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = await failed(client(f"https://{HOST}", environ={"all_proxy": "http://proxy.test:3128"}))
    assert error.kind is Kind.PROXY
    assert "The proxy proxy.test:3128, which all_proxy names," in error.cause


async def test_a_proxy_that_listens_and_never_speaks_ends_with_the_deadline(serve: Serve) -> None:
    proxy = await serve(answering(hold=True))
    error = await failed(client(f"https://{HOST}", 0.3, environ={"HTTPS_PROXY": proxy}))
    assert error.kind is Kind.TIMEOUT
    assert {fact.label: fact.value for fact in error.facts}["Proxy"] == proxy.removeprefix("http://")


async def test_a_proxy_that_puts_us_through_to_somebody_else_gets_no_request(
    serve: Serve, authority: trustme.CA, trusting: dict[str, str]
) -> None:
    asked: list[bytes] = []
    there = await serve(answering(http(b"[]")), asked, tls=server_context(authority.issue_cert("evil.test")))
    proxy = await serve(tunnelling(port_of(there)))
    error = await failed(client(f"https://{HOST}", environ={**trusting, "HTTPS_PROXY": proxy}))
    assert error.kind is Kind.TLS
    assert "belongs to another host" in error.cause
    assert asked == []


async def test_what_is_no_proxy_is_told_before_anything_is_asked() -> None:
    for value in ("socks5://proxy:1080", "http://proxy:x", "http://[::1"):
        with pytest.raises(NeoError) as caught:
            oauth_client(f"https://{HOST}", "oauth-secret-0001", environ={"HTTPS_PROXY": value})
        assert caught.value.kind is Kind.PROXY


async def test_many_at_once_through_one_proxy(serve: Serve, origin: trustme.LeafCert, trusting: dict[str, str]) -> None:
    there = await serve(answering(http(b"[]", "Connection: close")), tls=server_context(origin))
    proxied: list[bytes] = []
    proxy = await serve(tunnelling(port_of(there)), proxied)
    async with client(f"https://{HOST}", environ={**trusting, "HTTPS_PROXY": proxy}) as asking:
        pages = await asyncio.gather(*(asking.fetch(QUESTION) for _ in range(12)))
    assert [page.body for page in pages] == ["[]"] * 12
    assert 1 <= len(proxied) <= 12
