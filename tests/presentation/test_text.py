"""Toned text into lines: nothing is lost, nothing is wider than it may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.foreign import visible
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import Span, cell_width, chop, cut, line, pad, plain, wrap
from tests.stopwatch import as_long_as

TEXTS = st.text(st.sampled_from("ab c  \xa0\u3000雪é🎉\u0301[/]…-"), max_size=60) | st.text(max_size=40).map(visible)
SPANS = st.lists(st.builds(Span, TEXTS, st.sampled_from(Tone)), max_size=5)


def letters(text: str) -> str:
    return text.replace(" ", "")


@given(SPANS, st.integers(5, 60), st.integers(0, 3), st.integers(0, 3))
def test_no_letter_is_lost_and_no_line_is_too_wide(spans: list[Span], width: int, indent: int, hanging: int) -> None:
    lines = wrap(spans, width, indent, hanging)
    assert letters("".join(map(plain, lines))) == letters("".join(span.text for span in spans))
    for found in lines:
        assert cell_width(plain(found)) <= width


@given(SPANS, st.integers(4, 60))
def test_every_letter_keeps_its_tone(spans: list[Span], width: int) -> None:
    before = [(letter, span.tone) for span in spans for letter in span.text if letter != " "]
    after = [
        (letter, span.tone) for found in wrap(spans, width) for span in found for letter in span.text if letter != " "
    ]
    assert after == before


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 9, ["one two", "three"]),
        ("fourfivesix", 4, ["four", "five", "six"]),
        ("a 雪雪雪", 5, ["a", "雪雪", "雪"]),
        ("", 5, [""]),
        ("two  blanks", 20, ["two  blanks"]),
    ],
)
def test_lines_break_at_spaces_where_there_are_any(text: str, width: int, lines: list[str]) -> None:
    found = [plain(each) for each in wrap([Span(text)], width)]
    assert [each.rstrip() for each in found] == lines


def test_indents_are_before_the_first_and_the_other_lines() -> None:
    assert [plain(each) for each in wrap([Span("one two three")], 9, indent=1, hanging=3)] == [
        " one two", "   three",
    ]  # fmt: skip


@pytest.mark.benchmark
@pytest.mark.parametrize("letter", ["a", "雪", "a "])
def test_a_text_of_megabytes_takes_no_longer_than_its_length(letter: str) -> None:
    """Eight times as long takes about eight times as long; where each letter is added to a copy, 64 times."""

    def folding(length: int) -> Callable[[], object]:
        text = letter * (length // len(letter))
        return lambda: (wrap([Span(text)], 80), chop(text, 80))

    assert as_long_as(20, folding(20_000), folding(160_000))


def test_blanks_around_a_change_of_tone_are_kept() -> None:
    assert plain(wrap([Span("name: "), Span("  value", Tone.GOOD)], 40)[0]) == "name:   value"


@given(TEXTS, st.integers(2, 60))
def test_a_chopped_text_keeps_every_character(text: str, width: int) -> None:
    lines = chop(text, width)
    assert "".join(map(plain, lines)) == text
    assert all(cell_width(plain(each)) <= width for each in lines)


def test_neighbours_of_one_tone_are_one_span() -> None:
    assert wrap([Span("one "), Span("two")], 20) == [(Span("one two"),)]
    assert line("x", Tone.GOOD) == (Span("x", Tone.GOOD),)


@given(TEXTS, st.integers(0, 30), st.booleans())
def test_a_padded_text_is_exactly_as_wide_as_asked(text: str, width: int, right: bool) -> None:
    assert cell_width(pad(text, width, right=right)) == width


@given(TEXTS, st.integers(1, 30))
def test_a_cut_text_says_that_it_was_cut(text: str, width: int) -> None:
    short = cut(text, width)
    assert cell_width(short) <= width
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_nothing_fits_no_width() -> None:
    assert cut("abc", 0) == ""
    assert pad("7", 3, right=True) == "  7"
    assert pad("7", 3) == "7  "


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("雪", 2), ("e\u0301", 1), ("é", 1), ("", 0), ("█", 1)])
def test_wide_characters_take_two_cells_and_combining_ones_none(text: str, width: int) -> None:
    assert cell_width(text) == width
