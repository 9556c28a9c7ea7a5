"""The bundled server: the points-allocation API over real HTTP on loopback."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from types import TracebackType
from typing import Self

from neo_tui.demo import handler
from neo_tui.demo.answers import SCOPE, Answer, answer, checked, page_of, wrong_scope
from neo_tui.demo.busy import BusyEveryOther
from neo_tui.demo.data import rows
from neo_tui.demo.live import Live
from neo_tui.demo.nightly import as_copied
from neo_tui.demo.record import Arrived, Record
from neo_tui.demo.threads import Threads
from neo_tui.demo.tokens import Doorkeeper
from neo_tui.demo.troubles import troubles

EVENT_PATH = "/x/neo/pointsAllocation/event"
TOKEN_PATH = "/v3/oauth/token/generate"  # noqa: S105 - a path
_POLL = 0.05
"""Seconds between two looks at whether to stop."""


def _now() -> datetime:
    return datetime.now(UTC)


class DemoServer:
    """Serves from daemon threads between `start` and `stop`; serves once.

    Args:
        listener: A bound, listening socket on loopback, closed by `stop`; one is made when None.
        port: Port for the socket made here; 0 lets the system choose.
        now: The present, for the stories that need one and for the life of tokens.
        latency: Seconds before each answer.
        skew: Seconds by which the `Date` header is ahead of `now`; negative when it is behind.
        tls: How connections are wrapped, with its certificate loaded; None speaks plain HTTP.

    Raises:
        OSError: The port cannot be had.
    """

    def __init__(
        self,
        listener: socket.socket | None = None,
        *,
        port: int = 0,
        now: Callable[[], datetime] = _now,
        latency: float = 0.0,
        skew: float = 0.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._listener = listener or socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self.requests = Record()
        """What arrived, oldest first; the last 500."""
        self.latency = latency
        """Seconds before each answer; may be changed while serving."""
        self.stopping = Event()
        """Set once `stop` is called."""
        self._now, self._tls = now, tls
        self._skew = timedelta(seconds=skew)
        self._doorkeeper = Doorkeeper(now)
        self._busy, self._live = BusyEveryOther(), Live()
        self._threads: Threads | None = None

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`; over TLS `https://localhost:PORT`, as a name is what certificates are made for."""
        return f"http://127.0.0.1:{self.port}" if self._tls is None else f"https://localhost:{self.port}"

    @property
    def faults(self) -> list[BaseException]:
        """Exceptions inside the server: faults of its own, none when all is well."""
        return self._threads.faults if self._threads else []

    def start(self) -> Self:
        """Start serving; returns at once."""
        served = type("Handler", (handler.Handler,), {"demo": self})
        self._threads = Threads(self._listener, served, self._tls)
        serve = self._threads.serve_forever
        Thread(target=serve, kwargs={"poll_interval": _POLL}, name="neo-tui demo", daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop serving, within half a second; requests on their way are dropped. Again: nothing."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        if self._threads is None:
            self._listener.close()
            return
        self._threads.shutdown()
        self._threads.server_close()
        self._threads.hang_up()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def date(self) -> datetime:
        """What the `Date` header says."""
        return self._now() + self._skew

    def answer(self, arrived: Arrived, body: bytes) -> Answer:
        """The answer to a request."""
        if arrived.path == TOKEN_PATH:
            if arrived.method != "POST":
                return answer(405, {"message": "Method Not Allowed"}, {"Allow": "POST"})
            return self._doorkeeper.generate(body)
        if arrived.path != EVENT_PATH:
            return answer(404, {"message": "no Route matched with those values"})
        if arrived.method != "GET":
            return answer(405, {"message": "Method Not Allowed"}, {"Allow": "GET"})
        return self._event(arrived)

    def _event(self, arrived: Arrived) -> Answer:
        refusal = self._doorkeeper.refusal(arrived.headers)
        if refusal is not None:
            return refusal
        scope = arrived.headers.get("x-cap-neo-dag-scope", "org")
        if scope != SCOPE:
            return wrong_scope(scope)
        question = checked(arrived.query)
        if isinstance(question, Answer):
            return question
        key, page, count = question
        customer = key[0]
        trouble = troubles().get(customer) or self._busy(key)
        if trouble:
            return trouble
        now = self._now()
        found = self._live(rows(key, now), customer, now)
        if self._doorkeeper.wants_copy(arrived.headers):
            found = as_copied(found)
        return page_of(found, customer, page, count)
