"""Exact sums over rows (api.md §1.5, §1.6).

A row is summed wholly or not at all: where one of its four amounts is missing or cannot be read, or no object
came, it takes part in no sum and is counted as not summed. So all sums are over the same rows, and
``awarded − redeemed − converted − expired − returned = left`` holds for them as it does for a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import compress
from typing import TypeVar

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.owners import is_strange
from neo_tui.domain.points import EXACT, Split
from neo_tui.domain.query import Query
from neo_tui.domain.story import CONVERTED

_ZERO = Decimal(0)
_NOTHING = Split(_ZERO, _ZERO, _ZERO, _ZERO)
"""Stands for a row that takes part in no sum."""
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Totals:
    """What rows come to. All amounts are in points, exact, over the summed rows only.

    Attributes:
        rows: How many rows there are, summed or not.
        unsummed: Of these, how many take part in no sum: an amount is missing or unreadable, or no object came.
        repeated: Of these, how many have the id of an earlier row: what they hold is counted again.
        overdrawn: Of the summed ones, how many have less than nothing left; they lessen `left`.
        strange: How many belong to another customer or event type than asked; their points are in the sums.
        awarded: Sum of points_exclusive.
        redeemed: Sum of redeemed_exclusive_value but for what is in `converted`: spent, or transferred out. Rows
            whose status cannot be read are in here.
        converted: Sum of redeemed_exclusive_value of the rows whose status is CONSUMED_BY_CONVERSION. Such points
            were not spent: an entry under a DelayedAccrual event (type 16) awards them anew, so they would be
            awarded twice in a sum over both.
        expired: Sum of expired_exclusive_value.
        returned: Sum of returned_exclusive_value.
    """

    rows: int = 0
    unsummed: int = 0
    repeated: int = 0
    overdrawn: int = 0
    strange: int = 0
    awarded: Decimal = _ZERO
    redeemed: Decimal = _ZERO
    converted: Decimal = _ZERO
    expired: Decimal = _ZERO
    returned: Decimal = _ZERO

    @property
    def left(self) -> Decimal:
        """What is left by the balance identity; negative when more is gone than was awarded."""
        left = self.awarded
        for gone in (self.redeemed, self.converted, self.expired, self.returned):
            left = EXACT.subtract(left, gone)
        return left

    @property
    def summed(self) -> int:
        """How many rows the sums are over."""
        return self.rows - self.unsummed


class Reckoning:
    """Rows whose amounts are read once, to be summed in several ways; never raises, whatever came.

    Ten thousand rows are summed by eight columns of their amounts, where a row that takes part in no sum stands
    with zeros: adding up a column is one call, and a row by itself is looked at once only.
    """

    def __init__(self, rows: Sequence[Allocation], asked: Query | None = None) -> None:
        """Read the rows, in the order in which they came; where it is known, with what was asked."""
        self.rows = rows
        splits = [row.split or _NOTHING for row in rows]
        self._overdrawn = [split.balance < 0 for split in splits]
        self._unsummed = [split is _NOTHING for split in splits]
        self._repeated = list(_repeated(rows))
        self._strange = [is_strange(row, asked) for row in rows]
        converted = [row.status is not None and row.status.name == CONVERTED for row in rows]
        self._redeemed = [_ZERO if apart else split.redeemed for split, apart in zip(splits, converted, strict=True)]
        self._converted = [split.redeemed if apart else _ZERO for split, apart in zip(splits, converted, strict=True)]
        self._awarded = [split.awarded for split in splits]
        self._expired = [split.expired for split in splits]
        self._returned = [split.returned for split in splits]

    def totals(self) -> Totals:
        """What all rows come to."""
        return self._over(range(len(self.rows)))

    def apart(self, keys: Iterable[_Key]) -> dict[_Key, Totals]:
        """What rows of the same key come to.

        Each row is under one key, so the parts add up to the whole: a repeated id is counted where it stands
        again, whatever key it stood under first.

        Args:
            keys: One for each row, in their order.
        """
        places: defaultdict[_Key, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            places[key].append(place)
        return {key: self._over(found) for key, found in places.items()}

    @property
    def unsummed(self) -> list[Allocation]:
        """The rows that take part in no sum."""
        return list(compress(self.rows, self._unsummed))

    def _over(self, places: Sequence[int]) -> Totals:
        """The sums over the rows at these places."""

        def counted(column: list[bool]) -> int:
            return sum(map(column.__getitem__, places))

        def summed(column: list[Decimal]) -> Decimal:
            return sum(map(column.__getitem__, places), _ZERO)

        with localcontext(EXACT):
            return Totals(
                rows=len(places),
                unsummed=counted(self._unsummed),
                repeated=counted(self._repeated),
                overdrawn=counted(self._overdrawn),
                strange=counted(self._strange),
                awarded=summed(self._awarded),
                redeemed=summed(self._redeemed),
                converted=summed(self._converted),
                expired=summed(self._expired),
                returned=summed(self._returned),
            )


def _repeated(rows: Sequence[Allocation]) -> Iterator[bool]:
    """Row by row, whether its id stood in an earlier one."""
    seen: set[int] = set()
    for row in rows:
        number = row.id
        yield number in seen
        if number is not None:
            seen.add(number)


def totals(rows: Sequence[Allocation], asked: Query | None = None) -> Totals:
    """What rows come to; never raises, whatever came."""
    return Reckoning(rows, asked).totals()
