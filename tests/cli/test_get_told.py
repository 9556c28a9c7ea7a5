"""`--zone` and `--times`: other words for the same instants, and no other judgement."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run

SAMPLE = ("get", "--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "15")
OPENS = "1648489472000"
"""When the sample's points were awarded, in UTC 2022-03-28 17:44:32."""


@pytest.mark.parametrize(
    ("zone", "day", "told"),
    [
        ("profile", "2022-03-28", "2022-03-28T17:44:32+00:00"),
        ("utc", "2022-03-28", "2022-03-28T17:44:32+00:00"),
        ("Asia/Tokyo", "2022-03-29", "2022-03-29T02:44:32+09:00"),
        ("here", "2022-03-29", "2022-03-29T07:44:32+14:00"),
    ],
)
def test_times_are_told_by_the_clock_that_is_asked_for(
    program: Run, at_server: dict[str, str], zone: str, day: str, told: str
) -> None:
    columns = ("--columns", "awarded_on,awarded_date", "--zone", zone, "--format", "tsv")
    sent = program(*SAMPLE, *columns, TZ="<+14>-14", **at_server)
    assert sent.stdout.splitlines()[1] == f"{day}\t{OPENS}"
    decoded = program(*SAMPLE, *columns, "--values", "decoded", TZ="<+14>-14", **at_server)
    assert decoded.stdout.splitlines()[1] == f"{day}\t{told}"


def test_times_as_ages_and_as_sent(run: Run, at_server: dict[str, str]) -> None:
    ages = run(*SAMPLE, "--columns", "awarded_on", "--times", "relative", **at_server)
    assert ages.stdout.splitlines()[-1].strip().endswith(" ago")
    epoch = run(*SAMPLE, "--columns", "awarded_on", "--times", "epoch", **at_server)
    assert epoch.stdout.splitlines()[-1].strip() == OPENS


def test_a_filter_goes_by_the_days_of_the_connection_all_the_same(run: Run, at_server: dict[str, str]) -> None:
    said = ("--filter", "awarded_on:2022-03-28", "--columns", "id", "--format", "tsv")
    assert run(*SAMPLE, *said, "--zone", "Pacific/Kiritimati", **at_server).stdout == "id\n31787856\n"


@pytest.mark.parametrize("command", ["get", "check"])
def test_a_zone_nobody_knows_is_wrong_usage_and_nothing_is_asked(run: Run, command: str) -> None:
    answer = run(
        command, *SAMPLE[1:], "--zone", "Europe/Nowhere\x1b[2J", NEO_TUI_HOST="http://127.0.0.1:9", NEO_TUI_USER="till"
    )
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "--zone" in answer.stderr
    assert "profile for the connection's own, here for this machine's" in answer.stderr
    assert "\x1b" not in answer.stderr


def test_a_connection_of_variables_has_the_zone_of_its_cluster(run: Run, at_server: dict[str, str]) -> None:
    columns = ("--columns", "awarded_date", "--values", "decoded", "--format", "tsv")
    told = run(*SAMPLE, *columns, NEO_TUI_ZONE="Asia/Kolkata", **at_server).stdout
    assert told.splitlines()[1] == "2022-03-28T23:14:32+05:30"
    wrong = run(*SAMPLE, NEO_TUI_ZONE="Mars/Olympus", **at_server)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "There is no time zone" in wrong.stderr
    assert "NEO_TUI_" in wrong.stderr


def test_a_note_without_a_case_goes_nowhere_and_that_is_said(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*SAMPLE, "--note", "all gone", **at_server)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "--case FILE" in answer.stderr
