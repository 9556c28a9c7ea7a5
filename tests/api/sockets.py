"""Real servers on loopback: scripted ones, ones that speak TLS, proxies, and ones that must hear nothing."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import trustme

from neo_tui.api.client import NeoClient
from neo_tui.domain.errors import NeoError
from neo_tui.domain.exchange import Exchange
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[..., Awaitable[str]]
QUESTION = Query("hfjWDK0dek", 374819205, 15)
PASSWORD = "pass-word-0001"
USER = "till.one"


@asynccontextmanager
async def serving() -> AsyncIterator[Serve]:
    """Start servers with a script for each connection; each start answers its URL.

    `heads` collects the request heads. With `tls` the URL is https://localhost.
    """
    servers: list[asyncio.Server] = []
    talking: set[asyncio.Task[None]] = set()

    async def start(script: Script, heads: list[bytes] | None = None, tls: ssl.SSLContext | None = None) -> str:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                head = await reader.readuntil(b"\r\n\r\n")
                if heads is not None:
                    heads.append(head)
                await script(reader, writer)
            writer.close()

        def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(talk(reader, writer))
            talking.add(task)
            task.add_done_callback(talking.discard)

        server = await asyncio.start_server(accepted, "127.0.0.1", 0, ssl=tls)
        servers.append(server)
        port = server.sockets[0].getsockname()[1]
        return f"https://localhost:{port}" if tls else f"http://127.0.0.1:{port}"

    yield start
    for server in servers:
        server.close()
    for task in list(talking):
        task.cancel()
    await asyncio.gather(*talking)


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


def http(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def answering(*parts: bytes, hold: bool = False) -> Script:
    """A script that sends these bytes; then hangs up, or holds the line until the other side does."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if hold:
            await reader.read()

    return script


def conversing(*answers: bytes) -> Script:
    """A script that answers one request after the other on the same connection."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for number, answer in enumerate(answers):
            if number:
                await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        await reader.read()

    return script


def tunnelling(port: int) -> Script:
    """What a proxy does behind a CONNECT: put through, here to a port of this machine whatever the name."""

    async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while part := await source.read(65536):
                sink.write(part)
                await sink.drain()
        sink.close()

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, sink = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.gather(pump(reader, sink), pump(there, writer))
        finally:
            sink.close()

    return script


class Silent:
    """A server that nobody should talk to."""

    def __init__(self) -> None:
        self.first_words: asyncio.Queue[bytes] = asyncio.Queue()
        self.port = 0

    async def start(self) -> asyncio.Server:
        async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.first_words.put_nowait(await reader.readline())
            writer.close()

        server = await asyncio.start_server(hear, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def heard_nothing(self) -> bool:
        """Whether a connection made now is the first one there was: they are accepted in their order."""
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(b"it is me\n")
        async with asyncio.timeout(5):
            first = await self.first_words.get()
        writer.close()
        return first == b"it is me\n" and self.first_words.empty()


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def written(certificate: trustme.Blob, path: Path) -> str:
    certificate.write_to_path(str(path))
    return str(path)


def client(url: str, deadline: float = 10.0, **more: object) -> NeoClient:
    profile = Profile("test", url, user=USER)
    return NeoClient(profile, Secret(PASSWORD), deadline=deadline, **more)  # type: ignore[arg-type] # passed on


def oauth_client(url: str, secret: str, **more: object) -> NeoClient:
    profile = Profile("test", url, auth=Auth.OAUTH, user="the-key")
    return NeoClient(profile, Secret(secret), **more)  # type: ignore[arg-type] # passed on


async def failed(asking: NeoClient) -> NeoError:
    """The error with which a question to this client ends."""
    async with asking:
        try:
            await asking.fetch(QUESTION)
        except NeoError as error:
            return error
    raise AssertionError("it was answered")


async def recorded(url: str, times: int = 1, **more: object) -> list[Exchange]:
    """The exchanges of so many questions, whatever comes of them."""
    found: list[Exchange] = []
    async with client(url, on_exchange=found.append, **more) as asking:  # type: ignore[arg-type] # passed on
        for _ in range(times):
            with suppress(NeoError):
                await asking.fetch(QUESTION)
    return found
