"""The stories of rows that are wrong, unusual or hostile. Exact literals matter here, so they are text."""

from __future__ import annotations

from neo_tui.demo.rows import BASE, DAY, DELAYED_ACCRUAL, EXPIRY_JOB, HOUR, LONG, Row, award, end_of_day, text

_SHORT = 30
"""Days of validity of the awards that ran out."""


def _parts(customer: int, number: int) -> Row:
    """What the rows of one event share."""
    return {"event_log_id": 21_000_000 + number, "points_source_id": 3_001_000_000 + number, "customer_id": customer}


def contradictions() -> list[str]:
    """Rows that do not add up, one kind each (api.md §1.5)."""
    customer, awarded = 410000108, BASE + 9 * HOUR
    job, used = end_of_day(awarded, _SHORT) + EXPIRY_JOB, awarded + 5 * DAY

    def part(number: int, days: int, touched: int, **changes: object) -> str:
        plain = award(customer, number, days=days, at=awarded, auto_update_time=touched)
        return text(plain | _parts(customer, 900) | changes)

    return [
        # More gone than was given.
        part(900, _SHORT, job, redeemed_exclusive_value=80, expired_exclusive_value=40, status="CONSUMED"),
        # Available, with nothing left.
        part(901, LONG, used, redeemed_exclusive_value=100),
        # Expired, with something left.
        part(902, _SHORT, job, expired_exclusive_value=70, status="EXPIRED"),
        # Expired before it was awarded.
        part(903, -3, awarded, expired_exclusive_value=100, status="EXPIRED"),
    ]


def others() -> list[str]:
    """Two rows that were asked for, and three that were not: of another customer, event type, organisation."""
    customer, other, awarded = 410000124, 410000125, BASE + 25 * HOUR

    def part(number: int, **changes: object) -> str:
        return text(award(customer, number, at=awarded) | _parts(customer, 940) | changes)

    return [
        part(940),
        part(941, customer_id=other, original_customer_id=other),
        part(942, event_type_id=DELAYED_ACCRUAL),
        part(943, org_id=50915),
        part(944),
    ]


def odd() -> list[str]:
    """Values that are unusual but harmless, and values of the wrong kind."""
    customer, awarded = 410000109, BASE + 10 * HOUR

    def part(number: int, **changes: object) -> Row:
        return award(customer, number, at=awarded) | _parts(customer, 910) | changes

    missing = part(913)
    for name in ("till_id", "expiry_strategy_id", "original_points"):
        del missing[name]
    seconds = {
        "awarded_date": awarded // 1000,
        "expiry_date": end_of_day(awarded, LONG) // 1000,
        "auto_update_time": awarded // 1000,
    }
    rows = [
        part(910, id=9007199254740993123, points_source_id=18446744073709551617),
        part(911, points_exclusive="350.000", redeemed_exclusive_value="125.500", auto_update_time=awarded + DAY),
        part(912, cps_id=-1, event_log_id=-1, till_id=-1, original_customer_id=None),
        missing,
        part(914, campaign={"name": "Diwali", "tier": ["gold", 2]}, batch_no="B-0071"),
        part(915, till_id="fifty", program_id=True, points_exclusive=[100]),
        part(916, status="ON_HOLD"),
        part(917, event_type_id=90),
        part(918, expiry_date=0),
        part(919, **seconds),
        part(920, expiry_date=-1000, auto_update_time=99999999999999999),
        part(921, expiry_date="1804930199000", auto_update_time="yesterday"),
        part(923, expiry_date=None, status=7),
    ]
    decimals = text(part(922)).replace('"points_exclusive":100', '"points_exclusive":100.000')
    return [*map(text, rows), decimals]


def hostile() -> list[str]:
    """Text that tries to be markup, to drive the terminal, or to read as something else."""
    customer, awarded = 410000110, BASE + 11 * HOUR

    def part(number: int, **changes: object) -> str:
        return text(award(customer, number, at=awarded) | _parts(customer, 930) | changes)

    return [
        part(930, status="[/red]", note="login [/red] failed"),
        part(931, status="[@click=app.quit]free points[/]"),
        part(932, status="[EXPIRED]\x1b[2J"),
        part(933, note="\x1b]52;c;aGFja2Vk\x07\x1b[2J\x1b[31mred\x1b[0m\x9b5n"),
        part(934, note="paid\u202e000,1\u202c\u200bto\ufeff you\nsecond line\ttab\x7f"),
        part(935, **{"[bold]key[/bold]\x1b[5m": "markup in a name"}),
        part(936, note="雪 café 👩\u200d👩\u200d👧 नमस्ते مرحبا"),
        # Half of a surrogate pair can only be sent as an escape.
        part(937, note="half").replace('"half"', r'"half \ud800 of a pair"'),
    ]
