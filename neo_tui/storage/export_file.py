"""A file for what leaves the program: whole or not there, for the owner's eyes only, never over another unasked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from neo_tui.domain.errors import Fact, FileExists, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.storage.atomic import real_path, swap_text, write_all
from neo_tui.storage.failures import why

FIELD = "output"
"""What an error about the file names as the field to change."""


def check_target(path: Path, *, replace: bool) -> None:
    """See, before anything is asked of anybody, that a file can come to stand there.

    Args:
        path: Where.
        replace: Whether a file that is there may be replaced.

    Raises:
        FileExists: A file is there, and is to stay.
        NeoError: It is a folder, its folder is not there, or nothing may be written there.
    """
    try:
        target = real_path(path)
        folder = target.parent
        if target.is_dir():
            raise _refused(path, "is a folder, not a file", "Give the name of a file in it.")
        if _is_special(target):
            return
        if not folder.is_dir():
            missing = next(each for each in (folder, *folder.parents) if each.parent.is_dir() or each == each.parent)
            what = "is a file, not a folder" if missing.exists() else "does not exist"
            raise _refused(path, f"cannot be there: the folder {visible(str(missing))} {what}", "Make it first.")
        if target.exists() and not replace:
            raise _there(path)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise _refused(path, f"cannot be written: the folder {visible(str(folder))} may not be written to")
    except OSError as error:
        raise _refused(path, f"cannot be written: {why(error)}") from None


def write_export(path: Path, text: str, *, replace: bool) -> None:
    """Write the file, with mode 0600; what was there before stays whole until the new one is.

    A device or a pipe is written to as it is.

    Raises:
        FileExists: A file is there, and is to stay.
        NeoError: It cannot be written; nothing half is left.
    """
    check_target(path, replace=replace)
    try:
        if _is_special(path):
            _write_through(path, text)
        else:
            swap_text(path, text, _last_look(path, replace=replace), new=not replace)
    except FileExistsError:
        raise _there(path) from None
    except UnicodeError:
        raise _refused(path, "cannot be written: it holds half a character") from None
    except OSError as error:
        raise _refused(path, f"was not written: {why(error)}", "Make room or choose another place.") from None


def _last_look(path: Path, *, replace: bool) -> Callable[[], None]:
    return lambda: check_target(path, replace=replace)


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _write_through(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        write_all(handle, text.encode())
    except BrokenPipeError:
        raise OSError(errno.EPIPE, os.strerror(errno.EPIPE)) from None
    finally:
        os.close(handle)


def _there(path: Path) -> FileExists:
    return FileExists(
        Kind.CONFIG,
        "There is a file of that name already",
        f"{visible(str(path))} is there and was not touched.",
        "Choose another name, or say --force to replace it.",
        (Fact("File", visible(str(path))),),
        field=FIELD,
    )


def _refused(path: Path, what: str, action: str = "Choose another place for it.") -> NeoError:
    shown = visible(str(path))
    return NeoError(
        Kind.CONFIG, "The file cannot be written", f"{shown} {what}.", action, (Fact("File", shown),), field=FIELD
    )
