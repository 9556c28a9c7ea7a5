"""What `neo-tui completion` prints, in the shells that are there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from neo_tui.cli.arguments import parser
from neo_tui.cli.command_tree import tree
from neo_tui.cli.completion import script
from neo_tui.domain.profile import Profile
from neo_tui.storage.locations import config_folder
from neo_tui.storage.profiles import TomlProfileStore
from tests.end_to_end.terminal import Terminal

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


CASES = [
    ("pro", "profiles"),
    ("get --filt", "--filter"),
    ("get --customer 5 --filt", "--filter"),
    ("get --profile profiles --filt", "--filter"),
    ("profiles add x --host h --zon", "--zone"),
    ("get --format ht", "html"),
    ("get --format=ht", "--format=html"),
    ("get --event TransactionAd", "TransactionAdd"),
    ("get --profile eu", "eu west"),
    ("profiles show eu", "eu west"),
    ("profiles add x --secret-from k", "keyring"),
    ("completion z", "zsh"),
    ("open some", "somefile.jsonl"),
    ("case report some", "somefile.jsonl"),
    ("get --case some", "somefile.jsonl"),
]
"""What is typed, and what it becomes with a key."""


@pytest.fixture
def folder(own_environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, two profiles, and the program on the path."""
    program = tmp_path / "bin" / "neo-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m neo_tui "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    (own_environment / "somefile.jsonl").touch()
    store = TomlProfileStore(config_folder() / "profiles.toml")
    for name in ("eu west", "q$(touch ran)"):
        store.put(Profile(name, "eu.example", user="till"))
    return own_environment


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_completes_what_is_typed(folder: Path) -> None:
    path = folder.parent / "neo-tui.fish"
    path.write_text(script("fish", tree(parser())))
    asked = "\n".join(f"echo '== {typed}'; complete -C 'neo-tui {typed}'" for typed, _ in CASES)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {path}\n{asked}"],
        capture_output=True, text=True, timeout=60, check=True, cwd=folder,
    )  # fmt: skip
    offered = {
        part.splitlines()[0]: [line.split("\t")[0] for line in part.splitlines()[1:]]
        for part in done.stdout.split("== ")[1:]
    }
    assert {typed: offered[typed] for typed, _ in CASES} == {typed: [word] for typed, word in CASES}
    assert "TransactionAdd\t15\n" in done.stdout
    assert "\nhtml\n" in done.stdout  # and not the help of the option beside each of its values
    assert not (folder / "ran").exists()


def _has_lines(path: Path, count: int) -> bool:
    return path.exists() and path.read_text().count("\n") == count


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
def test_zsh_completes_what_is_typed(folder: Path) -> None:
    functions = folder.parent / "functions"
    functions.mkdir()
    (functions / "_neo-tui").write_text(script("zsh", tree(parser())))
    # The key is bound to what completes and then writes the line to a file, as no screen is read here.
    (folder.parent / "zshrc").write_text(
        f"fpath=({functions} $fpath); autoload -Uz compinit; compinit -u -D; LISTMAX=0\n"
        f"told() {{ zle expand-or-complete; print -r -- $BUFFER >> {folder.parent}/told; BUFFER=; }}\n"
        "zle -N told; bindkey '^G' told; PS1='ready> '\n"
    )
    with Terminal(["zsh", "-f", "-i"], os.environ, cwd=folder, controlling=True) as terminal:
        terminal.type(f"source {folder.parent}/zshrc\r")
        terminal.wait_for("\nready>")
        told = folder.parent / "told"
        for place, (typed, _) in enumerate(CASES, 1):
            terminal.type(f"neo-tui {typed}\x07")
            terminal.wait_until(partial(_has_lines, told, place))
    lines = told.read_text().splitlines()
    expected = []
    for typed, word in CASES:
        kept = typed.rpartition(" ")[0]
        expected.append(" ".join(part for part in ("neo-tui", kept, word.replace(" ", "\\ ")) if part))
    assert [line.rstrip(" =") for line in lines] == expected
    assert not (folder / "ran").exists()


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
