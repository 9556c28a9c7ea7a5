"""What is exported: rows, from where they are looked at, and how much of each is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.query import Query
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.columns import Column


class Values(StrEnum):
    """Which form of a value is written."""

    SENT = "sent"
    """As it was sent: epoch milliseconds, numbers of event types."""
    DECODED = "decoded"
    """What it means: times as ISO 8601 with their offset, event types by name."""
    BOTH = "both"
    """What it means, and beside it, under NAME_raw, the JSON text as it was sent."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is written, whatever the format.

    Attributes:
        rows: The rows in their order.
        view: From where times are told, and what the rows answer.
        columns: The columns in their order; those of the format when None.
        values: Which form of values; that of the format when None: as sent for programs, decoded for people.
        body: The array of exactly these rows as it was sent, where it is at hand.
        questions: For each row the question that it answers, with `by_question`.
        by_question: Whether rows of several questions are told, each with its own.
        about: What a report says above the rows: a label and a value each, visible text.
        notes: What a report says about the rows, sentences, visible text.
        complete: Whether the rows are all that the question has.
        part: Else which part of the answer they are, a sentence; "" where that is not known.
        made: The present, where `view` looks from another moment; None where it looks from the present.
        recording: The recording that the rows are from, visible text; "" where they were asked for.
    """

    rows: Sequence[Allocation]
    view: Viewpoint
    columns: tuple[Column, ...] | None = None
    values: Values | None = None
    body: str | None = None
    questions: Sequence[Query] = ()
    by_question: bool = False
    about: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    complete: bool = False
    part: str = ""
    made: datetime | None = None
    recording: str = ""

    @property
    def lead(self) -> tuple[str, ...]:
        """The headings of what stands before the columns of each row."""
        return LEAD if self.by_question else ()

    @property
    def each(self) -> Iterable[tuple[tuple[str, ...], Allocation]]:
        """Each row, behind the cells of `lead`."""
        if not self.by_question:
            return (((), row) for row in self.rows)
        return zip(map(lead_cells, self.questions), self.rows, strict=True)


LEAD = ("customer", "entity", "event")
RAW = "_raw"
"""Behind the name of a column that holds JSON text as it was sent."""


def lead_cells(query: Query) -> tuple[str, ...]:
    """The question of a row: the customer, the entity, the number of the event type."""
    return (str(query.customer_id), query.entity_id, str(query.event_type_id))
