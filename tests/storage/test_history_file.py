"""The history on disk: over restarts, beside another program, and whatever stands in the file."""

from __future__ import annotations

import json
import os
import signal
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neo_tui.domain.history import Entry, Outcome
from neo_tui.domain.settings import Keep, Settings
from neo_tui.storage.atomic import locked
from neo_tui.storage.history import HistoryFile
from neo_tui.storage.history_lines import asked_line, read, whole_line, written
from tests.domain.histories import MANY, NOW, entry
from tests.storage.running import child

SETTINGS = Settings()
JOBS = "tests.storage.history_child"
own_folder = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.jsonl"


def put(path: Path, *entries: Entry) -> HistoryFile:
    store = HistoryFile(path)
    for each in entries:
        store.asked(lambda _, each=each: each)  # type: ignore[misc]
        store.marked(each)
    return store


@given(MANY)
@own_folder
def test_what_is_kept_comes_back_letter_for_letter(tmp_path: Path, entries: list[Entry]) -> None:
    found = read(written(entries).encode())
    assert sorted(found.entries, key=lambda each: each.key) == sorted(entries, key=lambda each: each.key)
    path = tmp_path / "history.jsonl"
    path.unlink(missing_ok=True)
    if entries:
        assert put(path, *entries).load() == entries


def test_it_is_for_the_owner_only_and_no_error_where_nothing_can_be_written(path: Path, tmp_path: Path) -> None:
    assert put(path, entry()).load() == [entry()]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    assert put(path, entry(2)).problem == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (tmp_path / "file").write_text("in the way")
    store = put(tmp_path / "file" / "history.jsonl", entry())
    assert store.problem
    assert store.load() == []


def test_a_later_line_tells_what_is_new_and_marks_stay(path: Path) -> None:
    store = put(path, entry(pinned=True, title="Ticket 4411"))
    more = entry(outcome=Outcome(48, totals=entry().outcome.totals), times=2)
    store.came(more)
    assert store.load() == [entry(outcome=more.outcome, times=2, pinned=True, title="Ticket 4411")]


def test_the_one_asked_last_is_known_without_reading_everything(path: Path) -> None:
    store = put(path, *(entry(number) for number in range(200, 0, -1)))
    again = store.asked(lambda newest: replace(newest, times=2) if newest else entry(0))
    assert again == entry(1, times=2)
    assert again in store.load()


def test_what_is_removed_is_gone_from_the_disk_and_can_be_put_back(path: Path) -> None:
    store = put(path, entry(1), entry(2, pinned=True), entry(3))
    store.remove({entry(2).key})
    assert store.load() == [entry(3), entry(1)]
    assert entry(2).customer not in path.read_text()
    store.restore([entry(2, pinned=True)])
    assert entry(2, pinned=True) in store.load()
    store.clear()
    assert store.load() == []
    assert path.read_text() == ""


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff\xfe",
        b"[]",
        b"null",
        b"{",
        b'{"v":1}',
        b'{"v":1,"id":5}',
        b'{"v":true,"id":"00000000"}',
        asked_line(entry(9)).encode()[:90],
        asked_line(entry(9)).replace('"rows":2', '"rows":-2').encode(),
        asked_line(entry(9)).replace('"1500"', '"NaN"').encode(),
        asked_line(entry(9)).replace('"1500"', '"1e999999999"').encode(),
        asked_line(entry(9)).replace('"1500"', f'"{"9" * 5000}"').encode(),
        asked_line(entry(9)).replace("2026-11-23T03", "0001-01-01T00").encode(),
        asked_line(entry(9)).replace('"count":10', f'"count":{"9" * 5000}').encode(),
        b'{"v":1,"id":"00000000","at":' + b"[" * 10_000,
        b"x" * 100_000,
    ],
)
def test_a_line_that_cannot_be_read_costs_no_other(path: Path, garbage: bytes) -> None:
    store = put(path, entry(1))
    path.write_bytes(path.read_bytes() + garbage.rstrip(b"\n") + b"\n")
    store.asked(lambda _: entry(2))
    assert store.problem == ""
    assert store.load() == [entry(1), entry(2)]


@given(st.binary(max_size=200), st.integers(0, 2000), st.binary(max_size=5))
@own_folder
def test_whatever_befalls_the_file_nothing_is_raised_and_new_lines_are_read(
    tmp_path: Path, tail: bytes, cut: int, middle: bytes
) -> None:
    path = tmp_path / "history.jsonl"
    whole = written([entry(3), entry(2)]).encode()
    path.write_bytes(whole[:cut] + middle + whole[cut + 1 :] + tail)
    store = HistoryFile(path)
    store.load()
    store.asked(lambda _: entry(1))
    assert store.load()[-1] == entry(1)
    store.tidy(NOW, SETTINGS)
    assert entry(1) in store.load()


