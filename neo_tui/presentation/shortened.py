"""Texts for tickets: the ids of customers, entities and entries are cut to their last characters.

Enough is left for those who have the case before them to see that it is the same one, too little for others to look
the customer up. `…` shows where something was cut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import quote, unquote

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.pasted.pasted import CUT
from neo_tui.domain.query import Query

ID_FIELDS = frozenset(
    {"id", "customer_id", "original_customer_id", "points_source_id", "cps_id", "entity_id", "event_log_id"}
)
"""The API's names of what is cut, and the keys of the columns that show it."""
_LONG, _MANY, _FEW = 8, 4, 3
"""Of an id of so many characters the last four stay, of a shorter one three."""
_SHORTEST = 5
"""Of fewer nothing stays; outside of their own fields such ids are left, as any number may look like them."""
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+")
"""A whole run of digits, or one with commas as a table has it."""
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+"(\s*:)?|-?[0-9][0-9.eE+-]*|[\[\]{},]')
_OWN = re.compile(r"(?<=customer_id=)[^&\s'\"]+|(?<=entity_id=)[^&\s'\"]+")
"""The ids in a URL."""
_LONGEST_NUMBER = 40
"""Characters of a number in JSON that may be an id written otherwise."""


def shortened(value: str) -> str:
    """The end of an id: `…9205`."""
    kept = _MANY if len(value) >= _LONG else _FEW if len(value) >= _SHORTEST else 0
    return f"{CUT}{value[-kept:]}" if kept else CUT


class Shortener:
    """Cuts ids wherever they stand in a text.

    Args:
        query: The question, whose customer and entity are cut.
        rows: Rows whose ids are cut.
    """

    def __init__(self, query: Query, rows: Iterable[Allocation]) -> None:
        known = {str(query.customer_id), query.entity_id}
        for row in rows:
            for name in ID_FIELDS & row.values.keys():
                known.add(row[name].literal)
                number = row.number(name)  # however it was written: 5.0, 5e0, "005"
                if number is not None:
                    known.add(str(abs(number)))
        known = {word for word in known if len(word) >= _SHORTEST and any(map(str.isalnum, word))}
        digits = {word for word in known if word.isdecimal() and word.isascii()}
        self._numbers = {word.lstrip("0") for word in digits}
        texts = known - digits
        forms = {*texts, *(quote(text, safe="") for text in texts)}
        found = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        self._texts = re.compile(found, re.IGNORECASE) if found else None

    def text(self, text: str) -> str:
        """A text with each id cut that has at least five characters, also within a longer word."""
        if self._texts is not None:
            text = self._texts.sub(lambda match: shortened(match[0]), text)
        return _NUMBER.sub(self._number, text)

    def _number(self, match: re.Match[str]) -> str:
        digits = match[0].replace(",", "")
        return shortened(digits) if digits.lstrip("0") in self._numbers else match[0]

    def url(self, text: str) -> str:
        """A text with a URL of the question; its ids are cut however short they are."""
        return self.text(_OWN.sub(lambda match: shortened(unquote(match[0])), text))

    def cell(self, name: str, text: str) -> str:
        """A cell of a column; where that holds an id, it is cut however short it is."""
        return shortened(text) if name in ID_FIELDS and any(map(str.isalnum, text)) else self.text(text)

    def json(self, text: str) -> str:
        """JSON text with ids cut; it stays JSON, as a number that was cut becomes a text.

        Whatever stands below a field that holds an id is taken for one.
        """
        depth, below, named = 0, 0, False

        def cut(match: re.Match[str]) -> str:
            nonlocal depth, below, named
            piece = match[0]
            if piece in _BRACKETS:
                depth += _BRACKETS[piece]
                if piece in "[{" and named and not below:
                    below = depth
                elif below and depth < below:
                    below = 0
                named = False
                return piece
            if match[1] is not None:
                end = piece.rindex('"') + 1
                key = _read(piece[:end])
                named = key in ID_FIELDS
                return f"{self._string(piece[:end], key, whole=False)}{piece[end:]}"
            whole, named = named or bool(below), False
            if piece.startswith('"'):
                return self._string(piece, _read(piece), whole=whole)
            return f'"{shortened(piece)}"' if whole or self._is_id(piece) else piece

        return _JSON.sub(cut, text)

    def _string(self, piece: str, text: str, *, whole: bool) -> str:
        told = shortened(text) if whole else self.text(text)
        return piece if told == text else json.dumps(told, ensure_ascii=False)

    def _is_id(self, piece: str) -> bool:
        if len(piece) > _LONGEST_NUMBER:
            return False
        try:
            number = Decimal(piece)
            return number == int(number) and str(abs(int(number))) in self._numbers
        except (ArithmeticError, ValueError):
            return False


_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1, ",": 0}


def _read(token: str) -> str:
    """The text that a JSON string stands for; as it is written, where that is none."""
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token[1:-1]
