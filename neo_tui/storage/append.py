"""Adding lines to the end of a file that several programs write to, for the owner's eyes only."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from neo_tui.storage.atomic import make_folder, make_private, real_path, write_all

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def append(path: Path, text: str) -> int:
    """Add whole lines; answers the size of the file in bytes then. Call it under the file's lock.

    What a writer that was killed has left of its last line becomes a line of its own. The lines are handed to the
    system, which keeps them should this program die; a power cut may take the last ones.

    Args:
        path: The file; it is made with mode 0600, and made so where it is not.
        text: The lines, each with its end.

    Raises:
        OSError: It could not be written, or not all of it.
    """
    target = real_path(path)
    make_folder(target.parent)
    handle = os.open(target, _FLAGS, 0o600)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        if not about.st_size or about.st_mode & _OTHERS:
            make_private(handle, target.parent)
        data = text.encode()
        if about.st_size and _last_byte(handle, about.st_size) != b"\n":
            data = b"\n" + data
        write_all(handle, data)
        return about.st_size + len(data)
    finally:
        os.close(handle)


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)
