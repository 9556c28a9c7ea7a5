"""Two rows field by field: what is the same, what is only written differently, what has changed by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from neo_tui.domain.allocation import Allocation, Extra, FieldValue, State
from neo_tui.domain.fields import BY_NAME
from neo_tui.domain.foreign import visible
from neo_tui.domain.json_text import JsonTextError, Number, Object, Value, read
from neo_tui.domain.points import EXACT
from neo_tui.domain.timestamps import Moment


class Sameness(StrEnum):
    """How alike two values are."""

    LETTER = "the same"
    """The same letter for letter."""
    VALUE = "the same value, written differently"
    """1.0 and 1.000, 50 and "50": the same to reckon with, and not the same text."""
    DIFFERENT = "different"
    """Missing, null, none (-1) and a wrong type are told apart, too."""


Side = FieldValue | Extra | None
"""One side of a difference; None where an unknown field is not there at all."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two rows.

    Attributes:
        name: The API's own name, or that of a field no document knows.
        left: The value on the left.
        right: The value on the right.
        same: How alike they are.
        change: Right − left where both are amounts (points, exact) or reliable times; None where the values are
            the same, and where nothing can be reckoned.
    """

    name: str
    left: Side
    right: Side
    same: Sameness
    change: Decimal | timedelta | None = None

    @property
    def differs(self) -> bool:
        """Whether the values are not the same, however they are written."""
        return self.same is Sameness.DIFFERENT

    @property
    def known(self) -> bool:
        """Whether it is one of the 27 documented fields."""
        return self.name in BY_NAME


def compare_rows(left: Allocation, right: Allocation) -> tuple[Difference, ...]:
    """All 27 fields in the documented order, then the unknown ones: the left row's, then those only the right has.

    Never raises, whatever came.
    """
    letters = _Letters(left, right)
    fields = [_field(left[name], right[name], letters) for name in BY_NAME]
    return (*fields, *_extras(left, right, letters))


def unlike(left: Allocation, right: Allocation) -> Iterator[Difference]:
    """Those of `compare_rows` that are not the same letter for letter, in the same order; quick where most are."""
    if left.raw == right.raw:
        return
    letters = _Letters(left, right)
    theirs = right.values
    for name, value in left.values.items():
        other = theirs[name]
        if (
            value.literal != other.literal
            or value.state is not other.state
            or value.quoted is not other.quoted
            or value.note != other.note
            or (
                value.note and _ambiguous(value.literal)
            )  # what is ambiguous has a note: a wrong type, a strange status
        ):
            difference = _field(value, other, letters)
            if difference.same is not Sameness.LETTER:
                yield difference
    if left.extra or right.extra:
        yield from (each for each in _extras(left, right, letters) if each.same is not Sameness.LETTER)


def _field(left: FieldValue, right: FieldValue, letters: _Letters) -> Difference:
    same = _sameness(left, right)
    if same is Sameness.LETTER and _ambiguous(left.literal):
        same = letters.sameness((left.field.name, 0), left.literal, right.literal)
    change = _change(left, right) if same is Sameness.DIFFERENT else None
    return Difference(left.field.name, left, right, same, change)


def _same_letters(left: FieldValue, right: FieldValue) -> bool:
    return (
        left.literal == right.literal
        and left.state is right.state
        and left.quoted is right.quoted
        and left.note == right.note
    )


def _ambiguous(literal: str) -> bool:
    """Whether two different values may have this literal: it tells no quotes inside, and hidden characters by signs."""
    return literal[:1] in _BRACKETS or "<U+" in literal or not literal.isascii()


_BRACKETS = frozenset("[{")


def _sameness(left: FieldValue, right: FieldValue) -> Sameness:
    if _same_letters(left, right):
        return Sameness.LETTER
    if left.state is not right.state or left.state not in {State.SENT, State.NONE}:
        return Sameness.DIFFERENT
    return Sameness.VALUE if left.value == right.value else Sameness.DIFFERENT


def _change(left: FieldValue, right: FieldValue) -> Decimal | timedelta | None:
    before, after = left.value, right.value
    if isinstance(before, Decimal) and isinstance(after, Decimal):
        return EXACT.subtract(after, before)
    # A time that may be in another unit is no time to reckon with.
    if isinstance(before, Moment) and isinstance(after, Moment) and before.reliable and after.reliable:
        return timedelta(milliseconds=after.millis - before.millis)
    return None


# ── where the texts that are kept leave a doubt, the rows are read again ──

_Key = tuple[str, int]
"""A name as it is shown, and how many of that look came before it."""


def _keyed(row: Allocation) -> dict[_Key, Extra]:
    seen: Counter[str] = Counter()
    found: dict[_Key, Extra] = {}
    for extra in row.extra:
        found[extra.name, seen[extra.name]] = extra
        seen[extra.name] += 1
    return found


def _extras(left: Allocation, right: Allocation, letters: _Letters) -> Iterator[Difference]:
    mine, theirs = _keyed(left), _keyed(right)
    for key in dict.fromkeys((*mine, *theirs)):
        here, there = mine.get(key), theirs.get(key)
        same = Sameness.DIFFERENT
        if here is not None and there is not None:
            same = _alike(here, there, letters, key)
        yield Difference(key[0], here, there, same)


def _alike(left: Extra, right: Extra, letters: _Letters, key: _Key) -> Sameness:
    if left.text is not right.text:
        return Sameness.DIFFERENT
    brackets = not left.text and left.literal[:1] in _BRACKETS and right.literal[:1] in _BRACKETS
    if brackets or (left.literal == right.literal and _ambiguous(left.literal)):
        return letters.sameness(key, left.literal, right.literal)
    if left.literal == right.literal:
        return Sameness.LETTER
    value = None if left.text else Number(left.literal).decimal()
    equal = value is not None and value == Number(right.literal).decimal()
    return Sameness.VALUE if equal else Sameness.DIFFERENT


class _Letters:
    """The values of two rows as they were sent, read when they are first asked for."""

    def __init__(self, left: Allocation, right: Allocation) -> None:
        self._rows = (left, right)
        self._read: tuple[dict[_Key, Value], dict[_Key, Value]] | None = None

    def sameness(self, key: _Key, mine_shown: str, theirs_shown: str) -> Sameness:
        """How alike the two values under a name are, by what is shown of them where the rows cannot be read."""
        left, right = self._rows
        if left.raw == right.raw:
            return Sameness.LETTER
        if self._read is None:
            self._read = (_sent(left), _sent(right))
        if not all(key in sent for sent in self._read):
            return Sameness.LETTER if mine_shown == theirs_shown else Sameness.DIFFERENT
        mine, theirs = (sent[key] for sent in self._read)
        if _equal(mine, theirs, by_letter=True):
            return Sameness.LETTER
        return Sameness.VALUE if _equal(mine, theirs, by_letter=False) else Sameness.DIFFERENT


def _sent(row: Allocation) -> dict[_Key, Value]:
    try:
        source = read(row.raw)
    except JsonTextError:  # it was read once already; kept so that a comparison never fails
        return {}
    seen: Counter[str] = Counter()
    found: dict[_Key, Value] = {}
    for name, value in source.items() if isinstance(source, Object) else ():
        shown = name if name in BY_NAME else visible(name)
        found[shown, seen[shown]] = value
        seen[shown] += 1
    return found


def _equal(left: Value, right: Value, *, by_letter: bool) -> bool:
    """Whether two JSON values are equal; by letter also in how numbers are written and keys are ordered."""
    if isinstance(left, Number) and isinstance(right, Number):
        if by_letter or str(left) == str(right):
            return str(left) == str(right)
        value = left.decimal()
        return value is not None and value == right.decimal()
    if type(left) is not type(right):
        return False
    if isinstance(left, list) and isinstance(right, list):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(_equal(a, b, by_letter=by_letter) for a, b in pairs)
    if isinstance(left, Object) and isinstance(right, Object):
        if left.keys() != right.keys() or (by_letter and list(left) != list(right)):
            return False
        return all(_equal(value, right[name], by_letter=by_letter) for name, value in left.items())
    return left == right
