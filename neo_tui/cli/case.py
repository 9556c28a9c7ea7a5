"""`neo-tui case` from its arguments to its end."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from neo_tui.api.recorded import recorded_page
from neo_tui.cli.destination import to_destination
from neo_tui.cli.wiring import case_files, now
from neo_tui.domain.case import Note
from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.headless.case import keep, write_report
from neo_tui.headless.get import Get
from neo_tui.headless.output import say
from neo_tui.presentation.exporters.names import REPORTS, Format
from neo_tui.services.casing import as_note
from neo_tui.services.recording import Recording


def run_case(arguments: argparse.Namespace) -> int:
    """Report a case, or write a note into it; answers the exit code.

    Raises:
        NeoError: The case cannot be read or written, or the report cannot.
    """
    return _note(arguments) if arguments.action == "note" else _report(arguments)


async def asked_into_case(get: Get, file: str, note: str) -> int:
    """Answer a question, and add it with all that came to a case file; answers the exit code.

    What came is added also where the rest did not come, with why it did not, and where nobody reads the rows any more.

    Raises:
        NeoError: The note is too long (nothing is asked then), or the case cannot be written.
    """
    note = as_note(note)
    kept = ExitCode.ANSWERED
    try:
        code = await get.run()
    finally:
        view = get.looking.at(get.profile, get.query, now())
        kept = keep(case_files(), file, get.profile, get.pages, note, view, get.failed)
    return code or kept


def _report(arguments: argparse.Namespace) -> int:
    case = case_files().load(arguments.file)
    recording = Recording(visible(Path(arguments.file).name), case, recorded_page)

    def write(kind: Format, out: TextIO) -> int:
        write_report(recording, kind, out)
        return ExitCode.ANSWERED

    return to_destination(arguments, REPORTS, write, arguments.file)


def _note(arguments: argparse.Namespace) -> int:
    text = as_note(" ".join(arguments.text))
    if not text:
        raise NeoError(Kind.CONFIG, "There is no note", "It has no words.", "Write them behind the file's name.")
    files = case_files()
    made = files.add(arguments.file, [Note(now(), text)], now())
    say(f"The note stands in the {'new ' if made else ''}case {visible(arguments.file)}.")
    return ExitCode.ANSWERED
