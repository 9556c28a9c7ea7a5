"""Exact amounts of points and the balance identity (api.md §1.5).

Amounts are `Decimal`, never float: a dispute may be about a thousandth of a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext

EXACT = Context(prec=600)
"""Wide enough that sums and differences of any amount we accept lose no digit.

An amount has at most 400 characters and its first digit stands within 40 places of the point (`json_text`,
`allocation`), so its last one stands 440 places behind it at most: 480 digits, and room for any number of rows.
"""


@dataclass(frozen=True, slots=True)
class Split:
    """What an entry awarded and where it went. All amounts are in points.

    `balance` is what is left, negative when the entry does not add up. It follows the identity of api.md §1.5:
    ``points_exclusive − redeemed_exclusive − expired_exclusive − returned_exclusive``.
    """

    awarded: Decimal
    redeemed: Decimal
    expired: Decimal
    returned: Decimal
    balance: Decimal = field(init=False)

    def __post_init__(self) -> None:
        left = EXACT.subtract(self.awarded, self.redeemed)
        left = EXACT.subtract(left, self.expired)
        # Worked out once: checks, totals, tables and the pane all ask for it.
        object.__setattr__(self, "balance", EXACT.subtract(left, self.returned))

    @property
    def gone(self) -> Decimal:
        """Points redeemed, expired or returned."""
        return EXACT.subtract(self.awarded, self.balance)

    @property
    def adds_up(self) -> bool:
        """Whether every part is at least 0 and the parts do not exceed the award."""
        parts = (self.awarded, self.redeemed, self.expired, self.returned, self.balance)
        return all(part >= 0 for part in parts)


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    with localcontext(EXACT):
        return sum(amounts, Decimal(0))


def amount_text(amount: Decimal) -> str:
    """An amount as people write it: no exponent, no trailing zeros, grouped by thousands.

    >>> amount_text(Decimal("12500.500"))
    '12,500.5'
    """
    text = f"{amount:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text.replace("-", "\N{MINUS SIGN}")
