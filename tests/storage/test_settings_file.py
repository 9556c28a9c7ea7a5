"""The settings: what stands in the file, what is wrong with it, and what holds then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neo_tui.domain.settings import Keep, Preferences, Settings
from neo_tui.storage.settings import read_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def found(path: Path, text: str) -> Preferences:
    path.write_text(text)
    return read_settings(path)


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert read_settings(path) == Preferences(Settings(Keep.ON, 2000, 90), (), str(path))
    assert not path.exists()


def test_each_setting_is_taken(path: Path) -> None:
    told = found(path, 'history = "without-ids"\nhistory_entries = 50\nhistory_days = 7\n')
    assert told == Preferences(Settings(Keep.WITHOUT_IDS, 50, 7), (), str(path))
    assert found(path, "history_days = 7").settings == Settings(history_days=7)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("history_entries = 9", "history_entries is 9; it may be a whole number from 10 to 10,000. The default holds"),
        ("history_entries = true", "history_entries is true; it may be a whole number"),
        ("history_days = '90'", 'history_days is "90"; it may be a whole number from 1 to 3,650.'),
        ("history_days = 1.5", "The default holds, 90."),
        (f"history_days = {'9' * 500}", "(+440 more)"),
        ("history_daze = 5", "there is no setting history_daze; perhaps history_days is meant."),
        ("colour = 5", "there is no setting colour; there are history, history_entries, history_days, clipboard, "),
        ("[history_days]\nx = 1", "history_days is {'x': 1}"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed_and_the_default_holds(path: Path, line: str, words: str) -> None:
    told = found(path, line)
    assert told.settings == Settings()
    (problem,) = told.problems
    assert str(path) in problem
    assert words in problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('history = "none"', 'history is "none"; it may be "on", "without-ids", "off".'),
        ("history = false", "history is false; it may be"),
        ('History = "off"', "perhaps history is meant."),
        ('history = "off', "It is not TOML: "),
        ("\ufeffhistory = 'off'", "byte order mark"),
        ("x = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_where_nothing_may_have_been_meant_to_be_kept_nothing_is(path: Path, text: str, words: str) -> None:
    told = found(path, text)
    assert told.settings.history is Keep.OFF
    assert words in told.problems[0]
    assert "Until that is mended no question is kept." in told.problems[0]


def test_a_file_that_cannot_be_read_is_told_and_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    assert "it is a pipe or a device" in read_settings(path).problems[0]
    path.unlink()
    path.mkdir()
    assert "it is a directory, not a file" in read_settings(path).problems[0]
    assert read_settings(path).settings == Settings(history=Keep.OFF)


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_it_something_holds(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes(content)
    told = read_settings(path)
    assert told.settings in {Settings(), Settings(history=Keep.OFF)}
    assert all(problem.isprintable() for problem in told.problems)
