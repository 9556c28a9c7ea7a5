"""`neo-tui get --filter --sort --columns --limit` as a shell runs it."""

from __future__ import annotations

import json

import pytest

from neo_tui.cli.arguments import parser
from neo_tui.demo.server import DemoServer
from tests.cli.conftest import Run
from tests.cli.test_get_command import BULK, SAMPLE


def test_the_most_first_and_only_some_columns(run: Run, at_server: dict[str, str]) -> None:
    options = ("--sort", "-left,id", "--filter", "left>0", "--columns", "id,left", "--limit", "2", "--format", "jsonl")
    answer = run(*BULK, *options, **at_server)
    assert answer.returncode == 0, answer.stderr
    first, second = map(json.loads, answer.stdout.splitlines())
    assert list(first) == ["id", "left"]
    assert first["left"] >= second["left"] > 0
    assert "limit: the first 2 of " in answer.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--filter", "left>>0", "--sort", "-lft"), "  left>>0\n       ^^\n"),
        (("--columns", "id", "--format", "json"), "jsonl can hold chosen columns"),
    ],
)
def test_what_is_not_understood_ends_with_2_before_anything_is_asked(
    run: Run, at_server: dict[str, str], demo_server: DemoServer, options: tuple[str, ...], told: str
) -> None:
    answer = run(*SAMPLE, *options, **at_server)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert told in answer.stderr
    assert not demo_server.requests.all()


def test_check_takes_a_filter_too(run: Run, at_server: dict[str, str], demo_server: DemoServer) -> None:
    question = ("check", *SAMPLE[1:])
    answer = run(*question, "--filter", "is:gone", **at_server)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "     ^^^^\n" in answer.stderr
    assert not demo_server.requests.all()
    answer = run(*question, "--filter", "status:EXPIRED", **at_server)
    assert answer.returncode == 0
    assert "findings are told of 1 of 1 row: status is EXPIRED." in answer.stderr


def test_a_value_may_begin_with_a_dash_where_no_option_can_be_meant() -> None:
    read = parser().read
    assert read([*SAMPLE, "--sort", "-left", "--filter", "-5"]).sort == "-left"
    assert read([*SAMPLE, "--filter", "-5"]).filter == "-5"
    for wrong in (["--sort", "--limit", "5"], ["--limit", "0"], ["--limit", "x"]):
        with pytest.raises(SystemExit):
            read([*SAMPLE, *wrong])
    with pytest.raises(SystemExit):
        read([*SAMPLE, "--", "--sort", "-left"])


@pytest.mark.parametrize("values", [(), ("--values", "decoded"), ("--values", "both")])
@pytest.mark.parametrize("kind", ["table", "vertical", "csv", "tsv", "json", "jsonl", "markdown", "html"])
def test_what_the_checks_find_is_a_column_like_any_other(
    run: Run, at_server: dict[str, str], kind: str, values: tuple[str, ...]
) -> None:
    bad = ("get", "--customer", "410000108", "--entity", "bAdSum0009", "--event", "15")
    if values and kind in {"table", "vertical", "markdown", "html"}:
        return
    told = run(*bad, "--columns", "id,checks", "--format", kind, *values, **at_server)
    assert told.returncode == (2 if kind == "json" else 0), told.stderr
    if told.returncode == 0:
        assert "balance-negative" in told.stdout


def test_rows_without_findings_leave_that_column_empty(run: Run, at_server: dict[str, str]) -> None:
    told = run(*SAMPLE, "--columns", "id,checks", "--format", "csv", **at_server)
    assert told.stdout == "id,checks\n31787856,\n"
