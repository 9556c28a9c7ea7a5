"""What a sweep is tested with: a time that passes only where somebody sleeps, and a source that does as it is told."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from neo_tui.demo.rows import SAMPLE, text
from neo_tui.domain.allocation import decode
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.json_text import elements
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.services.ports import AllocationSource

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Time:
    """Seconds that pass only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        until = self.now + seconds
        for _ in range(3):  # who else can go on does so
            await asyncio.sleep(0)
        self.now = max(self.now, until)


def page(query: Query, rows: int = 1) -> Page:
    """An answer of so many rows."""
    body = "[" + ",".join([text(SAMPLE)] * rows) + "]"
    return Page(query, tuple(decode(element) for element in elements(body)), "id", NOW, 0.01, body)


def error(kind: Kind, *, retry_after: float | None = None, field: str | None = None) -> NeoError:
    """A failure of that kind."""
    return NeoError(kind, f"It is {kind.value}", "Because.", "Do.", field=field, retry_after=retry_after)


Answers = Callable[[Query], Awaitable[Page]]


class Source:
    """Answers as told; notes when it was asked for what, and how many questions were on their way at once.

    Args:
        answers: What to answer; may raise.
        time: By whose clock.
    """

    proxy = ""

    def __init__(self, answers: Answers, time: Time) -> None:
        self._answers, self._time = answers, time
        self.asked: list[tuple[float, int]] = []
        """The moment and the event type of each question."""
        self.under_way = self.most = 0

    @classmethod
    def around(cls, source: AllocationSource, time: Time) -> Source:
        """Watches a real one."""
        return cls(source.fetch, time)

    async def fetch(self, query: Query) -> Page:
        self.asked.append((self._time.now, query.event_type_id))
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            return await self._answers(query)
        finally:
            self.under_way -= 1

    def token_claims(self) -> None:
        return None

    async def aclose(self) -> None:
        pass

    @property
    def types(self) -> list[int]:
        """The event types in the order in which they were asked for."""
        return [kind for _, kind in self.asked]

    @property
    def gaps(self) -> list[float]:
        """Seconds between a question and the next."""
        times = [at for at, _ in self.asked]
        return [after - before for before, after in itertools.pairwise(times)]


async def until(holds: Callable[[], bool]) -> None:
    """Let the others go on until a condition holds."""
    for _ in range(10_000):
        if holds():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came")
