"""The one backup of a file of profiles: the file as it was before the last save.

It lies beside the real file, not beside a symlink to it: where the one can be saved the other can,
and it belongs to that file whichever link leads there.
"""

from __future__ import annotations

import errno
import os
import shlex
import tomllib
from pathlib import Path

from neo_tui.domain.foreign import visible
from neo_tui.storage.atomic import real_path, swap_text
from neo_tui.storage.reading import read_small


def backup_path(path: Path) -> Path:
    """Where the backup of a file is.

    Raises:
        OSError: The file's symlinks lead in a circle.
    """
    target = real_path(path)
    return target.with_name(f"{target.name}.bak")


def keep_backup(path: Path, text: str, *, profiles: int) -> None:
    """Write the backup, whole or not at all; the save that follows puts the folder on the disk.

    A backup is not replaced by one without profiles, so that what was deleted last can be had back.

    Args:
        path: The file, not the backup.
        text: What it holds now.
        profiles: How many profiles that are.

    Raises:
        OSError: It could not be written; backup and file are untouched.
    """
    backup = backup_path(path)
    if backup.is_symlink():
        backup.unlink()  # the backup is ours to write, but not a file that somebody has made it point to
    elif backup.is_dir():
        raise IsADirectoryError(errno.EEXIST, os.strerror(errno.EEXIST))
    if profiles or not backup.exists():
        swap_text(backup, text)


def restore_hint(path: Path) -> str:
    """How to get the profiles of the backup back, as a sentence; "" when it has none."""
    try:
        backup = backup_path(path)
        tables = tomllib.loads(read_small(backup).decode()).get("profiles")
    except (OSError, ValueError, RecursionError):
        return ""
    count = sum(isinstance(table, dict) and bool(table.get("name")) for table in tables or ())
    if not count:
        return ""
    there = visible(shlex.join([str(backup), str(real_path(path))]))
    return f"The backup has {count} profile{'' if count == 1 else 's'}; to restore it: cp {there}"
