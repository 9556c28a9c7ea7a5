"""What may stand on the command line."""

from __future__ import annotations

import argparse
import re

from neo_tui import __version__
from neo_tui.cli import profile_arguments, sweep_arguments
from neo_tui.cli.destination import add_list, add_output, limit
from neo_tui.cli.parsing import JSON_ERRORS, Parser
from neo_tui.domain.filters.help import EXAMPLES
from neo_tui.presentation.exporters.names import REPORTS, Format

_LARGEST_SKEW = 366 * 24 * 3600
"""Seconds."""
_OF_LISTS = "table (default), vertical and markdown for people, json, jsonl, csv and tsv for programs"
_AFTER = """\
the connection is the one that --profile names; else the one that these variables make; else the
default of the stored ones (`neo-tui profiles use`), while the app opens with the one used last:
  NEO_TUI_HOST                        host, or http://127.0.0.1:PORT
  NEO_TUI_USER                        user, with NEO_TUI_PASSWORD or NEO_TUI_PASSWORD_MD5
  NEO_TUI_OAUTH_KEY                   OAuth key, with NEO_TUI_OAUTH_SECRET
  NEO_TUI_ZONE                        time zone of the cluster, such as Asia/Kolkata; UTC when not set
further:
  NEO_TUI_CONFIG_DIR                  folder of profiles.toml and settings.toml
  NEO_TUI_STATE_DIR                   folder of the history and of what the form remembers
  NEO_TUI_PRIVATE                     1: as --private
  NEO_TUI_CLIPBOARD                   the setting clipboard, for one run: auto, native, tmux, osc52, sheet, file, off
  NEO_TUI_THEME                       dark or light
secrets:
  no option takes one; neo-tui profiles add --help tells where they may come from
exit codes:
  0 answered, also with no rows       1 the API refused or failed
  2 wrong usage or configuration      3 the API could not be reached
  4 check found something             70 a fault in neo-tui itself
  130 interrupted
"""
_GET_AFTER = f"""\
filters (--filter), by examples; all terms must hold:
{"".join(f"  {example:<28}{meaning}" + chr(10) for example, meaning in EXAMPLES)}\
names (--filter, --sort, --columns): status, awarded, redeemed, expired, returned and left, which are amounts;
  awarded_on and expires_on, which are dates; id; and every field by the API's own name.
csv, tsv and jsonl hold values as sent, also of chosen columns; left, awarded_on and expires_on as the table has them.
with --values decoded: times as ISO 8601, event types by name; with --raw also NAME_raw, the JSON text as it was sent.
csv, tsv: a text that a spreadsheet would take for a formula has an apostrophe in front. To read it back: where a cell
  begins with an apostrophe, further ones or quotes, and then = + - or @ (also in full width), take the first away.
  Numbers stay. What is invisible stands as a visible sign in them; json, jsonl and --raw have it as it was sent.
--batch: a line is customer, entity, event, parted by tabs, spaces or commas (the event may be left to --event), or an
  object {{"customer": 1, "entity": "x", "event": 15}}; # begins a comment. Nothing is asked when a line is wrong.
  Answers keep the order of the lines; customer, entity and event stand first in each row; --filter, --sort and
  --limit are for each question by itself. json is an array of objects with the question and its rows as sent.
  The exit code is the worst of all.
--output FILE: the ending chooses the format: .csv .tsv .json .jsonl .md .html .txt (table).

{_AFTER}"""
_CHECK_AFTER = """\
the connection is the one that get would use; neo-tui --help tells the variables.
json: an array of objects with check, severity (error, warning, notice), id (null where a finding is about
several rows) and sentence; csv, tsv, jsonl and vertical the same. json, csv, tsv and markdown are written only
when all rows came.
exit codes:
  0 answered, and nothing found       1 the API refused or failed, or not all rows came
  2 wrong usage or configuration      3 the API could not be reached
  4 answered, and something found     130 interrupted
"""
_DOCTOR_AFTER = """\
exit codes:
  0 nothing failed, also with warnings     1 the API refused or failed
  2 files, profile, secret or clock        3 the API could not be reached
  130 interrupted
"""
_COMPLETION_AFTER = """\
how to use it:
  bash   eval "$(neo-tui completion bash)"                                      in ~/.bashrc
  zsh    neo-tui completion zsh > "${fpath[1]}/_neo-tui"                        once
  fish   neo-tui completion fish > ~/.config/fish/completions/neo-tui.fish      once
Names of profiles are looked up while one types; nothing is asked of the network.
"""
_OPEN_AFTER = """\
A case is told as of when its answers came, so ages and checks stay what they were. Of a bare response it is not known
what was asked, of whom and when: checks that need that stay silent, and the others judge by the present.
docs/case-file.md tells the format.
exit codes:
  0 opened and left       2 it cannot be opened, or there is no terminal
"""


