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


def held_words(held: int, gathered: Gathered, *, loose: bool = False) -> str:
    """Which part of an answer a report holds, as a sentence; "" when it is all that there is.

    Args:
        held: How many of the loaded rows it holds.
        gathered: The loaded rows.
        loose: Whether they are those of a bare response, behind which nothing can be asked for.
    """
    count = len(gathered.rows)
    some = "none" if not held else f"{held:,}"
    if gathered.complete:
        return "" if held == count else f"This report holds {some} of the {_rows(count)}."
    if loose:
        response = f"{_rows(count)} of the response"
        holds = f"the {response}" if held == count else f"{some} of the {response}"
        return f"This report holds {holds}. Whether more followed is not known."
    loaded = f"{_rows(count)} that {'was' if count == 1 else 'were'} loaded"
    holds = f"This report holds {f'the {loaded}' if held == count else f'{some} of the {loaded}'}."
    more = "Rows are missing" if gathered.ended else "More may exist"
    return f"{holds} {more}: {missing_words(gathered)}."


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _ranges(numbers: Sequence[int]) -> list[str]:
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
