"""Rows told apart by what they have in common: status, ids, months of award and expiry (api.md §1.5-§1.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum

from neo_tui.domain.allocation import Allocation, FieldValue, State
from neo_tui.domain.event_types import EventType
from neo_tui.domain.status import Status
from neo_tui.domain.timestamps import NEVER_YEARS, is_never
from neo_tui.domain.totals import Reckoning, Totals
from neo_tui.domain.viewpoint import Viewpoint

_PLAIN_WORD = re.compile(r"[A-Za-z0-9_-]+\Z")


class By(StrEnum):
    """What rows are told apart by. The value is the name of the column in a filter."""

    STATUS = "status"
    PROGRAMME = "program_id"
    CATEGORY = "point_category_id"
    TILL = "till_id"
    AWARDED = "awarded_on"
    """The month of the award, in the profile's zone."""
    EXPIRES = "expires_on"
    """The month of the expiry, in the profile's zone."""
    EVENT_TYPE = "type"

    @property
    def is_month(self) -> bool:
        """Whether the groups are months."""
        return self in {By.AWARDED, By.EXPIRES}


class Lack(Enum):
    """What rows stand under that have no value, in this order behind all others; the value is the filter's word."""

    NEVER = "never"
    """An expiry so far ahead that it reads as never (api.md §1.7)."""
    NONE = "none"
    """-1 came."""
    NULL = "null"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    """It is of the wrong type, or a time that cannot be told as a fact."""


_LACKS = list(Lack)
_WORDS = frozenset(lack.value for lack in Lack)
_OF_STATE = {State.NONE: Lack.NONE, State.NULL: Lack.NULL, State.MISSING: Lack.MISSING}
_Key = int | str | Lack
"""An id, a status, the months since the year 0, or none of them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that have something in common.

    Attributes:
        label: What that is: a status, an id, a month such as `2026-03`; else the word of a `Lack`.
        filter: The filter text that selects these rows, such as `expires_on:2026-03` or `till_id:none`. Filters make
            no difference between capitals and small letters: where two statuses differ in that only, it selects both.
        totals: What they come to.
        lack: Why there is no value; None when there is one.
    """

    label: str
    filter: str
    totals: Totals
    lack: Lack | None = None


_YEAR = 12
"""Months."""
_FIRST_NEVER = 1970 + NEVER_YEARS
"""The year in which the first expiry may lie that reads as never."""


def grouped(rows: Sequence[Allocation] | Reckoning, by: By, view: Viewpoint) -> list[Group]:
    """The groups of rows; each row is in just one.

    Months stand in their order, anything else by what was awarded, the most first; then what has no value.

    Args:
        rows: The rows, or their reckoning where they are to be told apart in several ways.
        by: What they are told apart by.
        view: Has the zone that months are told in.
    """
    reckoning = rows if isinstance(rows, Reckoning) else Reckoning(rows)
    keys: Iterable[_Key]
    if by.is_month:
        name = "awarded_date" if by is By.AWARDED else "expiry_date"
        keys = (_month(row, name, view) for row in reckoning.rows)
    else:
        name = "event_type_id" if by is By.EVENT_TYPE else by.value
        keys = (_value(row.values[name]) for row in reckoning.rows)
    parts = reckoning.apart(keys)
    never = Lack.NEVER in parts
    return [_group(by, key, parts[key], never) for key in sorted(parts, key=lambda key: _order(by, key, parts[key]))]


def _group(by: By, key: _Key, totals: Totals, never: bool) -> Group:
    if isinstance(key, Lack):
        return Group(key.value, f"{by.value}:{key.value}", totals, key)
    if not by.is_month or isinstance(key, str):
        return Group(str(key), f"{by.value}:{written(str(key))}", totals)
    label = f"{key // _YEAR:04}-{key % _YEAR + 1:02}"
    # An expiry that reads as never lies in a month too, and stands in a group of its own.
    but = f" !{by.value}:{Lack.NEVER.value}" if never and key // _YEAR >= _FIRST_NEVER else ""
    return Group(label, f"{by.value}:{label}{but}", totals)


def _order(by: By, key: _Key, totals: Totals) -> tuple[int, Decimal, int, str]:
    if isinstance(key, Lack):
        return (1 + _LACKS.index(key), Decimal(0), 0, "")
    most_first = Decimal(0) if by.is_month else totals.awarded.copy_negate()
    return (0, most_first, key, "") if isinstance(key, int) else (0, most_first, 0, key)


def _value(value: FieldValue) -> _Key:
    found = value.value
    if isinstance(found, int):
        return found
    if isinstance(found, Status):
        return found.name
    if isinstance(found, EventType):
        return found.id
    return _OF_STATE.get(value.state, Lack.UNREADABLE)


def _month(row: Allocation, name: str, view: Viewpoint) -> _Key:
    moment = row.moment(name)
    if moment is None:
        return _OF_STATE.get(row.values[name].state, Lack.UNREADABLE)
    if moment.at is None or not moment.reliable:
        return Lack.UNREADABLE
    if name == "expiry_date" and is_never(moment, row.moment("awarded_date")):
        return Lack.NEVER
    local = view.local(moment.at)
    return local.year * _YEAR + local.month - 1


def written(word: str) -> str:
    """A word as a filter takes it: in quotes where it would say more than itself."""
    if _PLAIN_WORD.match(word) and word.lower() not in _WORDS:
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
