"""A page of the answer, and what it says about the pages around it (api.md §1.3).

The API sends a bare array: no total, no next link. A full page means that more may follow; a
short one is the end. Rows may move between pages while one reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.clock import Skew
from neo_tui.domain.errors import Kind, NeoError
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
        not_found: Whether there is no such page: a 404 that was taken as the end of the answer.
        skew: How far this machine's clock was from the server's at this answer; None when it did not tell the time.
        masked: Whether the answer repeated a secret of ours, so that `body` is not letter for letter what came.
        encoded: The bytes that came, where they are not just the UTF-8 of `body`: another encoding, or a byte order
            mark. None where they are, and where something is masked.
    """

    query: Query
    allocations: tuple[Allocation, ...]
    request_id: str
    received_at: datetime
    elapsed: float
    body: str
    notes: tuple[str, ...] = ()
    profile: str = ""
    not_found: bool = False
    skew: Skew | None = None
    masked: bool = False
    encoded: bytes | None = field(default=None, repr=False)

    @property
    def sent(self) -> bytes:
        """The body byte for byte as it came; where it is `masked`, the UTF-8 of its text with the masks."""
        return self.body.encode() if self.encoded is None else self.encoded

    @property
    def wrapped(self) -> bool:
        """Whether the rows came inside an object instead of as a bare array."""
        return self.body.lstrip().startswith("{")

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


def same_rows(page: Page, other: Page) -> bool:
    """Whether two pages hold rows, and the very same ones: then the server does not look at `page`."""
    return bool(page.allocations) and [row.raw for row in page.allocations] == [row.raw for row in other.allocations]


def past_the_end(query: Query, before: Page | None, error: NeoError, at: datetime) -> Page | None:
    """The empty page that a 404 behind a full page stands for; None when the error is an error.

    What comes past the end is not documented: `[]`, or a 404 (api.md §1.3). The same ids have just been
    answered, so that nothing else is missing.

    Args:
        query: What was asked.
        before: The page before it, if it is known.
        error: What came instead of it.
        at: When it came, aware.
    """
    if error.kind is not Kind.NOT_FOUND or before is None or not before.has_next:
        return None
    note = f"Page {query.page} answered 404, which is taken as the end."
    return Page(query, (), error.request_id or "", at, 0.0, "[]", (note,), before.profile, not_found=True)


def repeated(page: Page, others: Iterable[Page]) -> int:
    """How many rows of this page carry an id that stands on another page."""
    seen = {row.id for other in others if other.query.page != page.query.page for row in other.allocations}
    return sum(row.id is not None and row.id in seen for row in page.allocations)


def twice_here(page: Page) -> int:
    """How many rows carry an id that stands further up on the same page."""
    ids = [row.id for row in page.allocations if row.id is not None]
    return len(ids) - len(set(ids))
