"""What may stand after `neo-tui sweep`."""

from __future__ import annotations

import argparse
import re

from neo_tui.cli.destination import add_list
from neo_tui.cli.parsing import Parser

MOST_PARALLEL = 10
MOST_RATE = 20.0
"""Requests a second; what a platform shared by many tills may be asked at most."""
_LEAST_RATE = 0.1
_PARALLEL, _RATE = 4, 5.0  # services.sweep has the same; help must not wait for its imports (a test compares)
_AFTER = """\
The types that the id's shape speaks for go first. 429 and Retry-After are waited for, up to a minute; what fails on
the server's side is tried again, within a budget; refused credentials end the sweep at once. Ctrl-C ends it and keeps
what was found. The summary on stderr tells the lines to go on with: the rows of a type, the types that are missing.

exit codes:
  0 every type was answered, also with no rows     1 some type was refused or could not be answered
  2 wrong usage or configuration                   3 the API could not be reached
  130 interrupted
"""


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command with its options."""
    sweep = commands.add_parser(
        "sweep",
        help="find the event types under which an id has rows",
        description="Ask for one customer and entity under all 89 event types, or some, a few at a time, and write\n"
        "the types that gave rows to stdout.",
        epilog=_AFTER,
    )
    sweep.add_argument("--profile", metavar="NAME", help="the connection profile to use; the one get would use")
    sweep.add_argument("--customer", metavar="ID", required=True, help="customer id, digits only")
    sweep.add_argument("--entity", metavar="ID", required=True, help="entity id: the id of the event")
    which = sweep.add_mutually_exclusive_group()
    which.add_argument("--family", metavar="NAME", help="only the types of a family; neo-tui events lists them")
    which.add_argument(
        "--event", metavar="TYPE", action="append", help="only this type, name or number; several: 15,16"
    )
    pace(sweep)
    add_list(
        sweep,
        "table (default), vertical and markdown for people, json an array at the end, jsonl a type a line as they "
        "come, csv and tsv",
    )


def pace(to: Parser, *, most: int = MOST_PARALLEL, what: str = "") -> None:
    """The options `--parallel` and `--rate`.

    Args:
        to: The command.
        most: Requests on their way at once, at most.
        what: When they count, as the beginning of their help.
    """

    def parallel(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"requests at once: a whole number from 1 to {most}")
        return int(text)

    to.add_argument(
        "--parallel",
        type=parallel,
        default=_PARALLEL,
        metavar="N",
        help=f"{what}requests on their way at once, 1 to {most} (default {_PARALLEL})",
    )
    to.add_argument(
        "--rate",
        type=_rate,
        default=_RATE,
        metavar="N",
        help=f"{what}requests a second at most, {_LEAST_RATE:g} to {MOST_RATE:g} (default {_RATE:g})",
    )


def _rate(text: str) -> float:
    plain = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text, re.ASCII)
    if not plain or not _LEAST_RATE <= float(text) <= MOST_RATE:
        raise argparse.ArgumentTypeError(f"requests a second: a number from {_LEAST_RATE:g} to {MOST_RATE:g}")
    return float(text)
