"""The formats of `neo-tui get`, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.paging import Page
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.layouts import markdown_lines, table_lines, vertical_lines
from neo_tui.headless.sheets import MOST_EXTRAS, REST, csv_columns, csv_text, extras, tsv_columns, tsv_text
from neo_tui.headless.values import json_object
from neo_tui.presentation.columns import COMPACT, Column

_BREAK = re.compile(r"[\r\n]+")


class Format(StrEnum):
    """How `get` writes its rows."""

    TABLE = "table"
    VERTICAL = "vertical"
    MARKDOWN = "markdown"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


WHOLE = frozenset({Format.JSON, Format.CSV, Format.TSV, Format.MARKDOWN})
"""What looks whole to whoever reads it, and is written only when it is."""
_SHEETS = frozenset({Format.CSV, Format.TSV})

Writer = Callable[[Sequence[Allocation], Viewpoint, Sequence[Column] | None], str]


def json_array(pages: Sequence[Page]) -> str:
    """One page: the array as it was sent, byte for byte. Else: the rows, each as sent, in one array."""
    if len(pages) == 1 and not pages[0].wrapped:
        return pages[0].body
    return json_rows([row for page in pages for row in page.allocations])


def json_rows(rows: Sequence[Allocation]) -> str:
    """These rows, each as sent, in one array."""
    return "[" + ",\n".join(row.raw for row in rows) + "]\n"


def json_lines(rows: Sequence[Allocation]) -> str:
    """A row a line, as sent but for line breaks between its tokens (inside a string JSON allows none)."""
    return "".join(f"{_BREAK.sub(' ', row.raw)}\n" for row in rows)


def _jsonl(rows: Sequence[Allocation], view: Viewpoint, columns: Sequence[Column] | None) -> str:
    return "".join(f"{json_object(row, columns, view)}\n" for row in rows) if columns else json_lines(rows)


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


WRITERS: dict[Format, Writer] = {
    Format.TABLE: lambda rows, view, columns: _lines(table_lines(rows, view, columns or COMPACT)),
    Format.VERTICAL: lambda rows, view, columns: _lines(vertical_lines(rows, view, columns)),
    Format.MARKDOWN: lambda rows, view, columns: _lines(markdown_lines(rows, view, columns or COMPACT)),
    Format.JSON: lambda rows, _view, _columns: json_rows(rows),
    Format.JSONL: _jsonl,
    Format.CSV: lambda rows, view, columns: csv_columns(rows, columns, view) if columns else csv_text(rows),
    Format.TSV: lambda rows, view, columns: tsv_columns(rows, columns, view) if columns else tsv_text(rows),
}
"""The text of rows in each format; with columns, of those only (`json` is always as sent)."""


def left_out(rows: Sequence[Allocation], kind: Format, *, every: bool = True) -> list[str]:
    """What a format does not tell of these rows, sentences with numbers; json and jsonl as sent tell all.

    Args:
        rows: The rows that are written.
        kind: How they are written.
        every: Whether the columns are those of the format, not chosen ones.
    """
    if kind is Format.JSON or (kind is Format.JSONL and every):
        return []
    others = sum(not row.is_object for row in rows)
    twice = sum(row.keys_twice for row in rows)
    told = []
    if others:
        they = "1 row is no object" if others == 1 else f"{others:,} rows are no objects"
        told.append(
            f"{they}: {f'left out of the {kind}' if kind in _SHEETS else 'blank here'}; json and jsonl have all."
        )
    if twice:
        they = "1 row has a key" if twice == 1 else f"{twice:,} rows have keys"
        told.append(f"{they} that stands twice: the last value is told; json and jsonl have both.")
    if kind in _SHEETS and every:
        names = len(extras(rows))
        if names > MOST_EXTRAS:
            rest = names - MOST_EXTRAS
            told.append(f"{names:,} unknown fields came: {rest:,} of them stand in one column, “{REST}”, as JSON.")
    return told
