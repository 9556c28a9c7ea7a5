"""The parser under every command: no abbreviations, and nothing that may be a secret is said back."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from neo_tui.domain.errors import ExitCode
from neo_tui.headless.output import USAGE, say, speak, speaks_json

_LIKE_A_SECRET = re.compile(r"--?(pass|pw|secret|token)", re.IGNORECASE)
_NOT_SECRET = frozenset({"--password-is", "--secret-from"})
_FROM_STDIN = "--password-stdin"
JSON_ERRORS = "--json-errors"
_VERBATIM = "--command-arg"
_OPTION = re.compile(r"--[a-z][a-z-]*|-[A-Za-z]")
_MAY_BEGIN_WITH_DASH = frozenset({"--sort", "--filter"})
"""Options whose value may look like an option: `--sort -left`."""
_NO_SECRETS = """\
neo-tui: no secret is taken from the command line: everybody on this machine can read it there (ps), and the shell
  keeps it in its history; if it stands there now, remove it. Pipe it in with --password-stdin:
    op read op://team/neo/password | neo-tui profiles add NAME --host H --user U --secret-from file --password-stdin
  or let a profile take it from a command (--command) or a variable (--variable).
"""


class Parser(argparse.ArgumentParser):
    """Shows what follows the options as it is laid out, and takes no abbreviations."""

    def __init__(self, *, prog: str | None = None, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def read(self, words: Sequence[str] | None) -> argparse.Namespace:
        """What the words say; ends the program when they say nothing that is understood.

        Args:
            words: The arguments without the program's name; those of the process when None.
        """
        words = sys.argv[1:] if words is None else list(words)
        speak(as_json=wants_json_errors(words))
        if _gives_secret(words):
            self.exit(ExitCode.USAGE, _NO_SECRETS)
        found, rest = self.parse_known_args(_joined(words))
        if rest:
            self.error(f"not understood: {_named(rest)}")
        complain = getattr(found, "complain", None)
        if complain is not None:
            complain(found)
        return found

    def error(self, message: str) -> NoReturn:
        """Say what is not understood, and end the program."""
        if speaks_json():
            say(message, kind=USAGE, exit_code=ExitCode.USAGE)
            self.exit(ExitCode.USAGE)
        super().error(message)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the program, with a last word where there is one."""
        if message and speaks_json():
            say(message, kind=USAGE, exit_code=status)
            message = None
        super().exit(status, message)


def wants_json_errors(words: Sequence[str]) -> bool:
    """Whether stderr is to be told as JSON, also of words that are not understood."""
    options = words[: words.index("--")] if "--" in words else words
    return JSON_ERRORS in options


def _joined(words: Sequence[str]) -> list[str]:
    """The words, with values that begin with a dash tied to their option, as argparse wants them."""
    joined: list[str] = []
    for place, word in enumerate(words):
        if word == "--":
            return [*joined, *words[place:]]
        ties = bool(joined) and joined[-1] in _MAY_BEGIN_WITH_DASH and word.startswith("-") and word[:2] != "--"
        if ties:
            joined[-1] = f"{joined[-1]}={word}"
        else:
            joined.append(word)
    return joined


def _gives_secret(words: Sequence[str]) -> bool:
    """Whether a secret seems to stand on the command line, as `--password X` would have it in other programs."""
    before = ""
    for word in words:
        if word == "--":
            return False
        name, _, value = word.partition("=")
        allowed = name in _NOT_SECRET or (name == _FROM_STDIN and not value) or before == _VERBATIM
        if _LIKE_A_SECRET.match(name) and not allowed:
            return True
        before = word
    return False


def _named(rest: Sequence[str]) -> str:
    """The options among words that were not understood. Their values may be secrets, and are counted only."""
    options = [found.group() for word in rest if (found := _OPTION.match(word))]
    others = len(rest) - len(options)
    more = f"{others} further word{'s' if others > 1 else ''}" if others else ""
    return ", ".join(part for part in (*options, more) if part)
