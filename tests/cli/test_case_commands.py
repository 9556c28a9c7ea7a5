"""`neo-tui open`, `neo-tui case` and `neo-tui get --case`, as a shell runs them."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from neo_tui.domain.case import Checked, Noted
from neo_tui.storage.case_lines import first_line
from neo_tui.storage.casefile import CaseFiles
from tests.cases import KEY, NOW, TOOL, answer, asked, everything
from tests.cli.conftest import Run
from tests.end_to_end.terminal import Terminal

SAMPLE = ("--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "TransactionAdd")
FILES = CaseFiles(TOOL)


@pytest.fixture
def case(own_environment: Path) -> Path:
    """A case file in the folder where the commands run."""
    path = own_environment / "t.neocase"
    FILES.add(str(path), everything(), NOW)
    return path


def test_get_adds_what_it_asked_to_a_case(run: Run, at_server: dict[str, str], own_environment: Path) -> None:
    done = run("get", *SAMPLE, "--format", "json", "--case", "t.neocase", "--note", "all gone?", **at_server)
    assert (done.returncode, json.loads(done.stdout)[0]["id"]) == (0, 31787856)
    assert "1 page added to the new case t.neocase." in done.stderr
    path = own_environment / "t.neocase"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = FILES.load(str(path))
    key = found.questions[0].key
    assert found.answers(key)[0].body.decode() == done.stdout
    assert [note.text for note in found.notes(key)] == ["all gone?"]
    text = path.read_text()
    for secret in (PASSWORD, USERNAME, "Authorization", "Basic "):
        assert secret not in text


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere/t.neocase", "there is no folder"),
        ("diary", "it is no case file"),
        (".", "it is a folder, a pipe or a device, not a file"),
    ],
)
def test_where_nothing_can_be_added_nothing_is_asked(
    run: Run, at_server: dict[str, str], demo_server: DemoServer, own_environment: Path, name: str, why: str
) -> None:
    (own_environment / "diary").write_text("Dear diary\n")
    done = run("get", *SAMPLE, "--format", "jsonl", "--case", name, **at_server)
    assert (done.returncode, done.stdout) == (2, "")
    assert "It was not added to the case." in done.stderr
    assert why in done.stderr
    assert not demo_server.requests.all()
    assert (own_environment / "diary").read_text() == "Dear diary\n"


def test_a_case_that_cannot_be_written_at_last_costs_no_row(
    run: Run, at_server: dict[str, str], own_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("neo_tui.storage.casefile.write_all", full)
    path = str(own_environment / "t.neocase")
    done = run("get", *SAMPLE, "--format", "jsonl", "--case", path, **at_server)
    assert (done.returncode, json.loads(done.stdout)["id"]) == (2, 31787856)
    assert "It was not added to the case." in done.stderr


def test_what_the_api_refused_is_kept_and_told_in_the_report(
    run: Run, at_server: dict[str, str], own_environment: Path
) -> None:
    refused = ("--customer", "400403403", "--entity", "eRr4030000", "--event", "15")
    done = run("get", *refused, "--case", "t.neocase", "--note", "support asks for the id", **at_server)
    assert (done.returncode, done.stdout) == (1, "")
    assert "an error added to the new case t.neocase." in done.stderr
    case = FILES.load(str(own_environment / "t.neocase"))
    (failure,) = case.failures(case.questions[0].key)
    assert (failure.page, failure.kind, failure.title) == (1, "forbidden", "Access denied")
    assert f"Request id: {failure.error.request_id}" in done.stderr
    assert "Not authorized" in failure.said
    told = run("case", "report", "t.neocase").stdout
    assert "not answered on" in told
    assert "**!** Page 1 did not come, " in told
    assert f"- Request id: {failure.error.request_id}" in told
    assert "- **1. TransactionAdd (15), entity eRr4030000, customer 400403403**: not answered: Access denied" in told
    assert "checks found" not in told
    for secret in (PASSWORD, USERNAME, "Authorization"):
        assert secret not in (own_environment / "t.neocase").read_text()


def test_a_question_that_never_left_this_machine_is_not_added(run: Run, own_environment: Path) -> None:
    done = run("get", *SAMPLE, "--case", "t.neocase", NEO_TUI_HOST="http://127.0.0.1:9", NEO_TUI_USER="till")
    assert done.returncode == 2
    assert not (own_environment / "t.neocase").exists()


def test_a_note_longer_than_a_case_takes_is_refused_whole_and_before_anything_is_asked(
    run: Run, case: Path, at_server: dict[str, str], demo_server: DemoServer
) -> None:
    before, asked = case.read_bytes(), len(demo_server.requests.all())
    for words in (
        ("case", "note", str(case), "x" * 4_001),
        ("get", *SAMPLE, "--case", str(case), "--note", "x" * 4_001),
    ):
        done = run(*words, **at_server)
        assert (done.returncode, done.stdout) == (2, "")
        assert "4,001 characters; a case takes 4,000 of one" in done.stderr
    assert (case.read_bytes(), len(demo_server.requests.all())) == (before, asked)
    assert run("case", "note", str(case), "x" * 4_000).returncode == 0


def test_a_note_is_added(run: Run, case: Path) -> None:
    done = run("case", "note", "t.neocase", "She", "called", "again.")
    assert (done.returncode, done.stdout) == (0, "")
    assert [note.text for note in FILES.load(str(case)).notes("")] == ["Ticket 4711", "She called again."]
    assert run("case", "note", "t.neocase", " ").returncode == 2


def test_a_report_tells_all_of_it(run: Run, case: Path) -> None:
    done = run("case", "report", case.name)
    assert done.returncode == 0
    for words in (
        "# Case t.neocase",
        "> Note of 25 Nov 2026, 04:30:15 UTC: Ticket 4711",
        "## 1. TransactionAdd (15), entity hfjWDK0dek, customer 374819205",
        "Asked of eu (production) at eu.api.capillarytech.com; answered on 25 Nov 2026, 10:00 (Asia/Kolkata).",
        "She says: “all gone”\n> पैसा 🙂",
        "1 row on 2 pages.",
        "| EXPIRED | 50 |",
        "Entry 31787856, EXPIRED.",
        "**!** **Error: More points are gone than the entry awarded.**",
        "- Entry 1180591620717411303424: 10 awarded, 20 redeemed: −10 left.",
        "2026-11-25 04:30:16.123 +00:00",
        everything()[2].sha256,  # type: ignore[union-attr]
    ):
        assert words in done.stdout


def test_a_report_is_written_where_no_file_is_yet(run: Run, case: Path) -> None:
    page = case.parent / "report.html"
    done = run("case", "report", case.name, "--output", "report.html")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"Written to report.html: {page.stat().st_size:,} bytes.\n",
    )
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    before = page.read_text()
    assert before.startswith("<!DOCTYPE html>")
    again = run("case", "report", case.name, "--output", "report.html")
    assert again.returncode == 2
    assert "report.html is there and was not touched." in again.stderr
    assert page.read_text() == before
    assert run("case", "report", case.name, "--output", "report.html", "--force").returncode == 0
    other = run("case", "report", case.name, "--output", "report.txt")
    assert (
        other.returncode,
        "No format goes with the ending .txt: say --format markdown or html." in other.stderr,
    ) == (
        2,
        True,
    )


def test_no_report_and_no_rows_replace_the_case_itself(run: Run, case: Path, at_server: dict[str, str]) -> None:
    before = case.read_bytes()
    (case.parent / "link.html").symlink_to(case)
    question = ("--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "15")
    for words in (
        ("case", "report", case.name, "--format", "html", "--output", f"./{case.name}", "--force"),
        ("case", "report", case.name, "--output", "link.html", "--force"),
        ("get", *question, "--case", case.name, "--format", "csv", "--output", case.name, "--force"),
    ):
        done = run(*words, **at_server)
        assert (done.returncode, "is the case file itself." in done.stderr) == (2, True)
    assert case.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("open", "nothing.json"), "nothing.json: there is no such file.\n  Check the name and the folder."),
        (("open", "."), ".: it is a folder.\n  Name a file in it."),
        (("open", "odd.json"), "odd.json: It goes wrong at position"),
        (("open", "damaged.neocase"), "damaged.neocase: Line 2 cannot be read: it is not JSON"),
        (("open", "newer.neocase"), "Use a newer neo-tui."),
        (("open", "good.json", "--zone", "Atlantis"), "--zone: "),
        (("open", "good.json"), "this is not a terminal"),
        (("case", "report", "good.json"), "It is no case file"),
        (("case", "report", "nothing"), "nothing: there is no such file."),
    ],
)
def test_what_cannot_be_opened_says_why_and_what_to_do(
    run: Run, own_environment: Path, arguments: tuple[str, ...], why: str
) -> None:
    (own_environment / "odd.json").write_bytes(b"\xff\xfe\xff{")
    (own_environment / "good.json").write_bytes(b'[{"id":1}]')
    (own_environment / "damaged.neocase").write_bytes(first_line(NOW, TOOL) + b"{\n")
    (own_environment / "newer.neocase").write_bytes(b'{"neo_tui_case":9,"at":"x","tool":"y"}\n')
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr


def test_what_is_piped_in_must_be_something(run: Run) -> None:
    done = run("open", "-", given="not json")
    assert done.returncode == 2
    assert "standard input: It goes wrong at position 0" in done.stderr
    done = run("open", "-", given='[{"id":1}]')
    assert "there is no terminal to open on" in done.stderr


def in_terminal(home: Path, shell: str) -> Terminal:
    """The program in a terminal, started by a line of a shell in which `$neo` is the program."""
    environ = {**os.environ, "neo": f"{sys.executable} -m neo_tui", "NEO_TUI_STATE_DIR": str(home / "state")}
    return Terminal(["sh", "-c", shell], environ, columns=100, rows=30, cwd=home, controlling=True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_keys_work_where_the_response_was_piped_in_and_nothing_is_written(own_environment: Path) -> None:
    (own_environment / "mail.json").write_bytes(b'[{"id":31787856,"points_exclusive":50,"status":"EXPIRED"}]')
    before = sorted(path.name for path in own_environment.rglob("*"))
    with in_terminal(own_environment, "exec 3<mail.json; cat <&3 | $neo open -") as terminal:
        terminal.wait_for("RECORDING · standard input", "31787856", "is not known")
        terminal.press("v")
        terminal.wait_for('"points_exclusive"')
        terminal.press("esc")
        terminal.wait_for("A response that somebody sent")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert sorted(path.name for path in own_environment.rglob("*")) == before


def test_a_case_opens_in_a_terminal(own_environment: Path, case: Path) -> None:
    with in_terminal(own_environment, f"exec $neo open {case.name}") as terminal:
        terminal.wait_for("RECORDING of 2026-11-25 · t.neocase", "1 question", "Ticket 4711", "PRODUCTION")
        terminal.press("enter")
        terminal.wait_for("Told as of 25 Nov 2026, 10:00 (Asia/Kolkata)", "31787856")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0


def test_what_is_recorded_is_exported_and_copied_as_the_settings_say(own_environment: Path, case: Path) -> None:
    shell = f"NEO_TUI_CLIPBOARD=file exec $neo open {case.name}"
    with in_terminal(own_environment, shell) as terminal:
        terminal.wait_for("1 question")
        terminal.press("enter")
        terminal.wait_for("31787856", "copy")
        terminal.press("e")
        terminal.wait_for("Export", "CSV, for spreadsheets")
        terminal.press("enter")
        terminal.wait_until(lambda: any("31787856" in path.read_text() for path in own_environment.glob("*.csv")))
        terminal.wait_until(lambda: "Export" not in terminal.text())
        terminal.press("y", "i")
        terminal.wait_for("in the file")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0


def test_a_piped_in_case_in_a_terminal_without_a_pipe_says_so(own_environment: Path) -> None:
    with in_terminal(own_environment, "exec $neo open -") as terminal:
        terminal.wait_for("nothing is piped in")
        assert terminal.exit_code() == 2


def test_a_report_says_where_recorded_checks_and_recorded_rows_contradict_each_other(
    run: Run, own_environment: Path
) -> None:
    body = b'[{"id":1,"points_exclusive":1,"redeemed_exclusive_value":500,"expired_exclusive_value":0,'
    body += b'"returned_exclusive_value":0,"status":"AVAILABLE"}]'
    for name, rows, claimed in (
        ("nothing.neocase", 1, ()),
        ("forged.neocase", 99, (Noted("x", "error", 1, "Forged."),)),
    ):
        FILES.add(
            name_of := str(own_environment / name), [asked(), answer(body), Checked(KEY, NOW, rows, True, claimed)], NOW
        )
        told = run("case", "report", name_of).stdout
        assert "Checked again, these rows have findings that are not recorded:" in told
        assert "1 awarded, 500 redeemed, expired or returned" in told
        assert "the checks find otherwise now" in told
        assert ("They looked at 99 rows; the case holds 1." in told) is (rows == 99)
        assert ("1 finding cannot be found in these rows now." in told) is bool(claimed)


def test_a_report_of_an_honest_case_says_nothing_of_the_kind(run: Run, at_server: dict[str, str]) -> None:
    bad = ("--customer", "410000108", "--entity", "bAdSum0009", "--event", "15")
    assert run("get", *bad, "--case", "t.neocase", **at_server).returncode == 0
    told = run("case", "report", "t.neocase").stdout
    assert "100 awarded, 120 redeemed, expired or returned" in told
    assert "not recorded" not in told
    assert "find otherwise" not in told
