"""`history.jsonl`: the history in the state folder, a line a change. Never an error: losing it loses no data.

Two programs may write at once: each adds lines under the file's lock; what has to write the file anew reads it
again under the same lock. Lines that cannot be read are left out and cost no other line.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from neo_tui.domain.foreign import visible
from neo_tui.domain.history import Entry, bounded
from neo_tui.domain.settings import Keep, Settings
from neo_tui.storage.append import append
from neo_tui.storage.atomic import UnconfirmedError, locked, write_text
from neo_tui.storage.failures import why
from neo_tui.storage.history_lines import Found, asked_line, marked_line, read, whole_line, written
from neo_tui.storage.reading import read_end

BIGGEST = 8 * 1024 * 1024
"""Bytes the file may have; beyond them its oldest lines go."""
_NEAR_THE_END = 8 * 1024
"""Bytes that are looked through for the entry that was asked last."""
_WASTE = 500
"""Lines there may be beyond one an entry, before the file is written anew."""


class HistoryFile:
    """The history in a file, mode 0600, as it holds customer ids."""

    lasts = True

    def __init__(self, path: Path, biggest: int = BIGGEST) -> None:
        self._path, self._biggest = path, biggest
        self._problem = ""

    @property
    def location(self) -> str:
        """The file's path."""
        return visible(str(self._path))

    @property
    def problem(self) -> str:
        """Why the last change could not be kept; "" when it was."""
        return self._problem

    def load(self) -> list[Entry]:
        """All entries that can be read, in the order in which they were first asked."""
        try:
            return self._read().entries
        except OSError:
            return []

    def _newest(self) -> Entry | None:
        entries = self._read(_NEAR_THE_END).entries
        return max(reversed(entries), key=lambda entry: entry.at, default=None)

    def asked(self, make: Callable[[Entry | None], Entry]) -> Entry:
        """Keep the entry that is made of the one asked last; nobody else adds one in between."""
        made: list[Entry] = []

        def change() -> None:
            made.append(make(self._newest()))
            self._add(asked_line(made[0]))

        self._try(change)
        return made[0] if made else make(None)

    def came(self, entry: Entry) -> None:
        """Keep what came of it."""
        self._append(asked_line(entry))

    def marked(self, entry: Entry) -> None:
        """Keep its marks."""
        self._append(marked_line(entry))

    def restore(self, entries: Sequence[Entry]) -> None:
        """Put entries back."""
        self._append("".join(map(whole_line, entries)))

    def remove(self, keys: Collection[str]) -> None:
        """Write the file anew without these."""

        def change() -> None:
            found = self._read()
            self._write([entry for entry in found.entries if entry.key not in keys], found.newer)

        self._try(change)

    def clear(self) -> None:
        """Write the file anew with nothing in it."""
        self._try(lambda: self._write((), ()))

    def tidy(self, now: datetime, settings: Settings) -> None:
        """Write the file anew where something in it is beyond the bounds, or where it says much twice."""

        def change() -> None:
            found = self._read()
            kept = bounded(found.entries, now, settings.history_entries, settings.history_days)
            if settings.history is Keep.WITHOUT_IDS:
                kept = [entry.without_ids for entry in kept]
            if kept != found.entries or found.lines > len(kept) + len(found.newer) + _WASTE:
                self._write(kept, found.newer)

        if self._path.exists():
            self._try(change)

    def _append(self, lines: str) -> None:
        self._try(lambda: self._add(lines))

    def _add(self, lines: str) -> None:
        if append(self._path, lines) > self._biggest:
            found = self._read()
            self._write(found.entries, found.newer)

    def _write(self, entries: Collection[Entry], newer: Collection[str]) -> None:
        """Write the file anew, within its bounds: at most half full, or the next line would be one too many."""
        text = written(entries, newer)
        if len(text) > self._biggest // 2:
            text = written(_fitting(entries, self._biggest // 2))
        write_text(self._path, text)

    def _read(self, largest: int | None = None) -> Found:
        """What the file holds.

        Raises:
            OSError: It cannot be read: then nothing may be written over it.
        """
        try:
            return read(read_end(self._path, largest or self._biggest * 2))
        except FileNotFoundError:
            return Found([], [], 0)

    def _try(self, change: Callable[[], None]) -> None:
        try:
            with locked(self._path), contextlib.suppress(UnconfirmedError):  # it is written all the same
                change()
        except OSError as error:
            self._problem = why(error)
        else:
            self._problem = ""


def _fitting(entries: Collection[Entry], room: int) -> list[Entry]:
    """The entries that fit into so many bytes: the pinned ones before the newest."""
    kept = []
    for entry in sorted(entries, key=lambda entry: (entry.pinned, entry.at), reverse=True):
        room -= len(whole_line(entry))
        if room < 0:
            break
        kept.append(entry)
    return kept
