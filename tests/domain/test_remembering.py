"""What the form remembers, from where one looks, and what an error says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from neo_tui.domain.errors import OURS, UNREACHED, ExitCode, Fact, Kind, NeoError
from neo_tui.domain.memory import MAX_RECENT, MAX_USED, Memory, Question
from neo_tui.domain.query import Draft
from tests.domain.rows import view


def asked(customer: str, profile: str = "eu", page: str = "1") -> Question:
    return Question(profile, Draft(customer, "e", "15", page))


def test_the_newest_question_is_on_top_and_stands_once() -> None:
    memory = Memory().asked(asked("1")).asked(asked("2")).asked(asked("1", page="3"))
    assert [question.draft.customer for question in memory.recent] == ["1", "2"]
    assert memory.draft == Draft("1", "e", "15", "3")
    assert memory.profile == "eu"


def test_the_same_ids_on_another_connection_are_another_question() -> None:
    memory = Memory().asked(asked("1", "eu")).asked(asked("1", "india"))
    assert [question.profile for question in memory.recent] == ["india", "eu"]


def test_only_so_many_are_kept() -> None:
    memory = Memory()
    for number in range(MAX_RECENT + 5):
        memory = memory.asked(asked(str(number)))
    assert len(memory.recent) == MAX_RECENT
    assert memory.recent[0].draft.customer == str(MAX_RECENT + 4)


def test_days_and_times_are_said_in_the_clusters_zone() -> None:
    here = view()
    at = datetime(2022, 3, 29, 18, 29, 59, tzinfo=UTC)
    assert here.day(at) == "29 Mar 2022"
    assert here.day_and_time(at) == "29 Mar 2022, 23:59:59"
    assert here.day_and_time(at.replace(hour=0)) == "29 Mar 2022, 05:59:59"


def test_the_last_day_of_the_calendar_is_told_in_utc() -> None:
    end = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert view().day_and_time(end) == "31 Dec 9999, 23:59:59"


def test_an_error_reads_as_sentences() -> None:
    error = NeoError(Kind.DNS, "No such host", "The name does not resolve.", "Check the host.")
    assert str(error) == "No such host. The name does not resolve. Check the host."
    assert error.args == ("No such host",)
    assert error.request_id is None
    assert NeoError(Kind.DNS, "t", "c", "a", (Fact("Host", "h"), Fact("Request id", "5d0c"))).request_id == "5d0c"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_failure_has_an_exit_code(kind: Kind) -> None:
    code = NeoError(kind, "t", "c", "a").exit_code
    expected = ExitCode.USAGE if kind in OURS else ExitCode.UNREACHABLE if kind in UNREACHED else ExitCode.REFUSED
    assert code == expected
    assert (ExitCode.ANSWERED, ExitCode.REFUSED, ExitCode.USAGE, ExitCode.UNREACHABLE, ExitCode.INTERRUPTED) == (
        0, 1, 2, 3, 130,
    )  # fmt: skip


def test_the_last_uses_of_profiles_are_kept_up_to_a_bound() -> None:
    begun = datetime(2026, 11, 23, tzinfo=UTC)
    memory = Memory()
    for number in range(MAX_USED + 5):
        memory = memory.used_at(f"profile {number}", begun + timedelta(minutes=number))
    assert len(memory.used) == MAX_USED
    assert "profile 4" not in memory.used
    assert memory.used_at("profile 5", begun + timedelta(days=1)).used["profile 5"] == begun + timedelta(days=1)
