"""Pasting on the form: it fills in what it finds, says what it dropped, and sends nothing by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events
from textual.pilot import Pilot

from neo_tui.demo.server import DemoServer
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


async def test_what_is_refused_gets_into_no_field(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, LINE.format(host="https://eu.api.capillarytech.com").replace("--location", "-X POST"))
        await shown(pilot, "! Nothing was filled in. This asks with POST")
        paste(pilot, f"password: {CANARY}")
        await shown(pilot, "A password or secret was in it and was dropped.")
        assert form(pilot).draft == Draft()
        assert CANARY not in repr(pilot.app.memory)  # type: ignore[attr-defined]


async def test_a_row_fills_what_it_has_and_what_it_does_not_tell_stays(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, '[{"customer_id": 374819205, "event_type_id": 15, "event_log_id": 10072893}]')
        await shown(pilot, "374819205", "TransactionAdd", "Not in it: entity id.")
        await until(pilot, lambda: form(pilot).entity.input.has_focus)
        await pilot.press(*"abc")
        paste(pilot, "customer: 5, page: 3")
        await until(pilot, lambda: form(pilot).draft == Draft("5", "abc", "TransactionAdd"))
        await until(pilot, lambda: "Not in it: entity id and event type; what stood there stays." in said(pilot))
        assert "It was for page 3; here asking begins with page 1." in said(pilot)


async def test_it_changes_to_the_connection_that_is_meant_and_guesses_none(
    make_app: MakeApp, demo_profile: Profile
) -> None:
    sea = replace(demo_profile, name="sea", host="sea.api.capillarytech.com", count=40)
    twins = [replace(demo_profile, name=name, host="us.api.capillarytech.com") for name in ("us-a", "us-b")]
    async with make_app(demo_profile, sea, *twins).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, LINE.format(host="https://sea.api.capillarytech.com"))
        await until(pilot, lambda: "The connection is sea now." in said(pilot))
        assert form(pilot).draft == Draft("374819205", "hfjWDK0dek", "TransactionAdd", "1", "40")
        paste(pilot, LINE.format(host="https://us.api.capillarytech.com"))
        await until(pilot, lambda: "several connections: us-a and us-b." in said(pilot))
        assert "the connection in use is still sea." in said(pilot)
        paste(pilot, "neo-tui get --profile us-b --customer 5 --entity abc --event 90 --count 7")
        await until(pilot, lambda: "The connection is us-b now." in said(pilot))
        assert form(pilot).draft == Draft("5", "abc", "90", "1", "7")
        paste(pilot, "neo-tui get --profile gone --customer 6 --entity abc --event 90")
        await until(pilot, lambda: "There is no connection gone here" in said(pilot))


async def test_masked_ids_leave_their_fields_empty_and_no_mixed_question_is_asked(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await shown(pilot, "Customer")
        paste(pilot, "410000107 bUlk237008 42")
        await until(pilot, lambda: form(pilot).draft.customer == "410000107")
        paste(pilot, "neo-tui get --customer '…9205' --entity '…0dek' --event TransactionAdd --count 10")
        await until(pilot, lambda: "The customer id is masked as for a ticket; fill it in." in said(pilot))
        assert "stays" not in said(pilot)
        assert form(pilot).draft == Draft("", "", "TransactionAdd", "1", "10")
        await pilot.press("enter")
        await shown(pilot, "is masked")
        assert form(pilot).is_current
