"""The commands without a screen, with every source of a secret and every failure: none of them writes it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.canary_house import House
from tests.end_to_end.canary_server import BROKEN, ERRORS, PAGE, PASSWORD, ROWS, USER

DEBUGGING = {"PYTHONASYNCIODEBUG": "1", "PYTHONDEVMODE": "1", "PYTHONWARNINGS": "default"}
PATIENCE = 60


@pytest.fixture
def house(own_environment: Path, tmp_path: Path) -> Iterator[House]:
    """A home with connections of every kind."""
    with House(own_environment, tmp_path / "vault") as house:
        yield house
    assert not house.server.faults


class Commands:
    """Runs commands, two at a time, and keeps what they write."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.written: list[bytes] = []

    def run(self, *commands: tuple[str, ...], given: str = "", **variables: str) -> list[int]:
        """Run commands beside each other to their end; answers their exit codes."""
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "neo_tui", *command],
                env={**self.house.environ, **variables},
                cwd=self.house.home,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            for command in commands
        ]
        for process in started:
            with process:
                self.written += process.communicate(given.encode(), PATIENCE)
        return [process.returncode for process in started]


def get(profile: str, customer: int, *more: str) -> tuple[str, ...]:
    """The command that asks."""
    return ("get", "--profile", profile, "--customer", str(customer), "--entity", "echo", "--event", "15", *more)


def test_rows_and_errors_in_all_formats(house: House) -> None:
    commands = Commands(house)
    asked = {form: get("kept", ROWS, "--format", form) for form in ("table", "json", "jsonl", "csv")}
    assert commands.run(asked["table"], asked["json"], **DEBUGGING) == [0, 0]
    assert commands.run(asked["jsonl"], asked["csv"]) == [0, 0]
    assert commands.run(get("kept-oauth", ROWS, "--format", "json"), get("kept-oauth", ROWS)) == [0, 0]
    assert commands.run(get("kept", 374819205), get("variable", 374819205)) == [0, 0]
    report = house.home / "report.html"
    batch = ("get", "--profile", "kept", "--batch", "--json-errors", "--raw", "--format", "csv")
    told = get("kept", ROWS, "--raw", "--output", str(report))
    assert commands.run(told, batch, given=f"{ROWS} echo 15\n{ERRORS} echo 15\n") == [0, 1]
    commands.written.append(report.read_bytes())
    case = house.home / "found.neocase"
    assert commands.run(get("kept", ROWS, "--case", str(case)), get("kept-oauth", ROWS, "--case", str(case))) == [0, 0]
    told_by = [("case", "report", str(case), "--format", form) for form in ("markdown", "html")]
    assert commands.run(*told_by) == [0, 0]
    commands.written.append(case.read_bytes())
    assert not house.leaks(*commands.written)
    assert sum(b"****" in told for told in commands.written) >= 6
    assert any(b"The answer repeats the secret" in told for told in commands.written)


def test_every_failure(house: House) -> None:
    commands = Commands(house)
    for status in (1, 6):
        assert commands.run(get("kept", ERRORS + status), get("kept-oauth", ERRORS + status + 1), **DEBUGGING) == [1, 1]
    assert commands.run(get("kept-oauth", BROKEN), get("kept", PAGE)) == [1, 1]
    assert commands.run(get("closed", 1), get("echoing", 1), **DEBUGGING) == [3, 1]
    assert commands.run(get("asked", 1), get("printed", 1)) == [2, 2]  # there is no terminal to ask on
    assert not house.leaks(*commands.written)


def test_what_is_stored_is_told_without_secrets(house: House) -> None:
    commands = Commands(house)
    commands.run(("profiles", "list", "--format", "json"), ("profiles", "list"))
    for name in ("printed", "kept-oauth", "echoing"):
        commands.run(("profiles", "show", name, "--format", "json"), ("profiles", "test", name), **DEBUGGING)
    added = ("profiles", "add", "piped", "--host", house.server.url, "--user", USER, "--secret-from", "file")
    assert commands.run((*added, "--password-stdin"), given=PASSWORD) == [0]
    assert commands.run(
        ("profiles", "test", "piped"), ("profiles", "test", "asked", "--password-stdin"), given=PASSWORD
    ) == [0, 0]
    assert commands.run(("profiles", "remove", "piped", "--yes")) == [0]
    assert not house.leaks(*commands.written)


@pytest.mark.parametrize("wrong", [f"NEO_TUI_{name}" for name in ("USER", "OAUTH_KEY", "PASSWORD_MD5")])
def test_a_secret_in_the_wrong_variable(house: House, wrong: str) -> None:
    commands = Commands(house)
    right = {"NEO_TUI_HOST": house.server.url, "NEO_TUI_USER": USER, "NEO_TUI_PASSWORD": PASSWORD}
    commands.run(("get", *get("kept", 1)[3:]), **{**right, wrong: PASSWORD})
    assert not house.leaks(*commands.written)
