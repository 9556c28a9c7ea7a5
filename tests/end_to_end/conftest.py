"""The whole program, as a person starts it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal

Open = Callable[..., Terminal]


@pytest.fixture
def opened(own_environment: Path) -> Iterator[Open]:
    """Opens `neo-tui` with arguments in a terminal; all are closed at the end."""
    with ExitStack() as stack:

        def start(*arguments: str, columns: int = 100, rows: int = 30, **variables: str) -> Terminal:
            command = [sys.executable, "-m", "neo_tui", *arguments]
            return stack.enter_context(
                Terminal(command, {**os.environ, **variables}, columns=columns, rows=rows, cwd=own_environment)
            )

        yield start
