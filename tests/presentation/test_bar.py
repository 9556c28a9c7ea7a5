"""The bar of an allocation, to scale."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.points import Split
from neo_tui.presentation.bar import WIDEST, amount_bar, shares
from neo_tui.presentation.text import plain

AMOUNTS = st.lists(st.decimals(0, 10**9, places=3), min_size=4, max_size=4).filter(any)


def bar(*parts: str, width: int = 20) -> str:
    awarded, redeemed, expired, returned = map(Decimal, (*parts, *"000")[:4])
    split = Split(awarded, redeemed, expired, returned)
    return "".join(map(plain, amount_bar(split, width)))


@pytest.mark.parametrize(
    ("parts", "drawn"),
    [
        (("100",), "█" * 20),
        (("100", "50"), "▓" * 10 + "█" * 10),
        (("100", "25", "25", "25"), "▓" * 5 + "▒" * 5 + "░" * 5 + "█" * 5),
        (("100", "100"), "▓" * 20),
        (("100000", "1"), "▓" + "█" * 19),
        (("0",), ""),
        (("10", "20"), ""),
        (("-5",), ""),
    ],
)
def test_it_shows_where_the_points_went(parts: tuple[str, ...], drawn: str) -> None:
    assert bar(*parts) == drawn


def test_it_grows_no_longer_than_tells_something() -> None:
    assert len(bar("100", width=200)) == WIDEST


@given(AMOUNTS, st.integers(4, 60))
def test_every_part_that_is_not_zero_is_seen_and_the_whole_is_filled(amounts: list[Decimal], cells: int) -> None:
    sizes = shares(amounts, cells)
    assert sum(sizes) == cells
    for amount, size in zip(amounts, sizes, strict=True):
        assert (size >= 1) is bool(amount)


@given(AMOUNTS, st.integers(40, 60))
def test_each_part_is_near_its_true_share(amounts: list[Decimal], cells: int) -> None:
    whole = sum(amounts, Decimal(0))
    for amount, size in zip(amounts, shares(amounts, cells), strict=True):
        assert abs(amount * cells / whole - size) <= 4
