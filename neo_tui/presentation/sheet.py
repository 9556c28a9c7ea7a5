"""A text as the screen shows it to be selected with the mouse: nothing before, beside or between its letters.

Lines longer than the screen are broken by the terminal itself, which then knows that they are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from neo_tui.domain.foreign import visible
from neo_tui.presentation.text import cell_width

_TAB = 8


class Row(NamedTuple):
    """What stands in one row of the screen.

    Attributes:
        text: The part of a line; tabs are left to the terminal.
        ends: Whether the line ends here; else it goes on in the next row.
    """

    text: str
    ends: bool


class Sheet(NamedTuple):
    """A text for the screen.

    Attributes:
        lines: Its lines, without what would drive the terminal.
        signs: Whether signs stand for hidden characters, so that what is selected is not the text to the letter.
    """

    lines: tuple[str, ...]
    signs: bool


def sheet(text: str) -> Sheet:
    """A text as lines; only line feeds end them. A line feed at its end begins no other."""
    lines = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]
    shown = ["\t".join(map(visible, line.split("\t"))) for line in lines]
    return Sheet(tuple(shown), shown != lines)


def rows_of(lines: Sequence[str], width: int) -> list[Row]:
    """The rows that a terminal of so many cells makes of these lines."""
    return [row for line in lines for row in _broken(line, max(width, 2))]


def _broken(line: str, width: int) -> list[Row]:
    if line.isascii() and "\t" not in line:
        pieces = [line[start : start + width] for start in range(0, len(line), width)] or [""]
        return [Row(piece, place == len(pieces) - 1) for place, piece in enumerate(pieces)]
    rows: list[Row] = []
    start = used = 0
    for place, character in enumerate(line):
        if character == "\t":  # at the edge it moves nothing
            used = min((used // _TAB + 1) * _TAB, width - 1) if used < width else used
            continue
        size = cell_width(character)
        if used + size > width:
            rows.append(Row(line[start:place], ends=False))
            start, used = place, 0
        used += size
    return [*rows, Row(line[start:], ends=True)]


def raw_page(rows: Sequence[Row]) -> str:
    """The characters that put these rows on a cleared screen, from its upper left corner on."""
    last = len(rows) - 1
    return "".join(row.text + ("\r\n" if row.ends and place != last else "") for place, row in enumerate(rows))


def sheet_hint(first: int, last: int, count: int, *, signs: bool, missed: Sequence[str] = ()) -> str:
    """The last line of the screen: what one can do, and why the text went no other way."""
    where = f"rows {first:,}-{last:,} of {count:,}" if last - first + 1 < count else ""
    parts = (
        "select with the mouse",
        where,
        "space next" if where else "",
        "w to a file",
        "esc back",
        "signs stand for hidden characters" if signs else "",
        f"shown because {'; '.join(map(visible, missed))}" if missed else "",
    )
    return " · ".join(part for part in parts if part)
