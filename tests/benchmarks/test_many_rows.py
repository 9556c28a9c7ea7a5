"""Ten thousand loaded rows are shown, walked through, marked, sorted and filtered about as quickly as a hundred."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from time import process_time

import pytest
from textual.pilot import Pilot

from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Draft
from tests.answering import Answer, AnsweringServer
from tests.ui.conftest import MakeApp, make_app, results, shown, until
from tests.ui.table import sample

pytestmark = [pytest.mark.benchmark, pytest.mark.anyio]
__all__ = ["make_app"]

FEW, MANY = 100, 10_000
LIMITS = {"painting": 1.3, "moving": 1.3, "turning": 1.3, "marking": 3.0, "sorting": 4.0, "filtering": 10.0}
"""How many times as long one key may take with many rows.

A mark, an order and a filter go over all rows, in a hundredth of a second or a few; the rest must not know of them.
"""
KEYS = {
    "moving": ["j"] * 8,
    "turning": ["pagedown", "pageup"] * 3,
    "marking": ["space"] * 5,
    "sorting": ["s"] * 3,
    "filtering": ["slash", *"exp"],
}
SAMPLES = [sample(number) for number in range(FEW)]
LOOKS = 5
"""Few and many are measured one after the other, and a machine may be quick or slow for one of them only."""
PAUSE = 0.1
"""Seconds: more than passes between the last key and the filtering of many rows."""


async def measured(pilot: Pilot[int], count: int) -> dict[str, float]:
    """Processor time of one key, by what is done; the best of some, for noise only adds."""
    screen = results(pilot)
    await until(pilot, lambda: len(screen.gathered.rows) == count)
    # Many rows are checked when nothing else is to be done: that would be measured with what comes after it.
    await until(pilot, lambda: count == FEW or screen._findings is not None)
    took: dict[str, list[float]] = {"painting": []}
    for _ in range(8):
        start = process_time()
        screen.show_arranged()
        await pilot.pause()
        took["painting"].append(process_time() - start)
    for what, keys in KEYS.items():
        took[what] = []
        for key in keys:
            start = process_time()
            await pilot.press(key)
            if what == "filtering":
                await pilot.pause(PAUSE)
            took[what].append(process_time() - start)
    assert screen.arrangement.filter is not None
    assert screen.arrangement.marks
    return {what: min(each[1:]) for what, each in took.items()}


async def test_many_rows_are_as_quick_as_few(
    make_app: MakeApp, demo_profile: Profile, answering: Callable[[Answer], AnsweringServer]
) -> None:
    over: dict[str, float] = dict.fromkeys(LIMITS, float("inf"))
    for _ in range(LOOKS):
        taken: dict[int, dict[str, float]] = {}
        for count in (FEW, MANY):
            body = json.dumps([SAMPLES[number % FEW] | {"id": number} for number in range(count)]).encode()
            server = answering(lambda query, body=body: body if query["page"] == "1" else b"[]")  # type: ignore[misc]
            app = make_app(replace(demo_profile, host=server.url), question=Draft("1", "e", "15"), ask=True)
            async with app.run_test(size=(120, 36)) as pilot:
                await shown(pilot, "page 1, rows 1-")
                taken[count] = await measured(pilot, count)
        for what, limit in LIMITS.items():
            few, many = taken[FEW][what], taken[MANY][what]
            told = f"{few * 1000:.1f} ms with {FEW} rows, {many * 1000:.1f} ms with {MANY:,}: x{many / few:.2f}"
            sys.stderr.write(f"{what}: {told}\n")
            if many <= limit * few:
                over.pop(what, None)  # seen to hold side by side: what is slower in another look is the machine
            elif what in over:
                over[what] = min(over[what], many / few)
        if not over:
            return
    pytest.fail(f"with {MANY:,} rows too much slower than with {FEW}: {over}")
