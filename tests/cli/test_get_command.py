"""`neo-tui get` as a program of its own: what stands on stdout, on stderr, and the exit code."""

from __future__ import annotations

import hashlib
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from neo_tui.demo.credentials import OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from tests.cli.conftest import NEO_TUI, PATIENCE, Run

SAMPLE = ("get", "--customer", "374819205", "--entity", "hfjWDK0dek", "--event", "TransactionAdd")
BULK = ("get", "--customer", "410000107", "--entity", "bUlk237008", "--event", "42", "--count", "100")
SLOW = ("get", "--customer", "400000060", "--entity", "sLow600000", "--event", "15")


@pytest.fixture
def served(own_environment: Path) -> Iterator[dict[str, str]]:
    """What `neo-tui demo --serve` says of itself, while it runs."""
    command = [*NEO_TUI, "demo", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=own_environment, env=os.environ) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], PATIENCE)[0]
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
    assert process.returncode == 0


def test_it_asks_the_server_that_demo_serve_runs_with_both_kinds_of_credentials(
    run: Run, served: dict[str, str]
) -> None:
    md5 = hashlib.md5(served["password"].encode(), usedforsecurity=False).hexdigest()
    for variables in (
        {"NEO_TUI_USER": served["username"], "NEO_TUI_PASSWORD": served["password"]},
        {"NEO_TUI_USER": served["username"], "NEO_TUI_PASSWORD_MD5": md5},
        {"NEO_TUI_OAUTH_KEY": served["oauth_key"], "NEO_TUI_OAUTH_SECRET": served["oauth_secret"]},
    ):
        answer = run(*SAMPLE, "--format", "json", NEO_TUI_HOST=served["url"], **variables)
        assert answer.returncode == 0
        assert json.loads(answer.stdout)[0]["status"] == "EXPIRED"
        assert "customer 374819205, hfjWDK0dek, 15 TransactionAdd · page 1, row 1, the end" in answer.stderr
        assert not any(secret in answer.stderr for secret in variables.values() if secret not in served["username"])


def test_rows_for_people_are_a_table(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*SAMPLE, **at_server)
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[1].split() == [
        "EXPIRED", "50", "0", "50", "0", "0", "2022-03-28", "2022-03-29", "31787856",
    ]  # fmt: skip


def test_every_page_is_asked_for_with_all(run: Run, at_server: dict[str, str], demo_server: DemoServer) -> None:
    answer = run(*BULK, "--all", "--format", "jsonl", **at_server)
    assert answer.returncode == 0
    assert len(answer.stdout.splitlines()) == 237
    assert [request.query["page"] for request in demo_server.requests.all()] == ["1", "2", "3"]


def test_a_page_past_the_end_is_an_answer(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*BULK, "--page", "9", "--format", "json", **at_server)
    assert (answer.returncode, answer.stdout.strip()) == (0, "[]")
    assert "page 9 is empty: past the end" in answer.stderr


def test_what_the_api_refuses_ends_with_1(run: Run, at_server: dict[str, str]) -> None:
    answer = run("get", "--customer", "400403403", "--entity", "eRr4030000", "--event", "15", **at_server)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("neo-tui: ")
    assert "Request id: " in answer.stderr


def test_a_refused_password_ends_with_1(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*SAMPLE, **{**at_server, "NEO_TUI_PASSWORD": "not-this-one"})
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "not-this-one" not in answer.stderr


def test_what_cannot_be_reached_ends_with_3(run: Run, at_server: dict[str, str], demo_server: DemoServer) -> None:
    demo_server.stop()
    answer = run(*SAMPLE, **at_server)
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "cannot be reached" in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--customer", "12a"), "--customer: "),
        (("--customer", ""), "--customer: "),
        (("--event", "no such event"), "--event: "),
        (("--page", "0"), "--page: "),
        (("--page", "1.5"), "--page: "),
        (("--count", "101"), "--count: "),
        (("--count", ""), "--count: "),
    ],
)
def test_a_wrong_field_ends_with_2_and_nothing_is_asked(
    run: Run, at_server: dict[str, str], demo_server: DemoServer, arguments: tuple[str, ...], told: str
) -> None:
    answer = run(*SAMPLE, *arguments, **at_server)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert f"neo-tui: {told}" in answer.stderr
    assert not demo_server.requests.all()


def test_all_wrong_fields_are_told_at_once(run: Run) -> None:
    answer = run("get", "--customer", "x", "--entity", "a b", "--event", "?", "--page", "x")
    assert answer.returncode == 2
    assert [line.split()[1] for line in answer.stderr.splitlines()] == [
        "--customer:",
        "--entity:",
        "--event:",
        "--page:",
    ]


