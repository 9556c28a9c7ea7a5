"""JSON laid out for reading loses and changes nothing."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from neo_tui.presentation.json_layout import laid_out

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_each_value_has_its_line_and_literals_stay_as_sent() -> None:
    text = '[{"a":1.50,"b":[],"c":{},"d":[1,1e400]},-0]'
    assert list(laid_out(text)) == [
        "[",
        "  {",
        '    "a": 1.50,',
        '    "b": [],',
        '    "c": {},',
        '    "d": [',
        "      1,",
        "      1e400",
        "    ]",
        "  },",
        "  -0",
        "]",
    ]


@given(JSON)
def test_what_is_laid_out_is_what_was_sent(value: object) -> None:
    text = json.dumps(value)
    assert json.loads("\n".join(laid_out(text))) == value


@given(st.text(max_size=200))
def test_what_is_no_json_is_shown_all_the_same(text: str) -> None:
    shown = "".join("".join(laid_out(text)).split())
    assert [letter for letter in "".join(text.split()) if letter not in shown] == []
