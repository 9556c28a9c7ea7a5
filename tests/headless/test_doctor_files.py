"""`neo-tui doctor` on this machine's side: the files, the profile and its secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from neo_tui.cli.wiring import secrets
from neo_tui.demo.credentials import PASSWORD
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Auth, Profile, SecretSource
from neo_tui.domain.secret import Secret
from neo_tui.storage.credentials import CredentialsFile
from neo_tui.storage.locations import credentials_path
from tests.headless.doctoring import SECRET, Examine, Told, write_profiles

PATIENCE = 30
NETWORK = ("dns", "tcp", "tls", "token", "call")


def command_lines(*argv: str) -> tuple[str, ...]:
    return ('secret_source = "command"', f"password_command = {json.dumps(list(argv))}")


def confirm(host: str, *argv: str) -> None:
    """Say yes to a command, as a person does on a terminal."""
    profile = Profile("there", host, Auth.BASIC, "demo.till", secret_source=SecretSource.COMMAND, password_command=argv)
    commands = secrets().commands
    assert commands is not None
    commands.confirm(profile)


def test_without_any_profile(examine: Examine, own_environment: Path) -> None:
    told = examine()
    assert told.code == 2
    assert told.document["profile"] is None
    assert told.statuses("config", "credentials", "state", "profile") == ["ok", "ok", "ok", "failed"]
    assert "No connection yet" in told["profile"]["summary"]
    assert {told[name]["summary"] for name in ("secret", *NETWORK)} == {"needs a profile"}
    assert told["config"]["facts"]["exists"] is False
    assert told["clipboard"]["status"] != "skipped"
    assert not list(own_environment.iterdir())  # nothing is made by looking


def test_a_broken_file_is_told_with_its_line(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    path = write_profiles(own_environment, demo_server.url)
    path.write_text("version = 1\nbroken")
    told = examine(**SECRET)
    assert told.code == 2
    assert "line 2" in told["config"]["summary"]
    assert told.statuses("profile", "secret", "call") == ["failed", "skipped", "skipped"]
    variables = {"NEO_TUI_HOST": demo_server.url, "NEO_TUI_USER": "demo.till", "NEO_TUI_PASSWORD": PASSWORD}
    told = examine(**variables)
    assert told.code == 2
    assert told.statuses("config", "profile", "secret", "call") == ["failed", "ok", "ok", "ok"]
    assert path.read_text() == "version = 1\nbroken"


def test_which_profile_and_why(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    path = write_profiles(own_environment, demo_server.url)
    assert examine("--profile", "there", **SECRET)["profile"]["facts"]["why"] == "--profile names it"
    told = examine("--profile", "gone", **SECRET)
    assert told.code == 2
    assert "There is no profile gone." in told["profile"]["summary"]
    assert "there" in told["profile"]["action"]
    text = path.read_text()
    for default, why in (("", "it is the first"), ('default = "gone"', "the default, gone, is not there")):
        path.write_text(text.replace('default = "there"', default))
        assert why in examine(**SECRET)["profile"]["facts"]["why"]


def test_a_profile_that_cannot_be_used(examine: Examine, own_environment: Path) -> None:
    write_profiles(own_environment, "http://elsewhere.test", "count = 1000")
    told = examine(**SECRET)
    assert told.code == 2
    assert told["profile"]["facts"]["fields"] == ["host", "count"]
    assert "this machine only" in told["profile"]["summary"]
    assert {told[name]["summary"] for name in ("secret", *NETWORK)} == {"needs a profile"}


def test_production_is_said_in_words(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    write_profiles(own_environment, demo_server.url, "production = true")
    assert "PRODUCTION" in examine(**SECRET)["profile"]["summary"]


def test_a_newer_file_and_one_that_others_can_write(
    examine: Examine, own_environment: Path, demo_server: DemoServer
) -> None:
    path = write_profiles(own_environment, demo_server.url)
    path.chmod(0o666)
    told = examine(**SECRET)
    assert told.code == 0
    assert told["config"]["status"] == "warning"
    assert told["config"]["action"] == f"Run: chmod go-w {path}"
    path.chmod(0o600)
    path.write_text(path.read_text().replace("version = 1", "version = 9"))
    told = examine(**SECRET)
    assert (told["config"]["status"], told["config"]["facts"]["file_version"]) == ("warning", 9)
    assert "newer" in told["config"]["summary"]


@pytest.mark.parametrize("there", [True, False])
def test_where_nothing_can_be_written_changes_are_for_the_session(
    examine: Examine, own_environment: Path, demo_server: DemoServer, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    if there:
        write_profiles(own_environment, demo_server.url)
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and real(path, mode))
    told = examine(**SECRET)
    assert told["config"]["status"] == "warning"
    assert "this session only" in told["config"]["summary"]
    assert told["state"]["status"] == "warning"
    assert "NEO_TUI_STATE_DIR" in told["state"]["action"]


# ── the secret ──


def test_a_variable_that_is_not_set(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    write_profiles(own_environment, demo_server.url)
    told = examine()
    assert told.code == 2
    assert "DOCTOR_SECRET, which is not set" in told["secret"]["summary"]
    assert told.statuses("tcp", "call") == ["ok", "skipped"]  # the way can be walked without
    assert told["call"]["summary"] == "needs the secret"
    assert not demo_server.requests.all()


def test_a_secret_in_the_file(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    write_profiles(own_environment, demo_server.url, 'secret_source = "file"')
    told = examine()
    assert told.code == 2
    assert "has none for it" in told["secret"]["summary"]
    path = credentials_path()
    CredentialsFile(path).put("there", Secret(PASSWORD))
    told = examine()
    assert told.code == 0
    assert told["credentials"]["facts"]["mode"] == "0600"
    path.chmod(0o644)
    told = examine()
    assert told.code == 2
    assert told.statuses("credentials", "secret", "call") == ["failed", "failed", "skipped"]
    assert told["credentials"]["action"] == f"Run: chmod 600 {path}"
    assert PASSWORD not in told.out


def test_an_md5_that_is_none(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    write_profiles(own_environment, demo_server.url, 'password_form = "md5"')
    told = examine(**SECRET)
    assert told.code == 2
    assert "not an MD5" in told["secret"]["summary"]


def test_a_keyring_that_is_not_there(examine: Examine, own_environment: Path, demo_server: DemoServer) -> None:
    write_profiles(own_environment, demo_server.url, 'secret_source = "keyring"')
    told = examine()
    assert told.code == 2
    assert told["secret"]["status"] == "failed"
    assert told["secret"]["facts"]["source"] == "keyring"


def test_a_confirmed_command_is_run_once(
    examine: Examine, own_environment: Path, demo_server: DemoServer, tmp_path: Path
) -> None:
    runs = tmp_path / "runs"
    argv = ("sh", "-c", f"echo ran >> {runs}; printf %s {PASSWORD}")
    path = write_profiles(own_environment, demo_server.url, *command_lines(*argv))
    confirm(demo_server.url, *argv)
    told = examine()
    assert told.code == 0
    assert told["secret"]["facts"] == {"source": "command", "program": "sh", "arguments": 2}
    assert runs.read_text() == "ran\n"
    path.chmod(0o666)
    told = examine()
    assert told.code == 2
    assert "Others could change the profiles" in told["secret"]["summary"]
    assert "chmod go-w" in told["secret"]["action"]
    assert runs.read_text() == "ran\n"
    assert PASSWORD not in told.out


def test_an_unconfirmed_command_without_a_terminal_is_not_run(
    own_environment: Path, demo_server: DemoServer, tmp_path: Path
) -> None:
    mark = tmp_path / "ran"
    write_profiles(own_environment, demo_server.url, *command_lines("sh", "-c", f"touch {mark}", "canary-word-0001"))
    for words in (("--json",), ()):
        answer = subprocess.run(
            [sys.executable, "-m", "neo_tui", "doctor", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,  # no terminal to ask on, wherever the tests run
        )
        assert answer.returncode == 2
        assert "canary-word-0001" not in answer.stdout + answer.stderr
        if words:
            told = Told(answer.returncode, answer.stdout, answer.stderr)
            assert told["secret"]["status"] == "failed"
            assert "no terminal to ask on" in told["secret"]["summary"]
            assert "profiles test there" in told["secret"]["action"]
    assert not mark.exists()
    assert not demo_server.requests.all()


# ── the settings ──


def test_the_settings_that_hold_and_what_is_wrong_with_them(
    examine: Examine, own_environment: Path, demo_server: DemoServer
) -> None:
    write_profiles(own_environment, demo_server.url)
    told = examine(**SECRET)
    assert told["settings"]["status"] == "ok"
    assert "the defaults hold: history on, history_entries 2000, history_days 90" in told["settings"]["summary"]
    wrong = examine(**SECRET, NEO_TUI_CLIPBOARD="windows")
    assert wrong["settings"]["status"] == "warning"
    assert "NEO_TUI_CLIPBOARD is windows; it may be auto, native" in wrong["settings"]["summary"]
    assert wrong["settings"]["action"].startswith("Correct the variable;")
    path = own_environment / "config" / "settings.toml"
    path.write_text('history = "without-ids"\nhistory_days = 0\n')
    told = examine(**SECRET)
    facts = told["settings"]["facts"]
    assert (told.code, told["settings"]["status"]) == (0, "warning")
    assert (facts["path"], facts["history"], facts["history_days"]) == (str(path), "without-ids", 90)
    assert "history_days is 0" in facts["problems"][0]
