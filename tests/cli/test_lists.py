"""`--columns`, `--sort` and `--limit` of the commands that write lists."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.presentation.exporters.list_choice import ListChoice
from neo_tui.presentation.exporters.listing import Listing
from tests.cli.conftest import Run

SWEEP = ("sweep", "--customer", "410000131", "--entity", "sWeep00022", "--event", "15,16,42")
BAD = ("check", "--customer", "410000108", "--entity", "bAdSum0009", "--event", "15")


def test_events_by_what_is_asked_for(run: Run) -> None:
    answer = run("events", "--sort", "-id", "--columns", "name,id", "--limit", "3", "--format", "json")
    entries = json.loads(answer.stdout)
    assert [list(entry) for entry in entries] == [["name", "id"]] * 3
    ids = [entry["id"] for entry in entries]
    assert ids == sorted(ids, reverse=True)
    assert answer.stderr == "limit: the first 3 of 89 are written.\n"
    table = run("events", "trans", "--columns", "family,id", "--sort", "family,-id").stdout.splitlines()
    assert table[0].split() == ["family", "id"]
    rows = list(csv.DictReader(io.StringIO(run("events", "--sort", "family,-id", "--format", "csv").stdout)))
    assert rows == sorted(rows, key=lambda row: (row["family"].casefold(), -int(row["id"])))


def test_findings_keep_their_exit_code_whatever_is_written(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*BAD, "--sort", "-id", "--columns", "id,check", "--limit", "2", "--format", "tsv", **at_server)
    assert answer.returncode == 4
    assert answer.stdout == "id\tcheck\n41000903\taward-after-expiry\n41000902\tstatus-contradicts-amounts\n"
    assert "limit: the first 2 of 4 are written." in answer.stderr
    listed = json.loads(run("check", "--list", "--columns", "check,severity", "--format", "json").stdout)
    assert len(listed) == 19
    assert {"severity": "error", "check": "balance-negative"} in listed


@pytest.mark.parametrize("kind", ["json", "jsonl", "table", "vertical", "markdown", "csv", "tsv"])
def test_what_a_sweep_found(run: Run, at_server: dict[str, str], kind: str) -> None:
    answer = run(*SWEEP, "--sort", "-rows", "--columns", "rows,id", "--format", kind, **at_server)
    assert answer.returncode == 0
    assert "DelayedAccrual" not in answer.stdout
    assert answer.stdout.index("42") < answer.stdout.index("16")


def test_the_steps_of_the_doctor_as_a_list(run: Run, at_server: dict[str, str]) -> None:
    answer = run("doctor", "--columns", "name,status", "--sort", "name", **at_server)
    heading, *lines = answer.stdout.splitlines()
    assert heading.split() == ["name", "status"]
    names = [line.split()[0] for line in lines]
    assert names == sorted(names)
    assert "call" in names


def test_profiles(run: Run) -> None:
    for name in ("b", "a"):
        assert run("profiles", "add", name, "--host", "eu.example", "--user", "t").returncode == 0
    assert run("profiles", "list", "--columns", "name,host", "--sort", "name", "--format", "tsv").stdout == (
        "name\thost\na\teu.example\nb\teu.example\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("events", "--columns", "label"), "--columns: Nothing is called 'label' here. There are: id, name, family."),
        (("events", "--columns", ""), "--columns: Nothing is called '' here."),
        (("events", "--sort", "id,-id"), "--sort: id stands twice."),
        (("events", "--columns=-id"), "--columns: Nothing is called '-id' here."),
        (("events", "--limit", "0"), "a limit is a whole number from 1"),
        (("check", "--list", "--sort", "\x1b[2J"), "--sort: Nothing is called"),
        ((*BAD, "--sort", "rows"), "There are: check, severity, reading, id, sentence."),
        ((*SWEEP, "--columns", "points"), "There are: id, name, family, rows, more, first_award."),
        (("doctor", "--columns", "x"), "There are: name, status, seconds, summary, action, facts."),
    ],
)
def test_a_wrong_name_is_told_with_those_there_are_and_nothing_is_asked(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    answer = run(*words, NEO_TUI_HOST="http://127.0.0.1:9", NEO_TUI_USER="till", NEO_TUI_PASSWORD="word")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert said in answer.stderr
    assert "\x1b" not in answer.stderr


VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
ENTRIES = st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES}), max_size=12)


@given(ENTRIES, st.lists(st.sampled_from(["a", "b"]), unique=True), st.booleans(), st.integers(1, 15))
def test_a_choice_loses_and_invents_nothing(
    entries: list[dict[str, object]], by: list[str], largest: bool, most: int
) -> None:
    listing = Listing(("a", "b"), entries, ("A", "B"), [(str(entry["a"]), str(entry["b"])) for entry in entries])
    order = tuple((key, largest) for key in by)
    whole, nothing = ListChoice(order=order).of(listing)
    assert nothing == ""
    assert sorted(map(repr, whole.entries)) == sorted(map(repr, entries))
    assert [(str(entry["a"]), str(entry["b"])) for entry in whole.entries] == list(whole.rows)
    part, said = ListChoice(order=order, limit=most).of(listing)
    assert list(part.entries) == list(whole.entries)[:most]
    assert bool(said) is (len(entries) > most)
    for one, other in zip(whole.entries, whole.entries[1:], strict=False):
        values = [each[by[0]] for each in (one, other)] if by else []
        if all(isinstance(value, int | float) for value in values) and values:
            assert values[0] >= values[1] if largest else values[0] <= values[1]  # type: ignore[operator]
