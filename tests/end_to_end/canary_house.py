"""Everything a run of the program could leave a secret in: its terminal, its home, its arguments."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from neo_tui.domain.secret import Secret
from neo_tui.storage.credentials import CredentialsFile
from tests.end_to_end.canary import Canary, files_below
from tests.end_to_end.canary_server import ECHO_KEY, KEY, PASSWORD, SECRET, USER, CanaryServer
from tests.end_to_end.terminal import Terminal

VARIABLE = "CANARY_VARIABLE"
_DEVELOPERS = ("TEXTUAL_LOG", "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_SCREENSHOT_FILENAME")


class House:
    """A home with connections of every kind, a server that knows them, and all that was written to terminals.

    Args:
        home: The home folder, empty.
        vault: A folder outside of it, where the password command finds the secret.
    """

    def __init__(self, home: Path, vault: Path) -> None:
        self.home, self._stack = home, ExitStack()
        self.credentials = home / "config" / "private" / "credentials.toml"
        self.server = CanaryServer()
        self.terminals: list[Terminal] = []
        self._printed = vault / "printed"
        vault.mkdir()
        self._printed.write_text(f"{PASSWORD}\n")
        (home / "config").mkdir(mode=0o700)
        (home / "config" / "profiles.toml").write_text(self._profiles())
        (home / "config" / "profiles.toml").chmod(0o600)
        store = CredentialsFile(self.credentials)
        for name, secret in (("kept", PASSWORD), ("kept-oauth", SECRET), ("echoing", SECRET), ("closed", PASSWORD)):
            store.put(name, Secret(secret))

    def __enter__(self) -> Self:
        self._stack.enter_context(self.server)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _profiles(self) -> str:
        basic = f'host = "{self.server.url}"\nuser = "{USER}"\n'
        oauth = f'host = "{self.server.url}"\nauth = "oauth"\n'
        tables = {
            "asked": basic,
            "kept": f'{basic}secret_source = "file"\n',
            "printed": f'{basic}secret_source = "command"\npassword_command = ["cat", "{self._printed}"]\n',
            "variable": f'{basic}secret_source = "environment"\nsecret_variable = "{VARIABLE}"\n',
            "kept-oauth": f'{oauth}user = "{KEY}"\nsecret_source = "file"\n',
            "echoing": f'{oauth}user = "{ECHO_KEY}"\nsecret_source = "file"\n',
            "closed": f'host = "http://127.0.0.1:1"\nuser = "{USER}"\nsecret_source = "file"\n',
        }
        return "".join(f'[[profiles]]\nname = "{name}"\n{rest}\n' for name, rest in tables.items())

    @property
    def environ(self) -> dict[str, str]:
        """What the program is started with: variables for Textual's developers are set, too."""
        hooks = {name: str(self.home / f"{name}.written") for name in _DEVELOPERS}
        extra = {"TEXTUAL": "debug,devtools", "TEXTUAL_DEBUG": "1", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_PRESS": "q"}
        return {**os.environ, **hooks, **extra, VARIABLE: PASSWORD}

    def open(self, *arguments: str, columns: int = 110, rows: int = 40, **variables: str) -> Terminal:
        """Open the program in a terminal."""
        command = [sys.executable, "-m", "neo_tui", *arguments]
        environ = {**self.environ, **variables}
        terminal = Terminal(command, environ, columns=columns, rows=rows, cwd=self.home)
        self.terminals.append(self._stack.enter_context(terminal))
        return terminal

    @property
    def canaries(self) -> list[Canary]:
        """All secrets there are, also the tokens that were handed out."""
        return [Canary(PASSWORD, USER), Canary(SECRET), *map(Canary, self.server.tokens)]

    def leaks(self, *further: bytes) -> list[str]:
        """Where which encoding of a secret was found; empty when all is well.

        Args:
            further: What else the program has written.
        """
        return [
            f"{where}: {name}"
            for where, data in self._written(further)
            for canary in self.canaries
            for name in canary.found_in(data)
        ]

    def _written(self, further: tuple[bytes, ...]) -> Iterator[tuple[str, bytes]]:
        for terminal in self.terminals:
            yield "terminal", bytes(terminal.written)
            yield "screen", "".join(line.strip() for line in terminal.screen.display).encode()
        for data in further:
            yield "output", data
        for path in files_below(self.home):
            yield str(path), str(path).encode() + (b"" if path == self.credentials else path.read_bytes())

    def arguments_of(self, terminal: Terminal) -> bytes:
        """The arguments of the program and of all that it has started, as everybody on the machine can read them."""
        pids, found = [terminal.process.pid], b""
        for pid in pids:
            folder = Path(f"/proc/{pid}")
            found += (folder / "cmdline").read_bytes()
            for task in folder.glob("task/*/children"):
                pids += map(int, task.read_text().split())
        return found
