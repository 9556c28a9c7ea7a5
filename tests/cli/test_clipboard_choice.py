"""The way for copied texts that the environment names for one run."""

from __future__ import annotations

from neo_tui.cli.wiring import of_this_run
from neo_tui.domain.clipboard import Route
from neo_tui.domain.settings import Preferences, Settings

FOUND = Preferences(Settings(clipboard=Route.FILE), ("something else",))


def test_the_environment_wins_over_the_file() -> None:
    assert of_this_run(FOUND, {}) is FOUND
    assert of_this_run(FOUND, {"NEO_TUI_CLIPBOARD": ""}) is FOUND
    assert of_this_run(FOUND, {"NEO_TUI_CLIPBOARD": " OSC52 "}).settings.clipboard is Route.OSC52


def test_what_it_cannot_be_is_told_and_the_file_holds() -> None:
    told = of_this_run(FOUND, {"NEO_TUI_CLIPBOARD": "pigeon\x1b"})
    assert told.settings is FOUND.settings
    assert told.problems == (
        "something else",
        "NEO_TUI_CLIPBOARD is pigeon␛; it may be auto, native, tmux, osc52, sheet, file, off. Now it is file.",
    )
