"""Writing for people and pipes: data to stdout, everything else to stderr."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from typing import TYPE_CHECKING, TextIO

from neo_tui.domain.errors import NeoError
from neo_tui.domain.foreign import clip, visible

if TYPE_CHECKING:
    from neo_tui.domain.profile import Profile

PRODUCTION = "PRODUCTION"
_BODY = 300
"""Characters of the server's own words that are shown."""

INTERRUPTED = "neo-tui: interrupted"
"""The last word after ctrl+c."""


def say(text: str) -> None:
    """One line of narration on stderr; nothing when there is no stderr, or nobody can hear it.

    Rows and exit code must not depend on who listens: what cannot be said is let go.
    """
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is the place where the program speaks
    except (OSError, ValueError):
        let_go(sys.stderr)


def say_at_once(text: str) -> None:
    """A last line on stderr; where that is a pipe nobody empties, nothing instead of waiting."""
    with contextlib.suppress(OSError, ValueError):  # Windows can tell it of sockets only
        if sys.stderr is not None and not select.select([], [sys.stderr], [], 0)[1]:
            let_go(sys.stderr)
    say(text)


def let_go(stream: TextIO | None) -> None:
    """Send what a stream still holds nowhere, or Python would complain once more at its end."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def say_error(error: NeoError) -> None:
    """An error on stderr: what happened, why, what to do, what the server said, and the facts for a support ticket."""
    say(f"neo-tui: {error.title}. {error.cause}")
    if error.action:
        say(f"  {error.action}")
    if error.body:
        say(f"  The server said: {clip(' '.join(error.body.split()), _BODY)}")
    for fact in error.facts:
        say(f"  {fact.label}: {fact.value}")


def connection_words(profile: Profile) -> str:
    """Which connection it is, and in words whether it is production: `PRODUCTION · eu · eu.example`."""
    parts = (PRODUCTION if profile.production else "", visible(profile.name), visible(profile.host))
    return " · ".join(part for part in parts if part)


def aligned(rows: list[tuple[str, ...]], right: tuple[bool, ...] = ()) -> list[str]:
    """Rows as lines whose columns stand under each other; the first row is the heading."""
    from neo_tui.presentation.text import cell_width, pad  # noqa: PLC0415 - JSON output needs none of it

    widths = [max(cell_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    sides = right or (False,) * len(widths)
    return [
        "  ".join(pad(cell, width, right=side) for cell, width, side in zip(row, widths, sides, strict=True)).rstrip()
        for row in rows
    ]


def write_lines(out: TextIO, lines: list[str]) -> None:
    """Lines on `out`, each with its line break."""
    out.write("".join(f"{text}\n" for text in lines))
