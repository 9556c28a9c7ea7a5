"""Many rows: what takes long is done in between, and never holds up the keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.worker import Worker
from textual.worker_manager import WorkerManager

from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from tests.answering import Answer, AnsweringServer
from tests.ui.conftest import MakeApp, results, screen_text, shown, until

pytestmark = pytest.mark.anyio

QUESTION = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
MANY = json.dumps([{"id": number, "status": "NEW" if number == 599 else "EXPIRED"} for number in range(600)]).encode()


async def test_many_rows_are_checked_a_few_at_a_time(
    make_app: MakeApp,
    demo_profile: Profile,
    answering: Callable[[Answer], AnsweringServer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: dict[str, int] = {}  # a worker may have ended before anybody looks for it
    add = WorkerManager.add_worker

    def note(manager: WorkerManager, worker: Worker[object], start: bool = True, exclusive: bool = True) -> None:
        told[worker.group] = len(worker.description)
        add(manager, worker, start, exclusive)

    monkeypatch.setattr(WorkerManager, "add_worker", note)
    server = answering(lambda query: MANY if query.get("page", "1") == "1" else b"[]")
    async with make_app(replace(demo_profile, host=server.url), question=QUESTION, ask=True).run_test() as pilot:
        await shown(pilot, "X tells")
        assert "checks" in told
        assert max(told.values()) < len(MANY) // 10  # none tells its rows
        await pilot.press("X")
        await shown(pilot, "unknown-status", "in 600 rows")
        await pilot.press("escape", "/", *"id:599", "enter")
        await until(pilot, lambda: len(results(pilot).shown_places) == 1)
        await pilot.press("X")
        await shown(pilot, "in 1 row")
        assert "600 rows" not in screen_text(pilot)
