"""The command line, as a shell runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer

PATIENCE = 30
NEO_TUI = (sys.executable, "-m", "neo_tui")
Completed = subprocess.CompletedProcess[str]
Run = Callable[..., Completed]


@pytest.fixture
def run(piped: Run) -> Run:
    """Runs `neo-tui` with arguments, and variables as keywords, to its end; nothing is typed."""

    def start(*arguments: str, **variables: str) -> Completed:
        return piped("", *arguments, **variables)

    return start


@pytest.fixture
def piped(own_environment: Path) -> Run:
    """The same with a text on standard input, first. There is no terminal, whoever runs the tests."""

    def start(given: str, *arguments: str, **variables: str) -> Completed:
        return subprocess.run(
            [*NEO_TUI, *arguments],
            env={**os.environ, **variables},
            cwd=own_environment,
            input=given,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )

    return start


@pytest.fixture
def at_server(demo_server: DemoServer) -> dict[str, str]:
    """The variables that make a connection to the bundled server."""
    return {"NEO_TUI_HOST": demo_server.url, "NEO_TUI_USER": USERNAME, "NEO_TUI_PASSWORD": PASSWORD}
