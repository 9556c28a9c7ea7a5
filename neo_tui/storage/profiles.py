"""`profiles.toml`: read tolerantly, written whole, never overwritten when it cannot be understood."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import tomli_w

from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.profile_changes import with_default, with_profile, without_profile
from neo_tui.storage.atomic import BusyError, locked, write_text
from neo_tui.storage.profile_tables import TableError, from_table, to_table

VERSION = 1
HEADER = "# Written by neo-tui. Edit with the program, or by hand while it is closed; comments are not kept.\n"


@dataclass(frozen=True, slots=True)
class _File:
    """What the file says: the profiles, and the top-level keys this version does not know."""

    profiles: Profiles
    extra: dict[str, object]
    version: int


class TomlProfileStore:
    """Profiles in a TOML file (its layout: `profile_tables`)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def location(self) -> str:
        """The file's path."""
        return visible(str(self._path))

    def load(self) -> Profiles:
        """All profiles; none when there is no file.

        Raises:
            NeoError: The file cannot be read or understood.
        """
        return self._read().profiles

    def put(self, profile: Profile, replaces: str | None = None) -> Profiles:
        """Add a profile, or replace one; the first one becomes the default.

        Raises:
            NeoError: The name is taken, or it cannot be saved.
        """
        return self._change(lambda stored: with_profile(stored, profile, replaces))

    def delete(self, name: str) -> Profiles:
        """Delete a profile.

        Raises:
            NeoError: It cannot be saved.
        """
        return self._change(lambda stored: without_profile(stored, name))

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
                file = self._read()
                if file.version > VERSION:
                    raise self._unusable(
                        f"It was written by a newer neo-tui (version {file.version}) and is not changed by this one.",
                        "Update neo-tui to change profiles; they can be used as they are.",
                    )
                changed = change(file.profiles)
                self._save(replace(file, profiles=changed))
        except BusyError:
            raise self._unsaved("another neo-tui is saving right now") from None
        except OSError as error:
            raise self._unsaved(error.strerror or "the disk refuses") from None
        return changed

    def _save(self, file: _File) -> None:
        document: dict[str, object] = {"version": VERSION}
        if file.profiles.default:
            document["default"] = file.profiles.default
        document |= file.extra
        document["profiles"] = [to_table(profile) for profile in file.profiles.profiles]
        if self._path.exists():
            write_text(self._path.with_name(f"{self._path.name}.bak"), self._path.read_text(encoding="utf-8"))
        write_text(self._path, HEADER + "\n" + tomli_w.dumps(document))

    def _read(self) -> _File:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return _File(Profiles(), {}, VERSION)
        except OSError as error:
            raise self._unusable(
                f"{(error.strerror or 'It cannot be read')}.", "Check the file and who may read it."
            ) from None
        document = self._parse(data)
        version = document.pop("version", VERSION)
        default = document.pop("default", None)
        tables = document.pop("profiles", [])
        if isinstance(version, bool) or not isinstance(version, int) or not isinstance(tables, list):
            raise self._unusable("version is not a number, or profiles is not a list.", _MEND)
        if default is not None and not isinstance(default, str):
            raise self._unusable("default is not text.", _MEND)
        try:
            profiles = tuple(from_table(table) for table in tables)
        except TableError as error:
            raise self._unusable(f"{visible(str(error)).capitalize()}.", _MEND) from None
        names = [profile.name for profile in profiles]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise self._unusable(f"Two profiles are called {visible(twice)}.", _MEND)
        return _File(Profiles(profiles, default), document, version)

    def _parse(self, data: bytes) -> dict[str, object]:
        if not data.strip():
            raise self._unusable(
                "It is empty, which is not the same as having no profiles.",
                f"Restore it from {self._path.name}.bak, or remove it to start anew.",
            )
        try:
            return tomllib.loads(data.decode("utf-8"))
        except tomllib.TOMLDecodeError as error:
            # Python names the line, but not where the text ends too soon.
            reason = str(error).replace("at end of document", f"at line {len(data.splitlines())}, the last")
            raise self._unusable(f"It is not TOML: {visible(reason)}.", _MEND) from None
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise self._unusable(f"It is not UTF-8 text, at line {line}.", _MEND) from None
        except (RecursionError, ValueError):
            raise self._unusable("It is nested too deeply, or holds a number that is too long.", _MEND) from None

    def _unusable(self, cause: str, action: str) -> NeoError:
        facts = (Fact("File", self.location),)
        return NeoError(Kind.CONFIG, "The profiles cannot be used", f"{self.location}: {cause}", action, facts)

    def _unsaved(self, reason: str) -> NeoError:
        return NeoError(
            Kind.CONFIG,
            "The profiles could not be saved",
            f"{self.location}: {visible(reason)}. The file is as it was.",
            "Set NEO_TUI_CONFIG_DIR to a folder that can be written to, or mend this one.",
            (Fact("File", self.location),),
        )


_MEND = "Mend it by hand; it was left untouched, and nothing is saved over it."
