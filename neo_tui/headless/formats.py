"""The formats of `neo-tui get`: the array as sent, a row a line, CSV, and a table for people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from neo_tui.domain.allocation import Allocation, FieldValue, State, json_line
from neo_tui.domain.fields import BY_NAME, FIELDS
from neo_tui.domain.foreign import visible
from neo_tui.domain.json_text import Object, read
from neo_tui.domain.paging import Page
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.output import aligned
from neo_tui.presentation.columns import COMPACT

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\Z", re.ASCII)
_BREAK = re.compile(r"[\r\n]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """How `get` writes its rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


MOST_EXTRAS = 500
"""Columns for fields that the document does not know; a sheet of a hundred thousand is none."""
_REST = "further fields"


def json_array(pages: Sequence[Page]) -> str:
    """One page: the array as it was sent, byte for byte. Else: the rows, each as sent, in one array."""
    if len(pages) == 1 and not pages[0].wrapped:
        return pages[0].body
    rows = (row.raw for page in pages for row in page.allocations)
    return "[" + ",\n".join(rows) + "]\n"


def json_lines(page: Page) -> str:
    """A row a line, as sent but for line breaks between its tokens (inside a string JSON allows none)."""
    return "".join(f"{_BREAK.sub(' ', row.raw)}\n" for row in page.allocations)


def csv_text(pages: Sequence[Page]) -> str:
    """The 27 documented fields in their order, then whatever else came, under the API's own names.

    Values are as sent; a missing field is empty, null is `null`. A text that a spreadsheet would
    take for a formula gets an apostrophe in front. Unknown fields beyond `MOST_EXTRAS` stand together in
    the last column, as JSON. What is no object has no fields and is left out (`left_out` tells).
    """
    rows = [row for page in pages for row in page.allocations if row.is_object]
    names = list(dict.fromkeys(extra.name for row in rows for extra in row.extra))
    columns = {name: place for place, name in enumerate(names[:MOST_EXTRAS])}
    heading = [*columns, *([_REST] if len(names) > MOST_EXTRAS else [])]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(field.name for field in FIELDS), *map(_disarmed, heading)])
    writer.writerows([*_documented(row), *_further(row, columns, len(heading))] for row in rows)
    return out.getvalue()


def _documented(row: Allocation) -> list[str]:
    return [_csv_cell(row[field.name]) for field in FIELDS]


def _further(row: Allocation, columns: Mapping[str, int], size: int) -> list[str]:
    cells = [""] * size
    rest = False
    for extra in row.extra:
        place = columns.get(extra.name)
        if place is None:
            rest = True
        else:
            cells[place] = _disarmed(extra.literal)
    if rest:
        source = read(row.raw)
        known = source.items() if isinstance(source, Object) else ()
        cells[-1] = json_line(
            Object((name, value) for name, value in known if name not in BY_NAME and visible(name) not in columns)
        )
    return cells


def left_out(pages: Sequence[Page], kind: Format) -> list[str]:
    """What a CSV or a table does not tell of these rows, sentences with numbers; json and jsonl tell all."""
    if kind not in {Format.CSV, Format.TABLE}:
        return []
    rows = [row for page in pages for row in page.allocations]
    others = sum(not row.is_object for row in rows)
    twice = sum(row.keys_twice for row in rows)
    told = []
    if others:
        they = "1 row is no object" if others == 1 else f"{others:,} rows are no objects"
        told.append(
            f"{they}: {'left out of the csv' if kind is Format.CSV else 'blank here'}; json and jsonl have all."
        )
    if twice:
        they = "1 row has a key" if twice == 1 else f"{twice:,} rows have keys"
        told.append(f"{they} that stands twice: the last value is told; json and jsonl have both.")
    if kind is Format.CSV:
        names = len({extra.name for row in rows for extra in row.extra})
        if names > MOST_EXTRAS:
            rest = names - MOST_EXTRAS
            told.append(f"{names:,} unknown fields came: {rest:,} of them stand in one column, “{_REST}”, as JSON.")
    return told


def _csv_cell(value: FieldValue) -> str:
    return "" if value.state is State.MISSING else _disarmed(value.literal)


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.match(text) else text


def table_lines(pages: Sequence[Page], view: Viewpoint) -> list[str]:
    """The compact columns, aligned; nothing is cut. No rows: no lines."""
    rows = [tuple(column.cell(row, view).text for column in COMPACT) for page in pages for row in page.allocations]
    if not rows:
        return []
    heading = tuple(column.label for column in COMPACT)
    return aligned([heading, *rows], tuple(column.right for column in COMPACT))
