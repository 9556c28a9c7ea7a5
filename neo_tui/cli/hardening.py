"""What keeps secrets in memory from reaching a disk or a terminal on ways that nobody has chosen."""

from __future__ import annotations

import contextlib
import logging
import sys

_NOWHERE = logging.NullHandler()


def no_core_files() -> None:
    """Let the system write no core file: it would hold every secret that the program has in memory.

    Only the soft limit is lowered, so that whoever wants one for a program started from here can have it.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def no_logs() -> None:
    """Let no library's log reach stderr, where Python writes warnings as long as nobody wants them elsewhere.

    asyncio logs the messages of exceptions that nobody waits for, and in its debug mode what callbacks
    are given, such as the bytes that a password command has printed.
    """
    logging.getLogger().addHandler(_NOWHERE)
