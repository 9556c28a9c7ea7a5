"""Ten thousand loaded rows are filtered and put in order before anybody notices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.filters.searchable import Texts
from neo_tui.domain.sorting import parse_order
from tests.domain.rows import at, fresh, view
from tests.stopwatch import within

pytestmark = pytest.mark.benchmark

MADE = 2_000
SHARE = MADE / 10_000
"""How much of the rows that the budgets are for are made and measured."""


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


def filtering(text: str, rows: list[Allocation], texts: Texts | None = None) -> Callable[[], object]:
    """What is measured."""
    return lambda: parse(text, view()).select(rows, texts=texts)


@pytest.mark.parametrize("text", ["left>0", "left>0 expires<30d", "status:EXP*,RETURNED", "!expires:2026-03-29 till:5"])
def test_comparisons(text: str, rows: list[Allocation]) -> None:
    assert within(0.1 * SHARE, filtering(text, rows))


def test_a_text_is_looked_for_in_all_that_can_be_seen_and_then_again(rows: list[Allocation]) -> None:
    assert within(0.3 * SHARE, filtering("diwali", rows))
    texts = Texts()
    filtering("d", rows, texts)()
    assert within(0.02 * SHARE, filtering("diwali", rows, texts))


@pytest.mark.parametrize("order", ["-left,expires", "status,-awarded,id"])
def test_several_keys(order: str, rows: list[Allocation]) -> None:
    assert within(0.15 * SHARE, lambda: parse_order(order).arrange(rows))
