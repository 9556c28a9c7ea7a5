"""A recording opens offline in the screens of live answers, says that it is one, and asks and keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from neo_tui.api.client import NeoClient
from neo_tui.api.recorded import loose_page, recorded_page
from neo_tui.demo.credentials import PASSWORD
from neo_tui.demo.server import DemoServer
from neo_tui.domain.case import Case, Note, Record
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.event_search import resolve
from neo_tui.domain.memory import Memory
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import MAX_NAME_LENGTH, Profile, Profiles
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.domain.settings import Keep, Settings
from neo_tui.headless.looking import USUALLY
from neo_tui.services.casing import records
from neo_tui.services.connection import Connection
from neo_tui.services.history import History
from neo_tui.services.ports import AllocationSource
from neo_tui.services.recording import Recording, loose_recording
from neo_tui.services.request_log import RequestLog
from neo_tui.services.secrets import Secrets
from neo_tui.storage.case_lines import first_line, record_line
from neo_tui.storage.case_reading import CaseError, read_case
from neo_tui.storage.export_file import write_export
from neo_tui.storage.session import SessionHistory, SessionMemoryStore, SessionProfileStore
from neo_tui.ui.app import NeoApp
from neo_tui.ui.recorded import RecordedApp
from neo_tui.ui.screens.export_dialog import ExportDialog
from neo_tui.ui.screens.recorded_results import RecordedResultsScreen
from neo_tui.ui.start import Start
from neo_tui.ui.widgets.field import FlatInput
from tests.cases import answer, asked
from tests.ui.conftest import screen_text, shown, until

pytestmark = pytest.mark.anyio

THEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = THEN + timedelta(days=400)
SAMPLE = Query("hfjWDK0dek", 374819205, 15)
PAGES = Query("bUlk237008", 410000107, resolve("BulkAllocatePoints").id)
PENDING = Query("pEndJob003", 410000103, 15)


def never(_profile: Profile, _secret: Secret) -> AllocationSource:
    raise NeoError(Kind.CONFIG, "asked", "", "")


def begin(clock: datetime, connection: Connection, profile: Profile | None = None) -> Start:
    log = RequestLog()
    return Start(
        profile_store=SessionProfileStore(Profiles((profile,) if profile else ())),
        memory_store=SessionMemoryStore(Memory),
        connection=connection,
        clock=lambda: clock,
        requests=lambda: log,
        history=lambda: History(SessionHistory(), Settings(history=Keep.OFF), lambda: clock),
        profile=profile,
        save=write_export,
    )


async def answered(profile: Profile, query: Query, pages: Sequence[int]) -> dict[int, Page]:
    async with NeoClient(profile, Secret(PASSWORD), clock=lambda: THEN) as client:
        return {number: await client.fetch(query.at(number)) for number in pages}


async def recorded(profile: Profile, *questions: tuple[Query, Sequence[int]], notes: Sequence[Record] = ()) -> Case:
    """A case, by way of the bytes of its file."""
    data = first_line(THEN, "neo-tui 0.1.0") + b"".join(map(record_line, notes))
    for query, pages in questions:
        view = USUALLY.at(profile, query, THEN)
        found = records(profile, await answered(profile, query, pages), f"about {query.entity_id}", view)
        data += b"".join(map(record_line, found))
    case = read_case(data)
    assert case.problems == ()
    return case


def opened(case: Case) -> RecordedApp:
    """The app on a case, long after, and with no way to ask."""
    return RecordedApp(begin(LATER, Connection(never, Secrets({}))), Recording("t.neocase", case, recorded_page))


async def walk(pilot: Pilot[int], keys: Sequence[str], waits: Sequence[str]) -> list[str]:
    """The screens after each key."""
    screens = []
    for key, wait in zip(keys, waits, strict=True):
        await pilot.press(key)
        await shown(pilot, wait)
        screens.append(screen_text(pilot))
    return screens


KEYS = ("]", "v", "v", "X", "escape", "plus", "escape", "T", "escape", "t", "w")
WAITS = (
    "page 2",
    "till_id",
    "awarded   380",
    "19 checks",
    "page 2",
    "Totals of",
    "page 2",
    "now",
    "page 2",
    "ages as of",
    "point_category_id",
)


def body_of(screen: str, live: bool) -> list[str]:
    """The lines of a screen below the top line and, in a recording, the line that says by when it is told."""
    lines = screen.split("\n")[1:-1]  # which connection and which keys there are differs, and should
    if not live:
        lines = [line.replace("not recorded", "not loaded") for line in lines if not line.startswith(" Told as of ")]
    return [line.rstrip(" █▇▆▅▄▃▂▁") for line in lines if line.strip()]


async def test_the_same_screens_live_and_recorded(demo_server: DemoServer, demo_profile: Profile) -> None:
    pages = await answered(demo_profile, PAGES, (1, 2))

    class Same:
        """The very answers that were recorded: another asking would have other request ids and times."""

        proxy = ""

        async def fetch(self, query: Query) -> Page:
            if query.page not in pages:
                raise NeoError(Kind.TIMEOUT, "not now", "", "")
            return pages[query.page]

        def token_claims(self) -> None:
            return None

        async def aclose(self) -> None:
            return None

    live_app = NeoApp(begin(THEN, Connection(lambda _profile, _secret: Same(), Secrets({})), demo_profile))
    async with live_app.run_test(size=(120, 41)) as pilot:
        from neo_tui.ui.screens.results import ResultsScreen

        live_app.push_screen(ResultsScreen(demo_profile, PAGES))
        await shown(pilot, "page 1", "awarded")
        live = [screen_text(pilot), *await walk(pilot, KEYS, WAITS)]
    data = first_line(THEN, "neo-tui") + b"".join(
        map(record_line, records(demo_profile, pages, "", USUALLY.at(demo_profile, PAGES, THEN)))
    )
    async with opened(read_case(data)).run_test(size=(120, 42)) as pilot:
        await shown(pilot, "1 question", "rows")
        await pilot.press("enter")
        await shown(pilot, "page 1", "awarded", "Told as of 23 Nov 2026, 17:30 (Asia/Kolkata), when it was answered.")
        again = [screen_text(pilot), *await walk(pilot, KEYS, WAITS)]
    assert not demo_server.faults
    for before, after in zip(live, again, strict=True):
        assert "RECORDING of 2026-11-23 · t.neocase" in after.split("\n")[0]
        assert body_of(after, live=False)[:30] == body_of(before, live=True)[:30]


async def test_what_was_pending_then_is_told_as_pending_for_ever(demo_profile: Profile) -> None:
    """Opened 400 days later, the expiry job would else be long overdue."""
    page = (await answered(demo_profile, PENDING, (1,)))[1]
    expiry = page.allocations[0].instant("expiry_date")
    assert expiry is not None
    then = expiry + timedelta(hours=3)
    found = records(demo_profile, {1: replace(page, received_at=then)}, "", USUALLY.at(demo_profile, PENDING, then))
    case = read_case(first_line(then, "neo-tui") + b"".join(map(record_line, found)))
    async with opened(case).run_test(size=(100, 40)) as pilot:
        await shown(pilot, "expiry-pending")  # as it was recorded
        await pilot.press("enter")
        await shown(pilot, "reads as pending", "3 h ago")
        assert "overdue" not in screen_text(pilot)


async def test_the_questions_are_listed_with_what_came_and_what_was_noted(demo_profile: Profile) -> None:
    notes = [Note(THEN, "Ticket 4711")]
    case = await recorded(demo_profile, (SAMPLE, (1,)), (PAGES, (1, 2)), notes=notes)
    async with opened(case).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "2 questions, written by neo-tui 0.1.0", "Ticket 4711", "1 row, 0 left", "about hfjWDK0dek")
        await pilot.press("j")
        await shown(pilot, "about bUlk237008", "20+ rows")
        await pilot.press("enter")
        await shown(pilot, "page 1, rows 1-10, more follow")
        await pilot.press("escape")
        await shown(pilot, "2 questions")
        assert "about bUlk237008" in screen_text(pilot)  # where one was
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.return_code == 0)


async def test_what_is_not_part_of_the_recording_says_so_and_the_rows_stay(demo_profile: Profile) -> None:
    case = await recorded(demo_profile, (PAGES, (1, 2)))
    async with opened(case).run_test(size=(100, 40)) as pilot:
        await shown(pilot, "20+ rows")
        await pilot.press("enter")
        await shown(pilot, "page 1, rows 1-10")
        await pilot.press("]")
        await shown(pilot, "page 2, rows 11-20")
        await pilot.press("]")
        await shown(
            pilot,
            "This is not part of the recording",
            "Page 3 was not added to the case; pages 1 to 2 were.",
            "Nothing is asked from a recording.",
        )
        await pilot.press("escape")
        await shown(pilot, "page 2, rows 11-20")
        assert "not part of" not in screen_text(pilot)


@pytest.mark.parametrize("key", ["r", "R", "P", "H", "f3", "W", "i", "f5", "ctrl+r"])
async def test_keys_that_ask_do_nothing(demo_profile: Profile, key: str) -> None:
    case = await recorded(demo_profile, (SAMPLE, (1,)))
    async with opened(case).run_test(size=(100, 40)) as pilot:
        await shown(pilot, "1 row, 0 left")
        await pilot.press("enter")
        await shown(pilot, "All 50 expired; nothing is left.")
        before = screen_text(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert screen_text(pilot) == before


async def test_the_help_offers_nothing_that_asks(demo_profile: Profile) -> None:
    case = await recorded(demo_profile, (SAMPLE, (1,)))
    async with opened(case).run_test(size=(100, 100)) as pilot:
        await shown(pilot, "1 row, 0 left")
        await pilot.press("enter")
        await shown(pilot, "All 50 expired; nothing is left.")
        await pilot.press("question_mark")
        await shown(pilot, "Keys here", "Back: out of the pane, of the filter, then to the")
        for words in (
            "Ask again",
            "Choose or edit a connection",
            "Ask under which",
            "to the form",
            "another connection",
        ):
            assert words not in screen_text(pilot)


async def test_a_changed_answer_is_marked_wherever_it_is_shown(demo_profile: Profile) -> None:
    page = (await answered(demo_profile, SAMPLE, (1,)))[1]
    found = records(demo_profile, {1: page}, "", USUALLY.at(demo_profile, SAMPLE, THEN))
    data = first_line(THEN, "neo-tui") + b"".join(map(record_line, found))
    case = read_case(data.replace(rb"\"points_exclusive\":50", rb"\"points_exclusive\":90"))
    async with opened(case).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "! Line 3 is not as neo-tui wrote it.", "! changed since it was written")
        await pilot.press("enter")
        await shown(pilot, "! This answer is not as it was recorded", "90")


async def test_an_empty_case_says_that_it_is() -> None:
    async with opened(read_case(first_line(THEN, "neo-tui"))).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "There is no question in this case.", "RECORDING of 2026-11-23")
        await pilot.press("enter", "j", "tab", "q")
        await until(pilot, lambda: pilot.app.return_code == 0)


def loose(body: bytes) -> RecordedApp:
    page = loose_page(body, "mail.json", LATER)
    recording = loose_recording("mail.json", body, page, "Asia/Kolkata", LATER)
    return RecordedApp(begin(LATER, Connection(never, Secrets({}))), recording)


async def test_a_response_that_somebody_sent_opens_and_guesses_nothing(demo_profile: Profile) -> None:
    body = (await answered(demo_profile, Query("oThers0025", 410000124, 15), (1,)))[1].sent
    async with loose(body).run_test(size=(100, 30)) as pilot:
        await shown(
            pilot,
            "RECORDING · mail.json",
            "! What was asked, of whom and when is not known. Told as of now, 28 Dec 2027, 17:30",
            "(Asia/Kolkata); --zone names another zone.",
            "A response from mail.json",
            "more may have followed",
        )
        text = screen_text(pilot)
        for guess in ("customer 0", "no connection", "basic", "request ", " ms", "page 1", "Unknown"):
            assert guess not in text
        await pilot.press("X")
        await shown(pilot, "of 19 checks")
        for name in ("other-customer", "other-event-type"):
            line = next((line for line in screen_text(pilot).split("\n") if name in line), "")
            assert not any(character in "123456789" for character in line)
        await pilot.press("escape", "escape")
        await shown(pilot, "A response that somebody sent", "Enter shows its rows.")
        await pilot.press("enter")
        await shown(pilot, "A response from mail.json")


async def test_of_a_response_that_somebody_sent_nothing_is_copied_that_nobody_knows(demo_profile: Profile) -> None:
    body = (await answered(demo_profile, SAMPLE, (1,)))[1].sent
    async with loose(body).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "A response from mail.json")
        await pilot.press("y")
        await shown(pilot, "Row as JSON", "Page as JSON", "Markdown")
        for name in ("URL", "curl", "neo-tui command"):
            assert name not in screen_text(pilot)
        await pilot.press("u", "c", "n", "escape", "slash", *"left>=0", "enter")
        await shown(pilot, "whether more followed is not known")
        assert "L loads" not in screen_text(pilot)


async def test_all_that_was_recorded_is_there_from_the_start(demo_profile: Profile) -> None:
    query = replace(PAGES, count=100)
    async with opened(await recorded(demo_profile, (query, (1, 2, 3)))).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "237 rows")
        await pilot.press("enter")
        await shown(pilot, "page 1, rows 1-100", "237 in all", "237 rows: 59,572.875 awarded")
        assert not pilot.app.screen.check_action("load_rest", ())


async def test_what_was_not_recorded_is_never_said_to_be_loadable(demo_profile: Profile) -> None:
    async with opened(await recorded(demo_profile, (PAGES, (1, 2)))).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "bUlk237008")
        await pilot.press("enter")
        await shown(pilot, "20 rows loaded")
        await pilot.press("slash", *"left>0", "enter")
        await shown(pilot, "page 3 and on not recorded")
        assert "L loads" not in screen_text(pilot)


async def test_a_response_without_rows_says_so() -> None:
    async with loose(b"[]").run_test(size=(80, 24)) as pilot:
        await shown(pilot, "The response holds no rows: [].", "no rows")


def written(path: Path) -> str:
    return path.read_text()


async def exported(pilot: Pilot[int], path: Path) -> tuple[str, str]:
    """The name that an export suggests, and the report that is written."""
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportDialog))
    field = pilot.app.screen.query_one("#path", FlatInput)
    suggested, field.value = field.value, str(path)
    assert "everything" not in screen_text(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, ExportDialog))
    return suggested, written(path)


async def test_a_report_out_of_a_case_says_so_and_when_it_was_answered(demo_profile: Profile, tmp_path: Path) -> None:
    case = await recorded(demo_profile, (SAMPLE, (1,)))
    async with opened(case).run_test(size=(100, 40)) as pilot:
        await shown(pilot, "1 row, 0 left")
        await pilot.press("enter")
        await shown(pilot, "All 50 expired; nothing is left.")
        name, report = await exported(pilot, tmp_path / "case.html")
    assert name == "neo-tui-374819205-15-2026-11-23.csv"
    for words in (
        "<dt>Source</dt><dd>from the recording t.neocase</dd>",
        f'<dt>Connection</dt><dd><bdi dir="auto">{demo_profile.name} · {demo_profile.host}</bdi></dd>',
        "<dt>Answered</dt><dd>23 Nov 2026, 17:30 (Asia/Kolkata)</dd>",
        "Made by neo-tui on 28 Dec 2027, 17:30 (Asia/Kolkata) from the recording t.neocase. "
        "Ages are told as of 23 Nov 2026, 17:30 (Asia/Kolkata).",
    ):
        assert words in report
    assert "This report holds" not in report


async def test_a_report_out_of_a_bare_response_claims_nothing_that_is_not_known(
    demo_profile: Profile, tmp_path: Path
) -> None:
    body = (await answered(demo_profile, Query("oThers0025", 410000124, 15), (1,)))[1].sent
    async with loose(body).run_test(size=(100, 30)) as pilot:
        await shown(pilot, "A response from mail.json")
        name, report = await exported(pilot, tmp_path / "mail.html")
    assert name == "neo-tui-mail-2027-12-28.csv"
    for words in (
        "Points allocation from mail.json",
        "<dt>Source</dt><dd>from the recording mail.json</dd>",
        "<dt>Not known</dt><dd>what was asked, of whom and when</dd>",
        "Whether more followed is not known.",
        "Made by neo-tui on 28 Dec 2027, 17:30 (Asia/Kolkata) from the recording mail.json.",
    ):
        assert words in report
    for guess in ("<dd></dd>", "<dd> </dd>", "Asked", "Answered", "Connection", "Customer", "customer 0", "not loaded"):
        assert guess not in report.partition("<h2>")[0]


@pytest.mark.parametrize("width", [24, 40, 80, 160])
@pytest.mark.parametrize("name", ["eu", "E" * MAX_NAME_LENGTH, "eu · api.capillarytech.com · basic"])
async def test_whatever_its_connection_is_called_a_recording_says_that_it_is_one(width: int, name: str) -> None:
    shape = replace(asked(), profile=name, host=f"https://{'a' * 60}.example", production=True)
    case = read_case(first_line(THEN, "neo-tui") + record_line(shape) + record_line(answer()))
    async with opened(case).run_test(size=(width, 24)) as pilot:
        await until(pilot, lambda: "RECORDING" in screen_text(pilot).split("\n")[0])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecordedResultsScreen))
        await pilot.pause()
        top = screen_text(pilot).split("\n")[0]
        assert "RECORDING" in top
        assert "PRODUCTION" in top or width < 40


@pytest.mark.parametrize(
    ("name", "host"), [("E" * (MAX_NAME_LENGTH + 1), "eu.example"), ("eu ", "eu.example"), ("eu", "e u")]
)
def test_a_connection_that_could_not_be_made_is_none_in_a_case_either(name: str, host: str) -> None:
    with pytest.raises(CaseError, match=r"Line 2 cannot be read: its (profile|host)"):
        read_case(first_line(THEN, "neo-tui") + record_line(replace(asked(), profile=name, host=host)))


async def test_keys_that_ask_say_why_they_do_nothing(demo_profile: Profile) -> None:
    case = await recorded(demo_profile, (PENDING, (1,)))
    async with opened(case).run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("enter")
        await shown(pilot, "page 1")
        for key in "rRW":
            pilot.app.clear_notifications()
            await pilot.press(key)
            await shown(pilot, "A recording asks nobody")
