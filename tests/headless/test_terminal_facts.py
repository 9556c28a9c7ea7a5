"""What the terminal is and can do: a real pseudo-terminal, a real tmux where there is one."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import pytest

from neo_tui.domain.clipboard import Route
from neo_tui.domain.findings import Status
from neo_tui.headless import terminal_facts
from neo_tui.headless.terminal_facts import TerminalFacts
from neo_tui.ui.theme import THEMES
from tests.tmux import TmuxServer

pytestmark = pytest.mark.anyio

GOOD = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_GB.UTF-8"}
Resize = Callable[[int, int], TextIO]


@pytest.fixture
def screen() -> Iterator[Resize]:
    """A pseudo-terminal of so many columns and rows."""
    leader, follower = os.openpty()
    with os.fdopen(follower, "w") as stream:

        def sized(columns: int, rows: int) -> TextIO:
            fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            return stream

        yield sized
    os.close(leader)


def only(*programs: str) -> Callable[[str], str | None]:
    return lambda name: name if name in programs else None


async def test_a_good_terminal(screen: Resize) -> None:
    stream = screen(120, 36)
    found = await TerminalFacts(GOOD, (stream, stream), only()).terminal()
    assert found.status is Status.OK
    assert (found.facts["columns"], found.facts["rows"], found.facts["is_terminal"]) == (120, 36, True)
    assert "120 × 36" in found.summary
    assert "16 million colours" in found.summary


@pytest.mark.parametrize(
    ("changes", "words", "action"),
    [
        ({"TERM": "dumb"}, "TERM names no terminal", "TERM"),
        ({"TERM": ""}, "TERM is not set", "TERM"),
        ({"LANG": "C"}, "does not say UTF-8", "LANG"),
        ({"LC_ALL": "POSIX"}, "does not say UTF-8", "LANG"),
        ({"NEO_TUI_THEME": "solar\x1b[2J"}, "NEO_TUI_THEME is solar␛[2J", "dark or light"),
    ],
)
async def test_what_is_not_as_it_should_be(screen: Resize, changes: dict[str, str], words: str, action: str) -> None:
    stream = screen(120, 36)
    found = await TerminalFacts({**GOOD, **changes}, (stream, stream), only()).terminal()
    assert found.status is Status.WARNING
    assert words in found.summary
    assert action in found.action


async def test_a_small_one_and_none(screen: Resize) -> None:
    stream = screen(40, 36)
    assert "small" in (await TerminalFacts(GOOD, (stream, stream), only()).terminal()).summary
    found = await TerminalFacts(GOOD, (stream, None), only()).terminal()
    assert (found.status, found.facts["is_terminal"]) == (Status.WARNING, False)
    assert "do not open here" in found.summary


async def test_fewer_colours_and_none() -> None:
    for changes, words in (
        ({"COLORTERM": ""}, "256 colours"),
        ({"COLORTERM": "", "TERM": "xterm"}, "COLORTERM is not set"),
        ({"NO_COLOR": "1"}, "NO_COLOR"),
    ):
        facts = (await TerminalFacts({**GOOD, **changes}, (), only()).terminal()).facts
        assert words in str(facts["colours"])


async def test_the_names_of_the_themes_are_those_of_the_screens() -> None:
    for name in THEMES:
        assert (await TerminalFacts({**GOOD, "NEO_TUI_THEME": name}, (), only()).terminal()).facts["theme_valid"]


@pytest.mark.parametrize(
    ("variables", "programs", "route", "tool"),
    [
        ({}, ("pbcopy",), "native", "pbcopy"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ("wl-copy", "xclip"), "native", "wl-copy"),
        ({"DISPLAY": ":0"}, ("wl-copy", "xsel"), "native", "xsel"),
        ({}, ("wl-copy", "xclip", "xsel"), "osc52", ""),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, ("xclip",), "osc52", ""),
    ],
)
async def test_the_way_to_the_clipboard(
    variables: dict[str, str], programs: tuple[str, ...], route: str, tool: str
) -> None:
    found = await TerminalFacts({**GOOD, **variables}, (), only(*programs)).clipboard()
    assert (found.status, found.facts["route"], found.facts["tool"]) == (Status.OK, route, tool)
    assert "10.0.0.1" not in repr(found)


@pytest.mark.parametrize(
    ("wanted", "programs", "status", "words"),
    [
        ("file", (), Status.OK, 'clipboard is "file"'),
        ("native", (), Status.WARNING, "No program for it is there."),
        ("native", ("pbcopy",), Status.OK, 'clipboard is "native"'),
    ],
)
async def test_the_way_that_the_settings_name(
    wanted: str, programs: tuple[str, ...], status: Status, words: str
) -> None:
    environ = {**GOOD, "SSH_TTY": "/dev/pts/1"}
    found = await TerminalFacts(environ, (), only(*programs), wanted=Route(wanted)).clipboard()
    assert (found.status, found.facts["route"]) == (status, wanted)
    assert words in found.summary


@pytest.mark.parametrize(
    ("term", "status", "words"),
    [
        ("xterm-256color", Status.OK, "and on to its terminal"),
        ("linux", Status.WARNING, "its terminal is not known to take any"),
        ("", Status.WARNING, "does not say"),
    ],
)
async def test_inside_tmux(make_tmux: Callable[[str], TmuxServer], term: str, status: Status, words: str) -> None:
    tmux = make_tmux(term)
    environ = {**GOOD, "TMUX": tmux.variable, "PATH": os.environ["PATH"], "SSH_TTY": "/dev/pts/1"}
    found = await TerminalFacts(environ, ()).clipboard()
    assert (found.status, found.facts["route"]) == (status, "tmux")
    assert words in found.summary


async def test_a_tmux_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_facts, "TMUX_LIMIT", 0.1)
    silent = tmp_path / "tmux"
    silent.write_text("#!/bin/sh\nexec sleep 60\n")
    silent.chmod(0o755)
    for answer in (str(silent), str(tmp_path / "none"), None):
        environ = {**GOOD, "TMUX": "x,1,0", "PATH": os.environ["PATH"]}
        found = await TerminalFacts(environ, (), {"tmux": answer}.get).clipboard()
        assert found.status is Status.WARNING
        assert "does not say" in found.summary
