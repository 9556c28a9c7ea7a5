"""The timeline, walked with the keys, on rows of the bundled server's stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from neo_tui.demo.data import rows as story_rows
from neo_tui.domain.allocation import Allocation
from neo_tui.presentation import timeline as lines
from neo_tui.presentation.text import Line
from neo_tui.presentation.timeline_entries import Entry
from neo_tui.ui.screens.timeline import TimelineScreen
from neo_tui.ui.widgets import timeline_rows
from tests.domain.rows import fresh, raw, view
from tests.ui.conftest import NOW, MakeApp, shown, until

pytestmark = pytest.mark.anyio

BULK = (410000107, "bUlk237008", 42)
ODD = (410000109, "oDdVal0010", 15)
PROGRAMMES = (410000106, "mUltiP0007", 15)
HOSTILE = (410000110, "hOstil0011", 15)


def of_story(key: tuple[int, str, int]) -> list[Allocation]:
    return [raw(text) for text in story_rows(key, NOW)]


async def opened(pilot: Pilot[int], rows: Sequence[Allocation], at: int = 0) -> list[int | None]:
    """Open the timeline; what it answers is put into the list."""
    answers: list[int | None] = []
    pilot.app.push_screen(TimelineScreen(rows, view(NOW), "page 1", at), answers.append)
    await shown(pilot, "Timeline", "page 1")
    await until(pilot, lambda: screen(pilot).bars.bars > 1)
    return answers


def screen(pilot: Pilot[int]) -> TimelineScreen:
    top = pilot.app.screen
    assert isinstance(top, TimelineScreen)
    return top


async def test_the_rows_of_a_bill_are_walked_and_one_is_chosen(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        answers = await opened(pilot, of_story(PROGRAMMES), at=1)
        await shown(pilot, "4 rows", "Asia/Kolkata", "2027", "entry 41000701", "┿", "│ now")
        await pilot.press("down")
        await shown(pilot, "entry 41000702 · 12.5 of 12.5 left · line 3 of 4", "in 3 y", "12.5 points were awarded on")
        await pilot.press("end", "enter")
        await until(pilot, lambda: answers == [3])


async def test_esc_chooses_none(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        answers = await opened(pilot, of_story(PROGRAMMES))
        await pilot.press("escape")
        await until(pilot, lambda: answers == [None])


async def test_the_row_that_is_marked_stays_in_sight(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        answers = await opened(pilot, of_story(BULK))
        await shown(pilot, "237 rows", "line 1 of 237")
        await pilot.press("pagedown", "pagedown", "down")
        place = screen(pilot).bars.place
        await shown(pilot, f"line {place + 1} of 237", f"{41907000 + place} ")
        await pilot.press("end")
        await shown(pilot, "line 237 of 237")
        await pilot.press("home", "up")
        await shown(pilot, "line 1 of 237")
        await pilot.press("enter")
        await until(pilot, lambda: answers == [0])


async def test_the_window_is_moved_zoomed_and_set_back(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await opened(pilot, of_story(PROGRAMMES))
        usual = screen(pilot)._window
        await pilot.press("right", "right", "right", "right", "right")
        await shown(pilot, "4 before this window", "‹ now earlier")
        await pilot.press("n")
        await shown(pilot, "│ now")
        assert screen(pilot)._window.length == usual.length
        await pilot.press("0")
        await until(pilot, lambda: screen(pilot)._window == usual)
        await pilot.press("plus", "plus")
        await until(pilot, lambda: screen(pilot)._window.length == usual.length // 2 // 2)
        await pilot.press("minus", "left")
        await until(pilot, lambda: screen(pilot)._window.length in {usual.length // 2, usual.length // 2 - 1})


async def test_times_that_cannot_be_drawn_are_said_and_all_fits_at_80_cells(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, of_story(ODD))
        await shown(pilot, "14 rows page 1 · 4 without a bar", "no expiry date set", "expiry doubtful (u", "│ now")
        await pilot.press("end")
        await shown(pilot, "1773516413  Reads like seconds where milliseconds are due.")
        await pilot.press("t", "t", "z", "z")
        await shown(pilot, "epoch ms as sent, dates in UTC", "UTC  ")
        await shown(pilot, "1773516413  Reads like seconds where milliseconds are due.")


async def test_hostile_rows_and_none_at_all(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await opened(pilot, of_story(HOSTILE))
        await shown(pilot, "[/red]", "[@click=")
        await pilot.press("escape")
        answers = await opened(pilot, [])
        await shown(pilot, "0 rows", "There are no rows")
        await pilot.press("down", "plus", "n", "0", "enter")
        await until(pilot, lambda: answers == [None])


async def test_of_ten_thousand_rows_only_those_in_sight_are_drawn(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = fresh()
    many = [replace(one) for _ in range(10_000)]
    drawn: set[int] = set()

    def counted(entry: Entry, *rest: object) -> Line:
        drawn.add(entry.given)
        return lines.row_line(entry, *rest)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(timeline_rows, "row_line", counted)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, many)
        await pilot.press("end")
        await shown(pilot, "line 10,000 of 10,000")
        assert len(drawn) < 60
