"""How much of an answer is laid out on a screen: more is not read there, and laying it out takes seconds.

An answer may hold eight megabytes in one value, in half a million fields or in ten thousand rows. What is
left out is counted where it would stand, with where to see it.
"""

from __future__ import annotations

FIELDS = 100
"""Fields that the document does not know."""
NOTES = 50
"""Sentences about what is odd."""
VALUE = 1_000
"""Characters of one value in the pane."""
CELL = 100
"""Characters of one value in the table, where no column is that wide."""
RAW = 20_000
"""Characters of a row's own text."""
ELSEWHERE = "neo-tui get --format json writes all"


def clipped(text: str, most: int = VALUE) -> str:
    """A text, or its beginning and how much more there is."""
    return text if len(text) <= most else f"{text[:most]}… {len(text) - most:,} more characters"


def further(count: int, what: str) -> str:
    """What is said of so many that are not shown."""
    return f"… {count:,} more {what}; {ELSEWHERE}"
