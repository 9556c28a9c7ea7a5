"""The whole program in a real pseudo-terminal: the job of a person who has a dispute to settle."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from tests.end_to_end.conftest import Open
from tests.end_to_end.terminal import Terminal

SAMPLE_STORY = "50 points were awarded on 28 Mar 2022"


def asked(terminal: Terminal, customer: str, entity: str, event: str) -> None:
    """Fill the form by keyboard, from the customer on, and ask."""
    terminal.type(customer)
    terminal.press("tab")
    terminal.type(entity)
    terminal.press("tab")
    terminal.type(event)
    terminal.press("enter")


def at_server(server: DemoServer) -> dict[str, str]:
    """The variables that make a connection to the bundled server."""
    return {"NEO_TUI_HOST": server.url, "NEO_TUI_USER": USERNAME, "NEO_TUI_PASSWORD": PASSWORD}


def test_a_newcomer_sees_the_sample_row_and_its_story_with_one_key(opened: Open) -> None:
    terminal = opened("demo")
    terminal.wait_for("demo data: invented", "The documented sample row")
    terminal.press("enter")
    terminal.wait_for("EXPIRED", SAMPLE_STORY, "All 50 expired; nothing is left.", "row 1, the end")


def test_from_no_connection_to_an_answer_and_over_a_restart(
    opened: Open, demo_server: DemoServer, own_environment: Path
) -> None:
    first = opened(columns=100, rows=30)
    first.wait_for("There is no connection yet")
    first.press("enter")
    first.wait_for("n makes one")
    first.press("n")
    first.wait_for("New connection")
    first.type("night-shift")
    first.press("tab")
    first.type(demo_server.url)
    first.press("tab", "tab")  # over the kind of credentials
    first.type(USERNAME)
    first.press("ctrl+s")
    first.wait_for("● ★ night-shift")
    first.press("enter")
    first.wait_for("Customer", "night-shift")
    asked(first, "410000107", "bUlk237008", "bulk allocate")
    first.wait_for("Password for")
    first.type(PASSWORD)
    first.press("enter")
    first.wait_for("page 1, rows 1-10", "BulkAllocatePoints (42)")
    first.press("]")
    first.wait_for("page 2, rows 11-20")
    first.press("j", "j")
    first.wait_for("entry 41907012")
    first.press("v")
    first.wait_for("Raw JSON", '"points_source_id": 3001907012')
    first.press("ctrl+q")
    assert first.exit_code() == 0
    stored = own_environment / "config" / "profiles.toml"
    assert "night-shift" in stored.read_text()
    assert PASSWORD not in stored.read_text()
    assert stored.stat().st_mode & 0o777 == 0o600

    again = opened(columns=100, rows=30)
    again.wait_for("night-shift", "410000107", "bUlk237008", "BulkAllocatePoints", "10+ rows")
    again.press("enter")
    again.wait_for("Password for")
    again.type(PASSWORD)
    again.press("enter")
    again.wait_for("page 1, rows 1-10")


def test_the_command_line_opens_straight_on_the_results(opened: Open, demo_server: DemoServer) -> None:
    terminal = opened(
        "--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "TransactionAdd", **at_server(demo_server)
    )
    terminal.wait_for(SAMPLE_STORY, "environment")
    terminal.press("esc")
    terminal.wait_for("Entity id", "hfjWDK0dek")


def test_the_command_line_may_name_the_page_to_begin_with(opened: Open, demo_server: DemoServer) -> None:
    question = ["--customer", "410000107", "--entity", "bUlk237008", "--event", "42", "--count", "100", "--page", "3"]
    terminal = opened(*question, **at_server(demo_server))
    terminal.wait_for("page 3, rows 201-237, the end", "entry 41907200")


def test_keys_typed_ahead_go_where_they_were_meant_to(opened: Open, demo_server: DemoServer) -> None:
    terminal = opened(**at_server(demo_server))
    terminal.wait_for("Customer")
    terminal.type("410000106\tmUltiP0007\ttadd\r")
    terminal.wait_for("page 1, rows 1-4, the end")
    asked_for = demo_server.requests[-1].query
    assert (asked_for["customer_id"], asked_for["entity_id"]) == ("410000106", "mUltiP0007")
    assert asked_for["event_type_id"] == "15"


def test_the_demo_does_not_call_the_data_of_another_host_invented(opened: Open) -> None:
    terminal = opened("demo")
    terminal.wait_for("demo data: invented")
    terminal.press("ctrl+o")
    terminal.wait_for("demo-oauth")
    terminal.press("n")
    terminal.wait_for("New connection")
    terminal.type("real\teu.example\t\ttill\x13")  # name, host, user, Ctrl+S
    terminal.wait_for("real", "asked each time")
    terminal.settle()
    terminal.press("enter")
    terminal.wait_for("real · eu.example · basic")
    assert "invented" not in terminal.text()


def test_a_quick_hand_gets_the_stories_before_they_are_drawn(opened: Open) -> None:
    terminal = opened("demo")
    terminal.wait_until(lambda: b"Customer" in terminal.written)
    terminal.type("\x12jj\r")  # Ctrl+R, down twice, Enter
    terminal.wait_for("hAlfUs0015", "row 1, the end")


def test_a_wrong_field_is_told_and_nothing_is_asked(opened: Open, demo_server: DemoServer) -> None:
    terminal = opened(**at_server(demo_server))
    terminal.wait_for("Customer")
    asked(terminal, "12a", "hfjWDK0dek", "15")
    terminal.wait_for("A customer id is digits only.")
    assert not demo_server.requests.all()


def test_hostile_text_appears_letter_for_letter_and_does_nothing(opened: Open, demo_server: DemoServer) -> None:
    terminal = opened(columns=160, rows=45, **at_server(demo_server))
    terminal.wait_for("Customer")
    asked(terminal, "410000110", "hOstil0011", "15")
    terminal.wait_for("[/red]", "[@click=app.quit]free", "rows 1-8, the end")
    begun = len(terminal.written)
    for expected in (
        "login [/red] failed",
        "[@click=app.quit]free points[/]",
        "[EXPIRED]␛[2J",
        "␛]52;c;aGFja2Vk␇␛[2J␛[31mred␛[0m<U+009B>5n",
        "paid<U+202E>000,1<U+202C>",
        "[bold]key[/bold]␛[5m",
    ):
        terminal.wait_for(expected)
        terminal.press("j")
    terminal.press("ctrl+q")
    assert terminal.exit_code() == 0
    assert not re.search(rb"\x1b\](?!22;)|\x1b\[2J|\x1b\[5m|\x9b5n", bytes(terminal.written[begun:]))


def test_a_dead_host_is_told_and_a_key_tries_again(opened: Open) -> None:
    with DemoServer() as server:
        variables, port = at_server(server), server.port
    terminal = opened("--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "15", **variables)
    terminal.wait_for("cannot be reached", "r retry", "Request id")
    with DemoServer(port=port):
        terminal.press("r")
        terminal.wait_for(SAMPLE_STORY)
    terminal.press("r")
    terminal.wait_for("cannot be reached", "Below: the rows as of", "EXPIRED")


def test_a_slow_answer_can_be_left(opened: Open, demo_server: DemoServer) -> None:
    terminal = opened("--customer", "400000060", "--entity", "sLow600000", "--event", "15", **at_server(demo_server))
    terminal.wait_for("asking for page 1", "esc cancels")
    terminal.press("esc")
    terminal.wait_for("Cancelled", "r retry")
    terminal.press("esc")
    terminal.wait_for("Entity id", "sLow600000")


def test_another_size_keeps_the_row_and_the_page(opened: Open, demo_server: DemoServer) -> None:
    terminal = opened(
        "--customer", "410000106", "--entity", "mUltiP0007", "--event", "15",
        columns=80, rows=24, **at_server(demo_server),
    )  # fmt: skip
    terminal.wait_for("entry 41000700")
    terminal.press("j")
    terminal.wait_for("entry 41000701")
    terminal.resize(160, 45)
    terminal.wait_for("Entry id", "entry 41000701", "Last change")
    terminal.resize(80, 24)
    terminal.wait_gone("Entry id")
    terminal.wait_for("entry 41000701")


def test_unreadable_profiles_are_told_and_left_alone(opened: Open, own_environment: Path) -> None:
    folder = own_environment / "config"
    folder.mkdir()
    broken = 'version = 1\n[[profiles]]\nname = "eu"\nhost = \n'
    (folder / "profiles.toml").write_text(broken)
    terminal = opened()
    terminal.wait_for("The profiles cannot be used", "line 4", "Mend it", "Customer")
    terminal.press("ctrl+q")
    assert terminal.exit_code() == 0
    assert (folder / "profiles.toml").read_text() == broken


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(opened: Open, number: signal.Signals) -> None:
    terminal = opened("demo")
    terminal.wait_for("demo data: invented")
    os.kill(terminal.process.pid, number)
    assert terminal.exit_code() == 128 + number
    assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.rindex(b"\x1b[?1049h")
    assert b"Traceback" not in terminal.written


def test_what_was_typed_survives_a_restart(opened: Open, own_environment: Path) -> None:
    terminal = opened()
    terminal.wait_for("There is no connection yet")
    terminal.press("tab")
    terminal.type("987654321")
    terminal.wait_for("987654321")
    terminal.press("ctrl+q")
    terminal.exit_code()
    memory = json.loads((own_environment / "config" / "state" / "memory.json").read_text())
    assert memory["draft"]["customer"] == "987654321"
    again = opened()
    again.wait_for("987654321")


def test_the_terminal_tells_its_size_and_no_variable(opened: Open) -> None:
    terminal = opened("demo", columns=100, rows=30, COLUMNS="40", LINES="10")
    terminal.wait_for("demo data: invented", "The documented sample row")
    assert terminal.screen.display[29].strip()  # the keys stand in the last line
    assert terminal.screen.display[0].rstrip().endswith("demo data: invented")
    assert len(terminal.screen.display[0].rstrip()) > 90