def parser() -> Parser:
    """The parser of the whole command line."""
    top = Parser(
        prog="neo-tui",
        description="Browse the points that an event gave a customer, and what became of them.\n"
        "Without a command the program opens; with --customer, --entity and --event, on their results.",
        epilog=_AFTER,
    )
    top.add_argument("--version", action="version", version=f"neo-tui {__version__}")
    top.add_argument(
        "--private", action="store_true", help="open without reading or keeping any question; other commands keep none"
    )
    _question(top)
    commands = top.add_subparsers(dest="command", title="commands", metavar="COMMAND")
    get = commands.add_parser(
        "get",
        help="answer one question on stdout",
        description="Ask for the points of one event and write them to stdout.",
        epilog=_GET_AFTER,
    )
    _question(get)
    get.add_argument(
        "--batch",
        nargs="?",
        const="-",
        metavar="FILE",
        help="many questions, one a line, from FILE or stdin: customer entity event, or JSON objects; see below",
    )
    sweep_arguments.pace(get, most=8, what="with --batch: ")
    get.add_argument("--all", action="store_true", help="every page from --page on, up to 10,000 rows")
    add_output(
        get,
        tuple(Format),
        "table (default), vertical (a value a line), markdown and html (a report) for people, json the array as sent, "
        "jsonl a row a line, csv and tsv for spreadsheets",
    )
    get.add_argument("--filter", metavar="TEXT", help="only the rows that fit, like 'left>0 expires<30d'; see below")
    get.add_argument("--sort", metavar="NAMES", help="in this order; - before a name for the most first: -left,id")
    get.add_argument("--columns", metavar="NAMES", help="only these columns, in this order; not with json")
    get.add_argument("--limit", metavar="N", type=limit, help="write so many rows at most, and say how many there are")
    get.add_argument(
        "--values", choices=("sent", "decoded", "both"), help="values as sent, decoded, or both; not with json"
    )
    get.add_argument("--raw", action="store_true", help="the same as --values both: NAME_raw beside each column")
    _zone(get)
    get.add_argument(
        "--times",
        choices=("absolute", "relative", "epoch"),
        default="absolute",
        help="dates (default), ages, or epoch milliseconds as sent, where times are told for people",
    )
    get.add_argument("--case", metavar="FILE", help="add the question and all that came to a case file, too")
    get.add_argument("--note", metavar="TEXT", default="", help="with --case: a note about it")
    get.set_defaults(complain=lambda found: _complain(get, found))
    sweep_arguments.add(commands)
    check = commands.add_parser(
        "check",
        help="find what is wrong or worth a look in an answer",
        description="Ask like get does, and write what the checks find in the rows to stdout.",
        epilog=_CHECK_AFTER,
    )
    check.add_argument("--list", action="store_true", help="what each check looks for and why; nothing is asked")
    _question(check)
    check.add_argument("--all", action="store_true", help="every page from --page on, up to 10,000 rows")
    check.add_argument(
        "--filter", metavar="TEXT", help="tell only what is found in rows that fit; neo-tui get --help explains it"
    )
    _zone(check)
    add_list(check, _OF_LISTS)
    events = commands.add_parser("events", help="list or search the event types", description="List the event types.")
    events.add_argument("text", nargs="*", metavar="TEXT", help="a number, a name, words or initials")
    add_list(events, _OF_LISTS)
    profile_arguments.fill(
        commands.add_parser(
            "profiles",
            help="list, add, change, remove and test the stored connections",
            description="The stored connections: where to ask, as whom, and where the secret comes from.",
        )
    )
    doctor = commands.add_parser(
        "doctor",
        help="check files, secret, network, answer, clock and terminal",
        description="Check everything a connection needs, step by step: where it ends, why, and what to do.\n"
        "One harmless question is asked; nothing secret is written.",
        epilog=_DOCTOR_AFTER,
    )
    doctor.add_argument("--profile", metavar="NAME", help="the connection profile to check; the one get would use")
    add_list(doctor, f"{_OF_LISTS}; all but table are written at the end, json as one object")
    doctor.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    opened = commands.add_parser(
        "open",
        help="look into a case file, or into a response that somebody sent, offline",
        description="Open a recording in the screens of live answers. Nothing is asked over the network, and neither\n"
        "the history nor what the form remembers is written.",
        epilog=_OPEN_AFTER,
    )
    opened.add_argument("file", metavar="FILE", help="a case file or a response as JSON; - reads standard input")
    opened.add_argument(
        "--zone", metavar="NAME", default="UTC", help="zone in which a bare response's days are read, like Asia/Kolkata"
    )
    _case(commands)
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
    completion = commands.add_parser(
        "completion",
        help="print what lets a shell complete commands, options and names",
        description="Print a script for a shell on stdout.",
        epilog=_COMPLETION_AFTER,
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="which shell")
    _json_errors(top)
    return top


