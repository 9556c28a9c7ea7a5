"""The history on the screen: found, asked again, pinned, named, deleted; what is said where nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from types import MappingProxyType

import pytest
from textual.pilot import Pilot

from neo_tui.demo.server import DemoServer
from neo_tui.domain.history import Entry, Outcome
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from neo_tui.domain.settings import Keep, Preferences, Settings
from neo_tui.services.history import History
from neo_tui.storage.history import HistoryFile
from neo_tui.storage.session import SessionHistory
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens.form import FormScreen
from neo_tui.ui.screens.history import HistoryScreen
from neo_tui.ui.screens.results import ResultsScreen
from tests.domain.histories import entry, split
from tests.stopwatch import within
from tests.ui.conftest import NOW, MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")


def kept(*entries: Entry, settings: Settings | None = None) -> History:
    store = SessionHistory()
    store.restore(entries)
    return History(store, settings or Settings(), lambda: NOW)


def at(profile: Profile, changes: Mapping[str, object] = MappingProxyType({})) -> Entry:
    """An entry of the story with four rows, which the bundled server answers."""
    question = {"customer": "410000106", "entity": "mUltiP0007", "profile": profile.name, "host": profile.host}
    return entry(1, **{**question, **changes})


def marked(pilot: Pilot[int]) -> Entry | None:
    screen = pilot.app.screen
    assert isinstance(screen, HistoryScreen)
    return screen.questions.marked


async def test_a_question_and_its_outcome_stand_in_the_history_and_are_asked_again(
    make_app: MakeApp, demo_server: DemoServer
) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
        await pilot.press("f4")
        await shown(pilot, "History   1 question", "374819205 hfjWDK0dek TransactionAdd", "1 row, 0 left", "50 expired")
        before = len(demo_server.requests)
        await pilot.press("enter")
        await shown(pilot, "All 50 expired")
        assert isinstance(pilot.app.screen, ResultsScreen)
        assert len(demo_server.requests) > before
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
        await pilot.press("f4")
        await shown(pilot, "asked 2")


async def test_a_failed_question_is_found_by_error(make_app: MakeApp, demo_profile: Profile) -> None:
    gone = replace(demo_profile, host="http://127.0.0.1:9")
    app = make_app(gone, question=SAMPLE, ask=True, history=kept(at(gone)))
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "retry")
        await pilot.press("escape", "f4")
        await shown(pilot, "2 questions", "not reached")
        await pilot.press(*"error 374")
        await shown(pilot, "1 of 2 questions", "! ")
        await pilot.press(*"zzz")
        await shown(pilot, "No question of the history has error 374zzz in it; esc clears it.")
        await pilot.press("escape")
        await shown(pilot, "2 questions", "mUltiP0007")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))


async def test_it_is_asked_with_the_connection_it_was_asked_with(make_app: MakeApp, demo_profile: Profile) -> None:
    other = replace(demo_profile, name="other")
    app = make_app(demo_profile, other, question=SAMPLE, history=kept(at(other)))
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "Customer")
        await pilot.press("f4")
        await shown(pilot, "mUltiP0007")
        await pilot.press("enter")
        await shown(pilot, "rows 1-4, the end")
        assert app.profile is not None
        assert app.profile.name == "other"


@pytest.mark.parametrize("change", [{"profile": "gone"}, {"host": "elsewhere.example"}])
async def test_it_is_not_asked_of_another_host_than_it_went_to(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer, change: dict[str, object]
) -> None:
    app = make_app(question=SAMPLE, history=kept(at(demo_profile, change)))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await shown(pilot, "Customer")
        await pilot.press("f4")
        await shown(pilot, "mUltiP0007")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen) and app.form.entity.value == "mUltiP0007")
        await shown(pilot, "Not asked: it went to")
        assert len(demo_server.requests) == 0


async def test_pinned_ones_stay_on_top_and_names_stand_in_place_of_ids(make_app: MakeApp) -> None:
    history = kept(entry(1), entry(2), entry(3))
    async with make_app(history=history).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await shown(pilot, "3 questions")
        await pilot.press("down", "down", "ctrl+t")
        await until(pilot, lambda: marked(pilot) == entry(3, pinned=True))
        assert screen_text(pilot).index("★") < screen_text(pilot).index("hfjWDK0dek1"[:9])
        await pilot.press("ctrl+n")
        await shown(pilot, "Name this question")
        await pilot.press(*"T4", "enter", *"ask", "enter")
        await shown(pilot, "T4 · ask")
        assert history.entries()[2] == entry(3, pinned=True, title="T4", note="ask")
        await pilot.press("tab", "t", "n")
        await shown(pilot, "Name this question")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
        assert marked(pilot) == entry(3, title="T4", note="ask")


async def test_deleting_takes_one_key_and_another_takes_it_back(make_app: MakeApp) -> None:
    history = kept(entry(1), entry(2), entry(3))
    async with make_app(history=history).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await shown(pilot, "3 questions")
        await pilot.press("down", "f8")
        await shown(pilot, "2 questions", "It is deleted: ^z takes it back.")
        assert marked(pilot) == entry(3)
        await pilot.press("ctrl+z")
        await shown(pilot, "3 questions")
        await until(pilot, lambda: marked(pilot) == entry(2))
        await pilot.press("tab", "D")
        await shown(pilot, "Delete the whole history?", "3 questions, pinned ones too.")
        await pilot.press("y")
        await shown(pilot, "The history is empty.", "3 questions are deleted")
        assert history.entries() == []
        await pilot.press("u")
        await shown(pilot, "   3 questions", "hfjWDK0dek")
        await pilot.press(*"dek2")
        await shown(pilot, "1 of 3")


async def test_the_list_is_walked_by_keys_and_mouse_and_the_mark_stays_in_sight(make_app: MakeApp) -> None:
    history = kept(*(entry(number) for number in range(1, 61)))
    async with make_app(history=history).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await shown(pilot, "60 questions")
        await pilot.press("pagedown", "pagedown", "down")
        await until(pilot, lambda: (marked(pilot) or entry()).entity in screen_text(pilot))
        assert marked(pilot) not in {entry(1), entry(2), None}
        await pilot.press("tab", "G")
        await until(pilot, lambda: marked(pilot) == entry(60))
        await pilot.press("down", "g")
        await until(pilot, lambda: marked(pilot) == entry(1))
        await pilot.click("#history", offset=(10, 3))
        await until(pilot, lambda: marked(pilot) == entry(3))
        await pilot.resize_terminal(120, 40)
        await shown(pilot, "TransactionAdd", "today 09:00")
        assert marked(pilot) == entry(3)


async def test_private_is_said_and_lasts_as_long_as_the_program(make_app: MakeApp) -> None:
    async with make_app(private=True).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "private: no question is kept")
        await pilot.press("f4")
        await shown(pilot, "The history is empty.", "Private: this list ends with the program")


async def test_off_says_why_and_deletes_what_is_left_of_before(make_app: MakeApp, tmp_path: Path) -> None:
    store = HistoryFile(tmp_path / "history.jsonl")
    store.restore([entry(1), entry(2)])
    off = Settings(history=Keep.OFF)
    history = History(store, off, lambda: NOW)
    preferences = Preferences(off, location="/config/settings.toml")
    app = make_app(question=SAMPLE, ask=True, history=history, preferences=preferences)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired")
        await pilot.press("escape", "f4")
        await shown(
            pilot, "No question is kept.", 'history = "off" in /config/settings.toml', "2 questions still stand"
        )
        await pilot.press("D")
        await shown(pilot, "Delete the whole history?")
        await pilot.press("y")
        await until(pilot, lambda: "still stand" not in screen_text(pilot))
        assert store.load() == []


async def test_without_ids_nothing_can_be_asked_again_and_that_is_said(
    make_app: MakeApp, demo_server: DemoServer
) -> None:
    history = kept(entry(1), settings=Settings(history=Keep.WITHOUT_IDS))
    async with make_app(history=history).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f4")
        await shown(pilot, "ids not kept", "2 rows, 1,249.5 left")
        await pilot.press("enter")
        await shown(pilot, "It cannot be asked again")
        assert len(demo_server.requests) == 0


async def test_what_is_wrong_with_the_settings_is_said_at_the_start(make_app: MakeApp) -> None:
    preferences = Preferences(Settings(), ("history_days is 0; it may be more.",), "/config/settings.toml")
    async with make_app(preferences=preferences).run_test(size=(80, 24), notifications=True) as pilot:
        await shown(pilot, "history_days is 0; it may be more.")


async def test_more_rows_are_told_by_the_same_entry(make_app: MakeApp) -> None:
    app: NeoApp = make_app(question=Draft("410000107", "bUlk237008", "42"), ask=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "page 1, rows 1-10")
        (first,) = app.history.entries()
        await pilot.press("L")
        await shown(pilot, "together: all 237")
        (entry_now,) = app.history.entries()
        assert (entry_now.key, entry_now.times) == (first.key, 1)
        assert (entry_now.outcome.rows, entry_now.outcome.more) == (237, False)


@pytest.mark.benchmark
async def test_ten_thousand_questions_are_searched_and_walked_at_once(make_app: MakeApp) -> None:
    outcome, all_of_them = Outcome(2, totals=split("5")), Settings(history_entries=10_000, history_days=3650)
    history = kept(*(entry(number, outcome=outcome) for number in range(1, 10_001)), settings=all_of_them)
    async with make_app(history=history).run_test(size=(100, 30)) as pilot:
        await pilot.press("f4")
        await shown(pilot, "10,000 questions")
        screen = pilot.app.screen
        assert isinstance(screen, HistoryScreen)
        await until(pilot, lambda: screen._searchable)

        words = cycle(["transaction", "transactionadd", "transa"])

        def search() -> None:
            screen.words.value = next(words)  # the same once more would be answered from what is kept
            screen._offer()
            for _ in range(10):
                screen.action_move("step", 1)

        assert within(0.15, search)  # some 40 ms on a machine of 2020
        await shown(pilot, "10,000 of 10,000")
