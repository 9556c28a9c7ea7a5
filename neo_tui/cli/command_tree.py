"""The command line as a tree, read off the parser: what shell completion and the man page are made of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What may stand as a value."""

    NOTHING = "nothing"
    """The option takes no value."""
    ANY = "any"
    WORDS = "words"
    FILE = "file"
    PROFILE = "profile"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or a word that has its meaning by its place.

    Attributes:
        names: `--format`; empty for what has its meaning by its place.
        kind: What its value may be.
        words: The values, where they are known.
        value: How its value is called in the help.
        help: What it does.
    """

    names: tuple[str, ...]
    kind: Kind
    words: tuple[str, ...]
    value: str
    help: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    Attributes:
        path: The words that name it: `profiles`, `list`; empty for the program itself.
        help: What it does, in a few words.
        parser: What reads it.
        arguments: What it takes.
        commands: The commands below it.
    """

    path: tuple[str, ...]
    help: str
    parser: argparse.ArgumentParser
    arguments: tuple[Argument, ...]
    commands: tuple[Command, ...]

    def walk(self) -> Iterator[Command]:
        """This command and all below it."""
        yield self
        for command in self.commands:
            yield from command.walk()


_FILE = "FILE"
"""How the value of an argument that takes a file is called."""
_EVENTS = frozenset({"event"})
_PROFILES = frozenset({"profile"})
_NAME = "name"
_NEW = ("profiles", "add")
"""The one command whose NAME is no profile that is there."""


def tree(parser: argparse.ArgumentParser, path: tuple[str, ...] = (), summary: str = "") -> Command:
    """The tree of a parser."""
    arguments: list[Argument] = []
    commands: list[Command] = []
    for action in parser._actions:  # noqa: SLF001 - argparse tells it nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            told = {each.dest: each.help or "" for each in action._choices_actions}  # noqa: SLF001
            commands += [tree(found, (*path, name), told.get(name, "")) for name, found in action.choices.items()]
        else:
            arguments.append(_argument(action, path))
    return Command(path, summary, parser, tuple(arguments), tuple(commands))


def _argument(action: argparse.Action, path: tuple[str, ...]) -> Argument:
    words = tuple(str(each) for each in action.choices or getattr(action.type, "words", None) or ())
    if action.nargs == 0:
        kind = Kind.NOTHING
    elif words:
        kind = Kind.WORDS
    elif action.metavar == _FILE:
        kind = Kind.FILE
    elif action.dest in _EVENTS:
        kind = Kind.EVENT
    elif action.dest in _PROFILES or (action.dest == _NAME and path != _NEW):
        kind = Kind.PROFILE
    else:
        kind = Kind.ANY
    value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    return Argument(tuple(action.option_strings), kind, words, value, action.help or "")
