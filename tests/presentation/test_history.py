"""The history in words, in columns, and what a search looks through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.errors import Kind
from neo_tui.domain.history import Entry, Outcome
from neo_tui.domain.settings import Keep, Preferences, Settings
from neo_tui.presentation.history import entry_lines, outcome_span, said, when
from neo_tui.presentation.history_columns import layout
from neo_tui.presentation.history_state import Kept, about, nothing_here
from neo_tui.presentation.text import cell_width, plain
from tests.domain.histories import ENTRIES, MANY, NOW, entry, split

KOLKATA = timezone(timedelta(hours=5, minutes=30))
TICKET = entry(pinned=True, title="Ticket 4411", note="ask Priya", production=True, times=3, event=42)


@pytest.mark.parametrize(
    ("at", "full", "brief"),
    [
        (datetime(2026, 11, 23, 3, 5, tzinfo=UTC), "today 03:05", "03:05"),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), "22 Nov 23:59", "22 Nov"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), " 2 Jan 03:04", " 2 Jan"),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), "2025-12-31", "2025"),
        (datetime(2026, 11, 24, 1, 0, tzinfo=UTC), "24 Nov 01:00", "24 Nov"),
    ],
)
def test_when_is_as_short_as_it_can_be_told_apart(at: datetime, full: str, brief: str) -> None:
    assert when(at, NOW, UTC) == full
    assert when(at, NOW, UTC, brief=True) == brief


def test_when_is_told_in_the_zone_of_the_person() -> None:
    assert when(datetime(2026, 11, 22, 18, 30, tzinfo=UTC), NOW, KOLKATA) == "today 00:00"


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (Outcome(12, totals=split("1500.50", "0.5")), "12 rows, 1,500 left"),
        (Outcome(1, totals=split("50", "0", "50")), "1 row, 0 left"),
        (Outcome(1, totals=split("5", "9")), "1 row, −4 left"),
        (Outcome(10, more=True, totals=split("70")), "10+ rows, 70 left in 10"),
        (Outcome(48, totals=split("70"), unsummed=1), "48 rows, 70 left in 47"),
        (Outcome(2, unsummed=2), "2 rows, not summed"),
        (Outcome(), "no rows"),
        (Outcome(error="not-found", title="t", answered=False), "not found"),
        (Outcome(error="of-the-future", answered=False), "of-the-future"),
    ],
)
def test_an_outcome_in_few_words(outcome: Outcome, text: str) -> None:
    assert outcome_span(entry(outcome=outcome)).text == text


@pytest.mark.parametrize("kind", list(Kind))
def test_every_failure_has_words_of_its_own_that_fit(kind: Kind) -> None:
    text = outcome_span(entry(outcome=Outcome(error=kind.value, answered=False))).text
    assert len(text) <= 19
    others = [outcome_span(entry(outcome=Outcome(error=each.value))).text for each in Kind if each is not kind]
    assert text not in others


@given(st.integers(0, 40))
def test_an_amount_is_whole_or_left_out(width: int) -> None:
    shown = outcome_span(entry(outcome=Outcome(10, more=True, totals=split("17054.5"))), width).text
    assert shown in {"10+ rows", "10+ rows, 17,054.5 left in 10"}


def test_all_that_is_known_of_a_question() -> None:
    lines = [plain(line) for line in entry_lines(TICKET, NOW, UTC, 200)]
    assert lines == [
        "Ticket 4411 · ask Priya",
        "BulkAllocatePoints (42) · customer 374819206 · entity hfjWDK0dek1",
        "2 rows: 1,500 awarded, 250.5 redeemed, 1,249.5 left",
        "PRODUCTION india · in.example · 23 Nov 2026, 11:00 UTC (1 h ago) · asked 3 times",
    ]
    failed = Outcome(10, True, split("9", "1", "2", "3"), 1, "timeout", "No answer within 30 seconds")
    assert plain(entry_lines(entry(outcome=failed), NOW, UTC, 200)[-2]) == (
        "! No answer within 30 seconds. Before that: 10+ rows: 9 awarded, 1 redeemed, 2 expired, 3 returned, 3 left"
        " · of the 10 loaded; more may exist · 1 row could not be summed"
    )
    never = entry(outcome=Outcome(error="dns", title="No such host", answered=False)).without_ids
    assert plain(entry_lines(never, NOW, UTC, 200)[0]).endswith("ids not kept")
    assert plain(entry_lines(never, NOW, UTC, 200)[-2]) == "! No such host."
    later = entry(page=3, outcome=Outcome(0, more=True))
    assert plain(entry_lines(later, NOW, UTC, 200)[-2]) == "no rows from page 3 on"


@pytest.mark.parametrize(
    "words",
    ["4411", "priya", "bulkallocate", "42", "374819206", "hfjwdk", "2026-11-23", "23 nov", "today", "india",
     "in.example", "production", "pinned", "1249.5", "1,249.5", "2 rows", "asked 3 times", "points"],
)  # fmt: skip
def test_a_search_looks_through_all_that_is_seen(words: str) -> None:
    assert words in said(TICKET, NOW, UTC)


def test_error_finds_what_failed_and_nothing_else() -> None:
    assert "error" in said(entry(outcome=Outcome(error="dns", title="No such host")), NOW, UTC)
    assert "error" not in said(TICKET, NOW, UTC)


@given(MANY, st.integers(1, 200))
@settings(deadline=None, max_examples=30)
def test_no_line_is_wider_than_the_room_there_is(entries: list[Entry], width: int) -> None:
    found = layout(entries, NOW, UTC, width)
    lines = ["".join(span.text for _, span in found.line(each)) for each in entries]
    assert len({cell_width(line) for line in [*lines, found.heading() + " "]}) == 1
    if width >= 80:
        assert cell_width(found.heading()) <= width


def test_a_name_stands_in_place_of_the_question_and_production_is_said_in_words() -> None:
    found = layout([TICKET, entry()], NOW, UTC, 78)
    named, other = ("".join(span.text for _, span in found.line(each)) for each in (TICKET, entry()))
    assert "Ticket 4411" in named
    assert "374819206" not in named
    assert "374819206 hfjWDK0de… Transactio…" in other
    assert ("PROD " in named, "PROD" in other) == (True, False)
    assert "2 rows, 1,249.5 left" in "".join(span.text for _, span in layout([entry()], NOW, UTC, 78).line(entry()))
    wide = layout([TICKET], NOW, UTC, 140)
    assert "PRODUCTION" in "".join(span.text for _, span in wide.line(TICKET))
    assert "ids not kept" in "".join(span.text for _, span in found.line(entry().without_ids))


@given(ENTRIES, st.integers(1, 120))
@settings(deadline=None, max_examples=30)
def test_whatever_an_entry_holds_it_can_be_told(each: Entry, width: int) -> None:
    assert all(cell_width(plain(line)) <= max(width, 2) for line in entry_lines(each, NOW, KOLKATA, width))
    assert each.profile.lower() in said(each, NOW, KOLKATA)


def kept(**changes: Any) -> Kept:  # noqa: ANN401 - whatever it is
    usual = Kept(Keep.ON, "/state/history.jsonl", True, "", 0, 0, False, Preferences(location="/config/settings.toml"))
    return usual._replace(**changes)


def words(each: Kept) -> str:
    below = "".join(span.text for span in about(each, 200))
    return " ".join(plain(line) for line in nothing_here(each, 200)) + " | " + below


def test_where_it_is_kept_or_why_it_is_not_and_how_to_change_that() -> None:
    assert "Kept: the last 2,000 questions of 90 days, and what is pinned · /state/history.jsonl" in words(kept())
    assert "without ids · /state" in words(kept(keep=Keep.WITHOUT_IDS))
    assert "without --private it is kept." in words(kept(private=True, lasts=False))
    assert "in this session yet" in words(kept(lasts=False))
    off = kept(keep=Keep.OFF, left_over=3)
    assert 'history = "off" in /config/settings.toml; history = "on" keeps it' in words(off)
    assert "3 questions still stand in /state/history.jsonl: D deletes them." in words(off)
    wrong = kept(keep=Keep.OFF, preferences=Preferences(Settings(Keep.OFF), ("It is not TOML.",), "/c"))
    assert "It is not TOML." in words(wrong)
    assert "by history" not in words(wrong)
    assert "! Not kept, for this session only: the disk is full." in words(kept(problem="the disk is full"))
    assert "It is deleted: ^z takes it back." in words(kept(undoable=1))
    assert "5 questions are deleted" in words(kept(undoable=5))
