"""The lines of `history.jsonl`: each tells of one entry that it was asked, or how it is marked, or both.

A later line about an entry replaces what an earlier one told. So two programs may write at once, each whole
lines at the end, and neither has to know what the other has written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from neo_tui.domain.foreign import visible
from neo_tui.domain.history import Entry, Outcome
from neo_tui.domain.points import Split
from neo_tui.domain.query import MAX_COUNT, MAX_INT

VERSION = 1
LONGEST_LINE = 16 * 1024
"""Bytes; a line of ours has some hundreds."""
_LONGEST = 300
"""Characters of one text; more did not come from us."""
_MOST = 10**9
_KEY = re.compile(r"[0-9a-f]{8,40}\Z")
_AMOUNT = re.compile(r"-?[0-9]{1,200}(\.[0-9]{1,400})?\Z")

Values = Mapping[str, Any]


class Found(NamedTuple):
    """What stands in a file."""

    entries: list[Entry]
    """In the order of their first lines."""
    newer: list[str]
    """Lines of a newer neo-tui, to be kept as they are."""
    lines: int
    """How many lines there are, whatever they hold."""


def asked_line(entry: Entry) -> str:
    """A line that tells that an entry was asked, and what came of it."""
    return _line(entry, _asked(entry))


def marked_line(entry: Entry) -> str:
    """A line that tells how an entry is marked."""
    return _line(entry, _marks(entry))


def whole_line(entry: Entry) -> str:
    """A line that tells all of an entry."""
    return _line(entry, _asked(entry) | _marks(entry))


def _line(entry: Entry, values: Values) -> str:
    return json.dumps({"v": VERSION, "id": entry.key, **values}, separators=(",", ":")) + "\n"


def _asked(entry: Entry) -> dict[str, object]:
    outcome, totals = entry.outcome, entry.outcome.totals
    amounts = {} if totals is None else {name: f"{getattr(totals, name):f}" for name in _PARTS}
    return {
        "at": entry.at.astimezone(UTC).isoformat(),
        "profile": entry.profile[:_LONGEST],
        "host": entry.host[:_LONGEST],
        "production": entry.production,
        "customer": entry.customer[:_LONGEST],
        "entity": entry.entity[:_LONGEST],
        "event": entry.event,
        "page": entry.page,
        "count": entry.count,
        "times": entry.times,
        "answered": outcome.answered,
        "rows": outcome.rows,
        "more": outcome.more,
        "unsummed": outcome.unsummed,
        "strange": outcome.strange,
        "error": outcome.error[:_LONGEST],
        "error_title": outcome.title[:_LONGEST],
        "totals": amounts,
    }


def _marks(entry: Entry) -> dict[str, object]:
    return {"pinned": entry.pinned, "title": entry.title[:_LONGEST], "note": entry.note[:_LONGEST]}


# ── reading ──


def read(data: bytes) -> Found:
    """What stands in the file; lines that cannot be read, or say what cannot be, are left out."""
    asked: dict[str, Values] = {}
    marks: dict[str, Values] = {}
    newer: list[str] = []
    lines = data.split(b"\n")
    for line in lines:
        if not line.strip() or len(line) > LONGEST_LINE:
            continue
        try:
            text = line.decode()
            document = json.loads(text)
            version = document["v"]
            if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
                newer.append(text)
                continue
            key = _key(document["id"])
            new_marks = _checked(document, _MARKS) if "pinned" in document else None
            new_asked = _checked({"strange": 0, **document}, _ASKED) if "at" in document else None
        except (ValueError, TypeError, KeyError, IndexError, RecursionError):
            continue
        if version != VERSION:
            continue
        if new_marks is not None:
            marks[key] = new_marks
        if new_asked is not None:
            asked[key] = new_asked
    entries = [_entry(key, values, marks.get(key, {})) for key, values in asked.items()]
    return Found(entries, newer, len(lines) - 1)


def written(entries: Iterable[Entry], newer: Iterable[str] = ()) -> str:
    """The text of a file with these entries, the oldest first."""
    ordered = sorted(entries, key=lambda entry: entry.at)
    return "".join(f"{line}\n" for line in newer) + "".join(map(whole_line, ordered))


def _entry(key: str, asked: Values, marks: Values) -> Entry:
    totals, error = asked["totals"], asked["error"]
    outcome = Outcome(
        asked["rows"],
        asked["more"],
        totals,
        asked["unsummed"],
        error,
        asked["error_title"],
        asked["answered"],
        asked["strange"],
    )
    names = ("at", "profile", "host", "production", "customer", "entity", "event", "page", "count", "times")
    return Entry(key=key, outcome=outcome, **{name: asked[name] for name in names}, **marks)


def _checked(document: Values, wanted: Mapping[str, Callable[[object], object]]) -> Values:
    """The values of a line.

    Raises:
        ValueError, KeyError: One is missing, or is not what it should be.
    """
    return {name: check(document[name]) for name, check in wanted.items()}


def _key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.match(value):
        raise ValueError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return visible(value[:_LONGEST])[:_LONGEST]


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise TypeError
    at = datetime.fromisoformat(value)
    if at.tzinfo is None or not _FIRST <= at <= _LAST:
        raise ValueError
    return at.astimezone(UTC)


_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
"""Far enough from the ends of the calendar that every zone can tell it."""


def _whole(least: int, most: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError
        return value

    return check


_PARTS = ("awarded", "redeemed", "expired", "returned")


def _totals(value: object) -> Split | None:
    if not isinstance(value, dict):
        raise TypeError
    if not value:
        return None
    amounts = [value[name] for name in _PARTS]
    if not all(isinstance(amount, str) and _AMOUNT.match(amount) for amount in amounts):
        raise ValueError
    return Split(*map(Decimal, amounts))


_MARKS = {"pinned": _flag, "title": _text, "note": _text}
_ASKED: Mapping[str, Callable[[object], object]] = {
    "at": _moment,
    "profile": _text,
    "host": _text,
    "production": _flag,
    "customer": _text,
    "entity": _text,
    "event": _whole(0, MAX_INT),
    "page": _whole(1, MAX_INT),
    "count": _whole(1, MAX_COUNT),
    "times": _whole(1, _MOST),
    "answered": _flag,
    "rows": _whole(0, _MOST),
    "more": _flag,
    "unsummed": _whole(0, _MOST),
    "strange": _whole(0, _MOST),  # lines of the first neo-tui do not have it
    "error": _text,
    "error_title": _text,
    "totals": _totals,
}
