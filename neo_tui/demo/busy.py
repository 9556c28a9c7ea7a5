"""A server that is asked too much now and then: what a sweep over the event types has to live with."""

from __future__ import annotations

from threading import Lock

from neo_tui.demo.answers import Answer, answer
from neo_tui.demo.rows import Key

SWEPT_CUSTOMER, BUSY_TYPE = 410000131, 45
"""Whose question for which event type is answered 429."""
BUSY_SECONDS = 1
"""What its Retry-After says."""


class BusyEveryOther:
    """Says 429 to the first such question, answers the second, and so on; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._busy = False

    def __call__(self, key: Key) -> Answer | None:
        """The 429 that a question gets; None when it is answered like any other."""
        if (key[0], key[2]) != (SWEPT_CUSTOMER, BUSY_TYPE):
            return None
        with self._lock:
            self._busy = not self._busy
            busy = self._busy
        if not busy:
            return None
        body = {"errors": [{"code": 429, "message": "Too many requests"}]}
        return answer(429, body, {"Retry-After": str(BUSY_SECONDS)})
