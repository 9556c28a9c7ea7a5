"""The last requests, for looking into what was asked and what came; in memory only."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from neo_tui.domain.exchange import Exchange

MOST_EXCHANGES = 100
MOST_BODY_BYTES = 8 * 1024 * 1024
"""All kept bodies together; the oldest give way."""


class RequestLog:
    """Remembers exchanges; is itself what a client calls with each of them."""

    def __init__(self) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=MOST_EXCHANGES)
        self.watcher: Callable[[], None] | None = None
        """Is called, on the event loop, when there is one more; one at a time."""

    def __call__(self, exchange: Exchange) -> None:
        """Remember one more."""
        self._exchanges.append(exchange)
        room = MOST_BODY_BYTES
        for index in range(len(self._exchanges) - 1, -1, -1):
            one = self._exchanges[index]
            room -= len(one.body)
            if room < 0 and one.body:
                self._exchanges[index] = one.without_body()
        if self.watcher is not None:
            self.watcher()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What is remembered, the oldest first."""
        return tuple(self._exchanges)

    def clear(self) -> None:
        """Forget all."""
        self._exchanges.clear()
