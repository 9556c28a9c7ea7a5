"""What the terminal shows, cell by cell, and the fewest bytes that turn it into something else.

Textual writes every cell of what is dirty; over SSH a moved cursor then costs 10 KB. Here only the
cells that differ are written (performance.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_BRIDGE = 6
"""Unchanged cells that are cheaper to write again than to jump over: a jump takes about as many bytes."""
_FOREGROUNDS = frozenset(map(str, (*range(30, 38), 39, *range(90, 98))))
_BACKGROUNDS = frozenset(map(str, (*range(40, 48), 49, *range(100, 108))))


_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29", "21": "24"}
"""What switches a flag off; bold and dim share one."""
_SEEN_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21", "53"})
"""Flags that show where there is no letter: underlines, reverse, strike."""


class Pen(NamedTuple):
    """How a cell is drawn, as the parameters of the escape sequence that says so."""

    flags: tuple[str, ...] = ()
    """Bold, underline and the like."""
    front: str = ""
    back: str = ""

    def after(self, other: Pen | None) -> str:
        """The shortest sequence that turns another pen into this one; None stands for any pen."""
        if self == other:
            return ""
        anew = ";".join(part for part in ("0", *self.flags, self.front, self.back) if part)
        anew = "" if anew == "0" else anew
        if other is None or any(flag not in _OFF for flag in other.flags):
            return f"\x1b[{anew}m"
        off = {_OFF[flag] for flag in other.flags if flag not in self.flags}
        changes = sorted(off)
        changes += [flag for flag in self.flags if flag not in other.flags or _OFF.get(flag) in off]
        if other.front != self.front:
            changes.append(self.front or "39")
        if other.back != self.back:
            changes.append(self.back or "49")
        changed = ";".join(changes)
        return f"\x1b[{changed if len(changed) < len(anew) else anew}m"

    @property
    def blank(self) -> Pen:
        """The pen as far as it shows on a blank: only the background, unless something runs through it."""
        return self if self.marks_blanks else Pen(back=self.back)

    @property
    def marks_blanks(self) -> bool:
        """Whether more than the background shows where there is no letter."""
        return not _SEEN_ON_BLANKS.isdisjoint(self.flags)


PLAIN = Pen()


@lru_cache(maxsize=4096)
def pen_of(parameters: str) -> Pen:
    """The pen of an SGR parameter string such as `1;38;2;250;10;10;44`."""
    flags: list[str] = []
    front = back = ""
    numbers = iter(parameters.split(";") if parameters else ())
    for number in numbers:
        if number in {"38", "48"}:
            kind = next(numbers, "5")
            value = _color(number, kind, [next(numbers, "0") for _ in range(3 if kind == "2" else 1)])
            if number == "38":
                front = value
            else:
                back = value
        elif number in _FOREGROUNDS:
            front = number
        elif number in _BACKGROUNDS:
            back = number
        else:
            flags.append(number)
    return Pen(tuple(flags), front, back)


_LEVELS = (0, 95, 135, 175, 215, 255)
"""The steps of the 256-colour palette's cube."""
_GREYS = range(8, 239, 10)


def _color(target: str, kind: str, values: list[str]) -> str:
    """The parameters of a colour; one that stands in the 256-colour palette goes by its number there."""
    if kind == "2":
        red, green, blue = map(int, values)
        if red == green == blue and red in _GREYS:
            return f"{target};5;{232 + _GREYS.index(red)}"
        if red in _LEVELS and green in _LEVELS and blue in _LEVELS:
            place = 36 * _LEVELS.index(red) + 6 * _LEVELS.index(green) + _LEVELS.index(blue)
            return f"{target};5;{16 + place}"
    return ";".join([target, kind, *values])


class Row:
    """One line of cells: characters and pens side by side.

    A wide character stands in its first cell, the second is empty; an unknown cell holds NUL.
    """

    __slots__ = ("characters", "pens")

    def __init__(self, width: int) -> None:
        self.characters = ["\0"] * width
        self.pens = [PLAIN] * width


