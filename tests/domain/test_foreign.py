"""Text from outside is shown whole and drives nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from neo_tui.domain.foreign import clip, visible, visible_lines

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""All of Unicode, surrogates and unassigned code points too."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;AAAA\x07", "␛]52;c;AAAA␇"),
        ("Alice\nHIDDEN", "Alice␊HIDDEN"),
        ("a\tb\rc\0", "a␉b␍c␀"),
        ("\x7f", "␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("100\u202e05\u202c", "100<U+202E>05<U+202C>"),
        ("in\u200bvisible\ufeff", "in<U+200B>visible<U+FEFF>"),
        ("one\u2028two\u2029", "one<U+2028>two<U+2029>"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("\ue000", "<U+E000>"),
        ("a\u034fb", "a<U+034F>b"),
        ("\u115f\u1160\u3164\uffa0", "<U+115F><U+1160><U+3164><U+FFA0>"),
        ("\u2800", "<U+2800>"),
        ("x\U000e0100\ufe00", "x<U+E0100><U+FE00>"),
        ("\u0378", "<U+0378>"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    ["", "plain ~ text", "नमस्ते दुनिया", "東京 ポイント", "한국어", "👍🏽 ❤️", "e\u0301 Ångström", "سلام", "a\u00a0b"],
)
def test_ordinary_text_of_any_language_is_left_alone(text: str) -> None:
    assert visible(text) == text


@given(ANY_TEXT)
@example("\x1b[0m\u202e")
def test_nothing_that_drives_a_terminal_or_hides_is_left(text: str) -> None:
    hidden = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert not [character for character in visible(text) if unicodedata.category(character) in hidden]


@given(ANY_TEXT)
def test_text_that_was_made_visible_stays_as_it_is(text: str) -> None:
    once = visible(text)
    assert visible(once) == once


@given(ANY_TEXT, ANY_TEXT)
def test_each_character_is_shown_by_itself(first: str, second: str) -> None:
    assert visible(first + second) == visible(first) + visible(second)
    assert len(visible(first)) >= len(first)


def test_a_longer_text_keeps_its_lines_and_nothing_else_parts_them() -> None:
    assert visible_lines("one\r\ntwo\x0bstill\u2028two\n\nfour\r") == ["one", "two␋still<U+2028>two", "", "four␍"]
    assert visible_lines("") == [""]


def test_a_text_that_is_too_long_says_how_much_more_there_is() -> None:
    assert clip("a" * 1500, 10) == "aaaaaaaaaa… (+1,490 more)"
    assert clip("short", 5) == "short"
