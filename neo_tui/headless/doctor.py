"""`neo-tui doctor`: the checks as lines for people while they are done, or as a list when all are."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from typing import TextIO

from neo_tui import __version__
from neo_tui.domain.findings import Status
from neo_tui.domain.foreign import visible
from neo_tui.headless.listed import write_list
from neo_tui.headless.output import write_lines
from neo_tui.presentation.exporters.list_choice import EVERYTHING, ListChoice
from neo_tui.presentation.exporters.listing import Listing
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.text import Span, plain, wrap
from neo_tui.services.doctor import Doctor
from neo_tui.services.doctor_ports import Check

_SIGNS = {Status.OK: "✓", Status.WARNING: "!", Status.FAILED: "✗", Status.SKIPPED: "–"}
_COLOURS = {Status.OK: "32", Status.WARNING: "33", Status.FAILED: "31", Status.SKIPPED: "2"}
"""Of the sign and the word, which say the same without them."""
_WORD, _NAME, _TIME = 7, 11, 9
"""Cells of each column."""
KEYS = ("name", "status", "seconds", "summary", "action", "facts")
_LEFT = 2 + _WORD + 2 + _NAME + 2 + _TIME + 2
_NARROW = 30
"""Cells; where fewer are left for the sentences, they are not broken."""


async def write_doctor(
    doctor: Doctor,
    *,
    kind: Format,
    out: TextIO,
    environ: Mapping[str, str] = os.environ,
    choice: ListChoice = EVERYTHING,
) -> int:
    """Look, and write what was found; answers the exit code.

    Args:
        doctor: Looks.
        kind: A table is lines that come as they are found; the others are written at the end, JSON as one object.
        out: Where it goes; nothing else goes there.
        environ: Says whether colours are wanted.
        choice: What is written of the list; anything but everything makes it one, also as a table.
    """
    colours = out.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size().columns if out.isatty() else 0
    async for check in doctor.examine():
        if kind is Format.TABLE and choice.everything:
            write_lines(out, _lines(check, width, colours=colours))
            out.flush()
    if not choice.everything:
        write_list(out, kind, _listing(doctor), choice)
    elif kind is Format.TABLE:
        write_lines(out, ["", _verdict(doctor)])
    elif kind is Format.JSON:
        out.write(json.dumps(_document(doctor), indent=1, ensure_ascii=False) + "\n")
    else:
        write_list(out, kind, _listing(doctor))
    out.flush()
    return doctor.exit_code


def _lines(check: Check, width: int, *, colours: bool) -> list[str]:
    """Sign, word, name, time and sentences; what to do stands below, behind an arrow.

    Args:
        check: What is told.
        width: Cells of the terminal; 0 breaks no line.
        colours: Whether the sign and the word are coloured.
    """
    sign = f"{_SIGNS[check.status]} {check.status.value:<{_WORD}}"
    if colours:
        sign = f"\x1b[{_COLOURS[check.status]}m{sign}\x1b[0m"
    took = "" if check.status is Status.SKIPPED else f"{check.seconds * 1000:,.0f} ms"
    first, *rest = _broken(check.summary, width)
    lines = [f"{sign}  {check.name:<{_NAME}}  {took:>{_TIME}}  {first}", *(" " * _LEFT + text for text in rest)]
    if check.action:
        first, *rest = _broken(check.action, width - 2 if width else 0)
        lines += [f"{' ' * _LEFT}→ {first}", *(f"{' ' * _LEFT}  {text}" for text in rest)]
    return lines


def _broken(text: str, width: int) -> list[str]:
    left = width - _LEFT
    return [plain(line) for line in wrap([Span(text)], left)] if left >= _NARROW else [text]


def _verdict(doctor: Doctor) -> str:
    """What it comes to, in one line."""
    failed = [check.name for check in doctor.checks if check.status is Status.FAILED]
    warnings = [check.name for check in doctor.checks if check.status is Status.WARNING]
    noted = f" Worth a look: {', '.join(warnings)}." if warnings else ""
    if failed:
        return f"Failed: {', '.join(failed)}.{noted} Exit code {doctor.exit_code}."
    return f"The connection works.{noted}"


def _document(doctor: Doctor) -> dict[str, object]:
    return {
        "version": __version__,
        "profile": visible(doctor.profile.name) if doctor.profile else None,
        "exit_code": doctor.exit_code,
        "checks": [_entry(check) for check in doctor.checks],
    }


def _entry(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "status": check.status.value,
        "seconds": round(check.seconds, 4),
        "summary": check.summary,
        "action": check.action,
        "facts": dict(check.facts),
    }


def _listing(doctor: Doctor) -> Listing:
    entries = [_entry(check) for check in doctor.checks]
    return Listing(
        KEYS,
        entries,
        ("Check", "Status", "Finding", "What to do"),
        [(check.name, check.status.value, check.summary, check.action) for check in doctor.checks],
    )
