"""Lines of toned text: what the presentation hands to whoever paints it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from neo_tui.domain.status import Tone


class Span(NamedTuple):
    """A piece of one line with its tone. The text is visible text, never markup."""

    text: str
    tone: Tone = Tone.PLAIN


Line = tuple[Span, ...]
"""One line of the screen; it never holds a line break."""

EMPTY: Line = ()

_WORD = re.compile(" +|[^ ]+")


def cell_width(text: str) -> int:
    """How many terminal cells a text takes (wide characters two, combining ones none)."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(character) or character == "\N{VARIATION SELECTOR-16}"
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def plain(line: Line) -> str:
    """The text of a line."""
    return "".join(span.text for span in line)


def line(text: str, tone: Tone = Tone.PLAIN) -> Line:
    """A line of one tone."""
    return (Span(text, tone),)


def wrap(spans: Iterable[Span], width: int, indent: int = 0, hanging: int | None = None) -> list[Line]:
    """Break toned text into lines of at most `width` cells, at spaces where there are any.

    Nothing is lost: a word longer than a line is cut and goes on in the next.

    Args:
        spans: The text.
        width: Cells a line; at least two more than the indents, for a wide character.
        indent: Cells before the first line.
        hanging: Cells before the others; as `indent` when None.
    """
    hanging = indent if hanging is None else hanging
    width = max(width, indent + 2, hanging + 2)
    lines: list[Line] = []
    current: list[Span] = []
    used, start = indent, indent
    pending = ""

    def close() -> None:
        nonlocal current, used, start, pending
        lines.append((Span(" " * start), *current) if start else tuple(current))
        current, pending = [], ""
        used = start = hanging

    for span in spans:
        for word in _words(span.text):
            if word[0] == " ":
                pending = pending + word if current else ""
                continue
            size = cell_width(word)
            if current and used + len(pending) + size > width:
                close()
            if pending:
                current.append(Span(pending, span.tone))
                used += len(pending)
                pending = ""
            for piece in _pieces(word, width - used, width - hanging):
                if current and used + cell_width(piece) > width:
                    close()
                current.append(Span(piece, span.tone))
                used += cell_width(piece)
    if current or not lines:
        close()
    return [_joined(found) for found in lines]


def chop(text: str, width: int, tone: Tone = Tone.PLAIN) -> list[Line]:
    """Cut a text into lines of at most `width` cells wherever they end: every character stays, blanks too."""
    return [line(piece, tone) for piece in _pieces(text, width, width)]


def cut_line(spans: Iterable[Span], width: int) -> Line:
    """Toned text as one line of at most `width` cells, with an ellipsis where it is longer."""
    whole = tuple(spans)
    if sum(cell_width(span.text) for span in whole) <= width:
        return whole
    kept: list[Span] = []
    room = width - 1
    for span in whole:
        size = cell_width(span.text)
        if size > room:
            break
        kept.append(span)
        room -= size
    rest = whole[len(kept)]
    return (*kept, Span(cut(f"{rest.text} ", room + 1), rest.tone))


def listed(parts: Iterable[Iterable[Span]], between: str = ", ") -> list[Span]:
    """Parts one after the other with something between them."""
    spans: list[Span] = []
    for part in parts:
        spans += [*([Span(between)] if spans else []), *part]
    return spans


def _words(text: str) -> list[str]:
    """Words and the runs of spaces between them, in order."""
    return _WORD.findall(text)


def _pieces(word: str, first: int, others: int) -> list[str]:
    """A word cut so that each piece fits its line; a value may be megabytes long."""
    if cell_width(word) <= max(first, 0):
        return [word]
    if word.isascii():
        head = max(first, 0)
        rest = range(head, len(word), others)
        return [*([word[:head]] if head else []), *(word[start : start + others] for start in rest)]
    pieces: list[str] = []
    start = used = 0
    room = first
    for place, character in enumerate(word):
        size = cell_width(character)
        if used + size > room and (place > start or not pieces):
            if place > start:
                pieces.append(word[start:place])
            start, used, room = place, 0, others
        used += size
    return [*pieces, word[start:]]


def _joined(spans: Sequence[Span]) -> Line:
    """Neighbours of the same tone as one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].tone is span.tone:
            joined[-1] = Span(joined[-1].text + span.text, span.tone)
        else:
            joined.append(span)
    return tuple(joined)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """A text padded with spaces to a width, or cut with an ellipsis when it is wider."""
    size = cell_width(text)
    if size > width:
        text, size = cut(text, width), width
    space = " " * (width - cell_width(text))
    return space + text if right else text + space


def cut(text: str, width: int) -> str:
    """A text cut to a width with an ellipsis; unchanged when it fits."""
    if cell_width(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        size = cell_width(character)
        if used + size > width - 1:
            break
        kept, used = kept + character, used + size
    return kept + "…" if width > 0 else ""


def aligned(rows: Sequence[tuple[str, ...]], right: Sequence[bool] = ()) -> list[str]:
    """Rows as lines whose columns stand under each other; the first row is the heading."""
    widths = [max(cell_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    sides = right or (False,) * len(widths)
    return [
        "  ".join(pad(cell, width, right=side) for cell, width, side in zip(row, widths, sides, strict=True)).rstrip()
        for row in rows
    ]
