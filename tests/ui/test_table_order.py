"""Sorting and marking rows, and the cursor that stays on its row through all of it."""

from __future__ import annotations

import pytest

from neo_tui.ui.screens.row_comparison import RowComparisonScreen
from tests.ui.conftest import results
from tests.ui.table import Open, having

pytestmark = pytest.mark.anyio

FIRST = list(range(100, 110))
BY_AWARDED = sorted(range(100, 120), key=lambda number: (number - 100) * 7 % 10)


async def test_a_column_sorts_up_then_down_then_not_and_says_so(opened: Open) -> None:
    async with opened() as (table, _):
        await table.to_column("awarded")
        await table.press("s")
        await table.until_rows(*BY_AWARDED)
        assert "Awarded ▲" in table.heading
        await table.shows("together: 20 loaded; page 3 and on not loaded")
        await table.press("s")
        await table.until(lambda: table.ids[:2] == [107, 117])
        assert "Awarded ▼" in table.heading
        await table.press("s")
        await table.until_rows(*FIRST)
        assert "▼" not in table.heading
        await table.shows("page 1, rows 1-10")


async def test_a_second_column_decides_among_equals_and_both_are_numbered(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("s")
        await table.to_column("awarded")
        await table.press("S", "S")
        status = {"AVAILABLE": 0, "EXPIRED": 1, "RETURNED": 2}
        at = {number: name for name in status for number in having(range(100, 120), name)}
        expected = sorted(range(100, 120), key=lambda number: (status[at[number]], -((number - 100) * 7 % 10)))
        await table.until_rows(*expected)
        assert "Status ▲1" in table.heading
        assert "Awarded ▼2" in table.heading


async def test_in_all_fields_too_the_sign_stands_in_the_heading(opened: Open) -> None:
    async with opened() as (table, _):
        await table.to_column("redeemed")
        await table.press("s", "w")
        await table.until(lambda: len(table.columns) == 27)
        await table.to_column("redeemed_exclusive_value")
        assert "redeemed_exclusive_value ▲" in table.heading


async def test_the_cursor_stays_on_its_row_through_everything(opened: Open) -> None:
    async with opened() as (table, rows):
        await table.press("j", "j", "j", "j")
        for keys in ("s", "s", "s", "w", "w", "space", "k", "a", "a", "z", "-", "L"):
            await table.press(keys)
            await table.until(lambda: table.at == (105 if keys == "space" else 104))  # noqa: B023 - awaited at once
        await table.until(lambda: len(table.ids) == 35)
        assert table.at == 104
        rows.rows.insert(0, rows.rows.pop(20))  # it stands elsewhere when asked again
        await table.press("r")
        await table.until(lambda: table.ids[0] == 120)
        assert table.at == 104
        await table.filters("expired")
        await table.press("enter")
        await table.until(lambda: len(table.ids) < 35)
        assert table.at == 104
        await table.press("escape")
        await table.until(lambda: len(table.ids) == 35)
        assert table.at == 104
        await table.press("a")
        await table.until(lambda: len(table.ids) == 10)
        assert table.at == 104


async def test_back_among_pages_the_row_is_on_its_page_and_turning_goes_on_from_there(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("a")
        await table.until(lambda: len(table.ids) == 20)
        await table.press("G")
        await table.until(lambda: table.at == 119)
        await table.press("a")
        await table.until_rows(*range(110, 120))
        assert table.at == 119
        await table.shows("page 2, rows 11-20")
        await table.press("]")
        await table.shows("page 3, rows 21-30")
        await table.press("[", "[")
        await table.shows("page 1, rows 1-10")


async def test_marks_stay_on_their_rows_however_they_are_sorted_and_filtered(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("space", "space")
        await table.until(lambda: table.marked == [100, 101])
        assert [line[0] for line in table.lines[1:4]] == ["*", "*", " "]
        await table.press("s")
        await table.until(lambda: len(table.ids) == 20)
        assert table.marked == [100, 101]
        await table.filters("is:marked")
        await table.until_rows(100, 101)
        await table.press("escape", "U")
        await table.until(lambda: table.marked == [])
        assert table.lines[1].startswith(" AVAILABLE")


async def test_keys_that_come_in_one_go_do_what_they_do_one_by_one(opened: Open) -> None:
    async with opened() as (table, _):
        await table.at_once(*"    ")
        await table.until(lambda: table.marked == [100, 101, 102, 103])
        assert table.at == 104
        await table.at_once(*"jjs")
        await table.until(lambda: "Status ▲" in table.heading)
        assert table.at == 106
        await table.at_once(*"sskk][")
        await table.until(lambda: table.ids == FIRST and table.at == 104)


async def test_two_marked_rows_are_compared(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("space", "j", "space", "equals_sign")
        await table.until(lambda: isinstance(table.pilot.app.screen, RowComparisonScreen))
        await table.shows("entry 100", "entry 102")


async def test_a_click_goes_to_the_row_and_the_column_and_once_more_into_the_pane(opened: Open) -> None:
    async with opened() as (table, _):
        across = table.heading.index("Left") + 2
        await table.pilot.click(results(table.pilot).table, offset=(across, 4))
        await table.until(lambda: (table.at, table.column) == (103, "left"))
        assert not results(table.pilot).pane.has_focus
        await table.pilot.click(results(table.pilot).table, offset=(across, 4))
        await table.until(lambda: results(table.pilot).pane.has_focus)
        await table.pilot.click(results(table.pilot).table, offset=(table.heading.index("Awarded"), 0))
        await table.until(lambda: table.column == "awarded")
        assert table.at == 103


@pytest.mark.parametrize("keys", [["G", "g"], ["pagedown", "pageup"]])
async def test_to_the_ends_and_by_pages(opened: Open, keys: list[str]) -> None:
    async with opened(size=(80, 20)) as (table, _):
        await table.press("a")
        await table.until(lambda: len(table.ids) == 20)
        await table.at_once(*[keys[0]] * 8)
        await table.until(lambda: table.at == 119)
        assert any("2026-03-20" in line for line in table.lines)  # the last row is in sight
        await table.at_once(*[keys[1]] * 8)
        await table.until(lambda: table.at == 100)


async def test_fewer_rows_than_before_leave_no_empty_lines_above_the_last(opened: Open) -> None:
    async with opened(count=120, size=(80, 24)) as (table, _):
        await table.press("L")
        await table.until(lambda: len(table.ids) == 120)
        await table.press("G")
        await table.until(lambda: table.at == 219)
        await table.filters("expired")
        await table.press("enter")
        await table.until_rows(*having(range(100, 220), "EXPIRED"))
        assert all("EXPIRED" in line for line in table.lines[1:])
