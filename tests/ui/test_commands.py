"""The commands by name: found while one types, run with Enter, in any terminal."""

from __future__ import annotations

import pytest

from neo_tui.domain.query import Draft
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_a_command_is_found_by_a_word_and_done_with_enter(make_app: MakeApp, key: str) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press(key, *"raw")
        await shown(pilot, "Raw JSON of the row")
        await until(pilot, lambda: "Go to page N" not in screen_text(pilot))
        await pilot.press("enter")
        await shown(pilot, "Raw JSON ───")


async def test_what_the_list_offers_names_its_keys(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(100, 66)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press(":")
        await shown(pilot, "Commands", "Next page of the answer", "]", "Leave neo-tui", "^q", "Dark or light")


async def test_a_word_that_no_command_has_says_so_and_escape_changes_nothing(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press(":", *"zzz")
        await shown(pilot, "No command has zzz in it")
        await pilot.press("enter", "pagedown", "down", "escape")
        await until(pilot, lambda: "No command" not in screen_text(pilot))
        await shown(pilot, "All 50 expired")


async def test_the_command_that_the_mark_was_moved_to_is_done(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"connection")
        await shown(pilot, "Choose or edit a connection")
        await pilot.press("down", "up", "enter")
        await shown(pilot, "● in use")


async def test_the_theme_is_changed_by_name(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        before = pilot.app.theme
        await pilot.press("ctrl+p", *"light")
        await shown(pilot, "Dark or light")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme != before)


@pytest.mark.parametrize("size", [(4, 1), (20, 3), (100, 30)])
async def test_no_key_in_a_list_ends_the_program_however_small_the_terminal(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    keys = ("pageup", "pagedown", "up", "down", "home", "end")
    async with make_app().run_test(size=size) as pilot:
        await pilot.press("ctrl+p", *keys, "e", *keys, *"zzzz", *keys, "escape")
        await pilot.press("ctrl+o", *keys, "escape", "ctrl+r", *keys, "escape")
        await pilot.resize_terminal(100, 30)
        await shown(pilot, "Customer", "Entity id")
