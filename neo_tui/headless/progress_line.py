"""One line on stderr that is written over and over, for somebody who watches; nothing where it is no terminal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable

from neo_tui.headless.output import speaks_json

EVERY = 1.0
"""Seconds between two paintings."""
_NARROW = 80
"""Cells, where the terminal does not say how wide it is."""
_ECHO = len("^C")
"""Cells that the terminal itself writes on behind the line when ctrl+c is pressed."""


def watched() -> bool:
    """Whether stderr is a terminal, and is told words."""
    try:
        return not speaks_json() and sys.stderr is not None and sys.stderr.isatty()
    except ValueError:
        return False


class ProgressLine:
    """The line. Whoever writes something else to the same terminal calls `clear` first.

    Args:
        words: Answers what it says now, ASCII and without line breaks.
    """

    def __init__(self, words: Callable[[], str]) -> None:
        self._words = words
        self._shown = 0
        """Cells that are written on."""

    @contextlib.asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Paint it at once and then each second; wiped at the end."""
        if not watched():
            yield
            return
        painting = asyncio.create_task(self._paint())
        try:
            yield
        finally:
            painting.cancel()
            self.clear()

    def clear(self) -> None:
        """Wipe it, so that something else can stand in its place."""
        if self._shown:
            self._write(f"\r{' ' * (self._shown + _ECHO)}\r")
            self._shown = 0

    async def _paint(self) -> None:
        while True:
            text = self._words()[: max(0, _width() - 1 - _ECHO)]  # in the last cell some terminals begin a new line
            self._write(f"\r{text:<{self._shown}}")
            self._shown = len(text)
            await asyncio.sleep(EVERY)

    @staticmethod
    def _write(text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # what nobody can see is let go
            sys.stderr.write(text)
            sys.stderr.flush()


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _NARROW
    except (OSError, ValueError):
        return _NARROW
