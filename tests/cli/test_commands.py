"""The other commands, the usage, and what each of them loads."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from neo_tui import __version__
from neo_tui.cli import main
from neo_tui.cli.opening import demo_profiles, demo_stories
from neo_tui.demo.credentials import COPY_USERNAME, LOCKED_USERNAME, OAUTH_KEY, OAUTH_SECRET, PASSWORD
from neo_tui.demo.keys import KEYS
from neo_tui.domain.profile import Auth
from tests.cli.conftest import NEO_TUI, PATIENCE, Run


def test_a_port_that_is_taken_is_told_to_programs_too(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = run("demo", "--serve", "--json-errors", "--port", port)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert f"port {port} cannot be used" in json.loads(answer.stderr)["title"]


def test_the_version(run: Run) -> None:
    answer = run("--version")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"neo-tui {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("get",),
        ("get", "--customer", "1", "--entity", "a"),
        ("get", "--cust", "1", "--entity", "a", "--event", "15"),
        ("get", "--customer", "1", "--entity", "a", "--event", "15", "--format", "xml"),
        ("profiles",),
        ("profiles", "delete"),
        ("profiles", "add"),
        ("profiles", "show"),
        ("profiles", "add", "x", "--auth", "digest"),
        ("profiles", "add", "x", "--user", "a", "--key", "b"),
        ("profiles", "add", "x", "--command", "a", "--command-arg", "b"),
        ("events", "--format", "html"),
        ("demo", "--port", "70000"),
        ("demo", "--port", "-1"),
        ("demo", "--port", "x"),
        ("demo", "--serve", "--skew", "x"),
        ("demo", "--serve", "--skew", "1.5"),
        ("demo", "--serve", "--skew", "99999999"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("usage: neo-tui")


def test_help_tells_commands_variables_and_exit_codes(run: Run) -> None:
    told = run("--help").stdout
    for word in ("get", "events", "profiles", "demo", "NEO_TUI_HOST", "NEO_TUI_OAUTH_SECRET", "130 interrupted"):
        assert word in told
    assert "json the array as sent" in " ".join(run("get", "--help").stdout.split())


def test_events_are_searched_by_words_initials_and_number(run: Run) -> None:
    for text in (("tadd",), ("trans", "add"), ("15",)):
        answer = run("events", *text, "--format", "json")
        assert json.loads(answer.stdout)[0] == {"id": 15, "name": "TransactionAdd", "family": "transactions"}
    assert len(json.loads(run("events", "--format", "json").stdout)) == 89
    assert run("events", "tadd").stdout.splitlines()[1].split()[:2] == ["15", "TransactionAdd"]


def test_no_event_type_of_that_text_is_an_answer(run: Run) -> None:
    answer = run("events", "zzzqqq", "--format", "json")
    assert (answer.returncode, answer.stdout) == (0, "[]\n")
    assert "No event type fits zzzqqq" in answer.stderr


def test_profiles_path_is_where_the_folder_variable_says(run: Run, own_environment: Path) -> None:
    assert run("profiles", "path").stdout == f"{own_environment}/config/profiles.toml\n"


def test_without_the_folder_variable_profiles_are_where_the_system_keeps_such_files(
    run: Run, own_environment: Path
) -> None:
    found = Path(run("profiles", "path", NEO_TUI_CONFIG_DIR="").stdout.strip())
    assert found.name == "profiles.toml"
    assert found.is_relative_to(own_environment)


def test_profiles_list_of_a_broken_file_names_its_line(run: Run, own_environment: Path) -> None:
    (own_environment / "config").mkdir()
    (own_environment / "config" / "profiles.toml").write_text("version = 1\nbroken")
    answer = run("profiles", "list", "--format", "json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "line 2" in answer.stderr


@pytest.mark.parametrize("arguments", [(), ("demo",), ("--customer", "1", "--entity", "a", "--event", "15")])
def test_without_a_terminal_the_screens_do_not_open(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "neo-tui: this is not a terminal; see neo-tui get --help for answers on stdout.\n"


@pytest.mark.parametrize(
    ("arguments", "name"),
    [(("--customer", "1x"), "customer"), (("--event", "nothing like it"), "event"), (("--entity", "a b"), "entity")],
)
def test_a_wrong_field_is_told_before_the_screens_open(
    arguments: tuple[str, ...], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"neo-tui: --{name}: ")


def test_a_port_in_use_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    from neo_tui.cli import opening

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = run("demo", "--serve", "--port", str(port))
        assert (answer.returncode, answer.stdout) == (2, "")
        assert f"port {port}" in answer.stderr
        monkeypatch.setattr(opening, "on_terminal", lambda: True)
        assert main(["demo", "--port", str(port)]) == 2
        assert f"port {port} cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (("--version",), ("textual", "rich", "httpx", "asyncio", "neo_tui.domain.event_types", "http.server")),
        (("events", "tadd"), ("textual", "rich", "httpx", "asyncio", "http.server")),
        (("profiles", "list"), ("textual", "rich", "httpx", "http.server")),
        (("get", "--customer", "x", "--entity", "a", "--event", "15"), ("textual", "rich", "httpx", "http.server")),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: tuple[str, ...], unused: tuple[str, ...]) -> None:
    """The sooner for it: each of these libraries costs a tenth of a second or more."""
    code = (
        "import sys\nfrom neo_tui.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "sys.stdout.write('loaded ' + ' '.join(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    loaded = set(answer.stdout.split("loaded ")[-1].split())
    assert "neo_tui.cli.main" in loaded
    assert not loaded & set(unused)


def test_the_form_loads_neither_the_client_nor_the_server() -> None:
    code = (
        "import sys\nimport neo_tui.cli.opening, neo_tui.ui.app, neo_tui.ui.screens.form\n"
        "sys.stdout.write(' '.join(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True)
    loaded = set(answer.stdout.split())
    assert "textual.app" in loaded
    late = {"httpx", "http.server", "neo_tui.api.client", "neo_tui.ui.screens.results", "neo_tui.demo.server"}
    assert not loaded & late


def test_the_demo_offers_a_few_connections_that_its_server_knows() -> None:
    profiles = demo_profiles("http://127.0.0.1:4010")
    assert [profile.name for profile in profiles[:2]] == ["demo", "demo-oauth"]
    assert profiles[2].name == "demo-copy"
    assert len({profile.name for profile in profiles}) == len(profiles) <= 8
    assert not any(profile.problems() for profile in profiles)
    for profile in profiles[1:]:
        assert profile.secret is not None
        if profile.auth is Auth.OAUTH:
            assert profile.user in KEYS
            assert profile.name.removeprefix("demo-oauth") == profile.user.removeprefix(OAUTH_KEY)
            assert profile.secret.reveal() == OAUTH_SECRET
        else:
            assert (profile.user, profile.secret.reveal()) in {(LOCKED_USERNAME, PASSWORD), (COPY_USERNAME, PASSWORD)}


def test_a_skew_without_the_server_alone_is_told(run: Run) -> None:
    answer = run("demo", "--skew", "-120")
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", "neo-tui demo: --skew goes with --serve.\n")


def test_demo_serve_may_be_behind_the_time(own_environment: Path) -> None:
    command = [*NEO_TUI, "demo", "--serve", "--skew", "-7200"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=own_environment, env=os.environ) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], PATIENCE)[0]
            date = httpx.get(json.loads(process.stdout.readline())["url"], trust_env=False).headers["date"]
        finally:
            process.terminate()
    behind = datetime.now(UTC) - parsedate_to_datetime(date)
    assert timedelta(hours=2) <= behind < timedelta(hours=2, seconds=PATIENCE)


def test_the_demo_offers_every_story_to_reopen() -> None:
    recent = demo_stories().recent
    assert recent[0].draft.customer == "374819205"
    assert len({(question.draft.customer, question.draft.entity) for question in recent}) == len(recent) > 15
    assert not any(question.draft.problems() for question in recent)
