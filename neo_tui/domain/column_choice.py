"""Which columns of a table a person wants to see, and how."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

MAX_COLUMNS = 100
"""Columns that a choice names at most; there are some forty."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Columns by their keys.

    Attributes:
        keys: The shown ones in their order.
        pinned: How many of them, from the left, stay in sight when one scrolls sideways.
        full: Those that are as wide as their longest value.
    """

    keys: tuple[str, ...]
    pinned: int = 0
    full: frozenset[str] = frozenset()

    def known(self, keys: Collection[str]) -> ColumnChoice:
        """Without what is not among the known keys, and each once: a choice may be older than the program."""
        kept = tuple(key for key in dict.fromkeys(self.keys) if key in keys)[:MAX_COLUMNS]
        pinned = set(self.keys[: max(self.pinned, 0)]) & set(kept)
        return ColumnChoice(kept, len(pinned), self.full & set(kept))

    def toggled(self, key: str) -> ColumnChoice:
        """With a column hidden, or shown as the last; the only one stays."""
        if key not in self.keys:
            return replace(self, keys=(*self.keys, key))
        if len(self.keys) == 1:
            return self
        place = self.keys.index(key)
        keys = self.keys[:place] + self.keys[place + 1 :]
        return replace(self, keys=keys, pinned=self.pinned - (place < self.pinned))

    def moved(self, key: str, by: int) -> ColumnChoice:
        """With a column further to the right, or to the left when `by` is negative; never past an end."""
        if key not in self.keys:
            return self
        place = self.keys.index(key)
        rest = [each for each in self.keys if each != key]
        rest.insert(max(0, min(len(rest), place + by)), key)
        return replace(self, keys=tuple(rest))

    def pinned_to(self, key: str) -> ColumnChoice:
        """Pinned up to and with a column; once more on the last pinned one: none is pinned."""
        if key not in self.keys:
            return self
        upto = self.keys.index(key) + 1
        return replace(self, pinned=0 if upto == self.pinned else upto)

    def widened(self, key: str) -> ColumnChoice:
        """With a column as wide as its longest value, or back."""
        return replace(self, full=self.full ^ {key}) if key in self.keys else self
