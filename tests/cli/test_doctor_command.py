"""`neo-tui doctor` as a shell runs it: what goes where, how it looks, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import select
import signal
import socket
import subprocess
from pathlib import Path

from tests.cli.conftest import NEO_TUI, PATIENCE, Run


def test_lines_for_people(run: Run, at_server: dict[str, str]) -> None:
    answer = run("doctor", **at_server)
    assert (answer.returncode, answer.stderr) == (0, "")
    *lines, empty, verdict = answer.stdout.splitlines()
    assert (empty, verdict[:21]) == ("", "The connection works.")
    assert "\x1b" not in answer.stdout
    assert lines[0].startswith("✓ ok       config ")
    assert "– skipped  tls                     plain http, which goes to this machine only" in lines
    checks = [line for line in lines if not line.startswith(" ")]
    assert {line.index(line.split(None, 2)[2]) for line in checks} == {11}  # names under each other
    assert any(line.startswith("! warning  terminal ") for line in lines)


def test_one_object_for_programs(run: Run, at_server: dict[str, str]) -> None:
    answer = run("doctor", "--json", **at_server)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert set(json.loads(answer.stdout)) == {"version", "profile", "exit_code", "checks"}
    for check in json.loads(answer.stdout)["checks"]:
        assert set(check) == {"name", "status", "seconds", "summary", "action", "facts"}
        assert check["status"] in {"ok", "warning", "failed", "skipped"}


def test_every_format_has_every_check(run: Run, at_server: dict[str, str], own_environment: Path) -> None:
    names = [check["name"] for check in json.loads(run("doctor", "--json", **at_server).stdout)["checks"]]
    rows = list(csv.DictReader(io.StringIO(run("doctor", "--format", "csv", **at_server).stdout)))
    assert [row["name"] for row in rows] == names
    assert set(rows[0]) == {"name", "status", "seconds", "summary", "action", "facts"}
    lines = run("doctor", "--format", "jsonl", **at_server).stdout.splitlines()
    assert [json.loads(line)["name"] for line in lines] == names
    told = run("doctor", "--output", "found.md", **at_server)
    assert (told.returncode, told.stdout) == (0, "")
    table = (own_environment / "found.md").read_text().splitlines()
    assert table[0] == "| Check | Status | Finding | What to do |"
    assert [line.split("|")[1].strip() for line in table[2:]] == names


def test_what_failed_is_written_to_the_file_too(run: Run, own_environment: Path) -> None:
    answer = run(
        "doctor", "--output", "found.txt", NEO_TUI_HOST="neo.invalid", NEO_TUI_USER="till", NEO_TUI_PASSWORD="word-0001"
    )
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "✗ failed   dns " in (own_environment / "found.txt").read_text()
    assert "word-0001" not in (own_environment / "found.txt").read_text()


def test_a_name_that_cannot_exist(run: Run) -> None:
    answer = run("doctor", NEO_TUI_HOST="neo.invalid", NEO_TUI_USER="till", NEO_TUI_PASSWORD="word-0001")
    assert answer.returncode == 3
    assert "✗ failed   dns " in answer.stdout
    assert "→ Check the host" in answer.stdout
    assert answer.stdout.splitlines()[-1].startswith("Failed: dns.")


def test_help_tells_the_exit_codes(run: Run) -> None:
    assert "doctor" in run("--help").stdout
    assert "3 the API could not be reached" in run("doctor", "--help").stdout


def test_ctrl_c_ends_it_at_once(own_environment: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        variables = {"NEO_TUI_HOST": f"http://127.0.0.1:{silent.getsockname()[1]}", "NEO_TUI_USER": "till"}
        with subprocess.Popen(
            [*NEO_TUI, "doctor"],
            env={**os.environ, **variables, "NEO_TUI_PASSWORD": "word-0001"},
            cwd=own_environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                assert process.stderr is not None
                seen = ""
                while "token " not in seen:  # then it waits for an answer that never comes
                    assert select.select([process.stdout], [], [], PATIENCE)[0]
                    seen += os.read(process.stdout.fileno(), 65536).decode()
                process.send_signal(signal.SIGINT)
                assert process.wait(5) == 130
                assert process.stderr.read() == "neo-tui: interrupted\n"
            finally:
                process.kill()
