"""Ten thousand loaded rows are filtered and put in order before anybody notices."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.filters.searchable import Texts
from neo_tui.domain.sorting import parse_order
from tests.domain.rows import at, fresh, view

pytestmark = pytest.mark.benchmark

ROWS, MADE = 10_000, 2_000
"""How many rows the budgets are for, and how many are made and measured."""
COUNTED = 1_000_000
COUNTING = 0.015
"""Seconds that counting so far takes on the machine for which the budgets are (measured)."""


@pytest.fixture(scope="module")
def rows() -> list[Allocation]:
    return [
        fresh(
            id=number,
            points_exclusive=number * 37 % 1000 + 0.5,
            expiry_date=at(2026, 1 + number % 12, 1 + number % 28) + number,
            status=("AVAILABLE", "EXPIRED", "RETURNED")[number % 3],
        )
        for number in range(MADE)
    ]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the quickest of some runs, for all rows, on the machine for which the budgets are."""

    def count() -> None:
        for _ in range(COUNTED):
            pass

    taken: list[float] = []
    counting: list[float] = []
    for _ in range(6):
        for what, times in ((count, counting), (work, taken)):
            start = process_time()
            what()
            times.append(process_time() - start)
    return min(taken) * ROWS / MADE * COUNTING / min(counting)


@pytest.mark.parametrize("text", ["left>0", "left>0 expires<30d", "status:EXP*,RETURNED", "!expires:2026-03-29 till:5"])
def test_comparisons(text: str, rows: list[Allocation]) -> None:
    assert seconds(lambda: parse(text, view()).select(rows)) < 0.1


def test_a_text_is_looked_for_in_all_that_can_be_seen_and_then_again(rows: list[Allocation]) -> None:
    assert seconds(lambda: parse("diwali", view()).select(rows)) < 0.3
    texts = Texts()
    parse("d", view()).select(rows, texts=texts)
    assert seconds(lambda: parse("diwali", view()).select(rows, texts=texts)) < 0.02


@pytest.mark.parametrize("order", ["-left,expires", "status,-awarded,id"])
def test_several_keys(order: str, rows: list[Allocation]) -> None:
    assert seconds(lambda: parse_order(order).arrange(rows)) < 0.15
