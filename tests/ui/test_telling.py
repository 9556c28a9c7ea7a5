"""t and z on the results, and a server whose clock is another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Auth, Profile, SecretSource
from neo_tui.domain.query import Draft
from neo_tui.domain.secret import Secret
from tests.ui.conftest import MakeApp, results, screen_text, shown, until

pytestmark = pytest.mark.anyio

BULK = Draft("410000107", "bUlk237008", "BulkAllocatePoints")
SAMPLE = Draft("374819205", "hfjWDK0dek", "TransactionAdd")


async def test_t_tells_ages_then_milliseconds_then_dates_again(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(160, 45)) as pilot:
        await shown(pilot, "2022-03-28", "2022-03-29", "Awarded on")
        assert "times" not in screen_text(pilot)
        await pilot.press("t")
        await shown(pilot, "ages as of 17:30:00", "4 y 7 mo ago", "Times as of 17:30:00")
        await pilot.press("t")
        await shown(pilot, "epoch ms as sent", "1648489472000  1648578599000")
        await pilot.press("w")
        await until(pilot, lambda: len(results(pilot).table.columns) == 27)
        await pilot.press("w", "t")
        await until(pilot, lambda: "epoch ms" not in screen_text(pilot))
        await shown(pilot, "2022-03-28  2022-03-29")


async def test_z_tells_the_zone_in_the_headings_the_story_and_over_the_table(make_app: MakeApp) -> None:
    async with make_app(question=SAMPLE, ask=True).run_test(size=(160, 45)) as pilot:
        await shown(pilot, "28 Mar 2022, 23:14 (Asia/Kolkata)")
        await pilot.press("z")
        await shown(pilot, "times in your zone", "Awarded here", "Expires here")
        await pilot.press("z")
        await shown(pilot, "times in UTC", "Awarded UTC", "28 Mar 2022, 17:44 UTC")
        await pilot.press("z")
        await shown(pilot, "Awarded on", "(Asia/Kolkata)")
        await until(pilot, lambda: "times in" not in screen_text(pilot))


async def test_the_cursor_stays_and_the_next_page_is_told_the_same_way(make_app: MakeApp) -> None:
    async with make_app(question=BULK, ask=True).run_test(size=(120, 36)) as pilot:
        await shown(pilot, "page 1, rows 1-10, more follow")
        await pilot.press("j", "j", "z", "z")
        await shown(pilot, "Awarded UTC", "entry 41907002")
        assert results(pilot).table.cursor_row == 2
        await pilot.press("]")
        await shown(pilot, "page 2, rows 11-20", "Awarded UTC", "times in UTC")


async def test_a_clock_that_is_wrong_is_told_where_it_matters(make_app: MakeApp) -> None:
    # The server's clock is six hours behind: by it the points, expired for four or five, are still good.
    with DemoServer(skew=-6 * 3600) as server:
        profile = Profile(
            "demo", server.url, Auth.BASIC, USERNAME,
            secret_source=SecretSource.FILE, secret=Secret(PASSWORD), zone="Asia/Kolkata",
        )  # fmt: skip
        pending = Draft("410000103", "pEndJob003", "TransactionAdd")
        app = make_app(profile, question=pending, ask=True)
        app.start = app.start._replace(clock=lambda: datetime.now(UTC))
        async with app.run_test(size=(160, 45)) as pilot:
            await shown(pilot, "! This machine's clock is ", " ahead of the server's: what has just passed")
            await shown(pilot, "whether it", "cannot be told")
            assert "expiry-pending" not in screen_text(pilot)
    assert not server.faults
