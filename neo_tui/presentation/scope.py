"""How much of an answer what is shown stands for: never more than is loaded (api.md §1.3: no total is ever sent)."""

from __future__ import annotations

from collections.abc import Sequence

from neo_tui.domain.gathered import Gathered

_NAMED = 4
"""Ranges of missing pages that are named."""


def loaded_words(gathered: Gathered) -> str:
    """How many rows are loaded: `40 loaded`, or `all 40`."""
    count = len(gathered.rows)
    return f"all {count:,}" if gathered.complete else f"{count:,} loaded"


def missing_words(gathered: Gathered) -> str:
    """What is not loaded: `page 5 and on not loaded`; "" when everything is."""
    if gathered.complete:
        return ""
    if gathered.beyond:
        return gathered.beyond
    gaps = _ranges(gathered.gaps)
    named = gaps[:_NAMED] + ([f"{len(gaps) - _NAMED} more"] if len(gaps) > _NAMED else [])
    if not gathered.ended:
        named.append(f"{(gathered.loaded[-1] if gathered.loaded else 0) + 1} and on")
    one = len(named) == 1 and "-" not in named[0] and "and" not in named[0]
    open_end = len(named) == 1 and "and on" in named[0]
    return f"page{'' if one or open_end else 's'} {', '.join(named)} not loaded"


def scope_words(shown: int, gathered: Gathered) -> str:
    """How many of the rows are shown, of how many: `12 of 40 loaded; page 5 and on not loaded`."""
    count = len(gathered.rows)
    told = loaded_words(gathered) if shown == count else f"{shown:,} of {loaded_words(gathered)}"
    missing = missing_words(gathered)
    return f"{told}; {missing}" if missing else told


def _ranges(numbers: Sequence[int]) -> list[str]:
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
