"""Texts for tickets: the ids of customers, entities and entries are cut to their last characters.

Enough is left for those who have the case before them to see that it is the same one, too little for others to look
the customer up. `…` shows where something was cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.query import Query

ID_FIELDS = frozenset({"id", "customer_id", "original_customer_id", "points_source_id", "cps_id", "entity_id"})
"""The API's names of what is cut, and the keys of the columns that show it."""
CUT = "…"
_LONG, _MANY, _FEW = 8, 4, 3
"""Of an id of so many characters the last four stay, of a shorter one three."""
_SHORTEST = 5
"""Of fewer nothing stays; outside of their own fields such ids are left, as any number may look like them."""
_WORD = re.compile(r"\w+")
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+"(\s*:)?|-?[0-9][0-9.eE+-]*')


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
        known = {str(query.customer_id)}
        for row in rows:
            known.update(row[name].literal for name in ID_FIELDS if name in row.values)
        self._words = {word for word in known if len(word) >= _SHORTEST and _WORD.fullmatch(word)}
        entity = query.entity_id
        forms = {entity, quote(entity, safe="")} if len(entity) >= _SHORTEST else set()
        found = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        self._entity = re.compile(rf"(?<!\w)(?:{found})(?!\w)") if found else None

    def text(self, text: str) -> str:
        """A text with each id cut that has at least five characters."""
        if self._entity is not None:
            text = self._entity.sub(lambda match: shortened(match[0]), text)
        return _WORD.sub(lambda match: shortened(match[0]) if match[0] in self._words else match[0], text)

    def cell(self, name: str, text: str) -> str:
        """A cell of a column; where that holds an id, it is cut however short it is."""
        return shortened(text) if name in ID_FIELDS and any(map(str.isalnum, text)) else self.text(text)

    def json(self, text: str) -> str:
        """JSON text with ids cut; it stays JSON, as a number that was cut becomes a text."""
        key = ""

        def cut(match: re.Match[str]) -> str:
            nonlocal key
            token = match[0]
            if match[1] is not None:
                key = token[1 : token.rindex('"')]
                return token
            named, key = key in ID_FIELDS, ""
            if token.startswith('"'):
                inside = token[1:-1]
                return f'"{shortened(inside) if named else self.text(inside)}"'
            return f'"{shortened(token)}"' if named or token in self._words else token

        return _JSON.sub(cut, text)
