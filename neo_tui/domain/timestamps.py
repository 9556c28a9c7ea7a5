"""Epoch milliseconds to aware instants, and instants to words (api.md §1.7).

Integer arithmetic only; no number makes an exception; what cannot be a date, or reads as another
unit, says so instead of being guessed.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
    return expiry.at.year - start.year > NEVER_YEARS


def _months_between(start: datetime, end: datetime) -> tuple[int, timedelta]:
    """Whole calendar months from start to end, and the rest; start ≤ end, both in one zone."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if _plus_months(start, months) > end:
        months -= 1
    return months, end - _plus_months(start, months)


def _plus_months(start: datetime, months: int) -> datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))


def age(at: datetime, now: datetime) -> str:
    """How long ago or ahead: `just now`, `12 s ago`, `5 h ago`, `in 2 d`, `3 y 2 mo ago`."""
    ahead = at > now
    start, end = sorted((at.astimezone(UTC), now.astimezone(UTC)))
    text = _distance(start, end)
    if text is None:
        return "just now"
    return f"in {text}" if ahead else f"{text} ago"


def _distance(start: datetime, end: datetime) -> str | None:
    seconds = int((end - start).total_seconds())
    if seconds < 2:  # noqa: PLR2004 - shorter than anyone reads
        return None
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            count = seconds // size
            break
    else:
        return f"{seconds} s"
    months = _months_between(start, end)[0]
    if unit != "d" or months < 2:  # noqa: PLR2004 - days tell more below two months
        return f"{count} {unit}"
    years, rest = divmod(months, 12)
    if not years:
        return f"{rest} mo"
    return f"{years} y {rest} mo" if rest and years < 10 else f"{years} y"  # noqa: PLR2004 - months say nothing then


def span(start: datetime, end: datetime) -> str:
    """A duration in words: `1 day 0 h 45 min`, `90 days 6 h`, `2 years`; the order does not matter."""
    start, end = sorted((start.astimezone(UTC), end.astimezone(UTC)))
    months, rest = _months_between(start, end)
    if months >= 12 and months % 12 == 0 and rest < timedelta(days=1):  # noqa: PLR2004 - whole years
        return _count(months // 12, "year")
    days, seconds = divmod(int((end - start).total_seconds()), 86400)
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if days >= 30:  # noqa: PLR2004 - hours say nothing beyond a month
        return _count(days, "day")
    if days:
        clock = f" {hours} h {minutes} min" if minutes else f" {hours} h" if hours else ""
        return _count(days, "day") + clock
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else f"{seconds} s"


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
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZoneError(
            f"There is no time zone {name[:40]!r} here; write it like Asia/Kolkata, or UTC."
        ) from None


class _Viewer(tzinfo):
    """The zone of this machine, right for each instant."""

    def fromutc(self, dt: datetime) -> datetime:
        offset = self._offset(dt.replace(tzinfo=UTC))
        return (dt.replace(tzinfo=None) + offset).replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return self._offset(dt.replace(tzinfo=None)) if dt else timedelta(0)

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the offset says it all
        return None

    def tzname(self, dt: datetime | None) -> str:
        return timezone(self.utcoffset(dt)).tzname(dt)

    @staticmethod
    def _offset(at: datetime) -> timedelta:
        try:
            return at.astimezone().utcoffset() or timedelta(0)
        except (OverflowError, OSError, ValueError):
            return timedelta(0)


def viewer_zone() -> tzinfo:
    """The zone of the person who looks."""
    return _Viewer()


def stamp(at: datetime, tz: tzinfo) -> str:
    """Date, time and offset: `2022-03-29 23:59:59 +05:30`; milliseconds only when there are any."""
    try:
        local = at.astimezone(tz)
    except (OverflowError, ValueError):
        local = at.astimezone(UTC)
    offset = local.strftime("%z")
    zone_text = f"{offset[:3]}:{offset[3:5]}"
    millis = f".{local.microsecond // 1000:03}" if local.microsecond else ""
    return f"{local.year:04}-{local:%m-%d %H:%M:%S}{millis} {zone_text}"
