"""The one place where a request leaves the machine, and where httpx's exceptions become ours.

GET, and the one POST for a token; to the profile's origin only; redirects not followed; one deadline
for the whole action; the body bounded; cookies dropped (reliability.md §2, §5.4).
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import TypeVar

import certifi
import httpx

from neo_tui.api.bounded import BODY_CAP, EncodingError, TooLargeError, TruncatedError, read_body
from neo_tui.api.exchange import Reply, asked_facts
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.hosts import Origin, is_loopback

CONNECT_TIMEOUT = 5.0
Result = TypeVar("Result")

# httpx logs full URLs, with customer ids, at INFO; httpcore logs response headers at DEBUG.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def tls_context() -> ssl.SSLContext:
    """System roots and certifi's; `SSLKEYLOGFILE` has no say, and nothing turns verification off."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    return context


class Wire:
    """Sends requests to one origin."""

    def __init__(
        self,
        origin: Origin,
        post_path: str,
        user_agent: str,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        if origin.scheme != "https" and not is_loopback(origin.host):
            raise ValueError("http goes to this machine only")
        self._origin, self._post_path, self._user_agent = origin, post_path, user_agent
        self._transport = transport
        self._client: httpx.AsyncClient | None = None

    async def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            # Loading the certificate stores takes tens of milliseconds: not on the loop that draws.
            verify = await asyncio.to_thread(tls_context) if self._origin.scheme == "https" else True
            self._client = httpx.AsyncClient(
                base_url=self._origin.url,
                verify=verify,
                transport=self._transport,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(None, connect=CONNECT_TIMEOUT, pool=CONNECT_TIMEOUT),
                limits=httpx.Limits(max_connections=8, keepalive_expiry=15.0),
                headers={
                    "User-Agent": self._user_agent,
                    "Accept": "application/json",
                    "Accept-Encoding": "gzip",
                },
            )
        return self._client

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def get(
        self, path: str, parameters: Mapping[str, str], headers: Mapping[str, str], request_id: str
    ) -> Reply:
        """GET a path of the origin."""
        return await self._send("GET", path, parameters, headers, b"", request_id)

    async def post_token(self, body: bytes, request_id: str) -> Reply:
        """POST to the token path, the only POST there is."""
        headers = {"Content-Type": "application/json"}
        return await self._send("POST", self._post_path, {}, headers, body, request_id)

    async def _send(
        self,
        method: str,
        path: str,
        parameters: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes,
        request_id: str,
    ) -> Reply:
        facts = asked_facts(request_id, self._origin.text_host, path, parameters)
        client = await self._open()
        client.cookies.clear()
        started = monotonic()
        request = client.build_request(
            method,
            path,
            params=dict(parameters) or None,
            headers={**headers, "x-cap-request-id": request_id},
            content=body or None,
        )

        async def exchange() -> Reply:
            response = await client.send(request, stream=True)
            try:
                decoded = await read_body(response.aiter_raw(), response.headers.get("content-encoding", ""))
            finally:
                await response.aclose()
            came = {name.lower(): value for name, value in response.headers.items()}
            return Reply(
                response.status_code,
                came,
                decoded,
                request_id,
                monotonic() - started,
                self._origin.text_host,
                path,
                dict(parameters),
            )

        return await translated(exchange, self._origin, facts)


async def within(seconds: float, action: Callable[[], Awaitable[Result]], facts: tuple[Fact, ...]) -> Result:
    """One deadline for everything an action does: token, connection, waiting, reading.

    Raises:
        NeoError: The deadline passed.
    """
    try:
        async with asyncio.timeout(seconds):
            return await action()
    except TimeoutError:
        raise NeoError(
            Kind.TIMEOUT,
            "No answer in time",
            f"The API did not answer completely within {seconds:g} seconds.",
            "Try again; with many rows a smaller page may help.",
            facts,
        ) from None


async def translated(
    exchange: Callable[[], Awaitable[Reply]], origin: Origin, facts: tuple[Fact, ...]
) -> Reply:
    """Run an exchange; whatever httpx, TLS or the system raise becomes one `NeoError`.

    Texts of exceptions are not shown as they are: they may hold headers, and so secrets.
    """
    host = origin.text_host
    try:
        return await exchange()
    except httpx.ConnectTimeout:
        raise NeoError(
            Kind.TIMEOUT,
            f"{host} does not answer",
            f"No connection within {CONNECT_TIMEOUT:g} seconds.",
            "Check the VPN or network and the profile's host, then try again.",
            facts,
        ) from None
    except httpx.ConnectError as error:
        raise _connect_error(error, host, facts) from None
    except httpx.TimeoutException:
        raise NeoError(
            Kind.TIMEOUT, "No answer in time", f"{host} stopped answering.", "Try again.", facts
        ) from None
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.CloseError, TruncatedError):
        raise NeoError(
            Kind.INTERRUPTED,
            "The answer broke off",
            f"The connection to {host} ended before the answer was whole, or the answer was not HTTP.",
            "Try again.",
            facts,
        ) from None
    except TooLargeError:
        raise NeoError(
            Kind.TOO_LARGE,
            "The answer is too large",
            f"More than {BODY_CAP // 2**20} MiB came; it was not read further.",
            "Ask with fewer rows a page.",
            facts,
        ) from None
    except (EncodingError, httpx.DecodingError):
        raise NeoError(
            Kind.NOT_JSON,
            "The answer cannot be unpacked",
            "It is not encoded as it says, or in a way that was not asked for.",
            "Check that the host is the API itself and not a proxy; then try again.",
            facts,
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, OSError, ValueError):
        raise NeoError(
            Kind.CONNECT,
            "The request could not be made",
            f"Something in the connection to {host} or in the profile keeps it from being sent.",
            "Check the profile: host, path, scope and user.",
            facts,
        ) from None


_NOT_FOUND = re.compile(
    r"Name or service not known|nodename nor servname|No address|getaddrinfo|Name does not resolve|Temporary failure in name",
    re.IGNORECASE,
)


def _connect_error(error: httpx.ConnectError, host: str, facts: tuple[Fact, ...]) -> NeoError:
    tls = _cause(error, ssl.SSLError)
    if isinstance(tls, ssl.SSLCertVerificationError):
        reason = clip(visible(tls.verify_message or "it does not verify"), 120)
        return NeoError(
            Kind.TLS,
            f"The certificate of {host} is not trusted",
            f"Reason: {reason}.",
            "Nothing was sent. Check the host, the VPN and this machine's clock and certificate store.",
            facts,
        )
    if tls is not None:
        return NeoError(
            Kind.TLS,
            f"No secure connection to {host}",
            "What answers there does not speak TLS as it should.",
            "Nothing was sent. Check the host and its port.",
            facts,
        )
    if _NOT_FOUND.search(str(error)):
        return NeoError(
            Kind.DNS,
            f"{host} cannot be found",
            "No address is known for that name.",
            "Check the host in the profile, the VPN and the network; then try again.",
            facts,
        )
    return NeoError(
        Kind.CONNECT,
        f"{host} cannot be reached",
        "The connection was refused, or there is no way there.",
        "Check the VPN or network and the profile's host, then try again.",
        facts,
    )


def _cause(error: BaseException, kind: type[ssl.SSLError]) -> ssl.SSLError | None:
    """The first exception of a kind in the chain of causes."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, kind):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None
