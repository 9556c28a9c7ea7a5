"""What may follow `neo-tui profiles`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from neo_tui.cli.destination import add_list, add_output
from neo_tui.cli.parsing import Parser
from neo_tui.presentation.exporters.names import LISTS

# Spelt out here, as every start of the program comes by and most need nothing of a profile (performance.md).
AUTHS = ("basic", "oauth")
SOURCES = ("command", "environment", "prompt", "keyring", "file")
FORMS = ("plain", "md5")
COLOURS = ("none", "red", "orange", "yellow", "green", "blue", "purple")
_FORMATS = "table (default), vertical and markdown for people, json, jsonl, csv, tsv for programs"

_SECRETS = """\
where the secret comes from, safest first:
  command        a program prints it; shown and confirmed before its first run
  environment    a variable holds it
  prompt         asked for on the terminal each time
  keyring        kept by the operating system; needs neo-tui[keyring]
  file           kept in private/credentials.toml, readable to whoever can read that file
There is no option that takes a secret itself; what is to be kept is piped in or asked for:
  op read op://team/neo/password | neo-tui profiles add eu --host eu.api.capillarytech.com \\
    --user till.01 --secret-from file --password-stdin
"""
_TESTED = """\
The question changes nothing: the rows of a customer that does not exist. The verdict goes to stdout.
exit codes:
  0 it works                          1 the API refused or failed
  2 the profile or its secret cannot be used
  3 the API could not be reached      130 interrupted
"""


def fill(profiles: Parser) -> None:
    """Give the parser of `profiles` its commands."""
    commands = profiles.add_subparsers(dest="what", title="commands", metavar="COMMAND", required=True)
    listed = commands.add_parser("list", help="all of them; never a secret", description="List the stored profiles.")
    add_list(listed, _FORMATS)
    shown = commands.add_parser(
        "show", help="one in full, and whether its secret is there", description="Show one profile in full."
    )
    _name(shown)
    add_output(shown, LISTS, f"{_FORMATS}; json as one object")
    added = commands.add_parser("add", help="add one", description="Add a profile.", epilog=_SECRETS)
    _name(added)
    _fields(added)
    edited = commands.add_parser(
        "edit", help="change one; what is not given stays", description="Change a profile.", epilog=_SECRETS
    )
    _name(edited)
    edited.add_argument("--name", dest="new_name", metavar="NEW", help="another name for it; its secret goes along")
    _fields(edited)
    removed = commands.add_parser(
        "remove", help="remove one, and the secret stored for it", description="Remove a profile and its stored secret."
    )
    _name(removed)
    removed.add_argument("--yes", action="store_true", help="do not ask; needed without a terminal")
    used = commands.add_parser("use", help="make one the default", description="Make a profile the default.")
    _name(used)
    tested = commands.add_parser(
        "test", help="ask one harmless question with one", description="Find out whether it works.", epilog=_TESTED
    )
    tested.add_argument("name", nargs="?", metavar="NAME", help="else the one of the environment, else the default")
    tested.add_argument("--password-stdin", action="store_true", help="try the secret that is piped in; not stored")
    path = commands.add_parser("path", help="tell where they are stored", description="Tell the path of profiles.toml.")
    path.add_argument("--credentials", action="store_true", help="the path of the stored secrets instead")


def _name(to: Parser) -> None:
    to.add_argument("name", metavar="NAME", help="the profile's name")


def _fields(to: Parser) -> None:
    to.add_argument("--host", metavar="H", help="host, or a pasted URL; https, http only to this machine")
    to.add_argument("--auth", type=_OneOf(AUTHS), metavar="A", help="basic or oauth; told by --user or --key, too")
    who = to.add_mutually_exclusive_group()
    who.add_argument("--user", metavar="U", help="user (till code), for Basic")
    who.add_argument("--key", metavar="K", help="OAuth key")
    to.add_argument(
        "--secret-from",
        type=_OneOf(SOURCES),
        metavar="S",
        help="command, environment, prompt (default), keyring or file: see below",
    )
    how = to.add_mutually_exclusive_group()
    how.add_argument(
        "--command",
        dest="command_line",
        metavar="LINE",
        help="what prints the secret; quoted as in a shell, run without one",
    )
    how.add_argument(
        "--command-arg",
        dest="command_words",
        action="append",
        metavar="WORD",
        help="the same word by word: --command-arg=op --command-arg=-v",
    )
    to.add_argument("--variable", metavar="V", help="name of the environment variable that holds the secret")
    to.add_argument("--password-stdin", action="store_true", help="read the secret that is to be kept from a pipe")
    to.add_argument(
        "--password-is", type=_OneOf(FORMS), metavar="F", help="plain (default), or md5: it is the MD5 already"
    )
    to.add_argument("--zone", metavar="Z", help="time zone of the cluster, such as Asia/Kolkata; UTC when not given")
    to.add_argument("--count", metavar="N", help="rows a page, 1 to 100; 10 when not given")
    to.add_argument("--path", metavar="P", help="path of the endpoint")
    to.add_argument("--scope", metavar="S", help="sent as x-cap-neo-dag-scope; global when not given")
    to.add_argument(
        "--ca-bundle", metavar="FILE", help="PEM file with a company's own roots; an empty one takes it away"
    )
    to.add_argument("--label", metavar="L", help="a few words beside the name")
    to.add_argument("--colour", type=_OneOf(COLOURS), metavar="C", help=f"colour of the name: {', '.join(COLOURS)}")
    to.add_argument(
        "--production", action=argparse.BooleanOptionalAction, help="whether this is production, which is then said"
    )
    to.add_argument("--default", action="store_true", help="make it the default")


class _OneOf:
    """Reads a choice. What was given instead is not said back: it may have been meant for another option."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def __call__(self, text: str) -> str:
        if text not in self.words:
            raise argparse.ArgumentTypeError(f"it is one of {', '.join(self.words)}")
        return text
