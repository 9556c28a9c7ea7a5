"""Watching an answer: what changes while one looks is marked in the table and told in the pane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from neo_tui.services import watching
from tests.answering import Answer, AnsweringServer
from tests.ui.conftest import MakeApp, results, screen_text, shown, until

pytestmark = pytest.mark.anyio

QUESTION = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
ROW = (
    b'[{"id": 7, "status": "AVAILABLE", "points_exclusive": 100, "redeemed_exclusive_value": %d,'
    b' "expired_exclusive_value": 0, "returned_exclusive_value": 0, "customer_id": 374819205}]'
)


async def test_what_a_watch_finds_changed_is_marked_old_to_new(
    make_app: MakeApp,
    demo_profile: Profile,
    answering: Callable[[Answer], AnsweringServer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "SHORTEST", 0.05)
    redeemed = [0]
    server = answering(lambda _: ROW % redeemed[0])
    profile = replace(demo_profile, host=server.url)
    async with make_app(profile, question=QUESTION, ask=True).run_test(size=(120, 30)) as pilot:
        await shown(pilot, "entry 7")
        await pilot.press("W", *("backspace",) * 2, "1", "enter")
        await shown(pilot, "watching every 1 s")
        redeemed[0] = 30
        await shown(pilot, "0 → 30", "100 → 70", "changed at")
        await pilot.press("W")
        await until(pilot, lambda: "watching" not in screen_text(pilot))
        asked = len(server.asked)
        assert not results(pilot).watching
        await pilot.press("r")
        await until(pilot, lambda: len(server.asked) == asked + 1)
