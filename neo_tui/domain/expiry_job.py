"""When the job that expires points has run (api.md §1.7)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from neo_tui.domain.viewpoint import Viewpoint


def run_by(expiry: datetime, view: Viewpoint) -> datetime:
    """Until when the entry may still stand as available: noon of the day after its expiry, in the profile's zone.

    The job runs the next morning (documented); the published samples show it at five. Noon as the end of a
    morning is ours.

    Args:
        expiry: The aware end of validity.
        view: Has the zone in which the cluster keeps its days.
    """
    local = view.local(expiry)
    try:
        return datetime.combine(local.date() + timedelta(days=1), time(12), local.tzinfo)
    except OverflowError:  # there is no next morning on the last day of the calendar
        return datetime.max.replace(tzinfo=UTC)
