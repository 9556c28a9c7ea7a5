"""Two answers to one question: what was added, removed and changed, row by row, and what that does to the points."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.differences import Difference, unlike
from neo_tui.domain.points import EXACT

MEASURES = {
    "awarded": "points_exclusive",
    "redeemed": "redeemed_exclusive_value",
    "expired": "expired_exclusive_value",
    "returned": "returned_exclusive_value",
}
"""What is summed, and the field it stands in; `left` is reckoned from the four (api.md §1.5)."""
LEFT = "left"


class Fate(StrEnum):
    """What became of a row between two answers."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REWRITTEN = "written differently"
    """Each value is the same, the text of the row is not: 1.0 for 1.000, another order of keys, spaces."""
    UNCHANGED = "unchanged"
    """The same letter for letter."""


class Entry(NamedTuple):
    """One row of a comparison.

    Attributes:
        fate: What became of it.
        before: The row in the answer before; None when it was added.
        after: The row in the answer after; None when it was removed.
        before_index: Its place in the answer before, from 0.
        after_index: Its place in the answer after, from 0.
    """

    fate: Fate
    before: Allocation | None
    after: Allocation | None
    before_index: int | None
    after_index: int | None

    @property
    def row(self) -> Allocation:
        """The row as it is now, or was when it is gone."""
        row = self.after if self.after is not None else self.before
        if row is None:
            raise TypeError("a row of a comparison is in one of the answers")
        return row

    @property
    def id(self) -> int | None:
        """The entry's id; None when it cannot be read."""
        return self.row.id

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The fields that are not the same letter for letter; () unless it is in both answers."""
        if self.before is None or self.after is None:
            return ()
        return tuple(unlike(self.before, self.after))


Points = Mapping[str, Decimal]
"""The points of some rows by measure, exact: those of `MEASURES`, and `LEFT`."""


@dataclass(frozen=True)
class Comparison:
    """What two answers have in common and what not.

    Attributes:
        entries: Every row of either answer once: in the order of the answer after, a removed one behind the row
            it stood behind before.
        before: The points before, of all rows but those `unsummed`.
        after: The points after, of all rows but those `unsummed`.
        unsummed: How many of the entries are in none of the sums, on neither side: in one of them an amount cannot
            be read, and half of a row would look like a change.
        unnamed: Rows, of both answers, without an id that can be read; only by the same text are they known again.
        repeated: Rows, of both answers, that share their id with another of the same answer; of those, the ones with
            the same text belong together, the others in the order in which they stand.
    """

    entries: tuple[Entry, ...]
    before: Points
    after: Points
    unsummed: int
    unnamed: int
    repeated: int

    @cached_property
    def _by_fate(self) -> dict[Fate, tuple[Entry, ...]]:
        found: dict[Fate, list[Entry]] = {fate: [] for fate in Fate}
        for entry in self.entries:
            found[entry.fate].append(entry)
        return {fate: tuple(entries) for fate, entries in found.items()}

    def of(self, fate: Fate) -> tuple[Entry, ...]:
        """The rows with that fate, in order."""
        return self._by_fate[fate]

    @property
    def added(self) -> tuple[Entry, ...]:
        """Rows that only the answer after has."""
        return self.of(Fate.ADDED)

    @property
    def removed(self) -> tuple[Entry, ...]:
        """Rows that only the answer before has."""
        return self.of(Fate.REMOVED)

    @property
    def changed(self) -> tuple[Entry, ...]:
        """Rows in both, with another value."""
        return self.of(Fate.CHANGED)

    @property
    def rewritten(self) -> tuple[Entry, ...]:
        """Rows in both, with the same values in another text."""
        return self.of(Fate.REWRITTEN)

    @property
    def unchanged(self) -> tuple[Entry, ...]:
        """Rows in both, the same letter for letter."""
        return self.of(Fate.UNCHANGED)

    @property
    def same(self) -> bool:
        """Whether no value differs; the texts still may."""
        return not (self.added or self.removed or self.changed)

    def change(self, measure: str) -> Decimal:
        """Points after − before of a measure, over the rows that could be summed."""
        return EXACT.subtract(self.after[measure], self.before[measure])


def compare_answers(before: Sequence[Allocation], after: Sequence[Allocation]) -> Comparison:
    """Compare two answers; never raises, whatever came.

    Rows of the same text belong together, then rows of the same id, each in the order in which they stand.
    """
    ids = [row.id for row in before], [row.id for row in after]
    pairs = _matched([row.raw for row in before], [row.raw for row in after], {})
    pairs = _matched(*ids, pairs)
    now = {index: place for place, index in pairs.items()}
    entries: list[Entry] = []
    gone = _gone(before, pairs)
    entries += [_removed(before, index) for index in gone.get(None, ())]
    for place, row in enumerate(after):
        index = now.get(place)
        if index is None:
            entries.append(Entry(Fate.ADDED, None, row, None, place))
        else:
            entries.append(_met(before[index], row, index, place))
        entries += [_removed(before, each) for each in gone.get(place, ())]
    unnamed = sum(each.count(None) for each in ids)
    repeated = sum(map(_sharing, ids))
    return Comparison(tuple(entries), *_points(entries), unnamed, repeated)


def awarded(entries: Sequence[Entry]) -> Decimal:
    """What the rows were awarded, exact, over those whose amounts can be read."""
    amounts = (amounts[0] for entry in entries if (amounts := _amounts(entry.row)))
    with localcontext(EXACT):
        return sum(amounts, Decimal(0))


def _points(entries: Sequence[Entry]) -> tuple[Points, Points, int]:
    """The points before and after, and how many entries are in neither."""
    before: list[Sequence[Decimal]] = []
    after: list[Sequence[Decimal]] = []
    unsummed = 0
    for entry in entries:
        was = _ZEROS if entry.before is None else _amounts(entry.before)
        same = entry.before is not None and entry.after is not None and entry.before.raw == entry.after.raw
        now = was if same else _ZEROS if entry.after is None else _amounts(entry.after)
        if was and now:
            before.append(was)
            after.append(now)
        else:
            unsummed += 1
    return _summed(before), _summed(after), unsummed


def _amounts(row: Allocation) -> Sequence[Decimal]:
    """The four amounts of a row; () when one cannot be read."""
    values = row.values
    amounts = [amount for name in _NAMES if isinstance(amount := values[name].value, Decimal)]
    return amounts if len(amounts) == len(_NAMES) else ()


def _summed(rows: Sequence[Sequence[Decimal]]) -> Points:
    with localcontext(EXACT):
        whole, *parts = (sum(column, Decimal(0)) for column in zip(_ZEROS, *rows, strict=True))
        left = whole - sum(parts, Decimal(0))
    return {**dict(zip(MEASURES, (whole, *parts), strict=True)), LEFT: left}


_NAMES = tuple(MEASURES.values())
_ZEROS = (Decimal(0),) * len(_NAMES)


def _matched(before: Sequence[Hashable], after: Sequence[Hashable], known: dict[int, int]) -> dict[int, int]:
    """The known pairs, and those of the others with the same mark, in their order; None is no mark."""
    pairs, taken = dict(known), set(known.values())
    waiting: dict[Hashable, deque[int]] = {}
    for place, mark in enumerate(after):
        if mark is not None and place not in taken:
            waiting.setdefault(mark, deque()).append(place)
    for index, mark in enumerate(before):
        if index not in pairs and mark is not None and (places := waiting.get(mark)):
            pairs[index] = places.popleft()
    return pairs


def _gone(before: Sequence[Allocation], pairs: dict[int, int]) -> dict[int | None, list[int]]:
    """The removed rows by the place after of the row they stood behind; None: no row is left before them."""
    found: defaultdict[int | None, list[int]] = defaultdict(list)
    behind: int | None = None
    for index in range(len(before)):
        if index in pairs:
            behind = pairs[index]
        else:
            found[behind].append(index)
    return found


def _removed(before: Sequence[Allocation], index: int) -> Entry:
    return Entry(Fate.REMOVED, before[index], None, index, None)


def _met(before: Allocation, after: Allocation, index: int, place: int) -> Entry:
    if before.raw == after.raw:
        return Entry(Fate.UNCHANGED, before, after, index, place)
    changed = any(each.differs for each in unlike(before, after))
    return Entry(Fate.CHANGED if changed else Fate.REWRITTEN, before, after, index, place)


def _sharing(ids: Sequence[int | None]) -> int:
    times = Counter(number for number in ids if number is not None)
    return sum(count for count in times.values() if count > 1)
