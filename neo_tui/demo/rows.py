"""Rows as the API sends them: 27 fields in the documented order, as JSON text."""

from __future__ import annotations

import json
from datetime import UTC, datetime

Row = dict[str, object]
"""One row before it becomes text; values of any type, since the real ones are not always right."""
Key = tuple[int, str, int]
"""A question: customer, entity, event type."""

SAMPLE_CUSTOMER, SAMPLE_ENTITY, SAMPLE_TYPE = 374819205, "hfjWDK0dek", 15

SAMPLE: Row = {
    "till_id": 50140377,
    "point_category_id": 17383,
    "program_id": 2282,
    "event_log_id": 10072893,
    "event_type_id": SAMPLE_TYPE,
    "points_source_type_id": 1,
    "original_points": 0,
    "awarded_date": 1648489472000,
    "returned_exclusive_value": 0,
    "points_source_id": 2148434124,
    "id": 31787856,
    "cps_id": 51368957,
    "original_customer_id": SAMPLE_CUSTOMER,
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
    "customer_id": SAMPLE_CUSTOMER,
    "points_exclusive": 50,
    "status": "EXPIRED",
}
"""The documented sample row, in its order (seed-endpoint.md)."""

TRANSACTION_ADD, DELAYED_ACCRUAL, BULK_ALLOCATE = 15, 16, 42
MAIN, PROMISED = 17383, 17384
"""Point categories: regular and promised."""

HOUR, DAY = 3_600_000, 86_400_000
"""Milliseconds."""
EXPIRY_JOB = 18_314_000
"""From the end of the last day to the run of the expiry job, as in the documented sample (api.md §1.7)."""
LONG = 1826
"""Days of validity where the expiry is not the story: five years, so that it does not become one soon."""
_INDIA = 19_800_000
"""Offset of the cluster's zone, Asia/Kolkata: the sample's expiry is the end of a day there."""


def millis(at: datetime) -> int:
    """Epoch milliseconds of an aware instant, whole seconds."""
    return int(at.timestamp()) * 1000


BASE = millis(datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC))
"""The moment the fixed stories are dated from."""


def start_of_day(at: int) -> int:
    """The start of the day, as the cluster in Asia/Kolkata keeps it; epoch milliseconds."""
    return (at + _INDIA) // DAY * DAY - _INDIA


def start_of_hour(at: int) -> int:
    """The start of the hour by the clocks in Asia/Kolkata, half an hour off those of UTC; epoch milliseconds."""
    return (at + _INDIA) // HOUR * HOUR - _INDIA


def end_of_day(at: int, days: int = 0) -> int:
    """The end of the day some days later, as expiry dates are stored (api.md §1.7); epoch milliseconds."""
    return start_of_day(at) + (days + 1) * DAY - 1000


def award(customer: int, number: int, *, days: int = LONG, at: int | None = None, **changes: object) -> Row:
    """A row of a customer: an untouched, available award of 100 from a TransactionAdd, unless changed.

    Args:
        customer: The customer's id.
        number: Tells rows apart: ids are made from it.
        days: Days of validity; the expiry is the end of the last one.
        at: When it was awarded, epoch milliseconds; `number` hours after `BASE` when None.
        changes: Fields that differ; unknown ones go last.
    """
    awarded = BASE + number * HOUR if at is None else at
    plain: Row = {
        "id": 41_000_000 + number,
        "event_log_id": 21_000_000 + number,
        "points_source_id": 3_001_000_000 + number,
        "cps_id": 60_000_000 + customer % 1_000_000,
        "customer_id": customer,
        "original_customer_id": customer,
        "points_exclusive": 100,
        "expired_exclusive_value": 0,
        "status": "AVAILABLE",
        "awarded_date": awarded,
        "expiry_date": end_of_day(awarded, days),
        "auto_update_time": awarded,
    }
    return SAMPLE | plain | changes


def text(row: Row) -> str:
    """One row as compact JSON text."""
    return json.dumps(row, separators=(",", ":"), ensure_ascii=False)
