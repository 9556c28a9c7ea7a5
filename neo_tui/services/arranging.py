"""Which of the loaded rows are shown, in which order, and which of them are marked.

Everything is known by the row's key, so that pages may come, go and be asked for again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from neo_tui.domain.attributes import attribute
from neo_tui.domain.filters.searchable import Texts
from neo_tui.domain.gathered import Gathered, RowKey
from neo_tui.domain.sorting import Key, Order

if TYPE_CHECKING:
    from neo_tui.domain.filters.filter import Filter  # what a filter is made of is not needed before there is one

MAX_KEYS = 4
"""Columns that rows are sorted by at once."""


class _Arranged(NamedTuple):
    """What was arranged the last time, and of what: with ten thousand rows a mark would take a tenth of a second."""

    gathered: Gathered
    filter: Filter | None
    order: Order
    marks: frozenset[RowKey]
    places: list[int]


@dataclass
class Arrangement:
    """What a person has made of the rows of one question.

    Attributes:
        filter: What a row must be to be shown; None shows all.
        search: What a row must be to be jumped to, while all are shown; None: nothing is searched for.
        order: How they are sorted; without keys in the order in which they came.
        marks: Keys of the marked rows.
        together: Whether the rows of all loaded pages are shown, without anything else asking for it.
    """

    filter: Filter | None = None
    search: Filter | None = None
    order: Order = field(default_factory=Order)
    marks: frozenset[RowKey] = frozenset()
    together: bool = False
    texts: Texts = field(default_factory=Texts)
    """What of the rows is searched, kept from one letter to the next."""
    _known: _Arranged | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def over_pages(self) -> bool:
        """Whether rows of all loaded pages are shown together."""
        return self.together or self.filter is not None or bool(self.order.keys)

    def arranged(self, gathered: Gathered, page: int) -> list[int]:
        """Places of the rows that are shown, in their order.

        Args:
            gathered: All loaded rows.
            page: The page that is shown when pages are.
        """
        if not self.over_pages:
            return gathered.of_page(page)
        known = self._known
        marks = self.marks if self.filter is not None and self.filter.about_marks else frozenset()
        if (
            known is None
            or known.gathered is not gathered
            or known.filter is not self.filter
            or (known.order, known.marks) != (self.order, marks)
        ):
            places = list(range(len(gathered.rows)))
            if self.filter is not None:
                places = self._selected(self.filter, gathered, places)
            if self.order.keys:
                places = self.order.arrange(gathered.rows, places)
            known = self._known = _Arranged(gathered, self.filter, self.order, marks, places)
        return list(known.places)

    def matches(self, gathered: Gathered, places: Sequence[int]) -> frozenset[int]:
        """Which of the shown rows match what is searched for, counted from the first shown."""
        if self.search is None:
            return frozenset()
        found = set(self._selected(self.search, gathered, places))
        return frozenset(index for index, place in enumerate(places) if place in found)

    def _selected(self, wanted: Filter, gathered: Gathered, places: Sequence[int]) -> list[int]:
        marked = {place for place, key in enumerate(gathered.keys) if key in self.marks} if self.marks else set()
        chosen = set(wanted.select(gathered.rows, marked, self.texts))
        return [place for place in places if place in chosen]

    def toggle(self, key: RowKey) -> None:
        """Mark a row, or take its mark away."""
        self.marks ^= {key}

    def sort_by(self, name: str, *, add: bool = False) -> None:
        """Sort by a column; once more: the other way round; a third time: not at all.

        Args:
            name: The column.
            add: Keep the other keys, and make it the next one.
        """
        keys, wanted = self.order.keys, attribute(name).key
        known = next((key for key in keys if key.name == wanted), None)
        others = tuple(key for key in keys if key is not known) if add else ()
        if known is None or (not add and len(keys) > 1):
            self.order = Order((*others, Key(wanted))[-MAX_KEYS:])
        elif not known.descending:
            self.order = Order(tuple(Key(wanted, descending=True) if key is known else key for key in keys))
        else:
            self.order = Order(others)

    def signs(self) -> dict[str, str]:
        """What is added to the label of a column that is sorted by, by each of its names.

        `▲`, with its number when there are several.
        """
        keys = self.order.keys
        return {
            name: ("▼" if key.descending else "▲") + (str(place) if len(keys) > 1 else "")
            for place, key in enumerate(keys, 1)
            for name in (key.name, *key.attribute.aliases)
        }
