"""The one place where a request leaves the machine.

GET, and the one POST for a token; to the profile's origin only; redirects not followed; no netrc; a proxy
only where `api.proxy` says so; no cookies; the body bounded (reliability.md §2, §5.4).
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import httpx

from neo_tui.api.bounded import BodyError, read_body
from neo_tui.api.exchange import Asked, Reply, elapsed_fact
from neo_tui.api.faults import BrokenOffError, told
from neo_tui.api.network import Transport
from neo_tui.api.proxy import Proxy
from neo_tui.api.recording import Attempt
from neo_tui.api.tls import tls_context
from neo_tui.api.watch import WATCH, Watch
from neo_tui.domain.errors import NeoError
from neo_tui.domain.exchange import Ended
from neo_tui.domain.hosts import Origin, is_loopback
from neo_tui.domain.secret import Secret

Record = Callable[[Attempt, Ended, NeoError | None], None]
"""Takes note of an attempt that has ended."""

CONNECT_TIMEOUT = 5.0
"""Seconds for a connection; everything else is under the deadline of the action."""
_TIMEOUTS = httpx.Timeout(None, connect=CONNECT_TIMEOUT, pool=CONNECT_TIMEOUT).as_dict()
_NEVER_SENT = re.compile(r"cookie2?|proxy-.*|.*method-override|x-http-method|forwarded|x-forwarded-.*", re.IGNORECASE)
"""Headers that carry what is not ours to send, or that let a GET stand for another method."""
_OK = 200

# httpx logs full URLs, with customer ids, at INFO; httpcore logs response headers at DEBUG.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class ForbiddenRequestError(Exception):
    """A request that must never leave: a fault of this program, not of the person or the server."""


class Wire:
    """Sends requests to one origin; connects with the first.

    Args:
        origin: Where all requests go.
        token_path: The one path that may be posted to.
        user_agent: Value of that header.
        transport: Stands in for the network.
        proxy: Through whom; None: straight.
        trust: Makes the TLS context; may take its time and raise a `NeoError`.
        record: Is given each attempt when it has ended, how, and why it failed. It must not raise.
    """

    def __init__(
        self,
        origin: Origin,
        token_path: str,
        user_agent: str,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        proxy: Proxy | None = None,
        trust: Callable[[], ssl.SSLContext] = tls_context,
        record: Record | None = None,
    ) -> None:
        self._origin, self._token_path, self._user_agent = origin, token_path, user_agent
        self._transport, self._proxy, self._trust, self._record = transport, proxy, trust, record
        self._opened: httpx.AsyncBaseTransport | None = None
        self._opening = asyncio.Lock()

    async def aclose(self) -> None:
        """Close the connections."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.aclose()

    async def get(self, asked: Asked, headers: Mapping[str, str], secrets: tuple[Secret, ...] = ()) -> Reply:
        """GET what is asked.

        Args:
            asked: What is asked.
            headers: Beside those that every request has.
            secrets: What is sent to say who asks; the reply masks it.

        Raises:
            NeoError: No whole answer came.
        """
        return await self._send("GET", asked, headers, None, secrets)

    async def post(self, asked: Asked, body: bytes, secrets: tuple[Secret, ...] = ()) -> Reply:
        """POST JSON to the token path.

        Raises:
            NeoError: No whole answer came.
        """
        return await self._send("POST", asked, {"Content-Type": "application/json"}, body, secrets)

    async def _send(
        self, method: str, asked: Asked, headers: Mapping[str, str], body: bytes | None, secrets: tuple[Secret, ...]
    ) -> Reply:
        asked = replace(asked, proxy=self._proxy.shown if self._proxy else "")
        network = await self._open()
        ours = {"User-Agent": self._user_agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
        watch = Watch(proxied=self._proxy is not None)
        try:
            request = httpx.Request(
                method,
                self._origin.url + asked.path,
                params=dict(asked.parameters) or None,
                headers={**ours, **headers, "x-cap-request-id": asked.request_id},
                content=body,
                extensions={"timeout": _TIMEOUTS, "trace": watch.trace},
            )
        except httpx.InvalidURL as error:
            raise told(error, self._origin.text_host, CONNECT_TIMEOUT, asked.facts()) from None
        self._guard(request)
        known = (*secrets, *(self._proxy.secrets() if self._proxy else ()))
        attempt = Attempt(asked, request, known, watch, datetime.now(UTC))
        return await self._attempt(network, attempt)

    async def _attempt(self, network: httpx.AsyncBaseTransport, attempt: Attempt) -> Reply:
        watch, asked = attempt.watch, attempt.asked
        before = WATCH.set(watch)
        try:
            # Not through an httpx client: without one there is nothing that follows a redirect, reads a Location,
            # keeps a cookie, or looks into the environment.
            response = await network.handle_async_request(attempt.request)
            attempt.response = response
            try:
                watch.look_at(response.extensions.get("network_stream"))
                came = await _body(response, attempt.body)
            finally:
                await response.aclose()
        except (httpx.HTTPError, BodyError, BrokenOffError, OSError) as error:
            proxy = self._proxy if watch.at_proxy else None
            facts = asked.facts(elapsed_fact(watch.total))
            failure = told(error, self._origin.text_host, CONNECT_TIMEOUT, facts, proxy)
            self._ended(attempt, Ended.FAILED, failure)
            raise failure from None
        except asyncio.CancelledError:
            self._ended(attempt, Ended.CANCELLED)
            raise
        finally:
            WATCH.reset(before)
        self._ended(attempt, Ended.ANSWERED)
        found = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, found, came, asked, watch.total, attempt.secrets, attempt.skew())

    def _ended(self, attempt: Attempt, ended: Ended, failure: NeoError | None = None) -> None:
        if self._record is not None:
            self._record(attempt, ended, failure)

    def _guard(self, request: httpx.Request) -> None:
        """Refuse whatever is not ours to send; looks at the finished request, so nothing gets around it."""
        url, origin = request.url, self._origin
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.host)):
            raise ForbiddenRequestError("plain http goes to this machine only")
        if (url.scheme, url.host, url.port) != (origin.scheme, origin.host, origin.port) or url.userinfo:
            raise ForbiddenRequestError("requests go to the profile's origin only")
        posted = request.method == "POST" and url.raw_path == self._token_path.encode()
        if request.method != "GET" and not posted:
            raise ForbiddenRequestError("only GET leaves, and POST to the token path")
        headers = request.headers
        if not posted and ("content-length" in headers or "transfer-encoding" in headers):
            raise ForbiddenRequestError("a GET has no body")
        if headers.get_list("host") != [url.netloc.decode("ascii")] or any(map(_NEVER_SENT.fullmatch, headers)):
            raise ForbiddenRequestError("a header would make another request of it")

    async def _open(self) -> httpx.AsyncBaseTransport:
        async with self._opening:
            if self._opened is None:
                self._opened = self._transport or await self._network()
            return self._opened

    async def _network(self) -> Transport:
        """The network, guarded once more where bytes leave: whoever asks it has not got around the guard."""
        if self._origin.scheme != "https":
            # A context that trusts nobody, where no TLS is spoken, costs no time.
            return Transport(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), None, None, self._guard)
        # Loading the certificate stores takes tens of milliseconds: not on the loop that draws.
        context = await asyncio.to_thread(self._trust)
        spoken = self._proxy is not None and self._proxy.scheme == "https"
        proxy_context = await asyncio.to_thread(self._trust) if spoken else None
        return Transport(context, self._proxy, proxy_context, self._guard)


async def _body(response: httpx.Response, into: bytearray) -> bytes:
    """The body, decoded and bounded; what came of it is in `into` in any case.

    The body of an error status only illustrates: broken, it must not hide the status.
    """
    try:
        return await read_body(response.aiter_raw(), response.headers.get("content-encoding", ""), into)
    except (BodyError, httpx.NetworkError, httpx.RemoteProtocolError) as error:
        if response.status_code != _OK:
            return b""
        if isinstance(error, BodyError):
            raise
        due = response.headers.get("content-length", "")
        raise BrokenOffError(response.num_bytes_downloaded, due) from error
