"""Painting only what differs: an emulator shows the same as if all had been written."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import ControlType, Segment
from rich.style import Style

from neo_tui.ui.terminal_cells import PLAIN, Pen, TerminalCells, pen_of

WIDTH, HEIGHT = 24, 4
STYLES = [
    Style(),
    Style(bold=True),
    Style(dim=True, color="#d7d7af"),
    Style(italic=True, underline=True),
    Style(color="red", bgcolor="#303030"),
    Style(color="#5f87af", bgcolor="#102030"),
    Style(reverse=True),
    Style(strike=True, bgcolor="blue"),
]
SEGMENTS = st.tuples(st.text("abz é─█ 雪🎉", max_size=9), st.sampled_from(STYLES)).map(lambda found: Segment(*found))
PIECES = st.lists(
    st.tuples(st.integers(-1, HEIGHT), st.integers(-3, WIDTH + 3), st.lists(SEGMENTS, max_size=3)), max_size=5
)


class Emulator:
    """pyte, and what is seen on it."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        self._stream.feed(text)

    def seen(self) -> list[list[tuple[object, ...]]]:
        """What each cell looks like; on a blank only what shows on one."""
        return [[_look(self.screen.buffer[line][column]) for column in range(WIDTH)] for line in range(HEIGHT)]


def _look(cell: pyte.screens.Char) -> tuple[object, ...]:
    if cell.data == " " and not (cell.underscore or cell.strikethrough or cell.reverse):
        return (" ", cell.bg)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.italics, cell.underscore, cell.strikethrough, cell.reverse)


def whole_screen(line_texts: list[str], style: Style) -> list[tuple[int, int, list[Segment]]]:
    return [(line, 0, [Segment(text.ljust(WIDTH)[:WIDTH], style)]) for line, text in enumerate(line_texts)]


@given(st.lists(st.tuples(st.lists(st.text("ab ─", max_size=WIDTH), min_size=4, max_size=4), st.sampled_from(STYLES)),
                min_size=1, max_size=4))  # fmt: skip
def test_after_any_changes_the_terminal_shows_the_last_screen(frames: list[tuple[list[str], Style]]) -> None:
    cells, shown = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR), Emulator()
    for texts, style in frames:
        shown.feed(cells.paint(whole_screen(texts, style)))
    fresh, expected = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR), Emulator()
    expected.feed(fresh.paint(whole_screen(*frames[-1])))
    assert shown.seen() == expected.seen()
    assert [line.rstrip() for line in shown.screen.display] == [text.rstrip() for text in frames[-1][0]]


@given(st.lists(PIECES, max_size=5))
def test_what_is_painted_twice_is_written_once(updates: list[list[tuple[int, int, list[Segment]]]]) -> None:
    cells = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    for pieces in updates:
        for piece in pieces:
            cells.paint([piece])
            assert cells.paint([piece]) == ""


def test_a_moved_cursor_costs_its_two_lines_and_no_more() -> None:
    cells = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    cells.paint(whole_screen(["one", "two", "three", "four"], Style()))
    data = cells.paint([(1, 0, [Segment("two".ljust(WIDTH))]), (2, 0, [Segment("thr!e".ljust(WIDTH))])])
    assert data == "\x1b[3;4H\x1b[m!"


def test_stretches_close_to_each_other_are_written_as_one() -> None:
    cells = TerminalCells(WIDTH, 1, ColorSystem.TRUECOLOR)
    cells.paint([(0, 0, [Segment("abcdefghijklmnopqrstuvwx")])])
    assert cells.paint([(0, 0, [Segment("Abcdefghijklmnopqrstuvwx")])]) == "\x1b[1;1H\x1b[mA"
    assert cells.paint([(0, 0, [Segment("abcD")])]) == "\x1b[1;1H\x1b[mabcD"
    assert cells.paint([(0, 0, [Segment("XbcDefghijklmnopqrsY")])]) == "\x1b[1;1H\x1b[mX\x1b[18CY"


