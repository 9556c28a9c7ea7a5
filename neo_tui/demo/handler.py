"""One connection to the bundled server: reads requests, writes answers, prints nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from neo_tui.demo.answers import Answer, answer
from neo_tui.demo.record import Arrived, Record

API_VERSION = "7"
_BIGGEST_BODY = 64 * 1024
_LONGEST_REQUEST_ID = 64


class Demo(Protocol):
    """What a connection needs of the server."""

    @property
    def requests(self) -> Record:
        """Where each request is noted."""

    @property
    def stopping(self) -> Event:
        """Set when every connection should end."""

    @property
    def latency(self) -> float:
        """Seconds before each answer."""

    def date(self) -> datetime:
        """What the `Date` header says."""

    def answer(self, arrived: Arrived, body: bytes) -> Answer:
        """The answer to a request."""


class Handler(BaseHTTPRequestHandler):
    """Serves one connection; a subclass names its `demo`."""

    demo: Demo
    protocol_version = "HTTP/1.1"
    server_version = "neo-tui-demo"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True

    def respond(self) -> None:
        """Read the request, note it, answer it."""
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        arrived = Arrived(self.command, parts.path, query, headers)
        self.demo.requests.add(arrived)
        size = self._size(headers)
        if isinstance(size, Answer):
            # The body stays unread, so nothing after it on this connection could be understood.
            self.close_connection = True
            self._send(size, headers)
            return
        body = self.rfile.read(size) if size else b""
        self._send(self.demo.answer(arrived, body), headers)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_TRACE = respond  # noqa: N815 - http.server's names

    @staticmethod
    def _size(headers: Mapping[str, str]) -> int | Answer:
        """Bytes of the body, or why it is not read."""
        if "transfer-encoding" in headers:
            return answer(411, {"message": "Length Required"})
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return answer(400, {"message": "Bad Request"})
        if len(length) > len(str(_BIGGEST_BODY)) or int(length) > _BIGGEST_BODY:
            return answer(413, {"message": "Payload Too Large"})
        return int(length)

    def _send(self, found: Answer, asked: Mapping[str, str]) -> None:
        stopping = self.demo.stopping
        if stopping.wait(self.demo.latency + found.delay):
            self.close_connection = True
            return
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        self.send_header("Content-Length", str(len(found.body)))
        self.send_header("X-Cap-Requestid", _request_id(asked))
        self.send_header("x-cap-api-version", API_VERSION)
        for name, value in found.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        if found.cut is not None:
            self.wfile.write(found.body[: found.cut])
            self.close_connection = True
        elif found.drip:
            self._drip(found)
        else:
            self.wfile.write(found.body)

    def _drip(self, found: Answer) -> None:
        for byte in found.body:
            self.wfile.write(bytes((byte,)))
            if self.demo.stopping.wait(found.drip):
                self.close_connection = True
                return

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 - http.server's name
        """The `Date` header, by the server's own clock; http.server asks for no other time."""
        return format_datetime(self.demo.date().astimezone(UTC), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Nothing: the server runs inside the terminal program."""


def _request_id(asked: Mapping[str, str]) -> str:
    """The caller's id, cut down to what may stand in a header; one of our own when there is none."""
    kept = "".join(c for c in asked.get("x-cap-request-id", "") if c.isascii() and (c.isalnum() or c == "-"))
    return kept[:_LONGEST_REQUEST_ID] or str(uuid.uuid4())
