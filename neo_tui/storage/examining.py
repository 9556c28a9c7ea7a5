"""Whether the files of the program are in order: there, readable, valid, and their owner's alone."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from neo_tui.domain.errors import NeoError
from neo_tui.domain.findings import Fact, Facts, Finding, Status, failure
from neo_tui.domain.foreign import visible
from neo_tui.domain.settings import Preferences, Settings
from neo_tui.storage.credentials import CredentialsFile
from neo_tui.storage.failures import why
from neo_tui.storage.permissions import writers_problem
from neo_tui.storage.profiles import VERSION, TomlProfileStore
from neo_tui.storage.reading import read_small
from neo_tui.storage.settings import read_settings

_SETTINGS = tuple(field.name for field in fields(Settings))


class FileChecks:
    """Looks at the files, and changes nothing.

    Args:
        profiles: `profiles.toml`.
        settings: `settings.toml`.
        credentials: `credentials.toml`.
        state: The folder of what the program remembers.
        of_this_run: Changes the settings as the environment does for one run.
    """

    def __init__(
        self,
        profiles: Path,
        settings: Path,
        credentials: Path,
        state: Path,
        of_this_run: Callable[[Preferences], Preferences] = lambda found: found,
    ) -> None:
        self._profiles, self._settings = profiles, settings
        self._credentials, self._state, self._of_this_run = credentials, state, of_this_run

    def config(self) -> Finding:
        """`profiles.toml` and its folder."""
        path, shown = self._profiles, visible(str(self._profiles))
        facts: dict[str, Fact] = {"path": shown, "folder": visible(str(path.parent)), **_about(path)}
        try:
            stored = TomlProfileStore(path).load()
        except NeoError as error:
            return failure(error, facts)
        facts |= {"profiles": len(stored.profiles), "writable": _writable(path)}
        version = _version(path) if facts["exists"] else VERSION
        facts["file_version"] = version
        count = f"{len(stored.profiles)} profile{'' if len(stored.profiles) == 1 else 's'}"
        if not facts["exists"]:
            summary = f"{shown} is not there yet; neo-tui makes it with the first profile."
        else:
            mode = f", mode {facts['mode']}" if "mode" in facts else ""
            summary = f"{shown}: {count}, version {version}{mode}."
        problem, action = self._writers()
        if problem:
            return Finding(Status.WARNING, f"{summary} {problem}", action, facts)
        if version > VERSION:
            more = "It was written by a newer neo-tui: the profiles can be used, not changed."
            return Finding(Status.WARNING, f"{summary} {more}", "Update neo-tui.", facts)
        if not facts["writable"]:
            more = "Nothing can be written there: changes to profiles hold for this session only."
            action = "Set NEO_TUI_CONFIG_DIR to a folder that can be written to, if profiles shall be kept."
            return Finding(Status.WARNING, f"{summary} {more}", action, facts)
        return Finding(Status.OK, summary, facts=facts)

    def settings(self) -> Finding:
        """`settings.toml`, and what holds."""
        path = self._settings
        found = self._of_this_run(read_settings(path))
        values = {name: _fact(getattr(found.settings, name)) for name in _SETTINGS}
        facts: dict[str, Fact] = {"path": found.location, **_about(path), **values, "problems": found.problems}
        if found.problems:
            where = found.location if read_settings(path).problems else "the variable"
            action = f"Correct {where}; the README tells the settings and their values."
            return Finding(Status.WARNING, " ".join(found.problems), action, facts)
        told = ", ".join(f"{name} {value}" for name, value in values.items())
        if not facts["exists"]:
            return Finding(Status.OK, f"{found.location} is not there, the defaults hold: {told}.", facts=facts)
        return Finding(Status.OK, f"{found.location}: {told}.", facts=facts)

    def credentials(self) -> Finding:
        """`credentials.toml` and its folder; none of what is in it is told."""
        path, shown = self._credentials, visible(str(self._credentials))
        facts: dict[str, Fact] = {"path": shown, **_about(path)}
        try:
            CredentialsFile(path).get("")
        except NeoError as error:
            return failure(error, facts)
        if not facts["exists"]:
            return Finding(Status.OK, "No secrets are stored in a file.", facts=facts)
        mode = f", mode {facts['mode']}" if "mode" in facts else ""
        return Finding(Status.OK, f"{shown} is readable by you alone{mode}.", facts=facts)

    def state(self) -> Finding:
        """The folder of what the program remembers."""
        shown = visible(str(self._state))
        facts: dict[str, Fact] = {"folder": shown, **_about(self._state)}
        facts["writable"] = _writable(self._state / "memory.json")
        if not facts["writable"]:
            more = "questions are forgotten at the end, and confirmed commands are asked about again."
            action = "Set NEO_TUI_STATE_DIR to a folder that can be written to."
            return Finding(Status.WARNING, f"Nothing can be written to {shown}: {more}", action, facts)
        there = "can be written to" if facts["exists"] else "is not there yet, and can be made"
        return Finding(Status.OK, f"{shown} {there}.", facts=facts)

    def writers(self) -> Finding | None:
        """Why no command of the profiles is run: others could have written it; None when they could not."""
        problem, action = self._writers()
        return Finding(Status.FAILED, problem, action) if problem else None

    def _writers(self) -> tuple[str, str]:
        """Who else could write the profiles, a sentence, and what to do; "" when nobody."""
        try:
            cause, _, command = writers_problem(self._profiles).partition(" Run: ")
        except OSError as error:
            cause, command = f"its permissions cannot be read: {why(error)}", ""
        if not cause:
            return "", ""
        told = f"Others could change the profiles, so no password command is run: {cause.rstrip('.')}."
        return told, f"Run: {command}" if command else "Make the file your own."


def _fact(value: object) -> Fact:
    return value if isinstance(value, int) else str(value)


def _about(path: Path) -> Facts:
    """Whether a file or folder is there, and on systems that have them its mode and owner."""
    try:
        found = path.stat()
    except OSError:
        return {"exists": False}
    if os.name != "posix":
        return {"exists": True}
    return {
        "exists": True,
        "mode": f"{stat.S_IMODE(found.st_mode):04o}",
        "owner": found.st_uid,
        "own": found.st_uid == os.geteuid(),
    }


def _writable(path: Path) -> bool:
    """Whether a file can be written, or made together with the folders before it."""
    if os.access(path, os.F_OK) and not os.access(path, os.W_OK):
        return False
    folder = path.parent
    while not os.access(folder, os.F_OK) and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


def _version(path: Path) -> int:
    """The version of a file that has been read without complaint just now."""
    try:
        version = tomllib.loads(read_small(path).decode()).get("version", VERSION)
    except (OSError, ValueError):
        return VERSION
    return version if isinstance(version, int) else VERSION
