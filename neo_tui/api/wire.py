"""The one place where a request leaves the machine.

GET, and the one POST for a token; to the profile's origin only; redirects not followed; no proxy or
netrc from the environment; cookies dropped; the body bounded (reliability.md §2, §5.4).
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from time import monotonic

import httpx

from neo_tui.api.bounded import BodyError, read_body
from neo_tui.api.exchange import Asked, Reply, elapsed_fact
from neo_tui.api.faults import BrokenOffError, told
from neo_tui.api.tls import tls_context
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.hosts import Origin, is_loopback

CONNECT_TIMEOUT = 5.0
"""Seconds for a connection; everything else is under the deadline of the action."""
_MOST_CONNECTIONS = 8
_KEEP_ALIVE = 15.0
"""Seconds; an older idle connection may be dead without our knowing (reliability.md §3.1)."""
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
    """

    def __init__(
        self,
        origin: Origin,
        token_path: str,
        user_agent: str,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._origin, self._token_path, self._user_agent = origin, token_path, user_agent
        self._transport = transport
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def get(self, asked: Asked, headers: Mapping[str, str]) -> Reply:
        """GET what is asked.

        Raises:
            NeoError: No whole answer came.
        """
        return await self._send("GET", asked, headers, None)

    async def post(self, asked: Asked, body: bytes) -> Reply:
        """POST JSON to the token path.

        Raises:
            NeoError: No whole answer came.
        """
        return await self._send("POST", asked, {"Content-Type": "application/json"}, body)

    async def _send(self, method: str, asked: Asked, headers: Mapping[str, str], body: bytes | None) -> Reply:
        started = monotonic()
        try:
            client = await self._open()
            request = client.build_request(
                method,
                self._origin.url + asked.path,
                params=dict(asked.parameters) or None,
                headers={**headers, "x-cap-request-id": asked.request_id},
                content=body,
            )
            self._guard(request)
            started = monotonic()
            response = await client.send(request, stream=True)
            try:
                came = await _body(response)
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, BodyError, BrokenOffError, OSError) as error:
            facts = asked.facts(elapsed_fact(monotonic() - started))
            raise told(error, self._origin.text_host, CONNECT_TIMEOUT, facts) from None
        found = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, found, came, asked, monotonic() - started)

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

    async def _open(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._client is None:
                self._client = httpx.AsyncClient(
                    verify=await self._verification(),
                    transport=self._transport,
                    trust_env=False,
                    follow_redirects=False,
                    timeout=httpx.Timeout(None, connect=CONNECT_TIMEOUT, pool=CONNECT_TIMEOUT),
                    limits=httpx.Limits(max_connections=_MOST_CONNECTIONS, keepalive_expiry=_KEEP_ALIVE),
                    cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                    headers={
                        "User-Agent": self._user_agent,
                        "Accept": "application/json",
                        "Accept-Encoding": "gzip",
                    },
                )
            return self._client

    async def _verification(self) -> ssl.SSLContext:
        """The TLS context; one that trusts nobody where no TLS is spoken, which costs no time."""
        if self._origin.scheme != "https" or self._transport is not None:
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        try:
            # Loading the certificate stores takes tens of milliseconds: not on the loop that draws.
            return await asyncio.to_thread(tls_context)
        except OSError:
            raise NeoError(
                Kind.TLS,
                "The certificates cannot be loaded",
                "This machine's certificate store, or certifi's, cannot be read.",
                "Nothing was sent. Check SSL_CERT_FILE and SSL_CERT_DIR, and the installation.",
            ) from None


async def _body(response: httpx.Response) -> bytes:
    """The body, decoded and bounded.

    The body of an error status only illustrates: broken, it must not hide the status.
    """
    try:
        return await read_body(response.aiter_raw(), response.headers.get("content-encoding", ""))
    except (BodyError, httpx.NetworkError, httpx.RemoteProtocolError) as error:
        if response.status_code != _OK:
            return b""
        if isinstance(error, BodyError):
            raise
        due = response.headers.get("content-length", "")
        raise BrokenOffError(response.num_bytes_downloaded, due) from error
