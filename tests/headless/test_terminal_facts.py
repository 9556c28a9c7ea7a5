"""What the terminal is and can do: a real pseudo-terminal, a real tmux where there is one."""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import pytest

from neo_tui.domain.findings import Status
from neo_tui.headless import terminal_facts
from neo_tui.headless.terminal_facts import TerminalFacts
from neo_tui.ui.theme import THEMES

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


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., dict[str, str]]]:
    """A tmux of its own; gives the variables of somebody inside it, its options set."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("there is no tmux here")
    monkeypatch.delenv("TMUX", raising=False)
    folder = tempfile.mkdtemp(prefix="neo-tui-")  # the path of a socket has to be short
    socket = f"{folder}/tmux"

    def run(*words: str) -> None:
        subprocess.run([program, "-S", socket, "-f", "/dev/null", *words], check=True, cwd=tmp_path)

    run("new-session", "-d", "sleep 60")

    def inside(**options: str) -> dict[str, str]:
        for name, value in options.items():
            run("set", "-g", name.replace("_", "-"), value)
        return {**GOOD, "TMUX": f"{socket},1,0", "PATH": os.environ["PATH"]}

    yield inside
    run("kill-server")
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"set_clipboard": "on"}, Status.OK),
        ({"set_clipboard": "external"}, Status.WARNING),
        ({"set_clipboard": "off", "allow_passthrough": "on"}, Status.OK),
    ],
)
async def test_inside_tmux(tmux: Callable[..., dict[str, str]], options: dict[str, str], status: Status) -> None:
    found = await TerminalFacts({**tmux(**options), "SSH_TTY": "/dev/pts/1"}, ()).clipboard()
    assert (found.status, found.facts["route"]) == (status, "tmux")
    assert found.facts["tmux_set_clipboard"] == options["set_clipboard"]
    assert (found.action == "Run: tmux set -g set-clipboard on") == (status is Status.WARNING)


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
