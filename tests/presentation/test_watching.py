"""A watch in one line: honest about the last answer, and still while nothing happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from neo_tui.domain.comparison import compare_answers
from neo_tui.domain.errors import Kind
from neo_tui.domain.watch import Observation, Phase
from neo_tui.presentation.text import cell_width, plain
from neo_tui.presentation.watching import changed_line, every_text, watching_line
from tests.domain.rows import fresh, view
from tests.services.sweeping import error

NOW = datetime(2026, 11, 23, 10, 31, 5, tzinfo=UTC)
VIEW = replace(view(NOW), zone=UTC, zone_name="UTC")
SAME = compare_answers([fresh(id=1)], [fresh(id=1)])
OTHER = compare_answers(
    [fresh(id=1), fresh(id=2)], [fresh(id=1, status="EXPIRED", expired_exclusive_value=100), fresh(id=3)]
)
SEEN = Observation(30, answered_at=NOW, comparison=SAME, next_at=NOW + timedelta(seconds=30))
FAILING = replace(SEEN, failures=3, error=error(Kind.CONNECT), next_at=NOW + timedelta(minutes=4))


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (SEEN, "watching every 30 s · last answer 10:31:05, unchanged · next at 10:31:35 · bell on"),
        (
            replace(SEEN, changed_at=NOW - timedelta(minutes=1)),
            "watching every 30 s · last answer 10:31:05, unchanged since 10:30:05 · next at 10:31:35 · bell on",
        ),
        (
            replace(SEEN, comparison=OTHER),
            "watching every 30 s · last answer 10:31:05, 1 added, 1 removed, 1 changed · next at 10:31:35 · bell on",
        ),
        (
            replace(SEEN, comparison=None),
            "watching every 30 s · last answer 10:31:05 · next at 10:31:35 · bell on",
        ),
        (
            replace(SEEN, phase=Phase.ASKING, since=NOW, next_at=None),
            "watching, asking since 10:31:05 · last answer 10:31:05, unchanged · bell on",
        ),
        (
            FAILING,
            "watching every 30 s · last answer 10:31:05, 3 failures since · It is connect · next at 10:35:05 · bell on",
        ),
        (
            replace(FAILING, failures=1, put_off=True),
            "watching every 30 s · last answer 10:31:05, 1 failure since · It is connect · "
            "next at 10:35:05, as the server asks · bell on",
        ),
        (
            replace(FAILING, answered_at=None),
            "watching every 30 s · no answer yet, 3 failures · It is connect · next at 10:35:05 · bell on",
        ),
        (
            Observation(30, phase=Phase.ASKING, since=NOW),
            "watching, asking since 10:31:05 · no answer yet · bell on",
        ),
        (
            replace(SEEN, phase=Phase.PAUSED, next_at=None),
            "watch paused · last answer 10:31:05, unchanged · bell on",
        ),
        (
            replace(FAILING, phase=Phase.STOPPED, failures=1, since=NOW, next_at=None),
            "watch gave up 2026-11-23 10:31:05 · last answer 10:31:05, 1 failure since · It is connect",
        ),
        (
            replace(SEEN, phase=Phase.STOPPED, since=NOW, next_at=None),
            "watch ended 2026-11-23 10:31:05 · last answer 10:31:05, unchanged",
        ),
        (
            replace(SEEN, answered_at=NOW - timedelta(days=1)),
            "watching every 30 s · last answer 2026-11-22 10:31:05, unchanged · next at 10:31:35 · bell on",
        ),
    ],
)
def test_the_line(seen: Observation, said: str) -> None:
    assert plain(watching_line(seen, VIEW, 200, bell=True)) == said


def test_in_a_zone_that_is_not_the_viewers_the_offset_is_told_once() -> None:
    said = plain(watching_line(SEEN, view(NOW), 200))
    assert said == "watching every 30 s · last answer 16:01:05 +05:30, unchanged · next at 16:01:35"


def test_without_the_bell_nothing_is_said_of_it() -> None:
    assert "bell" not in plain(watching_line(SEEN, VIEW, 200))


def test_a_minute_later_it_reads_the_same() -> None:
    later = replace(VIEW, now=NOW + timedelta(minutes=1))
    assert watching_line(FAILING, later, 90) == watching_line(FAILING, VIEW, 90)


def test_where_room_is_short_the_last_answer_and_the_failures_stay() -> None:
    for width in range(1, 130):
        text = plain(watching_line(FAILING, VIEW, width, bell=True))
        assert cell_width(text) <= width
        if width >= 55:
            assert "last answer 10:31:05, 3 failures since" in text
    assert plain(watching_line(FAILING, VIEW, 80, bell=True)).endswith("3 failures since · It is connect")


@pytest.mark.parametrize(
    ("seconds", "said"), [(5, "5 s"), (30, "30 s"), (60, "1 min"), (90, "1 min 30 s"), (3600, "1 h"), (0, "0 s")]
)
def test_an_interval(seconds: float, said: str) -> None:
    assert every_text(seconds) == said


def test_what_a_pane_says_of_a_row_that_changed() -> None:
    said = {entry.id: plain(changed_line(entry, NOW, VIEW)) for entry in (*OTHER.entries, *SAME.entries)}
    assert said == {
        1: "",
        2: "",
        3: "came in at 10:31:05",
    } | {1: ""}
    changed = plain(changed_line(OTHER.changed[0], NOW, VIEW))
    assert changed == ("changed at 10:31:05: status AVAILABLE → EXPIRED, left 100 → 0 (−100), expired 0 → 100 (+100)")
