"""The two command lines that open the program and say nothing else, read without the parser of all commands.

Making that takes some 15 ms, which the first frame would wait for (performance.md). A test holds them to what the
parser makes of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

_APP: dict[str, object] = {
    "private": False,
    "profile": None,
    "customer": None,
    "entity": None,
    "event": None,
    "page": "1",
    "count": None,
    "command": None,
    "json_errors": False,
}
PLAIN: dict[tuple[str, ...], dict[str, object]] = {
    (): _APP,
    ("demo",): {**_APP, "command": "demo", "serve": False, "port": 0, "skew": None},
}
"""What each of them means."""


def plainly(words: Sequence[str]) -> argparse.Namespace | None:
    """What a command line means when it is one of those; None when the parser has to read it."""
    known = PLAIN.get(tuple(words))
    return None if known is None else argparse.Namespace(**known)
