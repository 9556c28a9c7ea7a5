"""`neo-tui get --batch`: many questions, a few at a time, answered in their order."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import TextIO

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.headless.asking import MOST_ROWS, pages_of
from neo_tui.headless.looking import USUALLY, Looking
from neo_tui.headless.output import connection_words, error_entry, say, say_error
from neo_tui.headless.progress_line import ProgressLine
from neo_tui.headless.prompt import give_what_is_needed
from neo_tui.headless.selection import Selection
from neo_tui.headless.shown import for_terminal
from neo_tui.presentation.exporters.export import Export
from neo_tui.presentation.exporters.formats import Format, batch_json, blocks_of, left_out
from neo_tui.services.connection import Connection
from neo_tui.services.pacing import TRIES, Pace
from neo_tui.services.ports import AllocationSource, Clock
from neo_tui.services.sweep import LONGEST_WAIT, concerns_all

NOT_ASKED = "not-asked"
MOST_KEPT = 100_000
"""Rows of a format that is written at the end; jsonl, which is written as it comes, has no bound."""


@dataclass
class _Answer:
    """What became of one question.

    Attributes:
        pages: What came.
        error: Why not all came, or nothing.
        asked: Whether it was asked at all.
        stopped: Whether more rows were there than are asked for in one go.
    """

    pages: list[Page] = field(default_factory=list)
    error: NeoError | None = None
    asked: bool = True
    stopped: bool = False

    @property
    def code(self) -> int:
        if self.error is not None:
            return self.error.exit_code
        return ExitCode.ANSWERED if self.asked and not self.stopped else ExitCode.REFUSED


@dataclass
class Batch:
    """One run of the command.

    Args:
        connection: Opens the source and has the secret.
        profile: Who asks where.
        questions: The checked questions, each with the number of its line.
        format: How rows are written.
        every: Whether to go on to the last page of each.
        out: Where rows go.
        clock: The aware present.
        selection: Which rows of each question are written, in which order, and in which columns.
        parallel: Questions on their way at once.
        rate: Requests a second.
        looking: How times are told.
    """

    connection: Connection
    profile: Profile
    questions: Sequence[tuple[int, Query]]
    format: Format
    every: bool
    out: TextIO
    clock: Clock
    selection: Selection
    parallel: int
    rate: float
    looking: Looking = USUALLY
    _kept: list[tuple[Query, Allocation]] = field(default_factory=list, init=False)
    _entries: list[tuple[str, Sequence[Allocation]]] = field(default_factory=list, init=False)
    _over: bool = field(default=False, init=False)
    _landed: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.out = for_terminal(self.out, self.format)

    async def run(self) -> int:
        """Ask and write; answers the worst exit code of all questions. Each that fails is told on stderr."""
        try:
            give_what_is_needed(self.connection, self.profile)
            source = await self.connection.source(self.profile)
            codes = [self._take(number, query, answer) async for number, query, answer in self._answers(source)]
        except NeoError as error:
            say_error(error)
            return error.exit_code
        finally:
            await self.connection.close()
        self._write_kept()
        failed = sum(code != ExitCode.ANSWERED for code in codes)
        told = f"{len(codes):,} question{'' if len(codes) == 1 else 's'}"
        say(f"{connection_words(self.profile)} · {told}, {f'{failed:,} failed' if failed else 'all answered'}")
        return max(codes, default=ExitCode.ANSWERED)

    # ── asking ──

    async def _answers(self, source: AllocationSource) -> AsyncIterator[tuple[int, Query, _Answer]]:
        """Each question with its answer, in their order; what is behind the next one may be on its way."""
        pace, first = Pace(self.rate, time.monotonic, asyncio.sleep), asyncio.Event()
        room = asyncio.Semaphore(self.parallel)
        line = ProgressLine(lambda: f"{self._landed} of {len(self.questions)} questions")

        async def one(place: int, query: Query) -> _Answer:
            # The first goes alone: what is refused to everybody is then refused once (a wrong password).
            if place:
                await first.wait()
            async with room:
                answer = _Answer(asked=False) if self._over else await self._ask(source, query, pace)
            self._landed += 1
            first.set()
            return answer

        tasks = [asyncio.create_task(one(place, query)) for place, (_, query) in enumerate(self.questions)]
        try:
            async with line.shown():
                for (number, query), task in zip(self.questions, tasks, strict=True):
                    answer = await task
                    line.clear()
                    yield number, query, answer
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, source: AllocationSource, query: Query, pace: Pace) -> _Answer:
        answer = _Answer()
        try:
            async with aclosing(pages_of(_Paced(source, pace).fetch, query, self.clock)) as coming:
                async for page in coming:
                    answer.pages.append(page)
                    rows = sum(len(each.allocations) for each in answer.pages)
                    if not self.every or self.selection.enough(rows):
                        break
                    if page.has_next and rows >= MOST_ROWS:
                        answer.stopped = True
                        break
        except NeoError as error:
            answer.error = error
            self._over = self._over or (concerns_all(error) and error.field != "customer")
        return answer

    # ── writing ──

    def _take(self, number: int, query: Query, answer: _Answer) -> int:
        """Write what came or keep it for the end, and tell what did not; answers the exit code."""
        rows = [row for page in answer.pages for row in page.allocations]
        selection = self.selection
        if selection.filter is not None:
            view = self.looking.at(self.profile, query, self.clock())
            selection = replace(selection, filter=replace(selection.filter, view=view))
        chosen, told = selection.of(rows)
        who = f"line {number}: customer {query.customer_id}, {query.entity_id}, {query.event_type.title}"
        if answer.error is not None:
            say(who)
            say_error(answer.error, line=number, customer=query.customer_id, entity=query.entity_id)
        elif not answer.asked:
            say(f"{who}: not asked", kind=NOT_ASKED, exit_code=ExitCode.REFUSED)
        else:
            last = answer.pages[-1]
            more = "; more may follow" if last.has_next else ""
            say(f"{who}: {len(rows):,} row{'' if len(rows) == 1 else 's'}{more}")
        for note in (*told, *(note for page in answer.pages for note in page.notes)):
            say(f"  {note}")
        if answer.stopped:
            say(f"  Stopped after {len(rows):,} rows; ask for the rest with --page {answer.pages[-1].query.page + 1}.")
        self._put(query, chosen, answer)
        return answer.code

    def _put(self, query: Query, rows: Sequence[Allocation], answer: _Answer) -> None:
        if self.format is Format.JSONL:
            self.out.writelines(blocks_of(self.format, self._export([(query, row) for row in rows])))
            self.out.flush()
        elif self.format is Format.JSON:
            self._entries.append((_head(query, answer), rows))
        else:
            self._kept += [(query, row) for row in rows]
        held = len(self._kept) + sum(len(rows) for _, rows in self._entries)
        if held > MOST_KEPT and not self._over:
            self._over = True
            say(f"More than {MOST_KEPT:,} rows came; nothing more is asked for. jsonl has no such bound.")

    def _write_kept(self) -> None:
        if self.format is Format.JSON:
            self.out.writelines(batch_json(self._entries))
        elif self.format is not Format.JSONL:
            rows = [row for _, row in self._kept]
            chosen = self.selection
            for note in left_out(rows, self.format, every=chosen.columns is None, values=chosen.values):
                say(f"note: {note}")
            self.out.writelines(blocks_of(self.format, self._export(self._kept)))
        self.out.flush()

    def _export(self, kept: Sequence[tuple[Query, Allocation]]) -> Export:
        view = replace(self.looking.at(self.profile, self.questions[0][1], self.clock()), asked=None)
        return Export(
            [row for _, row in kept],
            view,
            self.selection.columns,
            self.selection.values,
            questions=[query for query, _ in kept],
            by_question=True,
        )


class _Paced:
    """A source that is asked so many times a second, and waits when it is told to."""

    def __init__(self, source: AllocationSource, pace: Pace) -> None:
        self._source, self._pace = source, pace

    async def fetch(self, query: Query) -> Page:
        """Ask, again where the server asks to wait; not for long.

        Raises:
            NeoError: Whatever it refuses.
        """
        for _ in range(TRIES - 1):
            await self._pace.turn()
            try:
                return await self._source.fetch(query)
            except NeoError as error:
                if error.kind is not Kind.RATE_LIMIT or (error.retry_after or 0) > LONGEST_WAIT:
                    raise
                self._pace.hold(error.retry_after or self._pace.gap)
        await self._pace.turn()
        return await self._source.fetch(query)


def _head(query: Query, answer: _Answer) -> str:
    """The members before the rows, as the beginning of an object."""
    told: dict[str, object] = {
        "customer": query.customer_id,
        "entity": query.entity_id,
        "event": query.event_type_id,
        "answered": answer.asked and answer.error is None,
        "more": bool(answer.pages) and answer.pages[-1].has_next,
    }
    if answer.error is not None:
        told["error"] = error_entry(answer.error)
    return json.dumps(told, ensure_ascii=False)[:-1]
