"""Programs that print secrets: confirmed once, run without a shell, never trusted from a file of others."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile, SecretSource
from neo_tui.storage.password_command import PasswordCommands

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")]


def profile(*argv: str) -> Profile:
    return Profile("eu", "eu.example", user="till", secret_source=SecretSource.COMMAND, password_command=argv)


def prints(code: str) -> Profile:
    return profile(sys.executable, "-c", code)


@pytest.fixture
def commands(tmp_path: Path) -> PasswordCommands:
    folder = tmp_path / "config"
    folder.mkdir(mode=0o700)
    file = folder / "profiles.toml"
    file.touch(0o600)
    return PasswordCommands(file, tmp_path / "state" / "confirmed.json", limit=20)


async def test_a_confirmed_command_gives_what_it_prints_without_the_line_end(commands: PasswordCommands) -> None:
    asked = prints("print('  pâss wörd ')")
    commands.confirm(asked)
    assert (await commands.run(asked)).reveal() == "  pâss wörd "


async def test_nothing_runs_before_it_was_confirmed(commands: PasswordCommands, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    asked = prints(f"open({str(mark)!r}, 'w'); print('x')")
    assert not commands.confirmed(asked)
    with pytest.raises(NeoError, match="not confirmed"):
        await commands.run(asked)
    assert not mark.exists()


async def test_a_confirmation_is_remembered_for_this_command_host_and_user_only(
    commands: PasswordCommands, tmp_path: Path
) -> None:
    asked = profile("op", "read", "x")
    commands.confirm(asked)
    again = PasswordCommands(tmp_path / "config" / "profiles.toml", tmp_path / "state" / "confirmed.json")
    assert again.confirmed(asked)
    assert again.confirmed(replace(asked, name="renamed", zone="Asia/Kolkata"))
    assert not again.confirmed(profile("op", "read", "y"))
    assert not again.confirmed(profile("op", "read x"))
    assert not again.confirmed(replace(asked, host="evil.example"))
    assert not again.confirmed(replace(asked, user="other"))
    assert "op" not in (tmp_path / "state" / "confirmed.json").read_text().split('"')


async def test_no_shell_expands_or_splits_anything(commands: PasswordCommands) -> None:
    word = "$HOME `id` ; echo x | cat > /dev/null * ~"
    asked = profile(sys.executable, "-c", "import sys; print(sys.argv[1])", word)
    commands.confirm(asked)
    assert (await commands.run(asked)).reveal() == word


@pytest.mark.parametrize("which", ["file", "folder"])
async def test_a_command_from_a_file_that_others_can_write_is_not_run(
    commands: PasswordCommands, tmp_path: Path, which: str
) -> None:
    place = tmp_path / "config" / ("profiles.toml" if which == "file" else "")
    asked = prints("print('x')")
    commands.confirm(asked)
    place.chmod(0o770 if which == "folder" else 0o662)
    with pytest.raises(NeoError, match="is not run") as told:
        await commands.run(asked)
    assert told.value.action == f"Run: chmod go-w {str(place).rstrip('/')}"


async def test_a_list_of_confirmations_that_others_can_write_is_not_believed(
    commands: PasswordCommands, tmp_path: Path
) -> None:
    commands.confirm(profile("op"))
    (tmp_path / "state" / "confirmed.json").chmod(0o666)
    again = PasswordCommands(tmp_path / "config" / "profiles.toml", tmp_path / "state" / "confirmed.json")
    assert not again.confirmed(profile("op"))


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("raise SystemExit(3)", "failed"),
        ("print()", "printed no secret"),
        ("", "printed no secret"),
        ("print('a'); print('b')", "printed no secret"),
        ("import sys; sys.stdout.buffer.write(b'\\xff\\xfe')", "printed no text"),
        ("print('x' * 100_000)", "printed no secret"),
        ("print('x' * 10_000_000)", "printed no secret"),
    ],
)
async def test_what_is_no_secret_is_told_and_never_repeated(commands: PasswordCommands, code: str, title: str) -> None:
    asked = prints(code)
    commands.confirm(asked)
    with pytest.raises(NeoError, match=title) as told:
        await commands.run(asked)
    assert told.value.kind is Kind.CREDENTIALS
    assert "xxxx" not in str(told.value)


async def test_what_it_complains_about_is_not_shown_and_nothing_can_be_typed_into_it(
    commands: PasswordCommands, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = prints("import sys; sys.stderr.write('secret-in-a-message'); print(repr(sys.stdin.read()))")
    commands.confirm(asked)
    assert (await commands.run(asked)).reveal() == "''"
    assert "secret-in-a-message" not in "".join(capfd.readouterr())


async def test_a_program_that_is_not_there_is_named(commands: PasswordCommands) -> None:
    asked = profile("no-such-program-here", "read")
    commands.confirm(asked)
    with pytest.raises(NeoError, match="was not found") as told:
        await commands.run(asked)
    assert "no-such-program-here" in told.value.cause


async def test_a_file_that_is_no_program_is_told(commands: PasswordCommands, tmp_path: Path) -> None:
    asked = profile(str(tmp_path / "config" / "profiles.toml"))
    commands.confirm(asked)
    with pytest.raises(NeoError, match="cannot be run"):
        await commands.run(asked)


def running(pid: str) -> bool:
    """Whether a process is there and not just waiting to be buried."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().split()[2] != "Z"


