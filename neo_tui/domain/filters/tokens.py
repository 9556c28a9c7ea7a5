"""A filter's text cut into terms, and a term into name, operator and values; each piece knows where it stands.

Spaces part terms. Between double quotes, spaces, commas and operators are ordinary characters, and a backslash
makes the next character one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from neo_tui.domain.typed import TypedError

LONGEST = 2_000
"""Characters of a filter; more is a mistaken paste."""


class FilterError(TypedError):
    """A filter that cannot be understood."""


class Letter(NamedTuple):
    """One character of a term.

    Attributes:
        text: The character.
        position: Where it stands in the filter.
        quoted: Whether it stands between quotes, and so is never an operator.
    """

    text: str
    position: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A name or a value as it was typed.

    Attributes:
        letters: Its characters, without quotes and backslashes.
        position: Where it begins in the filter, its quotes included.
        end: Where it ends.
    """

    letters: tuple[Letter, ...]
    position: int
    end: int

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(letter.text for letter in self.letters)

    @property
    def quoted(self) -> bool:
        """Whether quotes stand in it: then it is taken as it is, and no word in it is special."""
        return self.end - self.position > len(self.letters) or any(letter.quoted for letter in self.letters)

    def wrong(self, message: str) -> FilterError:
        """The error that points to it."""
        return FilterError(self.position, self.end - self.position, message)


@dataclass(frozen=True, slots=True)
class Token:
    """One term as it was typed.

    Attributes:
        negated: Whether it must not hold.
        whole: All of it but the `!` before it.
        name: What stands before the operator; None when the term is just a text.
        operator: `:`, `<`, `<=`, `>`, `>=`, `=` or `!=`; "" when it is just a text.
        operand: What stands behind the operator.
    """

    negated: bool
    whole: Piece
    name: Piece | None
    operator: str
    operand: Piece

    @property
    def values(self) -> tuple[Piece, ...]:
        """The operand's alternatives: what stands between its commas.

        Raises:
            FilterError: Nothing stands there.
        """
        found = tuple(_split(self.operand))
        for piece in found:
            if piece.position == piece.end:
                raise FilterError(piece.position - 1, 1, f"Write a value before and behind the comma of {self.shown}.")
        return found

    @property
    def shown(self) -> str:
        """Name and operator: `left>`."""
        return f"{self.name.text if self.name else ''}{self.operator}"


_OPERATOR = re.compile(r"<=|>=|!=|<>|==|[:<>=]")
_ELSEWHERE = {"==": "=", "<>": "!="}
"""What people know from other languages, and how it is written here."""
_NAME_BEGINS = re.compile(r"[^\W\d]")


def tokens(text: str) -> list[Token]:
    """The terms of a filter, in order.

    Raises:
        FilterError: A quote is not closed, or an operator has nothing before or behind it.
    """
    if len(text) > LONGEST:
        raise FilterError(LONGEST, len(text) - LONGEST, f"A filter has at most {LONGEST:,} characters.")
    return [_token(term) for term in _terms(text)]


def _terms(text: str) -> Iterator[Piece]:
    """The pieces that spaces part."""
    letters: list[Letter] = []
    start: int | None = None
    at = 0
    while at < len(text):
        if text[at].isspace():
            if start is not None:
                yield Piece(tuple(letters), start, at)
            letters, start = [], None
            at += 1
            continue
        start = at if start is None else start
        if text[at] == '"':
            inside, at = _quoted(text, at)
            letters += inside
        else:
            letters.append(Letter(text[at], at, quoted=False))
            at += 1
    if start is not None:
        yield Piece(tuple(letters), start, at)


def _quoted(text: str, opened: int) -> tuple[list[Letter], int]:
    """What stands between quotes, and where it goes on behind them."""
    letters: list[Letter] = []
    at = opened + 1
    while at < len(text):
        if text[at] == '"':
            return letters, at + 1
        at += text[at] == "\\"
        if at < len(text):
            letters.append(Letter(text[at], at, quoted=True))
        at += 1
    raise FilterError(opened, len(text) - opened, 'This quote is not closed; put " where the text ends.')


def _token(term: Piece) -> Token:
    letters, negated, start = term.letters, False, term.position
    while letters and letters[0] == Letter("!", start, quoted=False):
        letters, negated, start = letters[1:], not negated, start + 1
    whole = Piece(letters, start, term.end)
    if start == term.end:
        raise term.wrong("Write right behind ! what must not hold: !status:EXPIRED.")
    found = _OPERATOR.search(_outside_quotes(letters, start, term.end))
    if found is None:
        if not letters:
            raise whole.wrong("Nothing stands between these quotes; write the text to look for.")
        return Token(negated, whole, None, "", whole)
    operator, at = found[0], start + found.start()
    behind = at + len(operator)
    name = Piece(tuple(letter for letter in letters if letter.position < at), start, at)
    operand = Piece(tuple(letter for letter in letters if letter.position >= behind), behind, term.end)
    if start == at:
        raise FilterError(at, len(operator), f"Write a name right before {operator}, without a space: left>0.")
    if name.quoted or not _NAME_BEGINS.match(name.text):
        return Token(negated, whole, None, "", whole)  # a time of day, an address: a text to look for
    if operator in _ELSEWHERE:
        raise FilterError(at, len(operator), f"Write {_ELSEWHERE[operator]} instead of {operator}.")
    if behind == term.end:
        raise whole.wrong(f"Write a value right behind {operator}, without a space.")
    return Token(negated, whole, name, operator, operand)


def _outside_quotes(letters: Sequence[Letter], start: int, end: int) -> str:
    """A piece of the text, as long as it is there, with a blank for all that is quoted."""
    plain = {letter.position: letter.text for letter in letters if not letter.quoted}
    return "".join(plain.get(at, " ") for at in range(start, end))


def _split(operand: Piece) -> Iterator[Piece]:
    letters: list[Letter] = []
    start = operand.position
    for letter in operand.letters:
        if letter.text == "," and not letter.quoted:
            yield Piece(tuple(letters), start, letter.position)
            letters, start = [], letter.position + 1
        else:
            letters.append(letter)
    yield Piece(tuple(letters), start, operand.end)
