"""From where one looks at an allocation: the present, the zone of the profile, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from neo_tui.domain.clock import Skew
from neo_tui.domain.query import Query
from neo_tui.domain.telling import USUAL, Telling, Where
from neo_tui.domain.timestamps import age

HERE = "here"
"""What the viewer's zone is called where it goes by no name of its own."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_LAST_SECOND = 59


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The present, the zone by which is judged, and how times are told.

    What is judged (days, the expiry job, checks) is judged in the profile's zone; `telling` changes words only.

    Attributes:
        now: The aware present.
        zone: Zone of the profile, in which the cluster keeps its days (api.md §1.7).
        zone_name: Its IANA name.
        viewer: Zone of the person who looks.
        doubt: Why times are not told in the profile's own zone, sentences; "" when they are.
        asked: The question that the row answers; None where that is not known.
        telling: How the person wants times told.
        skew: How far this machine's clock, and so `now`, is from the server's; None where that is not known.
        viewer_name: What the zone of the person who looks is called.
    """

    now: datetime
    zone: tzinfo
    zone_name: str
    viewer: tzinfo
    doubt: str = ""
    asked: Query | None = None
    telling: Telling = USUAL
    skew: Skew | None = None
    viewer_name: str = HERE

    def local(self, at: datetime) -> datetime:
        """An instant in the profile's zone, to judge by; in UTC at the far ends of the calendar."""
        return _in(at, self.zone)

    # ── telling ──

    @property
    def told_zone(self) -> tzinfo:
        """The zone in which times are told."""
        return {Where.PROFILE: self.zone, Where.VIEWER: self.viewer, Where.UTC: UTC}[self.telling.where]

    @property
    def told_zone_name(self) -> str:
        """Its name: an IANA name, `here` for the viewer's where it has none, `UTC`."""
        return {Where.PROFILE: self.zone_name, Where.VIEWER: self.viewer_name, Where.UTC: "UTC"}[self.telling.where]

    def told(self, at: datetime) -> datetime:
        """An instant in the zone in which times are told; in UTC at the far ends of the calendar."""
        return _in(at, self.told_zone)

    def day(self, at: datetime) -> str:
        """A date as one says it: `28 Mar 2022`; with its offset when it is not the profile's: `28 Mar 2022 UTC`."""
        return f"{_day(self.told(at))}{self._beside(at)}"

    def day_and_time(self, at: datetime) -> str:
        """A date and time as one says it: `28 Mar 2022, 23:14`; seconds only at the end of a minute.

        An expiry is the last second of a day in the zone of whoever set it, which may be another one.

        In another zone than the profile's its offset is told: `28 Mar 2022, 18:44 UTC+01:00`.
        """
        local = self.told(at)
        seconds = f":{local.second:02}" if local.second == _LAST_SECOND else ""
        return f"{_day(local)}, {local.hour:02}:{local.minute:02}{seconds}{self._beside(at)}"

    def day_time_and_zone(self, at: datetime) -> str:
        """The same, with its zone in any case: `28 Mar 2022, 23:14 (Asia/Kolkata)`."""
        name = f" ({self.zone_name})" if self.telling.where is Where.PROFILE else ""
        return f"{self.day_and_time(at)}{name}"

    def _beside(self, at: datetime) -> str:
        """What stands beside a date that is not the profile's, so that it is never taken for one."""
        if self.telling.where is Where.PROFILE:
            return ""
        return f" {self.told(at).tzname()}"

    # ── whose clock ──

    def undecided(self, at: datetime) -> bool:
        """Whether it cannot be told if an instant has passed: the two clocks, or their precision, disagree on it."""
        skew = self.skew
        if skew is None or not skew.noteworthy:
            return False
        ahead, now = at - self.now, timedelta(0)
        return min(now, -skew.ahead) - skew.unsure <= ahead <= max(now, -skew.ahead) + skew.unsure

    def hangs_on_clock(self, at: datetime) -> bool:
        """Whether an instant's age would be told otherwise by the server's clock."""
        if self.skew is None or not self.skew.noteworthy:
            return False
        try:
            server = self.now - self.skew.ahead
        except OverflowError:
            return True
        return self.undecided(at) or age(at, self.now) != age(at, server)


def _in(at: datetime, zone: tzinfo) -> datetime:
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at


def _day(local: datetime) -> str:
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
