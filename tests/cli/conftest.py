"""The command line, as a shell runs it: in this process, or where that makes a difference in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from neo_tui.cli import main
from neo_tui.cli.wiring import request_log
from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer

PATIENCE = 30
NEO_TUI = (sys.executable, "-m", "neo_tui")
LEAVING = ("check", "doctor", "get", "profile_commands", "sweep")
Completed = subprocess.CompletedProcess[str]
Run = Callable[..., Completed]


@pytest.fixture
def run(own_environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `neo-tui` with arguments, variables as keywords, and what is `given` on standard input, to its end.

    There is no terminal, whoever runs the tests. It runs in the process of the tests: a new one for each
    of hundreds of commands spends most of its time on starting Python.
    """

    async def stay(code: int) -> int:
        return code  # the real one may end the process, which is here that of the tests

    def start(*arguments: str, given: str = "", **variables: str) -> Completed:
        request_log.cache_clear()
        capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.chdir(own_environment)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
            for module in LEAVING:
                patch.setattr(f"neo_tui.cli.{module}.leave", stay, raising=False)
            for name, value in variables.items():
                patch.setenv(name, value)
            try:
                code = main(arguments)
            except SystemExit as end:
                code = int(str(end.code))
        return subprocess.CompletedProcess([*NEO_TUI, *arguments], code, *capsys.readouterr())

    return start


@pytest.fixture
def program(own_environment: Path) -> Run:
    """Runs `neo-tui` as a process of its own, where its streams, its locale or its start matter."""

    def start(*arguments: str, given: str = "", **variables: str) -> Completed:
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
