"""What changed since it was recorded: an answer beside one in a case file, or beside a response that somebody sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from neo_tui.cli.recorded import recording_of
from neo_tui.domain.case import Answer, Asked, Record
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Draft, Query
from neo_tui.services.recording import Recording
from neo_tui.storage.case_lines import first_line, record_line
from neo_tui.storage.case_reading import read_case
from neo_tui.ui.app import NeoApp
from neo_tui.ui.widgets.field import FlatInput
from tests.domain.rows import SAMPLE
from tests.ui.conftest import MakeApp, screen_text, shown, until
from tests.ui.test_recording import opened

pytestmark = pytest.mark.anyio
THEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
QUERY = Query("hfjWDK0dek", 374819205, 15)
DRAFT = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
Body = list[dict[str, object]]


@pytest.fixture
def sample() -> Body:
    """The rows that the server answers."""
    return [dict(SAMPLE)]


def kept(key: str, at: datetime, rows: Body, query: Query = QUERY, profile: str = "eu") -> list[Record]:
    body = json.dumps(rows).encode()
    asked = Asked(key, at, profile, "eu.example", Auth.BASIC, "Asia/Kolkata", False, query)
    return [asked, Answer(key, query.page, at, 0.1, "abc", body, hashlib.sha256(body).hexdigest())]


def case(*records: list[Record]) -> bytes:
    return first_line(THEN, "neo-tui 0.1.0") + b"".join(record_line(one) for some in records for one in some)


@pytest.fixture
def reading(make_app: MakeApp) -> Callable[..., NeoApp]:
    """The app on the sample's results, where files that were recorded can be read."""

    def read(path: str) -> Recording:
        file = Path(path)
        return recording_of(file.read_bytes(), file.name, "UTC")

    def make(*profiles: Profile) -> NeoApp:
        app = make_app(*profiles, question=DRAFT, ask=True)
        app.start = app.start._replace(recording=read)
        return app

    return make


async def names_a_file(pilot: Pilot[int], file: Path) -> None:
    """Press `=`, take the last of what is offered, and name a file."""
    await shown(pilot, "All 50 expired")
    await pilot.press("=")
    await shown(pilot, "Compare this answer with", "a recorded answer")
    await pilot.press("G", "enter")
    await shown(pilot, "Compare with a recorded answer", "Nothing is asked.")
    pilot.app.screen.query_one(FlatInput).value = str(file)
    await pilot.press("enter")


@pytest.mark.parametrize("count", [10, 100])
async def test_todays_answer_beside_the_one_in_a_case_file(
    reading: Callable[..., NeoApp], sample: Body, tmp_path: Path, count: int
) -> None:
    before = [{**sample[0], "status": "AVAILABLE", "expired_exclusive_value": 0}]
    file = tmp_path / "yesterday.neocase"
    other = Query("another", 374819205, 15)
    asked = Query(QUERY.entity_id, QUERY.customer_id, QUERY.event_type_id, 1, count)
    file.write_bytes(case(kept("a" * 8, THEN, before, asked), kept("b" * 8, THEN, before, other)))
    async with reading().run_test(size=(100, 30)) as pilot:
        await names_a_file(pilot, file)
        await shown(pilot, "the answer of 2026-11-23 17:30:00 +05:30, eu", "1 changed", "left: 50 → 0 (−50)")
        await pilot.press("escape")
        await shown(pilot, "All 50 expired")


async def test_of_several_recorded_answers_one_is_chosen(
    reading: Callable[..., NeoApp], sample: Body, tmp_path: Path
) -> None:
    half = [{**sample[0], "status": "AVAILABLE", "expired_exclusive_value": 20}]
    file = tmp_path / "days.neocase"
    file.write_bytes(case(kept("a" * 8, THEN - timedelta(days=1), half), kept("b" * 8, THEN, sample, profile="us")))
    async with reading().run_test(size=(80, 24)) as pilot:
        await names_a_file(pilot, file)
        await shown(pilot, "the answer of 2026-11-23 17:30:00 +05:30, us   1 row, 0 left", "2026-11-22", "30 left")
        assert "Another connection" not in screen_text(pilot)
        await pilot.press("down", "enter")
        await shown(pilot, "1 changed", "left: 30 → 0 (−30)")


async def test_a_response_that_somebody_sent_is_taken_for_an_answer_to_this_question(
    reading: Callable[..., NeoApp], sample: Body, tmp_path: Path
) -> None:
    file = tmp_path / "mail.json"
    file.write_text(json.dumps([*sample, {**sample[0], "id": 5, "points_exclusive": 7}]))
    async with reading().run_test(size=(100, 30)) as pilot:
        await names_a_file(pilot, file)
        await shown(pilot, "mail.json", "1 removed")


async def test_a_file_without_an_answer_says_so_and_what_was_typed_stays(
    reading: Callable[..., NeoApp], sample: Body, tmp_path: Path
) -> None:
    file = tmp_path / "other.neocase"
    file.write_bytes(case(kept("a" * 8, THEN, sample, Query("another", 374819205, 15))))
    async with reading().run_test(size=(80, 24)) as pilot:
        await names_a_file(pilot, file)
        await shown(pilot, "! other.neocase holds no answer to this question,", "Name another file.")
        pilot.app.screen.query_one(FlatInput).value = ""
        await pilot.press("enter")
        await shown(pilot, "! Name a file.")
        file.write_bytes(b"no case")
        pilot.app.screen.query_one(FlatInput).value = str(file)
        await pilot.press("ctrl+s")
        await shown(pilot, "other.neocase")
        await pilot.press("escape")
        await until(pilot, lambda: "Compare with" not in screen_text(pilot))


async def test_in_a_recording_two_answers_to_one_question_are_compared_the_older_first(sample: Body) -> None:
    before = [{**sample[0], "status": "AVAILABLE", "expired_exclusive_value": 0}]
    found = read_case(case(kept("a" * 8, THEN, sample), kept("b" * 8, THEN - timedelta(hours=2), before)))
    async with opened(found).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "2 questions")
        await pilot.press("enter")
        await shown(pilot, "All 50 expired", "Told as of 23 Nov 2026, 17:30")
        await pilot.press("=")
        await shown(pilot, "the answer of 2026-11-23 15:30:00 +05:30, eu", "50 left")
        await pilot.press("enter")
        await shown(pilot, "1 changed", "left: 50 → 0 (−50)")


async def test_a_recording_with_one_answer_says_what_can_be_compared(sample: Body) -> None:
    async with opened(read_case(case(kept("a" * 8, THEN, sample)))).run_test(
        size=(100, 30), notifications=True
    ) as pilot:
        await shown(pilot, "1 question")
        await pilot.press("enter")
        await shown(pilot, "All 50 expired")
        await pilot.press("=")
        await shown(pilot, "The recording holds no other answer")
