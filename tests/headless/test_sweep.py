"""`neo-tui sweep`: what it says where the server asks for a long wait, and the words of its parts."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime, tzinfo

import pytest

from neo_tui.domain.errors import Kind
from neo_tui.domain.event_types import EVENT_TYPES, event_type
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.domain.swept import Outcome, Progress, State, Swept
from neo_tui.headless import sweep as sweep_module
from neo_tui.headless.sweep import SweepCommand
from neo_tui.headless.sweep_words import Question, get_line, progress_words, summary
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.sweep import notes
from neo_tui.services.connection import Connection
from neo_tui.services.secrets import Secrets
from tests.services.sweeping import Answers, Source, Time, error, page

pytestmark = pytest.mark.anyio
PROFILE = Profile("eu", "eu.example", user="till", secret_source=SecretSource.FILE, secret=Secret("a-word"))
NOW = datetime(2026, 11, 20, 12, 0, 0, 5000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    def zone() -> tzinfo:
        return UTC

    monkeypatch.setattr(sweep_module, "viewer_zone", zone)


def command(answers: Answers, out: io.StringIO, kind: Format = Format.TABLE, **changes: int) -> SweepCommand:
    connection = Connection(lambda *_: Source(answers, Time()), Secrets({}))
    return SweepCommand(
        connection, PROFILE, Question(7, "e"), EVENT_TYPES[:3], kind, changes.get("parallel", 1), 20, out, lambda: NOW
    )


async def test_a_long_wait_is_told_with_the_time_when_it_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    async def answers(query: Query) -> Page:
        if query.event_type_id == 1:
            return page(query, 2)
        raise error(Kind.RATE_LIMIT, retry_after=300.0)

    out = io.StringIO()
    assert await command(answers, out).run() == 1
    assert "NewBill" in out.getvalue()
    told = capsys.readouterr().err
    assert "  It may go on at 2026-11-20 12:05:00 +00:00.\n" in told
    assert "1 type was not asked" in told
    assert "2 types asked, 1 gave rows, 1 failed: 2 CustomerRegistration (It is rate-limit), 1 not answered:" in told


async def test_interrupted_in_between_every_found_type_is_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    stuck = asyncio.Event()

    async def answers(query: Query) -> Page:
        if query.event_type_id == 3:
            stuck.set()
            await asyncio.Event().wait()
        return page(query)

    out = io.StringIO()
    running = asyncio.create_task(command(answers, out, Format.JSONL).run())
    await stuck.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [line.split(",")[0] for line in out.getvalue().splitlines()] == ['{"id": 1', '{"id": 2']
    assert "2 types asked, 2 gave rows, none failed, 1 not answered: 3 PointsRedemption; " in capsys.readouterr().err


async def test_a_reader_that_has_gone_ends_it() -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    async def answers(query: Query) -> Page:
        return page(query)

    with pytest.raises(BrokenPipeError):
        await command(answers, Gone(), Format.JSONL).run()


def test_a_get_line_asks_for_as_many_rows_as_there_are() -> None:
    question = Question(7, "it's", "-odd")
    options = "--profile=-odd --customer 7 --entity 'it'\\''s'"
    for rows, more in ((1, ""), (10, ""), (11, " --count 100"), (100, " --count 100 --all")):
        outcome = Outcome(event_type(15), State.FOUND, page(Query("e", 7, 15, 1, 100), rows))
        assert get_line(outcome, question) == f"neo-tui get {options} --event 15{more}"


def test_the_first_award_is_the_earliest_that_can_be_relied_on() -> None:
    found = page(Query("e", 7, 15, 1, 100), 2)
    assert Outcome(event_type(15), State.FOUND, found).first_award == datetime(2022, 3, 28, 17, 44, 32, tzinfo=UTC)
    assert Outcome(event_type(15), State.NONE).first_award is None


def test_many_failures_are_grouped_by_what_was_said() -> None:
    refused = [Outcome(kind, State.REFUSED, error=error(Kind.SERVER)) for kind in EVENT_TYPES[:12]]
    other = Outcome(EVENT_TYPES[12], State.REFUSED, error=error(Kind.REJECTED))
    told = summary(Swept((*refused, other), 12.345))
    assert told.startswith("13 types asked, 0 gave rows, 13 failed: 1 NewBill, 2 CustomerRegistration, ")
    assert told.endswith("10 ReferralPostProcessing and 2 more (It is server); 13 EmailOpen (It is rejected); 12.3 s")


def test_404_everywhere_is_told_with_what_else_it_may_mean() -> None:
    none = tuple(Outcome(kind, State.NONE, error=error(Kind.NOT_FOUND)) for kind in EVENT_TYPES[:3])
    assert [note.split()[0] for note in notes(Swept(none, 1))] == ["3", "Every", "No"]
    assert len(notes(Swept((*none, Outcome(EVENT_TYPES[3], State.FOUND)), 1))) == 1


def test_progress_tells_waits_failures_and_how_long_it_will_take() -> None:
    words = progress_words(Progress(89, 40, 2, 1, (event_type(45),), 21.4, 12.2, paused=False))
    assert words == (
        "40 of 89 types | 2 gave rows | 1 failed | the server asks to wait: 12 s | about 21 s left | "
        "asking 45 CustomerProgramEnrollmentImport"
    )
