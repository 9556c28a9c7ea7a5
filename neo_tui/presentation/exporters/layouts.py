"""Rows for people: a table, one value a line, Markdown for a ticket. The cells are those of the program's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from neo_tui.presentation.column_choice import BY_KEY
from neo_tui.presentation.columns import COMPACT, EVERY, Column
from neo_tui.presentation.exporters.cells import Cell, headings, texts
from neo_tui.presentation.exporters.export import Export, Values
from neo_tui.presentation.text import aligned, cell_width, pad

_MARKUP = re.compile(r"[\\|`*\[\]<>&~#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""What Markdown would take for more than a character. An underline within a word stays as it is."""
_VERTICAL = (*EVERY, BY_KEY["left"])


class Laid(NamedTuple):
    """Rows as cells for people.

    Attributes:
        labels: The heading of each column.
        right: Which columns are set to the right, as numbers are.
        rows: The cells of each row.
    """

    labels: tuple[str, ...]
    right: tuple[bool, ...]
    rows: list[tuple[str, ...]]


def laid(export: Export, columns: Sequence[Column], *, keys: bool = False) -> Laid:
    """The cells of the program's tables, whole; with raw ones beside them, or only those, where that is wanted.

    Args:
        export: What is told.
        columns: In which columns.
        keys: Whether a column is called by its key instead of its heading.
    """
    values = export.values or Values.DECODED
    labels: list[str] = list(export.lead if keys else (word.capitalize() for word in export.lead))
    right = [word != "entity" for word in export.lead]
    made: list[Cell] = []
    for column in columns:
        names, cells = headings((column,), values), texts((column,), values)
        if values is not Values.SENT:
            cells[0] = _told(column)
        labels += [
            column.key if keys else column.label,
            *(names[1:] if keys else [f"{column.label} raw"] * len(names[1:])),
        ]
        right += [column.right] * len(names)
        made += cells
    rows = [(*lead, *(cell(row, export.view) for cell in made)) for lead, row in export.each]
    return Laid(tuple(labels), tuple(right), rows)


def table_pieces(export: Export) -> Iterator[str]:
    """The columns, aligned; nothing is cut. No rows: nothing."""
    if export.rows:
        table = laid(export, export.columns or COMPACT)
        yield from (f"{line}\n" for line in aligned([table.labels, *table.rows], table.right))


def vertical_pieces(export: Export) -> Iterator[str]:
    """A value a line under the number of its row; without a choice all fields, what is left, what no document lists."""
    table = laid(export, export.columns or _VERTICAL, keys=True)
    for number, (row, cells) in enumerate(zip(export.rows, table.rows, strict=True), 1):
        values = list(zip(table.labels, cells, strict=True))
        if export.columns is None:
            values += [(extra.name, extra.literal) for extra in row.extra]
        yield from vertical_lines(values, number, len(export.rows))


def vertical_lines(values: Sequence[tuple[str, str]], number: int, count: int) -> list[str]:
    """The lines of one row, each with its end: a heading, then a value a line."""
    width = max(cell_width(name) for name, _ in values)
    lines = ["\n"] if number > 1 else []
    lines.append(f"── row {number:,} of {count:,} ──\n")
    return [*lines, *(f"{f'{pad(name, width)}  {value}'.rstrip()}\n" for name, value in values)]


def markdown_pieces(export: Export) -> Iterator[str]:
    """A table of Markdown (GitHub's, Jira's new editor); its cells show what they hold, whatever that is."""
    if export.rows:
        table = laid(export, export.columns or COMPACT)
        yield from markdown_lines(table.labels, table.right, table.rows)


def markdown_lines(labels: Sequence[str], right: Sequence[bool], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of such a table, each with its end."""
    yield _row(map(_escaped, labels))
    yield _row("---:" if side else "---" for side in right)
    for cells in rows:
        yield _row(map(_escaped, cells))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _told(column: Column) -> Cell:
    return lambda row, view: column.cell(row, view).text


def _escaped(text: str) -> str:
    one_line = " ".join(re.split(r"[\r\n]+", text))
    return _MARKUP.sub(r"\\\g<0>", one_line)
