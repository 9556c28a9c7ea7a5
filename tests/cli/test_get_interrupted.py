"""The first ctrl+c ends `neo-tui get`, whatever it is at."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic
from typing import IO

import pytest

from neo_tui.demo.rows import SAMPLE, text
from tests.answering import Answer, AnsweringServer
from tests.cli.conftest import NEO_TUI, PATIENCE
from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and terminals of POSIX")
QUESTION = ("get", "--customer", "1", "--entity", "e", "--event", "15")
OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal one that ctrl+c and /dev/tty reach."""


@contextlib.contextmanager
def started(
    arguments: tuple[str, ...], server: AnsweringServer, cwd: Path, stderr: int = subprocess.PIPE
) -> Iterator[subprocess.Popen[bytes]]:
    """The program, its output in pipes that are not read; ended at the end, whatever it does."""
    environ = {**os.environ, **server.variables}
    with subprocess.Popen(
        [*NEO_TUI, *arguments], env=environ, cwd=cwd, stdout=subprocess.PIPE, stderr=stderr
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def full(pipe: IO[bytes]) -> bool:
    """Whether nothing more goes into a pipe that is not read."""
    waiting = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]
    return int(waiting) >= 65536


def until(holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.01)


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "table"])
def test_while_nobody_empties_the_pipe_it_writes_to(
    own_environment: Path, answering: Callable[[Answer], AnsweringServer], kind: str
) -> None:
    body = ("[" + ",".join([text(SAMPLE)] * 2000) + "]").encode()
    server = answering(lambda _: body)
    with started(
        (
            *QUESTION,
            "--format",
            kind,
        ),
        server,
        own_environment,
    ) as process:
        out, err = process.stdout, process.stderr
        assert out is not None
        assert err is not None
        until(lambda: full(out), process)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
        told = err.read().decode()
    assert told.endswith("neo-tui: interrupted\n")
    assert "Traceback" not in told


def test_while_it_works_on_much(own_environment: Path, answering: Callable[[Answer], AnsweringServer]) -> None:
    body = ("[" + ",".join([text(SAMPLE)] * 9000) + "]").encode()
    server = answering(lambda _: body)
    with started(
        (
            *QUESTION,
            "--format",
            "csv",
        ),
        server,
        own_environment,
    ) as process:
        assert process.stderr is not None
        assert b"page 1" in process.stderr.readline()  # it formats now, or waits with what does not fit the pipe
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("presses", [2, 3, 9])
def test_more_than_one_leaves_no_traceback(
    own_environment: Path, answering: Callable[[Answer], AnsweringServer], presses: int
) -> None:
    over = Event()
    server = answering(lambda _: b"[]" if over.wait(PATIENCE) else b"")
    with started(QUESTION, server, own_environment) as process:
        until(lambda: bool(server.asked), process)
        for _ in range(presses):
            process.send_signal(signal.SIGINT)
        code = process.wait(PATIENCE)
        over.set()
        assert code in {130, -signal.SIGINT}  # to a shell both are 130
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_while_nobody_empties_the_pipe_it_talks_to(
    own_environment: Path, answering: Callable[[Answer], AnsweringServer]
) -> None:
    server = answering(lambda _: (500, b'{"message": "' + b"x" * 4000 + b'"}'))
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    os.set_blocking(writer, True)
    with started(QUESTION, server, own_environment, writer) as process:
        until(lambda: bool(server.asked), process)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
    os.close(reader)
    os.close(writer)


def test_at_the_prompt_for_the_secret(own_environment: Path) -> None:
    (own_environment / "config").mkdir()
    (own_environment / "config" / "profiles.toml").write_text(
        '[[profiles]]\nname = "eu"\nhost = "http://127.0.0.1:9"\nuser = "till"\n'
    )
    command = [sys.executable, "-c", OWN_TERMINAL, *NEO_TUI, *QUESTION]
    with Terminal(command, os.environ, cwd=own_environment) as terminal:
        terminal.wait_for("Password of till")
        terminal.press("ctrl+c")
        assert terminal.exit_code() == 130
        assert terminal.text().strip().splitlines()[-1] == "neo-tui: interrupted"
        assert "Traceback" not in terminal.text()
