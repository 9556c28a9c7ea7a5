"""Whole investigations by keyboard in a real terminal: from the question to the answer, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from neo_tui.demo.live import STEP
from neo_tui.demo.server import DemoServer
from tests.end_to_end.conftest import Open
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_whole_job import at_server


class Hand:
    """Puts the clock of a server on."""

    ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def hand() -> Hand:
    """The hand on the clock of the server."""
    return Hand()


@pytest.fixture
def demo_server(hand: Hand) -> Iterator[DemoServer]:
    """The bundled server, whose clock can be put on."""
    with DemoServer(now=hand) as server:
        yield server
    assert not server.faults


def reads(terminal: Terminal, *texts: str) -> None:
    """Wait until texts can be read, wherever the lines of the screen break."""

    def holds() -> bool:
        screen = " ".join(terminal.text().split())
        return all(text in screen for text in texts)

    terminal.wait_until(holds, f"{texts} to be read")


def test_of_237_entries_those_that_expire_first_and_back_to_the_question(opened: Open, demo_server: DemoServer) -> None:
    question = ("--customer", "410000107", "--entity", "bUlk237008", "--event", "42", "--count", "100")
    terminal = opened(*question, columns=80, rows=24, **at_server(demo_server))
    reads(terminal, "page 1, rows 1-100", "L load all")
    terminal.type("/left>0 status:AVAILABLE")
    reads(terminal, "L loads the rest", "⏎ keep")
    terminal.press("enter", "L")
    reads(terminal, "102 rows of all 237: 25,731.75 awarded · 22,923.75 left")
    terminal.press("right", "s", "s")
    terminal.press("g")
    reads(terminal, "Awarded ▼", "495.125")
    terminal.press("+", "6", "end")
    reads(terminal, "Totals of 102 rows of all 237", "⏎ shows these rows: expires_on:2031-03")
    terminal.press("enter")
    reads(terminal, "6 rows of all 237: 1,935.125 awarded · 1,655.125 left", "Awarded ▼", "expires_on:2031-03")
    terminal.press("T")
    reads(terminal, "Timeline", "6 rows of all 237", "line 2 of 6")
    terminal.press("end")
    reads(terminal, "line 6 of 6", "⏎ to the row")
    entry = terminal.text().split("entry ")[1][:8]
    terminal.press("enter")
    reads(terminal, f"entry {entry}", "6 rows of all 237")
    terminal.press("esc")  # the filter goes
    reads(terminal, "together: all 237", "237 rows: 59,572.875 awarded", f"entry {entry}")
    terminal.press("H")
    reads(terminal, "History 1 question", "237 rows", "⏎ ask again")
    terminal.type("bulk")
    reads(terminal, "1 of 1 question")
    terminal.press("enter")
    reads(terminal, "page 1, rows 1-100")
    terminal.press("esc")
    reads(terminal, "Customer 410000107", "Entity id bUlk237008")


def test_what_the_copy_of_last_night_says_field_by_field(opened: Open) -> None:
    terminal = opened("demo", columns=80, rows=24)
    terminal.wait_for("The documented sample row")
    terminal.type("410000127\ttWocon0028\ttadd\r")
    reads(terminal, "5 rows: 555 awarded · 290 left")
    terminal.press("=", "down")
    reads(terminal, "the same question with demo-copy")
    terminal.press("enter")
    reads(terminal, "demo (5 rows) → demo-copy (5 rows)", "1 added (+40 awarded), 1 removed (−60 awarded), 2 changed")
    reads(terminal, "left: 290 → 395 (+105)", "Redeemed 240 ≠ 140 −100")
    terminal.press("enter")
    reads(terminal, "3 of 27 fields differ, and so does what is left.", "24 fields are the same")
    terminal.press("esc", "esc")
    reads(terminal, "TransactionAdd (15) entity tWocon0028", "⏎ details")


def test_what_is_spent_while_one_watches_is_seen_and_the_program_can_be_left(
    opened: Open, demo_server: DemoServer, hand: Hand
) -> None:
    question = ("--customer", "410000126", "--entity", "wAtch00027", "--event", "15")
    terminal = opened(*question, columns=80, rows=24, **at_server(demo_server))
    reads(terminal, "3 rows: 700 awarded · 700 left")
    terminal.press("W", "backspace", "backspace", "5", "enter")
    reads(terminal, "watching every 5 s")
    hand.ahead = timedelta(seconds=STEP)
    reads(terminal, "0 → 20", "500 → 480", "left 500 → 480 (−20), redeemed 0 → 20 (+20)", "1 changed")
    terminal.press("ctrl+q")
    assert terminal.exit_code() == 0


def test_from_no_rows_over_the_sweep_to_the_type_that_has_some(opened: Open, demo_server: DemoServer) -> None:
    question = ("--customer", "410000131", "--entity", "sWeep00022", "--event", "15")
    terminal = opened(*question, columns=80, rows=24, **at_server(demo_server))
    reads(terminal, "No allocations came back", "F3 sweep")
    terminal.press("f3")
    reads(terminal, "‹ all 89 types ›")
    terminal.press("right")
    reads(terminal, "types ›", "requests, 5 a second")
    terminal.settle()  # half a frame may hold the old choice beside the new one's count
    while "points" not in terminal.line_with("Ask "):
        before = terminal.line_with("Ask ")
        terminal.press("right")
        terminal.wait_until(lambda before=before: terminal.line_with("Ask ") != before)  # type: ignore[misc]
        terminal.settle()
    terminal.press("down", "down", "right", "right", "enter")
    reads(terminal, "event types gave rows: DelayedAccrual (16) 2 rows, BulkAllocatePoints (42) 100+ rows.")
    terminal.press("f", "enter")
    reads(terminal, "DelayedAccrual (16)", "2 rows: 100 awarded · 100 left", "turns promised points into regular ones")
    terminal.press("esc")
    reads(terminal, "event types gave rows", "Found only")
    terminal.press("esc")
    reads(terminal, "No allocations came back")
