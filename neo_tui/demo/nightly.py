"""A copy of the data, made last night: one question that a second connection answers differently."""

from __future__ import annotations

from neo_tui.demo.rows import BASE, DAY, HOUR, TRANSACTION_ADD, Key, Row, award, text

COPIED: Key = (410000127, "tWocon0028", TRANSACTION_ADD)
"""The question; to all others the copy answers as the original does."""
_AT = BASE + 27 * HOUR


def _part(place: int, **changes: object) -> Row:
    event: Row = {"event_log_id": 21_002_800, "points_source_id": 3_001_002_800, "cps_id": 60_127_000 + place}
    return award(COPIED[0], 2800 + place, at=_AT) | event | changes


def original() -> tuple[str, ...]:
    """The rows as they are."""
    rows = [
        _part(0),
        _part(
            1, points_exclusive=240, redeemed_exclusive_value=240, auto_update_time=_AT + 40 * DAY, status="REDEEMED"
        ),
        _part(2, points_exclusive=80, program_id=2283),
        _part(4, points_exclusive=60, program_id=2290),
        _part(5, points_exclusive=75, returned_exclusive_value=25, auto_update_time=_AT + 40 * DAY),
    ]
    return tuple(map(text, rows))


def copied() -> tuple[str, ...]:
    """The rows as they were: one spent in part, one not yet returned, one not yet there, one since gone.

    The copy writes amounts with the three decimals of its column in one row.
    """
    rows = [
        _part(0),
        _part(1, points_exclusive=240, redeemed_exclusive_value=140, auto_update_time=_AT + 30 * DAY),
        _part(2, points_exclusive=80, program_id=2283),
        _part(3, points_exclusive=40, program_id=2283),
        _part(5, points_exclusive=75),
    ]
    texts = [text(row) for row in rows]
    texts[2] = texts[2].replace('"points_exclusive":80', '"points_exclusive":80.000')
    return tuple(texts)


def as_copied(found: tuple[str, ...]) -> tuple[str, ...]:
    """What the copy has where the original has these rows."""
    return copied() if found == original() else found
