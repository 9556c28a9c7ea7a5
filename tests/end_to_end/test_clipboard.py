"""Copying in a real terminal: the bytes that leave the program, to the letter, by every way."""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from tests.answering import Answer, AnsweringServer
from tests.end_to_end.conftest import Open
from tests.end_to_end.terminal import Terminal
from tests.tmux import TmuxServer
from tests.waiting import wait_until

STORY = "All 50 expired; nothing is left."
NOBODY = "whether it took them nobody can know"


@pytest.fixture
def demo(opened: Open) -> Callable[..., Terminal]:
    """The demo, open on the documented sample."""

    def start(columns: int = 100, rows: int = 30, **variables: str) -> Terminal:
        terminal = opened("demo", columns=columns, rows=rows, **variables)
        terminal.wait_for("The documented sample row")
        terminal.press("enter")
        terminal.wait_for("EXPIRED", "row 1, the end")
        return terminal

    return start


def said(terminal: Terminal, words: str) -> None:
    """Wait for a message, over how many lines it may stand."""
    terminal.wait_until(lambda: words in re.sub(r"[\s▌]+", " ", "".join(line[50:] for line in terminal.screen.display)))


def test_to_the_terminal(demo: Callable[..., Terminal]) -> None:
    terminal = demo()
    terminal.press("c")
    said(terminal, NOBODY)
    assert terminal.written.count(b"\x1b]52;") == 1
    assert b"\x1b]52;c;RVhQSVJFRA==\x07" in terminal.written
    terminal.press("y", "i")
    said(terminal, "Entry id: 8 characters sent to the terminal by OSC 52")
    assert b"\x1b]52;c;MzE3ODc4NTY=\x07" in terminal.written


def test_through_gnu_screen(demo: Callable[..., Terminal]) -> None:
    terminal = demo(STY="1.pts-0.host")
    terminal.press("y", "j")
    said(terminal, "through screen by OSC 52")
    pieces = re.findall(rb"\x1bP((?:\x1b\]52;c;)?[A-Za-z0-9+/=]+\x07?)\x1b\\", bytes(terminal.written))
    assert len(pieces) > 2
    assert all(len(piece) == 240 for piece in pieces[:-1])
    whole = re.fullmatch(rb"\x1b\]52;c;(.*)\x07", b"".join(pieces))
    assert whole
    assert json.loads(base64.b64decode(whole[1]))["id"] == 31787856


def with_body(size: int) -> str:
    """An answer of one row that has so many bytes."""
    empty = '[{"id": 1, "status": "EXPIRED", "padding": ""}]'
    return empty.replace('""', f'"{"x" * (size - len(empty))}"')


def test_up_to_the_cap_and_past_it(opened: Open, answering: Callable[[Answer], AnsweringServer]) -> None:
    bodies = [with_body(56_244), with_body(56_245)]
    asked: list[bytes] = []

    def answer(_: dict[str, str]) -> bytes:
        asked.append(bodies[len(asked)].encode())
        return asked[-1]

    server = answering(answer)
    variables = {"NEO_TUI_HOST": server.url, "NEO_TUI_USER": USERNAME, "NEO_TUI_PASSWORD": PASSWORD}
    terminal = opened("--customer", "1", "--entity", "x", "--event", "15", **variables)
    terminal.wait_for("EXPIRED", "row 1")
    terminal.press("y", "J")
    said(terminal, "56,244 characters sent to the terminal")
    assert b"\x1b]52;c;" + base64.b64encode(bodies[0].encode()) + b"\x07" in terminal.written
    terminal.press("r")
    terminal.wait_until(lambda: len(asked) == len(bodies))
    terminal.settle()
    terminal.written.clear()
    terminal.press("y", "J")
    terminal.wait_for("select with the mouse", "of 563", "space next")
    assert b"\x1b]52;" not in terminal.written
    assert terminal.text().startswith(bodies[1][:100])
    terminal.press("esc")
    said(terminal, "Not otherwise: the terminal takes 74,994 bytes at a time, and it would be 74,996.")


