"""Comparing on the screen: two rows, two answers, and two connections of the demo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

import pytest
from textual.pilot import Pilot

from neo_tui.demo.credentials import COPY_USERNAME
from neo_tui.demo.nightly import COPIED, copied, original
from neo_tui.domain.allocation import Allocation
from neo_tui.domain.comparison import Comparison, compare_answers
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.ui.screens.answer_comparison import AnswerComparisonScreen
from neo_tui.ui.screens.row_comparison import RowComparisonScreen
from neo_tui.ui.widgets.line_list import LineList
from tests.domain.rows import fresh, raw, view
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio
NAMES = ("10:31", "10:41")
SIZES = [(80, 24), (160, 45)]
NIGHT = compare_answers([raw(text) for text in copied()], [raw(text) for text in original()])


async def compare(pilot: Pilot[int], comparison: Comparison, scope: str = "") -> AnswerComparisonScreen:
    screen = AnswerComparisonScreen(comparison, view(), NAMES, scope)
    await pilot.app.push_screen(screen)
    await shown(pilot, "10:31 (")
    return screen


def lines(pilot: Pilot[int]) -> list[str]:
    return [line.rstrip() for line in screen_text(pilot).splitlines()]


def marked(pilot: Pilot[int]) -> str:
    """The line of the list that is marked."""
    rows = pilot.app.screen.query_one(LineList)
    return lines(pilot)[rows.region.y + rows.marked - int(rows.scroll_offset.y)].strip()


@pytest.mark.parametrize("size", SIZES)
async def test_two_rows_are_compared_what_differs_first(make_app: MakeApp, size: tuple[int, int]) -> None:
    before, after = fresh(), fresh(status="EXPIRED", expired_exclusive_value=100)
    async with make_app().run_test(size=size) as pilot:
        await pilot.app.push_screen(RowComparisonScreen(before, after, view(), ("row 410", "row 411")))
        await shown(
            pilot,
            "2 of 27 fields differ, and so does what is left.",
            "row 410",
            "row 411",
            "Left",
            "−100",
            "25 fields are the same",
        )
        assert not [line for line in lines(pilot) if "Till" in line]
        await pilot.press("a")
        await shown(pilot, "The same (25)")
        await pilot.press("G")
        await shown(pilot, "Last change")
        await pilot.press("a", "g", "x")
        await shown(pilot, "+100", "25 fields are the same")
        assert screen_text(pilot).index("row 411") < screen_text(pilot).index("row 410")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, RowComparisonScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_two_answers_are_compared_row_by_row(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app().run_test(size=size) as pilot:
        await compare(pilot, NIGHT, "Of the answer at 10:31 only page 1 was loaded.")
        await shown(
            pilot,
            "1 added (+60 awarded)",
            "395 → 290 (−105)",
            "only page 1 was loaded",
            "3 of 27 fields differ, and so does what is left.",
        )
        assert marked(pilot).startswith("≠ 41002801  status AVAILABLE → REDEEMED, left 100 → 0 (−100)")
        assert "41002800" not in screen_text(pilot)
        await pilot.press("j", "j")
        await shown(pilot, "Not in 10:41 any more; as it was in 10:31:")
        await pilot.press("j")
        await shown(pilot, "Not in 10:31.")
        await pilot.press("enter", "escape")
        assert isinstance(pilot.app.screen, AnswerComparisonScreen)
        await pilot.press("u")
        await shown(pilot, "= 41002800")
        assert marked(pilot).startswith("+ 41002804")
        await pilot.press("g", "u")
        await until(pilot, lambda: "41002800" not in screen_text(pilot))
        assert marked(pilot).startswith("≠ 41002801")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, AnswerComparisonScreen))


async def test_enter_opens_a_changed_row_field_by_field(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await compare(pilot, NIGHT)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowComparisonScreen))
        await shown(pilot, "entry 41002801, 10:31", "140", "+100", "Last change")
        await pilot.press("escape")
        await shown(pilot, "1 added")


async def test_no_difference_is_told_with_what_was_compared(make_app: MakeApp) -> None:
    rows = [fresh(id=number) for number in range(40)]
    async with make_app().run_test(size=(80, 24)) as pilot:
        await compare(pilot, compare_answers(rows, rows), "More may exist.")
        await shown(pilot, "No difference in 40 rows", "hold the same 40 rows, each the same letter", "More may exist.")
        await pilot.press("u")
        await shown(pilot, "AVAILABLE awarded 100, left 100", "The same in both, letter for letter.")
        await pilot.press("u")
        await shown(pilot, "Nothing was added, removed or changed.")


async def test_two_empty_answers_are_no_trouble(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await compare(pilot, compare_answers([], []))
        await shown(pilot, "Neither answer holds a row.")
        await pilot.press("u", "tab", "J", "K", "escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, AnswerComparisonScreen))


async def test_the_pane_beside_the_list_is_read_from_the_list_or_gone_into(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 14)) as pilot:
        screen = await compare(pilot, NIGHT)
        await pilot.press("J")
        await until(pilot, lambda: screen.pane.scroll_offset.y == 3)
        await pilot.press("K", "tab", "G")
        await shown(pilot, "24 fields are the same letter for letter.")
        await pilot.press("escape")
        assert screen.rows.has_focus


async def test_a_click_marks_a_row_and_another_opens_it(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        screen = await compare(pilot, NIGHT)
        await pilot.click(LineList, offset=(5, 4))
        assert screen.rows.marked == 4
        await pilot.click(LineList, offset=(5, 4))
        await until(pilot, lambda: isinstance(pilot.app.screen, RowComparisonScreen))


async def test_markup_in_data_is_shown_letter_for_letter(make_app: MakeApp) -> None:
    before, after = fresh(status="[/red]"), fresh(status="[@click=app.quit]x[/]", note="[bold]")
    async with make_app().run_test(size=(80, 24)) as pilot:
        await compare(pilot, compare_answers([before], [after]))
        await shown(pilot, "status [/red] → [@click=app.quit]x[/]")
        await pilot.press("enter")
        await shown(pilot, "[bold] text")


async def test_ten_thousand_rows_are_moved_through_quickly(make_app: MakeApp) -> None:
    one = fresh()

    def many() -> Sequence[Allocation]:
        ids = (replace(one["id"], literal=str(number), value=number) for number in range(10_000))
        return [Allocation({**one.values, "id": each}, (), f"{one.raw} {each.literal}", ()) for each in ids]

    async with make_app().run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, compare_answers([], many()))
        began = perf_counter()
        await pilot.press("G")
        await until(pilot, lambda: marked(pilot).startswith("+ 9999"))
        assert perf_counter() - began < 2  # each line made anew would take far longer
        assert len(screen.rows._lines) < 100
        await pilot.press("pageup", "home", "pagedown")
        assert screen.rows.marked == screen.rows.size.height - 1


async def test_two_connections_that_differ_are_compared(make_app: MakeApp, demo_profile: Profile) -> None:
    customer, entity, kind = COPIED
    copy = replace(demo_profile, name="demo-copy", user=COPY_USERNAME)
    app = make_app(demo_profile, copy)
    async with app.run_test(size=(80, 24)) as pilot:
        answers = []
        for profile in (copy, demo_profile):
            source = await app.connection.source(profile)
            answers.append((await source.fetch(Query(entity, customer, kind))).allocations)
        await compare(pilot, compare_answers(*answers))
        await shown(pilot, "1 added (+60 awarded), 1 removed (−40 awarded), 2 changed, 1 written")


async def test_the_help_tells_the_keys(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 50)) as pilot:
        await compare(pilot, NIGHT)
        await pilot.press("question_mark")
        await shown(pilot, "Show or hide the rows that are the same", "Two answers to one question, row by row")


async def test_a_long_id_does_not_push_what_changed_out_of_sight(make_app: MakeApp) -> None:
    row, other = (raw(json.dumps({"id": int("9" * 60), "status": status})) for status in ("AVAILABLE", "EXPIRED"))
    async with make_app().run_test(size=(80, 24)) as pilot:
        await compare(pilot, compare_answers([row], [other]))
        await shown(pilot, f"{'9' * 19}…  status AVAILABLE → EXPIRED")
