"""Numbers as one types them in a filter: plain digits, a point, a sign; exact."""

from __future__ import annotations

import re
from decimal import Decimal

from neo_tui.domain.attributes import Attribute, Kind
from neo_tui.domain.filters.times import looks_like_time
from neo_tui.domain.filters.tokens import Piece, Token

_NUMBER = re.compile(r"[+\-\N{MINUS SIGN}]?(\d{1,40}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_GROUPED = re.compile(r"[+\-\N{MINUS SIGN}]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)


def number(piece: Piece, asked: Attribute, token: Token) -> Decimal | int:
    """The amount or id that a piece of a filter names.

    Raises:
        FilterError: It is no number.
    """
    text = piece.text.strip()
    if not _NUMBER.fullmatch(text):
        raise piece.wrong(_no_number(text, asked, token))
    exact = Decimal(text.replace("\N{MINUS SIGN}", "-"))
    if asked.kind is Kind.AMOUNT:
        return exact
    if exact != exact.to_integral_value():
        raise piece.wrong(f"{asked.key} is a whole number.")
    return int(exact)


def no_thousands(token: Token) -> None:
    """Refuse a comma in a comparison, where it cannot part alternatives.

    Raises:
        FilterError: There is one; the message tells the number without it.
    """
    operand = token.operand
    if any(letter.text == "," and not letter.quoted for letter in operand.letters):
        if _GROUPED.fullmatch(operand.text):
            raise operand.wrong(f"Write numbers without commas: {token.shown}{operand.text.replace(',', '')}.")
        raise operand.wrong(f"{token.operator} takes one value; several go behind a colon: {_name(token)}:1,2.")


def _no_number(text: str, asked: Attribute, token: Token) -> str:
    if asked.date and looks_like_time(text):
        return f"{asked.key} is an amount; its date is {asked.date}: write {asked.date}{token.operator}{text}."
    if "," in text and _GROUPED.fullmatch(text):
        return f"Write numbers without commas: {token.shown}{text.replace(',', '')}."
    what = "an amount: write digits" if asked.kind is Kind.AMOUNT else "a number: write digits"
    return f"{asked.key} is {what}, like {token.shown}{'12500.5' if asked.kind is Kind.AMOUNT else '501'}."


def _name(token: Token) -> str:
    return token.name.text if token.name else ""
