"""A real pseudo-terminal with a real emulator behind it: what a person would see, and what it cost."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import pyte

KEYS: dict[str, str] = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f8": "\x1b[19~",
} | {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}
PATIENCE = 20.0
"""Seconds to wait for what must come; these machines are busy."""
_QUIET = 0.3


class NeverCameError(AssertionError):
    """What was waited for did not come; the message holds the screen."""


class Terminal:
    """Runs a command in a pseudo-terminal. A context manager; at its end the command is ended by its pid.

    Args:
        command: What to run.
        environ: Its whole environment, but for what says which terminal this is.
        columns: Cells a line.
        rows: Lines.
        cwd: Where it runs.
        controlling: Whether it is reached as /dev/tty, too.
    """

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        cwd: Path | None = None,
        controlling: bool = False,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.written = bytearray()
        """Everything the program wrote."""
        self._counted = 0
        self._drawn, self._text = (-1, 0, 0), ""
        self._master, slave = pty.openpty()
        self._size(columns, rows)

        def take_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.at_rest = self.attributes()
        """What `attributes` were before the program began."""
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            cwd=cwd,
            start_new_session=True,
            preexec_fn=take_terminal if controlling else None,  # noqa: PLW1509 - one ioctl, and no lock is taken
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ── what a person does ──

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._master, text.encode())

    def press(self, *names: str) -> None:
        """Press keys by name, or by the character itself."""
        for name in names:
            self.type(KEYS.get(name, name))

    def paste(self, text: str) -> None:
        """A bracketed paste."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def move_mouse(self, column: int, row: int) -> None:
        """Move the mouse there (both from 0), no button down."""
        self.type(f"\x1b[<35;{column + 1};{row + 1}M")

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(rows, columns)
        self._size(columns, rows)
        os.killpg(self.process.pid, signal.SIGWINCH)

    # ── what a person sees ──

    def text(self) -> str:
        """The screen as lines of text."""
        drawn = (len(self.written), self.screen.columns, self.screen.lines)
        if drawn != self._drawn:  # pyte joins the cells each time it is asked, which takes longer than drawing them
            self._drawn, self._text = drawn, "\n".join(line.rstrip() for line in self.screen.display)
        return self._text

    def line_with(self, text: str) -> str:
        """The first line of the screen that holds a text."""
        return next((line for line in self.screen.display if text in line), "")

    def background_at(self, text: str) -> str:
        """The background colour under the first place of a text."""
        row = next(index for index, line in enumerate(self.screen.display) if text in line)
        return str(self.screen.buffer[row][self.screen.display[row].index(text)].bg)

    def attributes(self) -> list[object]:
        """What the system does with what is typed and written: echo, signals, line ends."""
        return termios.tcgetattr(self._master)

    def wait_for(self, *texts: str) -> None:
        """Wait until all texts are on the screen."""
        self.wait_until(lambda: all(text in self.text() for text in texts), f"{texts} to come")

    def wait_gone(self, text: str) -> None:
        """Wait until a text is no longer on the screen."""
        self.wait_until(lambda: text not in self.text(), f"{text!r} to go")

    def wait_until(self, holds: Callable[[], bool], what: str = "it to hold", patience: float = PATIENCE) -> None:
        """Wait for a condition, reading what the program writes meanwhile.

        Raises:
            NeverCameError: It did not hold in time, or the program has ended.
        """
        until = monotonic() + patience
        while not holds():
            left = until - monotonic()
            if left <= 0 or not self._read(left):
                if holds():
                    return
                raise NeverCameError(f"waited for {what}; the screen:\n{self.text()}")

    def settle(self, patience: float = PATIENCE) -> None:
        """Read until the program has written nothing for a while: before counting or reading it."""
        until = monotonic() + patience
        while monotonic() < until and self._read(_QUIET):
            pass

    def listen(self, seconds: float) -> int:
        """How many bytes the program writes in that time."""
        self.count()
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if not self._read(left):
                break
        return self.count()

    def count(self) -> int:
        """Bytes written since the last call."""
        new, self._counted = len(self.written) - self._counted, len(self.written)
        return new

    def exit_code(self, patience: float = PATIENCE) -> int:
        """The exit code, once the program has ended.

        Raises:
            NeverCameError: It did not end in time.
        """
        until = monotonic() + patience
        while self.process.poll() is None:
            if monotonic() > until:
                raise NeverCameError(f"waited for the end; the screen:\n{self.text()}")
            if not self._read(0.05):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.05)
        while self._read(0.01):
            pass
        return self.process.returncode

    def close(self) -> None:
        """End the program and what it has started."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self._master)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, patience: float) -> bool:
        """Take what the program has written; False when nothing came in time."""
        ready, _, _ = select.select([self._master], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has closed its end
            return False
        if not data:
            return False
        self.written += data
        self._answer(data)
        # pyte takes the private `CSI >` and `CSI <` sequences for text; a terminal would not.
        self._stream.feed(data.replace(b"\x1b[>", b"\x1b[?").replace(b"\x1b[<", b"\x1b[?"))
        return True

    def _answer(self, data: bytes) -> None:
        """Answer what a terminal is asked for."""
        if b"\x1b[6n" in data:
            self.type("\x1b[1;1R")
        if b"\x1b[c" in data:
            self.type("\x1b[?62;22c")
        if b"\x1b[?2026$p" in data:
            self.type("\x1b[?2026;2$y")
