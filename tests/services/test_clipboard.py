"""The ladder that a copied text goes down, with real programs and files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from neo_tui.domain.clipboard import LADDERS, LONGEST_SHEET, Delivery, Route
from neo_tui.services.clipboard import Clipboard
from neo_tui.storage.copied import CopiedFiles
from neo_tui.terminal.programs import ClipboardPrograms

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MOST = 56_244
"""Bytes of a text that OSC 52 takes."""


class House:
    """A machine with programs, a folder and a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[str] = []
        self.terminal = True
        (folder / "bin").mkdir()

    def has(self, name: str, then: str = "/bin/cat >/dev/null") -> None:
        (self.folder / "bin" / name).write_text(f"#!/bin/sh\n{then}\n")
        (self.folder / "bin" / name).chmod(0o755)

    def send(self, data: str) -> bool:
        if self.terminal:
            self.written.append(data)
        return self.terminal

    async def copies(self, text: str, wanted: Route = Route.AUTO, path: str = "", **variables: str) -> Delivery:
        environ = {"PATH": str(self.folder / "bin"), **variables}
        files = CopiedFiles(lambda: self.folder / "state", lambda: NOW)
        clipboard = Clipboard(ClipboardPrograms(environ), files, wanted, environ=environ)
        return await clipboard.copy(text, self.send, path=path)


def written(found: Delivery) -> str:
    return Path(found.by).read_text()


def mode(found: Delivery) -> int:
    return Path(found.by).stat().st_mode & 0o777


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


async def test_the_program_of_the_desktop_goes_first(house: House) -> None:
    house.has("xclip")
    house.has("tmux")
    assert await house.copies("abc", DISPLAY=":0", TMUX="x,1,0") == Delivery(Route.NATIVE, 3, "xclip")
    assert not house.written


async def test_then_tmux_then_the_terminal(house: House) -> None:
    house.has("xclip", then="exit 1")
    house.has("tmux")
    told = ("xclip ended with exit code 1",)
    assert await house.copies("abc", DISPLAY=":0", TMUX="x,1,0") == Delivery(Route.TMUX, 3, "tmux", missed=told)
    assert await house.copies("abc", DISPLAY=":0") == Delivery(Route.OSC52, 3, missed=told)
    assert house.written == ["\x1b]52;c;YWJj\x07"]


async def test_what_is_not_there_is_no_failure(house: House) -> None:
    assert await house.copies("abc") == Delivery(Route.OSC52, 3)
    assert await house.copies("abc", SSH_TTY="/dev/pts/1", DISPLAY=":10") == Delivery(Route.OSC52, 3)


async def test_where_tmux_fails_the_sequence_goes_through_it(house: House) -> None:
    house.has("tmux", then="exit 1")
    found = await house.copies("abc", TMUX="x,1,0")
    assert found == Delivery(Route.OSC52, 3, "tmux", missed=("tmux ended with exit code 1",))
    assert house.written == ["\x1bPtmux;\x1b\x1b]52;c;YWJj\x07\x1b\\"]


async def test_up_to_the_cap_and_past_it(house: House) -> None:
    assert (await house.copies("x" * MOST)).route is Route.OSC52
    assert len(house.written[0]) == len("\x1b]52;c;\x07") + 74_992
    house.written.clear()
    found = await house.copies("x" * (MOST + 1))
    assert found.route is Route.SHEET
    assert found.missed == ("the terminal takes 74,994 bytes at a time, and it would be 74,996",)
    assert not house.written


async def test_what_is_too_long_for_a_sheet_goes_into_a_file(house: House) -> None:
    text = "é\n" * (LONGEST_SHEET // 2 + 1)
    found = await house.copies(text)
    assert found.route is Route.FILE
    assert len(found.missed) == 2
    assert written(found) == text
    assert mode(found) == 0o600
    assert found.by == str(house.folder / "state" / "copied-20261123-120000.txt")


async def test_with_nowhere_to_write_to_it_is_told_that_nothing_took_it(house: House) -> None:
    house.terminal = False
    (house.folder / "state").write_text("a file where the folder should be")
    found = await house.copies("x" * (LONGEST_SHEET + 1))
    assert found.route is Route.OFF
    assert any("cannot be written" in why for why in found.missed)


@pytest.mark.parametrize("wanted", [route for route in Route if route not in {Route.AUTO, Route.OFF}])
async def test_the_way_that_was_asked_for_is_gone_first(house: House, wanted: Route) -> None:
    house.has("xclip")
    house.has("tmux")
    found = await house.copies("abc", wanted, DISPLAY=":0", TMUX="x,1,0", SSH_TTY="/dev/pts/1")
    assert (found.route, found.missed) == (wanted, ())


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Route.NATIVE, "no program that fills a clipboard is there"),
        (Route.TMUX, "it does not run inside tmux"),
        (Route.OSC52, "nothing can be written to the terminal"),
    ],
)
async def test_where_it_cannot_be_gone_no_other_clipboard_is_filled(house: House, wanted: Route, why: str) -> None:
    house.terminal = False
    assert await house.copies("abc", wanted) == Delivery(Route.SHEET, 3, missed=(why,))


async def test_off_is_off(house: House) -> None:
    house.has("xclip", then="exit 1")
    assert await house.copies("abc", Route.OFF, DISPLAY=":0") == Delivery(Route.OFF, 3)
    assert not house.written


async def test_a_file_of_the_persons_own_name(house: House) -> None:
    path = str(house.folder / "mine.txt")
    assert await house.copies("abc", Route.FILE, path) == Delivery(Route.FILE, 3, path)
    again = await house.copies("other", Route.FILE, path)
    assert again == Delivery(Route.OFF, 5, missed=(f"{path} is there already",))
    assert written(Delivery(Route.FILE, 3, path)) == "abc"


async def test_a_large_text_is_said_to_be_much_for_the_terminal_of_tmux(house: House) -> None:
    house.has("tmux")
    assert not (await house.copies("x" * MOST, TMUX="x,1,0")).large
    assert (await house.copies("x" * (MOST + 1), TMUX="x,1,0")).large


def test_every_setting_has_its_ladder() -> None:
    assert set(LADDERS) == set(Route)
    assert all(LADDERS[route][0] is route for route in Route if route not in {Route.AUTO, Route.OFF})


async def test_two_copies_of_one_second_are_two_files(house: House) -> None:
    first, second = [await house.copies(text, Route.FILE) for text in ("one", "two")]
    assert first.by != second.by
    assert (written(first), written(second)) == ("one", "two")
