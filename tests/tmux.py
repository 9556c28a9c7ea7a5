"""A real tmux of the test's own, looked at through a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.waiting import wait_until


class TmuxServer:
    """A server with one session, and a terminal that looks at it.

    Args:
        term: What its terminal is, as in TERM; "": nobody looks at it.
        command: What runs in the session.
        environ: The variables of the session.
    """

    def __init__(self, term: str, command: str = "sleep 60", environ: dict[str, str] | None = None) -> None:
        program = shutil.which("tmux")
        if program is None:
            pytest.skip("there is no tmux here")
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="neo-tui-"))  # the path of a socket has to be short
        self.socket = self._folder / "tmux"
        self.variable = f"{self.socket},1,0"
        """What TMUX is inside of it."""
        inherited = {key: value for key, value in os.environ.items() if key not in {"TMUX", "SSH_CONNECTION"}}
        self._environ = {**inherited, **(environ or {}), "TERM": term or "xterm"}
        self.run("new-session", "-d", "-x", "80", "-y", "24", command)
        self._client: subprocess.Popen[bytes] | None = None
        self._master = -1
        if term:
            self._master, slave = pty.openpty()
            self._client = subprocess.Popen(
                [program, "-S", str(self.socket), "attach"],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=self._environ,
                start_new_session=True,
            )
            os.close(slave)
            os.set_blocking(self._master, False)
            wait_until(lambda: bool(self.run("list-clients")))

    def run(self, *words: str) -> str:
        """Give tmux a command; answers what it prints."""
        command = [self._program, "-S", str(self.socket), "-f", "/dev/null", *words]
        return subprocess.run(command, check=True, env=self._environ, stdout=subprocess.PIPE, text=True).stdout

    def outside(self) -> bytes:
        """What tmux has written to its terminal since the last call."""
        written = b""
        with suppress(OSError):
            while piece := os.read(self._master, 65536):
                written += piece
        return written

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(subprocess.CalledProcessError):
            self.run("kill-server")
        if self._client is not None:
            self.outside()
            os.close(self._master)
            self._client.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)
