"""`neo-tui check` against the bundled server, with the real client; and where not all rows came."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from neo_tui.api.client import NeoClient
from neo_tui.domain.checks.catalogue import CHECKS
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless import asking
from neo_tui.headless.check import CheckAnswer, list_checks
from neo_tui.presentation.exporters.names import Format
from neo_tui.services.connection import Connection
from neo_tui.services.secrets import Secrets
from tests.answering import Answer, AnsweringServer
from tests.domain.rows import SAMPLE as SENT

pytestmark = pytest.mark.anyio

SAMPLE = Query("hfjWDK0dek", 374819205, 15)
WRONG = Query("bAdSum0009", 410000108, 15)
MOVING = Query("mOving0018", 410000117, 42)
QUESTION = Query("e", 374819205, 15, 1, 2)


class Checked:
    """Runs the command and keeps what it wrote."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.text = ""

    async def __call__(self, query: Query, *, as_json: bool = False, every: bool = False) -> int:
        out = io.StringIO()
        connection = Connection(NeoClient, Secrets({}))
        now = datetime(2026, 11, 23, tzinfo=UTC)
        code = await CheckAnswer(
            connection, self.profile, query, Format.JSON if as_json else Format.TABLE, every, out, lambda: now
        ).run()
        self.text = out.getvalue()
        return code


@pytest.fixture
def checked(demo_profile: Profile) -> Checked:
    return Checked(demo_profile)


@pytest.fixture
def at(answering: Callable[[Answer], AnsweringServer], demo_profile: Profile) -> Callable[[Answer], Checked]:
    return lambda answer: Checked(replace(demo_profile, host=answering(answer).url))


def rows(*ids: int, **changes: object) -> bytes:
    return json.dumps([SENT | {"id": number} | changes for number in ids]).encode()


async def test_where_nothing_is_found_stdout_is_empty(checked: Checked, capsys: pytest.CaptureFixture[str]) -> None:
    assert await checked(SAMPLE) == 0
    assert checked.text == ""
    assert capsys.readouterr().err.splitlines()[-1] == "1 row checked, 0 findings."
    assert await checked(SAMPLE, as_json=True) == 0
    assert json.loads(checked.text) == []


async def test_findings_are_a_table_for_people(checked: Checked, capsys: pytest.CaptureFixture[str]) -> None:
    assert await checked(WRONG) == 4
    heading, *lines = checked.text.splitlines()
    assert heading.split() == ["Entry", "id", "Check", "Finding"]
    assert lines[0] == (
        "41000900  balance-negative            ⌁ 100 awarded, 120 redeemed, expired or returned: −20 left."
    )
    assert len(lines) == 4
    assert capsys.readouterr().err.splitlines()[-1] == "4 rows checked, 4 findings."


async def test_findings_are_json_for_programs(checked: Checked) -> None:
    assert await checked(WRONG, as_json=True) == 4
    entries = json.loads(checked.text)
    assert entries[0] == {
        "check": "balance-negative",
        "severity": "error",
        "reading": True,
        "id": 41000900,
        "sentence": "100 awarded, 120 redeemed, expired or returned: −20 left.",
    }
    assert [entry["check"] for entry in entries[1:3]] == ["status-contradicts-amounts"] * 2


async def test_what_is_about_several_pages_needs_all_of_them(
    checked: Checked, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await checked(MOVING) == 1  # nothing found in a part is no success
    told = capsys.readouterr().err.splitlines()[-1]
    assert told == "10 rows checked, 0 findings; more rows may follow, which are not checked: --all checks every page."
    assert (await checked(MOVING, as_json=True), checked.text) == (1, "")
    assert capsys.readouterr().err.splitlines()[-1].endswith("checks every page; no json is written of a part.")
    assert await checked(MOVING, every=True) == 4
    assert (
        "Its id stands 2 times, in rows 10, 11 of those loaded: the data may have moved while paging." in checked.text
    )
    assert capsys.readouterr().err.splitlines()[-1] == "25 rows checked, 1 finding."


async def test_what_is_about_several_rows_has_no_id(at: Callable[[Answer], Checked]) -> None:
    checked, question = at(lambda _: rows(1, 2, campaign="x")), replace(QUESTION, count=3)
    assert await checked(question) == 4
    assert checked.text.splitlines()[1] == "       –  unknown-field  Unknown: campaign in 2 of 2 rows."
    assert await checked(question, as_json=True) == 4
    assert json.loads(checked.text)[0]["id"] is None


async def test_a_refusal_ends_as_get_does(checked: Checked, capsys: pytest.CaptureFixture[str]) -> None:
    assert await checked(Query("eRr4030000", 400403403, 15), as_json=True) == 1
    assert checked.text == ""
    assert "checked" not in capsys.readouterr().err


@pytest.mark.parametrize("as_json", [False, True])
async def test_a_refusal_on_the_way_keeps_what_was_found_but_no_json(
    at: Callable[[Answer], Checked], as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    checked = at(lambda query: rows(1, 2, status="X") if query["page"] == "1" else (400, b"{}"))
    assert await checked(QUESTION, as_json=as_json, every=True) == 1
    assert checked.text.count("unknown-status") == (0 if as_json else 2)
    assert "2 rows checked, 2 findings; the other rows are not checked" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "as_json", "code"), [({}, False, 1), ({"status": "X"}, False, 4), ({"status": "X"}, True, 1)]
)
async def test_what_was_not_looked_at_is_not_taken_for_right(
    at: Callable[[Answer], Checked],
    changes: dict[str, object],
    as_json: bool,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(asking, "MOST_ROWS", 4)
    checked = at(lambda query: rows(int(query["page"]) * 2, int(query["page"]) * 2 + 1, **changes))
    assert await checked(QUESTION, as_json=as_json, every=True) == code
    told = capsys.readouterr().err
    assert "Stopped after 4 rows; go on with --page 3." in told
    assert "the other rows are not checked" in told
    assert bool(checked.text) is (code == 4)


def test_all_checks_are_listed_with_their_explanations() -> None:
    out = io.StringIO()
    assert list_checks(out, kind=Format.TABLE) == 0
    for check in CHECKS:
        assert f"{check.name} ({check.severity.value}" in out.getvalue()
        assert check.explanation in " ".join(out.getvalue().split())
    out = io.StringIO()
    assert list_checks(out, kind=Format.JSON) == 0
    assert [entry["check"] for entry in json.loads(out.getvalue())] == [check.name for check in CHECKS]
