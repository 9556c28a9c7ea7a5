"""Files that are written whole or not at all, for the owner's eyes only (reliability.md §3.5).

A save goes to a new file beside the old one, to the disk, and then takes its name; a crash at any
point leaves the old file or the new one, never half of it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

if sys.platform != "win32":
    import fcntl

LOCK_PATIENCE = 2.0
"""Seconds to wait for another neo-tui that is saving."""
_POLL = 0.02
_MARK = ".neo-tui-new-"


class BusyError(OSError):
    """Another program holds the lock."""


def write_text(path: Path, text: str) -> None:
    """Write a file atomically with mode 0600; its folder is made 0700 when it is missing.

    A symlink is kept and the file it points to is replaced.

    Raises:
        OSError: It could not be written; the old file is untouched.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(target)
    # mkstemp makes the file 0600 from the start, whatever the umask.
    handle, name = tempfile.mkstemp(prefix=f".{target.name}{_MARK}{os.getpid()}-", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(target: Path) -> None:
    """Remove what killed saves have left."""
    prefix = f".{target.name}{_MARK}"
    for old in target.parent.glob(f"{prefix}*"):
        owner = old.name.removeprefix(prefix).partition("-")[0]
        if owner.isdigit() and not _runs(int(owner)):
            with contextlib.suppress(OSError):
                old.unlink()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file while it is read, changed and saved. The kernel frees it if we die.

    Raises:
        BusyError: Another program holds it for too long.
        OSError: The lock file cannot be made.
    """
    if sys.platform == "win32":  # it has no flock; there the last save wins
        yield
        return
    target = Path(os.path.realpath(path))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target.with_name(f".{target.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _acquire(handle)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int) -> None:
    if sys.platform == "win32":
        return
    until, pause = monotonic() + LOCK_PATIENCE, threading.Event()
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= until:
                raise BusyError("another neo-tui is saving") from None
            pause.wait(_POLL)
        else:
            return