class TerminalCells:
    """The model of one terminal.

    Args:
        width: Cells a line.
        height: Lines.
        colors: What the terminal can show.
    """

    def __init__(self, width: int, height: int, colors: ColorSystem) -> None:
        self.width, self.height = width, height
        self._colors = colors
        self._rows = [Row(width) for _ in range(height)]
        self._pens: dict[Style, Pen] = {}
        self._cursor: tuple[int, int] | None = None
        self._pen: Pen | None = None

    def paint(self, pieces: Iterable[tuple[int, int, Iterable[Segment]]]) -> str:
        """The bytes that bring pieces (line, column, segments) onto the terminal; "" when nothing differs.

        Raises:
            ValueError: A piece holds control sequences, which a model of cells cannot follow.
        """
        out: list[str] = []
        self._cursor = self._pen = None
        for line, column, segments in pieces:
            if 0 <= line < self.height:
                characters, pens = self._cells(segments)
                self._write(line, column, characters, pens, out)
        if out:
            out.append(PLAIN.after(self._pen))
        return "".join(out)

    def _cells(self, segments: Iterable[Segment]) -> tuple[list[str], list[Pen]]:
        characters: list[str] = []
        pens: list[Pen] = []
        for text, style, control in segments:
            if control:
                raise ValueError("a control sequence among the cells")
            found = list(text) if text.isascii() else _graphemes(text)
            pen = self._pen_of(style)
            characters += found
            if " " in text:
                blank = pen.blank
                pens += [blank if character == " " else pen for character in found]
            else:
                pens += [pen] * len(found)
        return characters, pens

    def _pen_of(self, style: Style | None) -> Pen:
        if style is None:
            return PLAIN
        pen = self._pens.get(style)
        if pen is None:
            if len(self._pens) > 4096:  # noqa: PLR2004 - more than any screen has; fades could grow it for ever
                self._pens.clear()
            pen = self._pens[style] = pen_of(Strip.render_ansi(style, self._colors))
        return pen

    def _write(self, line: int, column: int, characters: list[str], pens: list[Pen], out: list[str]) -> None:
        """Write what differs in one piece of a line, and take it into the model."""
        if column < 0:
            characters, pens, column = _right_of(-column, characters), pens[-column:], 0
        room = max(0, self.width - column)
        if len(characters) > room:
            characters, pens = _left_of(room, characters), pens[:room]
        row, end = self._rows[line], column + len(characters)
        if row.characters[column:end] == characters and row.pens[column:end] == pens:
            return
        for start, stop in _differing(row, column, characters, pens):
            self._run(line, column + start, characters[start:stop], pens[start:stop], out)
        row.characters[column:end] = characters
        row.pens[column:end] = pens

    def _run(self, line: int, column: int, characters: list[str], pens: list[Pen], out: list[str]) -> None:
        self._move(line, column, out)
        at = column
        for character, pen in zip(characters, pens, strict=True):
            if not character:  # the second half of a wide character
                at += 1
                continue
            if self._cursor != (line, at):
                self._move(line, at, out)
            self._take(pen if character != " " else self._for_blank(pen), out)
            out.append(character)
            at += 1
            # Terminals do not agree on the width of everything; where they may not, we say where we are.
            self._cursor = (line, at) if _width_is_sure(character) else None

    def _take(self, pen: Pen, out: list[str]) -> None:
        if pen != self._pen:
            out.append(pen.after(self._pen))
            self._pen = pen

    def _for_blank(self, pen: Pen) -> Pen:
        """A pen that shows the same on a blank and is nearest to the one in hand."""
        held = self._pen
        if held is None or pen.marks_blanks or held.marks_blanks:
            return pen
        return Pen(held.flags, held.front, pen.back)

    def _move(self, line: int, column: int, out: list[str]) -> None:
        if self._cursor == (line, column):
            return
        if self._cursor is not None and self._cursor[0] == line and self._cursor[1] < column:
            distance = column - self._cursor[1]
            out.append(f"\x1b[{distance}C" if distance > 1 else "\x1b[C")
        else:
            out.append(f"\x1b[{line + 1};{column + 1}H")
        self._cursor = (line, column)


def _graphemes(text: str) -> list[str]:
    """One entry a cell: what is seen as one character, then "" for each further cell it takes."""
    if all(map(_width_is_sure, text)):
        return list(text)
    cells: list[str] = []
    for start, stop, width in split_graphemes(text)[0]:
        if width:
            cells += [text[start:stop], *[""] * (width - 1)]
        elif cells:  # a combining mark that was left alone; it stays with what is before it
            cells[-1] += text[start:stop]
    return cells


@lru_cache(maxsize=4096)
def _width_is_sure(character: str) -> bool:
    """Whether every terminal gives a character one cell."""
    return character.isascii() or (
        (len(character) == 1 and character in _OUR_MARKS)
        or (character.isalpha() and cell_len(character) == 1 and _latin(character))
    )


_OUR_MARKS = frozenset("─│┌┐└┘├┤┬┴┼━┃▏▎▍▌▋▊▉█▐▀▄▁▂▃▅▆▇░▒▓·…–—−×’“”•⌁")


def _latin(character: str) -> bool:
    return character < "\u0250"


def _differing(row: Row, column: int, characters: list[str], pens: list[Pen]) -> list[tuple[int, int]]:
    """The stretches of a piece that differ from the row, those close to each other as one."""
    known, drawn = row.characters, row.pens
    runs: list[tuple[int, int]] = []
    for place, (character, pen) in enumerate(zip(characters, pens, strict=True)):
        at = column + place
        if known[at] == character and drawn[at] == pen:
            continue
        if runs and place - runs[-1][1] <= _BRIDGE:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return [(_from_first_half(characters, start), stop) for start, stop in runs]


def _right_of(edge: int, characters: list[str]) -> list[str]:
    """What stands from a cell on; the second half of a wide character cut there is a blank."""
    rest = characters[edge:]
    for place, character in enumerate(rest):
        if character:
            break
        rest[place] = " "
    return rest


def _left_of(edge: int, characters: list[str]) -> list[str]:
    """What stands before a cell; the first half of a wide character cut there is a blank."""
    rest = characters[:edge]
    if not characters[edge]:
        start = _from_first_half(characters, edge)
        rest[start:] = " " * (edge - start)
    return rest


def _from_first_half(characters: list[str], start: int) -> int:
    """A wide character is written from its first half on."""
    while start > 0 and not characters[start]:
        start -= 1
    return start
