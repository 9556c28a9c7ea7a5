"""What may leave the machine at all, and whom it trusts."""

from __future__ import annotations

import asyncio
import logging
import ssl
import sys
from pathlib import Path

import httpx
import pytest

from neo_tui.api import wire as wire_module
from neo_tui.api.exchange import Asked
from neo_tui.api.tls import tls_context
from neo_tui.api.wire import ForbiddenRequestError, Wire
from neo_tui.domain.errors import Kind, NeoError
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


async def test_a_certificate_store_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> ssl.SSLContext:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(wire_module, "tls_context", unreadable)
    with pytest.raises(NeoError) as caught:
        await a_wire().get(Asked("eu.api.example.com", "/x"), {})
    assert (caught.value.kind, caught.value.title) == (Kind.TLS, "The certificates cannot be loaded")


async def test_a_second_question_uses_the_loaded_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[ssl.SSLContext] = []

    def counted() -> ssl.SSLContext:
        loaded.append(tls_context())
        return loaded[-1]

    monkeypatch.setattr(wire_module, "tls_context", counted)
    wire = a_wire()
    first, second = await asyncio.gather(wire._open(), wire._open())
    assert first is second
    assert len(loaded) == 1
    await wire.aclose()


async def test_httpx_logs_nothing_of_what_is_asked() -> None:
    assert logging.getLogger("httpx").level == logging.CRITICAL
    assert logging.getLogger("httpcore").level == logging.CRITICAL
