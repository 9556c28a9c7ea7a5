"""A server that repeats what it was asked with, in every form, in every part of its answers: nothing of it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.domain.errors import NeoError
from neo_tui.domain.exchange import Exchange
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.formats import EXPORTERS, json_array, text_of
from tests.domain.rows import view
from tests.end_to_end.canary import Canary
from tests.end_to_end.canary_server import ECHO_KEY, FIRST_ECHO, KEY, PASSWORD, SECRET, STATUSES, USER, CanaryServer

pytestmark = pytest.mark.anyio
KINDS = 12 * len(STATUSES)


@pytest.fixture
def canary_server() -> Iterator[CanaryServer]:
    """The server of the canaries."""
    with CanaryServer() as server:
        yield server
    assert not server.faults


def leaks(canaries: list[Canary], told: str) -> list[str]:
    """What of the canaries stands in a text, also once its escapes are undone."""
    forms = (told, told.replace("\\\\", "\\"), told.replace("\\/", "/"))
    return [name for canary in canaries for form in forms for name in canary.found_in(form.encode())]


def said(error: NeoError) -> str:
    """All that an error tells."""
    return "\n".join((str(error), error.body, *map(str, error.facts)))


@pytest.mark.parametrize("auth", Auth)
async def test_no_error_page_or_record_repeats_a_secret(auth: Auth, canary_server: CanaryServer) -> None:
    basic = auth is Auth.BASIC
    profile = Profile("canary", canary_server.url, auth, USER if basic else KEY)
    secret = PASSWORD if basic else SECRET
    records: list[Exchange] = []
    found: list[tuple[int, object]] = []
    async with NeoClient(profile, Secret(secret), on_exchange=records.append) as client:
        for kind in range(KINDS):
            told = ""
            try:
                page = await client.fetch(Query("echo", FIRST_ECHO + kind, 15))
                written = (text_of(kind, Export(page.allocations, view())) for kind in EXPORTERS)
                told = "\n".join((json_array([page]), *written, *page.notes))
                json.loads(page.body)
            except NeoError as error:
                told = said(error)
            canaries = [Canary(secret, USER if basic else ""), *map(Canary, canary_server.tokens)]
            for record in records:
                told += f"\n{record}\n{record.text}\n{record.failure and said(record.failure)}"
            found += [(kind, leak) for leak in leaks(canaries, told)]
            records.clear()
    assert not found


async def test_no_refusal_of_a_token_repeats_the_secret(canary_server: CanaryServer) -> None:
    records: list[Exchange] = []
    profile = Profile("canary", canary_server.url, Auth.OAUTH, ECHO_KEY)
    async with NeoClient(profile, Secret(SECRET), on_exchange=records.append) as client:
        with pytest.raises(NeoError) as refused:
            await client.fetch(Query("echo", 1, 15))
    told = f"{said(refused.value)}{records}{records[0].text}"
    assert not leaks([Canary(SECRET)], told)
    assert "****" in told
