"""A page of the answer, and what it says about the pages around it (api.md §1.3).

The API sends a bare array: no total, no next link. A full page means that more may follow; a
short one is the end. Rows may move between pages while one reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.query import Query


@dataclass(frozen=True)
class Page:
    """One answer.

    Attributes:
        query: The question it answers.
        allocations: The rows in the server's order.
        request_id: The `x-cap-request-id` of the call.
        received_at: When the answer was whole, aware.
        elapsed: Seconds from asking to the whole answer.
        body: The answer's text as it came, but for our own secrets.
        notes: What was unusual about the answer as a whole, sentences.
        profile: Name of the profile that asked.
    """

    query: Query
    allocations: tuple[Allocation, ...]
    request_id: str
    received_at: datetime
    elapsed: float
    body: str
    notes: tuple[str, ...] = ()
    profile: str = ""

    @property
    def has_next(self) -> bool:
        """Whether another page may follow: exactly when this one is full."""
        return len(self.allocations) == self.query.count

    @property
    def first_row(self) -> int:
        """Number of the first row, counted over all pages from 1."""
        return (self.query.page - 1) * self.query.count + 1

    @property
    def last_row(self) -> int:
        """Number of the last row; below `first_row` when the page is empty."""
        return self.first_row + len(self.allocations) - 1


def repeated(page: Page, others: Iterable[Page]) -> int:
    """How many rows of this page carry an id already seen: on other pages, or earlier on this one."""
    seen = {row.id for other in others if other.query.page != page.query.page for row in other.allocations}
    count = 0
    for row in page.allocations:
        if row.id is not None and row.id in seen:
            count += 1
        seen.add(row.id)
    return count
