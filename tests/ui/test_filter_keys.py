"""After a filter is taken the keys are those of the table again."""

from __future__ import annotations

import pytest

from neo_tui.domain.query import Draft
from tests.ui.conftest import MakeApp, results, shown, until

pytestmark = pytest.mark.anyio

BULK = Draft("410000107", "bUlk237008", "BulkAllocatePoints")


@pytest.mark.parametrize("end", ["enter", "down", "escape"])
async def test_keys_go_to_the_table_again_once_the_filter_is_taken_or_given_up(make_app: MakeApp, end: str) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("/", *"left>5", end)
        await until(pilot, lambda: results(pilot).table.has_focus)
        before = results(pilot).table.cursor_row
        await pilot.press("j")
        await until(pilot, lambda: results(pilot).table.cursor_row == before + 1)


async def test_what_the_checks_found_can_be_a_column_and_rows_have_no_order_by_it(make_app: MakeApp) -> None:
    question = Draft("410000124", "oThers0025", "TransactionAdd")
    async with make_app(question=question, ask=True).run_test(size=(160, 30), notifications=True) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("C")
        await shown(pilot, "○ Checks")
        await pilot.press(*("down",) * 9, "space")
        await shown(pilot, "● Checks")
        await pilot.press("enter")
        await shown(pilot, "other-customer", "other-event-type")
        await pilot.press(*("right",) * 9, "s")
        await shown(pilot, "Rows have no order by Checks.")


async def test_a_click_goes_to_a_row_and_column_and_a_second_one_into_the_pane(make_app: MakeApp) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1", "entry 41907000")
        table = results(pilot).table
        await pilot.click(table, offset=(14, 4))
        await until(pilot, lambda: table.cursor_row == 3)
        assert table.column is not None
        assert table.column.key == "awarded"
        assert table.has_focus
        await pilot.click(table, offset=(14, 4))
        await until(pilot, lambda: results(pilot).pane.has_focus)
