"""What a disk refuses, in words: a closed list of its errors and what to do about each."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from typing import NamedTuple

from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible


class ReadOnlyError(NeoError):
    """It could not be saved because nothing may be written there; what was to be saved can live in memory."""


class _Words(NamedTuple):
    why: str
    """The cause, as the middle of a sentence."""
    action: str


_ELSEWHERE = "Set NEO_TUI_CONFIG_DIR to a folder that can be written to, or mend this one."
_SPACE = "Make room on the disk, then save again."
_DISK = "Check the disk, then save again."
_NAMES = "Set NEO_TUI_CONFIG_DIR to another folder, or mend the name."
_WORDS: Mapping[int, _Words] = {
    errno.ENOSPC: _Words("the disk is full", _SPACE),
    errno.EDQUOT: _Words("your share of the disk (the quota) is used up", _SPACE),
    errno.EFBIG: _Words("it would be larger than a file may be here", _SPACE),
    errno.EIO: _Words("the disk failed while it was read or written", _DISK),
    errno.ESTALE: _Words("the network drive has lost it", _DISK),
    errno.EROFS: _Words("the disk is read-only", _ELSEWHERE),
    errno.EACCES: _Words("permission is denied", _ELSEWHERE),
    errno.EPERM: _Words("the system does not permit it", _ELSEWHERE),
    errno.EBUSY: _Words("it is in use as a mount, and cannot be replaced", _ELSEWHERE),
    errno.ENAMETOOLONG: _Words("its name, or the path to it, is too long", _NAMES),
    errno.ELOOP: _Words("its symbolic links lead in a circle", _NAMES),
    errno.ENOTDIR: _Words("a part of its path is a file, not a directory", _NAMES),
    errno.EEXIST: _Words("a file is where its folder should be", _NAMES),
    errno.EISDIR: _Words("it is a directory, not a file", _NAMES),
    errno.ENOENT: _Words("its folder has gone", _ELSEWHERE),
    errno.EMFILE: _Words("too many files are open", "Close other programs, then save again."),
    errno.ENFILE: _Words("too many files are open", "Close other programs, then save again."),
}
READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
"""The errors that mean: nothing may be written there."""


def _words(error: OSError) -> _Words:
    """The cause and what to do; other errors in the system's own words."""
    number = error.errno or 0
    return _WORDS.get(number) or _Words(visible(os.strerror(number) if number else str(error)), _ELSEWHERE)


def why(error: OSError) -> str:
    """The cause as the middle of a sentence, visible text."""
    return _words(error).why


def unsaved(location: str, error: OSError) -> NeoError:
    """The failure of a save that left the file as it was; a `ReadOnlyError` where nothing may be written.

    Args:
        location: The file, visible text.
        error: What the system said.
    """
    words = _words(error)
    kind = ReadOnlyError if error.errno in READ_ONLY else NeoError
    return kind(
        Kind.CONFIG,
        "The profiles could not be saved",
        f"{location}: {words.why}. The file is as it was.",
        words.action,
        (Fact("File", location),),
    )


def unconfirmed(location: str, error: OSError) -> NeoError:
    """The failure of a save that is in place, of which the disk did not say that it will stay."""
    return NeoError(
        Kind.CONFIG,
        "The profiles are saved, but perhaps not for good",
        f"{location}: it is written, but the disk did not confirm it: {_words(error).why}.",
        "Look at the list again, and check the disk; a power cut now could bring back the file as it was.",
        (Fact("File", location),),
    )
