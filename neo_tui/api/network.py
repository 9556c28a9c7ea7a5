"""How connections come about: names looked up and timed apart, every address tried, a guard before each request."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable

import httpcore
import httpx

from neo_tui.api.proxy import Proxy
from neo_tui.api.watch import WATCH, Phase

_MOST_CONNECTIONS = 8
_KEEP_ALIVE = 15.0
"""Seconds; an older idle connection may be dead without our knowing (reliability.md §3.1)."""
_HEAD_START = 0.25
"""Seconds that an address has before the next is tried beside it (RFC 8305 §5)."""


class Backend(httpcore.AsyncNetworkBackend):
    """httpcore's own network, but for the look-up of names, which it has no word for in its trace."""

    def __init__(self) -> None:
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the word of the base class
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of the host that answers.

        Raises:
            httpcore.ConnectTimeout: None did within `timeout` seconds, the look-up included.
            httpcore.ConnectError: There is none, or all refused.
        """

        def attempt(address: str) -> asyncio.Task[httpcore.AsyncNetworkStream]:
            return asyncio.create_task(self._inner.connect_tcp(address, port, None, local_address, socket_options))

        try:
            async with asyncio.timeout(timeout):
                found = await addresses(host, port)
                _enter("connect")
                return await _first(attempt, found)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, ExceptionGroup) as error:
            raise httpcore.ConnectError from error

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


async def addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order in which the system wants them tried.

    Raises:
        OSError: There is none.
    """
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        _enter("dns")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # a label that is longer than DNS allows
        raise socket.gaierror(socket.EAI_NONAME, "not a name") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def _first(
    attempt: Callable[[str], asyncio.Task[httpcore.AsyncNetworkStream]], waiting: list[str]
) -> httpcore.AsyncNetworkStream:
    """The first connection that comes about; one that is slow or refused lets the next address begin."""
    running: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
    failed: list[Exception] = []
    waiting = list(waiting)
    try:
        while waiting or running:
            if waiting:
                running.add(attempt(waiting.pop(0)))
            done, running = await asyncio.wait(
                running, timeout=_HEAD_START if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                try:
                    stream = task.result()
                except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                    failed.append(error)
                else:
                    running |= done - {task}
                    return stream
        raise ExceptionGroup("no address answered", failed) if failed else OSError("no address")
    finally:
        await _abandon(running)


async def _abandon(running: set[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    """End attempts that lost; what came about all the same is closed."""
    for task in running:
        task.cancel()
    for result in await asyncio.gather(*running, return_exceptions=True):
        if isinstance(result, httpcore.AsyncNetworkStream):
            await result.aclose()


def _enter(phase: Phase) -> None:
    watch = WATCH.get()
    if watch is not None:
        watch.enter(phase)


class Transport(httpx.AsyncHTTPTransport):
    """httpx's transport over `Backend`, straight or through a proxy.

    Args:
        context: For TLS with the host.
        proxy: Asked for a tunnel; None: straight.
        proxy_context: For TLS with the proxy itself, where it is spoken to in https.
        guard: Called with each request before anything of it leaves; raises when it must not.
    """

    def __init__(
        self,
        context: ssl.SSLContext,
        proxy: Proxy | None,
        proxy_context: ssl.SSLContext | None,
        guard: Callable[[httpx.Request], None],
    ) -> None:
        self._guard = guard
        # `super().__init__` has no argument for a network backend. So its pool is made here, by httpcore's public
        # means; the name `_pool` is the one thing of httpx that is not public and that we rely on.
        self._pool = _pool(context, proxy, proxy_context)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, if the guard lets it."""
        self._guard(request)
        return await super().handle_async_request(request)


def _pool(
    context: ssl.SSLContext, proxy: Proxy | None, proxy_context: ssl.SSLContext | None
) -> httpcore.AsyncConnectionPool:
    backend = Backend()
    if proxy is None:
        return httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=_MOST_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE,
            network_backend=backend,
        )
    credentials = proxy.authorization.reveal()
    return httpcore.AsyncHTTPProxy(
        proxy_url=httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/"),
        proxy_headers={"Proxy-Authorization": f"Basic {credentials}"} if credentials else None,
        ssl_context=context,
        proxy_ssl_context=proxy_context,
        max_connections=_MOST_CONNECTIONS,
        keepalive_expiry=_KEEP_ALIVE,
        network_backend=backend,
    )
