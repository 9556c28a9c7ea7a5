"""Ways for a text out of the program, and what can be known of each: where it went, never where it arrived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Route(StrEnum):
    """A way for a text. The value is its name in the settings."""

    AUTO = "auto"
    """The first of all below that can be gone."""
    NATIVE = "native"
    """A program of this machine that fills its clipboard, such as `wl-copy` or `pbcopy`."""
    TMUX = "tmux"
    """tmux, which keeps it for its own pasting and hands it on to the terminal where that takes it."""
    OSC52 = "osc52"
    """An escape sequence to the terminal, which does not answer."""
    SHEET = "sheet"
    """The screen with nothing on it but the text, to be selected with the mouse."""
    FILE = "file"
    """A file for the owner's eyes only."""
    OFF = "off"
    """None: nothing is copied."""


LADDERS: Mapping[Route, tuple[Route, ...]] = {
    Route.AUTO: (Route.NATIVE, Route.TMUX, Route.OSC52, Route.SHEET, Route.FILE),
    Route.NATIVE: (Route.NATIVE, Route.SHEET, Route.FILE),
    Route.TMUX: (Route.TMUX, Route.SHEET, Route.FILE),
    Route.OSC52: (Route.OSC52, Route.SHEET, Route.FILE),
    Route.SHEET: (Route.SHEET, Route.FILE),
    Route.FILE: (Route.FILE,),
    Route.OFF: (),
}
"""What is tried after what. A way that was asked for by name is followed only by those that hardly anything bars."""

LONGEST_SHEET = 200_000
"""Characters of a text that is shown to be selected; a longer one nobody selects."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a text went.

    Attributes:
        route: The way it took; `OFF` when it took none.
        characters: How many it has.
        by: The program that took it, or the file it is in; "" where that says nothing.
        handed_on: Whether tmux hands it on to its terminal; None when nobody knows.
        large: Whether it is larger than many terminals take.
        missed: Why the ways before this one could not be gone, the middle of a sentence each.
    """

    route: Route
    characters: int
    by: str = ""
    handed_on: bool | None = None
    large: bool = False
    missed: tuple[str, ...] = ()


class Tool(NamedTuple):
    """A program that fills the clipboard with what it reads."""

    program: str
    arguments: tuple[str, ...] = ()
    needs: str = ""
    """The variable without which there is no clipboard for it to fill; "" when there always is one."""


TOOLS = (
    Tool("pbcopy"),
    Tool("clip.exe", (), "WSL_DISTRO_NAME"),
    Tool("wl-copy", ("--type", "text/plain"), "WAYLAND_DISPLAY"),
    Tool("xclip", ("-selection", "clipboard", "-in"), "DISPLAY"),
    Tool("xsel", ("--clipboard", "--input"), "DISPLAY"),
)
"""In the order in which they are looked for."""

_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether these variables say that the person sits at another machine."""
    return any(environ.get(name) for name in _SSH)


def usable_tools(environ: Mapping[str, str], which: Callable[[str], str | None]) -> list[Tool]:
    """The programs that are there and have a clipboard to fill.

    Args:
        environ: The variables of the process.
        which: Finds a program on the path.
    """
    return [tool for tool in TOOLS if (not tool.needs or environ.get(tool.needs)) and which(tool.program)]
