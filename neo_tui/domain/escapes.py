r"""What a text reads as once its escapes are undone, and where in the text each piece of that stands.

Escapes of JSON, of Python and of shells (`\/`, `\u002f`, `\x2f`), of URLs (`%2F`) and of HTML (`&#x2f;`, `&amp;`).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

_DEEPEST = 4
"""How often escapes are undone: JSON in JSON, in a URL, in a web page."""
_MOST = 4
"""Readings of one depth."""
_OF_BACKSLASHES = r"(?<=\\)(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-3][0-7]{2}|.)"
_OF_OTHERS = r"(?<=%)[0-9a-fA-F]{2}|(?<=&)(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z]{2,8};)"
_KINDS = (
    re.compile(rf"[\\%&](?:{_OF_BACKSLASHES}|{_OF_OTHERS})", re.DOTALL),
    re.compile(rf"[%&](?:{_OF_OTHERS})"),
)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "0": "\0"}
_HEXADECIMAL = {"u": 4, "x": 2}

Span = tuple[int, int]


class Reading:
    """One way to read a text.

    Attributes:
        text: What it reads as.
    """

    __slots__ = ("_at", "_outer", "_pieces", "text")

    def __init__(self, text: str, pieces: list[tuple[int, int, int]], outer: Reading | None) -> None:
        self.text, self._pieces, self._outer = text, pieces, outer
        self._at = [at for at, _, _ in pieces]

    def places(self, words: Iterable[str], exact: Iterable[str]) -> Iterator[Span]:
        """Where in the original text words stand.

        Args:
            words: In small letters; found in whatever case.
            exact: Found as they are.
        """
        small = self.text.lower()
        if len(small) != len(self.text):  # one capital letter becomes two small characters
            small = self.text.replace("\u0130", "i").lower()
        for text, wanted in ((small, words), (self.text, exact)):
            for word in wanted:
                at = text.find(word)
                while at >= 0:
                    yield self._original(at, at + len(word))
                    at = text.find(word, at + len(word))

    @property
    def made_of(self) -> list[Span]:
        """The escapes that were undone, where they stand in the reading before this one."""
        return [(start, end) for _, start, end in self._pieces]

    def _original(self, start: int, end: int) -> Span:
        """The place in the original text of a place in this reading; no escape is cut."""
        if self._outer is None:
            return start, end
        return self._outer._original(self._before(start)[0], self._before(end - 1)[1])  # noqa: SLF001 - of its own kind

    def _before(self, at: int) -> Span:
        """Where the character at a place of this reading begins and ends in the reading it was made of."""
        index = bisect_right(self._at, at) - 1
        if index < 0:
            return at, at + 1
        place, start, end = self._pieces[index]
        if at == place:
            return start, end
        moved = end + at - place - 1
        return moved, moved + 1

    def undone(self, kind: re.Pattern[str]) -> Reading | None:
        """This reading with its escapes of a kind undone; None when it has none."""
        parts, pieces, length, done = list[str](), list[tuple[int, int, int]](), 0, 0
        for match in kind.finditer(self.text):
            start, end = match.span()
            length += start - done
            parts += (self.text[done:start], _meant(match[0]))
            pieces.append((length, start, end))
            length, done = length + 1, end
        if not pieces:
            return None
        return Reading("".join((*parts, self.text[done:])), pieces, self)


def places(text: str, words: Iterable[str], exact: Iterable[str]) -> list[Span]:
    """Where words stand in a text, however often they are escaped; in order, apart, and cutting no escape in two.

    Args:
        text: Where to look.
        words: In small letters; found in whatever case.
        exact: Found as they are.
    """
    known = list(readings(text))
    found = sorted(span for reading in known for span in reading.places(words, exact))
    escapes = known[1].made_of if found and len(known) > 1 else []
    apart: list[Span] = []
    for span in found:
        start, end = _uncut(span, escapes)
        if apart and start < apart[-1][1]:
            apart[-1] = (min(start, apart[-1][0]), max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _uncut(span: Span, escapes: list[Span]) -> Span:
    """A span with the whole of the escapes that it begins or ends in."""
    start, end = span
    for index in (bisect_left(escapes, (start, 0)) - 1, bisect_left(escapes, (end, 0)) - 1):
        if index >= 0:
            first, last = escapes[index]
            start = first if first < start < last else start
            end = last if first < end < last else end
    return start, end


def readings(text: str) -> Iterator[Reading]:
    """The text as it is, then with its escapes undone, once and again.

    A backslash is no escape in a URL and in HTML, so where they stand beside each other it is also left alone.
    """
    level = [Reading(text, [], None)]
    for _ in range(_DEEPEST):
        yield from level
        further = [undone for reading in level for kind in _KINDS if (undone := reading.undone(kind))]
        level = list({reading.text: reading for reading in reversed(further)}.values())[::-1][:_MOST]


def _meant(escape: str) -> str:
    """The one character that an escape stands for; what is no escape after all stands for itself as far as it can."""
    mark, rest = escape[0], escape[1:]
    if mark == "%":
        return chr(int(rest, 16))
    if mark == "&":
        meant = html.unescape(escape if escape.endswith(";") else f"{escape};")
        return meant if len(meant) == 1 else "&"
    if rest[0] in _HEXADECIMAL and len(rest) > 1:
        return chr(int(rest[1:], 16))
    if len(rest) > 1:
        return chr(int(rest, 8))
    return _SHORT.get(rest, rest)
