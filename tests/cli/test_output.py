"""`--output`, formats of lists, and `--json-errors`."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from neo_tui.demo.server import DemoServer
from neo_tui.storage import atomic
from tests.cli.conftest import Run

SAMPLE = ("get", "--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "TransactionAdd")


@pytest.fixture(autouse=True)
def connected(monkeypatch: pytest.MonkeyPatch, at_server: dict[str, str], own_environment: Path) -> None:
    """What is run is asked of the bundled server; names of files are those of the folder it stands in."""
    monkeypatch.chdir(own_environment)
    for name, value in at_server.items():
        monkeypatch.setenv(name, value)


def test_a_file_is_written_for_the_owner_and_its_ending_chooses_the_format(run: Run) -> None:
    told = run(*SAMPLE, "--output", "a.csv")
    assert (told.returncode, told.stdout) == (0, "")
    assert told.stderr.splitlines()[-1].startswith("Written to a.csv: ")
    path = Path("a.csv")
    assert path.read_text().startswith("till_id,")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run(*SAMPLE, "--format", "csv").stdout == path.read_text()
    assert run(*SAMPLE, "--output", "-").stdout.startswith("Status ")
    assert run(*SAMPLE, "--output", "report.html").returncode == 0
    report = Path("report.html").read_text()
    assert "<dt>Customer</dt><dd>374819205</dd>" in report
    assert "<dt>Request id</dt>" in report


def test_nothing_is_overwritten_unasked_and_nothing_is_asked_then(run: Run, demo_server: DemoServer) -> None:
    Path("a.json").write_text("mine")
    told = run(*SAMPLE, "--output", "a.json")
    assert told.returncode == 2
    assert "a.json is there and was not touched" in told.stderr
    assert "--force" in told.stderr
    assert Path("a.json").read_text() == "mine"
    assert not demo_server.requests.all()
    assert run(*SAMPLE, "--output", "a.json", "--force").returncode == 0
    assert json.loads(Path("a.json").read_text())[0]["status"] == "EXPIRED"


def test_a_home_that_nobody_has_is_a_name_like_any_other(run: Run) -> None:
    told = run(*SAMPLE, "--output", "~nosuchuser/x.csv")
    assert (told.returncode, told.stdout) == (2, "")
    assert "~nosuchuser does not exist" in told.stderr
    told = run("get", "--event", "15", "--batch", "~nosuchuser/questions.txt")
    assert (told.returncode, told.stdout) == (2, "")
    assert "~nosuchuser/questions.txt cannot be read" in told.stderr


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("no/where/a.csv", "the folder no does not exist"),
        (".", "is a folder"),
        ("file/a.csv", "is a file, not a folder"),
        ("a.xyz", "No format goes with the ending .xyz"),
        ("a", "a name without an ending"),
    ],
)
def test_where_no_file_can_be_is_said_before_anything_is_asked(
    run: Run, demo_server: DemoServer, path: str, words: str
) -> None:
    Path("file").touch()
    told = run(*SAMPLE, "--output", path, *(("--format", "csv") if path == "." else ()))
    assert (told.returncode, told.stdout) == (2, "")
    assert words.replace("folder no ", f"folder {Path.cwd() / 'no'} ") in told.stderr
    assert not demo_server.requests.all()


def test_a_full_disk_leaves_nothing_half(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, data: bytes) -> None:
        os.write(handle, data[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Path("old.csv").write_text("mine")
    monkeypatch.setattr(atomic, "write_all", full)
    before = sorted(Path().iterdir())
    for words in (("new.csv",), ("old.csv", "--force")):
        told = run(*SAMPLE, "--output", *words)
        assert told.returncode == 2
        assert "the disk is full" in told.stderr
    assert sorted(Path().iterdir()) == before
    assert Path("old.csv").read_text() == "mine"


def test_no_file_comes_of_an_answer_that_did_not_come(run: Run) -> None:
    told = run("get", "--customer", "400403403", "--entity", "eRr4030000", "--event", "15", "--output", "a.jsonl")
    assert told.returncode == 1
    assert not Path("a.jsonl").exists()
    empty = run("get", "--customer", "410000118", "--entity", "nOthng0019", "--event", "15", "--output", "a.jsonl")
    assert empty.returncode == 0
    assert Path("a.jsonl").read_text() == ""


def test_check_sweep_events_and_profiles_write_files_too(run: Run) -> None:
    assert run("check", *SAMPLE[1:], "--output", "c.csv").returncode == 0
    assert Path("c.csv").read_text() == "check,severity,reading,id,sentence\n"
    sweep = ("sweep", "--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "15,16")
    assert run(*sweep, "--output", "s.md").returncode == 0
    assert Path("s.md").read_text().splitlines()[0] == "| Id | Event type | Family | Rows | First award |"
    assert run("events", "tadd", "--output", "e.tsv").returncode == 0
    assert Path("e.tsv").read_text().splitlines()[:2] == ["id\tname\tfamily", "15\tTransactionAdd\ttransactions"]
    assert run("profiles", "list", "--output", "p.json").returncode == 0
    assert Path("p.json").read_text() == "[]\n"


@pytest.mark.parametrize("kind", ["table", "vertical", "markdown", "csv", "tsv", "json", "jsonl"])
def test_every_list_speaks_every_format(run: Run, kind: str) -> None:
    for words in (("events", "tadd"), ("check", "--list")):
        told = run(*words, "--format", kind)
        assert (told.returncode, bool(told.stdout)) == (0, True)
    empty = run("profiles", "list", "--format", kind)
    assert (empty.returncode, bool(empty.stdout)) == (0, kind in {"csv", "tsv", "json"})


def test_errors_are_objects_where_programs_listen(run: Run) -> None:
    refused = run("get", "--customer", "400429429", "--entity", "eRr4290000", "--event", "15", "--json-errors")
    objects = [json.loads(line) for line in refused.stderr.splitlines()]
    error = next(each for each in objects if each["kind"] != "note")
    assert set(error) == {"kind", "title", "cause", "action", "request_id", "exit_code", "field"}
    assert (error["kind"], error["exit_code"]) == ("rate-limit", 1)
    assert error["request_id"]
    for words, field in (
        (("get", "--customer", "x", "--entity", "e", "--event", "15", "--json-errors"), "customer"),
        ((*SAMPLE, "--sort", "nonsense", "--json-errors"), "sort"),
        ((*SAMPLE, "--output", "no/a.csv", "--json-errors"), "output"),
        (("sweep", "--customer", "1", "--entity", "e", "--event", "nonsense", "--json-errors"), "event"),
        (("get", "--nonsense", "--json-errors"), None),
        (("profiles", "show", "nobody", "--json-errors"), None),
        (("get", "--password=x", "--json-errors"), None),
    ):
        told = run(*words)
        first = json.loads(told.stderr.splitlines()[0])
        assert (told.returncode, told.stdout, first["exit_code"], first["field"]) == (2, "", 2, field)
    assert run("get", "--nonsense").stderr.startswith("usage: ")


def test_every_word_on_stderr_is_an_object_then(run: Run) -> None:
    told = run(*SAMPLE, "--json-errors", "--format", "json")
    assert [json.loads(line)["kind"] for line in told.stderr.splitlines()] == ["note"]
    assert json.loads(told.stdout)


def test_a_limit_stops_asking_early(run: Run, demo_server: DemoServer) -> None:
    bulk = ("get", "--customer", "410000107", "--entity", "bUlk237008", "--event", "42", "--count", "50", "--all")
    told = run(*bulk, "--limit", "60", "--format", "csv")
    assert len(told.stdout.splitlines()) == 61
    assert len(demo_server.requests.all()) == 2
    assert "none was asked for any more" in told.stderr
