"""Allocations in time: when each was awarded, until when it is valid, and by when nothing of it was left.

What of them a window shows, and which window shows the most of them, without a word about how it is drawn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import Moment, is_never
from neo_tui.presentation.time_axis import DAY, Window, window

_UNTOUCHED = 2_000
"""Milliseconds: a change so soon after the award is the award itself (as in the story)."""
_SQUASHED = 4
"""A window that would be so many times shorter without a few instants leaves them out."""
_FAR = 80 * 365 * DAY
"""Nothing nearer reads as never; asking the calendar ten thousand times would take a while."""
_FEW = 6
"""At most one row in so many is left out at either end."""


class End(Enum):
    """What became of an entry by its amounts: its cap, how it reads, and the word for it."""

    OPEN = ("○", Tone.GOOD, "left")
    CONSUMED = ("■", Tone.SPENT, "used")
    LOST = ("×", Tone.LOST, "expired/returned")
    NEVER = ("▶", Tone.GOOD, "never")
    UNKNOWN = ("?", Tone.WARNING, "unclear")
    """An amount is not readable, or the status says that nothing is left and the amounts do not."""

    def __init__(self, cap: str, tone: Tone, word: str) -> None:
        self.cap, self.tone, self.word = cap, tone, word


_NOTHING_LEFT = frozenset({End.CONSUMED, End.LOST})
_OVER = frozenset({"EXPIRED", "REDEEMED", "RETURNED", "CONSUMED", "CONSUMED_BY_CONVERSION"})


def end_of(row: Allocation, *, never: bool = False) -> End:
    """What became of an entry, by its amounts."""
    split = row.split
    status = row.status.name if row.status else ""
    if split is None or split.balance < 0 or (split.balance > 0 and status in _OVER):
        return End.UNKNOWN
    if split.balance > 0:
        return End.NEVER if never else End.OPEN
    return End.LOST if split.expired + split.returned > split.redeemed else End.CONSUMED


class Entry(NamedTuple):
    """An allocation in time; epoch milliseconds, None where a time is missing, unreadable or doubtful.

    Attributes:
        given: Its place among the rows that were given.
        row: The allocation.
        awarded: When it was awarded.
        expires: Until when it is valid; None too when it never expires.
        changed: When it was last changed.
        never: Whether its expiry reads as never.
    """

    given: int
    row: Allocation
    awarded: int | None
    expires: int | None
    changed: int | None
    never: bool

    @property
    def drawn(self) -> bool:
        """Whether a bar can be drawn: both ends are known, in their order."""
        if self.awarded is None:
            return False
        return self.never or (self.expires is not None and self.expires >= self.awarded)

    @property
    def gone(self) -> int | None:
        """By when nothing was left: its last change, where that came before the expiry; None where that is the end.

        Nothing changed since, so at the latest then the last of it went (api.md §1.5).
        """
        if self.awarded is None or self.changed is None or end_of(self.row) not in _NOTHING_LEFT:
            return None
        early = self.expires is None or self.changed < self.expires
        return self.changed if early and self.changed > self.awarded + _UNTOUCHED else None

    @property
    def instants(self) -> tuple[int, ...]:
        """The points in time that are known; "never" is none."""
        return tuple(at for at in (self.awarded, self.expires, self.changed) if at is not None)


def entries(rows: Sequence[Allocation]) -> list[Entry]:
    """The rows by award, then id; those whose award is not readable come last."""
    found = [_entry(index, row) for index, row in enumerate(rows)]
    return sorted(found, key=lambda each: (each.awarded is None, each.awarded or 0, each.row.id or 0, each.given))


def _entry(index: int, row: Allocation) -> Entry:
    awarded, expires, changed = (row.moment(name) for name in ("awarded_date", "expiry_date", "auto_update_time"))
    far = expires is not None and awarded is not None and expires.millis - awarded.millis > _FAR
    never = far and expires is not None and is_never(expires, awarded)
    return Entry(index, row, _sure(awarded), None if never else _sure(expires), _sure(changed), never)


def _sure(moment: Moment | None) -> int | None:
    return moment.millis if moment is not None and moment.reliable else None


def fit(found: Sequence[Entry], now: int, *, everything: bool = False) -> Window:
    """A window that shows the entries, with a little air.

    A few instants that would squash all others, because they lie far away, are left out unless everything is
    wanted. Now is taken in where it is near, and where no bar has an end.
    """
    spans = [(min(instants), max(instants)) for entry in found if (instants := entry.instants)]
    if not spans:
        return window(now - 15 * DAY, now + 15 * DAY)
    # Of a few rows all are shown: nobody can say which is the odd one.
    spare = 0 if everything else len(spans) // _FEW
    first, last = _bulk(sorted(start for start, _ in spans), sorted((end for _, end in spans), reverse=True), spare)
    near = min(first, now), max(last, now)
    endless = all(entry.never for entry in found if entry.drawn)
    if near[1] - near[0] <= 2 * (last - first) or endless:
        first, last = near
    air = max((last - first) // 20, DAY // 4)
    return window(first - air, last + air)


def _bulk(starts: Sequence[int], ends: Sequence[int], spare: int) -> tuple[int, int]:
    """From the first start to the last end, without the few that squash the others.

    Args:
        starts: The first instants of the rows, the earliest first.
        ends: Their last ones, the latest first.
        spare: How many may be left out at either end.
    """
    left = right = 0
    step = 1
    while max(left, right) + step <= spare:
        length = ends[right] - starts[left]
        # Leave out so many, at whichever end, or at both, that makes it shorter.
        ways = ((left + step, right), (left, right + step), (left + step, right + step))
        fewer = next((way for way in ways if (ends[way[1]] - starts[way[0]]) * _SQUASHED <= length), None)
        if length > 0 and fewer is not None and ends[fewer[1]] >= starts[fewer[0]]:
            (left, right), step = fewer, 1
        else:
            step += 1
    return starts[left], ends[right]


@dataclass(frozen=True, slots=True)
class Outside:
    """What a window does not show.

    Attributes:
        before: Entries that ended before it.
        after: Entries that begin after it.
        undated: Entries without a bar, since a time is missing, doubtful or out of order.
        never: Entries that never expire.
    """

    before: int
    after: int
    undated: int
    never: int

    @property
    def words(self) -> str:
        """`2 before this window · 1 after it · 3 without a bar · 4 never expire`; "" when all is in sight."""
        parts = (
            (self.before, "before this window"),
            (self.after, "after this window"),
            (self.undated, "without a bar"),
            (self.never, "never expire" if self.never != 1 else "never expires"),
        )
        return " · ".join(f"{count:,} {words}" for count, words in parts if count)


class Timeline:
    """The entries of some rows, and what of them lies where.

    Args:
        rows: The allocations; at least none.
    """

    def __init__(self, rows: Sequence[Allocation]) -> None:
        self.entries = entries(rows)
        drawn = [entry for entry in self.entries if entry.drawn]
        self._begins = sorted(entry.awarded for entry in drawn if entry.awarded is not None)
        self._ends = sorted(entry.expires for entry in drawn if entry.expires is not None and not entry.never)
        self._never = sum(entry.never for entry in drawn)
        self.ends = frozenset(end_of(entry.row, never=entry.never) for entry in drawn)
        """What became of the entries that have a bar."""
        self.id_width = max((len(str(entry.row.id)) for entry in self.entries), default=0)

    def outside(self, shown: Window) -> Outside:
        """What a window does not show."""
        before = bisect_left(self._ends, shown.start)
        after = len(self._begins) - bisect_right(self._begins, shown.end)
        return Outside(before, after, len(self.entries) - len(self._begins), self._never)
