"""The command that prints a secret: words for a program, not a line for a shell."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from neo_tui.domain.foreign import visible

MOST_WORDS = 64
_LONGEST_WORD = 4096
_OF_A_SHELL = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<", "<<", "2>", "2>/dev/null"})


class CommandError(ValueError):
    """A line that is not a command; the message is a sentence for the person."""


def parse_command(text: str) -> tuple[str, ...]:
    """The words of a typed line, quoted as in a shell. Nothing is expanded.

    Raises:
        CommandError: A quote is not closed.
    """
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise CommandError("A quote is not closed, or a backslash ends the line.") from None


def command_text(argv: Sequence[str]) -> str:
    """A command as one may type it; visible text, and `parse_command` reads it back."""
    return visible(shlex.join(argv))


def command_problem(argv: Sequence[str]) -> str:
    """What is wrong with a command; "" when nothing is."""
    if not argv or not argv[0]:
        return "Give the program that prints the secret, and its arguments."
    if len(argv) > MOST_WORDS or any(len(word) > _LONGEST_WORD for word in argv):
        return "The command is too long."
    if any(visible(word) != word for word in argv):
        return "There is an invisible character in the command."
    shells = next((word for word in argv if word in _OF_A_SHELL), None)
    if shells is not None:
        return f"No shell runs the command, so {shells} has no meaning in it; put such steps into a script."
    return ""
