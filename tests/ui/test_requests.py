"""Looking into requests: what was asked, what came, where the time went; never a secret."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import pytest

from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Draft
from neo_tui.domain.secret import Secret
from neo_tui.ui.screens.results import ResultsScreen
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
REFUSED = Draft("400401401", "eRr4010000", "TransactionAdd")


async def test_the_request_of_the_page_is_shown_with_headers_timing_and_body(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(120, 60)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("i")
        await shown(
            pilot,
            "Requests of this run",
            "GET http://127.0.0.1:",
            "pointsAllocation/event?entity_id=hfjWDK0dek",
            "customer 374819205",
            "x-cap-neo-dag-scope: global",
            "Authorization: Basic ****",
            "200 OK",
            "Wait",
            "Total",
            '"event_log_id": 10072893',
        )
        await pilot.press("v")
        await shown(pilot, "Body as it came")
        await pilot.press("f", "escape", "escape")
        await shown(pilot, "All 50 expired")


async def test_the_request_of_an_error_is_shown(make_app: MakeApp) -> None:
    async with make_app(question=REFUSED, ask=True).run_test(size=(100, 40)) as pilot:
        await shown(pilot, "The credentials were refused")
        await pilot.press("i")
        await shown(pilot, "Requests of this run", "401 Unauthorized", "Came")


async def test_no_secret_is_in_any_line_of_it(make_app: MakeApp, demo_profile: Profile) -> None:
    digest = hashlib.md5(PASSWORD.encode(), usedforsecurity=False).hexdigest()
    pair = base64.b64encode(f"{USERNAME}:{digest}".encode()).decode()
    oauth = replace(demo_profile, name="oauth", auth=Auth.OAUTH, user=OAUTH_KEY, secret=Secret(OAUTH_SECRET))
    for profile in (demo_profile, oauth):
        async with make_app(profile, question=SAMPLE, ask=True).run_test(size=(160, 200)) as pilot:
            await shown(pilot, "All 50 expired")
            await pilot.press("i")
            await shown(pilot, "Requests of this run")
            for _ in range(3):
                text = screen_text(pilot)
                assert not [word for word in (PASSWORD, digest, pair, OAUTH_SECRET, "eyJ") if word in text]
                await pilot.press("v", "j")


async def test_a_token_tells_whose_it_is(make_app: MakeApp, demo_profile: Profile) -> None:
    oauth = replace(demo_profile, name="oauth", auth=Auth.OAUTH, user=OAUTH_KEY, secret=Secret(OAUTH_SECRET))
    async with make_app(oauth, question=SAMPLE, ask=True).run_test(size=(120, 60)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("i")
        await shown(pilot, "The token in use, by its own words", "Organisation", "Client", "Expires")
        await shown(pilot, "POST", "/v3/oauth/token/generate")


async def test_another_connection_forgets_the_requests_of_the_one_before(
    make_app: MakeApp, demo_profile: Profile
) -> None:
    app = make_app(demo_profile, replace(demo_profile, name="other"), question=SAMPLE, ask=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("P")
        await shown(pilot, "other")
        await pilot.press("j", "enter")
        await until(pilot, lambda: app.profile is not None and app.profile.name == "other")
        await pilot.press("f2")
        await shown(pilot, "Nothing has been answered yet")


async def test_a_request_that_is_still_on_its_way_appears_when_it_has_ended(
    make_app: MakeApp, demo_server: DemoServer
) -> None:
    demo_server.latency = 60
    app = make_app(question=SAMPLE, ask=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: len(demo_server.requests) == 1)
        await pilot.press("i")
        await shown(pilot, "Nothing has been answered yet")
        results = app.screen_stack[1]
        assert isinstance(results, ResultsScreen)
        assert results.cancel_request()
        await shown(pilot, "cancelled before an answer came", "customer 374819205")
