"""Where the time of one request goes, and over what connection: told by httpcore's trace and our own network."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from time import monotonic
from typing import Literal

import httpcore

from neo_tui.api.certificates import issuer_of
from neo_tui.domain.exchange import Timings, Tls
from neo_tui.domain.foreign import visible

Phase = Literal["dns", "connect", "tls", "wait", "read"]


class Watch:
    """A stopwatch for the steps of one request; one step runs at a time.

    Args:
        proxied: Whether a proxy stands in between.
    """

    def __init__(self, *, proxied: bool) -> None:
        self._proxied = proxied
        self._spent: dict[Phase, float] = {}
        self._phase: Phase | None = None
        self._started = self._since = monotonic()
        self._connected = self._asked = self._put_through = False
        self._asking_proxy = False
        self.remote = ""
        """Address and port of the other end of the connection; "" while there is none."""
        self.tls: Tls | None = None
        """What protects the connection to the host."""

    def enter(self, phase: Phase | None) -> None:
        """A step begins, and with that the one before ends; None: nothing more is measured."""
        now = monotonic()
        if self._phase is not None:
            self._spent[self._phase] = self._spent.get(self._phase, 0.0) + now - self._since
        self._phase, self._since = phase, now

    @property
    def total(self) -> float:
        """Seconds since the beginning."""
        return monotonic() - self._started

    @property
    def timings(self) -> Timings:
        """Seconds for each step so far; call `enter(None)` before."""
        return Timings(**self._spent)

    @property
    def reused(self) -> bool:
        """Whether the request went over a connection that was there already."""
        return self._asked and not self._connected

    @property
    def at_proxy(self) -> bool:
        """Whether all that was spoken to so far is the proxy."""
        return self._proxied and self._connected and not self._put_through

    async def trace(self, event: str, info: Mapping[str, object]) -> None:
        """What httpcore calls at the beginning and the end of each of its steps."""
        stream = info.get("return_value")
        if isinstance(stream, httpcore.AsyncNetworkStream):
            self.look_at(stream)
        match event:
            case "connection.connect_tcp.started":
                self._connected = True
                self.enter("connect")
            case "connection.start_tls.started" if not self._proxied:
                self.enter("tls")
            case "proxy.start_tls.started":
                self._put_through = True
                self.enter("tls")
            case "http11.send_request_headers.started":
                request = info.get("request")
                self._asking_proxy = isinstance(request, httpcore.Request) and request.method == b"CONNECT"
                if not self._asking_proxy:
                    self._asked = True
                    self.enter("wait")
            case "http11.receive_response_headers.complete" if not self._asking_proxy:
                self.enter("read")
            case _:
                pass

    def look_at(self, stream: object) -> None:
        """Note who is at the other end of a connection, and what protects it."""
        if not isinstance(stream, httpcore.AsyncNetworkStream):
            return
        self.remote = address_of(stream) or self.remote
        if not self.at_proxy:
            self.tls = _protection(stream.get_extra_info("ssl_object")) or self.tls


def address_of(stream: httpcore.AsyncNetworkStream) -> str:
    """Address and port of the other end of a connection; "" when it is gone already."""
    with suppress(OSError):
        address = stream.get_extra_info("server_addr")
        if isinstance(address, tuple):
            host = f"[{address[0]}]" if ":" in str(address[0]) else str(address[0])
            return visible(f"{host}:{address[1]}")
    return ""


def _protection(found: object) -> Tls | None:
    if not isinstance(found, ssl.SSLObject | ssl.SSLSocket):
        return None
    cipher = found.cipher()
    return Tls(found.version() or "", cipher[0] if cipher else "", issuer_of(found.getpeercert() or {}))


WATCH: ContextVar[Watch | None] = ContextVar("WATCH", default=None)
"""The watch of the request that this task is sending: a connection is made in the task that asks first for it."""
