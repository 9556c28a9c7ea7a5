"""Stores that live as long as the program: for `neo-tui demo`, for tests, and where nothing can be written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.profile_changes import with_default, with_profile, without_profile
from neo_tui.domain.settings import Settings
from neo_tui.storage.failures import ReadOnlyError

if TYPE_CHECKING:
    from neo_tui.domain.history import Entry

_Change = Callable[[Profiles], Profiles]


class SessionProfileStore:
    """Profiles in memory, under the same rules as those in the file."""

    location = "this session only"
    session_only: frozenset[str] = frozenset()
    """None: all of them are kept as `location` says."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles

    def load(self) -> Profiles:
        """All profiles."""
        return self._profiles

    def put(self, profile: Profile, replaces: str | None = None, seen: Profile | None = None) -> Profiles:  # noqa: ARG002 - nobody else changes it
        """Add or replace a profile.

        Raises:
            NeoError: The name is taken.
        """
        self._profiles = with_profile(self._profiles, profile, replaces)
        return self._profiles

    def delete(self, name: str, seen: Profile | None = None) -> Profiles:  # noqa: ARG002 - nobody else changes it
        """Delete a profile."""
        self._profiles = without_profile(self._profiles, name)
        return self._profiles

    def set_default(self, name: str) -> Profiles:
        """Make a profile the default.

        Raises:
            NeoError: There is none of that name.
        """
        self._profiles = with_default(self._profiles, name)
        return self._profiles


class _Inner(Protocol):
    """The store behind a `FallbackProfileStore`; its saves raise `ReadOnlyError` where nothing can be written."""

    @property
    def location(self) -> str: ...
    def load(self) -> Profiles: ...
    def put(self, profile: Profile, replaces: str | None = None, seen: Profile | None = None) -> Profiles: ...
    def delete(self, name: str, seen: Profile | None = None) -> Profiles: ...
    def set_default(self, name: str) -> Profiles: ...


class FallbackProfileStore:
    """Keeps in memory what another store cannot save because nothing may be written there.

    From the first such change on, all changes hold for this session only, even should the folder become
    writable: `location` has told so, and half of them in the file would be neither. Each load reads the
    stored profiles again and applies the changes to them. Other failures to save are raised as they are.
    """

    def __init__(self, inner: _Inner) -> None:
        self._inner = inner
        self._changes: list[_Change] = []
        self._session_only: frozenset[str] = frozenset()

    @property
    def location(self) -> str:
        """Where the profiles are, and whether changes to them are kept there."""
        where = self._inner.location
        return f"{where}, read-only: changes hold for this session only" if self._changes else where

    @property
    def session_only(self) -> frozenset[str]:
        """Names of the profiles that were added or changed in memory only, as of the last load or change."""
        return self._session_only

    def load(self) -> Profiles:
        """All profiles: the stored ones with the changes of this session.

        Raises:
            NeoError: The stored ones cannot be read.
        """
        stored = self._inner.load()
        return self._shown(stored, self._merged(stored))

    def put(self, profile: Profile, replaces: str | None = None, seen: Profile | None = None) -> Profiles:
        """Add or replace a profile, in memory if need be.

        Raises:
            NeoError: The name is taken, or it cannot be saved though the place can be written to.
        """

        def again(stored: Profiles) -> Profiles:
            if profile.name == replaces or stored.get(profile.name) is None:
                return with_profile(stored, profile, replaces)
            # Another program has stored one of that name since; the session's stands before it.
            rest = without_profile(stored, replaces) if replaces is not None else stored
            return with_profile(rest, profile, profile.name)

        def change(now: Profiles) -> Profiles:
            return with_profile(now, profile, replaces)

        return self._change(lambda: self._inner.put(profile, replaces, seen), change, again)

    def delete(self, name: str, seen: Profile | None = None) -> Profiles:
        """Delete a profile, in memory if need be.

        Raises:
            NeoError: It cannot be saved though the place can be written to.
        """

        def change(now: Profiles) -> Profiles:
            return without_profile(now, name)

        return self._change(lambda: self._inner.delete(name, seen), change, change)

    def set_default(self, name: str) -> Profiles:
        """Make a profile the default, in memory if need be.

        Raises:
            NeoError: There is none of that name, or it cannot be saved though the place can be written to.
        """

        def again(stored: Profiles) -> Profiles:
            return stored if stored.get(name) is None else with_default(stored, name)

        def change(now: Profiles) -> Profiles:
            return with_default(now, name)

        return self._change(lambda: self._inner.set_default(name), change, again)

    def _change(self, save: Callable[[], Profiles], change: _Change, again: _Change) -> Profiles:
        """Save, or change what is shown and remember how.

        Args:
            save: Saves the change in the inner store.
            change: Makes it in memory; raises when it is not allowed.
            again: Makes it once more after a load, whatever was stored in between; never raises.
        """
        if not self._changes:
            try:
                return save()
            except ReadOnlyError:
                pass
        stored = self._inner.load()
        changed = change(self._merged(stored))
        self._changes.append(again)
        return self._shown(stored, changed)

    def _merged(self, stored: Profiles) -> Profiles:
        for again in self._changes:
            stored = again(stored)
        return stored

    def _shown(self, stored: Profiles, now: Profiles) -> Profiles:
        self._session_only = frozenset(profile.name for profile in now.profiles if stored.get(profile.name) != profile)
        return now


class SessionMemoryStore:
    """The form's memory, kept in memory; what it begins with is made when it is asked for."""

    def __init__(self, begin: Callable[[], Memory]) -> None:
        self._begin = begin
        self._memory: Memory | None = None

    def load(self) -> Memory:
        """What is remembered."""
        if self._memory is None:
            self._memory = self._begin()
        return self._memory

    def save(self, memory: Memory) -> None:
        """Remember."""
        self._memory = memory


class SessionHistory:
    """The history of this run, in memory."""

    location = "this session only"
    lasts = False
    problem = ""
    """Never: memory keeps everything."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def load(self) -> list[Entry]:
        """All entries."""
        return list(self._entries.values())

    def asked(self, make: Callable[[Entry | None], Entry]) -> Entry:
        """Keep the entry that is made of the one asked last."""
        entry = make(max(reversed(self._entries.values()), key=lambda each: each.at, default=None))
        self.came(entry)
        return entry

    def came(self, entry: Entry) -> None:
        """Keep what came of it."""
        known = self._entries.get(entry.key, entry)
        self._entries[entry.key] = replace(entry, pinned=known.pinned, title=known.title, note=known.note)

    def marked(self, entry: Entry) -> None:
        """Keep its marks."""
        known = self._entries.get(entry.key, entry)
        self._entries[entry.key] = replace(known, pinned=entry.pinned, title=entry.title, note=entry.note)

    def remove(self, keys: Collection[str]) -> None:
        """Remove entries."""
        for key in keys:
            self._entries.pop(key, None)

    def restore(self, entries: Sequence[Entry]) -> None:
        """Put entries back."""
        self._entries |= {entry.key: entry for entry in entries}

    def clear(self) -> None:
        """Remove all."""
        self._entries.clear()

    def tidy(self, now: datetime, settings: Settings) -> None:
        """Remove what is beyond the bounds."""
        known = self.load()  # it may be called aside, and entries be added meanwhile
        from neo_tui.domain.history import bounded  # noqa: PLC0415 - not before the first frame

        kept = {entry.key for entry in bounded(known, now, settings.history_entries, settings.history_days)}
        self.remove([entry.key for entry in known if entry.key not in kept])
