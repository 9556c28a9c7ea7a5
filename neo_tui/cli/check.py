"""`neo-tui check` from its arguments to its end."""

from __future__ import annotations

import argparse

from neo_tui.cli.destination import chosen_format, destination, to_destination
from neo_tui.cli.interrupt import run
from neo_tui.domain.errors import ExitCode
from neo_tui.headless.check import CheckAnswer, list_checks
from neo_tui.presentation.exporters.names import LISTS


def run_check(arguments: argparse.Namespace) -> int:
    """Check the answer to a question, or list the checks; answers the exit code."""
    if arguments.list:
        return to_destination(arguments, LISTS, lambda kind, out: list_checks(out, kind=kind))
    return run(_check(arguments))


async def _check(arguments: argparse.Namespace) -> int:
    # Only where a question is asked: `--list` needs no connection.
    from neo_tui.cli.question import asked  # noqa: PLC0415
    from neo_tui.cli.wiring import connection, now  # noqa: PLC0415
    from neo_tui.headless.looking import read_looking  # noqa: PLC0415
    from neo_tui.headless.selection import read_filter  # noqa: PLC0415
    from neo_tui.services.leaving import leave  # noqa: PLC0415

    kind = chosen_format(arguments, LISTS)
    if kind is None:
        return ExitCode.USAGE
    question = asked(arguments)
    if isinstance(question, int):
        return question
    profile, query = question
    looking = read_looking(arguments.zone)
    if looking is None:
        return ExitCode.USAGE
    chosen = None
    if arguments.filter is not None:
        chosen = read_filter(arguments.filter, looking.at(profile, query, now()))
        if chosen is None:
            return ExitCode.USAGE
    where = destination(arguments)
    run = CheckAnswer(connection(), profile, query, kind, arguments.all, where.out, now, chosen, looking)
    code = ExitCode.INTERRUPTED
    try:
        code = await run.run()
        where.keep(code)
    finally:
        await leave(code)
    return code
