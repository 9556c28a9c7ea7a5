"""`neo-tui check` as a program of its own: what stands on stdout, on stderr, and the exit code."""

from __future__ import annotations

import json

import pytest

from neo_tui.demo.server import DemoServer
from tests.cli.conftest import Run

SAMPLE = ("check", "--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "TransactionAdd")
OTHERS = ("check", "--customer", "410000124", "--entity", "oThers0025", "--event", "15", "--all")


def test_nothing_found_ends_with_0_and_something_with_4(run: Run, at_server: dict[str, str]) -> None:
    fine = run(*SAMPLE, **at_server)
    assert (fine.returncode, fine.stdout) == (0, "")
    assert fine.stderr.endswith("1 row checked, 0 findings.\n")
    found = run(*OTHERS, "--format", "json", **at_server)
    assert found.returncode == 4
    assert [(entry["check"], entry["id"]) for entry in json.loads(found.stdout)] == [
        ("other-customer", 41000941),
        ("other-event-type", 41000942),
        ("other-organisation", 41000943),
    ]
    assert found.stderr.endswith("5 rows checked, 3 findings.\n")


def test_the_checks_are_listed_without_a_connection(run: Run) -> None:
    told = run("check", "--list")
    assert (told.returncode, told.stderr) == (0, "")
    assert "merged-customer (notice)" in told.stdout
    assert len(json.loads(run("check", "--list", "--format", "json").stdout)) == told.stdout.count("\n\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [((), "--customer: Give the customer id"), (("--customer", "1", "--entity", "e"), "--event: Choose the event")],
)
def test_an_unfinished_question_ends_with_2_and_nothing_is_asked(
    run: Run, at_server: dict[str, str], demo_server: DemoServer, arguments: tuple[str, ...], told: str
) -> None:
    answer = run("check", *arguments, **at_server)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert told in answer.stderr
    assert not demo_server.requests.all()


def test_what_cannot_be_reached_ends_with_3(run: Run, at_server: dict[str, str], demo_server: DemoServer) -> None:
    demo_server.stop()
    assert run(*SAMPLE, **at_server).returncode == 3


def test_help_tells_the_exit_codes(run: Run) -> None:
    told = run("check", "--help").stdout
    assert "4 answered, and something found" in told
    assert "--list" in told
