"""The way to a host, step by step, for finding out where it ends; nothing is asked, no credentials are sent.

Each step makes its own connection and closes it, and takes at most `LIMIT` seconds.
"""

from __future__ import annotations

import asyncio
import os
import re
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from time import monotonic
from typing import NamedTuple

import httpcore

from neo_tui.api.certificates import issuer_of, not_after, subject_of
from neo_tui.api.exchange import elapsed_fact
from neo_tui.api.faults import told
from neo_tui.api.network import Backend, addresses
from neo_tui.api.proxy import Proxy
from neo_tui.api.tls import TrustStore, contexts, tls_context
from neo_tui.api.watch import address_of
from neo_tui.domain.errors import Fact, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.hosts import Origin

LIMIT = 5.0
"""Seconds for one step."""
_LONGEST_HEAD = 64 * 1024
"""Bytes of what a proxy answers."""
_HEAD = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2})[ \r]")
_FAULTS = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError)


class Resolved(NamedTuple):
    """A name was found."""

    host: str
    """What was looked up: the host, or the proxy that stands before it."""
    addresses: tuple[str, ...]
    seconds: float


class Connected(NamedTuple):
    """A connection came about."""

    remote: str
    """Address and port of the other end, which is the proxy where there is one."""
    proxy: str
    """Host and port of the proxy that put us through; "" without one."""
    seconds: float


class Secured(NamedTuple):
    """TLS came about, and the host's certificate is trusted. All texts are visible."""

    protocol: str
    """`TLSv1.3`."""
    cipher: str
    subject: str
    issuer: str
    not_after: datetime | None
    """Until when the certificate is valid, aware; None when that cannot be read."""
    vouched_by: tuple[TrustStore, ...]
    """The stores that would each do alone."""
    seconds: float
    """For the connection and the handshake, without asking each store."""


async def resolve(origin: Origin, proxy: Proxy | None = None) -> Resolved:
    """Look up the host, or the proxy before it: whom we have to reach first.

    Raises:
        NeoError: It has no address.
    """
    started = monotonic()
    host, port = _nearest(origin, proxy)
    async with _step(origin, proxy, proxy):
        found = await addresses(host, port)
    return Resolved(host, tuple(map(visible, found)), monotonic() - started)


async def connect(
    origin: Origin, proxy: Proxy | None = None, *, ca_bundle: str = "", environ: Mapping[str, str] = os.environ
) -> Connected:
    """Connect to the host; where there is a proxy, to it, and have it put us through.

    Args:
        origin: Whom to reach.
        proxy: Through whom.
        ca_bundle: As for `tls_context`; matters where the proxy itself is spoken to in TLS.
        environ: Likewise.

    Raises:
        NeoError: That was not possible.
    """
    context = await _proxy_context(proxy, ca_bundle, environ)
    started = monotonic()
    async with _step(origin, proxy, proxy):
        stream = await _line(origin, proxy, context)
        try:
            remote = address_of(stream)
        finally:
            await stream.aclose()
    return Connected(remote, proxy.shown if proxy else "", monotonic() - started)


async def secure(
    origin: Origin, proxy: Proxy | None = None, *, ca_bundle: str = "", environ: Mapping[str, str] = os.environ
) -> Secured:
    """Make a TLS connection as a request would; then ask each store of certificates whether it alone would do.

    Args:
        origin: Whom to reach; one of https.
        proxy: Through whom.
        ca_bundle: As for `tls_context`.
        environ: Likewise.

    Raises:
        NeoError: That was not possible, or the certificate is not trusted.
    """
    for_proxy = await _proxy_context(proxy, ca_bundle, environ)
    context = await asyncio.to_thread(tls_context, ca_bundle, environ)
    started = monotonic()
    found = await _handshake(origin, proxy, context, for_proxy)
    seconds = monotonic() - started
    certificate, cipher = found.getpeercert() or {}, found.cipher()
    stores = await asyncio.to_thread(lambda: list(contexts(ca_bundle, environ)))
    asked = (_does(origin, proxy, alone, for_proxy) for _, alone in stores)
    answers = await asyncio.gather(*asked)
    return Secured(
        protocol=found.version() or "",
        cipher=cipher[0] if cipher else "",
        subject=subject_of(certificate),
        issuer=issuer_of(certificate),
        not_after=not_after(certificate),
        vouched_by=tuple(store for (store, _), does in zip(stores, answers, strict=True) if does),
        seconds=seconds,
    )


