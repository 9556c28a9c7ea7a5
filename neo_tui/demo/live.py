"""A bill whose points are being spent while one looks: what watching a question is for."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from neo_tui.demo.rows import BASE, HOUR, TRANSACTION_ADD, Key, Row, award, millis, text

WATCHED_CUSTOMER, WATCHED_ENTITY = 410000126, "wAtch00027"
WATCHED: Key = (WATCHED_CUSTOMER, WATCHED_ENTITY, TRANSACTION_ADD)
STEP = 10
"""Seconds from one state to the next, by the server's clock."""
LAST = 25
"""The number of the last state, in which all is spent; from then on nothing moves."""
_AWARDED, _EACH = 500, 20
_ADDED_AT, _RETURNED_AT = 2, 4


def state(number: int, since: int = 0) -> tuple[str, ...]:
    """The rows in a state.

    Twenty points of the first entry are redeemed with each state; in the second one an entry comes in, in the
    fourth one the purchase behind another is taken back.

    Args:
        number: Which state, 0 to `LAST`.
        since: When the first state began, epoch milliseconds.
    """
    spent = _EACH * number

    def part(place: int, changed_at: int, **changes: object) -> Row:
        at = BASE + 26 * HOUR
        event: Row = {"event_log_id": 21_002_700, "points_source_id": 3_001_002_700, "cps_id": 60_126_000 + place}
        touched = since + changed_at * STEP * 1000 if changed_at else at
        return award(WATCHED_CUSTOMER, 2700 + place, at=at, auto_update_time=touched) | event | changes

    whole: Row = {"status": "REDEEMED"} if spent == _AWARDED else {}
    rows = [part(0, number, points_exclusive=_AWARDED, redeemed_exclusive_value=spent, **whole), part(1, 0)]
    taken: Row = {"returned_exclusive_value": 100, "status": "RETURNED"}
    back = number >= _RETURNED_AT
    rows.append(part(2, _RETURNED_AT if back else 0, program_id=2283, **(taken if back else {})))
    if number >= _ADDED_AT:
        rows.append(part(3, 0, points_exclusive=150, program_id=2290))
    return tuple(map(text, rows))


class Live:
    """The state a server is in: it moves from the first question on; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._since: datetime | None = None

    def __call__(self, found: tuple[str, ...], customer: int, now: datetime) -> tuple[str, ...]:
        """The rows as they are now; those of other customers, and none, stay what they are.

        Args:
            found: The rows of a question in the first state.
            customer: Whose they are.
            now: The present, aware.
        """
        if customer != WATCHED_CUSTOMER or not found:
            return found
        with self._lock:
            self._since = since = self._since or now
        number = min(int((now - since).total_seconds()) // STEP, LAST)
        return state(max(number, 0), millis(since))
