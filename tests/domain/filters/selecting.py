"""What a filter keeps of rows, said shortly."""

from __future__ import annotations

from datetime import UTC, datetime

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.viewpoint import Viewpoint
from tests.domain.rows import view

NOW = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
"""25 Nov 2026, 10:00 in Kolkata."""


def kept(text: str, *rows: Allocation, seen: Viewpoint | None = None) -> list[int]:
    """The places of the rows that a filter keeps."""
    return parse(text, seen or view(NOW)).select(rows)


def keeps(text: str, row: Allocation, seen: Viewpoint | None = None) -> bool:
    """Whether a filter keeps a row."""
    return bool(kept(text, row, seen=seen))


def words(text: str) -> str:
    """What a filter asks, in words."""
    return parse(text, view(NOW)).words
