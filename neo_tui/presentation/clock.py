"""When a clock that is wrong makes what is told of a page wrong."""

from __future__ import annotations

from datetime import UTC

from neo_tui.domain.paging import Page
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.times import NAMES


def clock_warning(page: Page) -> str:
    """That the clocks differ, where an age on this page hangs on it; "" else, and when the server told no time."""
    if page.skew is None or not page.skew.noteworthy:
        return ""
    view = Viewpoint(page.received_at, UTC, "UTC", UTC, skew=page.skew)
    instants = (row.instant(name) for row in page.allocations for name in NAMES)
    if not any(at is not None and view.hangs_on_clock(at) for at in instants):
        return ""
    return f"{page.skew.sentence}: what has just passed, or is about to, is told by this machine's clock."
