"""The stories that take several rows: many programmes, many pages."""

from __future__ import annotations

from collections.abc import Mapping

from neo_tui.demo.rows import (
    BASE,
    BULK_ALLOCATE,
    DAY,
    DELAYED_ACCRUAL,
    EXPIRY_JOB,
    HOUR,
    LONG,
    PROMISED,
    Row,
    award,
    end_of_day,
)

_SHORT = 30
"""Days of validity of the awards that ran out."""
_PARTS = ("AVAILABLE", "AVAILABLE", "REDEEMED", "EXPIRED", "AVAILABLE", "RETURNED", "CONSUMED")


def programmes() -> list[Row]:
    """One bill that gave points in three programmes and two categories."""
    customer, bought = 410000106, BASE + 7 * HOUR
    event: Row = {"event_log_id": 21_000_700, "points_source_id": 3_001_000_700}

    def part(number: int, days: int, **changes: object) -> Row:
        # One account for each programme and category (api.md §1.5, cps_id).
        return award(customer, number, days=days, at=bought, **(event | {"cps_id": 60_106_000 + number} | changes))

    return [
        part(700, LONG, points_exclusive=150),
        part(701, LONG, points_exclusive=30, point_category_id=PROMISED),
        part(702, 1461, points_exclusive=12.5, program_id=2283),
        part(
            703,
            1096,
            points_exclusive=200,
            redeemed_exclusive_value=80,
            program_id=2290,
            till_id=-1,
            auto_update_time=BASE + 20 * DAY,
        ),
    ]


def converted() -> list[Row]:
    """Promised points of two programmes that were converted at once."""
    customer, at = 410000131, BASE + 22 * HOUR

    def part(number: int, points: int, program: int) -> Row:
        changes: Row = {"event_log_id": 21_002_200, "event_type_id": DELAYED_ACCRUAL, "cps_id": 60_120_000 + number}
        return award(customer, number, at=at, days=LONG, points_exclusive=points, program_id=program, **changes)

    return [part(2200, 75, 2282), part(2201, 25, 2283)]


def bulk(customer: int, count: int) -> list[Row]:
    """Many entries of one event with realistic amounts, states and dates, always the same.

    Args:
        customer: Whose they are.
        count: How many.
    """
    return [_entry(customer, number, count) for number in range(count)]


def _entry(customer: int, number: int, count: int) -> Row:
    status = _PARTS[number % len(_PARTS)]
    # Whole eighths of a point: exact as JSON numbers, with up to the three decimals the column keeps.
    amount = 10 + (number * 37) % 490 + (number % 8 * 0.125 if number % 9 == 0 else 0)
    part = round(amount / 3)
    gone: Mapping[str, object] = {
        "REDEEMED": {"redeemed_exclusive_value": amount},
        "EXPIRED": {"expired_exclusive_value": amount},
        "RETURNED": {"returned_exclusive_value": amount},
        "CONSUMED": {"redeemed_exclusive_value": part, "expired_exclusive_value": amount - part},
    }.get(status, {"redeemed_exclusive_value": part} if number % 3 == 0 else {})
    awarded = BASE - (count - number) * DAY + number * 97_000
    days = _SHORT if "expired_exclusive_value" in gone else LONG
    touched = awarded
    if days == _SHORT:
        touched = end_of_day(awarded, days) + EXPIRY_JOB
    elif gone:
        touched = awarded + (1 + number % 20) * DAY + 3 * HOUR
    return award(
        customer,
        800_000 + number + customer % 1000 * 1000,
        at=awarded,
        days=days,
        event_type_id=BULK_ALLOCATE,
        event_log_id=21_800_000 + customer % 1000,
        points_exclusive=amount,
        auto_update_time=touched,
        status=status,
        **gone,
    )
