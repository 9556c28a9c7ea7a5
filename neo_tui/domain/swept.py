"""What a sweep over event types has found, and what it is at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from neo_tui.domain.errors import OURS, UNREACHED, ExitCode, NeoError
from neo_tui.domain.event_types import EventType
from neo_tui.domain.paging import Page
from neo_tui.domain.points import EXACT


class State(StrEnum):
    """What became of one event type."""

    FOUND = "found"
    NONE = "none"
    """Answered without rows, also by a 404."""
    REFUSED = "refused"
    """Asked, and no answer could be had."""
    NOT_ASKED = "not asked"
    """Not asked, or given up before an answer came."""


class Sums(NamedTuple):
    """What the rows of one event type add up to, exactly; in points.

    Attributes:
        awarded: What they awarded.
        left: What is left of it by the balance identity (api.md §1.5).
        unsummed: Rows of which an amount cannot be read; they are in neither sum.
    """

    awarded: Decimal
    left: Decimal
    unsummed: int


@dataclass(frozen=True)
class Outcome:
    """What became of one event type.

    Attributes:
        kind: The event type.
        state: What became of it.
        page: Its first page, up to 100 rows; None where none came.
        error: Why it was refused; with `NONE` the answer that reads as "no rows".
    """

    kind: EventType
    state: State
    page: Page | None = None
    error: NeoError | None = None

    @property
    def count(self) -> int:
        """How many rows came."""
        return len(self.page.allocations) if self.page else 0

    @property
    def more(self) -> bool:
        """Whether there may be more rows than came."""
        return self.page is not None and self.page.has_next

    @property
    def rows(self) -> str:
        """How many rows it has, with + where there may be more."""
        return f"{self.count}{'+' if self.more else ''}"

    @cached_property
    def sums(self) -> Sums:
        """What the rows that came add up to."""
        awarded = left = Decimal(0)
        unsummed = 0
        for row in self.page.allocations if self.page else ():
            split = row.split
            if split is None:
                unsummed += 1
                continue
            awarded, left = EXACT.add(awarded, split.awarded), EXACT.add(left, split.balance)
        return Sums(awarded, left, unsummed)

    @property
    def first_award(self) -> datetime | None:
        """When the first of the points were given, in UTC; None where no row says so reliably."""
        instants = (row.instant("awarded_date") for row in self.page.allocations) if self.page else ()
        return min((at for at in instants if at is not None), default=None)


class Progress(NamedTuple):
    """Where a sweep stands.

    Attributes:
        total: Types to ask.
        done: Those of which something is known: `found`, `failed` and those without rows.
        found: Types that gave rows.
        failed: Types that were refused.
        asking: Types whose questions are on their way.
        estimate: Seconds to the end as far as it can be told, 0 at the end; None before anything is known.
        held: Seconds until the server may be asked again; 0 when it has not asked to wait.
        paused: Whether the person has paused.
    """

    total: int
    done: int
    found: int
    failed: int
    asking: tuple[EventType, ...]
    estimate: float | None
    held: float
    paused: bool

    @property
    def remaining(self) -> int:
        """Types of which nothing is known."""
        return self.total - self.done


@dataclass(frozen=True)
class Swept:
    """What came of a sweep; also of one that is not at its end.

    Attributes:
        outcomes: One for each type, in the order in which they are asked.
        elapsed: Seconds since it began.
        stopped: Why it ended before its time, if a refusal did that.
        cancelled: Whether the person ended it.
    """

    outcomes: tuple[Outcome, ...]
    elapsed: float
    stopped: NeoError | None = None
    cancelled: bool = False

    def of(self, *states: State) -> list[Outcome]:
        """The outcomes of these states."""
        return [outcome for outcome in self.outcomes if outcome.state in states]

    @property
    def missing(self) -> list[Outcome]:
        """Those of which it is not known whether they have rows."""
        return self.of(State.REFUSED, State.NOT_ASKED)

    @property
    def exit_code(self) -> int:
        """0 all types were answered, 1 not all, 2 nothing can be asked, 3 nothing was reached, 130 given up."""
        if self.cancelled:
            return ExitCode.INTERRUPTED
        if not self.missing:
            return ExitCode.ANSWERED
        if self.stopped is not None and self.stopped.kind in OURS:
            return ExitCode.USAGE
        kinds = {outcome.error.kind for outcome in self.of(State.REFUSED) if outcome.error}
        nothing = not self.of(State.FOUND, State.NONE) and kinds <= UNREACHED
        return ExitCode.UNREACHABLE if nothing else ExitCode.REFUSED
