"""Redirects are told and never followed, whatever their status and wherever they point."""

from __future__ import annotations

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.demo.credentials import PASSWORD
from neo_tui.demo.server import DemoServer
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("customer", "words"),
    [
        (400301301, "It answered 301 and points to https://moved.api.example.com. "),
        (400302302, "It answered 302 and points to https://login.example.com. "),
        (400307307, "It answered 307 and points to https://eu2.api.example.com:8443. "),
        (400302080, "It answered 302 and points to http://eu.api.example.com. "),
    ],
)
async def test_a_redirect_is_told_and_not_followed(
    demo_server: DemoServer, demo_profile: Profile, customer: int, words: str
) -> None:
    async with NeoClient(demo_profile, Secret(PASSWORD)) as asking:
        with pytest.raises(NeoError) as caught:
            await asking.fetch(Query("anyThing01", customer, 15))
    assert caught.value.kind is Kind.REDIRECT
    assert words in caught.value.cause
    assert len(demo_server.requests) == 1
