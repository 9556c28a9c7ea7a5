"""The app driven by Textual's pilot against the real bundled server, over real HTTP."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from textual.pilot import Pilot

from neo_tui.api.client import NeoClient
from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.query import Draft
from neo_tui.domain.secret import Secret
from neo_tui.domain.settings import Preferences, Settings
from neo_tui.services.connection import Connection
from neo_tui.services.history import History
from neo_tui.services.ports import AllocationSource
from neo_tui.services.request_log import RequestLog
from neo_tui.services.secrets import Commands, Secrets
from neo_tui.storage.export_file import check_target, write_export
from neo_tui.storage.session import SessionHistory, SessionMemoryStore, SessionProfileStore
from neo_tui.ui.app import NeoApp
from neo_tui.ui.screens.results import ResultsScreen
from neo_tui.ui.start import Start
from tests.answering import Answer, AnsweringServer

if TYPE_CHECKING:
    from tests.ui.table import Rows, Table

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PATIENCE = 15.0


def open_source(profile: Profile, secret: Secret) -> AllocationSource:
    """The real client."""
    return NeoClient(profile, secret)


MakeApp = Callable[..., NeoApp]


@pytest.fixture
def make_app(demo_profile: Profile) -> MakeApp:
    """Makes an app on the bundled server; with a question it opens on its results."""

    def make(
        *profiles: Profile,
        question: Draft | None = None,
        ask: bool = False,
        memory: Memory | None = None,
        empty: bool = False,
        commands: Commands | None = None,
        history: History | None = None,
        private: bool = False,
        preferences: Preferences | None = None,
    ) -> NeoApp:
        log = RequestLog()

        def connect(profile: Profile, secret: Secret) -> AllocationSource:
            return NeoClient(profile, secret, on_exchange=log)

        known = () if empty else profiles or (demo_profile,)
        return NeoApp(
            Start(
                profile_store=SessionProfileStore(Profiles(known, known[0].name if known else None)),
                memory_store=SessionMemoryStore(lambda: memory or Memory()),
                connection=Connection(connect, Secrets(os.environ, commands=commands)),
                clock=lambda: NOW,
                requests=lambda: log,
                history=lambda: history or History(SessionHistory(), Settings(), lambda: NOW),
                private=private,
                preferences=preferences or Preferences(),
                profile=known[0] if known else None,
                question=question,
                ask=ask,
                save=write_export,
                check_file=check_target,
            )
        )

    return make


@pytest.fixture
def opened(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> Callable[..., AbstractAsyncContextManager[tuple[Table, Rows]]]:
    """The results of so many rows, ten a page; the page after the first is loaded when they open."""

    from tests.ui.table import Rows, Table  # it needs what stands here

    @asynccontextmanager
    async def open_results(count: int = 35, size: tuple[int, int] = (120, 36)) -> AsyncIterator[tuple[Table, Rows]]:
        rows = Rows(count)
        server = answering(rows)
        app = make_app(replace(demo_profile, host=server.url), question=Draft("1", "e", "15"), ask=True)
        async with app.run_test(size=size, notifications=True) as pilot:
            table = Table(pilot)
            await table.shows("page 1")
            await table.until(lambda: len(results(pilot).gathered.rows) == min(count, 20))
            yield table, rows

    return open_results


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for a condition, letting the app go on."""
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, f"it never came; the screen:\n{screen_text(pilot)}"
        await pilot.pause()
        await asyncio.sleep(0)  # give the loop to the network too
    await pilot.pause()


async def shown(pilot: Pilot[int], *texts: str) -> None:
    """Wait until texts are on the screen."""
    await until(pilot, lambda: all(text in screen_text(pilot) for text in texts))


def screen_text(pilot: Pilot[int]) -> str:
    """The screen as text, as it is drawn."""
    width, height = pilot.app.size
    update = pilot.app.screen._compositor.render_strips(pilot.app.size)
    assert (width, height) != (0, 0)
    return "\n".join(strip.text.rstrip() for strip in update)


def results(pilot: Pilot[int]) -> ResultsScreen:
    """The results on top."""
    screen = pilot.app.screen
    assert isinstance(screen, ResultsScreen)
    return screen
