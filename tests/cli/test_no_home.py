"""Where nobody knows the home folder: no HOME, and a user without an entry."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NEO_TUI, PATIENCE, Run
from tests.cli.test_get_command import SAMPLE
from tests.end_to_end.terminal import Terminal

NAMELESS = """
import pwd
def nobody(_): raise KeyError("uid not found")
pwd.getpwuid = nobody
from neo_tui.cli import main
raise SystemExit(main())
"""
"""The program run by a user without an entry: what the system says of such a one is all that is not real."""


@pytest.mark.parametrize("arguments", [SAMPLE, ("profiles", "list"), ("profiles", "path")])
def test_a_folder_of_a_user_nobody_knows_is_told_in_a_sentence(program: Run, arguments: tuple[str, ...]) -> None:
    answer = program(*arguments, NEO_TUI_CONFIG_DIR="~nosuchuser/x")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "NEO_TUI_CONFIG_DIR is ~nosuchuser/x, and nobody knows the home folder" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_screens_say_so_too(own_environment: Path) -> None:
    environ = {**os.environ, "NEO_TUI_CONFIG_DIR": "~nosuchuser/x"}
    with Terminal([*NEO_TUI], environ, columns=120, cwd=own_environment) as terminal:
        assert terminal.exit_code() == 2
        assert "nobody knows the home folder" in terminal.text()
        assert "Traceback" not in terminal.text()


@pytest.mark.skipif(sys.platform == "win32", reason="users of POSIX")
@pytest.mark.parametrize("made", [True, False])
def test_a_connection_made_by_the_environment_needs_no_home(at_server: dict[str, str], made: bool) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "HOME" and not name.startswith("NEO_TUI")}
    answer = subprocess.run(
        [sys.executable, "-c", NAMELESS, *SAMPLE],
        env={**environ, **(at_server if made else {})}, capture_output=True, text=True, timeout=PATIENCE,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in answer.stderr
    assert answer.returncode == (0 if made else 2), answer.stderr
    if not made:
        assert "HOME is not set" in answer.stderr
