"""The formats in which data leaves the program, by name; what makes them is imported where it is needed."""

from __future__ import annotations

import re
from enum import StrEnum


class Format(StrEnum):
    """How data is written."""

    TABLE = "table"
    VERTICAL = "vertical"
    MARKDOWN = "markdown"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    HTML = "html"


LISTS = tuple(kind for kind in Format if kind is not Format.HTML)
"""Those of what is no answer of the API, such as event types, profiles, findings."""
REPORTS = (Format.MARKDOWN, Format.HTML)
"""Those of what is written to be read, such as the report of a case."""
WHOLE = frozenset({Format.MARKDOWN, Format.JSON, Format.CSV, Format.TSV, Format.HTML})
"""What looks whole to whoever reads it, and is written only when it is."""
ENDINGS: dict[Format, tuple[str, ...]] = {
    Format.TABLE: (".txt",),
    Format.MARKDOWN: (".md", ".markdown"),
    Format.JSON: (".json",),
    Format.JSONL: (".jsonl", ".ndjson"),
    Format.CSV: (".csv",),
    Format.TSV: (".tsv", ".tab"),
    Format.HTML: (".html", ".htm"),
}
"""How names of such files end; the first is the usual one."""


def format_of(name: str) -> Format | None:
    """The format that the ending of a file's name stands for; None when it stands for none."""
    plain = name.lower()
    return next((kind for kind, endings in ENDINGS.items() if plain.endswith(endings)), None)


_LONGEST = 60
"""Characters that a name takes over from another."""


def named_after(name: str) -> str:
    """What a file that is made of another is called, from its name: letters, digits, dots and hyphens; never empty.

    Args:
        name: The other file's name, as it is shown.
    """
    stem = name.rpartition(".")[0] or name
    told = re.sub(r"[^\w.-]+", "-", stem)[:_LONGEST].strip("-.")
    return told or "response"
