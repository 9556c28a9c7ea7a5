"""How times are told, said in few words: in headings and over the table."""

from __future__ import annotations

from neo_tui.domain.telling import Mode, Where
from neo_tui.domain.viewpoint import Viewpoint


def zone_word(view: Viewpoint) -> str:
    """The zone of dates, short enough for a heading; "" in the profile's zone, and where no dates are told."""
    usual = view.telling.where is Where.PROFILE or view.telling.mode is not Mode.ABSOLUTE
    return "" if usual else view.told_zone_name


def as_of(view: Viewpoint) -> str:
    """`as of 10:31:05`, in the zone in which times are told: ages do not tick."""
    return f"as of {view.told(view.now):%H:%M:%S}"


def telling_words(view: Viewpoint) -> str:
    """How times are told: `times relative, as of 10:31:05`, `times in UTC`; "" when they are told as usual."""
    words = {
        Mode.ABSOLUTE: "",
        Mode.RELATIVE: f"relative, {as_of(view)}",
        Mode.EPOCH: "in epoch ms as sent",
    }[view.telling.mode]
    zone = {
        Where.PROFILE: "",
        Where.VIEWER: f"your zone, {view.told(view.now).tzname()} now",
        Where.UTC: "UTC",
    }[view.telling.where]
    if words and zone:
        return f"times {words}; dates in {zone}"
    return f"times {words or 'in ' + zone}" if words or zone else ""
