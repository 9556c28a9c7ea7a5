"""Writing for people and pipes: data to stdout, everything else to stderr."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.foreign import clip, visible

if TYPE_CHECKING:
    from neo_tui.domain.profile import Profile

PRODUCTION = "PRODUCTION"
_BODY = 300
"""Characters of the server's own words that are shown."""

INTERRUPTED = "neo-tui: interrupted"
"""The last word after ctrl+c."""


@dataclass
class _Voice:
    """How everything that is no data is told: as words, or as one JSON object a line."""

    as_json: bool = False


_VOICE = _Voice()
NOTE = "note"
"""The kind of a line that is no error."""
USAGE = "usage"
"""The kind of an error about the command line."""


def speak(*, as_json: bool) -> None:
    """Choose how stderr is spoken to from here on: words for people, or an object a line for programs."""
    _VOICE.as_json = as_json


def speaks_json() -> bool:
    """Whether stderr is for programs."""
    return _VOICE.as_json


def say(text: str, *, kind: str = NOTE, exit_code: int | None = None, field: str | None = None) -> None:
    """One line of narration on stderr; nothing when there is no stderr, or nobody can hear it.

    Rows and exit code must not depend on who listens: what cannot be said is let go.

    Args:
        text: Words for people.
        kind: For programs: what it is.
        exit_code: For programs: how the command will end because of it.
        field: For programs: the option or form field that it is about.
    """
    if _VOICE.as_json:
        told: dict[str, object] = {"kind": kind, "title": text.strip()}
        if kind != NOTE:
            told |= {"cause": "", "action": "", "request_id": None, "exit_code": exit_code, "field": field}
        _print(_line(told))
    else:
        _print(text)


def say_wrong(option: str, problem: str, *more: str) -> None:
    """What is wrong with an option of the command line, which ends the command with 2.

    Args:
        option: Its name with its dashes.
        problem: A sentence.
        more: Lines that show where.
    """
    if _VOICE.as_json:
        say(problem, kind=USAGE, exit_code=ExitCode.USAGE, field=option.lstrip("-"))
        return
    for line in (f"neo-tui: {option}: {problem}", *more):
        _print(line)


def _print(text: str) -> None:
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is the place where the program speaks
    except (OSError, ValueError):
        let_go(sys.stderr)


def _line(told: dict[str, object]) -> str:
    import json  # noqa: PLC0415 - most commands tell people

    return json.dumps(told, ensure_ascii=False)


def say_at_once(text: str) -> None:
    """A last line on stderr; where that is a pipe nobody empties, nothing instead of waiting."""
    with contextlib.suppress(OSError, ValueError):  # Windows can tell it of sockets only
        if sys.stderr is not None and not select.select([], [sys.stderr], [], 0)[1]:
            let_go(sys.stderr)
    say(text, kind="interrupted", exit_code=ExitCode.INTERRUPTED)


def let_go(stream: TextIO | None) -> None:
    """Send what a stream still holds nowhere, or Python would complain once more at its end."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def say_error(error: NeoError, **about: object) -> None:
    """An error on stderr: what happened, why, what to do, what the server said, and the facts for a support ticket.

    Args:
        error: What happened.
        about: For programs: what it happened to.
    """
    if _VOICE.as_json:
        _print(_line(error_entry(error) | about))
        return
    say(f"neo-tui: {error.title}. {error.cause}")
    if error.action:
        say(f"  {error.action}")
    if error.body:
        say(f"  The server said: {clip(' '.join(error.body.split()), _BODY)}")
    for fact in error.facts:
        say(f"  {fact.label}: {fact.value}")


def error_entry(error: NeoError) -> dict[str, object]:
    """An error for programs; what is not known is null."""
    return {
        "kind": error.kind.value,
        "title": error.title,
        "cause": error.cause,
        "action": error.action,
        "request_id": error.request_id,
        "exit_code": error.exit_code,
        "field": error.field,
    }


def connection_words(profile: Profile) -> str:
    """Which connection it is, and in words whether it is production: `PRODUCTION · eu · eu.example`."""
    parts = (PRODUCTION if profile.production else "", visible(profile.name), visible(profile.host))
    return " · ".join(part for part in parts if part)


def write_lines(out: TextIO, lines: list[str]) -> None:
    """Lines on `out`, each with its line break."""
    out.write("".join(f"{text}\n" for text in lines))
