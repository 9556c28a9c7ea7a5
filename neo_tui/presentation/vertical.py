"""One row from top to bottom: each column of the table as a line, where they do not fit side by side."""

from __future__ import annotations

from collections.abc import Sequence

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.status import Tone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.bounds import VALUE, clipped
from neo_tui.presentation.columns import Column
from neo_tui.presentation.text import Line, Span, cell_width, pad, wrap

_ROOM = 12
"""Cells that a value has at least beside its label."""


def vertical_lines(row: Allocation, columns: Sequence[Column], view: Viewpoint, width: int) -> list[Line]:
    """The row's cells under each other, whole: none is cut as in a table."""
    labels = max((cell_width(column.label) for column in columns), default=0)
    labels = max(1, min(labels, width - _ROOM - 2))
    lines: list[Line] = []
    for column in columns:
        cell = column.cell(row, view)
        value = wrap([Span(clipped(cell.text, VALUE), cell.tone)], max(width - labels - 2, 1))
        for place, part in enumerate(value):
            label = Span(pad("" if place else column.label, labels) + "  ", Tone.MUTED)
            lines.append((label, *part))
    return lines
