"""Connections: make, edit, delete, choose; secrets asked for and forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.query import Draft
from neo_tui.services.secrets import Need
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
