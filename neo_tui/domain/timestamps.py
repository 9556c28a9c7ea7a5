"""Epoch milliseconds to aware instants, and instants to words (api.md §1.7).

Integer arithmetic only; no number makes an exception; what cannot be a date, or reads as another
unit, says so instead of being guessed.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = -62135596800000
"""0001-01-01 in epoch milliseconds."""
_LAST = 253402300799999
"""The last millisecond of the year 9999."""
_AS_SECONDS_BELOW = 10**11
"""Milliseconds before 1973-03-03; as seconds they reach the year 5138."""
_AS_MICROSECONDS_FROM = 10**14
"""Milliseconds after the year 5138."""
_LAST_MICROSECONDS = _LAST * 1000 + 999
_YEAR = 12
"""Months."""
NEVER_YEARS = 90
"""An expiry further from its award than this reads as "never" (api.md §1.7, [I])."""


class Doubt(StrEnum):
    """Why a timestamp is not to be relied on."""

    UNSET = "unset"
    NEGATIVE = "negative"
    SECONDS = "seconds"
    MICROSECONDS = "microseconds"
    OUT_OF_RANGE = "out of range"

    @property
    def sentence(self) -> str:
        """The doubt as a sentence."""
        return _SENTENCES[self]


_SENTENCES = {
    Doubt.UNSET: "0 is 1970-01-01: probably not set.",
    Doubt.NEGATIVE: "Negative: a time before 1970.",
    Doubt.SECONDS: "Reads like seconds where milliseconds are due.",
    Doubt.MICROSECONDS: "Reads like microseconds where milliseconds are due.",
    Doubt.OUT_OF_RANGE: "Outside the years 1 to 9999.",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A timestamp as it was sent and as it reads.

    Attributes:
        millis: Epoch milliseconds, as sent.
        at: The instant in UTC; None outside the years 1 to 9999.
        doubt: Why it is not to be relied on, if so.
    """

    millis: int
    at: datetime | None
    doubt: Doubt | None

    @property
    def reliable(self) -> bool:
        """Whether the instant can be told as a fact."""
        return self.doubt is None

    @property
    def reading(self) -> datetime | None:
        """What it would be in the unit it reads like; None when there is no such doubt."""
        if self.doubt is Doubt.SECONDS:
            return EPOCH + timedelta(seconds=self.millis)
        if self.doubt is Doubt.MICROSECONDS:
            return EPOCH + timedelta(microseconds=self.millis)
        return None


def moment(millis: int) -> Moment:
    """Read epoch milliseconds; any integer is answered."""
    at = EPOCH + timedelta(milliseconds=millis) if _FIRST <= millis <= _LAST else None
    return Moment(millis, at, _doubt(millis))


def _doubt(millis: int) -> Doubt | None:
    if millis == 0:
        return Doubt.UNSET
    if _AS_MICROSECONDS_FROM <= millis <= _LAST_MICROSECONDS:
        return Doubt.MICROSECONDS
    if not _FIRST <= millis <= _LAST:
        return Doubt.OUT_OF_RANGE
    if millis < 0:
        return Doubt.NEGATIVE
    return Doubt.SECONDS if millis < _AS_SECONDS_BELOW else None


def is_never(expiry: Moment, awarded: Moment | None) -> bool:
    """Whether an expiry reads as "never": more than 90 years after the award (api.md §1.7, [I])."""
    start = awarded.at if awarded and awarded.reliable else None
    if expiry.at is None or start is None or not expiry.reliable:
        return False
    return expiry.at > plus_months(start, NEVER_YEARS * _YEAR)


def _months_between(start: datetime, end: datetime) -> tuple[int, timedelta]:
    """Whole calendar months from start to end, and the rest; start ≤ end, both in one zone."""
    months = (end.year - start.year) * _YEAR + end.month - start.month
    if plus_months(start, months) > end:
        months -= 1
    return months, end - plus_months(start, months)


def plus_months(start: datetime, months: int) -> datetime:
    """The same day and time so many months later, or earlier; the last day of the month where it has no such day.

    Raises:
        ValueError: That lies outside the years 1 to 9999.
    """
    year, month = divmod(start.year * _YEAR + start.month - 1 + months, _YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))


def _in_zone(at: datetime, tz: tzinfo) -> datetime:
    """The instant in a zone; as it is where the calendar ends before the zone's offset does."""
    try:
        return at.astimezone(tz)
    except (OverflowError, ValueError):
        return at


