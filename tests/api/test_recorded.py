"""What is recorded of an answer, and read again: byte for byte, and the same page by the same parser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.api.recorded import CHANGED, loose_page, recorded_page
from neo_tui.domain.case import Answer, Asked
from neo_tui.domain.errors import NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.headless.looking import USUALLY
from neo_tui.services.casing import records
from neo_tui.storage.case_lines import first_line, record_line
from neo_tui.storage.case_reading import read_case
from tests.answering import Answer as Answering
from tests.answering import AnsweringServer

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
QUERY = Query("hfjWDK0dek", 374819205, 15)
PASSWORD = "correct-horse-battery"
Start = Callable[[Answering], AnsweringServer]


async def asked_and_recorded(server: AnsweringServer) -> tuple[Page, Asked, Answer]:
    """A page from the real client, and what a case file gives back of it."""
    profile = Profile("eu", server.url, Auth.BASIC, "till", zone="Asia/Kolkata", production=True)
    async with NeoClient(profile, Secret(PASSWORD), clock=lambda: NOW) as client:
        page = await client.fetch(QUERY)
    page = replace(page, elapsed=round(page.elapsed, 6))  # a file keeps microseconds
    found = records(profile, {1: page}, "", USUALLY.at(profile, QUERY, NOW))
    data = first_line(NOW, "neo-tui") + b"".join(map(record_line, found))
    assert PASSWORD.encode() not in data
    case = read_case(data)
    assert case.problems == ()
    asked = case.questions[0]
    return page, asked, case.answers(asked.key)[0]


ROW = '[{"id": 1,\t"points_exclusive":50.00, "name":"पैसा 🙂 \\ud83d\\u0000", "id":2}]\r\n'
BODIES = {
    "as usual": b'[{"id":31787856,"status":"EXPIRED"}]',
    "odd": ROW.encode(),
    "with a byte order mark": b"\xef\xbb\xbf" + ROW.encode(),
    "UTF-16": ROW.encode("utf-16"),
    "UTF-32, the other way round": ROW.encode("utf-32-be"),
    "no rows": b" [ ] ",
    "in an envelope": b'{"data":[{"id":1}],"code":200,"message":"OK"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_the_bytes_are_those_that_came_and_the_page_is_the_same(answering: Start, body: bytes) -> None:
    page, asked, answer = await asked_and_recorded(answering(lambda _: body))
    assert answer.body == body
    assert recorded_page(asked, answer) == page


async def test_a_secret_that_the_answer_repeats_is_not_recorded(answering: Start) -> None:
    body = json.dumps([{"id": 1, "note": f"you sent {PASSWORD}"}]).encode()
    page, asked, answer = await asked_and_recorded(answering(lambda _: body))
    assert answer.body == page.body.encode() == body.replace(PASSWORD.encode(), b"****")
    assert answer.masked
    assert recorded_page(asked, answer) == page


async def test_a_page_that_was_changed_says_so(answering: Start) -> None:
    _, asked, answer = await asked_and_recorded(answering(lambda _: BODIES["as usual"]))
    page = recorded_page(asked, replace(answer, changed=True))
    assert page.notes == (CHANGED,)


def test_a_404_at_the_end_is_recorded_as_one() -> None:
    asked = Asked("0" * 16, NOW, "eu", "eu.example.com", Auth.BASIC, "UTC", False, QUERY)
    end = Answer(asked.key, 2, NOW, 0.0, "abc", b"", "", not_found=True)
    page = recorded_page(asked, end)
    assert (page.not_found, page.allocations, page.query.page) == (True, (), 2)


def test_of_a_loose_response_it_is_not_known_whether_more_follows() -> None:
    page = loose_page(b'[{"id":1},{"id":2}]', "mail.json", NOW)
    assert (len(page.allocations), page.has_next, page.notes) == (2, True, ())
    assert not loose_page(b"[]", "mail.json", NOW).has_next


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "mail.json: The answer is empty; no rows would be []."),
        (b"\xff\xfe\xff", "mail.json: It goes wrong at position"),
        (b"<html><title>Sign in</title>", "mail.json: "),
        (b'{"a":', "mail.json: It goes wrong at position"),
        (b"[" * 100_000, "mail.json: It goes wrong at position"),
        (b"7", "Not an array came, but: 7"),
        (
            b'{"status":{"code":8069,"success":false,"message":"merged"}}',
            "It holds an error instead of rows. It said: merged",
        ),
    ],
)
def test_what_holds_no_rows_is_refused_with_the_reason(body: bytes, why: str) -> None:
    with pytest.raises(NeoError) as error:
        loose_page(body, "mail.json", NOW)
    assert why in str(error.value)
    assert "A response is the JSON that the API sends" in str(error.value)
