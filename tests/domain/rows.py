"""Rows for tests: the documented sample, and changes to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from neo_tui.domain.allocation import Allocation, decode
from neo_tui.domain.json_text import elements
from neo_tui.domain.viewpoint import Viewpoint

SAMPLE: dict[str, object] = {
    "till_id": 50140377,
    "point_category_id": 17383,
    "program_id": 2282,
    "event_log_id": 10072893,
    "event_type_id": 15,
    "points_source_type_id": 1,
    "original_points": 0,
    "awarded_date": 1648489472000,
    "returned_exclusive_value": 0,
    "points_source_id": 2148434124,
    "id": 31787856,
    "cps_id": 51368957,
    "original_customer_id": 374819205,
    "expiry_strategy_id": 105602,
    "returned_value": 0,
    "redeemed_exclusive_value": 0,
    "expiry_date": 1648578599000,
    "auto_update_time": 1648596913000,
    "redeemed_value": 0,
    "expired_exclusive_value": 50,
    "allocation_strategy_id": 105773,
    "points_value": 0,
    "org_id": 50914,
    "expired_value": 0,
    "customer_id": 374819205,
    "points_exclusive": 50,
    "status": "EXPIRED",
}
"""The documented sample row (seed-endpoint.md)."""

KOLKATA = ZoneInfo("Asia/Kolkata")
MISSING = object()


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """Epoch milliseconds of a local time in Kolkata."""
    return int(datetime(year, month, day, hour, minute, second, tzinfo=KOLKATA).timestamp()) * 1000


def view(now: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)) -> Viewpoint:
    """A look from Kolkata."""
    return Viewpoint(now, KOLKATA, "Asia/Kolkata", UTC)


def raw(text: str) -> Allocation:
    """The row of a JSON text."""
    return decode(elements(f"[{text}]")[0])


def row(**changes: object) -> Allocation:
    """The sample row with changes; MISSING takes a field away."""
    fields = SAMPLE | changes
    return raw(json.dumps({name: value for name, value in fields.items() if value is not MISSING}))


def fresh(**changes: object) -> Allocation:
    """A bill's 100 points, awarded in March 2026 for five years, untouched."""
    usual: dict[str, object] = {
        "awarded_date": at(2026, 3, 14, 21, 56),
        "expiry_date": at(2031, 3, 14, 23, 59, 59),
        "auto_update_time": at(2026, 3, 14, 21, 56),
        "points_exclusive": 100,
        "expired_exclusive_value": 0,
        "status": "AVAILABLE",
    }
    return row(**(usual | changes))
