"""Reading a small file that may be anything: never waits for a pipe, never fills the memory."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

LARGEST = 1024 * 1024
"""Bytes a file of profiles may have: some thousands of profiles. More did not come from us."""
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_TABLE = re.compile(rb"^[ \t]*\[\[[ \t]*profiles[ \t]*\]\]", re.MULTILINE)


class OddFileError(OSError):
    """It is no regular file, or too large a one; the message says which, as the middle of a sentence."""


def read_small(path: Path, largest: int = LARGEST) -> bytes:
    """What a regular file of at most so many bytes holds.

    Raises:
        FileNotFoundError: There is none.
        OddFileError: It is a pipe, a device or a socket, or it is too large.
        OSError: It cannot be read.
    """
    # Without O_NONBLOCK a pipe that nobody writes to would keep us waiting for ever.
    handle = os.open(path, _FLAGS)
    try:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(about.st_mode):
            raise OddFileError("it is a pipe or a device, not a file")
        if about.st_size > largest:
            raise OddFileError(f"it has {about.st_size:,} bytes, and may have at most {largest:,}")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(largest)
    finally:
        os.close(handle)


def table_place(data: bytes, index: int, count: int) -> str:
    """Where a table of `profiles` begins, before a sentence; "" where the text does not tell for sure.

    Args:
        data: The file.
        index: Which table, from 0.
        count: How many tables the parser found.
    """
    headings = list(_TABLE.finditer(data))
    if len(headings) != count:  # an inline array, or a heading inside a longer text
        return ""
    line = data.count(b"\n", 0, headings[index].start()) + 1
    return f"Table at line {line}: "
