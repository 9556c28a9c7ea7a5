"""Files that are written whole or not at all, for the owner's eyes only (reliability.md §3.5).

A save goes to a new file beside the old one, to the disk, and then takes its name; a crash at any
point leaves the old file or the new one, never half of it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

if sys.platform != "win32":
    import fcntl

LOCK_PATIENCE = 2.0
"""Seconds to wait for another neo-tui that is saving."""
_POLL = 0.005
"""Seconds between two looks at the lock: shorter than a save, so that nobody starves beside a busy one."""
_MARK = ".neo-tui-new-"
_MOST_OF_NAME = 180
"""Bytes; with the mark, a pid and a few letters they stay below the 255 that file systems take."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
"""What file systems answer that know no locks; there the last look before the rename has to do."""
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR})
"""What systems answer that cannot put a folder on the disk by itself."""


class BusyError(OSError):
    """Another program holds the lock."""


class UnconfirmedError(OSError):
    """The new file is in place, but the disk did not confirm its name: a power cut may bring back the old one."""


def write_text(path: Path, text: str, last_look: Callable[[], None] | None = None) -> None:
    """Write a file atomically with mode 0600; folders that are missing are made 0700.

    A symlink is kept and the file it points to is replaced, or made.

    Args:
        path: The file.
        text: What it holds then.
        last_look: Called at the last moment before the new file takes the name; raises to keep the old one.

    Raises:
        UnicodeError: The text cannot be written as UTF-8; the old file is untouched.
        UnconfirmedError: It is written, but would perhaps not survive a power cut.
        OSError: It could not be written; the old file is untouched.
    """
    swap_text(path, text, last_look)
    try:
        _sync_folder(real_path(path).parent)
    except OSError as error:
        raise UnconfirmedError(error.errno, error.strerror) from error


def swap_text(path: Path, text: str, last_look: Callable[[], None] | None = None, *, new: bool = False) -> None:
    """Like `write_text`, for a file whose folder the caller puts on the disk with a later one.

    Args:
        path: The file.
        text: What it holds then.
        last_look: Called at the last moment before the new file takes the name; raises to keep the old one.
        new: Whether no file may be there, however late it came.

    Raises:
        FileExistsError: With `new`: a file is there.
        UnicodeError: The text cannot be written as UTF-8; the old file is untouched.
        OSError: It could not be written; the old file is untouched.
    """
    data = text.encode()
    target = real_path(path)
    make_folder(target.parent)
    if target.exists() and not os.access(target, os.W_OK):
        # The rename would succeed; but who makes a file read-only means it.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    _sweep(target)
    # mkstemp makes the file 0600 at most from the start, whatever the umask.
    handle, name = tempfile.mkstemp(prefix=f"{_before(target)}{os.getpid()}-", dir=target.parent)
    try:
        try:
            make_private(handle, target.parent)
            write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        if last_look is not None:
            last_look()
        if not (new and _named(name, target)):
            Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _named(name: str, target: Path) -> bool:
    """Give a file its name where no other has it; answers whether the file system can do so.

    Raises:
        FileExistsError: There is such a file.
    """
    try:
        os.link(name, target)
    except FileExistsError:
        raise
    except OSError:  # FAT knows no second name; there the last look has to do
        return False
    with contextlib.suppress(OSError):
        Path(name).unlink()
    return True


def real_path(path: Path) -> Path:
    """The file that a path means, at the end of its symlinks; it need not exist.

    Raises:
        OSError: The symlinks lead in a circle.
    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each 0700 under any umask.

    Raises:
        OSError: It cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        try:
            each.mkdir(mode=0o700)
        except FileExistsError:
            if not each.is_dir():  # else another program was faster
                raise
        else:
            each.chmod(0o700)
            _sync_folder(each.parent)


def write_all(handle: int, data: bytes) -> None:
    """Write until nothing is left: the system may take a part at a time.

    Raises:
        OSError: It takes no more.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def make_private(handle: int, folder: Path) -> None:
    """Give an open file mode 0600.

    It gets the folder's owner too when root saves, who would else lock the person out of their own file.
    """
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # FAT has neither modes nor owners
        os.fchmod(handle, 0o600)
        owner = folder.stat()
        if os.geteuid() == 0 and owner.st_uid:
            os.fchown(handle, owner.st_uid, owner.st_gid)


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _before(target: Path) -> str:
    """How the name of a new file begins, before it takes its own; a long one is cut, as names have an end."""
    start = os.fsdecode(os.fsencode(target.name)[:_MOST_OF_NAME])
    return f".{start}{_MARK}"


def _sweep(target: Path) -> None:
    """Remove what killed saves have left; that of a process that still runs stays."""
    prefix = _before(target)
    with contextlib.suppress(OSError):  # a folder may be written to without being listed
        for old in target.parent.iterdir():
            if old.name.startswith(prefix) and not _runs(old.name.removeprefix(prefix).partition("-")[0]):
                with contextlib.suppress(OSError):
                    old.unlink()


def _runs(pid: str) -> bool:
    if sys.platform == "win32":  # its os.kill asks nothing, it kills
        return True
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except (OSError, ValueError):
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
    target = real_path(path)
    make_folder(target.parent)
    handle = _open_lock(target.with_name(f".{target.name}.lock"))
    try:
        hold(handle)
        yield
    finally:
        with contextlib.suppress(OSError):  # it is let go of all the same, and what was saved is saved
            os.close(handle)


def _open_lock(path: Path) -> int:
    flags = os.O_RDWR | os.O_CLOEXEC
    if sys.platform != "win32":
        flags |= os.O_NOFOLLOW
    try:
        handle = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, flags)
    make_private(handle, path.parent)
    return handle


def hold(handle: int) -> None:
    """Hold the lock on an open file until it is closed; where there are no locks, go on without one.

    Raises:
        BusyError: Another program holds it for too long.
        OSError: It cannot be held.
    """
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
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            return
        else:
            return
