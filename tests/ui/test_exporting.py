"""Rows that are taken out of the results into a file."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from neo_tui.demo.server import DemoServer
from neo_tui.domain.query import Draft
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens.export_dialog import ExportDialog
from neo_tui.ui.screens.results import ResultsScreen
from neo_tui.ui.widgets.field import FlatInput
from tests.ui.conftest import MakeApp, results, shown, until

pytestmark = pytest.mark.anyio

BULK = Draft("410000107", "bUlk237008", "42", "1", "50")
NAME = "neo-tui-410000107-42-2026-11-23"


def written(name: str) -> str:
    return Path(name).read_text()


def put(name: str, text: str) -> None:
    Path(name).write_text(text)


class Exporting:
    def __init__(self, app: NeoApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def dialog(self) -> ExportDialog:
        screen = self.app.screen
        assert isinstance(screen, ExportDialog)
        return screen

    async def opens(self) -> None:
        await self.pilot.press("e")
        await until(self.pilot, lambda: isinstance(self.app.screen, ExportDialog))

    async def writes_to(self, path: str, *choices: str) -> None:
        """Type a path, go through the choices below with arrows, and write."""
        self.dialog.query_one("#path", FlatInput).value = path
        await self.pilot.press(*choices, "enter")

    def told(self) -> str:
        """What the dialog says, however its lines are broken."""
        return str(self.dialog.query_one("#told", Static).visual)

    async def closed(self) -> None:
        await until(self.pilot, lambda: isinstance(self.app.screen, ResultsScreen))


@pytest.fixture
async def exporting(
    make_app: MakeApp, own_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Exporting]:
    monkeypatch.chdir(own_environment)
    app = make_app(question=BULK, ask=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(
            pilot,
            lambda: isinstance(app.screen, ResultsScreen) and app.screen.is_mounted and bool(app.screen.shown_places),
        )
        yield Exporting(app, pilot)


async def test_what_is_shown_goes_into_a_file_named_after_the_question(exporting: Exporting) -> None:
    await exporting.opens()
    assert exporting.dialog.query_one("#path", FlatInput).value == f"{NAME}.csv"
    await exporting.pilot.press("enter")
    await exporting.closed()
    lines = written(f"{NAME}.csv").splitlines()
    assert lines[0] == "status,awarded,redeemed,expired,returned,left,awarded_on,expires_on,id"
    assert len(lines) == 51
    (said,) = [each.message for each in exporting.app._notifications]
    assert said == f"50 rows written to {NAME}.csv: 50 of 100 loaded; page 3 and on not loaded."


async def test_everything_is_fetched_first_and_the_ending_chooses_the_format(exporting: Exporting) -> None:
    await exporting.opens()
    await exporting.writes_to("all.jsonl", "down", "down", "left", "down", "right")
    await exporting.closed()
    rows = [json.loads(line) for line in written("all.jsonl").splitlines()]
    assert len(rows) == len({row["id"] for row in rows}) == 237
    assert len(rows[0]) >= 27


async def test_what_cannot_be_written_is_known_before_anything_is_asked(
    exporting: Exporting, demo_server: DemoServer
) -> None:
    put("all.csv", "mine")
    asked = len(demo_server.requests.all())
    await exporting.opens()
    await exporting.writes_to("all.csv", "down", "down", "left")
    await shown(exporting.pilot, "Replace the file?")
    await exporting.pilot.press("escape")
    await exporting.writes_to("nowhere/all.csv")
    await shown(exporting.pilot, "! nowhere/all.csv cannot be there")
    assert len(demo_server.requests.all()) == asked
    assert written("all.csv") == "mine"


async def test_it_is_said_where_the_file_will_stand_and_what_an_odd_ending_will_hold(
    exporting: Exporting, own_environment: Path
) -> None:
    await exporting.opens()
    await until(exporting.pilot, lambda: exporting.told().startswith(f"In {own_environment}, readable to you only;"))
    exporting.dialog.query_one("#path", FlatInput).value = "report.pdf"
    await shown(exporting.pilot, "! No format ends in .pdf: the file will hold CSV, for spreadsheets.")
    exporting.dialog.query_one("#path", FlatInput).value = "~nosuchuser/x.csv"
    await exporting.pilot.press("enter")
    await shown(exporting.pilot, "! ~nosuchuser/x.csv cannot be there")


async def test_a_report_of_one_page_of_a_loaded_answer_says_how_much_it_holds(exporting: Exporting) -> None:
    await exporting.pilot.press("L")
    await until(exporting.pilot, lambda: len(results(exporting.pilot).gathered.rows) == 237)
    await until(exporting.pilot, lambda: len(results(exporting.pilot).shown_places) == 237)
    await exporting.pilot.press("a")
    await until(exporting.pilot, lambda: len(results(exporting.pilot).shown_places) == 50)
    await exporting.opens()
    await exporting.writes_to("page.html")
    await exporting.closed()
    report = written("page.html")
    assert "This report holds 50 of the 237 rows." in report
    assert "<dt>Rows</dt><dd>50 of 237</dd>" in report
    assert "Totals of these 50 rows" in report
    assert "may exist" not in report
    await exporting.opens()
    await exporting.writes_to("all.html", "down", "down", "right")
    await exporting.closed()
    assert "<dt>Rows</dt><dd>all 237</dd>" in written("all.html")
    assert "This report holds" not in written("all.html")


async def test_one_page_as_json_is_what_was_sent_byte_for_byte(exporting: Exporting) -> None:
    await exporting.opens()
    await exporting.writes_to("page.json")
    await exporting.closed()
    screen = exporting.app.screen
    assert isinstance(screen, ResultsScreen)
    assert written("page.json") == screen.loaded_pages([1])[0].body


async def test_a_file_that_is_there_is_replaced_only_after_a_yes(exporting: Exporting) -> None:
    put("a.csv", "mine")
    await exporting.opens()
    await exporting.writes_to("a.csv")
    await shown(exporting.pilot, "Replace the file?", "a.csv is there already")
    await exporting.pilot.press("n")
    assert written("a.csv") == "mine"
    await exporting.pilot.press("enter")
    await shown(exporting.pilot, "Replace the file?")
    await exporting.pilot.press("y")
    await exporting.closed()
    assert written("a.csv").startswith("status,")


async def test_what_goes_wrong_is_said_in_the_dialog_and_what_was_typed_stays(exporting: Exporting) -> None:
    await exporting.opens()
    await exporting.writes_to("no/where.csv")
    await shown(exporting.pilot, "does not exist", "Make it first.")
    assert exporting.dialog.query_one("#path", FlatInput).value == "no/where.csv"
    await exporting.writes_to("  ")
    await shown(exporting.pilot, "Give the path of a file.")
    await exporting.pilot.press("escape")
    await exporting.closed()


async def test_another_format_changes_the_ending_and_a_letter_of_a_filter_stays_one(exporting: Exporting) -> None:
    await exporting.opens()
    await exporting.pilot.press("down", "right")
    assert exporting.dialog.query_one("#path", FlatInput).value == f"{NAME}.tsv"
    await exporting.pilot.press("escape")
    await exporting.closed()
    await exporting.pilot.press("slash", "e")
    await exporting.pilot.pause()
    assert isinstance(exporting.app.screen, ResultsScreen)
