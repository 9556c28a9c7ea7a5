"""Checks of single values that no document knows (api.md §1.2, §1.6, §1.7)."""

from __future__ import annotations

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.check import Check, Severity
from neo_tui.domain.fields import FIELDS, Decoding
from neo_tui.domain.foreign import clip
from neo_tui.domain.status import STATUSES
from neo_tui.domain.viewpoint import Viewpoint

_TIMES = tuple(field.name for field in FIELDS if field.decoding is Decoding.MOMENT)
_LONGEST = 60
"""Characters of a word that nobody knows."""


def _time_unit(row: Allocation, view: Viewpoint) -> str:
    told = []
    for name in _TIMES:
        moment = row.moment(name)
        if moment is not None and moment.doubt is not None and moment.reading is not None:
            told.append(f"{name} {moment.millis} reads as {moment.doubt.value} ({view.day_and_time(moment.reading)})")
    return f"Milliseconds are due: {'; '.join(told)}." if told else ""


def _unknown_status(row: Allocation, _: Viewpoint) -> str:
    status = row.status
    return "" if status is None or status.name in STATUSES else f"No document lists {clip(status.name, _LONGEST)}."


def _unknown_event_type(row: Allocation, _: Viewpoint) -> str:
    kind = row.event_type
    return "" if kind is None or kind.known else f"Event type {kind.id} is not one of the 89 documented ones."


CHECKS = (
    Check(
        "time-unit",
        "A time reads as seconds or microseconds where milliseconds are due.",
        "Times are documented as epoch milliseconds. The number would be a day near 1970, or thousands of years "
        "ahead; in the other unit it is an ordinary day. That it is meant so is a reading; nothing is converted.",
        Severity.WARNING,
        _time_unit,
        reading=True,
    ),
    Check(
        "unknown-status",
        "The status is a word that no document lists.",
        "Neither the documents nor the published schema have it: what it means for the points cannot be told. "
        "INACTIVE and POINT_CATEGORY_CHANGED are in the schema, without a word of explanation; they are not reported.",
        Severity.WARNING,
        _unknown_status,
    ),
    Check(
        "unknown-event-type",
        "The event type is none of the 89 documented ones.",
        "The documented table ends at 89. A newer type may be meant; its name is not known here.",
        Severity.WARNING,
        _unknown_event_type,
    ),
)
