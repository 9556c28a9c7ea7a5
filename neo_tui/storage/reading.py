"""Reading a small file that may be anything: never waits for a pipe, never fills the memory."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from neo_tui.domain.foreign import visible

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
    with _opened(path) as (handle, size):
        if size > largest:
            raise OddFileError(f"it has {size:,} bytes, and may have at most {largest:,}")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(largest)


def read_end(path: Path, largest: int) -> bytes:
    """The last lines of a regular file, at most so many bytes of it; all of them where it is not larger.

    Raises:
        FileNotFoundError: There is none.
        OddFileError: It is a pipe, a device or a socket.
        OSError: It cannot be read.
    """
    with _opened(path) as (handle, size), os.fdopen(handle, "rb", closefd=False) as file:
        if size <= largest:
            return file.read(largest)
        file.seek(size - largest)
        return file.read(largest).partition(b"\n")[2]  # the first of them is most likely half a line


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[int, int]]:
    """The open handle of a regular file, and its size in bytes."""
    # Without O_NONBLOCK a pipe that nobody writes to would keep us waiting for ever.
    handle = os.open(path, _FLAGS)
    try:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(about.st_mode):
            raise OddFileError("it is a pipe or a device, not a file")
        yield handle, about.st_size
    finally:
        os.close(handle)


class TomlError(ValueError):
    """A text is no TOML; the message says why, as sentences of visible text."""


def parse_toml(data: bytes) -> dict[str, object]:
    """The document that a TOML file holds.

    Raises:
        TomlError: It holds none, or one that nobody wrote by hand.
    """
    if data.startswith(BOM_UTF8):
        raise TomlError("It begins with a byte order mark, at line 1; save it as UTF-8 without one.")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        # Python names the line, but not where the text ends too soon.
        reason = str(error).replace("at end of document", f"at line {len(data.splitlines())}, the last")
        raise TomlError(f"It is not TOML: {visible(reason)}.") from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TomlError(f"It is not UTF-8 text, at line {line}.") from None
    except (RecursionError, ValueError):
        raise TomlError("It is nested too deeply, or holds a number that is too long.") from None


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
