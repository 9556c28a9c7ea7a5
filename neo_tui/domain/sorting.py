"""The order of rows: by one attribute or several, each up or down.

What cannot be read, is doubtful or did not come stands last, whichever way is sorted: it is neither least nor
most. Rows that are equal keep the order in which they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.attributes import Attribute, Kind, UnknownAttributeError, attribute
from neo_tui.domain.typed import TypedError

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

MOST_KEYS = 8
"""Further keys would hardly ever decide; so many names are a mistaken paste."""


class OrderError(TypedError):
    """An order that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Key:
    """One attribute to sort by.

    Attributes:
        name: The key of the attribute.
        descending: Whether the most, the latest or the last in the alphabet comes first.
    """

    name: str
    descending: bool = False

    @property
    def attribute(self) -> Attribute:
        """What is sorted by."""
        return attribute(self.name)

    @property
    def text(self) -> str:
        """As one types it: `-left`."""
        return f"{'-' if self.descending else ''}{self.name}"


@dataclass(frozen=True, slots=True)
class Order:
    """The keys to sort by; what is equal in one is sorted by the next. No keys: as the rows came."""

    keys: tuple[Key, ...] = ()

    @property
    def text(self) -> str:
        """As one types it: `-left,expires_on`."""
        return ",".join(key.text for key in self.keys)

    def arrange(self, rows: Sequence[Allocation], among: Sequence[int] | None = None) -> list[int]:
        """The places of the rows in this order, counted from 0. Never raises, whatever came.

        Args:
            rows: All rows, in the order in which they came.
            among: Places of those to put in order; all when None.
        """
        places = list(range(len(rows)) if among is None else among)
        for key in reversed(self.keys):
            places = _by(key, rows, places)
        return places


def _by(key: Key, rows: Sequence[Allocation], places: list[int]) -> list[int]:
    asked = key.attribute
    known: list[tuple[SupportsRichComparison, int]] = []
    unknown: list[int] = []
    for place in places:
        value = asked.value(rows[place])
        if value is None:
            unknown.append(place)
        else:
            known.append((_comparable(value, asked), place))
    # `reverse` keeps the order of what is equal, too.
    known.sort(key=lambda pair: pair[0], reverse=key.descending)
    return [*(place for _, place in known), *unknown]


def _comparable(value: SupportsRichComparison, asked: Attribute) -> SupportsRichComparison:
    """Words are in order whatever their case; where only that differs, capitals first."""
    return (str(value).casefold(), str(value)) if asked.kind is Kind.STATUS else value


def parse_order(text: str) -> Order:
    """Read an order: names parted by commas or spaces, `-` before one for the most or latest first.

    An empty text makes the order in which the rows came.

    Raises:
        OrderError: A name is unknown, or stands twice; tells where, and what may be meant.
    """
    keys: list[Key] = []
    for start, end in _words(text):
        word = text[start:end]
        name = word.lstrip("+-\N{MINUS SIGN}")
        signs = len(word) - len(name)
        if not name or signs > 1:
            raise OrderError(start, end - start, "Write a name, and - before it for the most first: -left.")
        try:
            found = attribute(name)
        except UnknownAttributeError as error:
            raise OrderError(start + signs, len(name), str(error)) from None
        if any(key.name == found.key for key in keys):
            raise OrderError(start, end - start, f"{found.key} stands twice; the first one decides already.")
        keys.append(Key(found.key, word.startswith(("-", "\N{MINUS SIGN}"))))
    if len(keys) > MOST_KEYS:
        raise OrderError(0, len(text), f"At most {MOST_KEYS} names decide the order.")
    return Order(tuple(keys))


def _words(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, character in enumerate(f"{text} "):
        parts = character == "," or character.isspace()
        if not parts and start is None:
            start = place
        elif parts and start is not None:
            found.append((start, place))
            start = None
    return found
