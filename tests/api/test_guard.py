"""What may leave the machine at all, and whom it trusts."""

from __future__ import annotations

import asyncio
import logging
import ssl
import sys
from pathlib import Path

import httpx
import pytest

from neo_tui.api.exchange import Asked
from neo_tui.api.tls import tls_context
from neo_tui.api.wire import ForbiddenRequestError, Wire
from neo_tui.domain.hosts import Origin, parse_host

pytestmark = pytest.mark.anyio


def a_wire(host: str = "eu.api.example.com") -> Wire:
    return Wire(parse_host(host), "/token", "test")


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("POST", "https://eu.api.example.com/x/neo/pointsAllocation/event"),
        ("POST", "https://eu.api.example.com/token?x=1"),
        ("POST", "https://eu.api.example.com/token/"),
        ("PUT", "https://eu.api.example.com/token"),
        ("DELETE", "https://eu.api.example.com/x"),
        ("HEAD", "https://eu.api.example.com/x"),
        ("GET", "https://us.api.example.com/x"),
        ("GET", "https://eu.api.example.com.evil.example/x"),
        ("GET", "https://eu.api.example.com:8443/x"),
        ("GET", "https://user:word@eu.api.example.com/x"),
        ("GET", "http://eu.api.example.com/x"),
        ("GET", "file:///etc/hostname"),
    ],
)
async def test_what_is_not_ours_to_send_never_leaves(method: str, url: str) -> None:
    with pytest.raises(ForbiddenRequestError):
        a_wire()._guard(httpx.Request(method, url))


async def test_plain_http_leaves_for_this_machine_only() -> None:
    plain = Wire(Origin("http", "eu.api.example.com", None), "/token", "test")
    with pytest.raises(ForbiddenRequestError):
        await plain.get(Asked("eu.api.example.com", "/x"), {})
    await plain.aclose()


@pytest.mark.parametrize(
    "name",
    ["Cookie", "X-HTTP-Method-Override", "x-method-override", "X-HTTP-Method", "Proxy-Authorization", "Forwarded"],
)
async def test_a_header_that_would_make_another_request_of_it_never_leaves(name: str) -> None:
    with pytest.raises(ForbiddenRequestError):
        a_wire()._guard(httpx.Request("GET", "https://eu.api.example.com/x", headers={name: "DELETE"}))


@pytest.mark.parametrize("host", ["us.api.example.com", "eu.api.example.com:8443", ""])
async def test_the_host_header_names_the_profile_s_host(host: str) -> None:
    with pytest.raises(ForbiddenRequestError):
        a_wire()._guard(httpx.Request("GET", "https://eu.api.example.com/x", headers={"Host": host}))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "POST"])
async def test_the_network_itself_takes_no_other_method(method: str) -> None:
    wire = a_wire()
    network = await wire._open()
    with pytest.raises(ForbiddenRequestError):
        await network.handle_async_request(httpx.Request(method, "https://eu.api.example.com/x"))
    await wire.aclose()


async def test_a_get_has_no_body() -> None:
    with pytest.raises(ForbiddenRequestError):
        a_wire()._guard(httpx.Request("GET", "https://eu.api.example.com/x", content=b"{}"))


async def test_what_is_ours_leaves() -> None:
    a_wire()._guard(httpx.Request("GET", "https://eu.api.example.com/x?page=1"))
    a_wire()._guard(httpx.Request("POST", "https://eu.api.example.com/token"))
    a_wire("my_host.example.com.")._guard(httpx.Request("GET", "https://my_host.example.com./x"))
    a_wire("http://[::1]:8080")._guard(httpx.Request("GET", "http://[::1]:8080/x"))


# ── trust ──


async def test_certificates_are_verified_and_nothing_is_logged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert not context.keylog_filename
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert len(context.get_ca_certs()) > 10
    assert not keys.exists()


async def test_without_certifi_the_store_of_the_system_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "certifi", None)
    assert tls_context().verify_mode is ssl.CERT_REQUIRED


async def test_a_second_question_uses_the_loaded_certificates() -> None:
    loaded: list[ssl.SSLContext] = []

    def counted() -> ssl.SSLContext:
        loaded.append(tls_context())
        return loaded[-1]

    wire = Wire(parse_host("eu.api.example.com"), "/token", "test", trust=counted)
    first, second = await asyncio.gather(wire._open(), wire._open())
    assert first is second
    assert len(loaded) == 1
    await wire.aclose()


async def test_httpx_logs_nothing_of_what_is_asked() -> None:
    assert logging.getLogger("httpx").level == logging.CRITICAL
    assert logging.getLogger("httpcore").level == logging.CRITICAL
