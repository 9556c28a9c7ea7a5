"""Programs that fill the clipboard: real processes on a path of the test's own, and a real tmux."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from neo_tui.terminal.programs import ClipboardPrograms
from tests.tmux import TmuxServer

pytestmark = pytest.mark.anyio

WAYLAND, X11 = {"WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":0"}
SSH = {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}
TEXT = 'Zoë: −1,234.50 "[/red]" $(id) `x`\n\tend'


class Desk:
    """A folder of programs, each of which keeps what it was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def has(self, name: str, *, then: str = "exit 0") -> None:
        """Put a program there: it keeps its words, what it reads and its variables, and then does this."""
        program = self.folder / name
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > "{self.folder}/{name}.words"\n'
            f'/bin/cat > "{self.folder}/{name}.read"\n/usr/bin/env > "{self.folder}/{name}.variables"\n{then}\n'
        )
        program.chmod(0o755)

    def programs(self, environ: dict[str, str], limit: float = 3.0) -> ClipboardPrograms:
        return ClipboardPrograms({"PATH": str(self.folder), **environ}, limit=limit)

    def words(self, name: str) -> list[str]:
        return (self.folder / f"{name}.words").read_text().split()

    def read(self, name: str) -> bytes:
        return (self.folder / f"{name}.read").read_bytes()

    def variables(self, name: str) -> str:
        return (self.folder / f"{name}.variables").read_text()


def ended(pid: int) -> bool:
    """Whether a process has ended, reaped or not."""
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().split()[2] in {"Z", "X"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "bin")


@pytest.mark.parametrize(
    ("environ", "name", "words"),
    [
        ({}, "pbcopy", []),
        ({"WSL_DISTRO_NAME": "Debian"}, "clip.exe", []),
        (WAYLAND, "wl-copy", ["--type", "text/plain"]),
        (X11, "xclip", ["-selection", "clipboard", "-in"]),
        (X11, "xsel", ["--clipboard", "--input"]),
    ],
)
async def test_each_program_gets_the_text_to_the_letter(
    desk: Desk, environ: dict[str, str], name: str, words: list[str]
) -> None:
    desk.has(name)
    assert await desk.programs(environ).native(TEXT, forced=False) == (name, "")
    assert desk.words(name) == words
    assert desk.read(name) == (TEXT.encode("utf-16-le") if name == "clip.exe" else TEXT.encode())
    assert ("LC_CTYPE=UTF-8" in desk.variables(name)) == (name == "pbcopy")


async def test_plain_letters_are_the_same_to_every_windows(desk: Desk) -> None:
    desk.has("clip.exe")
    await desk.programs({"WSL_DISTRO_NAME": "Debian"}).native("12\n", forced=False)
    assert desk.read("clip.exe") == b"12\n"


async def test_no_variable_of_ours_reaches_a_program(desk: Desk) -> None:
    desk.has("xclip")
    await desk.programs({**X11, "NEO_TUI_PASSWORD": "canary-1"}).native("x", forced=False)
    assert "DISPLAY=:0" in desk.variables("xclip")
    assert "canary-1" not in desk.variables("xclip")


async def test_a_program_without_its_display_is_not_run(desk: Desk) -> None:
    desk.has("wl-copy")
    desk.has("xclip")
    assert await desk.programs({}).native("x", forced=False) == ("", "")
    assert await desk.programs({}).native("x", forced=True) == ("", "no program that fills a clipboard is there")
    assert await desk.programs({**WAYLAND, **X11}).native("x", forced=False) == ("wl-copy", "")


async def test_over_ssh_only_when_asked_for_by_name(desk: Desk) -> None:
    desk.has("xclip")
    assert await desk.programs({**X11, **SSH}).native("x", forced=False) == ("", "")
    assert not (desk.folder / "xclip.read").exists()
    assert await desk.programs({**X11, **SSH}).native("x", forced=True) == ("xclip", "")


async def test_when_one_fails_the_next_is_tried(desk: Desk) -> None:
    desk.has("wl-copy", then="exit 1")
    desk.has("xclip", then="kill -9 $$")
    programs = desk.programs({**WAYLAND, **X11})
    told = "wl-copy ended with exit code 1, xclip was killed by signal 9"
    assert await programs.native("x", forced=False) == ("", told)
    desk.has("xsel")
    assert await programs.native("x", forced=False) == ("xsel", "")


async def test_what_cannot_be_run_is_told(desk: Desk) -> None:
    (desk.folder / "xclip").write_text("#!/no/such/shell\n")
    (desk.folder / "xclip").chmod(0o755)
    _, why = await desk.programs(X11).native("x", forced=False)
    assert why == "xclip cannot be run (No such file or directory)"


