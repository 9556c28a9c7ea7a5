"""Secrets in unusual places: dropped like all others, and that is said."""

from __future__ import annotations

import pytest

from neo_tui.domain.pasted.pasted import Dropped
from neo_tui.domain.pasted.read import read_pasted

URL = "https://eu.api.capillarytech.com/x/neo/pointsAllocation/event?entity_id=hfjWDK0dek&customer_id=374819205&event_type_id=15"
WORD = "w0rd-that-nobody-may-see"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"requests.get('{URL}', auth=('till', '{WORD}'))", Dropped.CREDENTIALS),
        (f'httpx.get("{URL}", auth=HTTPBasicAuth("till", "{WORD}"))', Dropped.CREDENTIALS),
        (f"curl '{URL}' -x till:{WORD}@proxy.example:3128", Dropped.IN_URL),
        (f"curl '{URL}' --proxy=till:{WORD}@proxy.example:3128", Dropped.IN_URL),
        (f"curl '{URL}' -H \"Authorization: Basic $(echo -n till:{WORD} | base64)\"", Dropped.AUTHORIZATION),
        (f"curl -K - '{URL}' <<< \"user = till:{WORD}\"", Dropped.CREDENTIALS),
        (f"{URL}&key={WORD}", Dropped.API_KEY),
        (f"{URL}&sig={WORD}", Dropped.API_KEY),
        (f"curl '{URL}' -H 'X-Auth: {WORD}'", Dropped.TOKEN),
        (f"curl '{URL}' -H 'X-Session: {WORD}'", Dropped.TOKEN),
        (
            f'{{"url": "{URL}", "headers": [{{"value": "Basic {WORD}", "name": "Authorization"}}]}}',
            Dropped.AUTHORIZATION,
        ),
        (f'{{"url": "{URL}", "headers": [{{"value": "sid={WORD}", "name": "Cookie"}}]}}', Dropped.COOKIES),
    ],
)
def test_it_is_said_and_kept_nowhere(text: str, kind: Dropped) -> None:
    found = read_pasted(text)
    assert kind in found.dropped
    assert found.entity == "hfjWDK0dek"
    assert WORD not in repr(found)


@pytest.mark.parametrize(
    "text",
    [URL, f"curl '{URL}' -u \"$NEO_TUI_USER:$NEO_TUI_PASSWORD\"", f"GET {URL} 200 key: none", f"{URL}&key=$KEY"],
)
def test_where_there_is_none_nothing_is_said(text: str) -> None:
    assert read_pasted(text).dropped == ()
