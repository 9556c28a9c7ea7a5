"""The desktop's clipboard by the program that fills it, and tmux by its own command."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from functools import partial

from neo_tui.domain.clipboard import over_ssh, usable_tools
from neo_tui.domain.osc52 import as_bytes
from neo_tui.terminal.running import LIMIT, run

_TMUX = "tmux"


class ClipboardPrograms:
    """Hands texts to programs. None of it raises: what goes wrong is answered as the middle of a sentence.

    Args:
        environ: The variables of the process.
        limit: Seconds that each program may take.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ, *, limit: float = LIMIT) -> None:
        self._environ, self._limit = environ, limit

    async def native(self, text: str, *, forced: bool) -> tuple[str, str]:
        """Hand a text to the first program of the desktop that takes it; answers its name, or "" and why none did.

        Why is "" too where nothing has failed: where none is there, or it would be another machine's clipboard.

        Args:
            text: The text.
            forced: Whether the person asked for this: then also over SSH, where it fills another machine's clipboard
                than the one in front of which the person sits.
        """
        if not forced and (over_ssh(self._environ) or await self._attached_over_ssh()):
            return "", ""
        tools = usable_tools(self._environ, self._which)
        problems: list[str] = []
        for tool in tools:
            environ = dict(self._environ)
            data = as_bytes(text)
            if tool.program == "pbcopy":
                environ["LC_CTYPE"] = "UTF-8"  # else it takes the bytes for another encoding where LANG is not set
            if tool.program == "clip.exe" and not text.isascii():
                data = text.encode("utf-16-le", "backslashreplace")
            ran = await run((self._path(tool.program), *tool.arguments), data, environ, limit=self._limit)
            if not ran.problem:
                return tool.program, ""
            problems.append(ran.problem.replace(self._path(tool.program), tool.program))
        return "", ", ".join(problems) or ("no program that fills a clipboard is there" if forced else "")

    async def tmux(self, text: str) -> tuple[bool | None, str]:
        """Hand a text to the tmux around us; answers whether it goes on to its terminal, and why it was not taken ("").

        Whether it goes on is None where nobody knows.
        """
        if not self._environ.get("TMUX"):
            return None, "it does not run inside tmux"
        if not self._which(_TMUX):
            return None, "the program tmux is not there"
        command = (self._path(_TMUX), "load-buffer", "-w", "-")
        ran = await run(command, as_bytes(text), self._environ, limit=self._limit, listen=True)
        if ran.problem:
            old = any(word in ran.printed for word in ("usage:", "unknown option", "invalid option"))
            return None, (
                "this tmux hands nothing on to its terminal (3.2 does)"
                if old
                else ran.problem.replace(self._path(_TMUX), _TMUX)
            )
        told = await self._ask_tmux("display-message", "-p", "#{client_termfeatures}")
        return ("clipboard" in told.split(",") if told else None), ""

    async def _attached_over_ssh(self) -> bool:
        """Whether the tmux around us is looked at over SSH; it knows better than our variables, which are older."""
        if not self._environ.get("TMUX") or not self._which(_TMUX):
            return False
        return (await self._ask_tmux("show-environment", "SSH_CONNECTION")).startswith("SSH_CONNECTION=")

    async def _ask_tmux(self, *words: str) -> str:
        ran = await run((self._path(_TMUX), *words), b"", self._environ, limit=self._limit, listen=True)
        return "" if ran.problem else ran.printed

    @property
    def _which(self) -> partial[str | None]:
        return partial(shutil.which, path=self._environ.get("PATH"))

    def _path(self, program: str) -> str:
        return self._which(program) or program
