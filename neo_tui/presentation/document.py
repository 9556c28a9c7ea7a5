"""What a report is made of: headings, sentences, lists and tables; how they are written is the writers' affair.

All texts are visible texts, and none is markup.
"""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading; level 1 is the title."""

    level: int
    text: str
    anchor: str = ""
    """By which a `Link` leads to its section: our own letters and digits; "" where none does."""


class Paragraph(NamedTuple):
    """A sentence or more."""

    text: str
    warning: bool = False
    quoted: bool = False
    """Whether a person wrote it."""
    lead: str = ""
    """What it begins with and what it is about, to be seen at a glance."""
    muted: bool = False
    """Whether it only explains."""


class Bullets(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Terms(NamedTuple):
    """Words, and what each of them means or is."""

    items: tuple[tuple[str, str], ...]


class Link(NamedTuple):
    """What leads to a section of the same report, and what is to be known of it before."""

    anchor: str
    text: str
    told: str
    warning: bool = False


class Links(NamedTuple):
    """A list of what stands below."""

    items: tuple[Link, ...]


class Table(NamedTuple):
    """A table; cells that are numbers stand to the right."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    marked: frozenset[int] = frozenset()
    """Rows, counted from 0, that a sign stands before."""


Block = Heading | Paragraph | Bullets | Terms | Links | Table
