"""neo-tui with a fault in it, for the tests of what a fault looks like: a program of its own, run in a child.

Usage: crashing.py SITE ARGUMENT…: the arguments are those of neo-tui. The fault has a secret in its message, in its
local variables and in what caused it.
"""

from __future__ import annotations

# ruff: noqa: ARG001 - what stands in for a method has its arguments
import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

from textual.app import ComposeResult

from neo_tui.cli import main
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.headless import events, get
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens.asking import AskingScreen
from neo_tui.ui.screens.form import FormScreen
from neo_tui.ui.screens.help import HelpScreen


class OddlyNamedError(Exception):
    """No program knows it."""

    def __rich__(self) -> str:
        return str(self.args)


def boom() -> NoReturn:
    """Fail as a bug would, with a secret in reach."""
    password = os.environ["NEO_TUI_PASSWORD"]
    try:
        raise KeyError(password)  # noqa: TRY301 - a cause that tells as well
    except KeyError as cause:
        raise OddlyNamedError(f"password={password}\x1b]0;owned\x07") from cause


def _in_a_handler() -> None:
    async def action_recent(self: FormScreen) -> None:
        boom()

    FormScreen.action_recent = action_recent  # type: ignore[method-assign]


def _in_a_worker() -> None:
    async def fetch(self: AskingScreen, query: Query) -> Page:
        boom()

    AskingScreen._fetch = fetch  # type: ignore[method-assign]


def _in_a_timer() -> None:
    async def action_recent(self: FormScreen) -> None:
        self.set_timer(0.01, boom)

    FormScreen.action_recent = action_recent  # type: ignore[method-assign]


def _in_compose() -> None:
    def compose(self: HelpScreen) -> ComposeResult:
        yield from boom()

    HelpScreen.compose = compose  # type: ignore[method-assign]


def _while_leaving() -> None:
    async def on_unmount(self: NeoApp) -> None:
        boom()

    NeoApp.on_unmount = on_unmount  # type: ignore[method-assign]


def _before_the_first_frame() -> None:
    def get_default_screen(self: NeoApp) -> FormScreen:
        boom()

    NeoApp.get_default_screen = get_default_screen  # type: ignore[method-assign]


def _in_get() -> None:
    async def run(self: get.Get) -> int:
        boom()

    get.Get.run = run  # type: ignore[method-assign]


def _in_a_task_nobody_waits_for() -> None:
    async def run(self: get.Get) -> int:
        async def lost() -> None:
            boom()

        lonely = asyncio.create_task(lost())
        await asyncio.wait({lonely})
        return 0

    get.Get.run = run  # type: ignore[method-assign]


def _in_events() -> None:
    def list_events(*_: object, **__: object) -> int:
        boom()

    events.list_events = list_events


SITES: Mapping[str, Callable[[], None]] = {
    "handler": _in_a_handler,
    "worker": _in_a_worker,
    "timer": _in_a_timer,
    "compose": _in_compose,
    "leaving": _while_leaving,
    "start": _before_the_first_frame,
    "get": _in_get,
    "lost task": _in_a_task_nobody_waits_for,
    "events": _in_events,
}

if __name__ == "__main__":
    SITES[sys.argv[1]]()
    sys.exit(main(sys.argv[2:]))
