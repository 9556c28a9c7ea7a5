"""The formats in which rows leave the program, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.paging import Page
from neo_tui.presentation.columns import EVERY
from neo_tui.presentation.exporters.cells import json_object
from neo_tui.presentation.exporters.export import Export, Values
from neo_tui.presentation.exporters.html import html_pieces
from neo_tui.presentation.exporters.layouts import markdown_pieces, table_pieces, vertical_pieces
from neo_tui.presentation.exporters.names import WHOLE, Format, format_of
from neo_tui.presentation.exporters.sheets import MOST_EXTRAS, REST, csv_pieces, extras, tsv_pieces

_BREAK = re.compile(r"[\r\n]+")


Writer = Callable[[Export], Iterator[str]]
"""Makes the text of an export, piece by piece."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    Attributes:
        pieces: Makes its text.
        label: What it is, for somebody who chooses.
        people: Whether it is for people, so that values are decoded when nothing is said.
    """

    pieces: Writer
    label: str
    people: bool = False


def json_array(pages: Sequence[Page]) -> str:
    """One page: the array as it was sent, byte for byte. Else: the rows, each as sent, in one array."""
    if len(pages) == 1 and not pages[0].wrapped:
        return pages[0].body
    return "".join(json_rows([row for page in pages for row in page.allocations]))


def json_rows(rows: Sequence[Allocation]) -> Iterator[str]:
    """These rows, each as sent, in one array."""
    yield "["
    for place, row in enumerate(rows):
        yield f",\n{row.raw}" if place else row.raw
    yield "]\n"


def json_line_as_sent(row: Allocation) -> str:
    """A row in one line, as sent but for line breaks between its tokens (inside a string JSON allows none)."""
    return f"{_BREAK.sub(' ', row.raw)}\n"


def _json(export: Export) -> Iterator[str]:
    if export.body is not None:
        yield export.body
    else:
        yield from json_rows(export.rows)


def _jsonl(export: Export) -> Iterator[str]:
    as_sent = export.columns is None and export.values in {None, Values.SENT}
    for lead, row in export.each:
        if as_sent and not lead:
            yield json_line_as_sent(row)
        elif as_sent:
            yield _behind(json_object(row, export, (), lead), row)
        elif export.columns is None:
            yield f"{json_object(row, export, EVERY, lead)}\n"
        else:
            yield f"{json_object(row, export, export.columns, lead)}\n"


def _behind(lead: str, row: Allocation) -> str:
    """The row as sent, as the last member behind what is told before it."""
    return f'{lead[:-1]}, "row": {_BREAK.sub(" ", row.raw)}}}\n'


EXPORTERS: dict[Format, Exporter] = {
    Format.TABLE: Exporter(table_pieces, "Table, as text", people=True),
    Format.VERTICAL: Exporter(vertical_pieces, "A value a line", people=True),
    Format.MARKDOWN: Exporter(markdown_pieces, "Markdown, for a ticket", people=True),
    Format.JSON: Exporter(_json, "JSON, as sent"),
    Format.JSONL: Exporter(_jsonl, "JSON Lines, a row a line"),
    Format.CSV: Exporter(csv_pieces, "CSV, for spreadsheets"),
    Format.TSV: Exporter(tsv_pieces, "Tab-separated"),
    Format.HTML: Exporter(html_pieces, "HTML report, for a colleague", people=True),
}
"""All of them."""

_SHEETS = frozenset({Format.CSV, Format.TSV})


def text_of(kind: Format, export: Export) -> str:
    """The whole text of an export."""
    return "".join(EXPORTERS[kind].pieces(export))


def left_out(
    rows: Sequence[Allocation], kind: Format, *, every: bool = True, values: Values | None = None
) -> list[str]:
    """What a format does not tell of these rows, sentences with numbers; json and jsonl as sent tell all.

    Args:
        rows: The rows that are written.
        kind: How they are written.
        every: Whether the columns are those of the format, not chosen ones.
        values: Which form of values is written.
    """
    whole = every and values in {None, Values.SENT}
    if kind is Format.JSON or (kind is Format.JSONL and whole):
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
    names = len(extras(rows)) if every else 0
    if kind in _SHEETS and names > MOST_EXTRAS:
        rest = names - MOST_EXTRAS
        told.append(f"{names:,} unknown fields came: {rest:,} of them stand in one column, “{REST}”, as JSON.")
    if kind is Format.JSONL and names:
        they = "1 unknown field came" if names == 1 else f"{names:,} unknown fields came"
        told.append(f"{they}: told by jsonl as sent and by csv, not beside decoded values.")
    return told


def batch_json(entries: Sequence[tuple[str, Sequence[Allocation]]]) -> Iterator[str]:
    """Answers to several questions as one array of objects, each with its rows as sent.

    Args:
        entries: For each question its members as the beginning of an object, and its rows.
    """
    yield "["
    for place, (head, rows) in enumerate(entries):
        yield ",\n" if place else ""
        yield f'{head}, "rows": [{", ".join(_BREAK.sub(" ", row.raw) for row in rows)}]}}'
    yield "]\n"


__all__ = ["EXPORTERS", "WHOLE", "Export", "Exporter", "Format", "batch_json", "format_of", "json_array", "left_out"]
