"""`neo-tui get` and `check` with rows chosen, put in order and limited, against the real server."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless import asking
from neo_tui.headless.check import CheckAnswer
from neo_tui.headless.get import Get
from neo_tui.headless.looking import USUALLY
from neo_tui.headless.selection import read_filter, read_selection
from neo_tui.presentation.exporters.formats import Format
from neo_tui.services.connection import Connection
from neo_tui.services.secrets import Secrets
from tests.answering import Answer, AnsweringServer
from tests.domain.rows import SAMPLE
from tests.headless.test_get import BULK

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
QUESTION = Query("e", 374819205, 15, 1, 3)
At = Callable[[Answer], "Choosing"]


class Choosing:
    """Runs the command with a selection and keeps what it wrote."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.text = ""

    async def __call__(self, query: Query, kind: Format, *, every: bool = False, **chosen: object) -> int:
        out = io.StringIO()
        options = {"filter_text": None, "order": None, "columns": None, "limit": None} | chosen
        selection = read_selection(**options, view=USUALLY.at(self.profile, query, NOW))  # type: ignore[arg-type]
        assert selection is not None
        connection = Connection(NeoClient, Secrets({}))
        code = await Get(connection, self.profile, query, kind, every, out, lambda: NOW, selection).run()
        self.text = out.getvalue()
        return code


@pytest.fixture
def bulk(demo_profile: Profile) -> Choosing:
    return Choosing(demo_profile)


@pytest.fixture
def at(answering: Callable[[Answer], AnsweringServer], demo_profile: Profile) -> At:
    return lambda answer: Choosing(replace(demo_profile, host=answering(answer).url))


SENT = [
    '{"id":1,  "points_exclusive":5.50,"status":"AVAILABLE"}',
    '{"id":2,"points_exclusive":7,"status":"EXPIRED"}',
    '{"id":3,"points_exclusive":"?","status":"AVAILABLE"}',
]


def three(_: dict[str, str]) -> bytes:
    return f"[{', '.join(SENT)}]".encode()


def ids(text: str) -> list[int]:
    return [row["id"] for row in json.loads(text)]


async def test_json_stays_as_sent_when_nothing_is_chosen_and_the_rows_do_when_something_is(at: At) -> None:
    asked = at(three)
    assert await asked(QUESTION, Format.JSON) == 0
    assert asked.text.encode() == three({})
    assert await asked(QUESTION, Format.JSON, order="-awarded") == 0
    assert asked.text == f"[{SENT[1]},\n{SENT[0]},\n{SENT[2]}]\n"
    assert await asked(QUESTION, Format.JSON, filter_text="status:available", order="-id", limit=1) == 0
    assert asked.text == f"[{SENT[2]}]\n"


async def test_what_is_kept_and_what_is_not_looked_at_is_told(at: At, capsys: pytest.CaptureFixture[str]) -> None:
    asked = at(three)
    assert await asked(QUESTION, Format.TABLE, filter_text="!awarded>6", limit=1) == 0
    assert len(asked.text.splitlines()) == 2
    assert [line for line in capsys.readouterr().err.splitlines() if not line.startswith("note: ")][-3:] == [
        "filter: 2 of 3 rows kept: not (awarded above 6).",
        "limit: the first 1 of 2 rows are written.",
        "more rows may follow, which were not looked at; --all asks for every page.",
    ]
    assert await asked(replace(QUESTION, count=10), Format.TABLE, order="id", limit=3) == 0
    told = capsys.readouterr().err
    assert "more rows may follow, which" not in told
    assert "limit: " not in told  # nothing was cut off


async def test_all_pages_are_chosen_from_together(bulk: Choosing, capsys: pytest.CaptureFixture[str]) -> None:
    assert await bulk(BULK, Format.JSON, every=True) == 0
    sent = json.loads(bulk.text)
    assert await bulk(BULK, Format.JSON, every=True, filter_text="left>0", order="-left,id") == 0

    def left(row: dict[str, float]) -> float:
        parts = ("redeemed_exclusive_value", "expired_exclusive_value", "returned_exclusive_value")
        return row["points_exclusive"] - sum(row[part] for part in parts)

    expected = sorted((row for row in sent if left(row) > 0), key=lambda row: (-left(row), row["id"]))
    assert ids(bulk.text) == [row["id"] for row in expected]
    assert f"filter: {len(expected)} of 237 rows kept: left above 0." in capsys.readouterr().err


