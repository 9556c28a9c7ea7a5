"""`neo-tui profiles …` in a real terminal: what is asked there, and what is never shown there."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from tests.cli.conftest import Run
from tests.end_to_end.terminal import Terminal

Open = Callable[..., Terminal]
_ITS_OWN = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'neo_tui', *sys.argv[1:]])"
)
"""Makes the terminal the one that ^c comes from and that /dev/tty is, as a shell does; then runs the program."""


@pytest.fixture
def opened(own_environment: Path) -> Iterator[Open]:
    """Runs `neo-tui` with arguments in a terminal; all are closed at the end."""
    with ExitStack() as stack:

        def start(*arguments: str) -> Terminal:
            command = [sys.executable, "-c", _ITS_OWN, *arguments]
            return stack.enter_context(Terminal(command, os.environ, columns=100, cwd=own_environment))

        yield start


@pytest.fixture
def basic(demo_server: DemoServer) -> tuple[str, ...]:
    return ("--host", demo_server.url, "--user", USERNAME)


def names(folder: Path) -> list[str]:
    return [table["name"] for table in tomllib.loads((folder / "config" / "profiles.toml").read_text())["profiles"]]


def test_a_removal_is_asked_for(opened: Open, run: Run, own_environment: Path) -> None:
    run("profiles", "add", "eu", "--host", "eu.example", "--user", "t", "--production")
    for answer, left, code in (("n", ["eu"], 2), ("", ["eu"], 2), ("y", [], 0)):
        terminal = opened("profiles", "remove", "eu")
        terminal.wait_for("Remove PRODUCTION · eu · eu.example? [y/N]")
        terminal.type(answer)
        terminal.press("enter")
        terminal.wait_for("Removed PRODUCTION" if code == 0 else "Nothing was removed.")
        assert terminal.exit_code() == code
        assert names(own_environment) == left


def test_ctrl_c_leaves_a_question_at_once(opened: Open, run: Run, own_environment: Path) -> None:
    run("profiles", "add", "eu", "--host", "eu.example", "--user", "t")
    for command, question in (("remove", "[y/N]"), ("test", "Password of t at eu.example:")):
        terminal = opened("profiles", command, "eu")
        terminal.wait_for(question)
        terminal.press("ctrl+c")
        assert terminal.exit_code() == 130
    assert names(own_environment) == ["eu"]


def test_a_command_is_shown_and_confirmed_once(
    opened: Open, run: Run, basic: tuple[str, ...], demo_server: DemoServer
) -> None:
    run("profiles", "add", "eu", *basic, "--command", f"printf %s {PASSWORD}")
    terminal = opened("profiles", "test", "eu")
    terminal.wait_for(f"printf %s {PASSWORD}", "Run it? [y/N]")
    terminal.press("n", "enter")
    terminal.wait_for("eu: not tested: The password command was not run.")
    assert terminal.exit_code() == 2
    assert not demo_server.requests.all()
    terminal = opened("profiles", "test", "eu")
    terminal.wait_for("Run it? [y/N]")
    terminal.press("y", "enter")
    terminal.wait_for("The connection works.")
    assert terminal.exit_code() == 0
    assert run("profiles", "test", "eu").returncode == 0
    assert "which is confirmed" in run("profiles", "show", "eu").stdout


def test_a_secret_is_asked_for_unseen(opened: Open, basic: tuple[str, ...], own_environment: Path) -> None:
    terminal = opened("profiles", "add", "eu", *basic, "--secret-from", "file")
    terminal.wait_for(f"Password of {USERNAME} at ")
    terminal.type(PASSWORD)
    terminal.press("enter")
    terminal.wait_for("Its secret is stored in")
    assert terminal.exit_code() == 0
    assert PASSWORD.encode() not in terminal.written
    assert PASSWORD in (own_environment / "config" / "private" / "credentials.toml").read_text()


def test_a_prompt_secret_is_asked_for_to_test_it(opened: Open, run: Run, basic: tuple[str, ...]) -> None:
    run("profiles", "add", "eu", *basic)
    terminal = opened("profiles", "test", "eu")
    terminal.wait_for(f"Password of {USERNAME} at ")
    terminal.type(PASSWORD)
    terminal.press("enter")
    terminal.wait_for("The connection works.")
    assert terminal.exit_code() == 0
    assert PASSWORD.encode() not in terminal.written


def test_a_terminal_is_no_pipe(opened: Open, basic: tuple[str, ...], own_environment: Path) -> None:
    terminal = opened("profiles", "add", "eu", *basic, "--secret-from", "file", "--password-stdin")
    terminal.wait_for("Standard input is a terminal", "Pipe it in")
    assert terminal.exit_code() == 2
    assert not (own_environment / "config").exists()
