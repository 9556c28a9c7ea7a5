"""How times are told, said in few words: in headings and over the table."""

from __future__ import annotations

from datetime import datetime, tzinfo

from neo_tui.domain.telling import Mode, Where
from neo_tui.domain.viewpoint import HERE, MONTHS, Viewpoint


def zone_word(view: Viewpoint) -> str:
    """The zone of dates, short enough for a heading; "" in the profile's zone, and where no dates are told."""
    usual = view.telling.where is Where.PROFILE or view.telling.mode is not Mode.ABSOLUTE
    return "" if usual else view.told_zone_name


def as_of(view: Viewpoint) -> str:
    """`as of 10:31:05`, in the zone in which times are told: ages do not tick."""
    return f"as of {view.told(view.now):%H:%M:%S}"


def telling_words(view: Viewpoint) -> str:
    """How times are told: `ages as of 10:31:05`, `times in UTC`; "" when they are told as usual."""
    yours = "your zone" if view.viewer_name == HERE else view.viewer_name
    zone = {Where.PROFILE: "", Where.VIEWER: yours, Where.UTC: "UTC"}[view.telling.where]
    beside = f", dates in {zone}" if zone else ""
    return {
        Mode.ABSOLUTE: f"times in {zone}" if zone else "",
        Mode.RELATIVE: f"ages {as_of(view)}{beside}",
        Mode.EPOCH: f"epoch ms as sent{beside}",
    }[view.telling.mode]


def to_the_second(at: datetime, zone: tzinfo) -> str:
    """When somebody did something, as one says it: `25 Nov 2026, 04:30:15 UTC`."""
    try:
        local = at.astimezone(zone)
    except OverflowError:
        local = at
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M:%S %Z}"
