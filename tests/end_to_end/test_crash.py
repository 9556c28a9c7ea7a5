"""A fault in the program itself: the terminal is given back, a short report says where, nothing secret is told."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from neo_tui.demo.server import DemoServer
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_whole_job import at_server

CRASHING = Path(__file__).with_name("crashing.py")
SECRET = "canary-Pa55/word"
SAMPLE = ("--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "15")
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
SWITCHED_OFF = {b"25", b"7"}
"""Modes that are on in a terminal at rest: the cursor is shown, long lines wrap."""
Crash = Callable[..., Terminal]


@pytest.fixture
def crashing(own_environment: Path, demo_server: DemoServer) -> Iterator[Crash]:
    """Opens a neo-tui that fails at a site, in a terminal."""
    with ExitStack() as stack:

        def start(site: str, *arguments: str) -> Terminal:
            environ = {**os.environ, **at_server(demo_server), "NEO_TUI_PASSWORD": SECRET}
            command = [sys.executable, str(CRASHING), site, *arguments]
            return stack.enter_context(Terminal(command, environ, columns=100, rows=30, cwd=own_environment))

        yield start


def modes_left(written: bytes) -> set[bytes]:
    """The private modes that are not as in a terminal at rest, once all that was written has been obeyed."""
    left: dict[bytes, bool] = {}
    for numbers, letter in MODE.findall(written):
        for number in numbers.split(b";"):
            left[number] = (letter == b"h") != (number in SWITCHED_OFF)
    return {number for number, changed in left.items() if changed}


def assert_told(terminal: Terminal) -> str:
    """The report on the terminal, which is as it was."""
    assert terminal.exit_code() == 70
    assert not modes_left(bytes(terminal.written))
    assert terminal.attributes() == terminal.at_rest
    end = terminal.written.rindex(b"\x1b[?1049l")
    report = terminal.written[end:].decode()
    assert "a fault in neo-tui itself: OddlyNamedError, caused by KeyError" in report
    assert re.search(r"crashing\.py:\d+ in boom", report)
    assert "Please report it" in report
    for text in (terminal.written.decode(errors="replace"), terminal.text()):
        for telling in (SECRET, "canary", "password=", "Traceback", "owned"):
            assert telling not in text
    return report


def test_in_a_handler(crashing: Crash) -> None:
    terminal = crashing("handler")
    terminal.wait_for("Customer")
    terminal.press("ctrl+r")
    assert "FormScreen" in assert_told(terminal)


def test_in_a_worker(crashing: Crash) -> None:
    terminal = crashing("worker", *SAMPLE)
    report = assert_told(terminal)
    assert "FormScreen, ResultsScreen" in report
    assert "neo_tui/services/browsing.py" in report


def test_in_a_timer(crashing: Crash) -> None:
    terminal = crashing("timer")
    terminal.wait_for("Customer")
    terminal.press("ctrl+r")
    assert_told(terminal)


def test_in_compose(crashing: Crash) -> None:
    terminal = crashing("compose")
    terminal.wait_for("Customer")
    terminal.press("f1")
    assert "HelpScreen" in assert_told(terminal)


def test_while_leaving(crashing: Crash) -> None:
    terminal = crashing("leaving")
    terminal.wait_for("Customer")
    terminal.press("ctrl+q")
    assert_told(terminal)


def test_before_the_first_frame(crashing: Crash) -> None:
    terminal = crashing("start")
    assert_told(terminal)


@pytest.mark.parametrize("more", [{}, {"PYTHONASYNCIODEBUG": "1", "PYTHONDEVMODE": "1"}], ids=["plain", "debugging"])
@pytest.mark.parametrize("command", [("get", *SAMPLE), ("events", "tadd")], ids=["get", "events"])
def test_a_command_without_a_screen_says_one_line(
    own_environment: Path, demo_server: DemoServer, command: tuple[str, ...], more: Mapping[str, str]
) -> None:
    environ = {**os.environ, **at_server(demo_server), "NEO_TUI_PASSWORD": SECRET, **more}
    ended = subprocess.run(
        [sys.executable, str(CRASHING), command[0], *command],
        env=environ,
        cwd=own_environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (70, "")
    (told,) = ended.stderr.splitlines()
    assert told.startswith("neo-tui: a fault in neo-tui itself: OddlyNamedError, caused by KeyError (")
    assert re.search(r"\(crashing\.py:\d+ in boom\), in neo-tui", told)
    assert SECRET not in ended.stderr


def test_a_task_that_nobody_waits_for_writes_nothing(own_environment: Path, demo_server: DemoServer) -> None:
    environ = {**os.environ, **at_server(demo_server), "NEO_TUI_PASSWORD": SECRET}
    command = [sys.executable, str(CRASHING), "lost task", "get", *SAMPLE]
    ended = subprocess.run(
        command, env=environ, cwd=own_environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells the limits of a process")
def test_no_core_file_is_written(crashing: Crash) -> None:
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))  # what is started inherits it
    terminal = crashing("handler")
    terminal.wait_for("Customer")
    limits = Path(f"/proc/{terminal.process.pid}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert line.split()[4] == "0"


def test_modes_are_read_right() -> None:
    assert modes_left(b"\x1b[?1049h\x1b[?25l") == {b"1049", b"25"}
    assert not modes_left(b"\x1b[?1049h\x1b[?25l\x1b[?25h\x1b[?1049l")
