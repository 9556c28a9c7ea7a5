"""What a watch over a question knows: the last answer, how it differs from the one before, when it asks next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from neo_tui.domain.comparison import Comparison
from neo_tui.domain.errors import NeoError
from neo_tui.domain.paging import Page


class Phase(StrEnum):
    """What a watch is at."""

    WAITING = "waiting"
    ASKING = "asking"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Observation:
    """What a watch knows at one moment. All times are aware.

    Attributes:
        every: Seconds from an answer to the next question while all is well.
        phase: What it is at.
        fresh: Whether this brings an answer that has not been told before.
        pages: The last answer; () before the first.
        comparison: The last answer against the one before; None where there is none before it.
        answered_at: When the last answer came; None: never.
        changed_at: When an answer last differed from the one before; None: none did.
        since: When it came to be in this phase: asking, paused or stopped.
        next_at: When it will ask; None while it asks, is paused or has stopped.
        failures: Questions in a row that failed since the last answer.
        error: Why the last question failed; None after an answer.
        put_off: Whether the next question waits longer because the server asked for that.
    """

    every: float
    phase: Phase = Phase.WAITING
    fresh: bool = False
    pages: tuple[Page, ...] = ()
    comparison: Comparison | None = None
    answered_at: datetime | None = None
    changed_at: datetime | None = None
    since: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    error: NeoError | None = field(default=None, compare=False)
    put_off: bool = False

    @property
    def news(self) -> bool:
        """Whether it brings an answer with a value that was not there before: what a bell is for."""
        return self.fresh and self.comparison is not None and not self.comparison.same

    @property
    def gave_up(self) -> bool:
        """Whether the watch ended by itself; `error` says why."""
        return self.phase is Phase.STOPPED and self.error is not None
