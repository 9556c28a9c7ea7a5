"""What the terminal is and can do, from what the system and the environment say; nothing is written to it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

from neo_tui.domain.clipboard import Route, over_ssh, usable_tools
from neo_tui.domain.findings import Fact, Finding, Status
from neo_tui.domain.foreign import clip, visible

SMALLEST = (60, 16)
"""Columns and rows; the screens work in less, but with little on them."""
TMUX_LIMIT = 2.0
"""Seconds for one question to tmux."""
_THEMES = ("dark", "light")
_UTF8 = re.compile(r"utf-?8\Z", re.IGNORECASE)
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
_LONGEST = 40
"""Characters of a variable that are shown."""


class TerminalFacts:
    """Looks at the terminal.

    Args:
        environ: The variables of the process.
        streams: Those that the screens open on: standard input and standard error.
        which: Finds a program on the path.
        wanted: The way for copied texts that the settings name.
    """

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        streams: tuple[TextIO | None, ...] = (sys.__stdin__, sys.__stderr__),
        which: Callable[[str], str | None] = shutil.which,
        wanted: Route = Route.AUTO,
    ) -> None:
        self._environ, self._streams, self._which, self._wanted = environ, streams, which, wanted

    async def terminal(self) -> Finding:
        """Whether it is one, its size, its name, its colours, its letters, and the theme."""
        there = all(stream is not None and stream.isatty() for stream in self._streams)
        columns, rows = self._size() if there else (None, None)
        term, theme = self._text("TERM"), self._text("NEO_TUI_THEME").strip().lower()
        facts: dict[str, Fact] = {
            "is_terminal": there,
            "columns": columns,
            "rows": rows,
            "term": term,
            "colours": self._colours(),
            "utf8": self._utf8(),
            "theme": theme,
            "theme_valid": theme in {"", *_THEMES},
            "ssh": self._ssh,
            "tmux": bool(self._environ.get("TMUX")),
        }
        told = [f"TERM is {term or 'not set'}", f"{facts['colours']}", "over SSH" if self._ssh else ""]
        told.insert(0, f"{columns} × {rows}" if there else "not a terminal")
        summary = f"{', '.join(filter(None, told))}{', inside tmux' if facts['tmux'] else ''}."
        worries = self._worries(facts)
        if not worries:
            return Finding(Status.OK, summary, facts=facts)
        causes = " ".join(cause for cause, _ in worries)
        return Finding(Status.WARNING, f"{summary} {causes}", " ".join(action for _, action in worries), facts)

    async def clipboard(self) -> Finding:
        """By which way a copied text goes, and whether tmux hands it on."""
        forced = self._wanted is not Route.AUTO
        tools = usable_tools(self._environ, self._which)
        tool = tools[0].program if tools and (not self._ssh or self._wanted is Route.NATIVE) else ""
        inside = bool(self._environ.get("TMUX"))
        usual = Route.NATIVE if tool else Route.TMUX if inside else Route.OSC52
        route = self._wanted if forced else usual
        facts: dict[str, Fact] = {"route": route.value, "wanted": self._wanted.value, "tool": tool}
        if route is Route.TMUX:
            features = await self._of_tmux("display-message", "-p", "#{client_termfeatures}") if inside else None
            facts["tmux_hands_on"] = "clipboard" in features.split(",") if features else None
            return _through_tmux(facts)
        if forced:
            known = route is not Route.NATIVE or bool(tool)
            summary = f'As the setting says: clipboard is "{route.value}".'
            if known:
                return Finding(Status.OK, summary, facts=facts)
            return Finding(Status.WARNING, f"{summary} No program for it is there.", "Choose another clipboard.", facts)
        if tool:
            return Finding(Status.OK, f"By the program {tool}.", facts=facts)
        why = "over SSH" if self._ssh else "no program for it is there"
        summary = f"By an escape sequence to the terminal (OSC 52), as {why}; the terminal has to allow that."
        return Finding(Status.OK, summary, facts=facts)

    def _size(self) -> tuple[int | None, int | None]:
        for stream in reversed(self._streams):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                found = os.get_terminal_size(stream.fileno() if stream else -1)
                return found.columns, found.lines
        return None, None

    def _is_small(self) -> bool:
        columns, rows = self._size()
        return columns is not None and rows is not None and (columns < SMALLEST[0] or rows < SMALLEST[1])

    def _worries(self, facts: Mapping[str, Fact]) -> list[tuple[str, str]]:
        """What is not as it should be, and what to do about each."""
        found = []
        if not facts["is_terminal"]:
            found.append(
                ("The screens do not open here.", "Run neo-tui in a terminal; get, events and profiles need none.")
            )
        elif self._is_small():
            found.append(("That is small for the screens.", f"Make it at least {SMALLEST[0]} × {SMALLEST[1]}."))
        if facts["is_terminal"] and facts["term"] in {"", "dumb"}:
            found.append(
                (
                    "TERM names no terminal that can do much.",
                    "Set TERM to what the terminal is, such as xterm-256color.",
                )
            )
        if not facts["utf8"]:
            found.append(
                (
                    "The locale does not say UTF-8.",
                    "Set LANG, for example to C.UTF-8, or frames and names may be garbled.",
                )
            )
        if not facts["theme_valid"]:
            shown = clip(self._text("NEO_TUI_THEME"), _LONGEST)
            found.append(
                (f"NEO_TUI_THEME is {shown}, which is no theme.", f"Set it to {' or '.join(_THEMES)}, or unset it.")
            )
        return found

    def _colours(self) -> str:
        if self._environ.get("NO_COLOR"):
            return "no colours (NO_COLOR)"
        if self._text("COLORTERM").lower() in {"truecolor", "24bit"}:
            return "16 million colours"
        return "256 colours" if "256color" in self._text("TERM") else "16 colours (COLORTERM is not set)"

    def _utf8(self) -> bool:
        """As the C library decides: the first of the variables that is set and not empty counts."""
        said = next((self._environ[name] for name in _LOCALE if self._environ.get(name)), "")
        return bool(_UTF8.search(said.partition("@")[0]))

    @property
    def _ssh(self) -> bool:
        return over_ssh(self._environ)

    def _text(self, name: str) -> str:
        return visible(self._environ.get(name, ""))

    async def _of_tmux(self, *words: str) -> str | None:
        """What tmux answers; None when it does not, or not in time."""
        program = self._which("tmux")
        if program is None:
            return None
        try:
            process = await asyncio.create_subprocess_exec(
                program,
                *words,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=dict(self._environ),
            )
        except OSError:
            return None
        try:
            async with asyncio.timeout(TMUX_LIMIT):
                printed, _ = await process.communicate()
        except TimeoutError:
            return None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        return clip(visible(printed.decode("utf-8", "replace").strip()), _LONGEST) if process.returncode == 0 else None


def _through_tmux(facts: Mapping[str, Fact]) -> Finding:
    """Whether tmux hands a text on to its terminal."""
    hands_on = facts["tmux_hands_on"]
    summary = "Into tmux's buffer (load-buffer -w)"
    if hands_on is None:
        action = "Look with: tmux display-message -p '#{client_termfeatures}'"
        return Finding(Status.WARNING, f"{summary}; it does not say whether it hands it on.", action, facts)
    if hands_on:
        return Finding(Status.OK, f"{summary}, and on to its terminal, which has to allow that.", facts=facts)
    action = "If it takes OSC 52, run: tmux set -as terminal-features '*:clipboard', and attach anew."
    return Finding(Status.WARNING, f"{summary}; its terminal is not known to take any.", action, facts)
