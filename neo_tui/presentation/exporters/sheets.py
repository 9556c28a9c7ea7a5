"""Rows for spreadsheets: CSV and tab-separated values.

A text that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that already begins
with apostrophes or quotes before such a sign: what reads quotes takes them away. Reading back is therefore exact:
where a cell begins with an apostrophe, further ones or quotes, and then one of `= + - @` (or their full-width forms),
the first apostrophe is ours. Numbers are never touched.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from neo_tui.domain.allocation import Allocation, FieldValue, State, json_line
from neo_tui.domain.fields import BY_NAME, FIELDS
from neo_tui.domain.json_text import Object, Value, read
from neo_tui.presentation.columns import EVERY
from neo_tui.presentation.exporters.cells import headings, texts
from neo_tui.presentation.exporters.export import RAW, Export, Values

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\Z", re.ASCII)
_FORMULA = re.compile("['\"]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
MOST_EXTRAS = 500
"""Columns for fields that the document does not know; a sheet of a hundred thousand is none."""
REST = "further fields"
"""The column of the others."""
_UNKNOWN = " (unknown field)"
"""Stands behind the name of a field that is also that of another column."""
_PIECE = 500
"""Rows that are written at once."""


def csv_pieces(export: Export) -> Iterator[str]:
    """The chosen columns under their keys; without a choice the 27 documented fields, then whatever else came.

    A missing field is empty, null is `null`. Unknown fields beyond `MOST_EXTRAS` stand together in the last column,
    as JSON. What is no object has no fields and is left out (`formats.left_out` tells).
    """
    for lines in _in_pieces(_lines(export)):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(lines)
        yield out.getvalue()


def tsv_pieces(export: Export) -> Iterator[str]:
    """As `csv_pieces`, with tabs between the cells; no cell holds a tab or a line break.

    Only a cell that begins with a quote stands in quotes: most readers would take it for the begin of a quoted one.
    """
    # Foreign text has no tab and no line break any more: `foreign.visible` has made signs of them.
    for lines in _in_pieces(_lines(export)):
        yield "".join(map(tsv_line, lines))


def tsv_line(cells: Iterable[str]) -> str:
    """A line of cells with tabs in between, as readers of CSV with tabs and readers of bare columns take it."""
    return "\t".join(_quoted(cell) if cell.startswith('"') else cell for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def extras(rows: Sequence[Allocation]) -> list[str]:
    """The names of all fields that no document lists, in the order in which they came."""
    return list(dict.fromkeys(extra.name for row in rows for extra in row.extra))


def disarmed(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


class _Extras(NamedTuple):
    """The columns of fields that no document lists."""

    places: Mapping[str, int]
    rest: bool
    raw: bool

    def headings(self, others: Iterable[str]) -> list[str]:
        """Their names, each told apart from those of the other columns."""
        taken = set(others)
        names: list[str] = []
        for each in self.places:
            name = each
            while name in taken or (self.raw and f"{name}{RAW}" in taken):
                name += _UNKNOWN
            own = (name, f"{name}{RAW}") if self.raw else (name,)
            taken.update(own)
            names += own
        return [*names, *([REST] if self.rest else [])]

    def cells(self, row: Allocation) -> list[str]:
        step = 2 if self.raw else 1
        cells = [""] * (len(self.places) * step + self.rest)
        if not row.extra or not cells:
            return cells
        source = read(row.raw)
        members = source if isinstance(source, Object) else Object()
        unknown = {name: value for name, value in members.items() if name not in BY_NAME}
        others: dict[str, Value] = {}
        seen: set[str] = set()
        for extra, (name, value) in zip(row.extra, unknown.items(), strict=True):
            place = self.places.get(extra.name)
            if place is None or extra.name in seen:  # two names may read alike, once what is invisible is a sign
                others[name] = value
                continue
            seen.add(extra.name)
            cells[place * step] = extra.literal
            if self.raw:
                cells[place * step + 1] = json_line(value)
        if others:
            cells[-1] = json_line(Object(others))
        return cells


def _lines(export: Export) -> Iterator[list[str]]:
    objects = [row for row in export.rows if row.is_object]
    names = [] if export.columns else extras(objects)
    values = export.values or Values.SENT
    own = export.columns or EVERY
    alike = bool(names) and any(len({extra.name for extra in row.extra}) < len(row.extra) for row in objects)
    places = {name: place for place, name in enumerate(names[:MOST_EXTRAS])}
    further = _Extras(places, alike or len(names) > MOST_EXTRAS, values is Values.BOTH)
    first = [*export.lead, *headings(own, values)]
    yield [*first, *map(disarmed, further.headings(first))]
    made = texts(own, values)
    for lead, row in export.each:
        if not row.is_object:
            continue
        if export.columns is None and values is Values.SENT:
            told = [_cell(row[field.name]) for field in FIELDS]
        else:
            told = [cell(row, export.view) for cell in made]
        yield [disarmed(cell) for cell in (*lead, *told, *further.cells(row))]


def _in_pieces(lines: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    piece: list[list[str]] = []
    for line in lines:
        piece.append(line)
        if len(piece) == _PIECE:
            yield piece
            piece = []
    yield piece


def _cell(value: FieldValue) -> str:
    return "" if value.state is State.MISSING else value.literal
