"""The totals and the checks of the demo's rows: looked at, walked through, taken as a filter."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from neo_tui.demo.data import rows as demo_rows
from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.query import Query
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.ui.screens.checks import ChecksScreen
from neo_tui.ui.screens.panel import PanelScreen
from neo_tui.ui.screens.totals import TotalsScreen
from neo_tui.ui.widgets.detail_pane import DetailPane
from tests.domain.bodies import Sums, read
from tests.domain.rows import KOLKATA, fresh, raw
from tests.ui.conftest import NOW, MakeApp, screen_text, shown, until

pytestmark = pytest.mark.anyio

SIZES = [(80, 24), (160, 45)]
BULK, SEVERAL, ODD = (410000107, "bUlk237008", 42), (410000106, "mUltiP0007", 15), (410000109, "oDdVal0010", 15)
CONTRADICTING, HOSTILE = (410000108, "bAdSum0009", 15), (410000110, "hOstil0011", 15)


class Summary:
    """Summaries over the rows of one of the demo's questions, opened one after the other."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        self.taken: list[str | None] = []

    async def opens(
        self,
        kind: type[TotalsScreen] | type[ChecksScreen],
        question: tuple[int, str, int],
        *,
        rows: Sequence[Allocation] | None = None,
        scope: str = "",
        complete: bool = True,
    ) -> None:
        customer, entity, event_type = question
        view = Viewpoint(NOW, KOLKATA, "Asia/Kolkata", KOLKATA, asked=Query(entity, customer, event_type))
        of = tuple(raw(text) for text in demo_rows(question, NOW)) if rows is None else rows
        screen: PanelScreen = (
            TotalsScreen(of, view, scope, complete)
            if kind is TotalsScreen
            else ChecksScreen(found(of, view), len(of), scope, complete=complete)
        )
        await self.pilot.app.push_screen(screen, self.taken.append)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def shows(self, *texts: str) -> None:
        await shown(self.pilot, *texts)

    async def answered(self) -> str | None:
        await until(self.pilot, lambda: bool(self.taken))
        return self.taken.pop()


@pytest.mark.parametrize("size", SIZES)
async def test_what_rows_come_to(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app().run_test(size=size) as pilot:
        summary = Summary(pilot)
        await summary.opens(TotalsScreen, BULK, complete=False)
        await summary.shows("Totals of 237 rows; of the loaded rows, more may exist", "RETURNED", "~43%")
        sums = Sums(read(f"[{','.join(demo_rows(BULK, NOW))}]"))
        await summary.shows(f"  awarded     {float(sums.awarded):,} ", f"= left         {float(sums.left):,} ")
        await summary.press("j", "enter")
        assert await summary.answered() == "status:EXPIRED"


async def test_every_way_to_tell_rows_apart_has_a_key(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        summary = Summary(pilot)
        await summary.opens(TotalsScreen, BULK)
        for key, filter_text in (
            ("j", "status:"),
            ("2", "program_id:2282"),
            ("3", "point_category_id:17383"),
            ("4", "till_id:50140377"),
            ("5", "awarded_on:2025-07"),
            ("6", "expires_on:2030-07"),
            ("7", "type:42"),
            ("left", "expires_on:2030-07"),
            ("tab", "type:42"),
            ("tab", "status:AVAILABLE"),
            ("shift+tab", "type:42"),
        ):
            await summary.press(key)
            await summary.shows(f"⏎ shows these rows: {filter_text}")
        await summary.shows("42 BulkAllocatePoints")
        await summary.press("1", "j", "m")
        await summary.shows("⏎ shows these rows: status:EXPIRED")
        assert any(line.split("│")[0].rstrip().endswith("  redeemed") for line in screen_text(pilot).splitlines())
        await summary.press("f")
        await summary.shows("By status ─")
        await summary.press("G")
        await summary.shows("By event type ─")
        await summary.press("escape")
        await summary.shows("⏎ shows these rows: status:EXPIRED")
        assert not summary.taken
        await summary.press("enter")
        assert await summary.answered() == "status:EXPIRED"


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_checks_find_stands_first_and_is_explained(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with make_app().run_test(size=size) as pilot:
        summary = Summary(pilot)
        await summary.opens(ChecksScreen, CONTRADICTING, complete=False)
        await summary.shows(
            "4 findings by 3 of 19 checks in 4 rows (more may exist)",
            "! error    balance-negative            1",
            "  nothing  expiry-pending              –",
            "More points are gone than the entry awarded.",
            "entry 41000900: 100 awarded, 120",
        )
        await summary.press("j")
        await summary.shows("status-contradicts-amounts  error", "2 findings ─")
        await summary.press("enter")
        assert await summary.answered() == "check:status-contradicts-amounts"


@pytest.mark.parametrize("size", SIZES)
async def test_rows_that_cannot_be_summed_are_said_at_the_top_and_named(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with make_app().run_test(size=size) as pilot:
        summary = Summary(pilot)
        await summary.opens(TotalsScreen, ODD, scope="of 40 loaded")
        await summary.shows("Totals of 14 rows of 40 loaded; 1 row not summed", "! not summed", "! 12")
        await summary.press(*"JJJJ")
        await summary.shows("1 of 14 rows is in none of these sums", "points_exclusive")
        assert size[1] > 24 or pilot.app.screen.query_one(DetailPane).scroll_offset.y > 0
        await summary.press("q")
        assert await summary.answered() is None
        await summary.opens(ChecksScreen, ODD)
        await summary.shows("! warning  missing-field", "! warning  retyped-field", "  notice   unknown-field")


async def test_nothing_found_is_calm_and_no_filter(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(80, 24), notifications=True) as pilot:
        summary = Summary(pilot)
        await summary.opens(ChecksScreen, BULK)
        await summary.shows("No findings by 19 checks in 237 rows", "It finds nothing in these rows.")
        assert "!" not in screen_text(pilot)
        await summary.press("enter")
        await summary.shows("balance-negative finds nothing")
        await summary.press("escape")
        assert await summary.answered() is None
        for kind, told in ((TotalsScreen, "Totals of no rows"), (ChecksScreen, "No findings by 19 checks in no rows")):
            await summary.opens(kind, BULK, rows=())
            await summary.shows(told)
            await summary.press("m", "6", "f", "f", "j", "enter")
            assert isinstance(pilot.app.screen, PanelScreen)
            await summary.press("backspace")
            assert await summary.answered() is None


async def test_what_there_is_more_of_than_is_listed_is_counted_and_hostile_text_stays_text(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(100, 44)) as pilot:
        summary = Summary(pilot)
        await summary.opens(TotalsScreen, BULK, rows=[fresh(id=number, till_id=number) for number in range(300)])
        await summary.press("4")
        await summary.shows("… 200 more with 200 rows, 20,000 awarded", "till_id:0")
        await summary.press("question_mark")
        await summary.shows("Chart another measure", "Group by: status", "Group by: expires in", "Back to the rows")
        await summary.press("escape", "escape")
        assert await summary.answered() is None
        await summary.opens(TotalsScreen, HOSTILE)
        await summary.shows("Totals of 8 rows", "[@click=app.quit]free poi…")
        await summary.press("j", "enter")
        assert await summary.answered() == 'status:"[/red]"'
