"""`neo-tui check` from its arguments to its end."""

from __future__ import annotations

import argparse
import sys

from neo_tui.cli.interrupt import run
from neo_tui.domain.errors import ExitCode
from neo_tui.headless.check import CheckAnswer, list_checks


def run_check(arguments: argparse.Namespace) -> int:
    """Check the answer to a question, or list the checks; answers the exit code."""
    as_json = arguments.format == "json"
    if arguments.list:
        return list_checks(sys.stdout, as_json=as_json)
    return run(_check(arguments, as_json=as_json))


async def _check(arguments: argparse.Namespace, *, as_json: bool) -> int:
    # Only where a question is asked: `--list` needs no connection.
    from neo_tui.cli.question import asked  # noqa: PLC0415
    from neo_tui.cli.wiring import connection, now  # noqa: PLC0415
    from neo_tui.headless.asking import viewpoint  # noqa: PLC0415
    from neo_tui.headless.selection import read_filter  # noqa: PLC0415
    from neo_tui.services.leaving import leave  # noqa: PLC0415

    question = asked(arguments)
    if isinstance(question, int):
        return question
    profile, query = question
    chosen = None
    if arguments.filter is not None:
        chosen = read_filter(arguments.filter, viewpoint(profile, query, now()))
        if chosen is None:
            return ExitCode.USAGE
    code = ExitCode.INTERRUPTED
    try:
        code = await CheckAnswer(connection(), profile, query, as_json, arguments.all, sys.stdout, now, chosen).run()
    finally:
        await leave(code)
    return code
