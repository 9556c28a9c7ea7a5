"""Where in a typed text something is wrong: the text, and a line of carets to stand under it."""

from __future__ import annotations

from neo_tui.domain.foreign import visible
from neo_tui.domain.typed import TypedError
from neo_tui.presentation.text import cell_width

_MOST = 100
"""Characters of the text that are shown."""
_BEFORE = 40
"""Characters shown before the place, where the text is too long."""


def caret_lines(text: str, error: TypedError) -> tuple[str, str]:
    """The text in one line, visible, and the carets under what is wrong in it.

    A long text is cut round the place. Both lines count in terminal cells, so that they stand under each other.
    """
    start = 0 if len(text) <= _MOST else max(0, error.position - _BEFORE)
    end = min(len(text), start + _MOST)
    before = ("…" if start else "") + visible(text[start : error.position])
    wrong = visible(text[error.position : min(error.position + error.length, end)])
    after = visible(text[error.position + error.length : end]) + ("…" if end < len(text) else "")
    return before + wrong + after, " " * cell_width(before) + "^" * max(1, cell_width(wrong))
