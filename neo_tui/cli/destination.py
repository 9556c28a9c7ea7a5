"""Where the data of a command goes: stdout, or a file that is there whole or not at all; and in which format."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from neo_tui.cli.parsing import Parser
from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.typed_path import typed_path
from neo_tui.headless.output import say, say_wrong
from neo_tui.presentation.exporters.names import LISTS, Format, format_of

if TYPE_CHECKING:
    from neo_tui.presentation.exporters.list_choice import ListChoice

STDOUT = "-"
_KEPT = frozenset({ExitCode.ANSWERED, ExitCode.FOUND})
"""The ends of a command with which also an empty answer is one."""


def add_output(to: Parser, formats: Sequence[Format], meaning: str) -> None:
    """The options `--format`, `--output` and `--force`."""
    to.add_argument("--format", choices=tuple(map(str, formats)), help=meaning)
    to.add_argument(
        "--output",
        metavar="FILE",
        help="write to a file, whole or not at all, readable to you only; its ending chooses the format; - is stdout",
    )
    to.add_argument("--force", action="store_true", help="with --output: replace a file that is there")


def add_list(to: Parser, meaning: str) -> None:
    """The options of what writes a list: those of `add_output`, and `--columns`, `--sort` and `--limit`.

    Args:
        to: The command.
        meaning: What is said of the formats.
    """
    to.add_argument("--columns", metavar="NAMES", help="only these values, in this order, by the names that json has")
    to.add_argument("--sort", metavar="NAMES", help="in this order; - before a name for the largest first: -rows,id")
    to.add_argument("--limit", metavar="N", type=limit, help="write so many at most, and say how many there are")
    add_output(to, LISTS, meaning)


def limit(text: str) -> int:
    """A limit as it is typed.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) or int(text) < 1:
        raise argparse.ArgumentTypeError("a limit is a whole number from 1")
    return int(text)


def chosen_of_list(arguments: argparse.Namespace, keys: Sequence[str]) -> ListChoice | None:
    """What the options choose of a list; None when stderr has been told what is wrong.

    Args:
        arguments: With `columns`, `sort` and `limit`.
        keys: The names of the list's values.
    """
    from neo_tui.presentation.exporters.list_choice import (  # noqa: PLC0415 - most lists are written as they are
        EVERYTHING,
        ListChoiceError,
        read_list_choice,
    )

    if arguments.columns is None and arguments.sort is None and arguments.limit is None:
        return EVERYTHING
    chosen = EVERYTHING
    try:
        chosen = read_list_choice(None, arguments.sort, arguments.limit, keys)
    except ListChoiceError as error:
        say_wrong("--sort", str(error))
        return None
    try:
        return replace(chosen, columns=read_list_choice(arguments.columns, None, None, keys).columns)
    except ListChoiceError as error:
        say_wrong("--columns", str(error))
        return None


def chosen_format(arguments: argparse.Namespace, formats: Sequence[Format]) -> Format | None:
    """The format that was named, or that the file's ending stands for; None when stderr has been told.

    Args:
        arguments: With `format` and `output`.
        formats: Those of the command; the first is that of stdout when nothing is said.
    """
    if arguments.format is not None:
        return Format(arguments.format)
    if arguments.output in {None, STDOUT}:
        return formats[0]
    ending = Path(arguments.output).suffix
    found = format_of(ending)
    if found in formats:
        return found
    shown = f"the ending {visible(ending)}" if ending else "a name without an ending"
    say_wrong("--output", f"No format goes with {shown}: say --format {', '.join(formats[:-1])} or {formats[-1]}.")
    return None


@dataclass
class Destination:
    """Where the data goes.

    Args:
        path: The file; None for stdout.
        replace: Whether a file that is there may be replaced.
    """

    path: Path | None
    replace: bool
    _kept: io.StringIO = field(default_factory=io.StringIO, init=False)

    @property
    def out(self) -> TextIO:
        """What the command writes to."""
        return sys.stdout if self.path is None else self._kept

    def keep(self, code: int) -> None:
        """Write the file, where there is something to write. To be called at the end, however that came.

        Args:
            code: The command's exit code.

        Raises:
            NeoError: It cannot be written; nothing half is left.
        """
        text = self._kept.getvalue()
        if self.path is None or not (text or code in _KEPT):
            return
        from neo_tui.storage.export_file import write_export  # noqa: PLC0415 - most commands write to stdout

        write_export(self.path, text, replace=self.replace)
        say(f"Written to {visible(str(self.path))}: {len(text.encode()):,} bytes.")


def destination(arguments: argparse.Namespace, case: str | None = None) -> Destination:
    """Where `--output` says; seen to be possible before anything is asked.

    Args:
        arguments: With `output` and `force`.
        case: The case file that the command reads or adds to, which is never replaced.

    Raises:
        NeoError: No file can come to stand there, one is there already, or it is the case file.
    """
    if arguments.output in {None, STDOUT}:
        return Destination(None, replace=False)
    from neo_tui.storage.export_file import check_target  # noqa: PLC0415 - most commands write to stdout

    path = typed_path(arguments.output)
    if case is not None and os.path.realpath(path) == os.path.realpath(typed_path(case)):
        raise NeoError(
            Kind.CONFIG,
            "The file cannot be written",
            f"{visible(str(path))} is the case file itself.",
            "Choose another name.",
            field="output",
        )
    check_target(path, replace=arguments.force)
    return Destination(path, arguments.force)


def list_to_destination(
    arguments: argparse.Namespace,
    formats: Sequence[Format],
    keys: Sequence[str],
    write: Callable[[Format, TextIO, ListChoice], int],
) -> int:
    """Write a list that is at hand, as `--columns`, `--sort` and `--limit` choose it; answers the exit code.

    Raises:
        NeoError: The file cannot be written.
    """
    choice = chosen_of_list(arguments, keys)
    if choice is None:
        return ExitCode.USAGE
    return to_destination(arguments, formats, lambda kind, out: write(kind, out, choice))


def to_destination(
    arguments: argparse.Namespace,
    formats: Sequence[Format],
    write: Callable[[Format, TextIO], int],
    case: str | None = None,
) -> int:
    """Write at once what is at hand, where and how the arguments say; answers the exit code.

    Args:
        arguments: With `format`, `output` and `force`.
        formats: Those of the command, the usual one first.
        write: Writes; answers the exit code.
        case: The case file it comes from, which is never replaced.

    Raises:
        NeoError: The file cannot be written.
    """
    kind = chosen_format(arguments, formats)
    if kind is None:
        return ExitCode.USAGE
    where = destination(arguments, case)
    code = write(kind, where.out)
    where.keep(code)
    return code
