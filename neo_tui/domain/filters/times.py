"""Times as one types them in a filter: a date or its beginning, a time of day, now, a distance from now.

Dates and times of day are those of the profile's zone, in which the cluster keeps its days (api.md §1.7). A date
stands for all of it: from its beginning to the beginning of the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from neo_tui.domain.filters.tokens import FilterError, Piece
from neo_tui.domain.telling import Where
from neo_tui.domain.timestamps import plus_months
from neo_tui.domain.viewpoint import MONTHS, Viewpoint

EXAMPLES = "2026-03-29, 2026-03, 2026-03-29T10:00, today or 30d"
_DATE = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)([T ](?P<hour>\d\d)(:(?P<minute>\d\d)(:(?P<second>\d\d))?)?)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_DISTANCE = re.compile(r"(?P<sign>[+\-\N{MINUS SIGN}]?)(?P<number>\d{1,7})(?P<unit>[a-z]+)", re.ASCII | re.IGNORECASE)
_LENGTHS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
"""A day is 24 hours, also where clocks are changed."""
_MONTHS = {"mo": 1, "y": 12}
_UNITS = (*_LENGTHS, *_MONTHS)
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_INSTANT = timedelta(microseconds=1)
"""The smallest step of a `datetime`: an instant lasts that long."""
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time as it was typed: from its beginning to just before its end, in UTC.

    Attributes:
        start: The first instant of it.
        end: The first instant behind it.
        words: How a sentence calls it: `29 Mar 2026`, `25 Dec 2026, 10:00`.
        on: The little word before it: `on`, `in` or `at`.
        exact: Whether it is a single instant, that of `now` or of a distance.
        walls: Where its hour came twice because clocks went back: the wall times it lies between, and their zone.
    """

    start: datetime
    end: datetime
    words: str
    on: str
    exact: bool = False
    walls: tuple[datetime, datetime, tzinfo] | None = None

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        if not self.start <= at < self.end:
            return False
        if self.walls is None:
            return True
        begins, ends, zone = self.walls
        return begins <= at.astimezone(zone).replace(tzinfo=None) < ends


def looks_like_time(text: str) -> bool:
    """Whether a text may be meant as a date or a distance, and is not just a number."""
    plain = text.lower()
    distance = _DISTANCE.fullmatch(plain)
    dated = bool(re.match(r"\d{4}-\d", text)) or plain in {"now", *_DAYS}
    return dated or (distance is not None and distance["unit"] in _UNITS)


def stretch(piece: Piece, view: Viewpoint) -> Stretch:
    """The time that a piece of a filter names.

    Raises:
        FilterError: It names none, or one outside the years 1 to 9999.
    """
    text = piece.text.strip()
    plain = text.lower()
    if plain == "now":
        return _instant(view.now, view)
    if plain in _DAYS:
        return _named_day(piece, _DAYS[plain], view)
    if dated := _DATE.fullmatch(text):
        return _dated(piece, dated, view)
    if distance := _DISTANCE.fullmatch(text):
        return _distant(piece, distance, view)
    raise piece.wrong(f"This is no date; write {EXAMPLES}.")


def _instant(at: datetime, view: Viewpoint) -> Stretch:
    at = at.astimezone(UTC)
    return Stretch(at, min(at, _LAST - _INSTANT) + _INSTANT, view.day_and_time(at), "at", exact=True)


def _named_day(piece: Piece, days: int, view: Viewpoint) -> Stretch:
    try:
        day = view.local(view.now).replace(tzinfo=None) + timedelta(days=days)
    except OverflowError:
        raise _outside(piece) from None
    return _whole(day.replace(hour=0, minute=0, second=0, microsecond=0), timedelta(days=1), "on", view)