def test_without_a_connection_it_says_how_to_get_one(run: Run) -> None:
    answer = run(*SAMPLE)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "NEO_TUI_HOST" in answer.stderr
    assert "Run neo-tui to make a profile" in answer.stderr


@pytest.mark.parametrize(
    "variables",
    [
        {"NEO_TUI_HOST": "http://example.com"},
        {"NEO_TUI_PASSWORD": ""},
        {"NEO_TUI_USER": ""},
        {"NEO_TUI_OAUTH_KEY": "both"},
        {"NEO_TUI_PASSWORD_MD5": "0" * 32},
        {"NEO_TUI_PASSWORD_MD5": "nonsense", "NEO_TUI_PASSWORD": ""},
    ],
)
def test_variables_that_make_no_connection_end_with_2(
    run: Run, at_server: dict[str, str], demo_server: DemoServer, variables: dict[str, str]
) -> None:
    answer = run(*SAMPLE, **{**at_server, **variables})
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Traceback" not in answer.stderr
    assert not demo_server.requests.all()


def stored(folder: Path, url: str, *names: str) -> None:
    """Profiles in the config folder, the first one the default."""
    config = folder / "config"
    config.mkdir()
    lines = ["version = 1", f'default = "{names[0]}"']
    for name in names:
        lines += [
            "[[profiles]]", f'name = "{name}"', f'host = "{url}"', 'auth = "basic"', f'user = "{USERNAME}"',
            'secret_source = "environment"', 'secret_variable = "NIGHT_SECRET"', "count = 1",
        ]  # fmt: skip
    (config / "profiles.toml").write_text("\n".join(lines) + "\n")


def test_a_named_profile_a_default_and_the_environment_before_it(
    run: Run, own_environment: Path, demo_server: DemoServer, at_server: dict[str, str]
) -> None:
    stored(own_environment, demo_server.url, "first", "second")
    for arguments, variables in (
        (("--profile", "second"), {"NIGHT_SECRET": PASSWORD}),
        ((), {"NIGHT_SECRET": PASSWORD}),
        (("--profile", "second"), {"NIGHT_SECRET": PASSWORD, "NEO_TUI_HOST": "unused.example"}),
        ((), at_server),
    ):
        answer = run(*SAMPLE, *arguments, **variables)
        assert answer.returncode == 0, answer.stderr
    assert [request.query["count"] for request in demo_server.requests.all()] == ["1", "1", "1", "10"]


def test_every_answer_says_which_connection_gave_it(
    run: Run, own_environment: Path, demo_server: DemoServer, at_server: dict[str, str]
) -> None:
    stored(own_environment, demo_server.url, "first", "second")
    path = own_environment / "config" / "profiles.toml"
    path.write_text(path.read_text().replace("[[profiles]]", "[[profiles]]\nproduction = true", 1))
    for arguments, name in (((), "PRODUCTION · first"), (("--profile", "second"), "second")):
        told = run(*SAMPLE, *arguments, NIGHT_SECRET=PASSWORD).stderr
        assert told.startswith(f"{name} · {demo_server.url} · customer 374819205, ")
        wrong = run(*SAMPLE, *arguments, NIGHT_SECRET="not-this-one").stderr
        assert f"  Connection: {name} · {demo_server.url}\n" in wrong
    assert run(*SAMPLE, **at_server).stderr.startswith(f"environment · {demo_server.url} · ")


def test_what_the_app_used_last_is_not_what_a_script_asks_with(
    run: Run, own_environment: Path, demo_server: DemoServer
) -> None:
    stored(own_environment, demo_server.url, "first", "second")
    state = own_environment / "config" / "state"
    state.mkdir()
    (state / "memory.json").write_text(json.dumps({"version": 1, "profile": "second"}))
    assert run(*SAMPLE, NIGHT_SECRET=PASSWORD).stderr.startswith("first · ")
    assert run("profiles", "use", "second").returncode == 0
    assert run(*SAMPLE, NIGHT_SECRET=PASSWORD).stderr.startswith("second · ")


def test_an_unexpected_answer_is_shown_instead_of_pointed_to(run: Run, at_server: dict[str, str]) -> None:
    answer = run("get", "--customer", "400503503", "--entity", "eRr4005035", "--event", "15", **at_server)
    assert answer.returncode == 1
    said = next(line for line in answer.stderr.splitlines() if "The server said: " in line)
    assert "<title>Down for maintenance</title>" in said
    answer = run("get", "--customer", "400000006", "--entity", "eRr4000006", "--event", "15", **at_server)
    assert "  The server said: {}\n" in answer.stderr
    assert "details" not in answer.stderr


def test_what_only_the_picker_understands_is_told_with_what_may_be_meant(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*SAMPLE[:-1], "tadd", **at_server)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "--event: tadd is not an event type; did you mean TransactionAdd (15) or " in answer.stderr


