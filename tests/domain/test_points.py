"""Amounts: exact, and said as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.points import Split, amount_text

AMOUNT = st.decimals(min_value=-(10**18), max_value=10**18, places=3, allow_nan=False)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_awarded_less_what_is_gone_is_left_to_the_last_thousandth(
    awarded: Decimal, redeemed: Decimal, expired: Decimal, returned: Decimal
) -> None:
    split = Split(awarded, redeemed, expired, returned)

    def thousandths(amount: Decimal) -> int:
        return int(amount.scaleb(3))

    assert thousandths(split.balance) == thousandths(awarded) - sum(map(thousandths, (redeemed, expired, returned)))
    assert split.gone + split.balance == awarded


def test_no_digit_is_lost_where_the_usual_28_are_not_enough() -> None:
    split = Split(Decimal("9" * 37 + ".001"), Decimal("0.001"), Decimal(0), Decimal(0))
    assert split.balance == Decimal("9" * 37)


@pytest.mark.parametrize(
    ("parts", "fits"),
    [
        ((50, 0, 50, 0), True),
        ((50, 51, 0, 0), False),
        ((50, -1, 0, 0), False),
        ((0, 0, 0, 0), True),
        ((-1, 0, 0, 0), False),
    ],
)
def test_whether_an_entry_adds_up(parts: tuple[int, int, int, int], fits: bool) -> None:
    assert Split(*map(Decimal, parts)).adds_up is fits


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("12500.500", "12,500.5"),
        ("0", "0"),
        ("-0", "0"),
        ("0.000", "0"),
        ("1E+3", "1,000"),
        ("-30", "−30"),
        ("0.001", "0.001"),
        ("100", "100"),
    ],
)
def test_amounts_as_people_write_them(amount: str, text: str) -> None:
    assert amount_text(Decimal(amount)) == text


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=3, allow_nan=False))
def test_an_amount_reads_back_as_the_same_amount(amount: Decimal) -> None:
    assert Decimal(amount_text(amount).replace(",", "").replace("−", "-")) == amount
