"""What is written for spreadsheets and people."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.errors import NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile, Profiles, SecretSource
from neo_tui.domain.secret import Secret
from neo_tui.headless.events import list_events
from neo_tui.headless.profiles import list_profiles
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.formats import Format, json_line_as_sent, text_of
from neo_tui.presentation.text import aligned
from neo_tui.storage.profiles import TomlProfileStore
from neo_tui.storage.session import SessionProfileStore
from tests.domain.rows import MISSING, raw, row, view

STORED = Profile(
    "eu", "eu.example", user="till", secret_source=SecretSource.FILE, secret=Secret("let-me-in"), zone="UTC"
)


def csv_text(only: Allocation) -> str:
    return text_of(Format.CSV, Export([only], view()))


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@sum", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    cell = list(csv.reader(io.StringIO(csv_text(row(status=text)))))[1][26]
    assert cell in {f"'{text}", visible(text)}
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("number", ["-1", "-3.5", "+2", "-1e3"])
def test_numbers_below_zero_are_left_alone(number: str) -> None:
    assert list(csv.reader(io.StringIO(csv_text(row(status=number)))))[1][26] == number


def test_missing_and_null_are_told_apart_in_csv() -> None:
    cells = list(csv.reader(io.StringIO(csv_text(row(till_id=MISSING, status=None)))))[1]
    assert (cells[0], cells[26]) == ("", "null")


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=8), max_size=3))
def test_no_cell_of_any_text_begins_a_formula(fields: dict[str, str]) -> None:
    for line in csv.reader(io.StringIO(csv_text(raw(json.dumps(fields))))):
        for cell in line:
            assert not cell.startswith(("=", "@", "\t", "\r"))


def test_line_breaks_between_tokens_leave_one_row_a_line() -> None:
    assert json_line_as_sent(raw('{"id":\r\n 1,\n"status": "a\\nb"}')) == '{"id":   1, "status": "a\\nb"}\n'.replace(
        ":   1", ":  1"
    )


def test_columns_stand_under_each_other_also_with_wide_characters() -> None:
    assert aligned([("a", "bb"), ("雪", "1")], (False, True)) == ["a   bb", "雪   1"]


def test_a_table_without_rows_is_nothing() -> None:
    assert text_of(Format.TABLE, Export([], view())) == ""


def test_event_types_are_listed_and_found(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    assert list_events("", kind=Format.TABLE, out=out) == 0
    assert len(out.getvalue().splitlines()) == 90
    out = io.StringIO()
    list_events("tadd", kind=Format.JSON, out=out)
    assert json.loads(out.getvalue())[0] == {"id": 15, "name": "TransactionAdd", "family": "transactions"}
    out = io.StringIO()
    list_events("zzzqqq\x1b", kind=Format.TABLE, out=out)
    assert out.getvalue() == ""
    assert capsys.readouterr().err == "No event type fits zzzqqq␛; neo-tui events lists all of them.\n"


@pytest.mark.parametrize("kind", [Format.TABLE, Format.JSON])
def test_profiles_are_listed_without_their_secrets(kind: Format) -> None:
    out = io.StringIO()
    store = SessionProfileStore(Profiles((STORED, Profile("two", "two.example", user="u")), "eu"))
    assert list_profiles(store, kind=kind, out=out) == 0
    assert "let-me-in" not in out.getvalue()
    if kind is Format.JSON:
        assert json.loads(out.getvalue())[0] == {
            "name": "eu", "host": "eu.example", "auth": "basic", "user": "till", "password_form": "plain",
            "secret_source": "file", "secret_variable": "", "password_command": [], "zone": "UTC", "count": 10,
            "path": "/x/neo/pointsAllocation/event", "scope": "global", "ca_bundle": "", "label": "",
            "colour": "none", "production": False, "default": True,
        }  # fmt: skip
    else:
        assert out.getvalue().splitlines()[1].split() == ["*", "eu", "eu.example", "basic", "till", "file", "UTC", "10"]


def test_no_profiles_yet_is_said_on_the_side(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    assert list_profiles(SessionProfileStore(Profiles()), kind=Format.TABLE, out=out) == 0
    assert out.getvalue() == ""
    assert "There are no profiles yet" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_said_with_its_place(own_environment: Path) -> None:
    path = own_environment / "profiles.toml"
    path.write_text("[profiles.eu\n")
    out = io.StringIO()
    with pytest.raises(NeoError, match=f"{path}"):
        list_profiles(TomlProfileStore(path), kind=Format.JSON, out=out)
    assert out.getvalue() == ""


def test_without_a_stderr_nothing_is_said_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    out = io.StringIO()
    assert list_events("zzzqqq", kind=Format.JSON, out=out) == 0
    assert out.getvalue() == "[]\n"
