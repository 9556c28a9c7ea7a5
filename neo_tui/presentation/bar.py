"""The bar of an allocation: awarded → redeemed, expired, returned, left, to scale."""

from __future__ import annotations

from decimal import Decimal

from neo_tui.domain.points import Split
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import Line, Span

WIDEST = 60
"""A longer bar tells no more."""


def amount_bar(split: Split, width: int) -> list[Line]:
    """The bar, or no line where the amounts make none (nothing awarded, or they do not add up).

    Each part that is not zero gets at least one cell. Marks differ, so that the bar reads without
    colours: █ left, ▓ redeemed, ▒ expired, ░ returned.
    """
    if split.awarded <= 0 or not split.adds_up:
        return []
    cells = min(width, WIDEST)
    parts = (
        (split.redeemed, "▓", Tone.SPENT),
        (split.expired, "▒", Tone.LOST),
        (split.returned, "░", Tone.LOST),
        (split.balance, "█", Tone.GOOD),
    )
    sizes = shares([amount for amount, _, _ in parts], cells)
    return [tuple(Span(mark * size, tone) for size, (_, mark, tone) in zip(sizes, parts, strict=True) if size)]


def shares(amounts: list[Decimal], cells: int) -> list[int]:
    """Cells for each amount: to scale, adding up to `cells`, at least one for each that is not zero.

    Amounts are at least 0 and not all 0; there are at least as many cells as amounts.
    """
    whole = sum(amounts, Decimal(0))
    sizes = [max(1, int(amount * cells / whole)) if amount else 0 for amount in amounts]
    while sum(sizes) != cells:
        step = 1 if sum(sizes) < cells else -1
        # The part that is furthest from its true share gives or takes the next cell.
        candidates = [index for index, size in enumerate(sizes) if amounts[index] and size + step >= 1]
        best = max(candidates, key=lambda index: step * (amounts[index] * cells / whole - sizes[index]))
        sizes[best] += step
    return sizes
