"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.viewpoint import Viewpoint


class Severity(StrEnum):
    """How bad what a check finds is. The value is the machine-readable name."""

    ERROR = "error"
    """It cannot be right."""
    WARNING = "warning"
    """Somebody should look at it."""
    NOTICE = "notice"
    """It may well be right, and explains what a customer wonders about."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a check fires.

    Attributes:
        index: The row, counted from 0; None when several rows together make it fire.
        sentence: What is found, with the numbers of the rows.
        rows: All rows that it is about, where that is not just the one of `index`; counted from 0.
        marks: Which of these stand out by it; None for all. What is alike in each row says nothing about any.
    """

    index: int | None
    sentence: str
    rows: tuple[int, ...] = ()
    marks: tuple[int, ...] | None = None

    @property
    def about(self) -> tuple[int, ...]:
        """The rows that it is about."""
        return self.rows or (() if self.index is None else (self.index,))

    @property
    def marked(self) -> tuple[int, ...]:
        """The rows that stand out by it."""
        return self.about if self.marks is None else self.marks


LookAtRow = Callable[[Allocation, Viewpoint], str]
"""A sentence when the check fires for a row; "" when it does not. Never raises, whatever came."""
LookAtAnswer = Callable[[Sequence[Allocation], Viewpoint], Iterable[Hit]]
"""The places where the check fires in rows that were loaded together. Never raises, whatever came."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        name: Small letters and hyphens; scripts know it by this.
        sentence: What it looks for.
        explanation: Why that matters, where the rule is from, and what is only a reading.
        severity: How bad it is.
        look: Looks at one row; None when the check needs all of them.
        look_at_all: Looks at all rows; None when one is enough.
        reading: Whether the rule is inferred, not documented.
    """

    name: str
    sentence: str
    explanation: str
    severity: Severity
    look: LookAtRow | None = None
    look_at_all: LookAtAnswer | None = None
    reading: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        check: Which one.
        index: The row, counted from 0; None when it is about several.
        id: The row's own id; None when it has none, or it is about several rows.
        sentence: What is found, with the numbers of the rows.
        rows: All rows that it is about, counted from 0.
        marked: Those of them that stand out by it.
    """

    check: Check
    index: int | None
    id: int | None
    sentence: str
    rows: tuple[int, ...] = ()
    marked: tuple[int, ...] = ()
