"""`name:value,value`: any of the values, each as its kind is written."""

from __future__ import annotations

import re
from collections.abc import Callable

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.attributes import Attribute, Kind
from neo_tui.domain.event_search import UnknownEventTypeError, resolve
from neo_tui.domain.event_types import EVENT_TYPES, EventType, event_type
from neo_tui.domain.filters.numbers import number
from neo_tui.domain.filters.terms import AnyOf, OfRow, Term
from neo_tui.domain.filters.times import looks_like_time, stretch
from neo_tui.domain.filters.tokens import Piece, Token
from neo_tui.domain.points import amount_text
from neo_tui.domain.timestamps import is_never
from neo_tui.domain.viewpoint import Viewpoint

SPECIAL: dict[str, State] = {"none": State.NONE, "null": State.NULL, "missing": State.MISSING}
"""How a field may come other than with a value; none is the -1 of the API."""
UNREADABLE = "unreadable"
_NEVER = "never"


def value_term(token: Token, asked: Attribute, view: Viewpoint) -> Term:
    """The term of a name, a colon and values.

    Raises:
        FilterError: A value cannot be one of this kind.
    """
    terms = tuple(_special(piece, asked) or _one(piece, asked, token, view) for piece in token.values)
    return terms[0] if len(terms) == 1 else AnyOf(terms)


def _special(piece: Piece, asked: Attribute) -> OfRow | None:
    """How it came, where the value says so; in quotes it is an ordinary word."""
    word = piece.text.lower()
    if piece.quoted:
        return None
    if word == UNREADABLE:
        return OfRow(f"{asked.key} is unreadable", asked.unreadable)
    state = SPECIAL.get(word)
    return None if state is None else OfRow(f"{asked.key} is {word}", lambda row: asked.came(row, state))


def _one(piece: Piece, asked: Attribute, token: Token, view: Viewpoint) -> OfRow:
    if asked.kind is Kind.TIME:
        return _time(piece, asked, view)
    if asked.kind is Kind.STATUS:
        return _word(piece, asked)
    if asked.kind is Kind.EVENT_TYPE:
        return _event(piece, asked)
    wanted = number(piece, asked, token)
    shown = str(wanted) if isinstance(wanted, int) else amount_text(wanted)
    return OfRow(f"{asked.said} is {shown}", _equals(asked, wanted))


def _equals(asked: Attribute, wanted: object) -> Callable[[Allocation], bool]:
    value = asked.value
    return lambda row: value(row) == wanted


def _word(piece: Piece, asked: Attribute) -> OfRow:
    pattern, value = _pattern(piece), asked.value

    def test(row: Allocation) -> bool:
        word = value(row)
        return word is not None and pattern.fullmatch(str(word)) is not None

    return OfRow(f"{asked.said} is {piece.text}", test)


def _pattern(piece: Piece) -> re.Pattern[str]:
    """A whole word; case does not matter, and `*` outside quotes stands for anything."""
    wild = (".*" if letter.text == "*" and not letter.quoted else re.escape(letter.text) for letter in piece.letters)
    return re.compile("".join(wild), re.IGNORECASE | re.DOTALL)


def _event(piece: Piece, asked: Attribute) -> OfRow:
    kinds = _kinds(piece)
    ids = frozenset(kind.id for kind in kinds)
    value = asked.value
    shown = f"{asked.said} is {kinds[0].title}" if len(kinds) == 1 else f"{asked.said} is one of {piece.text}"
    return OfRow(shown, lambda row: value(row) in ids)


def _kinds(piece: Piece) -> list[EventType]:
    text = piece.text.strip()
    if any(letter.text == "*" and not letter.quoted for letter in piece.letters):
        pattern = _pattern(piece)
        kinds = [kind for kind in EVENT_TYPES if pattern.fullmatch(kind.name)]
        if not kinds:
            raise piece.wrong(f"No event type's name reads {text}; neo-tui events lists all of them.")
        return kinds
    if text.isascii() and text.isdigit():
        return [event_type(int(text[:40]))]
    try:
        return [resolve(text)]
    except UnknownEventTypeError as error:
        raise piece.wrong(str(error)) from None


def _time(piece: Piece, asked: Attribute, view: Viewpoint) -> OfRow:
    if piece.text.lower() == _NEVER and not piece.quoted:
        if asked.fields != ("expiry_date",):
            raise piece.wrong("Only an expiry can be never: expires:never.")
        return OfRow("expires never", reads_never)
    if not piece.quoted and looks_like_time(piece.text) and (wanted := stretch(piece, view)).exact:
        name, text = asked.key, piece.text
        raise piece.wrong(f"That is one instant; write {name}<{text} for before it, or {name}>{text} for after it.")
    wanted, value = stretch(piece, view), asked.value

    def test(row: Allocation) -> bool:
        at = value(row)
        return at is not None and wanted.holds(at)  # type: ignore[arg-type]  # of this kind are instants only

    return OfRow(f"{asked.said} {wanted.on} {wanted.words}", test)


def reads_never(row: Allocation) -> bool:
    """Whether the expiry reads as never (api.md §1.7)."""
    expiry = row.moment("expiry_date")
    return expiry is not None and is_never(expiry, row.moment("awarded_date"))
