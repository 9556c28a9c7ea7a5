"""Columns as one wants them: hidden, moved, pinned, widened, and still so the next time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neo_tui.domain.column_choice import ColumnChoice
from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from tests.ui.conftest import MakeApp, results
from tests.ui.table import Open, Table, sample

pytestmark = pytest.mark.anyio

SAMPLE_ROW = sample(0)
SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
DIGEST = ["status", "awarded", "redeemed", "expired", "returned", "left", "awarded_on", "expires_on", "id"]


async def test_columns_are_hidden_one_after_the_other_and_the_last_stays(opened: Open) -> None:
    async with opened(size=(160, 36)) as (table, _):
        await table.to_column("redeemed")
        await table.press("-")
        await table.until(lambda: "redeemed" not in table.columns)
        await table.shows("Redeemed is hidden; C shows it again.")
        assert table.column == "expired"
        await table.press("-", "-")
        await table.until(lambda: table.columns == ["status", "awarded", "left", "awarded_on", "expires_on", "id"])
        await table.press("l", "l", "l", "-")
        await table.until(lambda: table.columns[-1] == "expires_on")
        assert table.column == "expires_on"  # the last is gone: the one before it
        await table.press("-", "-", "-", "-", "-")
        await table.until(lambda: table.columns == ["status"])
        await table.shows("The last column stays.")


async def test_a_column_is_moved_to_both_sides_and_the_cursor_goes_with_it(opened: Open) -> None:
    async with opened(size=(160, 36)) as (table, _):
        await table.to_column("awarded")
        await table.press("shift+right", "shift+right")
        await table.until(lambda: table.columns[:4] == ["status", "redeemed", "expired", "awarded"])
        assert table.column == "awarded"
        await table.at_once(*["shift+left"] * 5)
        await table.until(lambda: table.columns[:3] == ["awarded", "status", "redeemed"])
        assert table.lines[1].split()[:2] == ["10", "AVAILABLE"]


async def test_a_widened_column_shows_all_of_its_value(
    make_app: MakeApp,
) -> None:
    question = Draft("410000110", "hOstil0011", "15")
    async with make_app(question=question, ask=True).run_test(size=(80, 24), notifications=True) as pilot:
        table = Table(pilot)
        await table.shows("page 1")
        width = results(pilot).table.columns[0].widest
        await table.press("_")
        await table.until(lambda: results(pilot).table.columns[0].widest > width)
        await table.press("_")
        await table.until(lambda: results(pilot).table.columns[0].widest == width)


async def test_the_id_stays_in_sight_while_one_goes_through_all_fields(opened: Open) -> None:
    async with opened(size=(100, 30)) as (table, _):
        await table.press("w")
        await table.until(lambda: len(table.columns) == 27)
        seen = set()
        for _ in range(26):
            await table.press("l")
            seen.add(table.column)
            assert table.lines[0].split("‹")[0].split()[0] == "id"
            assert table.lines[1].split("‹")[0].split()[0] == "100"
            assert table.column in table.heading
        assert len(seen) == 26
        await table.at_once(*["h"] * 26)
        await table.until(lambda: table.column == "id")


async def test_other_columns_are_pinned_and_no_longer(opened: Open) -> None:
    async with opened(size=(100, 30)) as (table, _):
        await table.press("w")
        await table.to_column("till_id")
        await table.press("!")
        await table.shows("The first 2 stay in sight.")
        await table.at_once(*["l"] * 20)
        assert table.lines[0].split("‹")[0].split() == ["id", "till_id"]
        assert table.lines[1].split("‹")[0].split() == ["100", "5000"]
        assert table.lines[1].split("‹")[1].split()[0] in map(str, SAMPLE_ROW.values())  # whole, not half of it
        await table.to_column("till_id")
        await table.press("!")
        await table.shows("No column is pinned.")
        await table.at_once(*["l"] * 20)
        await table.until(lambda: "till_id" not in table.heading)


async def test_a_click_on_a_scrolled_table_hits_the_column_under_the_mouse(opened: Open) -> None:
    async with opened(size=(100, 30)) as (table, _):
        await table.press("w")
        await table.until(lambda: len(table.columns) == 27)
        await table.to_column("expiry_date")
        name = table.heading.replace("‹", " ").split()[2]
        await table.pilot.click(results(table.pilot).table, offset=(table.heading.index(name) + 1, 2))
        await table.until(lambda: (table.at, table.column) == (101, name))
        await table.pilot.click(results(table.pilot).table, offset=(2, 3))
        await table.until(lambda: (table.at, table.column) == (102, "id"))


async def test_what_was_chosen_is_there_the_next_time_for_that_connection_alone(
    make_app: MakeApp, demo_profile: Profile
) -> None:
    app = make_app(question=SAMPLE, ask=True)
    async with app.run_test(size=(160, 36)) as pilot:
        table = Table(pilot)
        await table.shows("page 1")
        await table.to_column("redeemed")
        await table.press("-", "shift+right", "!", "_")
        await table.until(lambda: app.memory.columns[("demo", "compact")].full == {"expired"})
        await table.press("w", "-")
        await table.until(lambda: len(table.columns) == 26)
    memory: Memory = app.memory
    assert memory.columns["demo", "compact"].pinned == 4
    async with make_app(question=SAMPLE, ask=True, memory=memory).run_test(size=(160, 36)) as pilot:
        table = Table(pilot)
        await table.shows("page 1")
        assert table.columns[:4] == ["status", "awarded", "returned", "expired"]
        await table.press("w")
        await table.until(lambda: len(table.columns) == 26)
    other = replace(demo_profile, name="other")
    async with make_app(other, question=SAMPLE, ask=True, memory=memory).run_test(size=(160, 36)) as pilot:
        table = Table(pilot)
        await table.shows("page 1")
        assert table.columns == DIGEST


async def test_a_choice_from_another_time_is_shown_as_far_as_it_is_known(make_app: MakeApp) -> None:
    old = {("demo", "compact"): ColumnChoice(("gone", "left", "id", "left"), 3, frozenset({"gone"}))}
    async with make_app(question=SAMPLE, ask=True, memory=Memory(columns=old)).run_test(size=(120, 30)) as pilot:
        table = Table(pilot)
        await table.shows("page 1")
        assert table.columns == ["left", "id"]


async def test_the_list_of_columns_shows_hides_moves_pins_and_resets(opened: Open) -> None:
    async with opened(size=(160, 45)) as (table, _):
        await table.press("C")
        await table.shows("Columns", "● Status", "○ till_id")
        await table.press("down", "down", "down", "K", "!", "_")
        await table.shows("pinned, full width")
        await table.press("enter")
        await table.until(lambda: table.columns == ["status", "awarded", "expired", "redeemed", *DIGEST[4:]])
        assert results(table.pilot).choice == ColumnChoice(tuple(table.columns), 3, frozenset({"expired"}))
        await table.press("C", "space", "R", "escape")
        await table.until(lambda: table.columns == ["status", "awarded", "expired", "redeemed", *DIGEST[4:]])
        await table.press("C", "space", "enter")
        await table.until(lambda: table.columns == ["awarded", "expired", "redeemed", *DIGEST[4:]])
        await table.press("C", "R", "enter")
        await table.until(lambda: table.columns == DIGEST)


async def test_a_field_that_is_not_in_the_digest_is_shown_and_sorted_by(opened: Open) -> None:
    async with opened(size=(160, 45)) as (table, _):
        others = [column.key for column in results(table.pilot).column_set.columns]
        await table.press("C")
        await table.shows("○ till_id")
        await table.at_once(*["down"] * others.index("till_id"), "space", "enter")
        await table.until(lambda: table.columns[-1] == "till_id")
        await table.to_column("till_id")
        await table.press("s")
        await table.until(lambda: table.ids[:5] == [100, 105, 110, 115, 101])
        assert "till_id ▲" in table.heading


@pytest.mark.parametrize("size", [(60, 24), (120, 36)])
async def test_one_row_from_top_to_bottom_where_columns_do_not_fit(opened: Open, size: tuple[int, int]) -> None:
    async with opened(size=size) as (table, _):
        await table.press("w", "V", "f")
        await table.shows("points_source_type_id", "original_points")
        await table.press("escape", "j", "f")
        await table.until(lambda: any(line.split()[-2:] == ["id", "101"] for line in table.text.splitlines()))
        await table.press("escape", "V")
        await table.until(lambda: "points_source_type_id  " not in table.text)


async def test_as_long_as_usual_columns_are_hidden_it_is_said(opened: Open) -> None:
    async with opened() as (table, _):
        assert "hidden" not in table.text
        await table.to_column("left")
        await table.press("minus")
        await table.shows("1 column hidden – C")
        await table.press("minus")
        await table.shows("2 columns hidden – C")
        await table.press("w")
        await table.until(lambda: "hidden –" not in table.text)
        await table.press("w")
        await table.shows("2 columns hidden – C")


async def test_a_sign_at_the_end_of_the_headings_says_that_further_columns_follow(opened: Open) -> None:
    async with opened(size=(60, 24)) as (table, _):
        assert table.heading.endswith("›")
        await table.to_column(table.columns[-1])
        await table.until(lambda: not table.heading.endswith("›"))
    async with opened(size=(160, 24)) as (table, _):
        assert "›" not in table.heading
