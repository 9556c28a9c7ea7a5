"""The line of totals with what the checks have found beside it, or below it where there is no room."""

from __future__ import annotations

from collections.abc import Callable

from neo_tui.domain.status import Tone
from neo_tui.presentation.text import Line, Span, cell_width, cut, plain

_KEY = " – X tells"
_BETWEEN = "   "


def with_checks(sums: Callable[[int], list[Line]], checks: str, width: int) -> list[Line]:
    """One line, or a few.

    Args:
        sums: Makes the line of totals for so many cells, or two.
        checks: What the checks have found, in a few words; "" when nothing.
        width: Cells there are.
    """
    whole = sums(width)
    if not checks:
        return whole
    told = (Span(checks, Tone.WARNING), Span(_KEY, Tone.MUTED))
    *before, last = whole
    if cell_width(plain(last)) + len(_BETWEEN) + cell_width(plain(told)) <= width:
        return [*before, (*last, Span(_BETWEEN), *told)]
    return [*whole, (Span(cut(plain(told), width), Tone.WARNING),)]
