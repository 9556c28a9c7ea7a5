"""`neo-tui get` from its arguments to its end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Awaitable

from neo_tui.cli.destination import STDOUT, Destination, chosen_format, destination
from neo_tui.cli.question import asked, check_zone
from neo_tui.cli.wiring import case_files, connection, no_connection, now, profile_without_screen
from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import DEFAULT_COUNT, Query
from neo_tui.domain.typed_path import typed_path
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.batch import Batch
from neo_tui.headless.batch_lines import read_questions
from neo_tui.headless.get import Get
from neo_tui.headless.looking import Looking, read_looking
from neo_tui.headless.output import say, say_error, say_wrong
from neo_tui.headless.selection import Selection, read_selection
from neo_tui.presentation.exporters.export import Values
from neo_tui.presentation.exporters.names import Format
from neo_tui.services.leaving import leave

_MOST_BYTES = 4_000_000
"""Bytes of a batch; a thousand questions are far less."""


async def run_get(arguments: argparse.Namespace) -> int:
    """Answer one question, or those of a batch; answers the exit code.

    Raises:
        NeoError: There is no such profile, or the file cannot be written.
    """
    named = chosen_format(arguments, tuple(Format))
    looking = read_looking(arguments.zone, arguments.times)
    if named is None or looking is None or not _fit(named, arguments):
        return ExitCode.USAGE
    if arguments.batch is not None:
        return await _batch(arguments, named, looking)
    question = asked(arguments)
    if isinstance(question, int):
        return question
    profile, query = question
    selection = selected(arguments, looking.at(profile, query, now()))
    if selection is None:
        return ExitCode.USAGE
    where = destination(arguments, arguments.case)
    if arguments.case is not None:
        case_files().look(arguments.case)
    run = Get(connection(), profile, query, named, arguments.all, where.out, now, selection, looking)
    if arguments.case is None:
        return await _to_end(run.run(), where)
    from neo_tui.cli.case import asked_into_case  # noqa: PLC0415 - what keeps a case is not needed without one

    return await _to_end(asked_into_case(run, arguments.case, arguments.note), where)


async def _batch(arguments: argparse.Namespace, kind: Format, looking: Looking) -> int:
    if arguments.case is not None:
        say_wrong("--case", "A case takes one question at a time; --case goes without --batch.")
        return ExitCode.USAGE
    if arguments.customer is not None or arguments.entity is not None:
        say_wrong("--batch", "The lines name customer and entity; --customer and --entity go without it.")
        return ExitCode.USAGE
    if kind is Format.HTML:
        say_wrong("--format", "A report tells of one question; for many there are csv, jsonl and the others.")
        return ExitCode.USAGE
    profile = profile_without_screen(arguments.profile)
    questions = read_batch(arguments, profile)
    if questions is None:
        return ExitCode.USAGE
    if profile is None:
        return no_connection()
    check_zone(profile)
    if not questions:
        say("neo-tui: no question was read; write one a line: customer entity event.")
        return ExitCode.ANSWERED
    selection = selected(arguments, looking.at(profile, questions[0][1], now()))
    if selection is None:
        return ExitCode.USAGE
    where = destination(arguments)
    run = Batch(
        connection(),
        profile,
        questions,
        kind,
        arguments.all,
        where.out,
        now,
        selection,
        arguments.parallel,
        arguments.rate,
        looking,
    )
    return await _to_end(run.run(), where)


async def _to_end(run: Awaitable[int], where: Destination) -> int:
    code: int = ExitCode.INTERRUPTED
    try:
        code = await run
        where.keep(code)
    except NeoError as error:
        say_error(error)
        code = error.exit_code
    finally:
        await leave(code)
    return code


def read_batch(arguments: argparse.Namespace, profile: Profile | None) -> list[tuple[int, Query]] | None:
    """The questions of a file or of stdin; None when stderr has been told what is wrong with them, all at once."""
    try:
        if arguments.batch == STDOUT:
            data = sys.stdin.buffer.read(_MOST_BYTES) if sys.stdin is not None else b""
        else:
            with typed_path(arguments.batch).open("rb") as file:
                data = file.read(_MOST_BYTES)
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        say_wrong("--batch", f"{visible(arguments.batch)} cannot be read: {why}.")
        return None
    if len(data) == _MOST_BYTES:
        say_wrong("--batch", "That is more than a batch may be; ask in parts.")
        return None
    count = arguments.count if arguments.count is not None else str(profile.count if profile else DEFAULT_COUNT)
    read = read_questions(text, event=arguments.event or "", page=arguments.page, count=count)
    for number, problem in read.problems:
        say_wrong("--batch", f"line {number}: {problem}")
    return None if read.problems else read.found


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
