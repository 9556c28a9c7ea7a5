"""Rows for people: a table, one value a line, Markdown for a ticket. The cells are those of the program's tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.output import aligned
from neo_tui.presentation.column_choice import BY_KEY
from neo_tui.presentation.columns import COMPACT, EVERY, Column
from neo_tui.presentation.text import cell_width, pad

_MARKUP = re.compile(r"[\\|`*\[\]<>&~#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown would take for more than a character. An underline within a word stays as it is."""
_VERTICAL = (*EVERY, BY_KEY["left"])


def table_lines(rows: Sequence[Allocation], view: Viewpoint, columns: Sequence[Column] = COMPACT) -> list[str]:
    """The columns, aligned; nothing is cut. No rows: no lines."""
    if not rows:
        return []
    heading = tuple(column.label for column in columns)
    cells = [tuple(column.cell(row, view).text for column in columns) for row in rows]
    return aligned([heading, *cells], tuple(column.right for column in columns))


def vertical_lines(rows: Sequence[Allocation], view: Viewpoint, columns: Sequence[Column] | None = None) -> list[str]:
    """A value a line under the number of its row; all fields, what is left and what no document lists when None."""
    lines: list[str] = []
    for number, row in enumerate(rows, 1):
        values = [(column.key, column.cell(row, view).text) for column in columns or _VERTICAL]
        if columns is None:
            values += [(extra.name, extra.literal) for extra in row.extra]
        width = max(cell_width(name) for name, _ in values)
        lines += [""] if lines else []
        lines.append(f"── row {number:,} of {len(rows):,} ──")
        lines += [f"{pad(name, width)}  {value}".rstrip() for name, value in values]
    return lines


def markdown_lines(rows: Sequence[Allocation], view: Viewpoint, columns: Sequence[Column] = COMPACT) -> list[str]:
    """A table of Markdown (GitHub's, Jira's new editor); its cells show what they hold, whatever that is."""
    if not rows:
        return []
    lines = [[_escaped(column.label) for column in columns]]
    lines.append(["---:" if column.right else "---" for column in columns])
    lines += [[_escaped(column.cell(row, view).text) for column in columns] for row in rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _escaped(text: str) -> str:
    one_line = " ".join(re.split(r"[\r\n]+", text))
    return _MARKUP.sub(r"\\\g<0>", one_line)
