"""From where one looks at an allocation: the present, the zone of the profile, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from neo_tui.domain.query import Query

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The present and the zones in which times are told.

    Attributes:
        now: The aware present.
        zone: Zone of the profile, in which the cluster keeps its days (api.md §1.7).
        zone_name: Its IANA name.
        viewer: Zone of the person who looks.
        doubt: Why times are not told in the profile's own zone, sentences; "" when they are.
        asked: The question that the row answers; None where that is not known.
    """

    now: datetime
    zone: tzinfo
    zone_name: str
    viewer: tzinfo
    doubt: str = ""
    asked: Query | None = None

    def local(self, at: datetime) -> datetime:
        """An instant in the profile's zone; in UTC at the far ends of the calendar."""
        try:
            return at.astimezone(self.zone)
        except OverflowError:
            return at

    def day(self, at: datetime) -> str:
        """A date as one says it: `28 Mar 2022`."""
        return _day(self.local(at))

    def day_and_time(self, at: datetime) -> str:
        """A date and time as one says it: `28 Mar 2022, 23:14`; seconds only at the end of a day."""
        local = self.local(at)
        seconds = f":{local.second:02}" if (local.hour, local.minute) == (23, 59) else ""
        return f"{_day(local)}, {local.hour:02}:{local.minute:02}{seconds}"


def _day(local: datetime) -> str:
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
