"""The values of a line of a case file, each checked: no later reader has to ask what it may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from neo_tui.domain.allocation import literal
from neo_tui.domain.case import MAX_NOTE, MAX_TOLD
from neo_tui.domain.foreign import visible, visible_lines
from neo_tui.domain.json_text import Number, Object, Value

_LONGEST_TEXT = 300
_SHORT = 40
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
"""Far enough from the ends of the calendar that every zone can tell it."""
_KEY = re.compile(r"[0-9a-f]{8,40}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")

Item = TypeVar("Item")


class LineError(ValueError):
    """A line says what it cannot; the message is the middle of a sentence."""


def get(values: Object, name: str, check: Callable[[Value], Item]) -> Item:
    """A member of an object, as its check returns it.

    Raises:
        LineError: It is missing, or is not what it should be.
    """
    if name not in values:
        raise LineError(f"{name} is missing")
    try:
        return check(values[name])
    except (TypeError, ValueError, OverflowError):
        raise LineError(f"its {name} cannot be used: {short(values[name])}") from None


def string(value: Value) -> str:
    """A text as it stands there; it may hold anything.

    All checks here raise TypeError or ValueError, which `get` tells with the name of the member.
    """
    if not isinstance(value, str) or isinstance(value, Number):
        raise TypeError
    return str(value)


def text(value: Value) -> str:
    """A word or some, made visible, at most 300 characters."""
    return visible(string(value)[:_LONGEST_TEXT])[:_LONGEST_TEXT]


def sentence(value: Value) -> str:
    """What was told, made visible, at most `MAX_TOLD` characters."""
    return visible(string(value)[:MAX_TOLD])[:MAX_TOLD]


def words(value: Value) -> str:
    """What somebody wrote, in lines, made visible, at most `MAX_NOTE` characters."""
    return "\n".join(visible_lines(string(value)[:MAX_NOTE]))[:MAX_NOTE]


def flag(value: Value) -> bool:
    """True or false; nothing that only counts as such."""
    if not isinstance(value, bool):
        raise TypeError
    return value


def key(value: Value) -> str:
    """The id of a question: 8 to 40 hexadecimal digits."""
    text = string(value)
    if not _KEY.match(text):
        raise ValueError
    return text


def digest(value: Value) -> str:
    """A SHA-256 in small hexadecimal digits."""
    text = string(value)
    if not _SHA256.match(text):
        raise ValueError
    return text


def moment(value: Value) -> datetime:
    """An instant with a zone, from 2000 to 9997, in UTC."""
    at = datetime.fromisoformat(string(value)[:40])
    if at.tzinfo is None or not _FIRST <= at <= _LAST:
        raise ValueError
    return at.astimezone(UTC)


def whole(least: int, most: int) -> Callable[[Value], int]:
    """Checks for a whole number between two, both included."""

    def check(value: Value) -> int:
        number = value.integer() if isinstance(value, Number) else None
        if number is None or not least <= number <= most:
            raise ValueError
        return number

    return check


def short(value: Value) -> str:
    """A value in few words, visible."""
    text = value if isinstance(value, str) else literal(value)
    return visible(text[:_SHORT]) + ("…" if len(text) > _SHORT else "")
