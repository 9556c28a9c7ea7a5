"""Case files: read whole, written by adding lines at the end, so that what was written stays as it was.

A file is made with mode 0600; one that is there keeps its mode and its lines. Two programs may add to one file:
each adds all its lines at once, under a lock on the file itself, and on the disk before it says so.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from neo_tui.domain.case import Case, Record
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.typed_path import typed_path
from neo_tui.storage.atomic import hold, make_private, real_path, write_all
from neo_tui.storage.case_lines import cut_line, first_line, record_line
from neo_tui.storage.case_reading import LARGEST, MOST_LINES, CaseError, read_case
from neo_tui.storage.failures import why
from neo_tui.storage.reading import read_small

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_CHUNK = 1024 * 1024


class CaseFiles:
    """Reads and writes case files.

    Args:
        tool: The program and its version, for the first line of a new file.
    """

    def __init__(self, tool: str) -> None:
        self._tool = tool

    def add(self, path: str, records: Sequence[Record], now: datetime) -> bool:
        """Add records to the end of a file; answers whether the file was made for that.

        Args:
            path: The file; `~` stands for the home folder.
            records: What is added, all or nothing but for a power cut.
            now: The aware present.

        Raises:
            NeoError: It is no case file, it would grow beyond what is read, or it cannot be written.
        """
        file = typed_path(path)
        data = b"".join(map(record_line, records))
        try:
            if not file.exists():
                _see_readable(first_line(now, self._tool) + data, file)  # else an empty file would be left
            # Its mode is set from the start: nobody else gets to look into it, whatever the umask.
            handle = os.open(file, _FLAGS, 0o600)
            try:
                return self._add(handle, file, data, now)
            finally:
                os.close(handle)
        except OSError as error:
            raise _unwritten(file, why(error)) from None
        except ValueError:  # a name with a NUL in it
            raise _unwritten(file, "it cannot be a name of a file") from None

    def _add(self, handle: int, file: Path, data: bytes, now: datetime) -> bool:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _unwritten(file, "it is a pipe or a device, not a file")
        hold(handle)
        size = os.fstat(handle).st_size
        before = _all_of(handle, size)
        if not size:
            make_private(handle, file.absolute().parent)
            data = first_line(now, self._tool) + data
        elif not before.endswith(b"\n"):
            data = b"\n" + cut_line(now) + data
        if size + len(data) > LARGEST:
            raise _unwritten(file, f"it would have more than {LARGEST:,} bytes, which is more than a case may have")
        if before.count(b"\n") + data.count(b"\n") > MOST_LINES:
            raise _unwritten(file, f"it would have more than {MOST_LINES:,} lines, which is more than a case may have")
        _see_readable(data, file, before)
        try:
            write_all(handle, data)
            os.fsync(handle)
        except OSError:
            with contextlib.suppress(OSError):  # what could not be taken back is told by whoever adds to it next
                os.ftruncate(handle, size)
            raise
        return not size

    def look(self, path: str) -> None:
        """See, before anything is asked of anybody, that something can be added to a file, or that it can be made.

        Raises:
            NeoError: It cannot.
        """
        file = typed_path(path)
        try:
            if file.is_file():
                if file.stat().st_size:
                    _look_at(read_bytes(path), file)
            elif file.exists():
                raise _unwritten(file, "it is a folder, a pipe or a device, not a file")
            elif not (real_path(file) if file.is_symlink() else file.absolute()).parent.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        except OSError as error:
            raise _unwritten(file, why(error)) from None

    def load(self, path: str) -> Case:
        """The case in a file.

        Raises:
            NeoError: There is none, it cannot be read, or it is damaged; it was left as it is.
        """
        return parse_case(read_bytes(path), path)


def _all_of(handle: int, size: int) -> bytes:
    """What an open file holds; more than a case may have is left out, as it is refused anyway."""
    os.lseek(handle, 0, os.SEEK_SET)
    parts: list[bytes] = []
    left = min(size, LARGEST + 1)
    while left and (part := os.read(handle, min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _see_readable(data: bytes, file: Path, before: bytes = b"") -> None:
    """See that what is about to be written can be read again, behind what stands there already.

    Raises:
        NeoError: It cannot.
    """
    try:
        read_case(before + data)
    except CaseError as error:
        if before:
            _look_at(before, file)
        why_not = f"what would be added could not be read again: {_small(str(error)).rstrip('.')}"
        raise _unwritten(file, why_not) from None


def _look_at(data: bytes, file: Path) -> None:
    """See that a file holds a case that can be read, so that something may be added to it.

    Raises:
        NeoError: It holds none.
    """
    try:
        read_case(data)
    except CaseError as error:
        raise NeoError(
            Kind.CONFIG,
            "It was not added to the case",
            f"{_shown(file)} is there already, and nothing can be added to it: {_small(str(error))}",
            "Name another file; this one was left as it is.",
            (Fact("File", _shown(file)),),
        ) from None


def parse_case(data: bytes, name: str) -> Case:
    """The case that bytes hold.

    Raises:
        NeoError: They hold none that can be read.
    """
    try:
        return read_case(data)
    except CaseError as error:
        raise NeoError(
            Kind.CONFIG,
            "The case cannot be opened",
            f"{visible(name)}: {error}",
            "Ask whoever sent it to send it again; a copy in a mail or a chat may have changed it.",
            (Fact("File", visible(name)),),
        ) from None


def read_bytes(path: str, largest: int = LARGEST) -> bytes:
    """What a file holds that a person has named.

    Raises:
        NeoError: There is none, or it cannot be read.
    """
    file = typed_path(path)
    try:
        return read_small(file, largest)
    except FileNotFoundError:
        raise _unread(file, "there is no such file", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise _unread(file, "it is a folder", "Name a file in it.") from None
    except PermissionError:
        raise _unread(file, "permission is denied", "Ask its owner for the right to read it.") from None
    except OSError as error:
        raise _unread(file, why(error), "Name another file.") from None
    except ValueError:  # a name with a NUL in it
        raise _unread(file, "there is no such file", "Check the name and the folder.") from None


def _shown(file: Path) -> str:
    return visible(str(file))


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _unread(file: Path, cause: str, action: str) -> NeoError:
    facts = (Fact("File", _shown(file)),)
    return NeoError(Kind.CONFIG, "The file cannot be opened", f"{_shown(file)}: {cause}.", action, facts)


def _unwritten(
    file: Path,
    cause: str,
    title: str = "It was not added to the case",
    action: str = "Name another file, or mend this.",
) -> NeoError:
    if not file.absolute().parent.is_dir():
        cause, action = f"there is no folder {_shown(file.absolute().parent)}", "Make the folder, or name another file."
    return NeoError(Kind.CONFIG, title, f"{_shown(file)}: {cause}.", action, (Fact("File", _shown(file)),))
