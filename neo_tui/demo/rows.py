"""Rows as the API sends them: 27 fields in the documented order, as JSON text."""

from __future__ import annotations

import json
from datetime import datetime

SAMPLE_CUSTOMER, SAMPLE_ENTITY, SAMPLE_TYPE = 374819205, "hfjWDK0dek", 15

SAMPLE: dict[str, object] = {
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
"""The documented sample row, in its order."""

MAIN, PROMISED = 17383, 17384
"""Point categories: regular and promised."""


def millis(at: datetime) -> int:
    """Epoch milliseconds of an aware instant."""
    return int(at.timestamp()) * 1000


def row(customer_id: int, row_id: int, **changes: object) -> dict[str, object]:
    """A row of a customer: the sample's shape, an untouched award of 100 unless changed."""
    plain: dict[str, object] = {
        **SAMPLE,
        "id": row_id,
        "event_log_id": 20_000_000 + row_id % 1_000_000,
        "points_source_id": 3_000_000_000 + row_id % 1_000_000,
        "cps_id": 60_000_000 + customer_id % 1_000_000,
        "customer_id": customer_id,
        "original_customer_id": customer_id,
        "points_exclusive": 100,
        "expired_exclusive_value": 0,
        "status": "AVAILABLE",
    }
    return plain | changes


def text(rows: dict[str, object]) -> str:
    """One row as compact JSON text."""
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)
