"""JSON that is written to a terminal drives nothing; in a pipe it is what came."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.foreign import visible
from neo_tui.headless.shown import for_terminal
from neo_tui.presentation.exporters.names import Format


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


WILD = '[{"x":"\x9b31mRED\u202e\x7f\u200b\u0085\u2028é日"}]\r\n\t'


def test_a_terminal_is_not_driven_and_the_json_is_the_same() -> None:
    screen = Screen()
    out = for_terminal(screen, Format.JSON)
    out.write(WILD)
    out.writelines(["[1,", "2]"])
    told = screen.getvalue()
    assert told == '[{"x":"\\u009b31mRED\\u202e\\u007f\\u200b\\u0085\\u2028é日"}]\r\n\t[1,2]'
    assert out.isatty()


@given(st.text())
def test_whatever_text_there_is_stays_itself(text: str) -> None:
    screen = Screen()
    for_terminal(screen, Format.JSONL).write(json.dumps([text], ensure_ascii=False))
    told = screen.getvalue()
    assert json.loads(told) == [text]
    assert visible(told) == told


@pytest.mark.parametrize("kind", list(Format))
def test_a_pipe_gets_every_byte(kind: Format) -> None:
    pipe = io.StringIO()
    assert for_terminal(pipe, kind) is pipe