def test_a_sheet_is_the_text_and_the_terminals_own_mouse(demo: Callable[..., Terminal]) -> None:
    terminal = demo(columns=60, rows=20, NEO_TUI_CLIPBOARD="sheet")
    terminal.settle()
    terminal.count()
    terminal.press("y", "j")
    terminal.wait_for("select with the mouse · w to a file · esc back", '"EXPIRED"}')
    raw = bytes(terminal.written)
    start = raw.rindex(b"\x1b[?1003l\x1b[?1000l\x1b[?7h\x1b[m\x1b[2J\x1b[H{") + len(
        b"\x1b[?1003l\x1b[?1000l\x1b[?7h\x1b[m\x1b[2J\x1b[H"
    )
    text = raw[start : raw.index(b"\x1b[20;1H", start)].decode()
    assert json.loads(text)["id"] == 31787856
    assert "\n" not in text
    shown = "".join(terminal.screen.display[: -(-len(text) // 60)])
    assert shown.rstrip() == text
    assert terminal.listen(1.0) == 0
    terminal.resize(90, 24)
    terminal.wait_until(lambda: "select with the mouse" in terminal.screen.display[23])
    assert "".join(terminal.screen.display[: -(-len(text) // 90)]).rstrip() == text
    again = len(terminal.written)
    terminal.press("esc")
    terminal.wait_for("entry 31787856")
    assert terminal.written.rindex(b"\x1b[?7l\x1b[?1000h\x1b[?1003h") >= again


def test_the_setting_holds_and_the_run_can_have_another(
    opened: Open, demo_server: DemoServer, own_environment: Path
) -> None:
    (own_environment / "config").mkdir()
    (own_environment / "config" / "settings.toml").write_text('clipboard = "off"\n')
    variables = {"NEO_TUI_HOST": demo_server.url, "NEO_TUI_USER": USERNAME, "NEO_TUI_PASSWORD": PASSWORD}
    question = ("--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "TransactionAdd")
    terminal = opened(*question, **variables)
    terminal.wait_for("EXPIRED", "row 1")
    terminal.press("c")
    said(terminal, "Nothing was copied")
    assert b"\x1b]52;" not in terminal.written
    other = opened(*question, **variables, NEO_TUI_CLIPBOARD="file")
    other.wait_for("EXPIRED", "row 1")
    other.press("y", "i")
    said(other, "which only you may read.")
    (path,) = (own_environment / "config" / "state").glob("copied-*.txt")
    assert path.read_text() == "31787856"
    assert path.stat().st_mode & 0o777 == 0o600


def test_by_a_program_of_the_desktop(demo: Callable[..., Terminal], tmp_path: Path) -> None:
    program = tmp_path / "wl-copy"
    program.write_text(f'#!/bin/sh\n/bin/cat > "{tmp_path}/copied"\n/usr/bin/env > "{tmp_path}/variables"\n')
    program.chmod(0o755)
    terminal = demo(WAYLAND_DISPLAY="wayland-0", PATH=f"{tmp_path}:{os.environ['PATH']}", NEO_TUI_PASSWORD="canary-9")
    terminal.press("c")
    said(terminal, "7 characters to the clipboard by wl-copy.")
    assert (tmp_path / "copied").read_text() == "EXPIRED"
    assert "canary-9" not in (tmp_path / "variables").read_text()
    assert b"\x1b]52;" not in terminal.written


def test_inside_a_real_tmux(make_tmux: Callable[..., TmuxServer], own_environment: Path) -> None:
    command = f"cd {shlex.quote(str(own_environment))} && {shlex.quote(sys.executable)} -m neo_tui demo"
    package = str(Path(__file__).parents[2])
    tmux = make_tmux("xterm-256color", command, {"PYTHONPATH": package})
    wait_until(lambda: "The documented sample row" in tmux.run("capture-pane", "-p"))
    tmux.run("send-keys", "Enter")
    wait_until(lambda: "row 1, the end" in tmux.run("capture-pane", "-p"))
    tmux.outside()
    tmux.run("send-keys", "y", "i")
    wait_until(lambda: "nobody can" in tmux.run("capture-pane", "-p"))
    assert tmux.run("show-buffer") == "31787856"
    assert b"\x1b]52;;MzE3ODc4NTY=\x07" in tmux.outside()
