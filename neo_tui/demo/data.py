"""The rows behind the stories. Fixed in time, except where a story needs the present."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from neo_tui.demo.rows import MAIN, PROMISED, SAMPLE, SAMPLE_CUSTOMER, SAMPLE_ENTITY, SAMPLE_TYPE, millis, row, text

Key = tuple[int, str, int]
"""Customer, entity, event type."""
_DAY = 86_400_000
_BASE = millis(datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC))
_ADD, _DELAYED, _BULK = 15, 16, 42


def _end_of_day(at: int, days: int) -> int:
    """The end of the day, as the cluster in Asia/Kolkata keeps it, some days later."""
    offset = 19_800_000
    start = (at + offset) // _DAY * _DAY - offset
    return start + (days + 1) * _DAY - 1000


def _plain(customer: int, number: int, days: int = 365, **changes: object) -> dict[str, object]:
    awarded = changes.pop("awarded_date", _BASE + number * 3_600_000)
    if not isinstance(awarded, int):
        raise TypeError("awarded_date is epoch milliseconds here")
    dates = {
        "awarded_date": awarded,
        "expiry_date": _end_of_day(awarded, days),
        "auto_update_time": awarded,
    }
    return row(customer, 41_000_000 + number, **(dates | changes))


def stories(now: datetime) -> dict[Key, list[str]]:
    """Every question that finds rows, and its rows as JSON text."""
    found: dict[Key, list[str]] = {
        (SAMPLE_CUSTOMER, SAMPLE_ENTITY, SAMPLE_TYPE): [text(SAMPLE)],
        # The transaction id finds the same event (api.md §1.2).
        (SAMPLE_CUSTOMER, str(SAMPLE["points_source_id"]), SAMPLE_TYPE): [text(SAMPLE)],
        (410000106, "mUltiP0007", _ADD): [text(entry) for entry in _programmes()],
        (410000107, "bUlk237008", _BULK): [text(entry) for entry in _bulk(410000107, 237)],
        (410000108, "bAdSum0009", _ADD): [text(entry) for entry in _contradictions()],
        (410000109, "oDdVal0010", _ADD): _odd(),
        (410000110, "hOstil0011", _ADD): [text(entry) for entry in _hostile()],
        (410000116, "fUll200017", _BULK): [text(entry) for entry in _bulk(410000116, 20)],
        (410000117, "mOving0018", _BULK): [text(entry) for entry in _bulk(410000117, 24)],
        (410000119, "eNvlop0020", _ADD): [text(_plain(410000119, 19))],
    }
    return found | {key: [text(entry)] for key, entry in _single(now).items()}


def _single(now: datetime) -> dict[Key, dict[str, object]]:
    today = millis(now)
    used = _BASE + 40 * _DAY
    return {
        (410000101, "rDm0fAll01", _ADD): _plain(
            410000101, 1, points_exclusive=240, redeemed_exclusive_value=240, auto_update_time=used, status="REDEEMED"
        ),
        (410000102, "pRtRet0002", _ADD): _plain(
            410000102, 2, returned_exclusive_value=50, auto_update_time=used
        ),
        (410000103, "pEndJob003", _ADD): _plain(
            410000103,
            3,
            awarded_date=today - 90 * _DAY,
            expiry_date=millis(now - timedelta(hours=5)),
            points_exclusive=80,
            redeemed_exclusive_value=30,
            auto_update_time=today - 60 * _DAY,
        ),
        (410000104, "mErGed0004", _ADD): _plain(
            410000104, 4, original_customer_id=398765432, points_exclusive=125, auto_update_time=used
        ),
        (410000105, "cOnvrt0005", _ADD): _plain(
            410000105,
            5,
            point_category_id=PROMISED,
            points_exclusive=60,
            redeemed_exclusive_value=60,
            auto_update_time=_BASE + 30 * _DAY,
            status="CONSUMED_BY_CONVERSION",
        ),
        (410000105, "cOnvrt0006", _DELAYED): _plain(
            410000105,
            6,
            awarded_date=_BASE + 30 * _DAY,
            point_category_id=MAIN,
            event_type_id=_DELAYED,
            points_exclusive=60,
        ),
        (410000111, "cOnsum0012", _ADD): _plain(
            410000111,
            12,
            days=30,
            redeemed_exclusive_value=60,
            expired_exclusive_value=40,
            auto_update_time=_end_of_day(_BASE, 30) + 18_000_000,
            status="CONSUMED",
        ),
        (410000112, "rEtAll0013", _ADD): _plain(
            410000112, 13, returned_exclusive_value=100, auto_update_time=used, status="RETURNED"
        ),
        (410000113, "nEverX0014", _ADD): _plain(410000113, 14, days=36525, points_exclusive=500),
        (410000114, "hAlfUs0015", _ADD): _plain(
            410000114,
            15,
            awarded_date=today - 100 * _DAY,
            points_exclusive=75.5,
            redeemed_exclusive_value=25.25,
            auto_update_time=today - 3 * _DAY,
        ),
        (410000115, "fUture0016", _ADD): _plain(
            410000115,
            16,
            awarded_date=today + 9 * _DAY,
            auto_update_time=today - 2 * _DAY,
            point_category_id=PROMISED,
            points_exclusive=45,
        ),
    }


def _programmes() -> list[dict[str, object]]:
    customer = 410000106
    return [
        _plain(customer, 700, points_exclusive=150),
        _plain(customer, 701, points_exclusive=30, point_category_id=PROMISED),
        _plain(customer, 702, points_exclusive=12.5, program_id=2283, days=90),
        _plain(customer, 703, points_exclusive=200, redeemed_exclusive_value=80, program_id=2290, till_id=-1),
    ]


_BULK_PARTS = ("AVAILABLE", "AVAILABLE", "REDEEMED", "EXPIRED", "AVAILABLE", "RETURNED", "CONSUMED")


def _bulk(customer: int, count: int) -> list[dict[str, object]]:
    """Many entries with realistic, deterministic amounts, states and dates."""
    rows = []
    for number in range(count):
        status = _BULK_PARTS[number % len(_BULK_PARTS)]
        # Whole quarters of a point: exact as JSON numbers.
        amount = 10 + (number * 37) % 490 + (0.25 * (number % 4) if number % 9 == 0 else 0)
        awarded = _BASE - (count - number) * _DAY
        part = round(amount / 3)
        gone = {
            "REDEEMED": {"redeemed_exclusive_value": amount},
            "EXPIRED": {"expired_exclusive_value": amount},
            "RETURNED": {"returned_exclusive_value": amount},
            "CONSUMED": {"redeemed_exclusive_value": part, "expired_exclusive_value": amount - part},
        }.get(status, {"redeemed_exclusive_value": part} if number % 3 == 0 else {})
        days = 30 if status in {"EXPIRED", "CONSUMED"} else 365
        touched = _end_of_day(awarded, days) + 18_313_000 if days == 30 else awarded + (number % 5) * _DAY  # noqa: PLR2004
        rows.append(
            _plain(
                customer,
                800_000 + number,
                awarded_date=awarded,
                days=days,
                event_type_id=_BULK,
                points_exclusive=amount,
                auto_update_time=touched,
                status=status,
                **gone,
            )
        )
    return rows


def _contradictions() -> list[dict[str, object]]:
    customer = 410000108
    return [
        _plain(customer, 900, redeemed_exclusive_value=80, expired_exclusive_value=40, status="CONSUMED"),
        _plain(customer, 901, redeemed_exclusive_value=100),
        _plain(customer, 902, expired_exclusive_value=70, status="EXPIRED"),
        _plain(customer, 903, days=-3),
    ]


def _odd() -> list[str]:
    """Values that are unusual but harmless; exact literals matter, so some are set as text."""
    customer = 410000109
    rows: list[dict[str, object]] = [
        _plain(customer, 910, id=9007199254740993123, points_source_id=18446744073709551617),
        _plain(customer, 911, points_exclusive="350.000", redeemed_exclusive_value="125.500"),
        _plain(customer, 912, cps_id=-1, event_log_id=-1, till_id=-1, original_customer_id=None),
        _plain(customer, 913),
        _plain(customer, 914, campaign={"name": "Diwali", "tier": ["gold", 2]}, batch_no="B-0071"),
        _plain(customer, 915, till_id="fifty", program_id=True, points_exclusive=[100]),
        _plain(customer, 916, status="ON_HOLD"),
        _plain(customer, 917, event_type_id=90),
        _plain(customer, 918, expiry_date=0),
        _plain(customer, 919, awarded_date=1773480413, expiry_date=1804930199, auto_update_time=1773480413),
        _plain(customer, 920, expiry_date=-1000, auto_update_time=99999999999999999),
        _plain(customer, 921, expiry_date="1804930199000", auto_update_time="yesterday"),
    ]
    for name in ("till_id", "expiry_strategy_id", "original_points"):
        del rows[3][name]
    texts = [text(entry) for entry in rows]
    exact = text(_plain(customer, 922)).replace('"points_exclusive":100', '"points_exclusive":100.000')
    return [*texts, exact]


def _hostile() -> list[dict[str, object]]:
    customer = 410000110
    return [
        _plain(customer, 930, status="[/red]"),
        _plain(customer, 931, status="[@click=app.quit]free points[/]"),
        _plain(customer, 932, status="[EXPIRED]"),
        _plain(customer, 933, note="\x1b]52;c;aGFja2Vk\x07\x1b[2J\x1b[31mred\x1b[0m\x9b5n"),
        _plain(customer, 934, note="paid\u202e000,1\u202c\u200bto\ufeff you\nsecond line\ttab\x7f"),
        _plain(customer, 935, **{"[bold]key[/bold]\x1b[5m": "markup in a name"}),
        _plain(customer, 936, note="雪 café 👩\u200d👩\u200d👧 नमस्ते مرحبا"),
    ]