def _complain(get: Parser, found: argparse.Namespace) -> None:
    """End the program where neither a question nor a batch is given, and where a note would go nowhere."""
    if found.note and found.case is None:
        get.error("--note is kept in a case file: say --case FILE, too")
    missing = [f"--{name}" for name in ("customer", "entity", "event") if getattr(found, name) is None]
    if missing and found.batch is None:
        get.error(f"the following arguments are required: {', '.join(missing)}")


def _json_errors(to: argparse.ArgumentParser) -> None:
    """The option that every command takes."""
    to.add_argument(
        JSON_ERRORS, action="store_true", help="what stderr tells as JSON objects, one a line: notes, errors"
    )
    for action in to._actions:  # noqa: SLF001 - argparse has no other way to its commands
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                _json_errors(command)


def _case(commands: argparse._SubParsersAction[Parser]) -> None:
    case = commands.add_parser(
        "case",
        help="make a report of a case file, or write a note into one",
        description="Work with case files; neo-tui get --case adds to them, neo-tui open looks into them.",
    )
    actions = case.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = actions.add_parser(
        "report",
        help="a report that can be read without neo-tui",
        description="Write what was asked, what came and what became of it, what the checks found, and the notes.",
    )
    made.add_argument("file", metavar="FILE", help="the case file")
    add_output(made, REPORTS, "markdown (default), or one page of html")
    note = actions.add_parser("note", help="write a note into a case", description="Add a note to the end of a case.")
    note.add_argument("file", metavar="FILE", help="the case file; it is made where there is none")
    note.add_argument("text", nargs="+", metavar="TEXT", help="the note")


def _question(to: Parser) -> None:
    to.add_argument("--profile", metavar="NAME", help="the connection profile to use")
    to.add_argument("--customer", metavar="ID", help="customer id, digits only")
    to.add_argument("--entity", metavar="ID", help="entity id: the id of the event")
    to.add_argument("--event", metavar="TYPE", help="event type: TransactionAdd, or 15")
    to.add_argument("--page", metavar="N", default="1", help="page to begin with, from 1")
    to.add_argument("--count", metavar="N", help="rows a page, 1 to 100; the profile's own when not given")


def _zone(to: Parser) -> None:
    """By whose clock times are told; what is judged stays judged in the profile's zone."""
    to.add_argument(
        "--zone",
        metavar="NAME",
        default="profile",
        help="tell times in this zone: profile (default) for the connection's own, here for this machine's, or a name",
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) < 2**16):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _skew(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,8}", text, re.ASCII) or abs(int(text)) > _LARGEST_SKEW:
        raise argparse.ArgumentTypeError("a skew is whole seconds, at most a year")
    return int(text)
