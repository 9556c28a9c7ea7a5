"""The form: typing, choosing an event type, what is wrong where, what is remembered."""

from __future__ import annotations

import pytest

from neo_tui.demo.server import DemoServer
from neo_tui.domain.memory import Memory, Question
from neo_tui.domain.query import Draft
from neo_tui.ui.screens.form import FormScreen
from neo_tui.ui.screens.results import ResultsScreen
from tests.ui.conftest import MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("typed", ["tadd", "trans add", "15", "transactionadd"])
async def test_the_picker_finds_the_event_type_first(make_app: MakeApp, typed: str) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "tab", *typed.replace(" ", "␣").replace("␣", " "))
        await shown(pilot, "15  TransactionAdd")
        await pilot.press("tab")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        await until(pilot, lambda: form.count.input.has_focus)
        assert form.event.value in {"TransactionAdd", "15", "transactionadd"}


async def test_an_arrow_marks_another_event_type_and_tab_takes_it(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "tab", *"tadd", "down", "tab")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        await until(pilot, lambda: form.event.value == "GroupTransactionAdd")


async def test_a_wrong_field_is_told_when_one_leaves_it_and_taken_back_when_it_is_right(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*"12x", "tab")
        await shown(pilot, "! A customer id is digits only.")
        await pilot.press("shift+tab", "end", "backspace")
        await until(pilot, lambda: "digits only." not in screen_text(pilot))


async def test_nothing_is_asked_while_a_field_is_wrong(make_app: MakeApp, demo_server: DemoServer) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "! Give the customer id", "! Give the entity id", "! Choose the event type")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.customer.input.has_focus
        assert len(demo_server.requests) == 0


async def test_a_pasted_id_loses_the_spaces_and_lines_around_it(make_app: MakeApp) -> None:
    from textual import events

    async with make_app().run_test(size=(80, 24), notifications=True) as pilot:
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        pilot.app.post_message(events.Paste("  374819205\r\n"))
        await until(pilot, lambda: form.customer.value == "374819205")
        assert not pilot.app._notifications
        form.customer.value = ""
        pilot.app.post_message(events.Paste("374819206\r\nsecond line\n"))
        await shown(pilot, "374819206", "Of 2 pasted lines the first")


async def test_what_was_typed_survives_the_way_to_the_results_and_back(make_app: MakeApp) -> None:
    app = make_app(question=Draft("374819205", "hfjWDK0dek", "TransactionAdd"), ask=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("escape")
        await shown(pilot, "374819205", "hfjWDK0dek", "TransactionAdd", "1 row")


async def test_a_recent_question_opens_with_enter_and_its_outcome_is_told(make_app: MakeApp) -> None:
    draft = Draft("410000106", "mUltiP0007", "TransactionAdd")
    app = make_app(memory=Memory("demo", Draft(), (Question("demo", draft, outcome="4 rows"),)))
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "4 rows")
        await pilot.press("ctrl+r", "enter")
        await shown(pilot, "rows 1-4, the end")
        assert isinstance(pilot.app.screen, ResultsScreen)


async def test_what_is_typed_in_the_list_changes_no_field(make_app: MakeApp) -> None:
    app = make_app(memory=Memory("demo", Draft("1", "2", "15"), (Question("demo", Draft("1", "2", "15")),)))
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Recent questions")
        await pilot.press("ctrl+r", *"4081x")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        await pilot.press("escape")
        await until(pilot, lambda: form.customer.input.has_focus)
        assert form.customer.value == "1"
        await pilot.press("5")
        await until(pilot, lambda: form.customer.value == "15")


async def test_a_guessed_event_type_is_shown_before_it_is_asked_for(make_app: MakeApp, demo_server: DemoServer) -> None:
    async with make_app(question=Draft("410000109", "uNlist0019", "")).run_test(size=(100, 30)) as pilot:
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        form.event.input.focus()
        await pilot.press(*"bill", "enter")
        await until(pilot, lambda: form.event.value == "TransactionAdd")
        assert not len(demo_server.requests)
        await pilot.press("enter")
        await until(pilot, lambda: len(demo_server.requests) == 1)


async def test_an_unlisted_event_type_is_asked_for_all_the_same(make_app: MakeApp, demo_server: DemoServer) -> None:
    async with make_app(question=Draft("410000109", "uNlist0019", "90")).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "90")
        await pilot.press("enter")
        await shown(pilot, "#90 (unknown)")
        await until(pilot, lambda: len(demo_server.requests) > 0)
        assert demo_server.requests[0].query["event_type_id"] == "90"


async def test_an_id_of_another_shape_is_a_hint_and_no_block(make_app: MakeApp) -> None:
    question = Draft("1", "0123456789abcdef0123456789abcdef01234567", "TransactionAdd")
    async with make_app(question=question).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "looks like a target event's unique id; those go with TargetCompleted (25)")
        await pilot.press("enter")
        await shown(pilot, "No allocations came back")
