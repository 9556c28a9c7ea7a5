"""A server over real sockets that answers what a test says, for what no story of the bundled one is."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import parse_qsl, urlsplit

Answer = Callable[[dict[str, str]], bytes | tuple[int, bytes]]
"""Makes a body, or a status and a body, of the parameters of a question."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Who asked may hang up at any time."""


class AnsweringServer:
    """Listens on a port of loopback until it is closed; a context manager.

    Args:
        answer: What to answer.
    """

    def __init__(self, answer: Answer) -> None:
        self.asked: list[dict[str, str]] = []
        """The parameters of each question, in the order in which they came."""
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = dict(parse_qsl(urlsplit(self.path).query))
                asked.append(query)
                came = answer(query)
                status, body = (200, came) if isinstance(came, bytes) else came
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def variables(self) -> dict[str, str]:
        """The variables that make a connection to it."""
        return {"NEO_TUI_HOST": self.url, "NEO_TUI_USER": "till", "NEO_TUI_PASSWORD": "a-secret"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
