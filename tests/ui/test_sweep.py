"""The sweep as a screen: started from the form, watched, paused, cancelled, gone on with, opened."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event

import pytest
from textual.pilot import Pilot

from neo_tui.cli.arguments import parser
from neo_tui.demo.rows import SAMPLE, text
from neo_tui.demo.server import DemoServer
from neo_tui.domain.event_types import EVENT_TYPES, EventType, event_type
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.query import Draft
from neo_tui.services.sweep import PARALLEL, RATE
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens import sweep_choice
from neo_tui.ui.screens.found import FoundScreen
from neo_tui.ui.screens.sweep import SweepScreen
from neo_tui.ui.screens.sweep_choice import Plan
from tests.answering import Answer, AnsweringServer
from tests.ui.conftest import MakeApp, screen_text, until

pytestmark = pytest.mark.anyio

SWEPT = Draft("410000131", "sWeep00022")
FEW = tuple(event_type(number) for number in (15, 16, 42, 9, 1))
ROW = f"[{text(SAMPLE)}]".encode()


def sweep(app: NeoApp, profile: Profile, kinds: Sequence[EventType] = FEW, *, parallel: int = 2) -> SweepScreen:
    """A sweep whose choices are made, quicker than a person may choose it."""
    screen = SweepScreen(profile, 410000131, "sWeep00022", Plan(tuple(kinds), "a few types", parallel, 500))
    app.push_screen(screen)
    return screen


async def told(pilot: Pilot[int], *texts: str) -> None:
    """Wait until texts are on the screen, wherever its lines break."""
    wanted = [" ".join(text.split()) for text in texts]
    await until(pilot, lambda: all(text in " ".join(screen_text(pilot).split()) for text in wanted))


def marked(pilot: Pilot[int]) -> str:
    """The event type that the cursor is on."""
    screen = pilot.app.screen
    assert isinstance(screen, SweepScreen)
    assert screen.types.marked is not None
    return screen.types.marked.name


def types_asked(server: AnsweringServer) -> list[int]:
    return [int(query["event_type_id"]) for query in server.asked]


class Gate:
    """A server whose answers are told by event type; what is not told waits until `open` is called.

    Args:
        answering: Starts servers.
        told: The answers.
    """

    def __init__(self, answering: Callable[[Answer], AnsweringServer], **told: bytes | tuple[int, bytes]) -> None:
        self.told = {name.removeprefix("t"): answer for name, answer in told.items()}
        self._opened = Event()
        self.server = answering(self._answer)

    def _answer(self, query: dict[str, str]) -> bytes | tuple[int, bytes]:
        kind = query["event_type_id"]
        if kind not in self.told:
            self._opened.wait(15)
        return self.told.get(kind, b"[]")

    def open(self) -> None:
        self._opened.set()


# ── from the form ──


async def test_f3_asks_what_to_sweep_and_starts_it_without_an_event_type(
    make_app: MakeApp, demo_server: DemoServer
) -> None:
    async with make_app(question=SWEPT).run_test(size=(80, 24)) as pilot:
        await told(pilot, "F3 sweep")
        await pilot.press("f3")
        await told(pilot, "‹ all 89 types ›", "89 requests, 5 a second at most: 18 s or more.")
        await pilot.press("left", "left", "left", "left", "left", "left")
        await told(pilot, "‹ groups (7 types) ›")
        await pilot.press("right")
        await told(pilot, "‹ customer (4 types) ›", "4 requests")
        await pilot.press("down", "left", "down", "right", "right")
        await told(pilot, "‹ 3 ›", "‹ 20 ›", "4 requests, 20 a second at most: 1 s or more.")
        await pilot.press("enter")
        await told(pilot, "None of 4 event types gave rows.", "No rows need not mean that no points were given")
        assert sorted(int(request.query["event_type_id"]) for request in demo_server.requests.all()) == [
            kind.id for kind in EVENT_TYPES if kind.family == "customer"
        ]
        await pilot.press("escape")
        await told(pilot, "Rows a page", "410000131", "sWeep00022")


async def test_a_wrong_id_is_told_where_it_stands_and_nothing_is_swept(
    make_app: MakeApp, demo_server: DemoServer
) -> None:
    async with make_app(question=Draft("12x", "")).run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await told(pilot, "! A customer id is digits only.", "! Give the entity id")
        assert "! Choose the event type" not in screen_text(pilot)
        assert not len(demo_server.requests)


async def test_the_sweep_stands_in_help_and_among_the_commands(make_app: MakeApp) -> None:
    async with make_app(question=SWEPT).run_test(size=(100, 40)) as pilot:
        await told(pilot, "F3 sweep")
        await pilot.press("f1")
        await told(pilot, "F3", "Ask under which event types it has rows")
        await pilot.press("escape", "ctrl+p", *"sweep", "enter")
        await told(pilot, "Sweep: which event types gave rows?")
        await pilot.press("escape")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


async def test_production_is_asked_about_once_with_the_number_of_requests(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer
) -> None:
    app = make_app(replace(demo_profile, production=True), question=SWEPT)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await told(pilot, "Sweep: which event types", " PRODUCTION  demo · ")
        await pilot.press("left", "left", "left", "left", "left", "enter")
        await told(pilot, "Send 4 requests to production?")
        await pilot.press("n")
        await told(pilot, "‹ customer (4 types) ›")
        await pilot.press("right")
        await told(pilot, "‹ targets (")
        await pilot.press("left")
        assert not len(demo_server.requests)
        await pilot.press("enter", "y")
        await told(pilot, "None of 4 event types gave rows.")
        assert len(demo_server.requests) == 4


def test_what_can_be_chosen_the_command_line_takes_too() -> None:
    for parallel, rate in itertools.product(sweep_choice._PARALLEL, sweep_choice._RATES):
        said = ["sweep", "--customer", "1", "--entity", "e", "--parallel", str(parallel), "--rate", f"{rate:g}"]
        read = parser().read(said)
        assert (read.parallel, read.rate) == (parallel, rate)
    assert (PARALLEL in sweep_choice._PARALLEL, RATE in sweep_choice._RATES) == (True, True)


# ── watching it ──


async def test_what_is_found_is_told_with_rows_and_exact_sums(make_app: MakeApp, demo_profile: Profile) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        sweep(app, demo_profile)
        await told(
            pilot, "2 of 5 event types gave rows: DelayedAccrual (16) 2 rows, BulkAllocatePoints", "(42) 100+ rows."
        )
        lines = [line for line in screen_text(pilot).splitlines() if "●" in line]
        assert [line.split() for line in lines] == [
            ["●", "16", "DelayedAccrual", "points", "2", "100", "100"],
            ["●", "42", "BulkAllocatePoints", "points", "100+", "24,414.25+", "9,388.125+"],
        ]
        assert marked(pilot) == "DelayedAccrual"  # the first that has rows: Enter opens it
        await told(pilot, "2 rows: 100 points awarded, 100 left.", "15 Mar 2026")


async def test_it_is_told_how_far_it_is_and_the_cursor_stays_on_its_type(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    gate = Gate(answering, t15=ROW, t16=b"[]", t42=(500, b"{}"))
    app = make_app(profile := replace(demo_profile, host=gate.server.url))
    async with app.run_test(size=(80, 24)) as pilot:
        sweep(app, profile)
        await pilot.press("j", "j", "j")
        await told(pilot, "1 found", "2 being asked", "a few types · 2 at once")
        await pilot.press("f")
        await until(pilot, lambda: marked(pilot) == "TransactionAdd")
        assert "NewBill" not in screen_text(pilot)
        await pilot.press("f", "f", "G")
        await until(pilot, lambda: marked(pilot) == "NewBill")
        gate.open()
        await told(pilot, "1 of 5 event types gave rows: TransactionAdd (15) 1 row; 1 failed. r asks what is missing.")
        assert marked(pilot) == "NewBill"
        await pilot.press("f", "f")
        await told(pilot, "Not answered only", "! 42  BulkAllocatePoints", "The server failed")
        assert marked(pilot) == "BulkAllocatePoints"


async def test_a_row_that_cannot_be_summed_is_counted_and_in_no_sum(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    body = f'[{text(SAMPLE)}, {{"id": 2, "points_exclusive": "lots"}}, 7]'.encode()
    server = answering(lambda query: body if query["event_type_id"] == "15" else b"[]")
    app = make_app(profile := replace(demo_profile, host=server.url))
    async with app.run_test(size=(100, 30)) as pilot:
        sweep(app, profile)
        await told(
            pilot, "TransactionAdd (15) 3 rows", "3 rows: 50 points awarded, 0 left.", "2 rows have amounts that"
        )
        (line,) = [line for line in screen_text(pilot).splitlines() if "●" in line]
        assert line.split()[-3:] == ["3", "50?", "0?"]


async def test_a_pause_asks_nothing_more_and_space_goes_on(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    gate = Gate(answering)
    app = make_app(profile := replace(demo_profile, host=gate.server.url))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = sweep(app, profile)
        await until(pilot, lambda: len(gate.server.asked) == 1)
        await pilot.press("space")
        await told(pilot, "paused, space goes on", "0 of 5")
        gate.open()
        await told(pilot, "paused, space goes on · 1 of 5")
        await until(pilot, lambda: not screen._clock._active.is_set())  # nothing moves while it stands still
        assert len(gate.server.asked) == 1
        await pilot.press("space")
        await told(pilot, "None of 5 event types gave rows.")


async def test_escape_cancels_and_keeps_what_was_found_then_r_asks_only_what_is_missing(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    gate = Gate(answering, t15=ROW)
    app = make_app(profile := replace(demo_profile, host=gate.server.url))
    async with app.run_test(size=(80, 24)) as pilot:
        sweep(app, profile)
        await until(pilot, lambda: len(gate.server.asked) == 3)
        await pilot.press("escape")
        await told(pilot, "Cancelled. 1 of 5 event types gave rows: TransactionAdd (15) 1 row", "4 were not answered")
        assert isinstance(app.screen, SweepScreen)
        gate.open()
        await pilot.press("r")
        await told(pilot, "1 of 5 event types gave rows: TransactionAdd (15) 1 row.")
        assert "Cancelled" not in screen_text(pilot)
        assert types_asked(gate.server).count(15) == 1
        assert sorted(types_asked(gate.server)[3:]) == [1, 9, 16, 42]
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_a_found_type_opens_while_it_goes_on_and_back_is_the_sweep_as_it_is_then(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    gate = Gate(answering, t15=ROW)
    app = make_app(profile := replace(demo_profile, host=gate.server.url))
    async with app.run_test(size=(100, 30)) as pilot:
        sweep(app, profile)
        await told(pilot, "1 found")
        await pilot.press("enter")
        await told(pilot, "All 50 expired", "row 1, the end")
        assert isinstance(app.screen, FoundScreen)
        gate.open()
        await until(pilot, lambda: len(gate.server.asked) == 6)
        await pilot.press("enter", "escape", "escape")
        await told(pilot, "1 of 5 event types gave rows: TransactionAdd (15) 1 row.")
        assert types_asked(gate.server).count(15) == 2
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, SweepScreen))  # nothing to open there


# ── what goes wrong ──


async def test_refused_credentials_stop_it_after_one_request_and_are_explained(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer
) -> None:
    profile = replace(demo_profile, user="nobody@demo")
    app = make_app(profile)
    async with app.run_test(size=(80, 24)) as pilot:
        sweep(app, profile)
        await told(pilot, "The credentials were refused", "r ask what is missing", "esc back")
        await told(pilot, "Stopped. No event type gave rows so far; 1 failed; 4 were not answered.")
        assert len(demo_server.requests) == 1
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_a_server_that_dies_in_the_middle_leaves_what_was_found(
    make_app: MakeApp, demo_profile: Profile, demo_server: DemoServer
) -> None:
    demo_server.latency = 0.4  # else it may be over before it is seen that one was found
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        sweep(app, demo_profile, EVENT_TYPES[:30])
        await told(pilot, "1 found")
        demo_server.stop()
        await told(pilot, "cannot be reached", "Stopped. 1 of 30 event types gave rows: DelayedAccrual (16) 2 rows; ")
        await told(pilot, "were not answered. r asks what is missing.")


async def test_a_secret_that_is_not_given_is_told_and_r_asks_for_it(make_app: MakeApp, demo_profile: Profile) -> None:
    profile = replace(demo_profile, secret=None, secret_source=SecretSource.PROMPT)
    app = make_app(profile)
    async with app.run_test(size=(80, 24)) as pilot:
        sweep(app, profile)
        await until(pilot, lambda: not isinstance(app.screen, SweepScreen))
        await pilot.press("escape")
        await told(pilot, "No secret was given", "5 were not answered")
        await pilot.press("r")
        await until(pilot, lambda: not isinstance(app.screen, SweepScreen))


async def test_another_connection_ends_it_and_nothing_more_is_asked(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    gate = Gate(answering, t15=ROW)
    first = replace(demo_profile, host=gate.server.url)
    app = make_app(first, replace(demo_profile, name="other"))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = sweep(app, first)
        await until(pilot, lambda: len(gate.server.asked) == 3)
        await pilot.press("P")
        await told(pilot, "other")
        await pilot.press("j", "enter")
        await until(pilot, lambda: app.profile is not None and app.profile.name == "other")
        assert len(app.screen_stack) == 1
        assert not screen._runs.running
        assert not _sweeping()
        gate.open()
        assert len(gate.server.asked) == 3


async def test_leaving_neo_tui_in_the_middle_leaves_nothing_running(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    gate = Gate(answering, t15=ROW)
    app = make_app(profile := replace(demo_profile, host=gate.server.url))
    async with app.run_test(size=(80, 24)) as pilot:
        sweep(app, profile)
        await until(pilot, lambda: len(gate.server.asked) == 3)
        await pilot.press("ctrl+q")
    assert not _sweeping()
    gate.open()


def _sweeping() -> list[str]:
    """The sweep's own tasks that are still there."""
    return [str(task) for task in asyncio.all_tasks() if "Sweep" in str(task.get_coro())]


async def test_a_terminal_made_tiny_and_large_again_shows_the_same(make_app: MakeApp, demo_profile: Profile) -> None:
    app = make_app()
    async with app.run_test(size=(160, 45)) as pilot:
        sweep(app, demo_profile)
        await told(pilot, "2 of 5 event types gave rows")
        for size in ((20, 5), (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("G", "f", "f", "f", "pagedown", "g")
        await told(pilot, "2 of 5 event types gave rows", "● 16  DelayedAccrual")
