"""What `neo-tui completion` prints, in the shells that are there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from neo_tui.cli.arguments import parser
from neo_tui.cli.command_tree import tree
from neo_tui.cli.completion import script
from neo_tui.domain.profile import Profile
from neo_tui.storage.locations import config_folder
from neo_tui.storage.profiles import TomlProfileStore

SHELLS = ("bash", "zsh", "fish")
BASH = shutil.which("bash")


@pytest.fixture
def completed(own_environment: Path, tmp_path: Path) -> object:
    """Answers what a real bash offers for words, the last of which is being typed."""
    if BASH is None:
        pytest.skip("there is no bash")
    program = tmp_path / "neo-tui"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m neo_tui "$@"\n')
    program.chmod(0o755)
    path = tmp_path / "completion.bash"
    path.write_text(script("bash", tree(parser())))

    def ask(*words: str) -> list[str]:
        quoted = " ".join(f"'{word}'" for word in words)
        lines = (
            f"set -u; source '{path}'; COMP_WORDS=('{program}' {quoted}); COMP_CWORD={len(words)}; "
            f"_neo_tui '{program}'; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        )
        done = subprocess.run(
            [BASH or "", "--norc", "-c", lines], capture_output=True, text=True, timeout=30, check=True,
            env=os.environ, cwd=own_environment,
        )  # fmt: skip
        assert not done.stderr
        return [line for line in done.stdout.split("\n") if line]

    return ask


def test_bash_offers_commands_options_values_and_names(completed: object, own_environment: Path) -> None:
    assert callable(completed)
    assert {"get", "sweep", "profiles", "completion"} <= set(completed(""))
    assert completed("pro") == ["profiles"]
    assert {"--format", "--batch", "--json-errors"} <= set(completed("get", "--"))
    assert completed("get", "--format", "j") == ["json", "jsonl"]
    assert completed("get", "--format", "=", "h") == ["html"]
    assert completed("get", "--format", "=") == list(completed("get", "--format", ""))
    assert "TransactionAdd" in completed("get", "--event", "Trans")
    assert completed("get", "--customer", "") == []
    assert "list" in completed("profiles", "")
    assert "--format" in completed("profiles", "--customer", "get", "list", "--f")
    assert completed("profiles", "add", "x", "--secret-from", "k") == ["keyring"]
    (own_environment / "some file.csv").touch()
    assert completed("get", "--output", "so") == ["some file.csv"]
    assert completed("completion", "") == list(SHELLS)


def test_bash_looks_up_profiles_when_they_are_wanted(completed: object, own_environment: Path) -> None:
    assert callable(completed)
    store = TomlProfileStore(config_folder() / "profiles.toml")
    for name in ("eu west", "e$(touch ran)"):
        store.put(Profile(name, "eu.example", user="till"))
    assert completed("get", "--profile", "eu") == ["eu\\ west"]
    assert completed("profiles", "show", "") == ["eu\\ west", "e\\$\\(touch\\ ran\\)"]
    assert not (own_environment / "ran").exists()
    assert completed("profiles", "add", "") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_there_is_reads_its_script_and_every_option_stands_in_it(shell: str, tmp_path: Path) -> None:
    text = script(shell, tree(parser()))
    for command in tree(parser()).walk():
        for argument in command.arguments:
            for name in argument.names:
                assert (f"-l {name[2:]}" if shell == "fish" and name.startswith("--") else name.lstrip("-")) in text
    program = shutil.which(shell)
    if program is not None:
        path = tmp_path / "script"
        path.write_text(text)
        subprocess.run([program, "-n", str(path)], check=True, timeout=30)
