"""Adding an answer to a case file from the screen of its rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.domain.query import Draft
from neo_tui.storage.casefile import CaseFiles
from neo_tui.ui.app import NeoApp
from neo_tui.ui.start import Start
from tests.ui.conftest import MakeApp, screen_text, shown, until
from tests.ui.test_recording import opened

pytestmark = pytest.mark.anyio
SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
BULK = Draft("410000107", "bUlk237008", "BulkAllocatePoints")
FILES = CaseFiles("neo-tui 0.1.0")


def writing(app: NeoApp) -> NeoApp:
    """The same app, where case files can be written."""
    app.start = Start(**{**app.start._asdict(), "cases": lambda: FILES})
    return app


async def test_what_is_loaded_goes_into_the_case_that_is_named(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with writing(make_app(question=BULK, ask=True)).run_test(size=(100, 30), notifications=True) as pilot:
        await shown(pilot, "page 1, rows 1-10, more follow")
        await pilot.press("A")
        await shown(pilot, "Add to a case", "case-2026-11-23.neocase", "the 2 loaded pages byte for byte")
        await pilot.press("enter", *"gone", "enter")
        await shown(pilot, "2 pages added to the new")
        await pilot.press("A")
        await shown(pilot, "case-2026-11-23.neocase")  # remembered
        await pilot.press("ctrl+s")
        await shown(pilot, "2 pages added to the case")
    file = tmp_path / "case-2026-11-23.neocase"
    case = FILES.load(str(file))
    first = case.questions[0]
    assert [one.page for one in case.answers(first.key)] == [1, 2]
    assert [note.text for note in case.notes(first.key)] == ["gone"]
    assert (len(case.questions), case.problems, first.query.entity_id) == (2, (), "bUlk237008")
    for secret in (PASSWORD, USERNAME):
        assert secret not in file.read_text()


async def test_what_cannot_be_written_is_said_and_what_was_typed_stays(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case-2026-11-23.neocase").write_text("Dear diary\n")
    async with writing(make_app(question=SAMPLE, ask=True)).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired; nothing is left.")
        await pilot.press("A")
        await shown(pilot, "the loaded page byte for byte")
        await pilot.press("enter", *"typed", "enter")
        await shown(pilot, "nothing can", "be added to it: it is no case file", "Name another file", "typed")
        await pilot.press("end", "2", "ctrl+s")  # case-2026-11-23.neocase2
        await until(pilot, lambda: "Add to a case" not in screen_text(pilot))
    assert (tmp_path / "case-2026-11-23.neocase").read_text() == "Dear diary\n"
    assert len(FILES.load(str(tmp_path / "case-2026-11-23.neocase2")).questions) == 1


async def test_an_error_goes_into_the_case_and_opens_as_one(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = Draft("400403403", "eRr4030000", "TransactionAdd")
    async with writing(make_app(question=refused, ask=True)).run_test(size=(80, 24), notifications=True) as pilot:
        await shown(pilot, "Access denied", "retry")
        await pilot.press("A")
        await shown(pilot, "The question, what went wrong, and your note.")
        await pilot.press("enter", *"why?", "enter")
        await shown(pilot, "An error added to the new")
    async with opened(FILES.load("case-2026-11-23.neocase")).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "1 question", "page 1", "Access denied", "Request id", "why?")
        await pilot.press("enter")
        await shown(pilot, "Access denied", "The server said", "Access is denied!", "RECORDING", "back")
        await pilot.press("escape")
        await shown(pilot, "1 question")


async def test_a_pasted_note_keeps_all_of_its_lines(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with writing(make_app(question=SAMPLE, ask=True)).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired; nothing is left.")
        await pilot.press("A")
        await shown(pilot, "Add to a case")
        await pilot.press("enter")
        pilot.app.post_message(Paste("She says:\r\n  all gone\n\nsince Monday\n"))
        await shown(pilot, "She says:␤all gone␤␤since Monday")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Add to a case" not in screen_text(pilot))
    case = FILES.load("case-2026-11-23.neocase")
    assert [note.text for note in case.notes(case.questions[0].key)] == ["She says:\nall gone\n\nsince Monday"]


async def test_a_note_longer_than_a_case_takes_is_said_and_stays_to_be_shortened(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with writing(make_app(question=SAMPLE, ask=True)).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "All 50 expired; nothing is left.")
        await pilot.press("A")
        await shown(pilot, "Add to a case")
        await pilot.press("enter")
        pilot.app.post_message(Paste("gone " * 801))
        await pilot.press("ctrl+s")
        await shown(pilot, "The note has 4,004 characters; a case takes 4,000 of one", "gone gone")
        await pilot.press("end", *["backspace"] * 4, "enter")
        await until(pilot, lambda: "Add to a case" not in screen_text(pilot))
    case = FILES.load("case-2026-11-23.neocase")
    assert [note.text for note in case.notes(case.questions[0].key)] == [("gone " * 800).strip()]


async def test_esc_adds_nothing(make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())  # noqa: ASYNC240 - nobody else runs here
    async with writing(make_app(question=SAMPLE, ask=True)).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "All 50 expired; nothing is left.")
        await pilot.press("A")
        await shown(pilot, "Add to a case")
        await pilot.press("escape")
        await until(pilot, lambda: "Add to a case" not in screen_text(pilot))
    assert set(tmp_path.iterdir()) == before  # noqa: ASYNC240
