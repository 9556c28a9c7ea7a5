"""What a person can see of a row, as one text to search in."""

from __future__ import annotations

import weakref
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.event_types import EventType
from neo_tui.domain.foreign import visible
from neo_tui.domain.points import amount_text
from neo_tui.domain.timestamps import Moment, is_never
from neo_tui.domain.viewpoint import Viewpoint

_STAMP = len("2026-03-29 23:59:59")


class Texts:
    """The searchable texts of rows, each made once; a row that is gone takes its text along.

    Rows cannot be keys by themselves: they are equal by what they hold. So each is known by its identity. Whoever
    filters while somebody types keeps one of these beside the rows.
    """

    def __init__(self) -> None:
        self._zone: tzinfo | None = None
        self._texts: dict[int, tuple[weakref.ref[Allocation], str]] = {}
        self._days: dict[date, str] = {}

    def of(self, row: Allocation, view: Viewpoint) -> str:
        """The text of a row without capitals, its pieces parted by line breaks."""
        if self._zone is not view.zone:
            self._texts.clear()
            self._zone = view.zone
        key = id(row)
        kept = self._texts.get(key)
        if kept is not None and kept[0]() is row:
            return kept[1]
        text = "\n".join(self._shown(row, view)).casefold()
        texts = self._texts
        texts[key] = (weakref.ref(row, lambda _: texts.pop(key, None)), text)
        return text

    def _shown(self, row: Allocation, view: Viewpoint) -> list[str]:
        shown: list[str] = []
        for value in row.values.values():
            shown.append(value.literal)
            decoded = value.value
            if isinstance(decoded, Decimal):
                shown.append(_amount(decoded))
            elif isinstance(decoded, Moment):
                if decoded.at is not None and decoded.reliable:
                    shown.append(self._time(view.local(decoded.at), view))
            elif isinstance(decoded, EventType):
                shown.append(decoded.title)
            elif value.state is State.NONE:
                shown.append("none")
        shown += [text for extra in row.extra for text in (extra.name, extra.literal)]
        if not row.is_object:
            shown.append(visible(row.raw))
        split = row.split
        if split is not None:
            shown.append(_amount(split.balance))
        expiry = row.moment("expiry_date")
        if expiry is not None and is_never(expiry, row.moment("awarded_date")):
            shown.append("never")
        return shown

    def _time(self, local: datetime, view: Viewpoint) -> str:
        """As the tables and the pane tell it."""
        day = local.date()
        if day not in self._days:
            self._days[day] = view.day(local)
        return f"{local.isoformat(' ', 'seconds')[:_STAMP]}\n{self._days[day]}"


@lru_cache(maxsize=4096)
def _amount(amount: Decimal) -> str:
    """As it is shown, and as one would type it."""
    text = amount_text(amount)
    return text if text.isdigit() else "\n".join((text, text.replace(",", "").replace("\N{MINUS SIGN}", "-")))