def test_text_in_the_file_is_foreign_text(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(asked_line(entry()).replace("india", "\\u001b[2Jindia").replace("hfj", "\\ud800"))
    found = HistoryFile(path).load()[0]
    assert (found.profile, found.entity) == ("␛[2Jindia", "<U+D800>WDK0dek1")


def test_a_line_of_a_newer_neo_tui_is_kept_as_it_is(path: Path) -> None:
    newer = '{"v":2,"id":"00000000","whatever":{"it":1}}\n'
    path.parent.mkdir()
    path.write_text(newer + whole_line(entry(1)) + whole_line(entry(2)))
    store = HistoryFile(path)
    store.remove({entry(1).key})
    assert store.load() == [entry(2)]
    assert path.read_text() == newer + whole_line(entry(2))


def test_a_file_that_cannot_be_read_is_not_written_over(path: Path) -> None:
    path.mkdir(parents=True)
    store = HistoryFile(path)
    changes: tuple[Callable[[], None], ...] = (
        lambda: store.remove({"a"}),
        lambda: store.tidy(NOW, SETTINGS),
        lambda: store.came(entry()),
    )
    for change in changes:
        change()
        assert store.problem
    path.rmdir()
    os.mkfifo(path)
    assert store.load() == []  # and does not wait for somebody to write into the pipe
    assert put(path, entry()).problem
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_tidying_removes_for_good_what_is_beyond_the_bounds(path: Path) -> None:
    old, kept = entry(1, at=NOW - timedelta(days=91)), entry(2, at=NOW - timedelta(days=91), pinned=True)
    store = put(path, old, kept, entry(3))
    store.tidy(NOW, SETTINGS)
    assert store.load() == [kept, entry(3)]
    assert old.customer not in path.read_text()
    before = path.stat().st_ino
    store.tidy(NOW, SETTINGS)
    assert path.stat().st_ino == before  # nothing to do, nothing written
    store.tidy(NOW, Settings(history=Keep.WITHOUT_IDS))
    assert kept.customer not in path.read_text()
    assert store.load() == [kept.without_ids, entry(3).without_ids]


def test_the_file_never_grows_beyond_its_bound_and_the_newest_and_pinned_stay(path: Path) -> None:
    store = HistoryFile(path, biggest=20_000)
    pinned = entry(0, at=NOW - timedelta(days=60), pinned=True, note="x" * 300)
    store.restore([pinned])
    for number in range(150, 0, -1):
        store.came(entry(number))
        assert path.stat().st_size <= 20_000
    assert store.load()[0] == pinned
    assert store.load()[-1] == entry(1)
    path.write_bytes(b"\n" * 100 + b"x" * 50_000 + b"\n" + whole_line(entry(9)).encode())
    store.tidy(NOW, SETTINGS)
    assert store.load() == [entry(9)]


def test_two_programs_lose_nothing_of_each_other(tmp_path: Path) -> None:
    answers = child("asked_by_three", tmp_path, module=JOBS)
    assert answers[-1]["codes"] == [0, 0, 0]
    found = HistoryFile(tmp_path / "history.jsonl").load()
    asked = [each for each in found if each.event == 15]
    assert sorted(each.customer for each in asked) == sorted(f"{who}{n}" for who in (1, 2) for n in range(100, 140))
    (same,) = [each for each in found if each.event == 42]
    assert same.times == 81
    assert sum(each.pinned for each in found) == 1


def test_a_writer_that_is_killed_costs_at_most_the_line_it_was_writing(tmp_path: Path) -> None:
    answers = child("killed_while_asking", tmp_path, module=JOBS)
    assert {answer["code"] for answer in answers} == {-signal.SIGKILL}
    assert {answer["problem"] for answer in answers} == {""}  # the dead hold no lock
    for answer in answers:
        asked, removed, found = set(answer["asked"]), set(answer["removed"]), set(answer["found"])
        assert asked <= found, "what was told to be kept is there"
        assert len(found - asked) <= 2  # the one on its way when it was killed, and the one after it
        assert not removed & found
    assert sum(len(answer["asked"]) for answer in answers) > 20


def test_another_program_that_never_lets_go_of_the_lock_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neo_tui.storage.atomic.LOCK_PATIENCE", 0.01)
    store = put(path, entry(1))
    with locked(path):
        store.asked(lambda _: entry(2))
        assert store.problem == "another neo-tui is saving"
    store.asked(lambda _: entry(2))
    assert store.problem == ""
    assert store.load() == [entry(1), entry(2)]


def test_no_line_holds_more_than_the_question_and_its_outcome() -> None:
    names = set(json.loads(whole_line(entry())))
    assert names == {
        *("v", "id", "at", "profile", "host", "production", "customer", "entity", "event", "page", "count", "times"),
        *(
            "answered",
            "rows",
            "more",
            "unsummed",
            "strange",
            "error",
            "error_title",
            "totals",
            "pinned",
            "title",
            "note",
        ),
    }
