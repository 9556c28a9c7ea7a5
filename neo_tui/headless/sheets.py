"""Rows for spreadsheets: CSV and tab-separated values."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from neo_tui.domain.allocation import Allocation, FieldValue, State, json_line
from neo_tui.domain.fields import BY_NAME, FIELDS
from neo_tui.domain.foreign import visible
from neo_tui.domain.json_text import Object, read
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.values import plain_cell
from neo_tui.presentation.columns import Column

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\Z", re.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_EXTRAS = 500
"""Columns for fields that the document does not know; a sheet of a hundred thousand is none."""
REST = "further fields"
"""The column of the others."""


def csv_text(rows: Sequence[Allocation]) -> str:
    """The 27 documented fields in their order, then whatever else came, under the API's own names.

    Values are as sent; a missing field is empty, null is `null`. A text that a spreadsheet would
    take for a formula gets an apostrophe in front. Unknown fields beyond `MOST_EXTRAS` stand together in
    the last column, as JSON. What is no object has no fields and is left out (`formats.left_out` tells).
    """
    return _csv(_every(rows))


def csv_columns(rows: Sequence[Allocation], columns: Sequence[Column], view: Viewpoint) -> str:
    """The same of chosen columns, under their keys (`values.plain_cell`)."""
    return _csv(_chosen(rows, columns, view))


def tsv_text(rows: Sequence[Allocation]) -> str:
    """As `csv_text`, with tabs between the cells and no quotes: no cell holds a tab or a line break."""
    return _tsv(_every(rows))


def tsv_columns(rows: Sequence[Allocation], columns: Sequence[Column], view: Viewpoint) -> str:
    """The same of chosen columns."""
    return _tsv(_chosen(rows, columns, view))


def extras(rows: Sequence[Allocation]) -> list[str]:
    """The names of all fields that no document lists, in the order in which they came."""
    return list(dict.fromkeys(extra.name for row in rows for extra in row.extra))


def _csv(lines: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def _tsv(lines: Sequence[Sequence[str]]) -> str:
    # Foreign text has no tab and no line break any more: `foreign.visible` has made signs of them.
    return "".join("\t".join(cells) + "\n" for cells in lines)


def _every(rows: Sequence[Allocation]) -> list[list[str]]:
    objects = [row for row in rows if row.is_object]
    names = extras(objects)
    columns = {name: place for place, name in enumerate(names[:MOST_EXTRAS])}
    heading = [*columns, *([REST] if len(names) > MOST_EXTRAS else [])]
    lines = [[*(field.name for field in FIELDS), *map(_disarmed, heading)]]
    lines += [[*_documented(row), *_further(row, columns, len(heading))] for row in objects]
    return lines


def _chosen(rows: Sequence[Allocation], columns: Sequence[Column], view: Viewpoint) -> list[list[str]]:
    lines = [[column.key for column in columns]]
    lines += [[_disarmed(plain_cell(row, column, view)) for column in columns] for row in rows if row.is_object]
    return lines


def _documented(row: Allocation) -> list[str]:
    return [_cell(row[field.name]) for field in FIELDS]


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


def _cell(value: FieldValue) -> str:
    return "" if value.state is State.MISSING else _disarmed(value.literal)


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.match(text) else text
