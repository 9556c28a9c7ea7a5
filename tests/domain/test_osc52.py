"""OSC 52 to the letter: bare, through tmux, through GNU screen."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.osc52 import LIMIT, Between, as_bytes, between, packed, sequence

TEXTS = st.text(st.characters(), max_size=400)


def test_bare() -> None:
    assert sequence(packed("1,234.50")) == "\x1b]52;c;MSwyMzQuNTA=\x07"
    assert sequence(packed("−5 é")) == "\x1b]52;c;4oiSNSDDqQ==\x07"
    assert sequence(packed("")) == "\x1b]52;c;\x07"


def test_tmux_gets_each_escape_twice() -> None:
    assert sequence(packed("abc"), Between.TMUX) == "\x1bPtmux;\x1b\x1b]52;c;YWJj\x07\x1b\\"


def test_screen_gets_short_pieces() -> None:
    assert sequence(packed("abc"), Between.SCREEN) == "\x1bP\x1b]52;c;YWJj\x07\x1b\\"
    data = packed("x" * 300)
    whole = f"\x1b]52;c;{data}\x07"
    assert sequence(data, Between.SCREEN) == f"\x1bP{whole[:240]}\x1b\\\x1bP{whole[240:]}\x1b\\"


@given(TEXTS, st.sampled_from(list(Between)))
def test_a_terminal_reads_the_text_back(text: str, around: Between) -> None:
    written = sequence(packed(text), around)
    if around is Between.TMUX:
        written = re.sub(r"\A\x1bPtmux;(.*)\x1b\\\Z", r"\1", written, flags=re.DOTALL).replace("\x1b\x1b", "\x1b")
    elif around is Between.SCREEN:
        pieces = re.findall(r"\x1bP(.*?)\x1b\\", written, re.DOTALL)
        assert all(len(piece) + 4 <= 256 for piece in pieces)
        written = "".join(pieces)
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", written)
    assert found
    assert base64.b64decode(found[1]) == as_bytes(text)


def test_half_of_a_surrogate_pair_becomes_its_json_escape() -> None:
    assert as_bytes('"\ud83d"') == rb'"\ud83d"'


def test_the_limit_is_what_most_terminals_take() -> None:
    assert LIMIT == 74_994
    assert len(packed("x" * 56_244)) <= LIMIT < len(packed("x" * 56_247))


@pytest.mark.parametrize(
    ("environ", "around"),
    [
        ({}, Between.NOTHING),
        ({"TMUX": ""}, Between.NOTHING),
        ({"TMUX": "/run/tmux-1/default,1,0"}, Between.TMUX),
        ({"STY": "12.pts-0.host"}, Between.SCREEN),
    ],
)
def test_what_stands_in_between(environ: dict[str, str], around: Between) -> None:
    assert between(environ) is around
