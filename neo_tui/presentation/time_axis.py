"""A window of time on a line of cells: where an instant falls, and which dates are written along it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from neo_tui.domain.timestamps import EPOCH
from neo_tui.domain.viewpoint import MONTHS
from neo_tui.presentation.text import cell_width

HOUR, DAY = 3_600_000, 86_400_000
"""Milliseconds."""
_EARLIEST, _LATEST = -62_135_424_000_000, 253_402_128_000_000
"""Two days inside the calendar, in epoch milliseconds: no zone leaves it from there."""
NARROWEST, WIDEST = 6 * HOUR, _LATEST - _EARLIEST
"""The shortest and the longest time a window may show."""
_AIR = 2
"""Cells between two labels."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, inside the calendar.

    Attributes:
        start: Its beginning, epoch milliseconds.
        end: Its end, at least `NARROWEST` later.
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """Milliseconds."""
        return self.end - self.start

    def column(self, at: int, width: int) -> int:
        """The cell of an instant, from 0; outside 0 to `width` - 1 when it lies outside."""
        return (at - self.start) * width // self.length

    def holds(self, at: int) -> bool:
        """Whether an instant lies inside."""
        return self.start <= at < self.end

    def moved(self, by: int) -> Window:
        """The same stretch, later; it stops at the ends of the calendar."""
        return window(self.start + by, self.end + by)

    def zoomed(self, around: int, numerator: int, denominator: int) -> Window:
        """A stretch so many times as long; the instant it is zoomed around stays in its place."""
        length = max(NARROWEST, min(WIDEST, self.length * numerator // denominator))
        start = around - (around - self.start) * length // self.length
        return window(start, start + length)


def window(start: int, end: int) -> Window:
    """The window from one instant to another: as near to that as the calendar and `NARROWEST` allow."""
    length = max(NARROWEST, min(WIDEST, end - start))
    begun = max(_EARLIEST, min(start, _LATEST - length))
    return Window(begun, begun + length)


class Tick(NamedTuple):
    """A date along the axis.

    Attributes:
        at: Epoch milliseconds.
        column: Its cell, from 0.
        label: What stands there; it fits behind the cell.
    """

    at: int
    column: int
    label: str


class _Step(NamedTuple):
    """How far ticks are apart: hours, days, months or years, and how their dates are written."""

    hours: int = 0
    days: int = 0
    months: int = 0
    dated: Callable[[datetime], str] = str

    @property
    def least(self) -> int:
        """The shortest it may be, milliseconds."""
        return self.hours * (HOUR - HOUR // 4) + self.days * (DAY - HOUR) + self.months * 28 * DAY


def _hour(local: datetime) -> str:
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def _date(local: datetime) -> str:
    return f"{local.day} {_month(local)}"


def _month(local: datetime) -> str:
    return f"{MONTHS[local.month - 1]} {_year(local)}"


def _year(local: datetime) -> str:
    return str(local.year)


_STEPS = (
    *(_Step(hours=count, dated=_hour) for count in (1, 3, 6, 12)),
    *(_Step(days=count, dated=_date) for count in (1, 2, 4, 7, 14)),
    *(_Step(months=count, dated=_month) for count in (1, 2, 3, 6)),
    *(_Step(months=12 * count, dated=_year) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
"""From near to far."""


def ticks(shown: Window, width: int, zone: tzinfo) -> list[Tick]:
    """The dates along a window: as near to each other as their labels allow, in their order.

    Args:
        shown: The window.
        width: Its cells.
        zone: In whose days, months and years.
    """
    for step in _STEPS:
        if shown.length // step.least > width:  # no room for so many, whatever they are called
            continue
        found = [tick for tick in _along(shown, width, zone, step) if tick.column + cell_width(tick.label) <= width]
        ends = [tick.column + cell_width(tick.label) + _AIR for tick in found]
        if all(end <= after.column for end, after in zip(ends, found[1:], strict=False)):
            return found
    return []


def _along(shown: Window, width: int, zone: tzinfo, step: _Step) -> Iterator[Tick]:
    said: set[str] = set()
    for local in _dates(instant(shown.start).astimezone(zone), step):
        at = millis(local)
        if at >= shown.end:
            return
        label = step.dated(local)
        # An hour that comes twice, when clocks go back, is written once.
        if at >= shown.start and label not in said:
            said.add(label)
            yield Tick(at, shown.column(at, width), label)


def _dates(start: datetime, step: _Step) -> Iterator[datetime]:
    """Round dates from a little before the start on, as clocks show them, to the end of the calendar."""
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        if step.months:
            months = (day.year * 12 + day.month - 1) // step.months * step.months
            months = max(months, 12)
            while True:
                yield day.replace(year=months // 12, month=months % 12 + 1, day=1)
                months += step.months
        elif step.days:
            # Counted from the calendar's beginning: the same days wherever the window begins.
            day -= timedelta(days=day.toordinal() % step.days)
            while True:
                yield day
                day += timedelta(days=step.days)
        else:
            while True:
                yield day
                day += timedelta(hours=step.hours)
    except (OverflowError, ValueError):  # the calendar is at its end
        return


def instant(at: int) -> datetime:
    """Epoch milliseconds inside the calendar as an aware instant."""
    return EPOCH + timedelta(milliseconds=at)


def millis(at: datetime) -> int:
    """An aware instant in epoch milliseconds."""
    return (at - EPOCH) // timedelta(milliseconds=1)
