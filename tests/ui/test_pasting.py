"""Pasting on the form: it fills in what it finds, says what it dropped, and sends nothing by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events
from textual.pilot import Pilot

from neo_tui.demo.server import DemoServer
from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Draft
from neo_tui.ui.screens.dialogs import ConfirmDialog
from neo_tui.ui.screens.form import FormScreen
from neo_tui.ui.screens.profile_form import ProfileFormScreen
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

PATH = "/x/neo/pointsAllocation/event"
QUERY = "entity_id=hfjWDK0dek&customer_id=374819205&event_type_id=15"
CANARY = "c4nary-W0rd-of-a-paste"
PAIR = "Y2FuYXJ5LWJhc2U2NC1vZi1hLXBhc3Rl"
LINE = f"""curl --location '{{host}}{PATH}?{QUERY}' \\
  -u 'till:{CANARY}' \\
  -H 'Authorization: Basic {PAIR}' \\
  -b '_cfuvid={CANARY}'
"""


def form(pilot: Pilot[int]) -> FormScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, FormScreen)
    return screen


def paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.post_message(events.Paste(text))


def said(pilot: Pilot[int]) -> str:
    """What is on the screen, in one line: sentences are wrapped."""
    return " ".join(screen_text(pilot).split())


async def test_a_curl_line_fills_the_form_and_its_secrets_are_dropped(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer
) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, LINE.format(host=demo_profile.host).replace("\n", "\r"))
        await shown(pilot, "374819205", "hfjWDK0dek", "TransactionAdd")
        assert "Filled in from the paste: customer id, entity id and event type." in said(pilot)
        assert "Basic credentials, an Authorization header and cookies were in it and were dropped." in said(pilot)
        assert CANARY not in screen_text(pilot)
        assert PAIR not in screen_text(pilot)
        assert CANARY not in repr(pilot.app.memory)  # type: ignore[attr-defined]
        assert len(demo_server.requests) == 0
        await pilot.press("enter")
        await shown(pilot, "All 50 expired")
        await pilot.press("escape")
        await shown(pilot, "374819205")
        assert "Filled in" not in screen_text(pilot)
        assert CANARY not in repr(pilot.app.memory)  # type: ignore[attr-defined]
        assert CANARY not in repr(list(demo_server.requests))


@pytest.mark.parametrize("keys", [("tab", "tab"), ("shift+tab",)], ids=["event", "connection"])
async def test_it_may_be_pasted_anywhere_on_the_form(make_app: MakeApp, keys: tuple[str, ...]) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        await pilot.press(*keys)
        paste(pilot, "customer=374819205\nentity=hfjWDK0dek\nevent=15")
        await until(pilot, lambda: form(pilot).draft == Draft("374819205", "hfjWDK0dek", "TransactionAdd"))


async def test_an_id_is_pasted_where_the_cursor_is(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        await pilot.press("tab")
        paste(pilot, " aGVsbG8= \n")
        await until(pilot, lambda: form(pilot).entity.value == "aGVsbG8=")
        assert "paste" not in screen_text(pilot)


async def test_a_row_fills_what_it_has_and_says_what_it_has_not(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, '[{"customer_id": 374819205, "event_type_id": 15, "event_log_id": 10072893}]')
        await shown(pilot, "374819205", "TransactionAdd", "Not in it: entity id.")
        await until(pilot, lambda: form(pilot).entity.input.has_focus)


async def test_what_it_does_not_tell_stays_and_that_is_said(make_app: MakeApp) -> None:
    app = make_app(memory=Memory("demo", Draft("1", "abc", "Scan", "1", "25")))
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, "customer: 374819205, page: 3")
        await until(pilot, lambda: form(pilot).draft == Draft("374819205", "abc", "Scan", "1", "25"))
        assert form(pilot).entity.input.has_focus
        assert "Not in it: entity id and event type; what stood there stays." in said(pilot)
        assert "It was for page 3; here asking begins with page 1." in said(pilot)


async def test_a_line_that_writes_fills_nothing_and_gets_into_no_field(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, LINE.format(host="https://eu.api.capillarytech.com").replace("--location", "-X POST"))
        await shown(pilot, "! Nothing was filled in. This asks with POST")
        assert form(pilot).draft == Draft()
        assert CANARY not in repr(pilot.app.memory)  # type: ignore[attr-defined]


async def test_a_password_alone_gets_into_no_field(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, f"password: {CANARY}")
        await shown(pilot, "A password or secret was in it and was dropped.")
        assert form(pilot).draft == Draft()


async def test_a_known_host_changes_to_its_connection(make_app: MakeApp, demo_profile: Profile) -> None:
    other = replace(demo_profile, name="sea", host="sea.api.capillarytech.com", count=40)
    async with make_app(demo_profile, other).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, LINE.format(host="https://sea.api.capillarytech.com"))
        await until(pilot, lambda: "The connection is sea now." in said(pilot))
        assert form(pilot).draft == Draft("374819205", "hfjWDK0dek", "TransactionAdd", "1", "40")


async def test_of_several_connections_with_the_host_none_is_guessed(make_app: MakeApp, demo_profile: Profile) -> None:
    others = [replace(demo_profile, name=name, host="sea.api.capillarytech.com") for name in ("sea-a", "sea-b")]
    async with make_app(demo_profile, *others).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, LINE.format(host="https://sea.api.capillarytech.com"))
        await until(pilot, lambda: "several connections: sea-a and sea-b." in said(pilot))
        assert "the connection in use is still demo." in said(pilot)


async def test_an_unknown_host_offers_a_new_connection(make_app: MakeApp, demo_server: DemoServer) -> None:
    async with make_app().run_test(size=(100, 40)) as pilot:
        await shown(pilot, "Customer")
        text = f"curl 'https://apac.api.capillarytech.com{PATH}?{QUERY}' -H 'X-CAP-API-OAUTH-TOKEN: {CANARY}'"
        paste(pilot, text)
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        assert "the documented hosts" not in screen_text(pilot)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProfileFormScreen))
        await shown(pilot, "apac.api.capillarytech.com", "OAuth: key and secret")
        await pilot.press(*"apac")
        screen = pilot.app.screen
        assert isinstance(screen, ProfileFormScreen)
        assert screen.fields.profile().auth is Auth.OAUTH
        screen.field("user").value = "key"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "The connection is apac now." in said(pilot))
        assert form(pilot).draft == Draft("374819205", "hfjWDK0dek", "TransactionAdd")
        assert len(demo_server.requests) == 0


async def test_a_host_that_no_document_names_is_warned_of_and_may_be_declined(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, f"https://eu.api.capillarytech.com.example{PATH}?{QUERY}")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        await shown(pilot, "documented hosts: credentials are for hosts you know")
        await pilot.press("n")
        await until(pilot, lambda: "the connection in use is still demo." in said(pilot))
        assert form(pilot).draft == Draft("374819205", "hfjWDK0dek", "TransactionAdd")


async def test_our_own_command_names_the_connection(make_app: MakeApp, demo_profile: Profile) -> None:
    async with make_app(demo_profile, replace(demo_profile, name="other")).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, "neo-tui get --profile other --customer 374819205 --entity hfjWDK0dek --event 15 --count 7")
        await until(pilot, lambda: "The connection is other now." in said(pilot))
        assert form(pilot).draft == Draft("374819205", "hfjWDK0dek", "TransactionAdd", "1", "7")
