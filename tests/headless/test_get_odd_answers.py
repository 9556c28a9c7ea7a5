"""`neo-tui get` where the server answers in ways of its own: nothing is lost or left out without a word."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import pytest

from neo_tui.domain.fields import FIELDS
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless import asking
from neo_tui.presentation.exporters.formats import Format
from tests.answering import Answer, AnsweringServer
from tests.headless.test_get import Asked

pytestmark = pytest.mark.anyio
QUESTION = Query("e", 1, 15, 1, 2)
Ask = Callable[[Answer], Asked]


def rows(*ids: int) -> bytes:
    return json.dumps([{"id": number, "status": "EXPIRED"} for number in ids]).encode()


@pytest.fixture
def at(answering: Callable[[Answer], AnsweringServer], demo_profile: Profile) -> Ask:
    return lambda answer: Asked(replace(demo_profile, host=answering(answer).url))


def three_pages_then_404(query: dict[str, str]) -> bytes | tuple[int, bytes]:
    page = int(query["page"])
    return rows(page * 10, page * 10 + 1) if page <= 3 else (404, b"{}")


@pytest.mark.parametrize("kind", list(Format))
async def test_404_behind_a_full_page_is_the_end(at: Ask, kind: Format, capsys: pytest.CaptureFixture[str]) -> None:
    asked = at(three_pages_then_404)
    assert await asked(QUESTION, kind, every=True) == 0
    # a report also says what the word means
    assert asked.text.count("<td>EXPIRED</td>" if kind is Format.HTML else "EXPIRED") == 6
    told = capsys.readouterr().err
    assert "Page 4 answered 404, which is taken as the end." in told
    assert "page 4 answered 404: past the end · 6 in all" in told


async def test_404_on_the_first_page_asked_for_is_an_error(at: Ask) -> None:
    assert await at(three_pages_then_404)(replace(QUESTION, page=4), Format.JSON, every=True) == 1


@pytest.mark.parametrize(("kind", "lines"), [(Format.JSON, 0), (Format.CSV, 0), (Format.JSONL, 2), (Format.TABLE, 3)])
async def test_the_same_page_again_and_again_is_told(
    at: Ask, kind: Format, lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = at(lambda _: rows(1, 2))
    assert await asked(QUESTION, kind, every=True) == 1
    assert len(asked.text.splitlines()) == lines
    told = capsys.readouterr().err
    assert "Pages 1 and 2 hold the very same rows" in told
    assert "2 rows came before that" in told


@pytest.mark.parametrize(("kind", "code"), [(Format.JSON, 1), (Format.CSV, 1), (Format.JSONL, 0), (Format.TABLE, 0)])
async def test_where_all_stops_no_half_document_is_written(
    at: Ask, kind: Format, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "MOST_ROWS", 4)
    asked = at(lambda query: rows(int(query["page"]) * 2, int(query["page"]) * 2 + 1))
    assert await asked(QUESTION, kind, every=True) == code
    assert bool(asked.text) is (code == 0)
    told = capsys.readouterr().err
    assert "Stopped after 4 rows; go on with --page 3." in told
    assert ("nothing was: use jsonl or a page" in told) is (code == 1)


async def test_rows_in_a_wrapping_come_as_the_array_all_the_same(at: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    asked = at(lambda _: b'{"data": [{"id": 1.50, "status":  "EXPIRED"}], "more": 1}')
    assert await asked(QUESTION, Format.JSON) == 0
    assert asked.text == '[{"id": 1.50, "status":  "EXPIRED"}]\n'
    assert "note: json holds the rows as an array; the object around them is left out." in capsys.readouterr().err
    asked = at(lambda _: b'{"data": []}')
    assert await asked(QUESTION, Format.JSON) == 0
    assert asked.text == "[]\n"


@pytest.mark.parametrize("kind", [Format.CSV, Format.TABLE])
async def test_what_has_no_fields_and_keys_that_stand_twice_are_counted(
    at: Ask, kind: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = at(lambda _: b'[{"id": 1, "id": 2}, 5, {"id": 3}, null, [1]]')
    assert await asked(QUESTION, kind) == 0
    told = capsys.readouterr().err
    assert f"note: 3 rows are no objects: {'left out of the csv' if kind is Format.CSV else 'blank here'}" in told
    assert "note: 1 row has a key that stands twice: the last value is told; json and jsonl have both." in told
    assert len(asked.text.splitlines()) == (3 if kind is Format.CSV else 6)


async def test_an_id_twice_on_one_page_is_not_taken_for_moving(at: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert await at(lambda _: rows(1, 1))(QUESTION) == 0
    told = capsys.readouterr().err
    assert "1 row has the id of another row on this page" in told
    assert "already seen" not in told


@pytest.mark.benchmark
async def test_very_many_unknown_fields_make_a_csv_in_time(at: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    body = "[" + ",".join("{" + ",".join(f'"k{row}_{n}":"1.{n}"' for n in range(20)) + "}" for row in range(8000)) + "]"
    asked = at(lambda _: body.encode())
    begun = monotonic()
    assert await asked(QUESTION, Format.CSV) == 0
    assert monotonic() - begun < 20  # seconds, and generous: it used to be minutes
    heading, *lines = list(csv.reader(io.StringIO(asked.text)))
    assert (len(lines), len(heading), heading[-1]) == (8000, len(FIELDS) + 501, "further fields")
    assert lines[0][len(FIELDS)] == "1.0"
    assert json.loads(lines[-1][-1]) == {f"k7999_{n}": f"1.{n}" for n in range(20)}
    assert "160,000 unknown fields came: 159,500 of them stand in one column" in capsys.readouterr().err