@pytest.mark.usefixtures("commands")
async def test_a_command_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "time.sleep(600)\n"
    )
    asked = prints(code)
    hurried = PasswordCommands(tmp_path / "config" / "profiles.toml", tmp_path / "state" / "c.json", limit=3)
    hurried.confirm(asked)
    with pytest.raises(NeoError, match="was stopped") as told:
        await hurried.run(asked)
    assert "3 seconds" in told.value.cause
    async with asyncio.timeout(5):  # a killed process is gone once the system has come to it
        while any(running(pid) for pid in pids.read_text().split()):  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)


async def test_a_program_that_stays_in_the_background_keeps_nobody_waiting(
    commands: PasswordCommands, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pid)!r}, 'w').write(str(child.pid))\n"
        "print('let-me-in')\n"
    )
    asked = prints(code)
    commands.confirm(asked)
    try:
        assert (await commands.run(asked)).reveal() == "let-me-in"
        assert running(pid.read_text())
    finally:
        os.kill(int(pid.read_text()), signal.SIGKILL)


async def test_another_program_of_the_same_name_is_not_the_one_that_was_confirmed(
    commands: PasswordCommands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("one", "two"):
        program = tmp_path / folder / "my-op"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho {folder}\n")
        program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path / 'one'}:{os.environ['PATH']}")
    asked = profile("my-op")
    commands.confirm(asked)
    assert commands.program(asked) == str(tmp_path / "one" / "my-op")
    assert (await commands.run(asked)).reveal() == "one"
    monkeypatch.setenv("PATH", f"{tmp_path / 'two'}:{os.environ['PATH']}")
    assert not commands.confirmed(asked)


@pytest.mark.parametrize(
    "changes",
    [
        {"auth": Auth.OAUTH},
        {"path": "/other"},
        {"scope": "org"},
        {"ca_bundle": "other.pem"},
        {"password_form": PasswordForm.MD5},
    ],
)
def test_whatever_decides_where_the_secret_goes_is_confirmed_anew(
    commands: PasswordCommands, changes: dict[str, object]
) -> None:
    asked = profile("sh", "-c", "echo x")
    commands.confirm(asked)
    assert not commands.confirmed(replace(asked, **changes))  # type: ignore[arg-type]


def test_a_pipe_in_the_place_of_the_confirmations_holds_nothing_up(commands: PasswordCommands, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    os.mkfifo(tmp_path / "state" / "confirmed.json", 0o600)
    assert not commands.confirmed(profile("op"))
