"""Checks of what was awarded against where it went (api.md §1.5, §1.6)."""

from __future__ import annotations

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.check import Check, Severity
from neo_tui.domain.points import Split, amount_text
from neo_tui.domain.viewpoint import Viewpoint

_ENDS: dict[str, tuple[str, ...]] = {
    "REDEEMED": ("redeemed",),
    "EXPIRED": ("expired",),
    "CONSUMED": ("redeemed", "expired"),
    "RETURNED": ("returned",),
    "CONSUMED_BY_CONVERSION": ("redeemed",),
}
"""The statuses that end an entry, and the parts that must then be there (api.md §1.6)."""


def _negative(row: Allocation, _: Viewpoint) -> str:
    split = row.split
    if split is None or split.balance >= 0:
        return ""
    return (
        f"{amount_text(split.awarded)} awarded, {amount_text(split.gone)} redeemed, expired or returned: "
        f"{amount_text(split.balance)} left."
    )


def _contradicts(row: Allocation, _: Viewpoint) -> str:
    split, status = row.split, row.status
    if split is None or status is None or split.balance < 0 or split.awarded <= 0:
        return ""  # a negative balance has a check of its own; of nothing, nothing can be left
    left = split.balance
    if status.name == "AVAILABLE":
        return "" if left else f"The status says AVAILABLE, but nothing of the {amount_text(split.awarded)} is left."
    parts = _ENDS.get(status.name)
    if parts is None:
        return ""
    if left:
        are = "is" if left == 1 else "are"
        return (
            f"The status says {status.name}, but {amount_text(left)} of {amount_text(split.awarded)} {are} left "
            "by the amounts."
        )
    return _lacking(status.name, parts, split)


def _lacking(status: str, parts: tuple[str, ...], split: Split) -> str:
    amounts = {"redeemed": split.redeemed, "expired": split.expired, "returned": split.returned}
    none = [part for part in parts if amounts[part] <= 0]
    return f"The status says {status}, but nothing is {' or '.join(none)} by the amounts." if none else ""


CHECKS = (
    Check(
        "balance-negative",
        "More points are gone than the entry awarded.",
        "Left is points_exclusive − redeemed_exclusive_value − expired_exclusive_value − returned_exclusive_value, "
        "to the last thousandth. That each point can go only once is a reading of the documented state changes.",
        Severity.ERROR,
        _negative,
        reading=True,
    ),
    Check(
        "status-contradicts-amounts",
        "The status and the amounts do not say the same.",
        "AVAILABLE can still be redeemed or expire, so something is left; EXPIRED, REDEEMED, RETURNED, CONSUMED (part "
        "redeemed, part expired) and CONSUMED_BY_CONVERSION are used up, each the way it says. The meanings are "
        "documented; that the amounts always follow at once is a reading.",
        Severity.ERROR,
        _contradicts,
        reading=True,
    ),
)
