"""The stories that take one row: what became of one award."""

from __future__ import annotations

from datetime import datetime

from neo_tui.demo.rows import (
    BASE,
    DAY,
    DELAYED_ACCRUAL,
    EXPIRY_JOB,
    HOUR,
    PROMISED,
    TRANSACTION_ADD,
    Key,
    Row,
    award,
    end_of_day,
    millis,
    start_of_day,
    start_of_hour,
)

UNKNOWN_TYPE = 90
"""The first event type that no document lists."""
_LATER = BASE + 40 * DAY
_HUNDRED_YEARS = 36_525


def fixed() -> dict[Key, Row]:
    """Those whose dates do not move."""
    return {
        (410000101, "rDm0fAll01", TRANSACTION_ADD): award(
            410000101, 1, points_exclusive=240, redeemed_exclusive_value=240, auto_update_time=_LATER, status="REDEEMED"
        ),
        (410000102, "pRtRet0002", TRANSACTION_ADD): award(
            410000102, 2, returned_exclusive_value=50, auto_update_time=_LATER
        ),
        (410000104, "mErGed0004", TRANSACTION_ADD): award(
            410000104, 4, original_customer_id=398765432, points_exclusive=125, auto_update_time=_LATER
        ),
        **_conversion(),
        (410000132, "zEroLf0029", TRANSACTION_ADD): award(
            410000132, 29, redeemed_exclusive_value=100, auto_update_time=_LATER
        ),
        # What a return takes back before the conversion stays returned; only the rest is converted (api.md §1.6).
        (410000133, "rTconv0030", TRANSACTION_ADD): award(
            410000133,
            30,
            point_category_id=PROMISED,
            redeemed_exclusive_value=50,
            returned_exclusive_value=50,
            auto_update_time=_LATER,
            status="CONSUMED_BY_CONVERSION",
        ),
        (410000111, "cOnsum0012", TRANSACTION_ADD): _consumed(),
        (410000112, "rEtAll0013", TRANSACTION_ADD): award(
            410000112, 13, returned_exclusive_value=100, auto_update_time=_LATER, status="RETURNED"
        ),
        (410000113, "nEverX0014", TRANSACTION_ADD): award(410000113, 14, days=_HUNDRED_YEARS, points_exclusive=500),
        (410000119, "eNvlop0020", TRANSACTION_ADD): award(410000119, 19),
        (410000122, "eArlyX0023", TRANSACTION_ADD): award(
            410000122, 23, expired_exclusive_value=100, auto_update_time=_LATER, status="EXPIRED"
        ),
        (410000123, "hOurs00024", TRANSACTION_ADD): _hours(),
        (410000120, "uNknwn0021", UNKNOWN_TYPE): award(
            410000120, 20, event_type_id=UNKNOWN_TYPE, points_exclusive=15, points_source_type_id=9
        ),
    }


def present(now: datetime) -> dict[Key, Row]:
    """Those that only make sense near the present.

    Args:
        now: The present, aware.
    """
    today = millis(now)
    return {
        # Ends of days are not always a few hours ago; the end of an hour is.
        (410000103, "pEndJob003", TRANSACTION_ADD): award(
            410000103,
            3,
            at=today - 90 * DAY,
            expiry_date=start_of_hour(today - 4 * HOUR) - 1000,
            points_exclusive=80,
            redeemed_exclusive_value=30,
            auto_update_time=today - 60 * DAY,
        ),
        (410000121, "oVerdu0022", TRANSACTION_ADD): award(
            410000121, 22, at=today - 40 * DAY, expiry_date=end_of_day(today - 6 * DAY), points_exclusive=60
        ),
        (410000114, "hAlfUs0015", TRANSACTION_ADD): award(
            410000114,
            15,
            days=365,
            at=today - 100 * DAY,
            points_exclusive=75.5,
            redeemed_exclusive_value=25.25,
            auto_update_time=today - 3 * DAY,
        ),
        # The award date of promised points is the day they become the customer's (api.md §1.5).
        (410000115, "fUture0016", TRANSACTION_ADD): award(
            410000115,
            16,
            days=365,
            at=start_of_day(today + 9 * DAY),
            auto_update_time=today - 2 * DAY,
            point_category_id=PROMISED,
            points_exclusive=45,
        ),
    }


def _conversion() -> dict[Key, Row]:
    """Promised points, and the entry they became: the new one copies all but what is named (api.md §1.6)."""
    customer, morning = 410000105, start_of_day(BASE + 31 * DAY)
    changed = morning + EXPIRY_JOB
    promised = award(
        customer,
        5,
        at=morning,
        point_category_id=PROMISED,
        points_exclusive=60,
        redeemed_exclusive_value=60,
        auto_update_time=changed,
        status="CONSUMED_BY_CONVERSION",
    )
    main = award(customer, 6, at=morning, event_type_id=DELAYED_ACCRUAL, points_exclusive=60, auto_update_time=changed)
    main["points_source_id"] = promised["points_source_id"]
    return {
        (customer, "cOnvrt0005", TRANSACTION_ADD): promised,
        (customer, "cOnvrt0006", DELAYED_ACCRUAL): main,
    }


def _hours() -> Row:
    """Valid until the end of the day of the award."""
    awarded = BASE + 24 * HOUR
    return award(
        410000123,
        24,
        days=0,
        at=awarded,
        expired_exclusive_value=100,
        auto_update_time=end_of_day(awarded) + EXPIRY_JOB,
        status="EXPIRED",
    )


def _consumed() -> Row:
    awarded = BASE + 12 * HOUR
    return award(
        410000111,
        12,
        days=30,
        at=awarded,
        redeemed_exclusive_value=60,
        expired_exclusive_value=40,
        auto_update_time=end_of_day(awarded, 30) + EXPIRY_JOB,
        status="CONSUMED",
    )
