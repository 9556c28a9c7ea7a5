"""Measuring speed on machines that do other things, too: beside something else, and again while it seems slow."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time

_COUNTED = 1_000_000
_COUNTING = 0.015
"""Seconds that counting so far takes on the machine for which the budgets are (measured)."""
_LOOKS = 12
"""How often both are measured at most: noise only adds, and a machine may be slow for some seconds."""


def within(budget: float, work: Callable[[], object]) -> bool:
    """Whether some work takes no more seconds of processor time, on the machine for which the budgets are."""
    return as_long_as(budget / _COUNTING, _count, work)


def as_long_as(times: float, beside: Callable[[], object], work: Callable[[], object]) -> bool:
    """Whether some work takes at most so many times the processor time of something beside it.

    Both are done by turns until it holds, of one turn or of the quickest of each: noise only adds, but a machine
    that is quick for a moment may be so for one of the two.
    """
    taken: list[float] = []
    beside_it: list[float] = []
    for _ in range(_LOOKS):
        for what, took in ((beside, beside_it), (work, taken)):
            start = process_time()
            what()
            took.append(process_time() - start)
        if taken[-1] <= times * beside_it[-1] or min(taken) <= times * min(beside_it):
            return True
    sys.stderr.write(f"x{min(taken) / min(beside_it):.2f}, and no more than x{times:.2f} was wanted\n")
    return False


def _count() -> None:
    for _ in range(_COUNTED):
        pass