async def test_rows_that_came_before_a_failure_are_chosen_from_in_jsonl(
    at: At, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = at(three)  # the same page again is an error
    assert await asked(QUESTION, Format.JSONL, every=True, filter_text="status:EXPIRED", columns="id,left") == 1
    assert asked.text == '{"id": 2}\n'
    assert "the list is not whole" in capsys.readouterr().err
    assert await asked(QUESTION, Format.JSONL, every=True, columns="id") == 1
    assert asked.text == '{"id": 1}\n{"id": 2}\n{"id": 3}\n'
    for kind in (Format.TSV, Format.MARKDOWN):
        assert await asked(QUESTION, kind, every=True, order="id") == 1
        assert asked.text == ""
    assert await asked(QUESTION, Format.VERTICAL, every=True, limit=4) == 1
    assert asked.text.startswith("── row 1 of 3 ──\n")
    assert await asked(QUESTION, Format.VERTICAL, every=True, limit=1) == 0
    assert asked.text.startswith("── row 1 of 1 ──\n")
    assert "none was asked for any more" in capsys.readouterr().err


async def test_a_document_is_not_written_of_a_part(
    at: At, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "MOST_ROWS", 3)
    asked = at(lambda query: json.dumps([{"id": 3 * int(query["page"]) + more} for more in range(3)]).encode())
    for kind in (Format.TSV, Format.MARKDOWN):
        assert await asked(QUESTION, kind, every=True, filter_text="id:3") == 1
        assert asked.text == ""
        assert f"A {kind} is written only when it is whole" in capsys.readouterr().err
    assert await asked(QUESTION, Format.JSONL, every=True, filter_text="id:3") == 0
    assert asked.text == '{"id": 3}\n'


async def test_check_tells_of_the_rows_that_fit_and_looks_at_all(
    answering: Callable[[Answer], AnsweringServer], demo_profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        SAMPLE | {"id": 1},
        SAMPLE | {"id": 1, "till_id": 5},
        SAMPLE | {"id": 2, "points_exclusive": 1, "till_id": 5},
    ]
    profile = replace(demo_profile, host=answering(lambda _: json.dumps(rows).encode()).url)
    query = replace(QUESTION, count=10)

    async def checked(text: str) -> tuple[int, list[str]]:
        out = io.StringIO()
        chosen = read_filter(text, USUALLY.at(profile, query, NOW))
        code = await CheckAnswer(
            Connection(NeoClient, Secrets({})), profile, query, Format.JSON, False, out, lambda: NOW, chosen
        ).run()
        return code, [finding["check"] for finding in json.loads(out.getvalue())]

    assert await checked("") == (4, ["duplicate-id", "balance-negative"])
    assert await checked("till:5") == (4, ["duplicate-id", "balance-negative"])
    assert await checked("check:error") == (4, ["balance-negative"])
    assert "filter: findings are told of 1 of 3 rows: found by an error check." in capsys.readouterr().err
    assert await checked("till:7") == (0, [])
    assert "3 rows checked, 0 findings." in capsys.readouterr().err


def test_all_that_is_wrong_is_told_at_once_with_its_place(
    demo_profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = USUALLY.at(demo_profile, QUESTION, NOW)
    assert read_selection("a lft>0", "left,x", "status,,id", 5, seen) is None
    assert capsys.readouterr().err == (
        "neo-tui: --filter: Nothing is called lft here; did you mean left? To look for the text, put it in quotes.\n"
        "  a lft>0\n"
        "    ^^^\n"
        "neo-tui: --sort: Nothing is called x here; there are left, awarded, redeemed, expired, returned, awarded_on, expires_on, changed_on, id, status and all fields by "  # noqa: E501
        "the API's names.\n"
        "  left,x\n"
        "       ^\n"
        "neo-tui: --columns: Write names of columns, parted by commas: status,left,expires_on.\n"
        "  status,,id\n"
        "         ^\n"
    )
