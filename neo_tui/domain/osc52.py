"""The escape sequence that hands a text to the terminal's clipboard (OSC 52), to the letter.

The terminal says nothing back: it may take it, ask the person, or drop it.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from enum import StrEnum

LIMIT = 74_994
"""Bytes of base64 that terminals commonly take; more is often dropped without a word."""
_PIECE = 240
"""Characters of a piece for GNU screen: older ones keep no more than 256 of a string."""
_ESC, _BEL, _DCS, _ST = "\x1b", "\x07", "\x1bP", "\x1b\\"


class Between(StrEnum):
    """What stands between the program and the terminal, and would keep the sequence to itself."""

    NOTHING = "nothing"
    TMUX = "tmux"
    SCREEN = "screen"


def between(environ: Mapping[str, str]) -> Between:
    """What these variables say stands in between."""
    if environ.get("TMUX"):
        return Between.TMUX
    return Between.SCREEN if environ.get("STY") else Between.NOTHING


def packed(text: str) -> str:
    """A text in base64. Half of a surrogate pair, which has no UTF-8, becomes its JSON escape."""
    return base64.b64encode(as_bytes(text)).decode("ascii")


def as_bytes(text: str) -> bytes:
    """A text in UTF-8. Half of a surrogate pair, which has none, becomes its JSON escape."""
    return text.encode("utf-8", "backslashreplace")


def sequence(data: str, between: Between = Between.NOTHING) -> str:
    """The whole sequence for a text in base64, wrapped so that what is in between lets it through.

    tmux passes on what stands in its own device control string, each escape doubled, where its `allow-passthrough`
    is on; GNU screen what stands in plain ones, of which each may only be short.
    """
    plain = f"{_ESC}]52;c;{data}{_BEL}"
    if between is Between.TMUX:
        return f"{_DCS}tmux;{plain.replace(_ESC, _ESC * 2)}{_ST}"
    if between is Between.SCREEN:
        pieces = (plain[start : start + _PIECE] for start in range(0, len(plain), _PIECE))
        return "".join(f"{_DCS}{piece}{_ST}" for piece in pieces)
    return plain
