"""Connections: make, edit, delete, choose; secrets asked for and forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.query import Draft
from neo_tui.services.secrets import Need
from neo_tui.storage.password_command import PasswordCommands
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens.form import FormScreen
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")


async def test_the_first_connection_is_made_by_keyboard_and_used(make_app: MakeApp, demo_server: DemoServer) -> None:
    app: NeoApp = make_app(empty=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "There is no connection yet")
        await pilot.press("enter")
        await shown(pilot, "There is none yet")
        await pilot.press("n", *"eu", "tab", *demo_server.url, "tab", "tab", *USERNAME, "ctrl+s")
        await shown(pilot, "● ★ eu")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
        assert app.profile is not None
        assert (app.profile.name, app.profile.host, app.profile.user) == ("eu", demo_server.url, USERNAME)


async def test_what_is_wrong_with_a_connection_is_told_and_nothing_is_saved(make_app: MakeApp) -> None:
    app = make_app(empty=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await shown(pilot, "There is no connection yet")
        await pilot.press("enter", "n")
        await shown(pilot, "New connection")
        await pilot.press(*"eu", "tab", *"http://example.com", "ctrl+s")
        await shown(pilot, "! http would send the credentials unprotected")
        assert not app.start.profile_store.load().profiles


async def test_a_pasted_url_is_cut_down_to_its_host(make_app: MakeApp) -> None:
    app = make_app(empty=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await shown(pilot, "There is no connection yet")
        await pilot.press("enter", "n")
        await shown(pilot, "New connection")
        await pilot.press(*"eu", "tab", *"https://eu.api.capillarytech.com/x/neo?a=1", "tab")
        await shown(pilot, "Cut down to the host; sent to https://eu.api.capillarytech.com only.")


async def test_deleting_asks_first(make_app: MakeApp, demo_profile: Profile) -> None:
    other = replace(demo_profile, name="other")
    app = make_app(demo_profile, other)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o")
        await shown(pilot, "other")
        await pilot.press("j", "d")
        await shown(pilot, "Delete the connection other?")
        await pilot.press("n")
        await until(pilot, lambda: "Delete the connection" not in screen_text(pilot))
        assert app.start.profile_store.load().get("other")
        await pilot.press("d")
        await shown(pilot, "Delete the connection other?")
        await pilot.press("y")
        await until(pilot, lambda: app.start.profile_store.load().get("other") is None)


async def test_another_default_is_set_and_marked(make_app: MakeApp, demo_profile: Profile) -> None:
    app = make_app(demo_profile, replace(demo_profile, name="other"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o")
        await shown(pilot, "● ★ demo")
        await pilot.press("j", "s")
        await until(pilot, lambda: app.start.profile_store.load().default == "other")
        await shown(pilot, "★ other")


async def test_a_prompted_secret_is_asked_for_kept_and_forgotten_when_refused(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer
) -> None:
    prompted = replace(demo_profile, secret_source=SecretSource.PROMPT, secret=None)
    app = make_app(prompted, question=SAMPLE, ask=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Password for demo")
        await pilot.press(*"wrong", "enter")
        await shown(pilot, "The credentials were refused")
        assert "wrong" not in screen_text(pilot)
        await pilot.press("r")
        await shown(pilot, "Password for demo")
        await pilot.press(*PASSWORD, "enter")
        await shown(pilot, "All 50 expired")
        asked = len(demo_server.requests)
        await pilot.press("r")
        await until(pilot, lambda: len(demo_server.requests) > asked)
        await shown(pilot, "All 50 expired")


async def test_switching_goes_back_to_the_form_and_forgets_the_secret(make_app: MakeApp, demo_profile: Profile) -> None:
    prompted = replace(demo_profile, secret_source=SecretSource.PROMPT, secret=None)
    app = make_app(prompted, replace(demo_profile, name="other"), question=SAMPLE, ask=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Password for demo")
        await pilot.press(*PASSWORD, "enter")
        await shown(pilot, "All 50 expired")
        await pilot.press("P")
        await shown(pilot, "other")
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
        assert app.profile is not None
        assert app.profile.name == "other"
        assert app.start.connection.need(prompted) is Need.SECRET


async def test_a_connection_is_tested_without_being_used(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer
) -> None:
    wrong = replace(demo_profile, name="wrong", user="nobody")
    app = make_app(demo_profile, wrong)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o", "t")
        await shown(pilot, "✓ demo:", "accepted the credentials.")
        await pilot.press("j", "t")
        await shown(pilot, "! wrong: The credentials were refused.")
        assert app.profile == demo_profile
        assert all(asked.method == "GET" for asked in demo_server.requests)


async def test_a_test_on_its_way_is_cancelled_and_the_list_stays(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer
) -> None:
    demo_server.latency = 60
    async with make_app(demo_profile).run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o", "t")
        await shown(pilot, "Testing demo")
        await until(pilot, lambda: len(demo_server.requests) == 1)
        await pilot.press("escape")
        await shown(pilot, "The test was cancelled.", "Connections")


async def test_a_deletion_is_taken_back(make_app: MakeApp, demo_profile: Profile) -> None:
    app = make_app(demo_profile, replace(demo_profile, name="other"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+o")
        await shown(pilot, "other")
        assert "u undo" not in screen_text(pilot)
        await pilot.press("j", "d")
        await shown(pilot, "Delete the connection other?")
        await pilot.press("y")
        await shown(pilot, "other is deleted: u takes it back.")
        assert app.start.profile_store.load().get("other") is None
        await pilot.press("u")
        await until(pilot, lambda: app.start.profile_store.load().get("other") is not None)
        await shown(pilot, "other")


async def test_a_copy_has_a_free_name_and_no_secret(make_app: MakeApp, demo_profile: Profile) -> None:
    app = make_app(replace(demo_profile, production=True))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+o", "c")
        await shown(pilot, "New connection", "demo copy", "yes: every screen says PRODUCTION")
        await pilot.press("ctrl+s")
        await shown(pilot, "! Give the secret")
        await pilot.press(*"hush", "ctrl+s")
        await until(pilot, lambda: app.start.profile_store.load().get("demo copy") is not None)
        assert "hush" not in screen_text(pilot)


async def test_production_is_said_in_words_on_every_screen(make_app: MakeApp, demo_profile: Profile) -> None:
    app = make_app(replace(demo_profile, production=True, label="EU live"), question=SAMPLE)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in ((), ("?",), ("escape", "ctrl+p"), ("escape", "ctrl+o"), ("n",), ("escape", "e"), ("escape", "d")):
            await pilot.press(*keys)
            await shown(pilot, "PRODUCTION  demo")
        await pilot.press("escape", "escape", "ctrl+s")
        await pilot.press("tab", "enter")
        await shown(pilot, "PRODUCTION  demo", "EU live")


async def test_a_command_is_shown_in_full_and_runs_only_after_a_yes(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir(mode=0o700)
    (tmp_path / "config" / "profiles.toml").touch(0o600)
    commands = PasswordCommands(tmp_path / "config" / "profiles.toml", tmp_path / "config" / "confirmed.json")
    asks = replace(
        demo_profile,
        secret=None,
        secret_source=SecretSource.COMMAND,
        password_command=("printf", "%s", PASSWORD),
    )
    app = make_app(asks, question=SAMPLE, ask=True, commands=commands)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Run this command for demo?", f"printf %s {PASSWORD}")
        await pilot.press("n")
        await shown(pilot, "The password command was not run")
        assert not len(demo_server.requests)
        await pilot.press("r")
        await shown(pilot, "Run this command for demo?")
        await pilot.press("y")
        await shown(pilot, "All 50 expired")


async def test_an_edited_connection_that_asks_elsewhere_takes_its_results_away(
    make_app: MakeApp, demo_profile: Profile
) -> None:
    app = make_app(demo_profile, question=SAMPLE, ask=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("P", "e")
        await shown(pilot, "Edit connection demo")
        await pilot.press("tab", "tab", "tab", "end", "2", "ctrl+s")
        await shown(pilot, "★ demo")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))


async def test_leaving_a_changed_connection_asks_first(make_app: MakeApp, demo_profile: Profile) -> None:
    async with make_app(demo_profile).run_test(size=(100, 40)) as pilot:
        await pilot.press("ctrl+o", "e")
        await shown(pilot, "Edit connection demo")
        await pilot.press("escape")
        await shown(pilot, "● in use")
        await pilot.press("n")
        await shown(pilot, "New connection")
        await pilot.press(*"eu", "escape")
        await shown(pilot, "Leave without saving?")
        await pilot.press("n")
        await until(pilot, lambda: "Leave without" not in screen_text(pilot))
        await shown(pilot, "New connection", "eu")
        await pilot.press("escape")
        await shown(pilot, "Leave without saving?")
        await pilot.press("y")
        await shown(pilot, "● in use")


async def test_a_long_command_is_read_to_its_end_before_the_yes_counts(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir(mode=0o700)
    (tmp_path / "config" / "profiles.toml").touch(0o600)
    commands = PasswordCommands(tmp_path / "config" / "profiles.toml", tmp_path / "config" / "confirmed.json")
    words = ("sh", "-c", f"printf %s {PASSWORD}; : {'harmless ' * 200}; : the-very-end")
    asks = replace(demo_profile, secret=None, secret_source=SecretSource.COMMAND, password_command=words)
    app = make_app(asks, question=SAMPLE, ask=True, commands=commands)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "Run this command for demo?", "lines more: read to the end", "y run it", USERNAME)
        assert "the-very-end" not in screen_text(pilot)
        await pilot.press("y")
        await shown(pilot, "Run this command for demo?")
        assert not len(demo_server.requests)
        await pilot.press("end")
        await shown(pilot, "the-very-end")
        await pilot.press("y")
        await shown(pilot, "All 50 expired")
