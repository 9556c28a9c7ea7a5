"""`neo-tui open FILE` from its arguments to its end: a case file, or a response that somebody sent."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from neo_tui.cli.opening import make_ready, on_terminal
from neo_tui.cli.wiring import check_file, clipboard, here, memory_store, now, preferences, request_log, save_file
from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile, Profiles, zone_problem
from neo_tui.domain.secret import Secret
from neo_tui.domain.settings import Keep, Settings
from neo_tui.headless.output import say
from neo_tui.services.connection import Connection
from neo_tui.services.ports import AllocationSource
from neo_tui.services.recording import Recording, loose_recording
from neo_tui.services.secrets import Secrets

# ruff: noqa: PLC0415 - what a recording is made of is not needed by the other commands

STDIN = "-"
_STDIN_NAME = "standard input"
_CHUNK = 1024 * 1024


def run_open(arguments: argparse.Namespace) -> int:
    """Open a recording; answers the exit code.

    Raises:
        NeoError: It cannot be opened; the sentences say why, and what to do.
    """
    if problem := zone_problem(arguments.zone):
        say(f"neo-tui: --zone: {visible(problem)}")
        return ExitCode.USAGE
    if arguments.file == STDIN:
        if sys.__stdin__ is not None and sys.__stdin__.isatty():
            say("neo-tui open -: nothing is piped in. Pipe a response or a case into it, or name a file.")
            return ExitCode.USAGE
        data, name = _piped(), _STDIN_NAME
    else:
        from neo_tui.storage.casefile import read_bytes

        data, name = read_bytes(arguments.file), visible(Path(arguments.file).name)
    recording = recording_of(data, name, arguments.zone)
    if arguments.file == STDIN and not _keyboard_back():
        say("neo-tui open -: there is no terminal to open on. Save what was piped in, and open the file.")
        return ExitCode.USAGE
    if not on_terminal():
        return ExitCode.USAGE
    return _run(recording)


def recording_of(data: bytes, name: str, zone: str) -> Recording:
    """What the bytes of a case file, or of a response that somebody sent, hold.

    Args:
        data: The bytes.
        name: Where they are from; visible text.
        zone: IANA name of the zone in which the days of a bare response are read.

    Raises:
        NeoError: They are neither.
    """
    from neo_tui.api.recorded import loose_page, recorded_page
    from neo_tui.storage.case_reading import is_case
    from neo_tui.storage.casefile import parse_case

    if is_case(data):
        return Recording(name, parse_case(data, name), recorded_page)
    at = now()
    return loose_recording(name, data, loose_page(data, name, at), zone, at)


def _run(recording: Recording) -> int:
    from neo_tui.services.history import History
    from neo_tui.storage.session import SessionHistory, SessionMemoryStore, SessionProfileStore

    known, wanted = memory_store().load(), preferences()
    make_ready()
    from neo_tui.ui.recorded import run_recorded
    from neo_tui.ui.start import Start

    start = Start(
        profile_store=SessionProfileStore(Profiles(())),
        memory_store=SessionMemoryStore(lambda: Memory(theme=known.theme, columns=known.columns)),
        connection=Connection(_never, Secrets({})),
        clock=now,
        requests=request_log,
        history=lambda: History(SessionHistory(), Settings(history=Keep.OFF), now),
        preferences=wanted,
        clipboard=lambda: clipboard(wanted.settings),
        here=here,
        save=save_file,
        check_file=check_file,
    )
    return run_recorded(start, recording)


def _never(_profile: Profile, _secret: Secret) -> AllocationSource:
    """What would open a client: a recording has none."""
    raise NeoError(Kind.CONFIG, "This is a recording", "Nothing is asked from it.", "Start neo-tui without a file.")


def _piped() -> bytes:
    """What is piped in, within what a file may have.

    Raises:
        NeoError: It is too large.
    """
    from neo_tui.storage.case_reading import LARGEST

    parts: list[bytes] = []
    size = 0
    while sys.stdin is not None and (part := sys.stdin.buffer.read(_CHUNK)):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise NeoError(
                Kind.CONFIG,
                "The file cannot be opened",
                f"{_STDIN_NAME}: it has more than {LARGEST:,} bytes.",
                "Open less of it.",
            )
    return b"".join(parts)


def _keyboard_back() -> bool:
    """Put the terminal in the place of the pipe, so that keys are read from it; False when there is none."""
    try:
        handle = os.open("/dev/tty" if os.name == "posix" else "CONIN$", os.O_RDWR)
    except OSError:
        return False
    os.dup2(handle, 0)
    if handle:
        os.close(handle)
    return True