def age(at: datetime, now: datetime) -> str:
    """How long ago or ahead: `just now`, `12 s ago`, `5 h ago`, `in 2 d`, `3 y 2 mo ago`.

    Both are aware. Months and years are those of the calendar, in UTC.
    """
    ahead = at > now
    text = _distance(*sorted((_in_zone(at, UTC), _in_zone(now, UTC))))
    if not text:
        return "just now"
    return f"in {text}" if ahead else f"{text} ago"


def _distance(start: datetime, end: datetime) -> str:
    seconds = (end - start) // timedelta(seconds=1)
    months = _months_between(start, end)[0]
    if months >= _YEAR:
        years, rest = divmod(months, _YEAR)
        return f"{years} y {rest} mo" if rest and years < _YEARS_ALONE_FROM else f"{years} y"
    if months >= _MONTHS_FROM:
        return f"{months} mo"
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s" if seconds > 1 else ""


_YEARS_ALONE_FROM = 10
"""Months say nothing beside ten years."""
_MONTHS_FROM = 2
"""Below two months the days tell more."""
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))
"""Units by their seconds."""


def span(start: datetime, end: datetime) -> str:
    """A duration in words: `1 day 0 h 45 min`, `90 days 6 h`, `365 days`, `2 years`.

    Both are aware; the order does not matter. Minutes are told below 30 days, hours below two years and
    beside whole years; what is smaller than the last unit told is left out.
    """
    start, end = sorted((_in_zone(start, UTC), _in_zone(end, UTC)))
    years = _months_between(start, end)[0] // _YEAR
    if years < _YEARS_FROM:
        return _days(end - start)
    rest = end - plus_months(start, years * _YEAR)
    hours = rest.seconds // 3_600
    beside = f" {_count(rest.days, 'day')}" if rest.days else f" {hours} h" if hours else ""
    return _count(years, "year") + beside


_YEARS_FROM = 2
_HOURS_ALONE_FROM = 30
"""Days from which on minutes say nothing."""


def _days(length: timedelta) -> str:
    days, hours, minutes = length.days, length.seconds // 3_600, length.seconds % 3_600 // 60
    if days and minutes and days < _HOURS_ALONE_FROM:
        return f"{_count(days, 'day')} {hours} h {minutes} min"
    if days:
        return _count(days, "day") + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else f"{length.seconds} s"


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


class UnknownZoneError(ValueError):
    """A time zone nobody knows; the message is a sentence for the person."""


def zone(name: str) -> tzinfo:
    """The zone of an IANA name; `UTC` needs no zone database.

    Raises:
        UnknownZoneError: There is no such zone on this machine.
    """
    if name.upper() == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - 2 ms that the first frame can do without

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZoneError(
            f"There is no time zone {name[:40]!r} here; write it like Asia/Kolkata, or UTC."
        ) from None


class _Viewer(tzinfo):
    """The zone of this machine, right for each instant (a plain `astimezone()` freezes today's offset)."""

    def fromutc(self, dt: datetime) -> datetime:
        offset = _machine_offset(dt.replace(tzinfo=UTC))
        local = (dt + offset).replace(fold=0)
        # The hour that comes twice when clocks go back: its second pass is told apart by fold.
        return local if self.utcoffset(local) == offset else local.replace(fold=1)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return _machine_offset(dt.replace(tzinfo=None)) if dt else timedelta(0)

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the offset says it all
        return None

    def tzname(self, dt: datetime | None) -> str:
        return timezone(self.utcoffset(dt)).tzname(dt)


def _machine_offset(at: datetime) -> timedelta:
    """This machine's offset at an aware instant or a naive local time; UTC at the ends of the calendar."""
    try:
        return at.astimezone().utcoffset() or timedelta(0)
    except (OverflowError, OSError, ValueError):
        return timedelta(0)


def viewer_zone() -> tzinfo:
    """The zone of the person who looks."""
    return _Viewer()


def stamp(at: datetime, tz: tzinfo) -> str:
    """Date, time and offset: `2022-03-29 23:59:59 +05:30`; milliseconds only when there are any.

    At the very ends of the calendar, where the zone's offset would leave it, the offset told is UTC's.
    """
    local = _in_zone(at, tz)
    precision = "milliseconds" if local.microsecond >= 1_000 else "seconds"  # noqa: PLR2004 - microseconds a millisecond
    clock = local.replace(tzinfo=None).isoformat(" ", precision)
    return f"{clock} {local.isoformat(timespec=precision)[len(clock) :]}"
