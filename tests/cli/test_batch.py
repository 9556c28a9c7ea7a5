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
from tests.cli.conftest import Run

LINES = """\
# two that are answered, one that is refused
374819205 hfjWDK0dek TransactionAdd

410000107\tbUlk237008\t42
{"customer": 400403403, "entity": "eRr4030000", "event": 15}
{"customer_id": "374819205", "entity_id": "hfjWDK0dek", "event_type_id": 15}
"""


@pytest.fixture(autouse=True)
def connected(monkeypatch: pytest.MonkeyPatch, at_server: dict[str, str], own_environment: Path) -> None:
    """What is run is asked of the bundled server; names of files are those of the folder it stands in."""
    monkeypatch.chdir(own_environment)
    for name, value in at_server.items():
        monkeypatch.setenv(name, value)


def test_answers_keep_the_order_and_each_row_says_its_question(run: Run) -> None:
    lines = "374819205 hfjWDK0dek 15\n410000107 bUlk237008 42\n374819205 hfjWDK0dek TransactionAdd\n"
    told = run("get", "--batch", "--format", "csv", "--count", "3", "--rate", "20", given=lines)
    assert told.returncode == 0, told.stderr
    heading, *rows = csv.reader(io.StringIO(told.stdout))
    assert heading[:4] == ["customer", "entity", "event", "till_id"]
    asked = [row[:3] for row in rows]
    one, many = ["374819205", "hfjWDK0dek", "15"], ["410000107", "bUlk237008", "42"]
    assert asked == [one, many, many, many, one]
    assert ["line 2: customer 410000107", " bUlk237008", " 42 PointsConversion"][0] in told.stderr
    assert "more may follow" in told.stderr
    assert told.stderr.splitlines()[-1].endswith("3 questions, all answered")


def test_a_question_that_fails_is_told_and_the_exit_code_is_the_worst(run: Run) -> None:
    told = run("get", "--batch", "-", "--format", "json", "--rate", "20", "--json-errors", given=LINES)
    assert told.returncode == 1
    entries = json.loads(told.stdout)
    assert [entry["customer"] for entry in entries] == [374819205, 410000107, 400403403, 374819205]
    assert [entry["answered"] for entry in entries] == [True, True, False, True]
    assert entries[2]["error"]["kind"] == "forbidden"
    assert [len(entry["rows"]) for entry in entries] == [1, 10, 0, 1]
    errors = [found for line in told.stderr.splitlines() if (found := json.loads(line))["kind"] == "forbidden"]
    assert [(error["line"], error["customer"]) for error in errors] == [(5, 400403403)]


@pytest.mark.parametrize("kind", ["table", "vertical", "markdown", "tsv", "jsonl"])
def test_every_format_names_the_question_first(run: Run, kind: str) -> None:
    Path("q.txt").write_text("374819205 hfjWDK0dek\n")
    told = run("get", "--batch", "q.txt", "--event", "15", "--format", kind, "--columns", "status,id")
    assert told.returncode == 0, told.stderr
    first = {
        "table": " Customer  Entity      Event  Status", "vertical": "customer  374819205",
        "markdown": "| Customer | Entity | Event | Status |", "tsv": "customer\tentity\tevent\tstatus",
        "jsonl": '{"customer": 374819205, "entity": "hfjWDK0dek", "event": 15, "status": "EXPIRED"',
    }[kind]  # fmt: skip
    assert first in told.stdout


def test_rows_as_sent_stand_behind_their_question_in_json_lines(run: Run) -> None:
    told = run("get", "--batch", "--format", "jsonl", given="374819205 hfjWDK0dek 15")
    line = json.loads(told.stdout)
    assert list(line) == ["customer", "entity", "event", "row"]
    assert line["row"]["points_exclusive"] == 50


def test_nothing_is_asked_when_a_line_is_wrong_and_all_wrong_ones_are_told(run: Run, demo_server: DemoServer) -> None:
    wrong = '374819205 hfjWDK0dek 15\nx y 15\n1\n{"customer": [1]}\n{oops\n1 e nonsense'
    told = run("get", "--batch", given=wrong)
    assert (told.returncode, told.stdout) == (2, "")
    numbers = [line.split("line ")[1].split(":")[0] for line in told.stderr.splitlines()]
    assert numbers == ["2", "3", "4", "5", "6"]
    assert not demo_server.requests.all()
    assert run("get", "--batch", "nowhere.txt").returncode == 2
    assert run("get", "--batch", "--customer", "1", given="1 e 15").returncode == 2
    assert run("get", "--batch", "--format", "html", given="1 e 15").returncode == 2
    assert "no question was read" in run("get", "--batch", given="# nothing\n").stderr


def test_a_refused_password_is_refused_once(run: Run, demo_server: DemoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO_TUI_PASSWORD", "wrong")
    told = run("get", "--batch", "--rate", "20", given="1 e 15\n2 e 15\n3 e 15\n")
    assert told.returncode == 1
    assert len(demo_server.requests.all()) == 1
    assert told.stderr.count(": not asked") == 2


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    read = read_questions(text, event="", page="1", count="10")
    assert all(problem for _, problem in read.problems)
    assert all(query.customer_id > 0 for _, query in read.found)


def test_lines_as_a_spreadsheet_writes_them() -> None:
    read = read_questions(
        '374819205,hfjWDK0dek,15\n"374819205" , "hfjWDK0dek",Transaction Add\n1,e', event="15", page="1", count="10"
    )
    assert not read.problems
    assert [(query.customer_id, query.entity_id, query.event_type_id) for _, query in read.found] == [
        (374819205, "hfjWDK0dek", 15),
        (374819205, "hfjWDK0dek", 15),
        (1, "e", 15),
    ]
