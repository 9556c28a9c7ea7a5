"""What is said of a filter: what it asks for, how many rows pass, and of how many."""

from __future__ import annotations

from neo_tui.domain.gathered import Gathered
from neo_tui.domain.status import Tone
from neo_tui.presentation.scope import missing_words, scope_words
from neo_tui.presentation.text import EMPTY, Line, Span, wrap


def filter_words(words: str, count: int, gathered: Gathered, *, found: bool) -> str:
    """`12 of 40 loaded: left above 0; page 5 and on not loaded - L loads the rest`.

    Args:
        words: What the filter asks for.
        count: How many rows pass.
        gathered: All loaded rows.
        found: Whether those that do not pass are shown all the same.
    """
    told = f"{count:,} {'match' if count != 1 else 'matches'} in {scope_words(len(gathered.rows), gathered)}"
    if not found:
        told = f"{count:,} of {len(gathered.rows):,} loaded"
        missing = missing_words(gathered)
        told = f"{told}; {missing}" if missing else f"{count:,} of all {len(gathered.rows):,}"
    rest = " · L loads the rest" if gathered.loadable else ""
    return f"{told}{rest} · {words}"


def nothing_matches(words: str, gathered: Gathered, width: int) -> list[Line]:
    """What stands where the rows would be when none passes."""
    told = wrap([Span("No loaded row passes", Tone.STRONG), Span(f": {words}." if words else ".", Tone.PLAIN)], width)
    missing = missing_words(gathered)
    scope = f"{scope_words(0, gathered)}." if missing else f"All {len(gathered.rows):,} rows are loaded."
    keys = "esc shows all rows again · / changes the filter" + (" · L loads the rest" if gathered.loadable else "")
    return [*told, EMPTY, *wrap([Span(scope, Tone.MUTED)], width), *wrap([Span(keys, Tone.MUTED)], width)]
