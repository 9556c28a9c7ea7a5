"""Filtering and finding among the loaded rows, as one types."""

from __future__ import annotations

import pytest

from neo_tui.ui.screens.form import FormScreen
from tests.ui.conftest import results
from tests.ui.table import Open, having

pytestmark = pytest.mark.anyio

FIRST = list(range(100, 110))


async def test_rows_are_filtered_as_one_types_and_it_is_said_of_how_many(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("slash")
        await table.type("status:exp*")
        await table.until_rows(*having(range(100, 120), "EXPIRED"))
        await table.shows("7 of 20 loaded; page 3 and on not loaded · L loads the rest", "status is exp*")
        await table.at_once(*["backspace"] * 4)
        await table.shows(" ! ")
        await table.press("enter")  # what does not parse is not taken
        await table.type("RETURNED")
        await table.until_rows(*having(range(100, 120), "RETURNED"))


async def test_a_filter_that_does_not_parse_says_where_and_leaves_the_last_good_view(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("slash")
        await table.type("awarded>15")
        good = [100 + number for number in range(20) if number * 7 % 10 > 5]
        await table.until_rows(*good)
        await table.type("x")
        await table.shows(" ! ")
        assert table.ids == good
        lines = table.text.splitlines()
        typed = next(index for index, line in enumerate(lines) if "awarded>15x" in line)
        under = lines[typed + 1]
        assert under.index("^") == lines[typed].index("15x")
        assert set(under.strip()) == {"^"}
        await table.press("backspace")
        await table.shows("8 of 20 loaded")


async def test_what_does_not_parse_stays_told_while_pages_come(opened: Open) -> None:
    async with opened() as (table, _):
        await table.filters("lft>3")
        await table.shows("did you mean left")
        results(table.pilot).gather_again()
        await table.pilot.pause()
        assert "did you mean left" in table.text


async def test_escape_leaves_the_filter_as_it_was_and_once_more_clears_it(opened: Open) -> None:
    async with opened() as (table, _):
        await table.filters("status:EXPIRED")
        await table.press("enter")
        await table.until(lambda: results(table.pilot).table.has_focus)
        expired = having(range(100, 120), "EXPIRED")
        await table.until_rows(*expired)
        await table.filters(" awarded>18")
        await table.until(lambda: table.ids != expired)
        await table.press("escape")
        await table.until_rows(*expired)
        await table.shows("status:EXPIRED", "7 of 20 loaded")
        assert results(table.pilot).table.has_focus
        await table.press("escape")
        await table.until(lambda: len(table.ids) == 10)
        assert "7 of 20" not in table.text
        await table.press("escape")
        await table.until(lambda: isinstance(table.pilot.app.screen, FormScreen))


async def test_escape_from_the_first_filter_shows_the_page_and_the_row_as_before(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("j", "j", "j")
        await table.until(lambda: table.at == 103)
        await table.press("slash")
        await table.type("status:EXPIRED awarded>3")  # entry 103 is not, and on the way there others are shown
        await table.until_rows(*having(range(100, 120), "EXPIRED"))
        await table.press("escape")
        await table.until_rows(*FIRST)
        assert table.at == 103


async def test_the_cursor_is_on_its_row_again_when_the_whole_filter_lets_it_pass(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("j", "j", "j", "j")
        await table.until(lambda: table.at == 104)
        await table.press("slash")
        await table.type("available")  # entry 104 is expired
        await table.until(lambda: 104 not in table.ids)
        await table.press("ctrl+u")
        await table.type("expired")
        await table.until_rows(*having(range(100, 120), "EXPIRED"))
        assert table.at == 104


async def test_the_letters_of_a_filter_are_no_keys(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("slash")
        await table.type("sqLwaU -!N#R[]v")
        await table.shows("sqLwaU -!N#R[]v")
        assert not results(table.pilot).arrangement.order.keys
        await table.press("escape")
        await table.until_rows(*FIRST)
        assert table.columns[0] == "status"  # the digest, not all fields


async def test_where_nothing_passes_it_says_so_and_typing_goes_on(opened: Open) -> None:
    async with opened() as (table, _):
        await table.filters("left>1000")
        await table.shows("No loaded row passes: left above 1,000", "0 of 20 loaded", "L loads the rest")
        await table.press("backspace", "backspace", "backspace")
        await table.until_rows(*having(range(100, 120), "AVAILABLE"))


async def test_a_filter_with_no_rows_is_kept_or_cleared_too(opened: Open) -> None:
    async with opened() as (table, _):
        await table.filters("left>1000")
        await table.press("enter")
        await table.shows("No loaded row passes", "left>1000")
        await table.press("escape")
        await table.until_rows(*FIRST)
        assert table.at == 100


async def test_finding_leaves_all_in_sight_and_leads_from_match_to_match(opened: Open) -> None:
    async with opened() as (table, _):
        await table.filters("status:RETURNED")
        await table.press("tab")
        await table.shows("find", "match", "in 20 loaded", "status is RETURNED")
        assert table.ids == FIRST
        await table.press("enter")
        await table.until(lambda: table.at == 102)
        for key, row in (("n", 105), ("n", 108), ("n", 102), ("N", 108), ("N", 105)):
            await table.press(key)
            await table.until(lambda row=row: table.at == row)  # type: ignore[misc]
        assert [line[0] for line in table.lines[1:11]] == list("  ›  ›  › ")
        await table.press("escape")
        await table.until(lambda: "match" not in table.text)
        assert table.at == 105


async def test_tab_turns_a_filter_into_a_search_and_back(opened: Open) -> None:
    async with opened() as (table, _):
        await table.filters("status:RETURNED")
        await table.until_rows(*having(range(100, 120), "RETURNED"))
        await table.press("tab")
        await table.until_rows(*FIRST)
        await table.press("tab")
        await table.until_rows(*having(range(100, 120), "RETURNED"))


async def test_without_a_match_or_a_search_the_keys_say_so(opened: Open) -> None:
    async with opened() as (table, _):
        await table.press("n")
        await table.shows("No check has found anything about these rows.")
        await table.filters("nowhere")
        await table.press("tab", "enter", "n")
        await table.shows("No row that is shown matches.")


async def test_a_filtered_row_stands_on_its_own_page_when_the_filter_goes(opened: Open) -> None:
    async with opened() as (table, _):
        await table.filters("entry:117")
        await table.press("enter")
        await table.until_rows(117)
        await table.press("escape")
        await table.until_rows(*range(110, 120))
        assert table.at == 117
        await table.shows("page 2, rows 11-20")
        await table.press("[")
        await table.shows("page 1, rows 1-10")


async def test_a_click_while_one_types_goes_to_that_row_and_the_filter_stays(opened: Open) -> None:
    async with opened(size=(80, 24)) as (table, _):
        await table.filters("status:EXPIRED")
        await table.until_rows(*having(range(100, 120), "EXPIRED"))
        await table.pilot.click(results(table.pilot).table, offset=(3, 3))
        await table.until(lambda: table.at == 107)
        await table.press("s")
        await table.shows("status:EXPIRED", "Status ▲")
