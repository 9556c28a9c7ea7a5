"""Lists that are no answer of the API – event types, profiles, findings – in the formats of `get`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neo_tui.domain.allocation import escaped_json
from neo_tui.domain.foreign import visible
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.text import aligned


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, for people and for programs.

    Attributes:
        keys: The names of its values, in their order.
        entries: The values of each entry by those names, as JSON takes them.
        labels: The headings for people.
        rows: The cells for people, visible text.
        right: Which columns for people are set to the right; none when empty.
    """

    keys: tuple[str, ...]
    entries: Sequence[Mapping[str, object]]
    labels: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    right: tuple[bool, ...] = ()


def listing_text(kind: Format, listing: Listing) -> str:
    """The list in a format; without entries only `json` and the sheets write something."""
    if kind is Format.JSON:
        lines = json.dumps(listing.entries, indent=1, ensure_ascii=False).split("\n")
        return "".join(f"{escaped_json(line)}\n" for line in lines)
    if kind is Format.JSONL:
        return "".join(f"{escaped_json(json.dumps(entry, ensure_ascii=False))}\n" for entry in listing.entries)
    if kind in {Format.CSV, Format.TSV}:
        return _sheet(kind, listing)
    if not listing.rows:
        return ""
    # Commands that write JSON wait for none of this (performance.md).
    from neo_tui.presentation.exporters.layouts import markdown_lines, vertical_lines  # noqa: PLC0415

    if kind is Format.MARKDOWN:
        right = listing.right or (False,) * len(listing.labels)
        return "".join(markdown_lines(listing.labels, right, listing.rows))
    if kind is Format.VERTICAL:
        count = len(listing.entries)
        told = ([(key, cell(value)) for key, value in entry.items()] for entry in listing.entries)
        return "".join(line for place, values in enumerate(told, 1) for line in vertical_lines(values, place, count))
    return "".join(f"{line}\n" for line in aligned([listing.labels, *listing.rows], listing.right))


def _sheet(kind: Format, listing: Listing) -> str:
    from neo_tui.presentation.exporters.sheets import disarmed, tsv_line  # noqa: PLC0415 - as above

    lines = [list(listing.keys)]
    lines += [[disarmed(cell(entry[key])) for key in listing.keys] for entry in listing.entries]
    if kind is Format.TSV:
        return "".join(map(tsv_line, lines))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def cell(value: object) -> str:
    """A value as visible text: "" for none, JSON for what is no text."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) else visible(json.dumps(value, ensure_ascii=False))
