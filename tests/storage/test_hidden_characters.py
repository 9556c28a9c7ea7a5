"""Characters in profiles.toml that could drive the terminal: seen as they are, and kept as they are in the file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from neo_tui.domain.profile import Profile
from neo_tui.storage.profiles import TomlProfileStore

FILE = r"""
version = 1
default = "p\u001b[31m"

[[profiles]]
name = "p\u001b[31m"
host = "eu.example.com"
user = "till\u202e01"
label = "a\u0007b"
zone = "UTC"
later = "\u001b]0;x\u0007"
password_command = ["print\u001b", "it"]

[[profiles]]
name = "plain"
host = "in.example.com"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "profiles.toml"
    path.write_text(FILE)
    return path


def test_they_are_visible_in_what_is_shown(path: Path) -> None:
    stored = TomlProfileStore(path).load()
    first = stored.profiles[0]
    assert (first.name, first.user, first.label, stored.default) == ("p␛[31m", "till<U+202E>01", "a␇b", "p␛[31m")
    assert stored.chosen == first
    assert "user" in first.problems()


def test_a_command_is_never_made_into_another_one(path: Path) -> None:
    first = TomlProfileStore(path).load().profiles[0]
    assert first.password_command == ("print\x1b", "it")


def test_the_file_keeps_them_when_something_else_is_saved(path: Path) -> None:
    before = tomllib.loads(FILE)
    store = TomlProfileStore(path)
    store.put(Profile("new", "new.example.com"))
    after = tomllib.loads(path.read_text())
    for old, new in zip(before["profiles"], after["profiles"], strict=False):
        assert old | new == old | {"auth": "basic", "user": old.get("user", "")}
    assert after["default"] == before["default"]
    assert store.load().chosen == store.load().profiles[0]


def test_what_is_edited_is_saved(path: Path) -> None:
    store = TomlProfileStore(path)
    first = store.load().profiles[0]
    store.put(replace(first, user="till.01"), "p␛[31m", first)
    table = tomllib.loads(path.read_text())["profiles"][0]
    assert (table["user"], table["name"]) == ("till.01", "p\x1b[31m")


def test_names_that_look_the_same_are_refused(path: Path) -> None:
    path.write_text(FILE + '[[profiles]]\nname = "p␛[31m"\nhost = "x.example.com"\n')
    with pytest.raises(Exception, match="Two profiles are called p␛"):
        TomlProfileStore(path).load()
