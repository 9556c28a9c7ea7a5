"""What works everywhere: help, leaving, the footer, themes."""

from __future__ import annotations

import pytest

from neo_tui.domain.memory import Memory, Question
from neo_tui.domain.query import Draft
from neo_tui.ui.widgets.key_bar import Hint, KeyBar, fitting
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")


async def test_help_lists_the_keys_of_this_screen(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(100, 90)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("?")
        await shown(
            pilot, "Keys here", "Next page of the answer", "Raw JSON of the row", "Leave neo-tui", "#", "Go to page N"
        )
        await pilot.press("escape")
        await until(pilot, lambda: "Keys here" not in screen_text(pilot))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
async def test_the_footer_never_overflows_and_always_names_help_and_the_way_out(make_app: MakeApp, width: int) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(width, 24)) as pilot:
        await shown(pilot, "? help", "^q quit")
        bar = pilot.app.screen.query_one(KeyBar)
        last = screen_text(pilot).splitlines()[-1]
        assert bar.size.height == 1
        assert last.endswith("quit")
        assert len(last) <= width


def test_hints_that_do_not_fit_are_left_out_in_their_order() -> None:
    hints = [Hint("a", "first"), Hint("b", "second"), Hint("?", "help", always=True)]
    assert [hint.key for hint in fitting(hints, 17)] == ["a", "?"]
    assert [hint.key for hint in fitting(hints, 100)] == ["a", "b", "?"]


async def test_ctrl_c_warns_once_and_leaves_on_the_second_press(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+c")
        await shown(pilot, "Press ctrl+c again to leave.")
        await pilot.press("ctrl+c")
        await until(pilot, lambda: app.return_value == 0)


async def test_leaving_remembers_what_was_typed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"4711")
        await until(pilot, lambda: app.memory.draft.customer == "4711")
        await pilot.press("ctrl+q")
    assert app.start.memory_store.load().draft.customer == "4711"


async def test_leaving_at_once_loses_no_recent_question(make_app: MakeApp) -> None:
    known = Memory("demo", SAMPLE, (Question("demo", SAMPLE, outcome="1 row"),))
    app = make_app(memory=known, question=SAMPLE)
    async with app.run_test(size=(80, 24)):
        app.exit(0)
    assert app.start.memory_store.load().recent == known.recent


async def test_the_other_theme_is_a_command_away(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "neo-dark"
        await pilot.press("ctrl+p", *"theme", "enter", "enter")
        await until(pilot, lambda: app.theme == "neo-light")