async def test_what_hangs_is_ended_with_all_it_has_started(desk: Desk) -> None:
    desk.has("xclip", then=f'/bin/sleep 60 & echo $! > "{desk.folder}/child"; wait')
    started = monotonic()
    _, why = await desk.programs(X11, limit=0.3).native("x", forced=False)
    assert why == "xclip took longer than 0.3 seconds"
    assert monotonic() - started < 3
    child = int((desk.folder / "child").read_text())
    until = monotonic() + 5  # a killed process is gone once the system has come to it
    while not ended(child) and monotonic() < until:
        os.sched_yield()
    assert ended(child)


async def test_the_usual_limit_is_three_seconds(desk: Desk) -> None:
    desk.has("xclip", then="exec /bin/sleep 60")
    started = monotonic()
    _, why = await ClipboardPrograms({"PATH": str(desk.folder), **X11}).native("x", forced=False)
    assert why == "xclip took longer than 3 seconds"
    assert monotonic() - started < 6


async def test_what_stays_behind_to_hold_the_text_is_not_waited_for(desk: Desk) -> None:
    desk.has("xclip", then=f'/bin/sleep 60 & echo $! > "{desk.folder}/child"')
    started = monotonic()
    assert await desk.programs(X11).native("x", forced=False) == ("xclip", "")
    assert monotonic() - started < 3
    os.kill(int((desk.folder / "child").read_text()), 15)


async def test_what_does_not_read_to_the_end_is_taken_by_its_word(desk: Desk) -> None:
    (desk.folder / "xclip").write_text("#!/bin/sh\nexit 3\n")
    (desk.folder / "xclip").chmod(0o755)
    _, why = await desk.programs(X11).native("x" * 1_000_000, forced=False)
    assert why == "xclip ended with exit code 3"


# ── tmux ──


def inside(tmux: TmuxServer) -> ClipboardPrograms:
    return ClipboardPrograms({"TMUX": tmux.variable, "PATH": os.environ["PATH"]})


async def test_tmux_keeps_the_text_and_hands_it_on(make_tmux: Callable[..., TmuxServer]) -> None:
    tmux = make_tmux("xterm-256color")
    assert await inside(tmux).tmux(TEXT) == (True, "")
    assert tmux.run("show-buffer") == TEXT


async def test_the_bytes_that_tmux_hands_on(make_tmux: Callable[..., TmuxServer]) -> None:
    tmux = make_tmux("xterm-256color")
    tmux.outside()
    await inside(tmux).tmux("hello")
    assert b"\x1b]52;;aGVsbG8=\x07" in tmux.outside()


async def test_a_large_text_is_tmuxs_to_the_letter(make_tmux: Callable[..., TmuxServer]) -> None:
    tmux = make_tmux("")
    text = "".join(f"{number}\n" for number in range(60_000))
    assert await inside(tmux).tmux(text) == (None, "")
    assert tmux.run("show-buffer") == text


async def test_a_terminal_that_takes_none(make_tmux: Callable[..., TmuxServer]) -> None:
    assert await inside(make_tmux("linux")).tmux("x") == (False, "")


async def test_without_tmux(desk: Desk, tmp_path: Path) -> None:
    assert await desk.programs({}).tmux("x") == (None, "it does not run inside tmux")
    environ = {"TMUX": f"{tmp_path}/none,1,0"}
    assert await desk.programs(environ).tmux("x") == (None, "the program tmux is not there")


async def test_an_old_tmux(desk: Desk) -> None:
    desk.has("tmux", then='echo "usage: load-buffer [-b buffer-name] path" >&2; exit 1')
    _, why = await desk.programs({"TMUX": "x,1,0"}).tmux("x")
    assert why == "this tmux hands nothing on to its terminal (3.2 does)"


async def test_a_tmux_that_has_gone(make_tmux: Callable[..., TmuxServer]) -> None:
    gone = make_tmux("").variable.replace("/tmux,", "/gone,")
    _, why = await ClipboardPrograms({"TMUX": gone, "PATH": os.environ["PATH"]}).tmux("x")
    assert why.startswith("tmux ended with exit code 1: ")


async def test_a_session_that_is_looked_at_over_ssh(desk: Desk, make_tmux: Callable[..., TmuxServer]) -> None:
    """It was started at the desk, so the variables of its programs know nothing of it."""
    desk.has("xclip")
    tmux = make_tmux("xterm-256color")
    path = f"{desk.folder}:{os.environ['PATH']}"
    programs = ClipboardPrograms({**X11, "TMUX": tmux.variable, "PATH": path})
    tmux.run("set-environment", "SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22")
    assert await programs.native("x", forced=False) == ("", "")
    tmux.run("set-environment", "-r", "SSH_CONNECTION")
    assert await programs.native("x", forced=False) == ("xclip", "")
