"""Waiting for a condition outside of any event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

PATIENCE = 15.0


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end, pause = monotonic() + PATIENCE, threading.Event()
    while not holds():
        assert monotonic() < end, "it never came"
        pause.wait(0.02)
