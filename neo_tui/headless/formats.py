"""The formats of `neo-tui get`: the array as sent, a row a line, CSV, and a table for people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from enum import StrEnum

from neo_tui.domain.allocation import Allocation, FieldValue, State
from neo_tui.domain.fields import FIELDS
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


def json_array(pages: Sequence[Page]) -> str:
    """One page: the array as it was sent, byte for byte. More: their rows, each as sent, in one array."""
    if len(pages) == 1:
        return pages[0].body
    rows = (row.raw for page in pages for row in page.allocations)
    return "[" + ",\n".join(rows) + "]\n"


def json_lines(page: Page) -> str:
    """A row a line, as sent but for line breaks between its tokens (inside a string JSON allows none)."""
    return "".join(f"{_BREAK.sub(' ', row.raw)}\n" for row in page.allocations)


def csv_text(pages: Sequence[Page]) -> str:
    """The 27 documented fields in their order, then whatever else came, under the API's own names.

    Values are as sent; a missing field is empty, null is `null`. A text that a spreadsheet would
    take for a formula gets an apostrophe in front.
    """
    rows = [row for page in pages for row in page.allocations]
    extras = list(dict.fromkeys(extra.name for row in rows for extra in row.extra))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(field.name for field in FIELDS), *map(_disarmed, extras)])
    writer.writerows([*_documented(row), *_further(row, extras)] for row in rows)
    return out.getvalue()


def _documented(row: Allocation) -> list[str]:
    return [_csv_cell(row[field.name]) for field in FIELDS]


def _further(row: Allocation, names: Sequence[str]) -> list[str]:
    came = {extra.name: extra.literal for extra in row.extra}
    return [_disarmed(came.get(name, "")) for name in names]


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
