"""Who else can read or change a file (reliability.md §2 T10, T17). Systems without file modes pass."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from neo_tui.domain.foreign import visible
from neo_tui.domain.shell_word import shell_word

OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WRITERS = stat.S_IWGRP | stat.S_IWOTH
_ROOT = 0
_MOST_LINKS = 40
"""As many as Linux follows."""


def private_problem(path: Path, mode: int) -> str:
    """Why a file or folder is not its owner's alone, with the command that mends it; "" when it is.

    Args:
        path: The file or folder; one that is missing has no problem.
        mode: The mode it should have, for the command.

    Raises:
        OSError: It cannot be looked at.
    """
    found = _status(path)
    if found is None:
        return ""
    if found.st_uid != os.geteuid():
        return f"it belongs to another user (uid {found.st_uid})"
    if found.st_mode & OTHERS:
        command = f"chmod {mode:o} {shell_word(visible(str(path)))}"
        return f"others on this machine can use it (mode {stat.S_IMODE(found.st_mode):04o}). Run: {command}"
    return ""


def writers_problem(path: Path) -> str:
    """Why others could have written a file, with the command that mends it; "" when they could not.

    Looked at are the file, its folder, every folder above, and each link on the way: whoever can
    write to one of them can put another file there. Folders above may be writable for a group, as
    home folders of some systems are, but not for everybody.

    Raises:
        OSError: It cannot be looked at, or its links lead in a circle.
    """
    for each in _on_the_way(path):
        found = _status(each)
        if found is None:
            continue
        shown = visible(str(each))
        if found.st_uid not in {os.geteuid(), _ROOT}:
            return f"{shown} belongs to another user (uid {found.st_uid})"
        near = each in {path, path.parent} or not stat.S_ISDIR(found.st_mode)
        sticky = stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX
        if found.st_mode & (_WRITERS if near else stat.S_IWOTH) and not sticky:
            command = f"chmod go-w {shell_word(shown)}"
            return f"others can write to {shown} (mode {stat.S_IMODE(found.st_mode):04o}). Run: {command}"
    return ""


def _on_the_way(path: Path) -> Iterator[Path]:
    """A path, and whatever has to be gone through to reach the file that it means; nearest first."""
    here = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would go through the links that are looked at
    for _ in range(_MOST_LINKS):
        yield here
        yield from here.parents
        real = Path(os.path.realpath(here.parent))
        yield from (real, *real.parents)
        if not here.is_symlink():
            return
        here = Path(os.path.normpath(here.parent / here.readlink()))
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _status(path: Path) -> os.stat_result | None:
    if os.name != "posix":
        return None
    try:
        return path.stat()
    except FileNotFoundError:
        return None
