"""The carets under what is wrong in a typed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.typed import TypedError
from neo_tui.presentation.caret import caret_lines
from neo_tui.presentation.text import cell_width


@pytest.mark.parametrize(
    ("text", "position", "length", "carets"),
    [
        ("left>x", 5, 1, "     ^"),
        ("雪 lft", 2, 3, "   ^^^"),
        ("\x1b lft", 2, 3, "  ^^^"),
        ("left>", 5, 0, "     ^"),
        ("a雪", 1, 1, " ^^"),
    ],
)
def test_they_stand_under_it_also_beside_wide_and_hidden_characters(
    text: str, position: int, length: int, carets: str
) -> None:
    assert caret_lines(text, TypedError(position, length, "."))[1] == carets


def test_a_long_text_is_cut_round_the_place() -> None:
    shown, carets = caret_lines("a" * 300 + "X" + "b" * 300, TypedError(300, 1, "."))
    assert shown[carets.index("^")] == "X"
    assert shown.startswith("…a")
    assert shown.endswith("b…")
    assert len(shown) == 102


@given(st.text(min_size=1, max_size=150), st.data())
def test_they_never_stand_elsewhere(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(1, len(text) - position))
    shown, carets = caret_lines(text, TypedError(position, length, "."))
    assert set(carets) <= {" ", "^"}
    assert carets.endswith("^")
    assert cell_width(carets) <= max(cell_width(shown), carets.index("^") + 1)
