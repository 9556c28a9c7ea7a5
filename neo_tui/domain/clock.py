"""How far the clock of this machine is from the server's, read from the head of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from neo_tui.domain.timestamps import span

NOTEWORTHY = timedelta(seconds=5)
"""A difference that is told, beyond what the measurement leaves open. Half a minute shows in ages only."""
_FIRST = datetime.min.replace(tzinfo=UTC)
"""The calendar is long enough behind it for any difference of two dates."""
_HALF_A_SECOND = timedelta(seconds=0.5)
"""A `Date` has whole seconds: it means the half second behind it, give or take one."""
_MOST_AGE = 7 * 24 * 3600
"""Seconds; an `Age` beyond that is taken for none."""


@dataclass(frozen=True, slots=True)
class Skew:
    """This machine's clock against the server's, at one answer.

    Attributes:
        ahead: How far this machine's is ahead; negative when it is behind.
        unsure: How wrong that may be, either way.
    """

    ahead: timedelta
    unsure: timedelta

    @property
    def surely(self) -> timedelta:
        """The least that the clocks differ; negative when they may well agree."""
        return abs(self.ahead) - self.unsure

    @property
    def noteworthy(self) -> bool:
        """Whether they differ by more than a few seconds, whatever the measurement leaves open."""
        return self.surely > NOTEWORTHY

    @property
    def sentence(self) -> str:
        """`This machine's clock is 4 min ahead of the server's`, without a full stop."""
        which = "ahead of" if self.ahead > timedelta(0) else "behind"
        return f"This machine's clock is {span(_FIRST, _FIRST + abs(self.ahead))} {which} the server's"


def server_time(date: str, age: str = "") -> datetime | None:
    """The moment that an answer's `Date` tells, aware; None when it tells none.

    Args:
        date: The header; foreign text, any.
        age: The `Age` header: seconds that a store in between kept the answer.
    """
    try:
        found = parsedate_to_datetime(date)
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        # To UTC: an offset at the end of the calendar would leave it in the arithmetic to come.
        return aware.astimezone(UTC) + timedelta(seconds=_seconds(age))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _seconds(age: str) -> int:
    told = int(age) if age.isascii() and age.isdigit() and len(age) <= len(str(_MOST_AGE)) else 0
    return told if told <= _MOST_AGE else 0


def measured(server: datetime, asked: datetime, came: datetime) -> Skew:
    """The skew by one answer.

    The server's time is compared with the middle of the wait. Half of the wait, and the half second that a
    `Date` leaves open, are held in this machine's favour.

    Args:
        server: What the server said, aware.
        asked: When the request was sent by this machine's clock, aware.
        came: When the head of the answer was there, likewise.
    """
    half = (came - asked) / 2
    return Skew(came - half - server - _HALF_A_SECOND, half + _HALF_A_SECOND)
