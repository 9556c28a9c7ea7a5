"""Copying in the app: the menu, the sheet, the file, and what other screens show."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anyio import to_thread
from textual.pilot import Pilot

from neo_tui.demo.credentials import PASSWORD
from neo_tui.domain.clipboard import Route
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.query import Draft
from neo_tui.services.clipboard import Clipboard
from neo_tui.storage.copied import CopiedFiles
from neo_tui.storage.locations import config_folder
from neo_tui.storage.profiles import TomlProfileStore
from neo_tui.terminal.programs import ClipboardPrograms
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens.results import ResultsScreen
from neo_tui.ui.screens.sheet import SheetScreen
from neo_tui.ui.widgets.field import FlatInput
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
BULK = Draft("410000107", "bUlk237008", "BulkAllocatePoints")
STORY = "All 50 expired; nothing is left."
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Person:
    """Somebody with a clipboard, who copies from the results."""

    def __init__(self, make_app: MakeApp, folder: Path, wanted: Route = Route.AUTO) -> None:
        self._copied = folder / "clipboard"
        program = folder / "bin" / "xclip"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\n/bin/cat > "{folder}/new"\n/bin/mv "{folder}/new" "{self._copied}"\n')
        program.chmod(0o755)
        environ = {"PATH": str(program.parent), "DISPLAY": ":0"}
        files = CopiedFiles(lambda: folder / "state", lambda: NOW)
        clipboard = Clipboard(ClipboardPrograms(environ), files, wanted, environ=environ)
        self._make_app, self._clipboard = make_app, clipboard

    def opens(self, question: Draft, **more: object) -> NeoApp:
        app = self._make_app(question=question, ask=True, **more)
        app.start = app.start._replace(clipboard=lambda: self._clipboard)
        return app

    async def pastes(self, pilot: Pilot[int], *keys: str) -> str:
        """What is in the clipboard after these keys."""
        self._copied.unlink(missing_ok=True)
        await pilot.press(*keys)
        await until(pilot, self._copied.exists)
        return self._copied.read_text()


@pytest.fixture
def person(make_app: MakeApp, tmp_path: Path) -> Person:
    return Person(make_app, tmp_path)


@pytest.fixture
def in_newfoundland(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A machine where clocks are half an hour off everybody's."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/St_Johns")
        time.tzset()
        yield patch
    time.tzset()


def told(pilot: Pilot[int]) -> list[str]:
    """All messages that stand."""
    return [note.message for note in pilot.app._notifications]


async def named(pilot: Pilot[int], path: Path) -> None:
    """Name the file that is asked for."""
    pilot.app.screen.query_one(FlatInput).value = str(path)
    await pilot.press("enter")


async def test_a_letter_behind_y_copies_at_once(person: Person) -> None:
    async with person.opens(SAMPLE).run_test(size=(100, 30)) as pilot:
        await shown(pilot, STORY)
        assert await person.pastes(pilot, "y", "y") == "EXPIRED"
        await until(pilot, lambda: "Cell: 7 characters to the clipboard by xclip." in told(pilot))
        assert await person.pastes(pilot, "y", "i") == "31787856"
        assert (await person.pastes(pilot, "y", "s")).startswith("Entry 31787856, EXPIRED: 50 points")
        assert json.loads(await person.pastes(pilot, "y", "j"))["id"] == 31787856
        assert (await person.pastes(pilot, "y", "J")).startswith("[")
        assert (await person.pastes(pilot, "y", "u")).endswith(
            "?entity_id=hfjWDK0dek&customer_id=374819205&event_type_id=15&page=1&count=10"
        )
        assert "NEO_TUI_PASSWORD" in await person.pastes(pilot, "y", "c")
        assert (await person.pastes(pilot, "y", "n")).startswith("neo-tui get --profile demo --customer 374819205")
        assert isinstance(pilot.app.screen, ResultsScreen)


@pytest.mark.parametrize("zone_keys", [("z",), ("z", "z")])
async def test_the_copied_command_prints_what_the_screen_shows(
    person: Person, in_newfoundland: pytest.MonkeyPatch, demo_profile: Profile, zone_keys: tuple[str, ...]
) -> None:
    app = person.opens(BULK)
    app.start = app.start._replace(here=lambda: "America/St_Johns")
    async with app.run_test(size=(160, 45)) as pilot:
        await shown(pilot, "AVAILABLE")
        await pilot.press("L")
        await shown(pilot, "237 rows")
        await pilot.press("s", *zone_keys, "slash", *"left>0", "enter")
        await shown(pilot, "left>0", "Awarded")
        table, command = await person.pastes(pilot, "y", "m"), await person.pastes(pilot, "y", "n")
    words = shlex.split(command)
    assert words[words.index("--zone") + 1] == ("America/St_Johns" if len(zone_keys) == 1 else "UTC")
    known = replace(demo_profile, secret=None, secret_source=SecretSource.ENVIRONMENT, secret_variable="NIGHT")
    TomlProfileStore(config_folder() / "profiles.toml").put(known)
    in_newfoundland.setenv("NIGHT", PASSWORD)
    in_newfoundland.setenv("TZ", "Asia/Tokyo")  # a colleague's machine
    ran = await to_thread.run_sync(
        lambda: subprocess.run(
            [sys.executable, "-m", "neo_tui", *words[1:], "--format", "markdown"],
            capture_output=True, encoding="utf-8", check=True,
        )
    )  # fmt: skip
    cells = [line for line in ran.stdout.splitlines() if line.startswith("|")]
    assert len(cells) > 2
    assert cells[2:] == table.splitlines()[2:]


async def test_c_copies_the_cell_at_the_cursor(person: Person) -> None:
    async with person.opens(SAMPLE).run_test(size=(100, 30)) as pilot:
        await shown(pilot, STORY)
        assert await person.pastes(pilot, "l", "c") == "50"
        await until(pilot, lambda: "Awarded: 2 characters to the clipboard by xclip." in told(pilot))


async def test_the_menu_is_walked_with_the_arrows_too(person: Person) -> None:
    async with person.opens(SAMPLE).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "EXPIRED")
        await pilot.press("y")
        await shown(pilot, "neo-tui command", "ids in full", "to the clipboard")
        assert await person.pastes(pilot, "down", "down", "enter") == "31787856"
        await pilot.press("y", "escape")
        assert isinstance(pilot.app.screen, ResultsScreen)


async def test_masked_for_a_ticket_while_the_menu_is_open(person: Person) -> None:
    async with person.opens(SAMPLE).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "EXPIRED")
        assert await person.pastes(pilot, "y", "tab", "i") == "…7856"
        await until(pilot, lambda: any(text.startswith("Entry id, masked: 5 characters") for text in told(pilot)))
        assert "374819205" not in await person.pastes(
            pilot, "y", "j"
        )  # what follows for the same ticket is masked, too
        assert await person.pastes(pilot, *"llllllll", "c") == "…7856"
        await pilot.press("y")
        await shown(pilot, "masked for tickets")
        await pilot.press("tab", "escape")
        assert await person.pastes(pilot, "y", "i") == "31787856"


async def test_what_is_filtered_and_sorted_is_what_is_copied(person: Person) -> None:
    async with person.opens(BULK).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "rows 1-10")
        await pilot.press("s", "slash", *"status:EXPIRED", "enter")
        await shown(pilot, "status:EXPIRED")
        table = await person.pastes(pilot, "y", "m")
        assert table.startswith("| Status | Awarded |")
        rows = table.splitlines()[2:]
        assert rows
        assert all(line.startswith("| EXPIRED |") for line in rows)
        command = await person.pastes(pilot, "y", "n")
        assert "--filter status:EXPIRED --sort status --columns status,awarded" in command


async def test_y_is_a_letter_of_a_filter_while_one_is_typed(person: Person) -> None:
    async with person.opens(BULK).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "rows 1-10")
        await pilot.press("slash", *"yc")
        await shown(pilot, "yc")
        assert isinstance(pilot.app.screen, ResultsScreen)


async def test_without_rows_the_question_can_be_copied(person: Person) -> None:
    async with person.opens(Draft("1", "nothingHere", "TransactionAdd")).run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen) and pilot.app.screen._page is not None)
        await pilot.press("y")
        await shown(pilot, "neo-tui command")
        assert "Story" not in screen_text(pilot)
        assert "customer_id=1&" in await person.pastes(pilot, "u")


async def test_onto_a_sheet(person: Person) -> None:
    async with person.opens(SAMPLE).run_test(size=(60, 20)) as pilot:
        await shown(pilot, "EXPIRED")
        await pilot.press("y", "shift+tab", "j")
        await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
        await shown(pilot, "select with the mouse · w to a file · esc back")
        lines = screen_text(pilot).split("\n")
        assert "".join(lines[:-1]).startswith("{")
        assert json.loads("".join(line.ljust(60) for line in lines[:-1]))["customer_id"] == 374819205
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ResultsScreen)


async def test_a_sheet_that_was_not_asked_for_says_why_it_is_there(make_app: MakeApp, tmp_path: Path) -> None:
    clipboard = Clipboard(None, CopiedFiles(lambda: tmp_path, lambda: NOW), Route.NATIVE, environ={})
    app = make_app(question=SAMPLE, ask=True)
    app.start = app.start._replace(clipboard=lambda: clipboard)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, STORY)
        await pilot.press("y", "i")
        await shown(pilot, "31787856", "select with the mouse", "shown because there are no programs for it")
        await pilot.press("escape")
        await shown(pilot, STORY)


async def test_from_the_sheet_into_a_file(person: Person, tmp_path: Path) -> None:
    async with person.opens(SAMPLE).run_test(size=(60, 20)) as pilot:
        await shown(pilot, "EXPIRED")
        await pilot.press("y", "shift+tab", "i")
        await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
        await pilot.press("w")
        path = tmp_path / "state" / "copied-20261123-120000.txt"
        await until(pilot, path.exists)
        assert path.read_text() == "31787856"


async def test_a_long_sheet_is_turned_page_by_page(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(40, 11)) as pilot:
        await pilot.app.push_screen(SheetScreen("Lines", "\n".join(f"line {number}" for number in range(1, 26))))
        await shown(pilot, "line 1\n", "line 10\n")
        await pilot.press("space")
        await shown(pilot, "line 11\n", "line 20\n")
        await pilot.press("G")
        await shown(pilot, "line 25\n")
        await pilot.press("space", "g")
        await shown(pilot, "line 1\n")


async def test_into_a_file_of_ones_own_name(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "ticket.txt"
    async with person.opens(SAMPLE).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "EXPIRED")
        await pilot.press("y", "shift+tab", "shift+tab", "i")
        await shown(pilot, "Entry id to a file", "copied-20261123-120000.txt")
        await named(pilot, path)
        await until(pilot, path.exists)
        await until(pilot, lambda: any(str(path) in text for text in told(pilot)))
        await pilot.press("y", "shift+tab", "shift+tab", "s")
        await shown(pilot, "Story to a file")
        await named(pilot, path)
        await until(pilot, lambda: any("is there already" in text for text in told(pilot)))
        assert path.read_text() == "31787856"


async def test_off_says_so(make_app: MakeApp, tmp_path: Path) -> None:
    person = Person(make_app, tmp_path, Route.OFF)
    async with person.opens(SAMPLE).run_test(size=(100, 30)) as pilot:
        await shown(pilot, STORY)
        await pilot.press("c")
        await until(pilot, lambda: 'Nothing was copied: the setting clipboard is "off".' in told(pilot))


async def test_y_copies_what_a_screen_shows(person: Person) -> None:
    async with person.opens(BULK).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "rows 1-10")
        for keys, sees, words in (
            (("plus",), "Totals of", ("Totals of ", "RETURNED", "= left")),
            (("X",), "by 19 checks", ("No findings by 19 checks", "duplicate-id", "It finds nothing in these rows.")),
            (("T",), "Timeline", ("Timeline", "entry")),
            (("space", "space", "equals_sign"), "≠", ("entry", "≠")),
        ):
            await pilot.press(*keys)
            await shown(pilot, sees)
            text = await person.pastes(pilot, "y")
            assert not [word for word in words if word not in text]
            assert not [line for line in text.split("\n") if line != line.rstrip()]
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen))


async def test_what_a_field_hides_is_not_copied(person: Person) -> None:
    async with person.opens(SAMPLE).run_test(size=(100, 30)) as pilot:
        await shown(pilot, STORY)
        hidden = FlatInput("canary-7", id="hidden", password=True)
        await pilot.app.screen.mount(hidden)
        hidden.focus()
        hidden.select_all()
        await pilot.press("ctrl+x")
        await until(pilot, lambda: "What is hidden is not copied." in told(pilot))
        assert pilot.app.clipboard == ""


async def test_a_key_that_comes_before_the_sheet_is_drawn_does_nothing(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(40, 10)) as pilot:
        sheet = SheetScreen("Story", "one\ntwo")
        pilot.app.push_screen(sheet)
        sheet.action_turn(1)
        sheet.action_end(1)
        await shown(pilot, "one", "two")


async def test_as_long_as_copies_are_masked_the_top_line_says_so(make_app: MakeApp) -> None:
    app = make_app(question=Draft("374819205", "hfjWDK0dek", "TransactionAdd"), ask=True)
    async with app.run_test(size=(120, 30)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("y", "tab", "i")
        await shown(pilot, "…7856")
        await pilot.press("escape")
        await shown(pilot, "copies are masked", "All 50 expired")
        await pilot.press("y", "tab", "i")
        await shown(pilot, "31787856")
        await pilot.press("escape")
        await shown(pilot, "All 50 expired")
        await until(pilot, lambda: "copies are masked" not in screen_text(pilot))
