"""Cases without a screen: adding what was asked to one, and reports of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from neo_tui.domain.case import Asked
from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.timestamps import UnknownZoneError, viewer_zone, zone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.case_report import WRITERS
from neo_tui.headless.output import say, say_error
from neo_tui.presentation.case_report import report
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.recording import added_words
from neo_tui.services.casing import CaseStore, Failed, records
from neo_tui.services.recording import Recording


def keep(
    store: CaseStore,
    file: str,
    profile: Profile,
    pages: Mapping[int, Page],
    note: str,
    view: Viewpoint,
    failed: Failed | None = None,
) -> int:
    """Add a question with what came of it to a case, and say so on stderr; answers the exit code.

    Args:
        store: Writes the file.
        file: Which one.
        profile: The connection that asked.
        pages: What came, by number; nothing is added when that is nothing and nothing failed.
        note: What the person says about it; "" for nothing.
        view: The present, and the profile's zone.
        failed: What did not come, and why.
    """
    if not pages and failed is None:
        say(f"nothing came, so nothing was added to {visible(file)}.")
        return ExitCode.ANSWERED
    try:
        made = store.add(file, records(profile, pages, note, view, failed), view.now)
    except NeoError as error:
        say_error(error)
        return error.exit_code
    say(f"{added_words(len(pages), failed)} added to the {'new ' if made else ''}case {visible(file)}.")
    return ExitCode.ANSWERED


def write_report(recording: Recording, kind: Format, out: TextIO) -> None:
    """Write the report of a case.

    Args:
        recording: The case.
        kind: A name of `WRITERS`.
        out: Where to.
    """
    case = recording.case
    told = [(asked, recording.pages(asked), _view_of(recording, asked)) for asked in case.questions]
    out.write(WRITERS[kind](report(case, recording.name, told, viewer_zone())))
    for problem in case.problems:
        say(f"note: {problem}")


def _view_of(recording: Recording, asked: Asked) -> Viewpoint:
    """From when and where a question of a recording is looked at: as its screen does."""
    now = recording.case.as_of(asked.key)
    skew = max(recording.case.answers(asked.key), key=lambda answer: answer.received_at, default=None)
    try:
        own, name, doubt = zone(asked.zone), asked.zone, ""
    except UnknownZoneError as error:
        own, name, doubt = zone("UTC"), "UTC", f"{error} Times are told in UTC."
    return Viewpoint(
        now, own, name, viewer_zone(), doubt, asked=recording.case.query(asked), skew=skew.skew if skew else None
    )
