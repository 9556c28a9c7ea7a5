"""`neo-tui sweep` as a program of its own: what stands on stdout and stderr, the exit code, ctrl+c, a terminal."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from neo_tui.cli.arguments import parser
from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.rows import SAMPLE, text
from neo_tui.demo.server import DemoServer
from neo_tui.services.sweep import PARALLEL, RATE
from tests.answering import Answer, AnsweringServer
from tests.cli.conftest import NEO_TUI, PATIENCE, Run
from tests.cli.test_get_interrupted import OWN_TERMINAL, started, until
from tests.end_to_end.terminal import Terminal

QUESTION = ("sweep", "--customer", "410000131", "--entity", "sWeep00022", "--rate", "20")
THREE = ("--event", "16", "--event", "BulkAllocatePoints,NewBill")


def test_found_types_are_a_table_and_the_rest_is_told_beside_it(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*QUESTION, *THREE, **at_server)
    assert answer.returncode == 0
    assert [line.split() for line in answer.stdout.splitlines()] == [
        ["Id", "Event", "type", "Family", "Rows", "First", "award"],
        ["16", "DelayedAccrual", "points", "2", "2026-03-15"],
        ["42", "BulkAllocatePoints", "points", "100+", "2025-11-14"],
    ]
    assert answer.stderr.startswith(
        f"environment · {at_server['NEO_TUI_HOST']} · customer 410000131, sWeep00022 · "
        "3 types asked, 2 gave rows, none failed; "
    )
    assert "\r" not in answer.stderr


def test_the_lines_to_go_on_with_can_be_run_as_they_stand(run: Run, at_server: dict[str, str]) -> None:
    told = run(*QUESTION, *THREE, **at_server).stderr
    lines = [line.partition(": ")[2] for line in told.splitlines() if ": neo-tui get " in line]
    assert lines == [
        "neo-tui get --customer 410000131 --entity sWeep00022 --event 16",
        "neo-tui get --customer 410000131 --entity sWeep00022 --event 42 --count 100 --all",
    ]
    rows = [len(run(*shlex.split(line)[1:], "--format", "jsonl", **at_server).stdout.splitlines()) for line in lines]
    assert rows == [2, 120]


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_programs_get_the_same_as_json(run: Run, at_server: dict[str, str], kind: str) -> None:
    answer = run(*QUESTION, *THREE, "--format", kind, **at_server)
    lines = answer.stdout.splitlines()
    found = json.loads(answer.stdout) if kind == "json" else [json.loads(line) for line in lines]
    assert sorted(found, key=lambda each: int(each["id"])) == [
        {
            "id": 16, "name": "DelayedAccrual", "family": "points", "rows": 2, "more": False,
            "first_award": "2026-03-15T07:26:53+00:00",
        },
        {
            "id": 42, "name": "BulkAllocatePoints", "family": "points", "rows": 100, "more": True,
            "first_award": "2025-11-14T09:26:53+00:00",
        },
    ]  # fmt: skip


def test_a_family_is_swept_alone(run: Run, at_server: dict[str, str], demo_server: DemoServer) -> None:
    answer = run(*QUESTION, "--family", "Partner", "--format", "json", **at_server)
    assert (answer.returncode, answer.stdout) == (0, "[]\n")
    assert "5 types asked, 0 gave rows, none failed" in answer.stderr
    assert "need not mean that no points were given" in answer.stderr
    assert sorted(int(request.query["event_type_id"]) for request in demo_server.requests.all()) == [27, 28, 29, 40, 87]


def test_a_type_nobody_lists_can_be_asked_for(run: Run, at_server: dict[str, str]) -> None:
    answer = run("sweep", "--customer", "410000120", "--entity", "uNknwn0021", "--event", "90", **at_server)
    assert answer.returncode == 0
    assert "#90 (unknown)" in answer.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--customer", "one", "--entity", "e"), "--customer: A customer id is digits only."),
        (("--customer", "1", "--entity", "a b"), "--entity: An entity id has no spaces inside."),
        (("--customer", "1", "--entity", "e", "--event", "tadd"), "--event: tadd is not an event type"),
        (("--customer", "1", "--entity", "e", "--event", "1,"), "--event: Choose the event type"),
        (("--customer", "1", "--entity", "e", "--family", "p"), "--family: p is no family, or may be several"),
        (("--customer", "1", "--entity", "e", "--family", "tiers", "--event", "1"), "not allowed with argument"),
        (("--customer", "1", "--entity", "e", "--parallel", "11"), "a whole number from 1 to 10"),
        (("--customer", "1", "--entity", "e", "--parallel", "0"), "a whole number from 1 to 10"),
        (("--customer", "1", "--entity", "e", "--rate", "0"), "a number from 0.1 to 20"),
        (("--customer", "1", "--entity", "e", "--rate", "nan"), "a number from 0.1 to 20"),
        (("--customer", "1"), "--entity"),
    ],
)
def test_wrong_usage_is_told_and_nothing_asked(
    run: Run, at_server: dict[str, str], demo_server: DemoServer, words: tuple[str, ...], told: str
) -> None:
    answer = run("sweep", *words, **at_server)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert told in answer.stderr
    assert not len(demo_server.requests)


def test_refused_credentials_end_it_and_are_told_once(
    run: Run, at_server: dict[str, str], demo_server: DemoServer
) -> None:
    answer = run(*QUESTION, **{**at_server, "NEO_TUI_PASSWORD": "not-this-one"})
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.count("The credentials were refused. ") == 1
    assert "1 type asked, 0 gave rows, 1 failed: 15 TransactionAdd (The credentials were refused)" in answer.stderr
    assert "88 types were not asked" in answer.stderr
    assert len(demo_server.requests) == 1
    assert "not-this-one" not in answer.stderr


def test_what_is_missing_is_named_with_the_line_that_asks_for_it(
    run: Run, answering: Callable[[Answer], AnsweringServer]
) -> None:
    server = answering(lambda query: (400, b"{}") if query["event_type_id"] == "9" else b"[]")
    words = ("sweep", "--customer", "7", "--entity=-$(x)'", "--event", "1", "--event", "9", "--rate", "20")
    answer = run(*words, **server.variables)
    assert answer.returncode == 1
    assert "2 types asked, 0 gave rows, 1 failed: 9 TransactionFinished (The API rejected the question);" in (
        answer.stderr
    )
    (line,) = [line for line in answer.stderr.splitlines() if "What is missing: " in line]
    again = shlex.split(line.partition(": ")[2])
    assert again == ["neo-tui", "sweep", "--customer", "7", "--entity=-$(x)'", "--event", "9"]
    assert run(*again[1:], **server.variables).returncode == 1
    assert server.asked[-1]["entity_id"] == "-$(x)'"


def test_a_host_that_is_not_there_is_not_asked_89_times(run: Run) -> None:
    variables = {"NEO_TUI_HOST": "http://127.0.0.1:9", "NEO_TUI_USER": USERNAME, "NEO_TUI_PASSWORD": PASSWORD}
    answer = run("sweep", "--customer", "1", "--entity", "e", "--rate", "20", **variables)
    assert answer.returncode == 3
    assert "84 types were not asked" in answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("kind", ["table", "json", "jsonl"])
def test_ctrl_c_keeps_what_was_found_and_says_what_is_missing(
    own_environment: Path, answering: Callable[[Answer], AnsweringServer], kind: str
) -> None:
    over = Event()

    def answer(query: dict[str, str]) -> bytes:
        if query["event_type_id"] == "15":
            return f"[{text(SAMPLE)}]".encode()
        over.wait(PATIENCE)
        return b"[]"

    server = answering(answer)
    words = ("sweep", "--customer", "7", "--entity", "e", "--event", "15", "--event", "1", "--event", "9")
    arguments = (*words, "--parallel", "1", "--rate", "20", "--format", kind)
    with started(arguments, server, own_environment) as process:
        until(lambda: len(server.asked) == 2, process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    over.set()
    assert process.returncode == 130
    assert b"TransactionAdd" in out
    if kind == "json":
        assert [each["id"] for each in json.loads(out)] == [15]
    told = err.decode()
    assert "1 type asked, 1 gave rows, none failed, 2 not answered: 1 NewBill, 9 TransactionFinished; " in told
    assert "15 TransactionAdd: neo-tui get --customer 7 --entity e --event 15\n" in told
    assert "What is missing: neo-tui sweep --customer 7 --entity e --event 1,9\n" in told
    assert told.endswith("neo-tui: interrupted\n")
    assert "Traceback" not in told
    assert len(server.asked) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_jsonl_comes_while_others_are_still_asked(
    own_environment: Path, answering: Callable[[Answer], AnsweringServer]
) -> None:
    over = Event()

    def answer(query: dict[str, str]) -> bytes:
        if query["event_type_id"] == "15":
            return f"[{text(SAMPLE)}]".encode()
        over.wait(PATIENCE)
        return b"[]"

    server = answering(answer)
    words = ("sweep", "--customer", "7", "--entity", "e", "--event", "15", "--event", "1", "--format", "jsonl")
    with started(words, server, own_environment) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["id"] == 15
        over.set()
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0


@pytest.fixture
def production(own_environment: Path, demo_server: DemoServer) -> None:
    """A stored profile that is marked as production."""
    (own_environment / "config").mkdir()
    (own_environment / "config" / "profiles.toml").write_text(
        f'[[profiles]]\nname = "eu"\nhost = "{demo_server.url}"\nuser = "{USERNAME}"\nproduction = true\n'
        'secret_source = "environment"\nsecret_variable = "EU_SECRET"\nzone = "Asia/Kolkata"\n'
    )


@pytest.mark.usefixtures("production")
def test_production_is_named_and_the_profile_stands_in_the_lines(run: Run) -> None:
    answer = run(*QUESTION, *THREE, "--profile", "eu", EU_SECRET=PASSWORD)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr.startswith("PRODUCTION · eu · ")
    assert "requests will be made" not in answer.stderr  # nobody watches
    assert "neo-tui get --profile eu --customer 410000131 --entity sWeep00022 --event 16\n" in answer.stderr


@pytest.mark.usefixtures("production")
def test_on_a_terminal_it_says_what_it_will_do_and_shows_where_it_is(
    own_environment: Path, demo_server: DemoServer
) -> None:
    demo_server.latency, began = 1.6, monotonic()  # a painting each second falls between two answers
    command = [sys.executable, "-c", OWN_TERMINAL, *NEO_TUI, *QUESTION, *THREE, "--parallel", "1", "--format", "jsonl"]
    with Terminal(command, {**os.environ, "EU_SECRET": PASSWORD}, cwd=own_environment, columns=160) as terminal:
        terminal.wait_for("3 requests will be made, 20 a second at most", "PRODUCTION · eu")
        terminal.wait_for("0 of 3 types | 0 gave rows | asking 16 DelayedAccrual")
        terminal.wait_for('{"id": 16', "1 of 3 types | 1 gave rows | about")
        assert terminal.exit_code() == 0
        assert "of 3 types |" not in terminal.text()  # wiped
        assert "3 types asked, 2 gave rows, none failed" in terminal.text()
        assert terminal.written.count(b" of 3 types") <= monotonic() - began + 1  # once a second at most


def test_on_a_narrow_terminal_it_stays_one_line_and_ctrl_c_ends_it(
    own_environment: Path, demo_server: DemoServer, at_server: dict[str, str]
) -> None:
    demo_server.latency = 0.1
    command = [sys.executable, "-c", OWN_TERMINAL, *NEO_TUI, *QUESTION[:-2], "--rate", "1"]
    with Terminal(command, {**os.environ, **at_server}, cwd=own_environment, columns=60) as terminal:
        terminal.wait_for("of 89 types | 1 gave rows | about")
        assert len(terminal.text().strip().splitlines()) == 1
        terminal.press("ctrl+c")
        assert terminal.exit_code() == 130
        assert " of 89 types |" not in terminal.text()
        assert "16  DelayedAccrual" in terminal.text()
        assert terminal.text().strip().endswith("neo-tui: interrupted")


def test_help_tells_what_is_so_when_nothing_is_said() -> None:
    said = parser().read(["sweep", "--customer", "1", "--entity", "e"])
    assert (said.parallel, said.rate, said.format, said.event, said.family) == (PARALLEL, RATE, None, None, None)
