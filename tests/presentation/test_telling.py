"""Times as dates, ages and milliseconds: the table's cells and headings, and the pane."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from neo_tui.domain.clock import Skew
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.domain.status import Tone
from neo_tui.domain.telling import USUAL, Mode, Telling, Where
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.clock import clock_warning
from neo_tui.presentation.columns import COMPACT, EVERY, told_columns
from neo_tui.presentation.detail import detail_lines
from neo_tui.presentation.telling import telling_words
from neo_tui.presentation.text import plain
from tests.domain.rows import at, fresh, row, view

RELATIVE, EPOCH = Telling(Mode.RELATIVE), Telling(Mode.EPOCH)
IN_UTC, HERE = Telling(where=Where.UTC), Telling(where=Where.VIEWER)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def look(telling: Telling) -> Viewpoint:
    return replace(view(), viewer=timezone(timedelta(hours=1)), telling=telling)


@pytest.mark.parametrize(
    ("telling", "cells"),
    [
        (USUAL, ["2022-03-28", "2022-03-29", "2022-03-28 23:14:32", "2022-03-29 23:59:59"]),
        (IN_UTC, ["2022-03-28", "2022-03-29", "2022-03-28 17:44:32", "2022-03-29 18:29:59"]),
        (HERE, ["2022-03-28", "2022-03-29", "2022-03-28 18:44:32", "2022-03-29 19:29:59"]),
        (RELATIVE, ["4 y 7 mo ago"] * 4),
        (EPOCH, ["1648489472000", "1648578599000"] * 2),
    ],
)
def test_the_sample_in_both_sets_of_columns(telling: Telling, cells: list[str]) -> None:
    columns = [column for column in (*COMPACT, *EVERY) if column.time and "auto" not in column.key]
    assert len(columns) == 4
    assert sorted(column.cell(row(), look(telling)).text for column in columns) == sorted(cells)


@pytest.mark.parametrize("telling", [USUAL, IN_UTC, HERE, RELATIVE, EPOCH])
@pytest.mark.parametrize("doubtful", [0, -1000, 1648489472, 10**16, 10**30])
def test_a_doubtful_time_is_told_as_sent_whatever_is_chosen(telling: Telling, doubtful: int) -> None:
    odd = row(expiry_date=doubtful)
    for columns in (COMPACT, EVERY):
        cell = next(column for column in columns if column.key in {"expires_on", "expiry_date"}).cell(
            odd, look(telling)
        )
        assert (cell.text, cell.tone) == (str(doubtful), Tone.WARNING)


def test_never_stays_never_but_in_milliseconds() -> None:
    for telling, text in ((USUAL, "never"), (RELATIVE, "never"), (EPOCH, str(at(2126, 3, 14)))):
        assert COMPACT[7].cell(fresh(expiry_date=at(2126, 3, 14)), look(telling)).text == text


@pytest.mark.parametrize(
    ("telling", "labels", "words"),
    [
        (USUAL, ("Awarded on", "Expires on"), ""),
        (IN_UTC, ("Awarded UTC", "Expires UTC"), "times in UTC"),
        (HERE, ("Awarded here", "Expires here"), "times in your zone"),
        (RELATIVE, ("Awarded on", "Expires on"), "ages as of 17:30:00"),
        (replace(RELATIVE, where=Where.UTC), ("Awarded on", "Expires on"), "ages as of 12:00:00, dates in UTC"),
        (EPOCH, ("Awarded on", "Expires on"), "epoch ms as sent"),
    ],
)
def test_what_is_not_as_usual_is_said(telling: Telling, labels: tuple[str, str], words: str) -> None:
    shown = told_columns(COMPACT, look(telling))
    assert (shown[6].label, shown[7].label) == labels
    assert [column.key for column in shown] == [column.key for column in COMPACT]
    assert telling_words(look(telling)) == words


def pane(telling: Telling, width: int = 50) -> list[str]:
    lines = [plain(line).strip() for line in detail_lines(row(), look(telling), width)]
    start = next(index for index, text in enumerate(lines) if text.startswith("Times"))
    return lines[start : start + 6]


def test_the_pane_tells_the_chosen_way_first_and_keeps_the_others() -> None:
    usual, ages, epoch, utc = pane(USUAL), pane(RELATIVE), pane(EPOCH), pane(IN_UTC)
    assert [usual[0][:6], *usual[1:]] == [
        "Times ",
        "Awarded        4 y 7 mo ago",
        "Asia/Kolkata 2022-03-28 23:14:32 +05:30",
        "UTC          2022-03-28 17:44:32 +00:00",
        "here         2022-03-28 18:44:32 +01:00",
        "raw          1648489472000 ms",
    ]
    assert ages[0].startswith("Times as of 17:30:00 ")
    assert ages[1].startswith("Awarded        4 years ")
    assert [epoch[1], epoch[5]] == ["Awarded        1648489472000 ms", "age          4 y 7 mo ago"]
    assert [text.split()[0] for text in utc[2:5]] == ["UTC", "Asia/Kolkata", "here"]


@pytest.mark.parametrize("telling", [USUAL, IN_UTC, HERE, RELATIVE, EPOCH])
@pytest.mark.parametrize("width", [38, 76, 120])
def test_the_pane_keeps_its_width(telling: Telling, width: int) -> None:
    never = fresh(expiry_date=at(2126, 3, 14), auto_update_time=0)
    assert max(len(plain(line)) for line in detail_lines(never, look(telling), width)) <= width


def page(minutes_left: float, ahead: float | None) -> Page:
    """A page whose points expire so many minutes from when it came."""
    expiry = int((NOW + timedelta(minutes=minutes_left)).timestamp()) * 1000
    skew = None if ahead is None else Skew(timedelta(minutes=ahead), timedelta(seconds=1))
    return Page(Query("hfjWDK0dek", 1, 15, 1, 10), (fresh(expiry_date=expiry),), "", NOW, 0.1, "[]", skew=skew)


def test_over_the_table_the_clocks_are_told_of_where_it_matters() -> None:
    assert clock_warning(page(-2, 4)).startswith("This machine's clock is 4 min ahead of the server's:")
    assert clock_warning(page(-2, None)) == clock_warning(page(-2, 0.01)) == ""
    assert clock_warning(page(60 * 24 * 365 * 4 + 60 * 24 * 20, 4)) == ""
