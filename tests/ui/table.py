"""The table of the results in the words of who uses it, against a server of rows a test has made."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from threading import Event

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from neo_tui.ui.widgets.field import FlatInput
from tests.domain.rows import SAMPLE, at
from tests.ui.conftest import results, screen_text, shown, until

Open = Callable[..., AbstractAsyncContextManager[tuple["Table", "Rows"]]]
"""Opens the results of so many rows, at a size; the fixture `opened`."""
STATUS = ("AVAILABLE", "EXPIRED", "RETURNED")


def sample(number: int) -> dict[str, object]:
    """A row of the server's that no check finds anything about.

    Entry 100 and on; of 10 to 19 points; each third untouched, expired and returned; at one of five tills.
    """
    points, status = 10 + number * 7 % 10, STATUS[number % 3]
    return SAMPLE | {
        "id": 100 + number,
        "customer_id": 1,
        "original_customer_id": 1,
        "status": status,
        "points_exclusive": points,
        "expired_exclusive_value": points if status == "EXPIRED" else 0,
        "returned_exclusive_value": points if status == "RETURNED" else 0,
        "till_id": 5000 + number % 5,
        "awarded_date": at(2026, 3, 1 + number % 28),
        "expiry_date": at(2026 if status == "EXPIRED" else 2028, 5 + number % 5, 28, 23, 59, 59),
        "auto_update_time": at(2026, 5 + number % 5, 29, 5, 30),
    }


class Rows:
    """Answers pages of its rows; a test may change them, or how it answers, at any time."""

    def __init__(self, rows: int) -> None:
        self.rows: list[dict[str, object]] = [sample(number) for number in range(rows)]
        self.down = False
        """Whether everything answers 503."""
        self.broken: set[int] = set()
        """Pages that answer 503."""
        self.pageless = False
        """Whether every page is the first."""
        self.held: set[int] = set()
        """Pages that do not answer until `go`."""
        self.go = Event()

    def __call__(self, query: dict[str, str]) -> bytes | tuple[int, bytes]:
        number, count = int(query["page"]), int(query["count"])
        if number in self.held:
            self.go.wait(20)
        if self.down or number in self.broken:
            return 503, b"{}"
        if self.pageless:
            number = 1
        return json.dumps(self.rows[(number - 1) * count : number * count]).encode()


class Table:
    """What one does to the table, and what one sees of it."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def at_once(self, *keys: str) -> None:
        """Keys that come in one go, as held or quickly typed ones do."""
        for key in keys:
            name = key if len(key) > 1 else _character_to_key(key)
            self.pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.at_once(*text)

    async def filters(self, text: str) -> None:
        """Paste a filter behind what stands there, and leave it open."""
        await self.press("slash")
        await self.until(lambda: isinstance(self.pilot.app.focused, FlatInput))
        assert self.pilot.app.focused is not None
        self.pilot.app.focused.post_message(events.Paste(text))
        await self.pilot.pause()

    async def shows(self, *texts: str) -> None:
        await shown(self.pilot, *texts)

    async def until(self, holds: Callable[[], bool]) -> None:
        await until(self.pilot, holds)

    async def until_rows(self, *ids: int) -> None:
        await until(self.pilot, lambda: self.ids == list(ids))

    async def to_column(self, key: str) -> None:
        """Move the cursor to a column with the keys."""
        keys = self.columns
        here = results(self.pilot).table.column
        assert here is not None
        by = keys.index(key) - keys.index(here.key)
        await self.at_once(*(["l"] * by if by > 0 else ["h"] * -by))
        await self.until(lambda: self.column == key)

    @property
    def text(self) -> str:
        return screen_text(self.pilot)

    @property
    def heading(self) -> str:
        """The line of headings, as it is drawn."""
        return self.lines[0]

    @property
    def lines(self) -> list[str]:
        """What is drawn of the table."""
        region = results(self.pilot).table.region
        drawn = self.text.splitlines()[region.y : region.bottom]
        return [line[region.x : region.right].rstrip() for line in drawn]

    @property
    def ids(self) -> list[int]:
        """The shown rows."""
        what = results(self.pilot).table.shown
        return [row.id or 0 for row in what.rows] if what else []

    @property
    def at(self) -> int:
        """The row at the cursor."""
        table = results(self.pilot).table
        assert table.shown is not None
        return table.shown.rows[table.cursor_row].id or 0

    @property
    def columns(self) -> list[str]:
        return [column.key for column in results(self.pilot).table.columns]

    @property
    def column(self) -> str:
        """The column at the cursor."""
        column = results(self.pilot).table.column
        return column.key if column else ""

    @property
    def marked(self) -> list[int]:
        """The marked rows that are in sight, by the sign before them."""
        what = results(self.pilot).table.shown
        return [what.rows[place].id or 0 for place in sorted(what.marked)] if what else []


def having(ids: Sequence[int], status: str) -> list[int]:
    """Those of these rows that have a status."""
    return [number for number in ids if STATUS[(number - 100) % 3] == status]
