"""Loading the rest, and a server that is gone: what is loaded is there and can be worked with."""

from __future__ import annotations

import pytest

from tests.ui.conftest import results
from tests.ui.table import Open, having

pytestmark = pytest.mark.anyio

ALL = list(range(100, 135))


async def test_the_rest_is_loaded_and_shown_together(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("L")
        await table.until_rows(*ALL)
        await table.shows("together: all 35", "All 35 rows are loaded.", "35 rows")
        assert "L loads the rest" not in table.text
        await table.filters("expired")
        await table.shows("12 of all 35")
        await table.press("escape", "]")
        await table.shows("All loaded rows are shown")


async def test_escape_ends_the_loading_and_what_came_stays(opened: Open) -> None:
    async with opened(count=65) as (table, rows):
        rows.held = {5}
        await table.press("L")
        await table.shows("asking for page 5 · 40 rows so far", "esc cancels")
        await table.press("escape")
        await table.until_rows(*range(100, 140))
        await table.shows("together: 40 loaded; page 5 and on not loaded  · L loads the rest")
        rows.go.set()
        await table.press("L")
        await table.until_rows(*range(100, 165))


async def test_a_failure_on_the_way_keeps_what_came_and_says_what_did_not(opened: Open) -> None:
    async with opened(count=65) as (table, rows):
        rows.broken = {5}
        await table.press("L")
        await table.until_rows(*range(100, 140))
        await table.shows("page 5 did not come")
        rows.broken = set()
        await table.press("L")
        await table.until_rows(*range(100, 165))
        await table.shows("together: all 65")


async def test_after_loading_the_rest_the_page_is_still_the_one_that_was_looked_at(opened: Open) -> None:
    async with opened() as (table, rows):
        await table.press("L")
        await table.until_rows(*ALL)
        await table.press("a")
        await table.until_rows(*ALL[:10])
        rows.rows[0]["id"] = 999
        await table.press("r")
        await table.until(lambda: table.ids[0] == 999)
        await table.shows("page 1, rows 1-10")


async def test_a_server_that_does_not_look_at_the_page_is_told(opened: Open) -> None:
    async with opened(count=40) as (table, rows):
        rows.pageless = True
        await table.press("L")
        await table.shows("holds the very rows of page")


async def test_with_the_server_gone_the_loaded_rows_are_filtered_sorted_marked_and_arranged(opened: Open) -> None:
    async with opened() as (table, rows):
        rows.down = True
        await table.press("r")
        await table.shows("Below: the rows as of")
        assert results(table.pilot).table.has_class("stale")
        await table.filters("status:EXPIRED")
        await table.press("enter")
        await table.until_rows(*having(range(100, 120), "EXPIRED"))
        await table.to_column("awarded")
        await table.press("s", "space")
        await table.until(lambda: table.ids[0] == 110)
        assert table.marked
        await table.press("-", "w", "w", "V")
        await table.until(lambda: "awarded" not in table.columns)
        await table.press("L")
        await table.until(lambda: results(table.pilot)._asking_since is None)
        await table.until(lambda: table.ids[0] == 110)
        rows.down = False
        await table.press("L")
        await table.until(lambda: len(results(table.pilot).gathered.rows) == 35)
        assert not results(table.pilot).table.has_class("stale")


async def test_other_pages_keep_the_row_and_with_the_server_gone_all_that_was_loaded(opened: Open) -> None:
    async with opened() as (table, rows):
        await table.press("]")
        await table.shows("page 2, rows 11-20")
        await table.press("j", "j", "R", *"15", "enter")
        await table.shows("page 1, rows 1-15", "15 a page")
        assert table.at == 112
        rows.down = True
        await table.press("R", *"40", "enter")
        await table.shows("Below: the rows as of")
        assert table.ids == list(range(100, 115))
        await table.press("k")
        await table.until(lambda: table.at == 111)
        rows.down = False
        await table.press("r")
        await table.shows("page 1, rows 1-15")


async def test_while_other_pages_are_on_their_way_one_goes_on_reading(opened: Open) -> None:
    async with opened(count=20) as (table, rows):
        rows.held = {1}
        await table.press("R", *"15", "enter")
        await table.shows("asking for page 1")
        await table.press("j", "j", "s", "space")
        await table.until(lambda: table.marked == [102])
        await table.press("escape")
        await table.shows("20 loaded")
        rows.go.set()


async def test_the_timeline_says_which_part_of_the_answer_it_shows(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("T")
        await table.shows("Timeline  20 rows loaded; page 3 and on not loaded")
        await table.press("escape")
        await table.filters("expired")
        await table.press("enter", "T")
        await table.shows("rows of 20 loaded; page 3 and on not loaded")
        await table.press("escape", "L")
        await table.until(lambda: results(table.pilot).gathered.complete)
        await table.press("T")
        await table.shows("Timeline  12 rows of all 35")
