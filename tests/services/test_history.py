"""The history while one works: what becomes one entry, what is updated, removed, put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.history import MAX_PINNED, Entry, Outcome
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.settings import Keep, Settings
from neo_tui.services.history import History
from neo_tui.storage.history import HistoryFile
from neo_tui.storage.session import SessionHistory
from tests.domain.histories import NOW, entry, split
from tests.domain.rows import fresh

INDIA = Profile("india", "in.example", production=True)
ASKED = Query("hfjWDK0dek", 374819205, 15, count=2)
OTHER = replace(ASKED, entity_id="other")
DOWN = NeoError(Kind.TIMEOUT, "No answer within 30 seconds", "c", "a")


class Desk:
    """A person at a program that keeps its history in a file, or in memory."""

    def __init__(self, path: Path | None, keep: Keep = Keep.ON) -> None:
        self.minutes = 0
        store = HistoryFile(path) if path else SessionHistory()
        self.history = History(store, Settings(history=keep), lambda: NOW + timedelta(minutes=self.minutes))

    def ask(self, query: Query = ASKED, rows: int = 2, page: int = 1) -> None:
        self.minutes += 1
        at = NOW + timedelta(minutes=self.minutes)
        self.history.answered(INDIA, Page(query.at(page), (fresh(),) * rows, "r", at, 0.1, "[]"))

    def fail(self, query: Query = ASKED) -> None:
        self.minutes += 1
        self.history.refused(INDIA, query, DOWN)

    @property
    def only(self) -> Entry:
        (found,) = self.history.entries()
        return found

    @property
    def entries(self) -> list[Entry]:
        return sorted(self.history.entries(), key=lambda each: each.at)


@pytest.fixture(params=["file", "session"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "history.jsonl" if request.param == "file" else None)


def test_an_answer_is_kept_with_its_question_and_its_totals(desk: Desk) -> None:
    desk.ask()
    found = desk.only
    assert (found.profile, found.host, found.production) == ("india", "in.example", True)
    assert (found.customer, found.entity, found.event, found.page, found.count) == ("374819205", "hfjWDK0dek", 15, 1, 2)
    assert found.outcome == Outcome(2, more=True, totals=split("200"))
    assert (found.at, found.times) == (NOW + timedelta(minutes=1), 1)


def test_the_same_question_again_is_one_entry_and_another_in_between_makes_two(desk: Desk) -> None:
    desk.ask()
    desk.ask(rows=1)
    assert (desk.only.times, desk.only.outcome) == (2, Outcome(1, totals=split("100")))
    desk.ask(OTHER)
    desk.ask(rows=0)
    assert [(each.entity, each.times) for each in desk.entries] == [("hfjWDK0dek", 2), ("other", 1), ("hfjWDK0dek", 1)]


def test_turning_pages_and_showing_a_page_again_is_not_asking_again(desk: Desk) -> None:
    desk.ask()
    desk.ask(page=2, rows=1)
    page = Page(ASKED, (fresh(),) * 2, "r", NOW + timedelta(minutes=1), 0.1, "[]")
    desk.history.answered(INDIA, page)
    assert (desk.only.times, desk.only.outcome.rows) == (1, 2)


def test_what_is_loaded_later_is_told_by_the_same_entry(desk: Desk) -> None:
    desk.ask()
    desk.history.record(INDIA, ASKED.at(3), (fresh(),) * 5, complete=True)
    assert (desk.only.times, desk.only.outcome) == (1, Outcome(5, totals=split("500")))
    desk.history.record(INDIA, OTHER, (fresh(),), complete=False)
    assert [each.outcome.rows for each in desk.entries] == [5, 1]


def test_a_question_that_begins_in_the_middle_never_says_that_it_is_complete(desk: Desk) -> None:
    desk.ask(replace(ASKED, page=3), rows=0, page=3)
    assert desk.only.outcome == Outcome(0, more=True)
    assert desk.only.page == 3


def test_a_failure_is_kept_with_what_was_answered_before(desk: Desk) -> None:
    desk.fail()
    assert desk.only.outcome == Outcome(error="timeout", title="No answer within 30 seconds", answered=False)
    desk.ask()
    desk.fail()
    assert desk.only.outcome == Outcome(2, True, split("200"), 0, "timeout", "No answer within 30 seconds")
    assert desk.only.times == 3


def test_it_goes_on_over_a_restart_beside_the_marks(tmp_path: Path) -> None:
    first = Desk(tmp_path / "history.jsonl")
    first.ask()
    first.history.mark(first.only, pinned=True, title="Ticket 4411", note="n")
    again = Desk(tmp_path / "history.jsonl")
    again.minutes = 10
    again.ask(rows=1)
    assert (again.only.times, again.only.pinned, again.only.title, again.only.note) == (2, True, "Ticket 4411", "n")
    elsewhere = Profile("india", "other.example")
    again.history.refused(elsewhere, ASKED, DOWN)
    assert len(again.entries) == 2  # another host is another question, whatever the connection is called


def test_what_is_removed_can_be_put_back_with_its_marks(desk: Desk) -> None:
    desk.ask()
    desk.history.mark(desk.only, pinned=True, title="t", note="")
    kept = desk.only
    desk.ask(OTHER)
    desk.history.remove([kept])
    assert desk.only.entity == "other"
    assert desk.history.undoable == 1
    assert desk.history.undo() == [kept]
    assert kept in desk.entries
    desk.history.clear()
    assert desk.entries == []
    assert len(desk.history.undo()) == 2
    assert len(desk.entries) == 2
    assert desk.history.undo() == []


def test_what_was_removed_does_not_come_back_by_turning_a_page(desk: Desk) -> None:
    desk.ask()
    desk.history.remove([desk.only])
    desk.history.record(INDIA, ASKED, (fresh(),) * 5, complete=True)
    assert desk.entries == []
    desk.ask()
    assert desk.only.times == 1


def test_only_so_many_can_be_pinned() -> None:
    store = SessionHistory()
    store.restore([entry(number, pinned=number < MAX_PINNED) for number in range(MAX_PINNED + 1)])
    history = History(store, Settings(), lambda: NOW)
    assert history.mark(entry(MAX_PINNED), pinned=True, title="", note="") is None
    history.mark(entry(1, pinned=True), pinned=False, title="", note="")
    assert history.mark(entry(MAX_PINNED), pinned=True, title="", note="") is not None


def test_without_ids_no_id_reaches_the_disk_and_those_kept_before_go(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    before = Desk(path)
    before.ask(OTHER)
    desk = Desk(path, Keep.WITHOUT_IDS)
    assert not any(each.has_ids for each in desk.entries)
    desk.history.tidy()
    desk.ask()
    desk.ask()
    desk.history.record(INDIA, ASKED, (fresh(),) * 5, complete=True)
    assert [(each.times, each.outcome.rows, each.has_ids) for each in desk.entries] == [(1, 2, False), (2, 5, False)]
    assert not any(text in path.read_text() for text in ("374819205", "hfjWDK0dek", "other"))


def test_off_nothing_is_kept_and_what_was_kept_before_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    Desk(path).ask()
    before = path.read_bytes()
    desk = Desk(path, Keep.OFF)
    desk.ask(OTHER)
    desk.fail()
    desk.history.record(INDIA, ASKED, (fresh(),), complete=True)
    desk.history.tidy()
    assert desk.entries == []
    assert (path.read_bytes(), desk.history.left_over()) == (before, 1)
    desk.history.clear()
    assert desk.history.left_over() == 0
    none = Desk(tmp_path / "none" / "history.jsonl", Keep.OFF)
    none.ask()
    assert not (tmp_path / "none").exists()


def test_what_the_disk_does_not_take_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    desk = Desk(tmp_path / "file" / "history.jsonl")
    desk.ask()
    desk.ask(rows=1)
    assert desk.history.problem
    assert (desk.only.times, desk.only.outcome.rows) == (2, 1)
    marked = desk.history.mark(desk.only, pinned=True, title="t", note="")
    assert desk.only == marked
    desk.ask(OTHER)
    assert len(desk.entries) == 2


def test_many_rows_are_told_at_once() -> None:
    rows: tuple[Allocation, ...] = (fresh(),) * 1000
    desk = Desk(None)
    desk.history.record(INDIA, ASKED, rows, complete=False)
    assert desk.only.outcome == Outcome(1000, more=True, totals=split("100000"))
