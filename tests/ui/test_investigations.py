"""The questions of a dispute, each answered by keyboard on the demo's rows, in the narrowest terminal (api.md §6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from textual.pilot import Pilot

from neo_tui.demo.credentials import COPY_USERNAME
from neo_tui.demo.live import STEP
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from neo_tui.services import watching
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens.results import ResultsScreen
from neo_tui.ui.screens.sweep import SweepScreen
from tests.ui.conftest import NOW, MakeApp, results, screen_text, until

pytestmark = pytest.mark.anyio

NARROW = (80, 24)


class Clock:
    """The present, of this machine and of the server alike, so that neither is ahead."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """The present of a test."""
    return Clock()


@pytest.fixture
def demo_server(clock: Clock) -> Iterator[DemoServer]:
    """The bundled server, in the present of the test; its Date header is that of this machine."""
    with DemoServer(now=clock, skew=(datetime.now(UTC) - NOW).total_seconds()) as server:
        yield server
    assert not server.faults


class Dispute:
    """Somebody on call, with a question about one event of a customer."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        await self.pilot.press(*text)

    async def reads(self, *texts: str) -> None:
        """Wait until texts can be read, wherever the lines of the screen break."""
        await until(self.pilot, lambda: all(text in self.text for text in texts))

    @property
    def text(self) -> str:
        return " ".join(screen_text(self.pilot).split())

    @property
    def rows(self) -> list[int | None]:
        """The ids of the rows that are shown."""
        shown = results(self.pilot).table.shown
        return [row.id for row in shown.rows] if shown else []

    @property
    def row(self) -> int | None:
        """The id of the row that the cursor is on."""
        return self.rows[results(self.pilot).table.cursor_row]

    @property
    def signs(self) -> list[str]:
        """What stands before each of the rows that are shown."""
        table = results(self.pilot).table
        top = table.region.y + 1
        return [line[:1] for line in screen_text(self.pilot).splitlines()[top : top + len(self.rows)]]


def at(app: NeoApp, clock: Clock) -> NeoApp:
    """An app in the present of the test."""
    app.start = app.start._replace(clock=clock)
    return app


def of(customer: int, entity: str, event: str = "TransactionAdd") -> Draft:
    return Draft(str(customer), entity, event)


# ── did this event give points, and how many? ──


