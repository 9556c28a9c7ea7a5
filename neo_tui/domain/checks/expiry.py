"""Checks of award, expiry and last change against each other and the present (api.md §1.6, §1.7)."""

from __future__ import annotations

from datetime import timedelta

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.check import Check, Severity
from neo_tui.domain.expiry_job import run_by
from neo_tui.domain.points import amount_text
from neo_tui.domain.timestamps import age, span
from neo_tui.domain.viewpoint import Viewpoint

_DAY = timedelta(days=1)


def _still_available(row: Allocation, view: Viewpoint, *, overdue: bool) -> str:
    """What is left past the expiry, when the job's next morning is over (or is not)."""
    at = row.instant("expiry_date")
    if at is None or at > view.now or view.undecided(at):
        return ""
    split = row.split
    if split is None or split.balance <= 0:
        return ""
    if row.status is not None and row.status.name != "AVAILABLE":
        return ""  # a status that ends an entry with something left contradicts the amounts instead
    morning = run_by(at, view)
    if (view.now > morning and not view.undecided(morning)) is not overdue:
        return ""
    still = "still stands" if split.balance == 1 else "still stand"
    return (
        f"{amount_text(split.balance)} {still} as available, though the expiry passed on {view.day_and_time(at)}, "
        f"{age(at, view.now)}: "
    )


def _pending(row: Allocation, view: Viewpoint) -> str:
    told = _still_available(row, view, overdue=False)
    return told and f"{told}the expiry job runs the next morning, so this reads as pending."


def _overdue(row: Allocation, view: Viewpoint) -> str:
    told = _still_available(row, view, overdue=True)
    return told and f"{told}the next morning is over, so the expiry job reads as overdue."


def _early(row: Allocation, view: Viewpoint) -> str:
    at, changed, split = row.instant("expiry_date"), row.instant("auto_update_time"), row.split
    expired = row.amount("expired_exclusive_value")
    if at is None or not ((expired is not None and expired > 0) or (row.status and row.status.name == "EXPIRED")):
        return ""
    what = f"{amount_text(split.expired)} expired" if split and split.expired > 0 else "It stands as EXPIRED"
    if at > view.now and not view.undecided(at):
        return f"{what}, yet the expiry date lies ahead: {view.day_and_time(at)}, {age(at, view.now)}."
    if changed is not None and changed < at:
        return (
            f"{what}, yet the last change, on {view.day_and_time(changed)}, came {span(changed, at)} before the "
            f"expiry date, {view.day_and_time(at)}."
        )
    return ""


def _award_after(row: Allocation, view: Viewpoint) -> str:
    awarded, at = row.instant("awarded_date"), row.instant("expiry_date")
    if awarded is None or at is None or awarded <= at:
        return ""
    return (
        f"Awarded on {view.day_and_time(awarded)}, {span(at, awarded)} after the expiry date, {view.day_and_time(at)}."
    )


def _award_ahead(row: Allocation, view: Viewpoint) -> str:
    at, split = row.instant("awarded_date"), row.split
    if at is None or at <= view.now or view.undecided(at):
        return ""
    left = f"{amount_text(split.balance)} left" if split else "The points"
    are = "is" if split and split.balance == 1 else "are"
    return (
        f"{left} {are} not the customer's before the award date, {view.day_and_time(at)}, {age(at, view.now)}: "
        "that reads as promised points."
    )


def unusable(row: Allocation, view: Viewpoint) -> bool:
    """Whether a row says AVAILABLE, and yet nothing of it can be redeemed, as it reads (api.md §6)."""
    if row.status is None or row.status.name != "AVAILABLE":
        return False
    split = row.split
    gone = split is not None and split.awarded > 0 and split.balance <= 0
    return gone or any(look(row, view) for look in (_award_ahead, _pending, _overdue))


def _short(row: Allocation, view: Viewpoint) -> str:
    awarded, at = row.instant("awarded_date"), row.instant("expiry_date")
    if awarded is None or at is None or not timedelta(0) <= at - awarded < _DAY:
        return ""
    return f"Valid for {span(awarded, at)} only: from {view.day_and_time(awarded)} to {view.day_and_time(at)}."


CHECKS = (
    Check(
        "expiry-pending",
        "Past its expiry and still available: the expiry job has not run yet.",
        "The job runs the morning after the expiry date (documented); until noon of that day, in the profile's zone, "
        "this is how it should be. That they may go any moment is a reading.",
        Severity.NOTICE,
        _pending,
        reading=True,
    ),
    Check(
        "expiry-overdue",
        "Past its expiry and still available after the expiry job should have run.",
        "The job runs the morning after the expiry date (documented), in the profile's zone. When noon of that day "
        "is over, the job reads as late, or it left this entry out; a wrong zone of the profile shifts that by hours.",
        Severity.WARNING,
        _overdue,
        reading=True,
    ),
    Check(
        "expired-early",
        "Expired before its expiry date.",
        "Points are expired, but the expiry date lies ahead, or the entry was last changed before that date. This is "
        "a reading: an expiry date may have been moved later (rolling expiry, an import) after the points expired.",
        Severity.WARNING,
        _early,
        reading=True,
    ),
    Check(
        "award-ahead",
        "The award date lies ahead: the points cannot be used so far.",
        "awarded_date is when the points become the customer's; for promised points it is the known date of their "
        "conversion (documented), so it may lie ahead. That such a row is one of promised points is a reading. "
        "Totals count what it holds as left.",
        Severity.NOTICE,
        _award_ahead,
        reading=True,
    ),
    Check(
        "award-after-expiry",
        "Awarded after its own expiry date.",
        "Such points could never be used. The documents say that a rule whose expiry would lie in the past gives 7 "
        "days instead; that this therefore never comes is a reading.",
        Severity.ERROR,
        _award_after,
        reading=True,
    ),
    Check(
        "validity-short",
        "Valid for less than a day.",
        "From awarded_date to expiry_date it is less than 24 hours. It may be what the expiry strategy says, and "
        "explains a customer who never saw the points. Both dates are documented.",
        Severity.NOTICE,
        _short,
    ),
)