def test_a_wide_character_is_written_whole() -> None:
    cells, shown = TerminalCells(WIDTH, 1, ColorSystem.TRUECOLOR), Emulator()
    shown.feed(cells.paint([(0, 0, [Segment("a雪b")])]))
    shown.feed(cells.paint([(0, 0, [Segment("a花b")])]))
    assert shown.screen.display[0].rstrip() == "a花b"
    shown.feed(cells.paint([(0, 0, [Segment("a  b")])]))
    assert shown.screen.display[0].rstrip() == "a  b"


def test_what_lies_outside_the_terminal_is_left_out() -> None:
    cells, shown = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR), Emulator()
    shown.feed(cells.paint([(0, -2, [Segment("abcd")]), (1, WIDTH - 2, [Segment("wxyz")]), (9, 0, [Segment("no")])]))
    assert shown.screen.display[0].rstrip() == "cd"
    assert shown.screen.display[1] == "wx".rjust(WIDTH)


@pytest.mark.parametrize("column", [WIDTH, WIDTH + 1, WIDTH + 40])
def test_what_begins_beyond_the_last_column_is_left_out(column: int) -> None:
    """A terminal made smaller still gets a line or two that were laid out for the larger one."""
    cells = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    assert cells.paint([(0, column, [Segment("what stood at the right, longer than one thinks")])]) == ""


def test_a_wide_character_cut_in_half_by_an_edge_is_a_blank() -> None:
    cells, shown = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR), Emulator()
    shown.feed(cells.paint([(0, -1, [Segment("雪a")]), (1, WIDTH - 2, [Segment("b雪")])]))
    assert shown.screen.display[0].rstrip() == " a"
    assert shown.screen.display[1].rstrip() == "b".rjust(WIDTH - 1)
    assert shown.screen.display[2].strip() == ""


def test_a_control_sequence_among_the_cells_is_refused() -> None:
    cells = TerminalCells(WIDTH, HEIGHT, ColorSystem.TRUECOLOR)
    with pytest.raises(ValueError, match="control sequence"):
        cells.paint([(0, 0, [Segment("\x1b[H", None, [(ControlType.HOME,)])])])


@pytest.mark.parametrize(
    ("parameters", "pen"),
    [
        ("", PLAIN),
        ("1;31", Pen(("1",), "31")),
        ("38;2;250;10;10;44", Pen((), "38;2;250;10;10", "44")),
        ("38;2;215;215;175", Pen((), "38;5;187")),
        ("48;2;48;48;48", Pen((), "", "48;5;236")),
        ("38;5;9;48;5;200", Pen((), "38;5;9", "48;5;200")),
    ],
)
def test_colours_that_stand_in_the_palette_go_by_their_number(parameters: str, pen: Pen) -> None:
    assert pen_of(parameters) == pen


PENS = st.builds(
    Pen,
    st.lists(st.sampled_from(["1", "3", "4", "7", "9"]), unique=True, max_size=3).map(sorted).map(tuple),
    st.sampled_from(["", "31", "38;5;187", "38;2;250;10;10"]),
    st.sampled_from(["", "41", "48;5;236"]),
)


@given(PENS, PENS)
def test_a_change_of_pen_gives_the_same_as_the_pen_from_nothing(before: Pen, after: Pen) -> None:
    changed, anew = Emulator(), Emulator()
    changed.feed(before.after(None) + after.after(before) + "x")
    anew.feed(after.after(None) + "x")
    assert changed.seen() == anew.seen()
    assert len(after.after(before)) <= len(after.after(None))


def test_from_an_unknown_pen_all_is_said() -> None:
    assert Pen(("1",), "31").after(None) == "\x1b[0;1;31m"
    assert PLAIN.after(Pen(("53",))) == "\x1b[m"
    assert PLAIN.after(PLAIN) == ""
