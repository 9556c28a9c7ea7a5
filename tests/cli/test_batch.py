"""`neo-tui get --batch`: many questions, one a line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.demo.server import DemoServer
from neo_tui.headless.batch_lines import read_questions
from tests.cli.inside import Inside, inside

LINES = """\
# two that are answered, one that is refused
374819205 hfjWDK0dek TransactionAdd

410000107\tbUlk237008\t42
{"customer": 400403403, "entity": "eRr4030000", "event": 15}
{"customer_id": "374819205", "entity_id": "hfjWDK0dek", "event_type_id": 15}
"""


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    own_environment: Path,
    at_server: dict[str, str],
) -> Inside:
    monkeypatch.chdir(own_environment)
    return inside(monkeypatch, capsys, at_server)


def test_answers_keep_the_order_and_each_row_says_its_question(run: Inside) -> None:
    lines = "374819205 hfjWDK0dek 15\n410000107 bUlk237008 42\n374819205 hfjWDK0dek TransactionAdd\n"
    told = run("get", "--batch", "--format", "csv", "--count", "3", "--rate", "20", given=lines)
    assert told.code == 0, told.err
    heading, *rows = csv.reader(io.StringIO(told.out))
    assert heading[:4] == ["customer", "entity", "event", "till_id"]
    asked = [row[:3] for row in rows]
    one, many = ["374819205", "hfjWDK0dek", "15"], ["410000107", "bUlk237008", "42"]
    assert asked == [one, many, many, many, one]
    assert ["line 2: customer 410000107", " bUlk237008", " 42 PointsConversion"][0] in told.err
    assert "more may follow" in told.err
    assert told.err.splitlines()[-1].endswith("3 questions, all answered")


def test_a_question_that_fails_is_told_and_the_exit_code_is_the_worst(run: Inside) -> None:
    told = run("get", "--batch", "-", "--format", "json", "--rate", "20", "--json-errors", given=LINES)
    assert told.code == 1
    entries = json.loads(told.out)
    assert [entry["customer"] for entry in entries] == [374819205, 410000107, 400403403, 374819205]
    assert [entry["answered"] for entry in entries] == [True, True, False, True]
    assert entries[2]["error"]["kind"] == "forbidden"
    assert [len(entry["rows"]) for entry in entries] == [1, 10, 0, 1]
    errors = [found for line in told.err.splitlines() if (found := json.loads(line))["kind"] == "forbidden"]
    assert [(error["line"], error["customer"]) for error in errors] == [(5, 400403403)]


@pytest.mark.parametrize("kind", ["table", "vertical", "markdown", "tsv", "jsonl"])
def test_every_format_names_the_question_first(run: Inside, kind: str) -> None:
    Path("q.txt").write_text("374819205 hfjWDK0dek\n")
    told = run("get", "--batch", "q.txt", "--event", "15", "--format", kind, "--columns", "status,id")
    assert told.code == 0, told.err
    first = {
        "table": " Customer  Entity      Event  Status", "vertical": "customer  374819205",
        "markdown": "| Customer | Entity | Event | Status |", "tsv": "customer\tentity\tevent\tstatus",
        "jsonl": '{"customer": 374819205, "entity": "hfjWDK0dek", "event": 15, "status": "EXPIRED"',
    }[kind]  # fmt: skip
    assert first in told.out


def test_rows_as_sent_stand_behind_their_question_in_json_lines(run: Inside) -> None:
    told = run("get", "--batch", "--format", "jsonl", given="374819205 hfjWDK0dek 15")
    line = json.loads(told.out)
    assert list(line) == ["customer", "entity", "event", "row"]
    assert line["row"]["points_exclusive"] == 50


def test_nothing_is_asked_when_a_line_is_wrong_and_all_wrong_ones_are_told(
    run: Inside, demo_server: DemoServer
) -> None:
    wrong = '374819205 hfjWDK0dek 15\nx y 15\n1\n{"customer": [1]}\n{oops\n1 e nonsense'
    told = run("get", "--batch", given=wrong)
    assert (told.code, told.out) == (2, "")
    numbers = [line.split("line ")[1].split(":")[0] for line in told.err.splitlines()]
    assert numbers == ["2", "3", "4", "5", "6"]
    assert not demo_server.requests.all()
    assert run("get", "--batch", "nowhere.txt").code == 2
    assert run("get", "--batch", "--customer", "1", given="1 e 15").code == 2
    assert run("get", "--batch", "--format", "html", given="1 e 15").code == 2
    assert "no question was read" in run("get", "--batch", given="# nothing\n").err


def test_a_refused_password_is_refused_once(
    run: Inside, demo_server: DemoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO_TUI_PASSWORD", "wrong")
    told = run("get", "--batch", "--rate", "20", given="1 e 15\n2 e 15\n3 e 15\n")
    assert told.code == 1
    assert len(demo_server.requests.all()) == 1
    assert told.err.count(": not asked") == 2


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    read = read_questions(text, event="", page="1", count="10")
    assert all(problem for _, problem in read.problems)
    assert all(query.customer_id > 0 for _, query in read.found)
