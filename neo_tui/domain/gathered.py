"""All loaded rows of a question, over its pages, and which of them are the same row after a reload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.paging import Page

RowKey = tuple[int | str, int]
"""The row's id, or its own text where it has no readable one; and how many of those stand before it."""


@dataclass(frozen=True)
class Gathered:
    """The rows that are loaded.

    Attributes:
        rows: In the order of their pages.
        keys: What each row is known by; no two are equal.
        pages: On which page each row stands.
        loaded: Numbers of the loaded pages, in order.
        ended: Whether the last loaded page is known to be the last there is.
        beyond: What is said of the rest where nothing more can be loaded, as in a recording; "" where it can be.
    """

    rows: tuple[Allocation, ...] = ()
    keys: tuple[RowKey, ...] = ()
    pages: tuple[int, ...] = ()
    loaded: tuple[int, ...] = ()
    ended: bool = False
    beyond: str = ""

    @property
    def loadable(self) -> bool:
        """Whether more may be loaded."""
        return not self.complete and not self.beyond

    @property
    def gaps(self) -> tuple[int, ...]:
        """Numbers of pages that are not loaded before the last loaded one; at most a thousand of them.

        Where the end is known: before the last page that holds rows, for what is empty behind it has no gap.
        """
        known = set(self.loaded)
        holding, looked_at = self.pages[-1:] or (0,), self.loaded[-1:] or (0,)
        last = (holding if self.ended else looked_at)[0]
        return tuple(number for number in range(1, min(last, len(known) + 1_000)) if number not in known)

    @property
    def complete(self) -> bool:
        """Whether all rows of the answer are loaded."""
        return self.ended and not self.gaps

    @property
    def next_missing(self) -> int | None:
        """The first page that is not loaded and may hold rows; None when there is none."""
        if self.gaps:
            return self.gaps[0]
        return None if self.ended else (self.loaded[-1] if self.loaded else 0) + 1

    def of_page(self, number: int) -> list[int]:
        """Places of the rows of one page."""
        return [place for place, page in enumerate(self.pages) if page == number]


def gather(pages: Mapping[int, Page]) -> Gathered:
    """Put the loaded pages of one question together."""
    rows: list[Allocation] = []
    numbers: list[int] = []
    for number in sorted(pages):
        found = pages[number].allocations
        rows += found
        numbers += [number] * len(found)
    return Gathered(tuple(rows), keys_of(rows), tuple(numbers), tuple(sorted(pages)), _ended(pages))


def keys_of(rows: list[Allocation]) -> tuple[RowKey, ...]:
    """What each of these rows is known by."""
    seen: Counter[int | str] = Counter()
    keys: list[RowKey] = []
    for row in rows:
        name = row.raw if row.id is None else row.id
        keys.append((name, seen[name]))
        seen[name] += 1
    return tuple(keys)


def _ended(pages: Mapping[int, Page]) -> bool:
    """Whether the last page is known: a short one, or one behind it that is empty (api.md §1.3)."""
    holding = [number for number, page in pages.items() if page.allocations]
    if not holding:
        return bool(pages) and 1 in pages
    last = pages[max(holding)]
    following = pages.get(last.query.page + 1)
    return not last.has_next or (following is not None and not following.allocations)