async def test_did_this_bill_give_points_and_in_which_programme(make_app: MakeApp) -> None:
    async with make_app(question=of(410000106, "mUltiP0007"), ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("4 rows: 392.5 awarded · 312.5 left · 80 redeemed", "+ totals")
        await dispute.press("+", "2")
        await dispute.reads("2290", "⏎ shows these rows: program_id:2290")
        await dispute.press("enter")
        await dispute.reads("1 of all 4", "200 points were awarded", "Of these, 80 were redeemed; 120 are left.")
        assert dispute.rows == [41000703]


async def test_no_rows_do_not_mean_no_points_and_what_to_do_next_is_in_sight(make_app: MakeApp) -> None:
    async with make_app(question=of(410000118, "nOthng0019"), ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("That does not say that no points were given.", "F3 asks under all of them", "F3 sweep")
        assert "] next" not in dispute.text
        await dispute.press("f3")
        await dispute.reads("Sweep: which event types gave rows?", "customer 410000118")


# ── what is left, and why did the rest go? ──


@pytest.mark.parametrize(
    ("customer", "entity", "answer"),
    [
        (410000114, "hAlfUs0015", ("50.25 are left", "The 50.25 left expire on")),
        (410000102, "pRtRet0002", ("50 were taken back by a return; 50 are left.",)),
        (410000112, "rEtAll0013", ("All 100 were taken back by a return; nothing is left.",)),
        (410000101, "rDm0fAll01", ("All 240 were redeemed; nothing is left.",)),
        (410000111, "cOnsum0012", ("60 were redeemed and 40 expired", "probably the expiry job")),
        (
            410000105,
            "cOnvrt0005",
            ("All 60 were converted to regular points", "under a DelayedAccrual event"),
        ),
        (410000133, "rTconv0030", ("50 were converted to regular points and 50 were taken back by a return",)),
    ],
)
async def test_what_is_left_and_where_the_rest_went_stands_there_at_once(
    make_app: MakeApp, customer: int, entity: str, answer: tuple[str, ...]
) -> None:
    async with make_app(question=of(customer, entity), ask=True).run_test(size=NARROW) as pilot:
        await Dispute(pilot).reads(*answer)


async def test_points_of_a_conversion_tell_where_they_were_promised(make_app: MakeApp) -> None:
    question = of(410000105, "cOnvrt0006", "DelayedAccrual")
    async with make_app(question=question, ask=True).run_test(size=NARROW) as pilot:
        await Dispute(pilot).reads(
            "turns promised points into regular ones", "an entry that says CONSUMED_BY_CONVERSION"
        )


# ── was the expiry early? whose account? why can it not be used? ──


@pytest.mark.parametrize(
    ("customer", "entity", "answer"),
    [
        (410000122, "eArlyX0023", ("100 expired, yet the expiry date lies ahead", "expired-early")),
        (410000123, "hOurs00024", ("Valid for 9 h 3 min only", "validity-short")),
        (374819205, "hfjWDK0dek", ("1 day 0 h 45 min after the award", "5 h 5 min after the expiry: probably the")),
        (410000104, "mErGed0004", ("Earned by customer 398765432, now held by customer 410000104.",)),
        (400806900, "eRr8069000", ("This customer was merged into another", "Find the surviving account")),
        (410000115, "fUture0016", ("reads as promised points which are not the customer's yet", "in 8 d")),
        (410000103, "pEndJob003", ("50 still stand as available", "this reads as pending")),
        (410000121, "oVerdu0022", ("60 still stand as available", "it reads as overdue", "expiry-overdue")),
        (410000132, "zEroLf0029", ("The status says AVAILABLE, but nothing is left.", "status-contradicts-amounts")),
    ],
)
async def test_why_it_looks_wrong_or_cannot_be_used_is_said_without_a_key(
    make_app: MakeApp, clock: Clock, customer: int, entity: str, answer: tuple[str, ...]
) -> None:
    app = at(make_app(question=of(customer, entity), ask=True), clock)
    async with app.run_test(size=NARROW) as pilot:
        await Dispute(pilot).reads(*answer)


# ── does it add up? ──


async def test_what_does_not_add_up_is_listed_and_leads_to_its_rows(make_app: MakeApp) -> None:
    async with make_app(question=of(410000108, "bAdSum0009"), ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("! 4 errors – X tells", "This does not add up: 100 awarded, 120 gone, −20 left.")
        assert dispute.signs == ["!", "!", "!", "!"]
        await dispute.press("X", "j")
        await dispute.reads("4 findings by 3 of 19 checks in 4 rows", "status-contradicts-amounts error", "2 findings")
        await dispute.press("enter")
        await dispute.reads("2 of all 4 · found by status-contradicts-amounts")
        assert dispute.rows == [41000901, 41000902]
        await dispute.press("escape", "n")
        await until(pilot, lambda: len(dispute.rows) == 4 and dispute.row == 41000902)


async def test_what_shows_only_beside_other_rows_is_told_on_the_row_too(make_app: MakeApp) -> None:
    async with make_app(question=of(410000124, "oThers0025"), ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("5 rows: 500 awarded", "! 3 errors – X tells")
        assert dispute.signs == [" ", "!", "!", "!", " "]
        await dispute.press("n", "n", "n")
        await dispute.reads("It belongs to organisation 50915; most rows here belong to 50914.")
        assert dispute.row == 41000943
        await dispute.press("X", "j", "j", "enter")
        await dispute.reads("1 of all 5 · found by other-organisation", "It belongs to organisation 50915")


async def test_a_row_seen_on_two_pages_is_marked_on_both(make_app: MakeApp) -> None:
    question = of(410000117, "mOving0018", "BulkAllocatePoints")
    async with make_app(question=question, ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("1 repeats an id", "! 1 warning – X tells")
        await dispute.press("G", "f")
        await dispute.reads("Its id stands 2 times, in rows 10, 11 of those loaded", "duplicate-id")
        await dispute.press("f", "]", "f")
        await dispute.reads("page 2", "Its id stands 2 times, in rows 10, 11 of those loaded")
        assert dispute.row == 41917009


# ── of many rows: which, how much, and when do they go? ──


async def test_a_group_of_the_totals_shows_the_very_rows_that_were_counted(make_app: MakeApp) -> None:
    question = of(410000107, "bUlk237008", "BulkAllocatePoints")
    async with make_app(question=question, ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("page 1, rows 1-10", "L load all")
        await dispute.press("/")
        await dispute.type("left>0 expires<60mo")
        await dispute.reads("left above 0 and expires before", "page 3 and on not loaded · L loads the rest", "⏎ keep")
        await dispute.press("enter", "L")
        await dispute.reads("102 rows of all 237: 25,731.75 awarded · 22,923.75 left")
        await dispute.press("+", "6")
        await dispute.reads("Totals of 102 rows of all 237", "2030-07 6 1,207 3 1,204")
        await dispute.press("enter")
        await dispute.reads(
            "6 rows of all 237: 1,207 awarded · 1,204 left · 3 redeemed", "left>0 expires<60mo expires_on"
        )
        await dispute.press("X", "escape", "+", "enter")
        await dispute.reads("6 rows of all 237: 1,207 awarded", "status:AVAILABLE")
        assert len(dispute.rows) == 6


async def test_the_timeline_leads_to_the_row_that_expires_first(make_app: MakeApp) -> None:
    async with make_app(question=of(410000106, "mUltiP0007"), ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("4 rows: 392.5 awarded")
        await dispute.press("T", "end")
        await dispute.reads("entry 41000703 · 120 of 200 left · line 4 of 4", "⏎ to the row")
        await dispute.press("enter")
        await dispute.reads("page 1, rows 1-4", "The 120 left expire on 14 Mar 2029")
        assert dispute.row == 41000703


# ── what has changed? ──


async def test_what_changed_since_the_first_look_is_told_with_its_points(make_app: MakeApp, clock: Clock) -> None:
    app = at(make_app(question=of(410000126, "wAtch00027"), ask=True), clock)
    async with app.run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("3 rows: 700 awarded · 700 left")
        await dispute.press("r")  # nothing has changed: one answer of the two is enough to compare with
        clock.later(2 * STEP)
        await dispute.press("r")
        await dispute.reads("4 rows: 850 awarded · 810 left · 40 redeemed")
        await dispute.press("=")
        await dispute.reads("Compare this answer with", "3 rows, 700 left")
        assert dispute.text.count("the answer of") == 1
        await dispute.press("enter")
        await dispute.reads("1 added (+150 awarded)", "1 changed", "left: 700 → 810 (+110)", "redeemed: 0 → 40 (+40)")
        await dispute.press("escape")
        await dispute.reads("4 rows: 850 awarded")


async def test_what_another_connection_has_is_compared_without_leaving_this_one(
    make_app: MakeApp, demo_profile: Profile
) -> None:
    copy = replace(demo_profile, name="demo-copy", user=COPY_USERNAME)
    app = make_app(demo_profile, copy, question=of(410000127, "tWocon0028"), ask=True)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("5 rows: 555 awarded · 290 left")
        await dispute.press("=")
        await dispute.reads("the same question with demo-copy")
        await dispute.press("enter")
        await dispute.reads("1 added", "1 removed", "2 changed, 1 written differently", "left: 290 → 395 (+105)")
        assert "Asking" not in dispute.text
        await dispute.press("enter")
        await dispute.reads("Status REDEEMED ≠ AVAILABLE", "Redeemed 240 ≠ 140 −100")


async def test_a_change_while_one_watches_is_told_whole(
    make_app: MakeApp, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.05)
    app = at(make_app(question=of(410000126, "wAtch00027"), ask=True), clock)
    async with app.run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("3 rows: 700 awarded")
        await dispute.press("W", "backspace", "backspace", "1", "enter")
        await dispute.reads("watching every 1 s")
        clock.later(STEP)
        await dispute.reads(
            "0 → 20", "500 → 480", "left 500 → 480 (−20), redeemed 0 → 20 (+20), last change", "→ 2026-11"
        )
        await dispute.press("full_stop")
        await dispute.reads("watch paused", "1 changed")


# ── which event type is it at all? ──


async def test_from_an_empty_answer_over_the_sweep_to_the_rows_and_back(make_app: MakeApp) -> None:
    async with make_app(question=of(410000131, "sWeep00022"), ask=True).run_test(size=NARROW) as pilot:
        dispute = Dispute(pilot)
        await dispute.reads("No allocations came back", "F3 sweep")
        await dispute.press("f3")
        await dispute.reads("‹ all 89 types ›")
        while "points" not in screen_text(pilot).split("Ask ")[1].splitlines()[0]:
            await dispute.press("right")
            await pilot.pause()
        await dispute.press("down", "down", "right", "right", "enter")
        await dispute.reads("2 of ", "event types gave rows: DelayedAccrual (16) 2 rows")
        await dispute.press("f", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen))
        await dispute.reads("DelayedAccrual (16)", "2 rows: 100 awarded · 100 left")
        await dispute.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, SweepScreen))
        await dispute.reads("event types gave rows", "Found only")
