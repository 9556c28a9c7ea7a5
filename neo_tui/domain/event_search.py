"""Finding an event type while one types: by number, name, words, initials, alias or family."""

from __future__ import annotations

import re
from functools import cache

from neo_tui.domain.event_types import EVENT_TYPES, EventType, event_type
from neo_tui.domain.foreign import clip, visible

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MOST_DIGITS = 10
_LONGEST_NEEDLE = 100
"""More than twice the longest name; the rest of a pasted page is not searched for."""
_ASKED_MOST = (15, 23)
"""TransactionAdd and GenericEvent: the types whose entity ids are documented (api.md §1.2 [D])."""


class UnknownEventTypeError(ValueError):
    """A text that names no event type; the message is a sentence with the nearest ones."""


@cache
def words(kind: EventType) -> tuple[str, ...]:
    """The words of a name, lower case: `TransactionAdd` has transaction and add."""
    return tuple(word.lower() for word in _WORD.findall(kind.name))


def search(text: str) -> list[EventType]:
    """The event types that fit a text, best first; all of them when it is empty.

    A whole number outside the table is offered as an unknown type.
    """
    text = text.strip().lower()[:_LONGEST_NEEDLE]
    if not text:
        return list(EVENT_TYPES)
    number = _number(text)
    if number is not None:
        found = [kind for kind in EVENT_TYPES if str(kind.id).startswith(str(number))]
        return found if any(kind.id == number for kind in found) else [event_type(number), *found]
    scored = [(score(text, kind), kind) for kind in EVENT_TYPES]
    fitting = [(points, kind) for points, kind in scored if points]
    best = max((points for points, _ in fitting), default=0)
    if best > _BY_CHANCE:  # letters that only happen to stand in order are no help beside real finds
        fitting = [(points, kind) for points, kind in fitting if points > _BY_CHANCE]
    return [kind for _, kind in sorted(fitting, key=lambda pair: (-pair[0], pair[1].id))]


def _number(text: str) -> int | None:
    digits = text.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else None


_BY_CHANCE = 100


def score(text: str, kind: EventType) -> int:
    """How well a lower-case text fits: 0 not at all, above 100 a real find, 1000 the name itself."""
    parts = re.findall(r"[a-z]+|\d+", text)
    if not parts:
        return 0
    joined, name = "".join(parts), kind.name.lower()
    short = max(0, 50 - len(name))  # of two that fit alike the shorter name is meant
    own = words(kind)
    if joined == name:
        return 1000
    if kind.id in _ASKED_MOST and all(part in kind.aliases for part in parts):
        return 900
    named = _by_name(parts, kind)
    if named:
        return named + short
    if joined in name:
        return 400 + short
    known = (*own, *kind.aliases, *str(kind.family).split())
    if _each_starts(parts, known):
        return 300 + short
    return short if len(joined) > 2 and _in_order(joined, name) else 0  # noqa: PLR2004 - two letters fit everything


_FROM_ITS_BEGINNING = 680
"""A find by name of this rank or above begins where the name does."""


def _by_name(parts: list[str], kind: EventType) -> int:
    """How well words fit the words of a name: 0 not at all."""
    joined, own = "".join(parts), words(kind)
    if joined == "".join(word[0] for word in own) and len(own) > 1:
        return 850
    if kind.name.lower().startswith(joined):
        return 800
    at = _abbreviation(joined, own)
    if at is not None:
        return 700 if at == 0 else 500
    if len(parts) > 1 and _each_starts(parts, own):
        return _FROM_ITS_BEGINNING if own[0].startswith(parts[0]) else 600
    return 0


def clearly_meant(text: str) -> EventType | None:
    """The one event type whose name a text abbreviates (`tadd`); None when several may be meant, or an alias."""
    try:
        return resolve(text)
    except UnknownEventTypeError:
        parts = re.findall(r"[a-z]+|\d+", text.lower()[:_LONGEST_NEEDLE])
    ranks = {kind: _by_name(parts, kind) for kind in EVENT_TYPES} if parts else {}
    best = max(ranks.values(), default=0)
    found = [kind for kind, rank in ranks.items() if rank == best]
    return found[0] if best >= _FROM_ITS_BEGINNING and len(found) == 1 else None


def _each_starts(parts: list[str], known: tuple[str, ...]) -> bool:
    return all(any(word.startswith(part) for word in known) for part in parts)


def _abbreviation(text: str, own: tuple[str, ...]) -> int | None:
    """Whether a text is made of beginnings of the words in order (`tadd`, `ta`); where it starts."""

    def fits(rest: str, at: int) -> bool:
        if not rest:
            return True
        if at == len(own):
            return False
        word = own[at]
        longest = 0
        while longest < min(len(word), len(rest)) and word[longest] == rest[longest]:
            longest += 1
        return any(fits(rest[size:], at + 1) for size in range(longest, 0, -1))

    return next((at for at in range(len(own)) if len(text) > 1 and fits(text, at)), None)


def _in_order(text: str, name: str) -> bool:
    at = 0
    for character in text:
        at = name.find(character, at) + 1
        if not at:
            return False
    return True


_BY_NAME = {kind.name.lower(): kind for kind in EVENT_TYPES}


def _nearest(text: str, plain: str) -> list[EventType]:
    """Up to three types that may be meant: what a search finds, else what is spelt alike."""
    if not plain:
        return []
    found = search(text)[:3]
    if found:
        return found
    import difflib  # noqa: PLC0415 - only what matches nothing needs it

    return [_BY_NAME[name] for name in difflib.get_close_matches(plain[:_LONGEST_NEEDLE], _BY_NAME)]


def resolve(text: str) -> EventType:
    """The event type a text names: its number, or its name with case, spaces, - and _ ignored.

    Raises:
        UnknownEventTypeError: It names none; the message tells the nearest.
    """
    number = _number(text.strip())
    if number is not None:
        return event_type(number)
    plain = re.sub(r"[\s_-]+", "", text).lower()
    named = _BY_NAME.get(plain)
    if named is not None:
        return named
    shown = clip(visible(text.strip()), 40) or "Nothing"
    *others, last = [f"{kind.name} ({kind.id})" for kind in _nearest(text, plain)] or [""]
    if not last:
        raise UnknownEventTypeError(f"{shown} is not an event type; neo-tui events lists all of them.")
    nearest = f"{', '.join(others)} or {last}" if others else last
    raise UnknownEventTypeError(f"{shown} is not an event type; did you mean {nearest}?")
