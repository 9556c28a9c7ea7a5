"""Copied texts as files: each a new one, for the owner's eyes only, never over another."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from neo_tui.domain.errors import NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.osc52 import as_bytes
from neo_tui.storage.atomic import make_folder, make_private, write_all
from neo_tui.storage.failures import why

_MOST = 1_000
"""Files of one second; more is a loop."""


class CopiedFiles:
    """Writes texts to files.

    Args:
        folder: Answers where they go when no path is given.
        clock: Answers the aware present; the files are named after it.
    """

    def __init__(self, folder: Callable[[], Path], clock: Callable[[], datetime]) -> None:
        self._folder, self._clock = folder, clock

    def usual(self) -> str:
        """The file that is written where no other is named; it may get a number behind it.

        Raises:
            NeoError: Nobody knows where home is.
        """
        return str(self._folder() / f"copied-{self._clock():%Y%m%d-%H%M%S}.txt")

    def write(self, text: str, path: str = "") -> tuple[str, str]:
        """Write a text to a new file, mode 0600; answers the file, or "" and why not, the middle of a sentence.

        Args:
            text: The text, written as UTF-8 to the letter.
            path: Which file; `usual` when it is "". Its folder must be there; the usual one is made.
        """
        try:
            wanted = Path(path or self.usual())
        except NeoError as error:
            return "", f"there is no folder for it ({error.title.lower()})"
        try:
            wanted = wanted.expanduser()
            if not path:
                make_folder(wanted.parent)
                wanted = _free(wanted)
            _write_new(wanted, as_bytes(text))
        except FileExistsError:
            return "", f"{visible(str(wanted))} is there already"
        except (RuntimeError, ValueError):
            return "", f"{visible(str(wanted))} is no path"
        except OSError as error:
            return "", f"{visible(str(wanted))} cannot be written: {why(error)}"
        return visible(str(wanted)), ""


def _free(path: Path) -> Path:
    """The path, or the first with a number behind it that is not there."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in range(2, _MOST))
    return next((each for each in (path, *numbered) if not each.exists()), path)


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        make_private(handle, path.parent)
        write_all(handle, data)
        os.fsync(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    finally:
        os.close(handle)
