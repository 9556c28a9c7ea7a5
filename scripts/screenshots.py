"""Makes the pictures in screenshots/ from the bundled server, at a fixed clock, port and size.

Run it as `make screenshots`; the same program and data give the same bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

os.environ |= {"TZ": "UTC", "NEO_TUI_THEME": "dark"}

from textual.pilot import Pilot

from neo_tui.api.client import NeoClient
from neo_tui.cli.opening import DEMO_BANNER, DEMO_QUESTION, demo_profiles, demo_stories
from neo_tui.demo.server import DemoServer
from neo_tui.domain.errors import Fact, NeoError
from neo_tui.domain.exchange import Exchange, Timings
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.query import Draft, Query
from neo_tui.domain.secret import Secret
from neo_tui.domain.settings import Settings
from neo_tui.domain.token_claims import TokenClaims
from neo_tui.services.connection import Connection
from neo_tui.services.history import History
from neo_tui.services.ports import AllocationSource
from neo_tui.services.request_log import RequestLog
from neo_tui.services.secrets import Secrets
from neo_tui.storage.session import SessionHistory, SessionMemoryStore, SessionProfileStore
from neo_tui.ui.app import NeoApp
from neo_tui.ui.start import Start

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
FOLDER = Path(__file__).parent.parent / "screenshots"
PATIENCE = 20.0
STILL = 4
"""Looks without a change after which a screen is taken to stand."""
REQUEST_ID = "5d0c7a52-0000-4000-8000-000000000001"


class SteadyLog(RequestLog):
    """Remembers requests with the same id and times each time."""

    def __call__(self, exchange: Exchange) -> None:
        """Remember one more."""
        ids = {exchange.request_id: REQUEST_ID}
        super().__call__(
            replace(
                exchange,
                started_at=NOW,
                request_id=REQUEST_ID,
                request_headers=tuple((name, ids.get(value, value)) for name, value in exchange.request_headers),
                response_headers=tuple((name, ids.get(value, value)) for name, value in exchange.response_headers),
                timings=Timings(connect=0.0021, wait=0.0312, read=0.0064),
                total=0.041,
                reused=False,
            )
        )


class SameEachTime:
    """The real client, its answers with the same request id and duration each time."""

    def __init__(self, client: NeoClient) -> None:
        self._client = client

    async def fetch(self, query: Query) -> Page:
        """Answer one page."""
        try:
            page = await self._client.fetch(query)
        except NeoError as error:
            same = {"Request id": REQUEST_ID, "Elapsed": "41 ms"}
            error.facts = tuple(Fact(fact.label, same.get(fact.label, fact.value)) for fact in error.facts)
            raise
        return replace(page, request_id=REQUEST_ID, elapsed=0.041, received_at=NOW, skew=None)

    @property
    def proxy(self) -> str:
        """None here."""
        return self._client.proxy

    def token_claims(self) -> TokenClaims | None:
        """What the token says of itself."""
        return self._client.token_claims()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()


@dataclass(frozen=True)
class Shot:
    """One picture.

    Attributes:
        name: Of the file, without the size.
        size: Columns and rows.
        keys: What is pressed first; `wait:TEXT` waits for a text.
        text: What has to be on the screen then.
        question: What is asked first; None stays on the form.
        theme: The theme's name.
    """

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    text: str
    question: Draft | None = None
    theme: str = "neo-dark"


_WAIT = "wait:"
_ALL = ("L", "wait:together: all 237")
SPENT = Draft("410000111", "cOnsum0012", "TransactionAdd")
BULK = Draft("410000107", "bUlk237008", "BulkAllocatePoints")
SHOTS = (
    Shot("form", (100, 30), (), "The documented sample row"),
    Shot("form", (80, 24), (), "The documented sample row"),
    Shot("picker", (100, 30), ("tab", "tab", *"tadd"), "GroupTransactionAdd"),
    Shot("results", (80, 24), (), "entry 41907000", BULK),
    Shot("results", (120, 36), ("]", "j", "j", "j"), "entry 41907013", BULK),
    Shot("results", (160, 45), ("j",), "more follow", BULK),
    Shot("results-light", (120, 36), (), "entry", SPENT, "neo-light"),
    Shot("sample", (100, 30), (), "All 50 expired", DEMO_QUESTION),
    Shot("columns", (160, 45), ("w",), "till_id", BULK),
    Shot("raw", (120, 36), ("v",), "Raw JSON", SPENT),
    Shot("empty", (100, 30), (), "What to check", Draft("410000118", "nOthng0019", "TransactionAdd")),
    Shot("error", (100, 30), (), "The credentials were refused", Draft("400401401", "eRr4010000", "TransactionAdd")),
    Shot("connections", (100, 30), ("ctrl+o",), "in use"),
    Shot("request", (120, 36), ("i",), "x-cap-neo-dag-scope", SPENT),
    Shot("filter", (120, 36), (*_ALL, "/", *"left>400 !expires:2031", "enter", "left", "s"), "of all 237", BULK),
    Shot("totals", (120, 36), (*_ALL, "+", "6"), "Totals of 237 rows", BULK),
    Shot("checks", (120, 36), ("X",), "findings", Draft("410000124", "oThers0025", "TransactionAdd")),
    Shot("timeline", (120, 36), (*_ALL, "T", "j"), "line 2 of 237", BULK),
    Shot("comparison", (120, 36), (*_ALL, "space", "j", "space", "="), "fields differ", BULK),
    Shot("help", (100, 30), ("?",), "Keys here", SPENT),
)


def app_for(shot: Shot, server: DemoServer) -> NeoApp:
    """The app of `neo-tui demo`, at the fixed clock."""

    def open_source(profile: Profile, secret: Secret) -> AllocationSource:
        return SameEachTime(NeoClient(profile, secret, clock=lambda: NOW, on_exchange=log))

    log = SteadyLog()

    profiles = demo_profiles(server.url)
    return NeoApp(
        Start(
            profile_store=SessionProfileStore(Profiles(profiles, profiles[0].name)),
            memory_store=SessionMemoryStore(demo_stories),
            connection=Connection(open_source, Secrets({})),
            clock=lambda: NOW,
            requests=lambda: log,
            history=lambda: History(SessionHistory(), Settings(), lambda: NOW),
            profile=profiles[0],
            question=shot.question or DEMO_QUESTION,
            ask=shot.question is not None,
            banner=DEMO_BANNER,
        )
    )


async def take(shot: Shot, server: DemoServer) -> str:
    """The picture as SVG."""
    app = app_for(shot, server)
    async with app.run_test(size=shot.size) as pilot:
        app.theme = shot.theme
        first = "request" if shot.question and "Err" not in shot.question.entity else ""
        await _until(pilot, app, lambda: first in _text(app) or "Request id" in _text(app))
        for key in shot.keys:
            if key.startswith(_WAIT):
                await _until(pilot, app, partial(_shows, app, key.removeprefix(_WAIT)))
            else:
                await pilot.press(key)
        await _until(pilot, app, lambda: shot.text in _text(app))
        svg = app.export_screenshot(title=f"neo-tui, {shot.size[0]}x{shot.size[1]}")
    return _lean(svg)


def _lean(svg: str) -> str:
    """Without the fonts that are fetched from elsewhere, and without identifiers that change."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def _shows(app: NeoApp, text: str) -> bool:
    return text in _text(app)


def _text(app: NeoApp) -> str:
    strips = app.screen._compositor.render_strips(app.size)  # noqa: SLF001 - there is no public way to read the screen
    return "\n".join(strip.text for strip in strips)


async def _until(pilot: Pilot[int], app: NeoApp, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause()
        seen: list[str] = []
        while len(seen) < STILL or len(set(seen[-STILL:])) > 1:  # nothing moves any more
            await pilot.pause()
            seen.append(_text(app))


async def main(folder: Path, names: tuple[str, ...]) -> None:
    """Take all pictures, or those of these names."""
    folder.mkdir(exist_ok=True)
    for shot in SHOTS:
        if names and shot.name not in names:
            continue
        with DemoServer(port=4010, now=lambda: NOW) as server:
            svg = await take(shot, server)
        path = folder / f"{shot.name}-{shot.size[0]}x{shot.size[1]}.svg"
        path.write_text(svg, encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the pictures in screenshots/.")
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder (default: screenshots)")
    given = parser.parse_args()
    asyncio.run(main(given.to, tuple(given.names)))
