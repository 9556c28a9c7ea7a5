"""What `neo-tui get` asks on the terminal itself before it asks the API."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.answering import Answer, AnsweringServer
from tests.cli.conftest import NEO_TUI
from tests.cli.test_get_interrupted import OWN_TERMINAL, QUESTION
from tests.end_to_end.terminal import Terminal


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize(("answer", "code", "asked"), [("y", 0, 1), ("n", 2, 0)])
def test_a_password_command_runs_once_the_person_says_yes(
    own_environment: Path, answering: Callable[[Answer], AnsweringServer], answer: str, code: int, asked: int
) -> None:
    server = answering(lambda _: b"[]")
    folder = own_environment / "config"
    folder.mkdir(mode=0o700)
    (folder / "profiles.toml").write_text(
        f'[[profiles]]\nname = "eu"\nhost = "{server.url}"\nuser = "till"\n'
        'secret_source = "command"\npassword_command = ["/bin/echo", "a-secret"]\n'
    )
    (folder / "profiles.toml").chmod(0o600)
    command = [sys.executable, "-c", OWN_TERMINAL, *NEO_TUI, *QUESTION]
    with Terminal(command, os.environ, columns=120, cwd=own_environment) as terminal:
        terminal.wait_for("/bin/echo a-secret", "Run it? [y/N]")
        terminal.type(answer)
        terminal.press("enter")
        assert terminal.exit_code() == code, terminal.text()
    assert len(server.asked) == asked