def _nearest(origin: Origin, proxy: Proxy | None) -> tuple[str, int]:
    return (proxy.host, proxy.port) if proxy else (origin.host, _port(origin))


def _port(origin: Origin) -> int:
    return origin.port or (443 if origin.scheme == "https" else 80)


async def _proxy_context(proxy: Proxy | None, ca_bundle: str, environ: Mapping[str, str]) -> ssl.SSLContext | None:
    if proxy is None or proxy.scheme != "https":
        return None
    return await asyncio.to_thread(tls_context, ca_bundle, environ)


@asynccontextmanager
async def _step(origin: Origin, proxy: Proxy | None, blamed: Proxy | None) -> AsyncIterator[None]:
    """Bound a step, and tell what goes wrong in it; `blamed` is the proxy while it has not put us through."""
    started = monotonic()
    try:
        async with asyncio.timeout(LIMIT):
            yield
    except _FAULTS as error:
        via = (Fact("Proxy", proxy.shown),) if proxy else ()
        facts = (elapsed_fact(monotonic() - started), Fact("Host", origin.text_host), *via)
        cause = httpcore.ConnectTimeout() if isinstance(error, TimeoutError) else error
        raise told(cause, origin.text_host, LIMIT, facts, blamed) from None


async def _line(origin: Origin, proxy: Proxy | None, for_proxy: ssl.SSLContext | None) -> httpcore.AsyncNetworkStream:
    """A connection that ends at the host."""
    stream = await Backend().connect_tcp(*_nearest(origin, proxy))
    if proxy is None:
        return stream
    try:
        if for_proxy is not None:
            stream = await stream.start_tls(for_proxy, proxy.host)
        await _tunnel(stream, origin, proxy)
    except BaseException:
        await stream.aclose()
        raise
    return stream


async def _tunnel(stream: httpcore.AsyncNetworkStream, origin: Origin, proxy: Proxy) -> None:
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    target, credentials = f"{host}:{_port(origin)}", proxy.authorization.reveal()
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}", "Accept: */*"]
    if credentials:
        lines.append(f"Proxy-Authorization: Basic {credentials}")
    await stream.write("\r\n".join([*lines, "", ""]).encode("ascii"))
    head = b""
    while b"\r\n\r\n" not in head:
        part = await stream.read(4096)
        head += part
        if not part or len(head) > _LONGEST_HEAD:
            break
    status = _HEAD.match(head) if b"\r\n\r\n" in head else None
    if status is None:
        raise httpcore.RemoteProtocolError
    if not status[1].startswith(b"2"):
        raise httpcore.ProxyError(f"{status[1].decode('ascii')} ")


async def _handshake(
    origin: Origin, proxy: Proxy | None, context: ssl.SSLContext, for_proxy: ssl.SSLContext | None
) -> ssl.SSLObject:
    """What a handshake ends with; the connection is closed."""
    async with _step(origin, proxy, proxy):
        stream = await _line(origin, proxy, for_proxy)
    try:
        async with _step(origin, proxy, None):
            stream = await stream.start_tls(context, origin.host)
            found = stream.get_extra_info("ssl_object")
            if not isinstance(found, ssl.SSLObject):
                raise httpcore.ConnectError
            return found
    finally:
        await stream.aclose()


async def _does(origin: Origin, proxy: Proxy | None, alone: ssl.SSLContext, for_proxy: ssl.SSLContext | None) -> bool:
    """Whether the certificate is trusted by a context that knows one store only."""
    try:
        await _handshake(origin, proxy, alone, for_proxy)
    except NeoError:
        return False
    return True
