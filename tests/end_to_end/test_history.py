"""The history over real runs of the program: kept, private, and not mixed with the demo's."""

from __future__ import annotations

from pathlib import Path

from neo_tui.demo.server import DemoServer
from tests.end_to_end.conftest import Open
from tests.end_to_end.test_whole_job import SAMPLE_STORY, at_server

QUESTION = ("--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "TransactionAdd")


def test_a_question_is_found_again_in_the_next_run_by_keyboard_alone(
    opened: Open, demo_server: DemoServer, own_environment: Path
) -> None:
    first = opened(*QUESTION, **at_server(demo_server))
    first.wait_for(SAMPLE_STORY)
    first.press("ctrl+q")
    assert first.exit_code() == 0
    kept = own_environment / "config" / "state" / "history.jsonl"
    assert kept.stat().st_mode & 0o777 == 0o600

    again = opened(columns=80, rows=24, **at_server(demo_server))
    again.wait_for("1 row")
    again.press("f4")
    again.wait_for("1 question", "50 awarded, 50 expired, 0 left")
    again.type("trans 3748")
    again.wait_for("1 of 1 question")
    again.press("enter")
    again.wait_for(SAMPLE_STORY)
    again.press("esc")
    again.wait_for("Customer")
    again.press("f4")
    again.wait_for("2 times")
    again.press("f8")
    again.wait_for("It is deleted")
    again.press("ctrl+q")
    assert again.exit_code() == 0
    assert "374819205" not in kept.read_text()


def test_a_private_run_reads_and_keeps_no_question(
    opened: Open, demo_server: DemoServer, own_environment: Path
) -> None:
    state = own_environment / "config" / "state"
    before = opened(*QUESTION, **at_server(demo_server))
    before.wait_for(SAMPLE_STORY)
    before.press("ctrl+q")
    before.exit_code()
    files = {path.name: path.read_bytes() for path in state.iterdir()}

    private = opened("--private", **at_server(demo_server))
    private.wait_for("private: no question is kept", "Customer")
    assert "374819205" not in private.text()
    private.type("410000106\tmUltiP0007\ttadd\r")
    private.wait_for("rows 1-4, the end")
    private.press("esc", "f4")
    private.wait_for("1 question", "mUltiP0007", "Private: this list ends with the program")
    assert "374819205" not in private.text()
    private.press("ctrl+q")
    assert private.exit_code() == 0
    assert {path.name: path.read_bytes() for path in state.iterdir()} == files

    variable = opened(NEO_TUI_PRIVATE="1", **at_server(demo_server))
    variable.wait_for("private: no question is kept")


def test_the_demo_and_the_settings_keep_their_questions_to_themselves(
    opened: Open, demo_server: DemoServer, own_environment: Path
) -> None:
    demo = opened("demo")
    demo.wait_for("The documented sample row")
    demo.press("enter")
    demo.wait_for(SAMPLE_STORY)
    demo.press("ctrl+q")
    demo.exit_code()
    state = own_environment / "config" / "state"
    assert not state.exists()

    state.parent.mkdir()
    (state.parent / "settings.toml").write_text('history = "without-ids"\n')
    terminal = opened(*QUESTION, **at_server(demo_server))
    terminal.wait_for(SAMPLE_STORY)
    terminal.press("esc", "f4")
    terminal.wait_for("1 question", "ids not kept", "1 row, 0 left")
    terminal.press("ctrl+q")
    assert terminal.exit_code() == 0
    assert {path.name for path in state.iterdir()} == {"history.jsonl", ".history.jsonl.lock", "memory.json"}
    written = b"".join(path.read_bytes() for path in state.iterdir())
    assert b"374819205" not in written
    assert b"hfjWDK0dek" not in written
    assert b'"rows":1' in written
