"""The bundled server: the points-allocation API over real HTTP on loopback."""

from __future__ import annotations

import socket
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from neo_tui.demo.answers import SCOPE, Answer, answer, checked, not_authorized, page_of, troubles, wrong_scope
from neo_tui.demo.data import stories
from neo_tui.demo.rows import SAMPLE, text
from neo_tui.demo.tokens import Doorkeeper

EVENT_PATH = "/x/neo/pointsAllocation/event"
TOKEN_PATH = "/v3/oauth/token/generate"  # noqa: S105 - a path
API_VERSION = "7"
_BIGGEST_BODY = 64 * 1024
_RECORDED = 500


@dataclass(frozen=True)
class Arrived:
    """A request as it arrived; header names in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


def _now() -> datetime:
    return datetime.now(UTC)


class DemoServer:
    """Serves from daemon threads until `stop`.

    Args:
        listener: A bound, listening socket on loopback; one is made when None.
        port: Port for the socket made here; 0 lets the system choose.
        now: The present, for the stories that need one.
        latency: Seconds before each answer.
    """

    def __init__(
        self,
        listener: socket.socket | None = None,
        *,
        port: int = 0,
        now: Callable[[], datetime] = _now,
        latency: float = 0.0,
    ) -> None:
        self._listener = listener or socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self.requests: deque[Arrived] = deque(maxlen=_RECORDED)
        """What arrived, oldest first; the last 500."""
        self._now, self._latency = now, latency
        self._doorkeeper = Doorkeeper()
        self._troubles = troubles(text(SAMPLE))
        self.stopping = Event()
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start serving; answers at once."""
        demo = self

        class Handler(_Handler):
            server_of = demo

        server = _Server(self._listener.getsockname(), Handler, bind_and_activate=False)
        server.socket.close()
        server.socket = self._listener
        self._server = server
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="neo-tui demo", daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop serving; requests on their way are dropped."""
        self.stopping.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        self._listener.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # ── routing ──

    def answer(self, arrived: Arrived, body: bytes) -> Answer:
        """The answer to a request."""
        if arrived.path == TOKEN_PATH:
            if arrived.method != "POST":
                return answer(405, {"message": "Method Not Allowed"}, Allow="POST")
            return self._doorkeeper.generate(body)
        if arrived.path != EVENT_PATH:
            return answer(404, {"message": "no Route matched with those values"})
        if arrived.method != "GET":
            return answer(405, {"message": "Method Not Allowed"}, Allow="GET")
        return self._event(arrived)

    def _event(self, arrived: Arrived) -> Answer:
        if not self._doorkeeper.admits(arrived.headers):
            return not_authorized()
        scope = arrived.headers.get("x-cap-neo-dag-scope", "org")
        if scope != SCOPE:
            return wrong_scope(scope if scope.isalnum() else "unknown")
        question = checked(arrived.query)
        if isinstance(question, Answer):
            return question
        key, page, count = question
        trouble = self._troubles.get(key[0])
        if trouble is not None:
            return trouble
        return page_of(stories(self._now()).get(key, []), key[0], page, count)

    @property
    def latency(self) -> float:
        """Seconds before each answer."""
        return self._latency


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news, and the terminal belongs to the app."""


class _Handler(BaseHTTPRequestHandler):
    server_of: DemoServer
    protocol_version = "HTTP/1.1"
    server_version = "neo-tui-demo"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True

    def handle_one(self) -> None:
        """Read the request, record it, answer it."""
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        arrived = Arrived(self.command, parts.path, query, headers)
        self.server_of.requests.append(arrived)
        length = headers.get("content-length", "0")
        size = int(length) if length.isascii() and length.isdigit() else 0
        if size > _BIGGEST_BODY:
            self.close_connection = True
            self._send(answer(413, {"message": "Payload Too Large"}), headers)
            return
        body = self.rfile.read(size) if size else b""
        self._send(self.server_of.answer(arrived, body), headers)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = handle_one  # noqa: N815 - http.server's names

    def _send(self, found: Answer, asked: Mapping[str, str]) -> None:
        stopping = self.server_of.stopping
        if stopping.wait(self.server_of.latency + found.delay):
            self.close_connection = True
            return
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        self.send_header("Content-Length", str(len(found.body)))
        request_id = asked.get("x-cap-request-id") or str(uuid.uuid4())
        self.send_header("X-Cap-Requestid", "".join(c for c in request_id if c.isalnum() or c == "-")[:64])
        self.send_header("x-cap-api-version", API_VERSION)
        for name, value in found.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if found.cut is not None:
            self.wfile.write(found.body[: found.cut])
            self.close_connection = True
        elif found.drip:
            for byte in found.body:
                self.wfile.write(bytes((byte,)))
                if stopping.wait(found.drip):
                    self.close_connection = True
                    return
        else:
            self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Nothing: the server runs inside the terminal program."""
