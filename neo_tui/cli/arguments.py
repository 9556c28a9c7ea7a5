"""What may stand on the command line."""

from __future__ import annotations

import argparse
import re

from neo_tui import __version__

_LARGEST_SKEW = 366 * 24 * 3600
"""Seconds."""
_AFTER = """\
without a profile, the connection comes from the environment:
  NEO_TUI_HOST                        host, or http://127.0.0.1:PORT
  NEO_TUI_USER                        user, with NEO_TUI_PASSWORD or NEO_TUI_PASSWORD_MD5
  NEO_TUI_OAUTH_KEY                   OAuth key, with NEO_TUI_OAUTH_SECRET
further:
  NEO_TUI_CONFIG_DIR                  folder of profiles.toml
  NEO_TUI_STATE_DIR                   folder of what the form remembers
  NEO_TUI_THEME                       dark or light
exit codes:
  0 answered, also with no rows       1 the API refused or failed
  2 wrong usage or configuration      3 the API could not be reached
  130 interrupted
"""
_DOCTOR_AFTER = """\
exit codes:
  0 nothing failed, also with warnings     1 the API refused or failed
  2 files, profile, secret or clock        3 the API could not be reached
  130 interrupted
"""


class _Parser(argparse.ArgumentParser):
    """Shows what follows the options as it is laid out, and takes no abbreviations."""

    def __init__(self, *, prog: str | None = None, description: str | None = None, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = _Parser(
        prog="neo-tui",
        description="Browse the points that an event gave a customer, and what became of them.\n"
        "Without a command the program opens; with --customer, --entity and --event, on their results.",
        epilog=_AFTER,
    )
    top.add_argument("--version", action="version", version=f"neo-tui {__version__}")
    _question(top, required=False)
    commands = top.add_subparsers(dest="command", title="commands", metavar="COMMAND")
    get = commands.add_parser(
        "get",
        help="answer one question on stdout",
        description="Ask for the points of one event and write them to stdout.",
        epilog=_AFTER,
    )
    _question(get, required=True)
    get.add_argument("--all", action="store_true", help="every page from --page on, up to 10,000 rows")
    get.add_argument(
        "--format",
        choices=("table", "json", "jsonl", "csv"),
        default="table",
        help="table for people (default), json the array as sent, jsonl a row a line, csv for spreadsheets",
    )
    events = commands.add_parser("events", help="list or search the event types", description="List the event types.")
    events.add_argument("text", nargs="*", metavar="TEXT", help="a number, a name, words or initials")
    _format(events)
    profiles = commands.add_parser(
        "profiles", help="list the stored profiles, or tell their file", description="What is stored, and where."
    )
    profiles.add_argument("what", choices=("list", "path"), help="list the profiles, or tell the path of their file")
    _format(profiles)
    doctor = commands.add_parser(
        "doctor",
        help="check files, secret, network, answer, clock and terminal",
        description="Check everything a connection needs, step by step: where it ends, why, and what to do.\n"
        "One harmless question is asked; nothing secret is written.",
        epilog=_DOCTOR_AFTER,
    )
    doctor.add_argument("--profile", metavar="NAME", help="the connection profile to check; the one get would use")
    doctor.add_argument("--json", action="store_true", help="one JSON object at the end instead of lines")
    demo = commands.add_parser(
        "demo",
        help="try it with invented data, without a network",
        description="Open neo-tui on a server of its own with invented data; nothing leaves this machine.",
    )
    demo.add_argument("--serve", action="store_true", help="only the server: one JSON line tells how to reach it")
    demo.add_argument("--port", type=_port, default=0, metavar="N", help="the server's port; the system chooses one")
    demo.add_argument(
        "--skew", type=_skew, metavar="SECONDS", help="with --serve: how far its Date header is ahead, or behind with -"
    )
    return top


def _question(to: argparse.ArgumentParser, *, required: bool) -> None:
    to.add_argument("--profile", metavar="NAME", help="the connection profile to use")
    to.add_argument("--customer", metavar="ID", required=required, help="customer id, digits only")
    to.add_argument("--entity", metavar="ID", required=required, help="entity id: the id of the event")
    to.add_argument("--event", metavar="TYPE", required=required, help="event type: TransactionAdd, or 15")
    to.add_argument("--page", metavar="N", default="1", help="page to begin with, from 1")
    to.add_argument("--count", metavar="N", help="rows a page, 1 to 100; the profile's own when not given")


def _format(to: argparse.ArgumentParser) -> None:
    to.add_argument("--format", choices=("table", "json"), default="table", help="table (default) or json")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) < 2**16):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _skew(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,8}", text, re.ASCII) or abs(int(text)) > _LARGEST_SKEW:
        raise argparse.ArgumentTypeError("a skew is whole seconds, at most a year")
    return int(text)
