"""JSON on a terminal: nothing in it can drive the terminal, and it stays the same JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from typing import TextIO, cast

from neo_tui.domain.foreign import visible
from neo_tui.presentation.exporters.names import Format

_JSON = frozenset({Format.JSON, Format.JSONL})
_PLAIN = re.compile(r"[\n\r\t -~]*")


def for_terminal(out: TextIO, kind: Format) -> TextIO:
    """What to write to: a terminal gets JSON with what is invisible in it escaped, pipes and files every byte.

    The other formats hold visible text only.

    Args:
        out: Where the data goes.
        kind: What is written.
    """
    return cast("TextIO", _Escaping(out)) if kind in _JSON and out.isatty() else out


class _Escaping(io.TextIOBase):
    """Writes JSON with what is invisible in it escaped: that stands in strings only."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text if _PLAIN.fullmatch(text) else "".join(map(_shown, text)))

    def writelines(self, texts: Iterable[str]) -> None:  # type: ignore[override]  # a file takes any iterable
        for text in texts:
            self.write(text)

    def flush(self) -> None:
        self._out.flush()

    def isatty(self) -> bool:
        return True


def _shown(character: str) -> str:
    return character if character in "\n\r\t" or visible(character) == character else json.dumps(character)[1:-1]