def test_an_unknown_profile_names_those_there_are(run: Run, own_environment: Path) -> None:
    stored(own_environment, "https://eu.example", "first", "second")
    answer = run(*SAMPLE, "--profile", "third")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "There is no profile third." in answer.stderr
    assert "first, second" in answer.stderr


def test_an_unset_variable_is_named(run: Run, own_environment: Path) -> None:
    stored(own_environment, "https://eu.example", "first")
    answer = run(*SAMPLE)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "NIGHT_SECRET, which is not set" in answer.stderr


def test_a_secret_that_would_have_to_be_asked_for_without_a_terminal(own_environment: Path) -> None:
    stored(own_environment, "https://eu.example", "first")
    path = own_environment / "config" / "profiles.toml"
    path.write_text(path.read_text().replace('"environment"', '"prompt"'))
    command = [*NEO_TUI, *SAMPLE]
    answer = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False,
        env=os.environ, start_new_session=True,
    )  # fmt: skip
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "There is no terminal to ask for the secret on" in answer.stderr


def test_unreadable_profiles_end_with_2_and_are_left_alone(run: Run, own_environment: Path) -> None:
    stored(own_environment, "https://eu.example", "first")
    path = own_environment / "config" / "profiles.toml"
    path.write_text("version = 1\n[[profiles]\n")
    answer = run(*SAMPLE)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert str(path) in answer.stderr
    assert "line 2" in answer.stderr
    assert path.read_text() == "version = 1\n[[profiles]\n"


def test_profiles_that_are_not_needed_are_not_read(run: Run, own_environment: Path, at_server: dict[str, str]) -> None:
    (own_environment / "config").mkdir()
    (own_environment / "config" / "profiles.toml").write_text("broken")
    assert run(*SAMPLE, **at_server).returncode == 0


def test_ctrl_c_ends_with_130(own_environment: Path, at_server: dict[str, str], demo_server: DemoServer) -> None:
    process = subprocess.Popen(
        [*NEO_TUI, *SLOW], env={**os.environ, **at_server}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=own_environment,
    )  # fmt: skip
    assert demo_server.requests.wait(1, PATIENCE)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert err == "neo-tui: interrupted\n"


def test_a_reader_that_has_seen_enough_is_no_error(own_environment: Path, at_server: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*NEO_TUI, *BULK, "--all", "--format", "jsonl"], env={**os.environ, **at_server},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=own_environment,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(PATIENCE) == 0
    assert "Error" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
@pytest.mark.parametrize("kind", ["table", "json", "jsonl", "csv"])
def test_a_full_disk_is_an_error_and_never_a_short_answer(
    own_environment: Path, at_server: dict[str, str], kind: str
) -> None:
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [*NEO_TUI, *BULK, "--format", kind], env={**os.environ, **at_server}, stdout=full, stderr=subprocess.PIPE,
            text=True, cwd=own_environment, timeout=PATIENCE, check=False,
        )  # fmt: skip
    assert answer.returncode == 2
    assert "the output cannot be written" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_closed_stdout_is_told(own_environment: Path, at_server: dict[str, str]) -> None:
    code = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'neo_tui', *sys.argv[1:]])"
    answer = subprocess.run(
        [sys.executable, "-c", code, *SAMPLE], env={**os.environ, **at_server}, stderr=subprocess.PIPE, text=True,
        cwd=own_environment, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert answer.returncode == 2
    assert "standard output is closed" in answer.stderr


def test_a_terminal_of_another_time_gets_utf_8_all_the_same(run: Run, at_server: dict[str, str]) -> None:
    arguments = ("get", "--customer", "410000110", "--entity", "hOstil0011", "--event", "15", "--count", "100")
    spoken = run(*arguments, **at_server, LANG="C.UTF-8")
    plain = run(*arguments, **at_server, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert spoken.returncode == plain.returncode == 0
    assert plain.stdout == spoken.stdout
    assert "␛" in plain.stdout


def test_proxies_of_the_environment_are_not_used(run: Run, at_server: dict[str, str]) -> None:
    answer = run(*SAMPLE, **at_server, http_proxy="http://127.0.0.1:9", ALL_PROXY="http://127.0.0.1:9")
    assert answer.returncode == 0, answer.stderr


def test_an_oauth_secret_that_cannot_be_sent_is_told(run: Run, demo_server: DemoServer) -> None:
    answer = run(
        *SAMPLE, NEO_TUI_HOST=demo_server.url, NEO_TUI_OAUTH_KEY=OAUTH_KEY, NEO_TUI_OAUTH_SECRET=f"{OAUTH_SECRET} é"
    )
    assert answer.returncode == 2
    assert "This secret cannot be sent" in answer.stderr
    assert OAUTH_SECRET not in answer.stderr
