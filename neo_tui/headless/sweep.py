"""`neo-tui sweep`: under which event types one customer's entity has rows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TextIO

from neo_tui.domain.errors import NeoError
from neo_tui.domain.event_types import EventType
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.domain.swept import Outcome, State, Swept
from neo_tui.domain.timestamps import viewer_zone, zone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.listed import write_list
from neo_tui.headless.output import connection_words, say, say_error
from neo_tui.headless.progress_line import ProgressLine, watched
from neo_tui.headless.prompt import give_what_is_needed
from neo_tui.headless.sweep_words import (
    Question,
    again_line,
    entries_text,
    entry_line,
    get_line,
    listing,
    progress_words,
    summary,
)
from neo_tui.presentation.exporters.list_choice import EVERYTHING, ListChoice
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.sweep import may_go_on, notes, types
from neo_tui.services.connection import Connection
from neo_tui.services.ports import Clock
from neo_tui.services.sweep import LONGEST_WAIT, Sweep


@dataclass
class SweepCommand:
    """One run of the command.

    Args:
        connection: Opens the source and has the secret.
        profile: Who asks where.
        question: What the types are asked for.
        kinds: The event types.
        format: How found types are written.
        parallel: Questions on their way at once.
        rate: Questions a second.
        out: Where found types go.
        clock: The aware present, for the table and for when to go on.
        choice: What is written of the list of found types; anything but everything is written at the end.
    """

    connection: Connection
    profile: Profile
    question: Question
    kinds: tuple[EventType, ...]
    format: Format
    parallel: int
    rate: float
    out: TextIO
    clock: Clock
    choice: ListChoice = EVERYTHING
    _written: set[EventType] = field(default_factory=set, init=False)

    async def run(self) -> int:
        """Ask and write; answers the exit code. Errors are told on stderr.

        Raises:
            asyncio.CancelledError: It was interrupted; what was found has been written.
        """
        try:
            give_what_is_needed(self.connection, self.profile)
            source = await self.connection.source(self.profile)
            if self.profile.production and watched():
                most = f"{len(self.kinds)} request{'' if len(self.kinds) == 1 else 's'}"
                say(f"{connection_words(self.profile)}: {most} will be made, {self.rate:g} a second at most.")
            landed: asyncio.Queue[Outcome | None] = asyncio.Queue()
            customer, entity = self.question.customer_id, self.question.entity_id
            sweep = Sweep(
                source,
                customer,
                entity,
                self.kinds,
                parallel=self.parallel,
                rate=self.rate,
                on_outcome=landed.put_nowait,
            )
            swept = await self._watch(sweep, landed)
        except NeoError as error:
            say_error(error)
            say(f"  Connection: {connection_words(self.profile)}")
            return error.exit_code
        finally:
            await self.connection.close()
        self._finish(swept)
        return swept.exit_code

    async def _watch(self, sweep: Sweep, landed: asyncio.Queue[Outcome | None]) -> Swept:
        """Write what lands until it is over.

        This happens in the main task: there, ctrl+c ends also a write into a pipe that nobody empties.
        """
        line = ProgressLine(lambda: progress_words(sweep.progress))
        running = asyncio.create_task(sweep.run())
        running.add_done_callback(lambda _: landed.put_nowait(None))
        try:
            async with line.shown():
                while (outcome := await landed.get()) is not None:
                    if outcome.state is State.FOUND and self._streams:
                        line.clear()
                        self._write_line(outcome)
            return await running
        except asyncio.CancelledError:
            sweep.cancel()
            self._finish(sweep.swept)
            raise
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    @property
    def _streams(self) -> bool:
        """Whether a type is written as soon as it has landed."""
        return self.format is Format.JSONL and self.choice.everything

    def _write_line(self, outcome: Outcome) -> None:
        self._written.add(outcome.kind)
        self.out.write(entry_line(outcome))
        self.out.flush()

    def _finish(self, swept: Swept) -> None:
        """Write the found types, then say what came of it all and how to go on."""
        found = swept.of(State.FOUND)
        if self._streams:
            for outcome in found:
                if outcome.kind not in self._written:
                    self._write_line(outcome)
        elif self.format is Format.JSON and self.choice.everything:
            self.out.write(entries_text(found))
        else:
            view = Viewpoint(self.clock(), zone(self.profile.zone), self.profile.zone, viewer_zone())
            write_list(self.out, self.format, listing(found, view), self.choice)
        self.out.flush()
        if swept.stopped is not None:
            self._say_stopped(swept, swept.stopped)
        asked = f"customer {self.question.customer_id}, {visible(self.question.entity_id)}"
        say(" · ".join((connection_words(self.profile), asked, summary(swept))))
        for note in notes(swept):
            say(f"note: {note}")
        for outcome in found:
            say(f"  {outcome.kind.title}: {get_line(outcome, self.question)}")
        if 0 < len(swept.missing) < len(swept.outcomes):
            say(f"  What is missing: {again_line(swept, self.question)}")

    def _say_stopped(self, swept: Swept, error: NeoError) -> None:
        say_error(error)
        left = len(swept.of(State.NOT_ASKED))
        if left:
            say(f"  The sweep ended there: {types(left)} {'was' if left == 1 else 'were'} not asked.")
        if error.retry_after is not None and error.retry_after > LONGEST_WAIT:
            say(f"  {may_go_on(error, self.clock(), viewer_zone())}")
