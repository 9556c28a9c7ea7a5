"""What is under way and what is pressed meanwhile: neither ends the other in a half-done state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event

import pytest
from textual.pilot import Pilot

from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from neo_tui.services import watching
from neo_tui.ui.screens.other_answers import OtherAnswerDialog
from neo_tui.ui.screens.timeline import TimelineScreen
from tests.answering import Answer, AnsweringServer
from tests.ui.conftest import MakeApp, results, screen_text, shown, until

pytestmark = pytest.mark.anyio

QUESTION = Draft("374819205", "hfjWDK0dek", "TransactionAdd", count="2")
LAST = 5
"""Pages of two rows; the last holds one."""


def page(number: int, points: int = 100) -> bytes:
    """A page of the answer."""
    ids = [number * 2, number * 2 + 1][: 1 if number == LAST else 2]
    gone = dict.fromkeys(("redeemed_exclusive_value", "expired_exclusive_value", "returned_exclusive_value"), 0)
    row = {"status": "AVAILABLE", "points_exclusive": points, "customer_id": 374819205, **gone}
    return json.dumps([{"id": each, **row} for each in ids]).encode()


class Pages:
    """Answers pages, and holds back those that it is told to."""

    def __init__(self) -> None:
        self.held: set[int] = set()
        self.go = Event()
        self.answers: dict[int, bytes] = {}

    def __call__(self, query: dict[str, str]) -> bytes:
        number = int(query.get("page", "1"))
        if number in self.held:
            self.go.wait(20)
        return self.answers.get(number) or page(number)


@pytest.fixture
def pages() -> Iterator[Pages]:
    """The pages of the question."""
    held = Pages()
    yield held
    held.go.set()


@pytest.fixture
def profile(demo_profile: Profile, pages: Pages, answering: Callable[[Answer], AnsweringServer]) -> Profile:
    """A connection to who answers them."""
    return replace(demo_profile, host=answering(pages).url)


def asks(pilot: Pilot[int]) -> bool:
    """Whether the screen says that it is asking."""
    return "esc cancels" in screen_text(pilot)


async def test_turning_back_while_a_page_is_asked_for_ends_the_asking(
    make_app: MakeApp, profile: Profile, pages: Pages
) -> None:
    pages.held = {4}
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("]")
        await shown(pilot, "page 2, rows 3-4")
        await pilot.press("]")
        await shown(pilot, "page 3, rows 5-6")
        await pilot.press("]")
        await until(pilot, lambda: asks(pilot))
        await pilot.press("[")
        await shown(pilot, "page 2, rows 3-4")
        await pilot.press("r")
        await until(pilot, lambda: not asks(pilot))
        await shown(pilot, "page 2, rows 3-4")
        assert results(pilot)._asking_since is None


async def test_choosing_what_to_compare_with_leaves_what_is_asked_for_alone(
    make_app: MakeApp, profile: Profile, pages: Pages
) -> None:
    other = replace(profile, name="other")
    pages.held = {3}
    async with make_app(profile, other, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("]")
        await shown(pilot, "page 2, rows 3-4")
        await pilot.press("]")
        await until(pilot, lambda: asks(pilot))
        await pilot.press("=")
        await until(pilot, lambda: isinstance(pilot.app.screen, OtherAnswerDialog))
        await pilot.press("escape")
        pages.go.set()
        await shown(pilot, "page 3, rows 5-6")
        assert results(pilot)._asking_since is None


async def test_asking_another_connection_can_be_cancelled(
    make_app: MakeApp, profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    slow = Pages()
    slow.held = {1}
    other = replace(profile, name="other", host=answering(slow).url)
    async with make_app(profile, other, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("=")
        await until(pilot, lambda: isinstance(pilot.app.screen, OtherAnswerDialog))
        await pilot.press("enter")
        await until(pilot, lambda: asks(pilot))
        await shown(pilot, "asking other")
        await pilot.press("escape")
        await until(pilot, lambda: not asks(pilot))
        await shown(pilot, "page 1, rows 1-2")
        slow.go.set()


async def test_more_rows_a_page_can_be_waited_for_with_any_key(
    make_app: MakeApp, profile: Profile, pages: Pages
) -> None:
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        pages.held = {1}
        await pilot.press("R", "backspace", "1", "enter")
        await until(pilot, lambda: asks(pilot))
        await pilot.press("j", "k", "space", "s", "n", "v", "d", "t", "a", "L", "+", "q", "X", "q", "T", "q")
        pages.go.set()
        await shown(pilot, "1 a page")


async def watch(pilot: Pilot[int]) -> None:
    await pilot.press("W", *("backspace",) * 2, "1", "enter")
    await shown(pilot, "watching every 1 s")


async def test_a_watch_goes_on_when_one_asks_again_while_it_asks(
    make_app: MakeApp, profile: Profile, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.05)
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await watch(pilot)
        pages.held = {1}
        await shown(pilot, "asking")
        await pilot.press("r")
        await until(pilot, lambda: asks(pilot))
        pages.held = set()
        pages.go.set()
        await until(pilot, lambda: not asks(pilot))
        pages.answers[1] = page(1, 70)
        await shown(pilot, "100 → 70")


async def test_another_page_size_ends_the_watch(
    make_app: MakeApp, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.05)
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await watch(pilot)
        await pilot.press("R", "backspace", "3", "enter")
        await shown(pilot, "3 a page")
        assert not results(pilot).watching


async def test_a_row_chosen_in_the_timeline_is_found_although_the_rows_were_asked_again(
    make_app: MakeApp, profile: Profile, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.05)
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await watch(pilot)
        screen = results(pilot)
        await pilot.press("j", "T")
        await until(pilot, lambda: isinstance(pilot.app.screen, TimelineScreen))
        pages.answers[1] = json.dumps([json.loads(page(1))[1]]).encode()
        await until(pilot, lambda: len(screen.gathered.of_page(1)) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        await shown(pilot, "entry 3")


async def test_totals_of_marked_rows_follow_the_marks(make_app: MakeApp, profile: Profile) -> None:
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("space", "space", "/", *"is:marked", "enter")
        await shown(pilot, "200 awarded")
        await pilot.press("space")
        await shown(pilot, "100 awarded")


async def test_what_a_watch_saw_unchanged_is_no_earlier_answer(
    make_app: MakeApp, profile: Profile, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.02)
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await watch(pilot)
        screen = results(pilot)
        pages.answers[1] = page(1, 70)
        await shown(pilot, "100 → 70")
        seen = screen._seen
        await until(pilot, lambda: screen._seen is not None and screen._seen is not seen and screen._seen.fresh)
        assert len(screen._comparing._earlier) == 1


async def test_pages_behind_a_watched_one_that_became_the_last_are_gone(
    make_app: MakeApp, profile: Profile, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.05)
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await until(pilot, lambda: len(results(pilot).gathered.loaded) == 2)
        await watch(pilot)
        pages.answers[1] = json.dumps([json.loads(page(1))[1]]).encode()
        await until(pilot, lambda: len(results(pilot).gathered.of_page(1)) == 1)
        assert results(pilot).gathered.loaded == (1,)
        assert results(pilot).gathered.complete


async def test_zoomed_and_then_without_rows_it_says_so(make_app: MakeApp, profile: Profile, pages: Pages) -> None:
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("f")
        pages.answers[1] = b"[]"
        await pilot.press("r")
        await shown(pilot, "No allocations")


async def test_filtering_from_the_zoomed_pane_goes_back_to_the_table(make_app: MakeApp, profile: Profile) -> None:
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await pilot.press("f", "/", *"id:3")
        await shown(pilot, "id is 3")
        await pilot.press("enter")
        await until(pilot, lambda: results(pilot).table.has_focus)


async def test_another_connection_while_the_rest_is_loaded(make_app: MakeApp, profile: Profile, pages: Pages) -> None:
    other = replace(profile, name="other", host=profile.host.replace("127.0.0.1", "localhost"))
    app = make_app(profile, other, question=QUESTION, ask=True)
    async with app.run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        pages.held = {3}
        await pilot.press("L")
        await shown(pilot, "asking for page 3")
        await pilot.press("P")
        await shown(pilot, "Connections")
        await pilot.press("j", "enter")
        await shown(pilot, "Customer")
        pages.go.set()
        await until(pilot, lambda: not [w for w in app.workers if not w.is_finished])
        assert app.connection._current is None


async def test_one_can_leave_while_watching(
    make_app: MakeApp, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.05)
    app = make_app(profile, question=QUESTION, ask=True)
    async with app.run_test(size=(120, 30)) as pilot:
        await shown(pilot, "page 1")
        await watch(pilot)
        await pilot.press("q")
        await shown(pilot, "Entity id")
        await pilot.press("enter")
        await shown(pilot, "page 1")
        await watch(pilot)
        await pilot.press("ctrl+q")
    assert app.return_code == 0
