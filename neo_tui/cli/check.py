"""`neo-tui check` from its arguments to its end."""

from __future__ import annotations

import argparse

from neo_tui.cli.destination import chosen_format, chosen_of_list, destination, list_to_destination
from neo_tui.cli.interrupt import run
from neo_tui.domain.errors import ExitCode
from neo_tui.headless.check import KEYS, LIST_KEYS, CheckAnswer, list_checks
from neo_tui.presentation.exporters.names import LISTS


def run_check(arguments: argparse.Namespace) -> int:
    """Check the answer to a question, or list the checks; answers the exit code."""
    if arguments.list:
        return list_to_destination(
            arguments, LISTS, LIST_KEYS, lambda kind, out, choice: list_checks(out, kind=kind, choice=choice)
        )
    return run(_check(arguments))


async def _check(arguments: argparse.Namespace) -> int:
    # Only where a question is asked: `--list` needs no connection.
    from neo_tui.cli.question import asked  # noqa: PLC0415
    from neo_tui.cli.wiring import connection, now  # noqa: PLC0415
    from neo_tui.headless.looking import read_looking  # noqa: PLC0415
    from neo_tui.headless.selection import read_filter  # noqa: PLC0415
    from neo_tui.services.leaving import leave  # noqa: PLC0415

    kind, listed = chosen_format(arguments, LISTS), chosen_of_list(arguments, KEYS)
    if kind is None or listed is None:
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
    run = CheckAnswer(connection(), profile, query, kind, arguments.all, where.out, now, chosen, looking, listed)
    code = ExitCode.INTERRUPTED
    try:
        code = await run.run()
        where.keep(code)
    finally:
        await leave(code)
    return code
