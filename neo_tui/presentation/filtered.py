"""What is said of a filter: what it asks for, how many rows pass, and of how many."""

from __future__ import annotations

from neo_tui.domain.gathered import Gathered
from neo_tui.domain.status import Tone
from neo_tui.presentation.scope import loaded_words, missing_words, scope_words
from neo_tui.presentation.text import EMPTY, Line, Span, wrap


def filter_words(words: str, count: int, gathered: Gathered, *, found: bool, here: int | None = None) -> str:
    """`12 of 40 loaded: left above 0; page 5 and on not loaded - L loads the rest`.

    Args:
        words: What the filter asks for.
        count: How many rows pass.
        gathered: All loaded rows.
        found: Whether those that do not pass are shown all the same.
        here: How many of those that were found are shown; None for all.
    """
    missing = missing_words(gathered)
    told = f"{count:,} of {len(gathered.rows):,} loaded" if missing else f"{count:,} of all {len(gathered.rows):,}"
    if found:
        some = f"{f'{count:,}' if count else 'no'} row{' matches' if count == 1 else 's match'}"
        shown = f" ({f'{here:,}' if here else 'none'} shown here)" if here is not None and here < count else ""
        told = f"{some} in {loaded_words(gathered)}{shown}"
    told = f"{told}; {missing}" if missing else told
    rest = " · L loads the rest" if gathered.loadable else ""
    return f"{told}{rest} · {words}"


def nothing_matches(words: str, gathered: Gathered, width: int) -> list[Line]:
    """What stands where the rows would be when none passes."""
    told = wrap([Span("No loaded row passes", Tone.STRONG), Span(f": {words}." if words else ".", Tone.PLAIN)], width)
    missing = missing_words(gathered)
    scope = f"{scope_words(0, gathered)}." if missing else f"All {len(gathered.rows):,} rows are loaded."
    keys = "esc shows all rows again · / changes the filter" + (" · L loads the rest" if gathered.loadable else "")
    return [*told, EMPTY, *wrap([Span(scope, Tone.MUTED)], width), *wrap([Span(keys, Tone.MUTED)], width)]
