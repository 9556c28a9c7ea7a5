"""`neo-tui get` from its arguments to its end."""

from __future__ import annotations

import argparse

from neo_tui.cli.destination import chosen_format, destination
from neo_tui.cli.question import asked
from neo_tui.cli.wiring import connection, now
from neo_tui.domain.errors import ExitCode
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.asking import viewpoint
from neo_tui.headless.get import Get
from neo_tui.headless.output import say_wrong
from neo_tui.headless.selection import Selection, read_selection
from neo_tui.presentation.exporters.export import Values
from neo_tui.presentation.exporters.names import Format
from neo_tui.services.leaving import leave


async def run_get(arguments: argparse.Namespace) -> int:
    """Answer one question, or those of a batch; answers the exit code.

    Raises:
        NeoError: There is no such profile, or the file cannot be written.
    """
    named = chosen_format(arguments, tuple(Format))
    if named is None or not _fit(named, arguments):
        return ExitCode.USAGE
    question = asked(arguments)
    if isinstance(question, int):
        return question
    profile, query = question
    selection = selected(arguments, viewpoint(profile, query, now()))
    if selection is None:
        return ExitCode.USAGE
    where = destination(arguments)
    code = ExitCode.INTERRUPTED
    try:
        run = Get(connection(), profile, query, named, arguments.all, where.out, now, selection)
        code = await run.run()
        where.keep(code)
    finally:
        await leave(code)
    return code


def selected(arguments: argparse.Namespace, view: Viewpoint) -> Selection | None:
    """What the options choose of an answer; None when stderr has been told what is wrong."""
    values = Values.BOTH if arguments.raw else Values(arguments.values) if arguments.values else None
    return read_selection(arguments.filter, arguments.sort, arguments.columns, arguments.limit, view, values)


def _fit(kind: Format, arguments: argparse.Namespace) -> bool:
    """Whether the options go with the format; json is always what was sent."""
    if kind is not Format.JSON:
        return True
    if arguments.columns is not None:
        say_wrong("--columns", "json holds rows as they were sent; jsonl can hold chosen columns.")
    if arguments.raw or arguments.values not in {None, Values.SENT}:
        say_wrong("--raw" if arguments.raw else "--values", "json holds rows as they were sent; jsonl can hold both.")
        return False
    return arguments.columns is None