def _dated(piece: Piece, found: re.Match[str], view: Viewpoint) -> Stretch:
    given = {name: int(value) for name, value in found.groupdict().items() if value is not None}
    try:
        start = datetime(**({"month": 1, "day": 1} | given))  # type: ignore[arg-type]  # noqa: DTZ001 - a wall time
    except ValueError:
        raise piece.wrong("There is no such date in the calendar.") from None
    smallest = list(given)[-1]
    if smallest == "year":
        return _whole(start, _until_month(start, 12), "in", view)
    if smallest == "month":
        return _whole(start, _until_month(start, 1), "in", view)
    if smallest == "day":
        return _whole(start, timedelta(days=1), "on", view)
    length = timedelta(seconds={"hour": 3_600, "minute": 60, "second": 1}[smallest])
    if _skipped(start, view.zone) and _skipped(start + (length - _INSTANT), view.zone):
        raise piece.wrong(f"There is no such time in {view.zone_name}: clocks go ahead over it.")
    return _whole(start, length, "at", view)


def _until_month(start: datetime, months: int) -> timedelta:
    try:
        return plus_months(start, months) - start
    except ValueError:  # the last month or year of the calendar
        return datetime.max.replace(tzinfo=start.tzinfo) - start


def _whole(start: datetime, length: timedelta, on: str, view: Viewpoint) -> Stretch:
    """What lies between two wall times of the profile's zone; an hour that comes twice counts twice."""
    try:
        stop = start + length
    except OverflowError:
        stop = datetime.max  # noqa: DTZ901 - a wall time
    begins = _utc(start, view.zone, fold=0)
    # The last instant before the end is looked for in its second pass, where it has two.
    ends = _utc(stop - _INSTANT, view.zone, fold=1)
    ends = max(min(ends, _LAST - _INSTANT) + _INSTANT, _utc(stop, view.zone, fold=0))
    twice = length < timedelta(days=1) and ends - begins > length
    walls = (start, stop, view.zone) if twice else None
    return Stretch(begins, ends, _said(start, length, view), on, walls=walls)


def _said(start: datetime, length: timedelta, view: Viewpoint) -> str:
    """The wall time as it was typed, with its zone where times are told in another."""
    month = f"{MONTHS[start.month - 1]} {start.year}"
    day = f"{start.day} {month}"
    zone = "" if view.telling.where is Where.PROFILE else f" ({view.zone_name})"
    if length > timedelta(days=31):
        return f"{start.year}{zone}"
    if length > timedelta(days=1):
        return f"{month}{zone}"
    if length == timedelta(days=1):
        return f"{day}{zone}"
    return f"{day}, {start:%H:%M:%S}{zone}" if length < timedelta(minutes=1) else f"{day}, {start:%H:%M}{zone}"


def _utc(wall: datetime, zone: tzinfo, fold: int) -> datetime:
    """The instant of a wall time; the end of the calendar where it would lie beyond."""
    try:
        return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    except OverflowError:
        return _FIRST if wall.year == 1 else _LAST


def _skipped(wall: datetime, zone: tzinfo) -> bool:
    """Whether clocks go ahead over a wall time; at the ends of the calendar none is."""
    try:
        return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != wall
    except OverflowError:
        return False


def _distant(piece: Piece, found: re.Match[str], view: Viewpoint) -> Stretch:
    unit, number = found["unit"].lower(), int(found["number"])
    if found["sign"] in {"-", "\N{MINUS SIGN}"}:
        number = -number
    if unit not in _UNITS:
        instead = "Write min for minutes or mo for months" if unit in {"m", "mon", "mos"} else "There is no such unit"
        raise piece.wrong(f"{instead}; the units are {', '.join(_UNITS)}.")
    try:
        if unit in _MONTHS:
            return _instant(plus_months(view.local(view.now), number * _MONTHS[unit]), view)
        return _instant(view.now.astimezone(UTC) + number * _LENGTHS[unit], view)
    except (OverflowError, ValueError):
        raise _outside(piece) from None


def _outside(piece: Piece) -> FilterError:
    return piece.wrong("That lies outside the years 1 to 9999.")
