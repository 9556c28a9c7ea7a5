"""`neo-tui get` against the bundled server, with the real client."""

from __future__ import annotations

import csv
import getpass
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import pytest

from neo_tui.api.auth import authorization
from neo_tui.api.client import NeoClient
from neo_tui.demo.server import DemoServer
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.profile import Auth, PasswordForm, Profile, SecretSource
from neo_tui.domain.query import Query
from neo_tui.domain.secret import Secret
from neo_tui.headless import asking, prompt
from neo_tui.headless.get import Get
from neo_tui.presentation.exporters.formats import Format
from neo_tui.services.connection import Connection
from neo_tui.services.ports import AllocationSource
from neo_tui.services.secrets import Secrets

pytestmark = pytest.mark.anyio

SAMPLE = Query("hfjWDK0dek", 374819205, 15)
BULK = Query("bUlk237008", 410000107, 42, 1, 100)
HOSTILE = Query("hOstil0011", 410000110, 15, 1, 100)
ODD = Query("oDdval0010", 410000109, 15, 1, 100)


def open_source(profile: Profile, secret: Secret) -> AllocationSource:
    return NeoClient(profile, secret)


class Asked:
    """Runs the command and keeps what it wrote."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.out = io.StringIO()

    async def __call__(self, query: Query, kind: Format = Format.TABLE, *, every: bool = False) -> int:
        connection = Connection(open_source, Secrets({}))
        run = Get(connection, self.profile, query, kind, every, self.out, lambda: datetime(2026, 11, 23, tzinfo=UTC))
        return await run.run()

    @property
    def text(self) -> str:
        return self.out.getvalue()


@pytest.fixture
def asked(demo_profile: Profile) -> Asked:
    return Asked(demo_profile)


async def direct(server: DemoServer, profile: Profile, query: Query) -> bytes:
    """The body as curl would get it."""
    assert profile.secret is not None

    async def no_tokens(_: bytes) -> object:
        raise AssertionError("Basic needs no token")

    headers = await authorization(profile, profile.secret, no_tokens, lambda: 0.0).headers()  # type: ignore[arg-type]
    parameters = "&".join(f"{name}={value}" for name, value in query.parameters.items())
    url = f"{server.url}/x/neo/pointsAllocation/event?{parameters}"
    request = Request(url, headers={**headers, "x-cap-neo-dag-scope": "global"})  # noqa: S310 - loopback
    with urlopen(request) as answer:  # noqa: S310, ASYNC210 - loopback, and nothing else runs here
        return bytes(answer.read())


async def test_json_is_the_array_as_it_was_sent(asked: Asked, demo_server: DemoServer) -> None:
    for query in (SAMPLE, HOSTILE, BULK):
        asked.out = io.StringIO()
        assert await asked(query, Format.JSON) == 0
        assert asked.text.encode() == await direct(demo_server, asked.profile, query)


async def test_all_pages_as_one_array_of_rows_as_sent(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asked(replace(BULK, count=50), Format.JSON, every=True) == 0
    rows = json.loads(asked.text)
    assert len(rows) == len({row["id"] for row in rows}) == 237
    assert '"points_exclusive":343.125' in asked.text
    assert "page 5, rows 201-237, the end · 237 in all" in capsys.readouterr().err


async def test_jsonl_is_a_row_a_line(asked: Asked) -> None:
    assert await asked(BULK, Format.JSONL, every=True) == 0
    lines = asked.text.splitlines()
    assert len(lines) == 237
    assert all(isinstance(json.loads(line), dict) for line in lines)


async def test_csv_has_the_documented_fields_in_their_order_then_the_others(asked: Asked) -> None:
    assert await asked(SAMPLE, Format.CSV) == 0
    heading, row = list(csv.reader(io.StringIO(asked.text)))
    assert heading == [field.name for field in FIELDS]
    assert dict(zip(heading, row, strict=True))["awarded_date"] == "1648489472000"
    asked.out = io.StringIO()
    await asked(HOSTILE, Format.CSV)
    heading, *rows = list(csv.reader(io.StringIO(asked.text)))
    assert heading[27:] == ["note", "[bold]key[/bold]␛[5m"]
    assert rows[0][27] == "login [/red] failed"
    assert rows[1][27] == ""


async def test_a_table_for_people_cuts_nothing(asked: Asked) -> None:
    assert await asked(HOSTILE) == 0
    assert asked.text.splitlines()[0].split() == [
        "Status", "Awarded", "Redeemed", "Expired", "Returned", "Left", "Awarded", "on", "Expires", "on", "Entry", "id",
    ]  # fmt: skip
    assert "[@click=app.quit]free points[/]"[:21] in asked.text


async def test_no_rows_is_an_answer(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asked(Query("nOthng0019", 410000118, 15)) == 0
    assert asked.text == ""
    assert "need not mean that no points were given" in capsys.readouterr().err


async def test_an_id_of_another_shape_and_a_rows_envelope_are_noted(
    asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    await asked(Query("0b2c5e0a-8f14-4f4e-9d5e-1f8f4a4f6b1d", 1, 15))
    assert "note: 0b2c5e0a-8f14-4f4e-9d5e-1f8f4a4f6b1d looks like" in capsys.readouterr().err
    await asked(Query("eNvlop0020", 410000119, 15))
    assert "note: The rows came wrapped in an object" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("customer", "code", "title"),
    [
        (400400400, 1, "The API rejected the question"),
        (400429429, 1, "Too many requests"),
        (400200200, 1, "The API answered with an error"),
        (400000001, 3, ""),
    ],
)
async def test_errors_go_to_stderr_with_what_to_do(
    asked: Asked, customer: int, code: int, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asked(Query("eRr4000000", customer, 15), Format.JSON) == code
    told = capsys.readouterr().err
    assert asked.text == ""
    assert told.startswith(f"neo-tui: {title}")
    assert "Request id: " in told


@pytest.mark.parametrize(
    ("kind", "kept"), [(Format.JSON, False), (Format.CSV, False), (Format.TABLE, True), (Format.JSONL, True)]
)
async def test_a_failure_between_pages_is_told_and_no_half_document_is_written(
    asked: Asked, demo_server: DemoServer, kind: Format, kept: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stops:
        def __init__(self, inner: AllocationSource) -> None:
            self.inner = inner

        async def fetch(self, query: Query) -> object:
            if query.page == 2:
                demo_server.stop()
            return await self.inner.fetch(query)

        async def aclose(self) -> None:
            await self.inner.aclose()

    connection = Connection(lambda profile, secret: Stops(open_source(profile, secret)), Secrets({}))  # type: ignore[arg-type, return-value]
    run = Get(connection, asked.profile, BULK, kind, True, asked.out, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    assert await run.run() == 3
    told = capsys.readouterr().err
    assert bool(asked.text) is kept
    assert ("the list is not whole" if kept else "nothing was written") in told
    assert "100 rows came before that" in told


async def test_all_stops_at_so_many_rows_and_says_where_to_go_on(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "MOST_ROWS", 100)
    assert await asked(replace(BULK, count=50), Format.JSONL, every=True) == 0
    assert len(asked.text.splitlines()) == 100
    assert "Stopped after 100 rows; go on with --page 3." in capsys.readouterr().err


async def test_a_prompted_secret_is_asked_for_once(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        assert asked.profile.secret is None
        return "let-me-try-neo"

    monkeypatch.setattr(getpass, "getpass", answer)
    asked.profile = replace(asked.profile, secret_source=SecretSource.PROMPT, secret=None)
    assert await asked(SAMPLE) == 0
    assert questions == [f"Password of demo.till at {asked.profile.host}: "]


@pytest.mark.parametrize(
    ("auth", "form", "what"),
    [
        (Auth.OAUTH, PasswordForm.PLAIN, "OAuth secret"),
        (Auth.BASIC, PasswordForm.MD5, "MD5 of the password"),
        (Auth.BASIC, PasswordForm.PLAIN, "Password"),
    ],
)
def test_the_prompt_says_which_secret(
    auth: Auth, form: PasswordForm, what: str, demo_profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def answer(question: str) -> str:
        said.append(question)
        return "x"

    monkeypatch.setattr(getpass, "getpass", answer)
    prompt.ask_secret(replace(demo_profile, auth=auth, password_form=form))
    assert said[0].startswith(f"{what} of ")


@pytest.mark.parametrize("failure", [OSError("no tty"), getpass.GetPassWarning()])
def test_without_a_terminal_to_ask_on_it_says_what_to_do(
    failure: Exception, demo_profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> str:
        raise failure

    monkeypatch.setattr(getpass, "getpass", fail)
    with pytest.raises(NeoError, match="no terminal to ask for the secret on") as told:
        prompt.ask_secret(demo_profile)
    assert told.value.kind is Kind.CREDENTIALS
    monkeypatch.setattr(getpass, "getpass", lambda _: "")
    with pytest.raises(NeoError, match="No secret was given"):
        prompt.ask_secret(demo_profile)
