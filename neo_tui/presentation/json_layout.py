"""JSON laid out for reading, token by token: every literal stays as it was sent, and broken JSON still shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_STEP = 2
"""Cells a level."""
_DEEPEST = 40
"""Levels after which lines are no longer moved in; deeper ones would leave the screen."""


def laid_out(text: str) -> Iterator[str]:
    """The lines of a JSON text, made as they are asked for."""
    line, depth, opened = "", 0, False
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece in {"}", "]"}:
            depth = max(depth - 1, 0)
            if not opened:  # {} and [] stay on one line
                yield line
                line = _indent(depth)
            line += piece
            opened = False
            continue
        if opened:
            yield line
            line, opened = _indent(depth), False
        if piece in {"{", "["}:
            line += piece
            depth, opened = depth + 1, True
        elif piece == ",":
            yield line + piece
            line = _indent(depth)
        else:
            line += ": " if piece == ":" else piece
    if line.strip():
        yield line


def _indent(depth: int) -> str:
    return " " * (_STEP * min(depth, _DEEPEST))
