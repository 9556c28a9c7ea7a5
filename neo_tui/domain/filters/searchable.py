"""What a person can see of a row, as one text to search in."""

from __future__ import annotations

import weakref
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.fields import FIELDS, Decoding
from neo_tui.domain.foreign import visible
from neo_tui.domain.points import amount_text
from neo_tui.domain.timestamps import Moment, is_never
from neo_tui.domain.viewpoint import MONTHS, Viewpoint

_AMOUNTS = tuple(field.name for field in FIELDS if field.decoding is Decoding.POINTS)
_TIMES = tuple(field.name for field in FIELDS if field.decoding is Decoding.MOMENT)
_IDS = tuple(field.name for field in FIELDS if field.decoding in {Decoding.ID, Decoding.EVENT_TYPE})
_STAMP = len("2026-03-29 23:59:59")


class Texts:
    """The searchable texts of rows, each made once; a row that is gone takes its text along.

    Rows cannot be keys by themselves: they are equal by what they hold. So each is known by its identity. Whoever
    filters while somebody types keeps one of these beside the rows.
    """

    def __init__(self) -> None:
        self._zone = ""
        self._texts: dict[int, str] = {}
        self._rows: dict[int, weakref.KeyedRef[int, Allocation]] = {}

    def of(self, row: Allocation, view: Viewpoint) -> str:
        """The text of a row without capitals, its pieces parted by line breaks."""
        if self._zone != view.told_zone_name:
            self._texts.clear()
            self._zone = view.told_zone_name
        key = id(row)
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = plain("\n".join(self._shown(row, view)))
            self._rows[key] = weakref.KeyedRef(row, self._forget, key)
        return text

    def _forget(self, gone: weakref.KeyedRef[int, Allocation]) -> None:
        """A row is gone, and its number may become that of another."""
        if self._rows.get(gone.key) is gone:
            del self._rows[gone.key]
            self._texts.pop(gone.key, None)

    def _shown(self, row: Allocation, view: Viewpoint) -> list[str]:
        # Ten thousand rows are read before the first answer, so this goes over them as plainly as can be.
        values = row.values
        shown = [value.literal for value in values.values()]
        for name in _IDS:
            if values[name].state is State.NONE:
                shown.append("none")
                break
        for name in _AMOUNTS:
            amount = values[name].value
            if amount and isinstance(amount, Decimal):  # a zero reads as it was sent
                shown.append(_amount(amount))
        for name in _TIMES:
            at = values[name].value
            if isinstance(at, Moment) and at.doubt is None and at.at is not None:
                shown.append(_time(view.told(at.at)))
        split = row.split
        if split is not None:
            shown.append(_amount(split.balance))
        shown += _words(row)
        return shown


def _time(told: datetime) -> str:
    """As the tables and the pane tell it, without its zone."""
    day = f"{told.day} {MONTHS[told.month - 1]} {told.year}"
    return f"{told.isoformat(' ', 'seconds')[:_STAMP]}\n{day}"


def _words(row: Allocation) -> list[str]:
    """What is told of the row in words, and what no document lists."""
    shown = [text for extra in row.extra for text in (extra.name, extra.literal)]
    if row.event_type is not None:
        shown.append(row.event_type.title)
    expiry = row.moment("expiry_date")
    if expiry is not None and is_never(expiry, row.moment("awarded_date")):
        shown.append("never")
    if not row.is_object:
        shown.append(visible(row.raw))
    return shown


def plain(text: str) -> str:
    """A text as it is searched: without capitals, and a minus however it is written."""
    return text.casefold().replace("\N{MINUS SIGN}", "-")


@lru_cache(maxsize=4096)
def _amount(amount: Decimal) -> str:
    """As it is shown, and as one would type it."""
    text = amount_text(amount)
    return text if text.isdigit() else f"{text}\n{text.replace(',', '')}"
