"""When the job that marks expired points has to be through."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from neo_tui.domain.expiry_job import run_by
from neo_tui.domain.viewpoint import Viewpoint

KOLKATA = ZoneInfo("Asia/Kolkata")


def test_it_is_noon_of_the_next_day_where_the_cluster_is() -> None:
    view = Viewpoint(datetime(2026, 11, 23, tzinfo=UTC), KOLKATA, "Asia/Kolkata", UTC)
    assert run_by(datetime(2026, 3, 14, 18, 29, 59, tzinfo=UTC), view) == datetime(2026, 3, 15, 12, tzinfo=KOLKATA)


def test_the_last_day_of_the_calendar_has_no_next_morning() -> None:
    view = Viewpoint(datetime(2026, 11, 23, tzinfo=UTC), UTC, "UTC", UTC)
    assert run_by(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), view) == datetime.max.replace(tzinfo=UTC)
