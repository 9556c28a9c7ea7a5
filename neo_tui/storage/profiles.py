"""`profiles.toml`: read tolerantly, written whole, never overwritten when it cannot be understood."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.profile_changes import changed_meanwhile, with_default, with_profile, without_profile
from neo_tui.storage.atomic import BusyError, UnconfirmedError, locked, write_text
from neo_tui.storage.backup import keep_backup, restore_hint
from neo_tui.storage.failures import unconfirmed, unsaved, why
from neo_tui.storage.profile_tables import TableError, from_table, to_table
from neo_tui.storage.reading import LARGEST, TomlError, parse_toml, read_small, table_place
from neo_tui.storage.toml_text import to_toml

VERSION = 1
HEADER = "# Written by neo-tui. Edit with the program, or by hand while it is closed; comments are not kept.\n"
_ATTEMPTS = 3
"""How often a save begins anew when another program changes the file under it."""


@dataclass(frozen=True, slots=True)
class _File:
    """What the file says: the profiles, and the top-level keys this version does not know."""

    profiles: Profiles
    extra: dict[str, object]
    version: int
    default: str | None = None
    """The name of the default profile as it stands there; the profiles have it as visible text."""
    data: bytes | None = None
    """Its bytes; None when there is no file."""


class _ChangedError(OSError):
    """The file was changed between being read and being replaced, by a program that knows no lock."""


class TomlProfileStore:
    """Profiles in a TOML file (its layout: `profile_tables`).

    A save reads the file again and changes what it holds then, so that nothing of another program or
    an editor is lost. A profile that is not as the person saw it is not edited or deleted at the first
    attempt: the person is told, and the second attempt counts.
    """

    session_only: frozenset[str] = frozenset()

    def __init__(self, path: Path) -> None:
        self._path = path
        self._shown = visible(str(path))
        self._newer = False
        self._told: dict[str, Profile | None] = {}

    @property
    def location(self) -> str:
        """The file's path, and that it cannot be changed once a newer version was found in it."""
        return f"{self._shown}, of a newer neo-tui: can be used, not changed" if self._newer else self._shown

    def load(self) -> Profiles:
        """All profiles; none when there is no file.

        Raises:
            NeoError: The file cannot be read or understood.
        """
        return self._read().profiles

    def put(self, profile: Profile, replaces: str | None = None, seen: Profile | None = None) -> Profiles:
        """Add a profile, or replace one, which is as it was `seen`; the first one becomes the default.

        Raises:
            NeoError: The name is taken, another program changed the profile, or it cannot be saved.
        """
        return self._change(lambda stored: with_profile(self._as_seen(stored, seen), profile, replaces))

    def delete(self, name: str, seen: Profile | None = None) -> Profiles:
        """Delete a profile, which is as it was `seen`, or gone already.

        Raises:
            NeoError: Another program changed it, or it cannot be saved.
        """

        def change(stored: Profiles) -> Profiles:
            known = self._as_seen(stored, seen) if stored.get(name) else stored
            return without_profile(known, name)

        return self._change(change)

    def set_default(self, name: str) -> Profiles:
        """Make a profile the default.

        Raises:
            NeoError: There is none of that name, or it cannot be saved.
        """
        return self._change(lambda stored: with_default(stored, name))

    def _change(self, change: Callable[[Profiles], Profiles]) -> Profiles:
        """Read again, change and save under the lock, so that two programs lose nothing of each other."""
        try:
            with locked(self._path):
                return self._changed(change)
        except BusyError:
            raise self._unsaved("another neo-tui is saving right now") from None
        except _ChangedError:
            raise self._unsaved("another program keeps changing it") from None
        except UnconfirmedError as error:
            raise unconfirmed(self._shown, error) from None
        except OSError as error:
            raise unsaved(self._shown, error) from None

    def _changed(self, change: Callable[[Profiles], Profiles]) -> Profiles:
        """Read, change and save; anew when an editor saves in between."""
        for _ in range(_ATTEMPTS):
            file = self._read()
            if file.version > VERSION:
                raise self._unusable(
                    f"It was written by a newer neo-tui (version {file.version}) and is not changed by this one.",
                    "Update neo-tui to change profiles; they can be used as they are.",
                )
            changed = change(file.profiles)
            with contextlib.suppress(_ChangedError):
                self._save(file, changed)
                return changed
        raise _ChangedError

    def _as_seen(self, stored: Profiles, seen: Profile | None) -> Profiles:
        """The stored profiles; refused, once, when one of them is not as the person saw it."""
        if seen is None:
            return stored
        now, untold = stored.get(seen.name), object()
        as_seen = now == replace(seen, secret=None)  # no secret is in the file
        if not as_seen and self._told.get(seen.name, untold) != now:
            self._told[seen.name] = now
            raise changed_meanwhile(seen.name, deleted=now is None)
        return stored

    def _save(self, file: _File, profiles: Profiles) -> None:
        document: dict[str, object] = {"version": VERSION}
        if profiles.default:
            same = file.default is not None and visible(file.default) == profiles.default
            document["default"] = file.default if same else profiles.default
        document |= file.extra
        document["profiles"] = [to_table(profile) for profile in profiles.profiles]
        text = self._text(document, profiles)
        if file.data is not None:
            keep_backup(self._path, file.data.decode(), profiles=len(file.profiles.profiles))
        write_text(self._path, text, lambda: self._look(file.data))

    def _text(self, document: dict[str, object], profiles: Profiles) -> str:
        """The file's text, which is tried before the file is touched: what we write we can read."""
        try:
            text = HEADER + "\n" + to_toml(document)
            data = text.encode()
        except (ValueError, TypeError, RecursionError):
            raise self._unsaved("it would hold what a TOML file cannot") from None
        if len(data) > LARGEST:
            raise self._unsaved(f"it would have more than {LARGEST:,} bytes")
        try:
            again = self._file(data).profiles.profiles
        except NeoError as error:
            raise self._unsaved(f"it could not be read again: {error.cause.removeprefix(self._shown)}") from None
        if [profile.name for profile in again] != [profile.name for profile in profiles.profiles]:
            raise self._unsaved("it would not hold the same profiles")
        return text

    def _look(self, data: bytes | None) -> None:
        """The last look before the rename: an editor knows nothing of our lock."""
        try:
            now = read_small(self._path)
        except FileNotFoundError:
            now = None
        if now != data:
            raise _ChangedError

    def _read(self) -> _File:
        self._newer = False
        try:
            data = read_small(self._path)
        except FileNotFoundError:
            return _File(Profiles(), {}, VERSION)
        except OSError as error:
            raise self._unusable(_sentence(why(error)), "Check the file and who may read it.") from None
        file = self._file(data)
        self._newer = file.version > VERSION
        return file

    def _file(self, data: bytes) -> _File:
        document = self._parse(data)
        hint = "" if "profiles" in document else restore_hint(self._path)
        if not document or hint:
            # When the last profile is deleted we write `profiles = []`; a file without the key lost them.
            raise self._unusable(
                "It is empty, which is not the same as having no profiles.", hint or "Remove it to start anew."
            )
        version = document.pop("version", VERSION)
        default = document.pop("default", None)
        tables = document.pop("profiles", [])
        if isinstance(version, bool) or not isinstance(version, int) or version < 1 or not isinstance(tables, list):
            raise self._unusable("version is not a number from 1 on, or profiles is not a list.")
        if default is not None and not isinstance(default, str):
            raise self._unusable("default is not text.")
        profiles: dict[str, Profile] = {}
        for index, table in enumerate(tables):
            try:
                profile = from_table(table)
            except TableError as error:
                raise self._unusable(
                    f"{table_place(data, index, len(tables))}{visible(_sentence(str(error)))}"
                ) from None
            if profile.name in profiles:
                place = table_place(data, index, len(tables))
                raise self._unusable(f"{place}Two profiles are called {visible(profile.name)}.")
            profiles[profile.name] = profile
        shown = visible(default) if default is not None else None
        return _File(Profiles(tuple(profiles.values()), shown), document, version, default, data)

    def _parse(self, data: bytes) -> dict[str, object]:
        try:
            return parse_toml(data)
        except TomlError as error:
            raise self._unusable(str(error)) from None

    def _unusable(self, cause: str, action: str | None = None) -> NeoError:
        if action is None:
            action = f"Mend it by hand; nothing is saved over it. {restore_hint(self._path)}".rstrip()
        facts = (Fact("File", self._shown),)
        return NeoError(Kind.CONFIG, "The profiles cannot be used", f"{self._shown}: {cause}", action, facts)

    def _unsaved(self, reason: str) -> NeoError:
        return NeoError(
            Kind.CONFIG,
            "The profiles could not be saved",
            f"{self._shown}: {visible(reason)}. The file is as it was.",
            "Save again; if it stays so, set NEO_TUI_CONFIG_DIR to another folder.",
            (Fact("File", self._shown),),
        )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
