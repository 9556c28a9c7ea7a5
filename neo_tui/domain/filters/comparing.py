"""`name<value` and its like, for amounts, numbers and dates.

What cannot be read, is doubtful or did not come takes part in no comparison, in `!=` neither: nobody knows how it
compares.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.attributes import Attribute, Kind
from neo_tui.domain.filters.numbers import no_thousands, number
from neo_tui.domain.filters.terms import OfRow
from neo_tui.domain.filters.times import Stretch, stretch
from neo_tui.domain.filters.tokens import Token
from neo_tui.domain.filters.values import SPECIAL, UNREADABLE
from neo_tui.domain.points import amount_text
from neo_tui.domain.viewpoint import Viewpoint

Number = Decimal | int

_NUMBERS: dict[str, tuple[Callable[[Number, Number], bool], str]] = {
    "<": (operator.lt, "below"),
    "<=": (operator.le, "at most"),
    ">": (operator.gt, "above"),
    ">=": (operator.ge, "at least"),
    "=": (operator.eq, "is"),
    "!=": (operator.ne, "is not"),
}

_TIMES: dict[str, tuple[Callable[[datetime, Stretch], bool], str]] = {
    "<": (lambda at, given: at < given.start, "before {words}"),
    "<=": (lambda at, given: at < given.end, "by {words}"),
    ">": (lambda at, given: at >= given.end, "after {words}"),
    ">=": (lambda at, given: at >= given.start, "from {words} on"),
    "=": (lambda at, given: given.holds(at), "{on} {words}"),
    "!=": (lambda at, given: not given.holds(at), "not {on} {words}"),
}


def comparison(token: Token, asked: Attribute, view: Viewpoint) -> OfRow:
    """The term of a name, a comparison and a value.

    Raises:
        FilterError: This kind has no order, or the value is none of its kind.
    """
    if asked.kind in {Kind.STATUS, Kind.EVENT_TYPE}:
        no = "!" if token.operator == "!=" else ""
        raise token.whole.wrong(f"{asked.key} has no order; write {no}{asked.key}:{token.operand.text}.")
    word = token.operand.text.lower()
    if word in {*SPECIAL, UNREADABLE, "never"} and not token.operand.quoted:
        no = "!" if token.operator == "!=" else ""
        raise token.whole.wrong(f"{word} has no order; write {no}{asked.key}:{word}.")
    no_thousands(token)
    return _of_time(token, asked, view) if asked.kind is Kind.TIME else _of_number(token, asked)


def _of_number(token: Token, asked: Attribute) -> OfRow:
    compare, words = _NUMBERS[token.operator]
    given, value = number(token.operand, asked, token), asked.value

    def test(row: Allocation) -> bool:
        own = value(row)
        return isinstance(own, Decimal | int) and compare(own, given)

    return OfRow(f"{asked.said} {words} {given if isinstance(given, int) else amount_text(given)}", test)


def _of_time(token: Token, asked: Attribute, view: Viewpoint) -> OfRow:
    compare, words = _TIMES[token.operator]
    given, value = stretch(token.operand, view), asked.value
    if given.exact and token.operator in {"=", "!="}:
        raise token.whole.wrong("No time is met to the instant; compare with < or >, or write a day.")

    def test(row: Allocation) -> bool:
        own = value(row)
        return isinstance(own, datetime) and compare(own, given)

    return OfRow(f"{asked.said} {words.format(on=given.on, words=given.words)}", test)
