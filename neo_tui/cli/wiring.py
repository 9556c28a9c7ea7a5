"""The real ends for the services: the API client, the files, the clock. Imported only where needed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from neo_tui import __version__
from neo_tui.domain.clipboard import Route
from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.profile_changes import named
from neo_tui.domain.secret import Secret
from neo_tui.domain.settings import Keep, Preferences, Settings
from neo_tui.headless.output import say
from neo_tui.services.connection import Connection, environment_profile
from neo_tui.services.ports import AllocationSource, MemoryStore, ProfileStore
from neo_tui.services.secrets import Secrets

if TYPE_CHECKING:
    from pathlib import Path

    from neo_tui.services.clipboard import Clipboard
    from neo_tui.services.history import History
    from neo_tui.services.profile_manager import ProfileManager
    from neo_tui.services.recording import Recording
    from neo_tui.services.request_log import RequestLog
    from neo_tui.storage.casefile import CaseFiles

# Each end is imported when it is asked for: the demo needs no files, the form no network (performance.md).
# ruff: noqa: PLC0415


def now() -> datetime:
    """The aware present."""
    return datetime.now(UTC)


def open_source(profile: Profile, secret: Secret) -> AllocationSource:
    """The API client of a profile; httpx is imported with the first one."""
    from neo_tui.api.client import NeoClient

    return NeoClient(profile, secret, on_exchange=request_log())


@cache
def request_log() -> RequestLog:
    """What remembers the requests of this run."""
    from neo_tui.services.request_log import RequestLog

    return RequestLog()


def connection() -> Connection:
    """The connection to the API proper."""
    return Connection(open_source, secrets())


def secrets() -> Secrets:
    """Where the secrets of the person's profiles come from."""
    from neo_tui.storage.credentials import CredentialsFile
    from neo_tui.storage.locations import config_folder, credentials_path, state_folder
    from neo_tui.storage.os_keyring import OsKeyring
    from neo_tui.storage.password_command import PasswordCommands
    from neo_tui.storage.trusted_profiles import guard

    try:
        config, state, stored = config_folder(), state_folder(), credentials_path()
    except NeoError:  # a connection made by the environment needs no folder; any other has been told of it before
        return Secrets(os.environ, keyring=OsKeyring())
    commands = PasswordCommands(config / "profiles.toml", state / "confirmed-commands.json")
    return Secrets(os.environ, CredentialsFile(stored), OsKeyring(), commands, partial(guard, config / "profiles.toml"))


def profile_manager(kept: Secrets) -> ProfileManager:
    """What changes the person's profiles together with their secrets."""
    from neo_tui.services.profile_manager import ProfileManager

    return ProfileManager(profile_store(), kept)


def profile_store() -> ProfileStore:
    """The person's profiles, for commands: what cannot be saved is an error."""
    from neo_tui.storage.locations import config_folder
    from neo_tui.storage.profiles import TomlProfileStore

    return TomlProfileStore(config_folder() / "profiles.toml")


def app_profile_store() -> ProfileStore:
    """The person's profiles, for the terminal program: where nothing can be written, changes last the session."""
    from neo_tui.storage.session import FallbackProfileStore

    return FallbackProfileStore(profile_store())


TOOL = f"neo-tui {__version__}"
"""What a case file says that it was written by."""


def case_files() -> CaseFiles:
    """What writes and reads case files."""
    from neo_tui.storage.casefile import CaseFiles

    return CaseFiles(TOOL)


def recording(path: str) -> Recording:
    """What a file holds that was recorded (`ui.start.Start.recording`); the days of a bare response are UTC's."""
    from pathlib import Path

    from neo_tui.cli.recorded import recording_of
    from neo_tui.storage.casefile import read_bytes

    return recording_of(read_bytes(path), visible(Path(path).name), "UTC")


def preferences() -> Preferences:
    """The person's settings, and those of this run; the defaults where there is no folder for them."""
    from neo_tui.storage.locations import config_folder
    from neo_tui.storage.settings import read_settings

    try:
        found = read_settings(config_folder() / "settings.toml")
    except NeoError:
        found = Preferences()
    return of_this_run(found, os.environ)


CLIPBOARD_VARIABLE = "NEO_TUI_CLIPBOARD"
_SHOWN = 40
"""Characters of a wrong value in a message."""


def of_this_run(found: Preferences, environ: Mapping[str, str]) -> Preferences:
    """The settings as the environment changes them for one run."""
    given = environ.get(CLIPBOARD_VARIABLE, "").strip().lower()
    if not given:
        return found
    if given in set(Route):
        return replace(found, settings=replace(found.settings, clipboard=Route(given)))
    wrong = f"{CLIPBOARD_VARIABLE} is {clip(visible(given), _SHOWN)}; it may be {', '.join(Route)}."
    return replace(found, problems=(*found.problems, f"{wrong} Now it is {found.settings.clipboard}."))


PRIVATE_VARIABLE = "NEO_TUI_PRIVATE"
_NOT_PRIVATE = frozenset({"", "0", "no", "off", "false"})


def wants_privacy(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for a private run; any word that does not say no does."""
    return environ.get(PRIVATE_VARIABLE, "").strip().lower() not in _NOT_PRIVATE


def history(settings: Settings, *, private: bool) -> History:
    """The history of the person's questions; that of this run alone where it is private or has no folder."""
    from neo_tui.services.history import History
    from neo_tui.storage.history import HistoryFile
    from neo_tui.storage.locations import state_folder
    from neo_tui.storage.session import SessionHistory

    if private:
        return History(SessionHistory(), replace(settings, history=Keep.ON), now)
    try:
        return History(HistoryFile(state_folder() / "history.jsonl"), settings, now)
    except NeoError:
        return History(SessionHistory(), settings, now)


def session_history() -> History:
    """A history of this run alone, as of the demo's invented questions."""
    from neo_tui.services.history import History
    from neo_tui.storage.session import SessionHistory

    return History(SessionHistory(), Settings(), now)


def save_file(path: Path, text: str, *, replace: bool) -> None:
    """Write what is exported (`services.ports.SaveFile`)."""
    from neo_tui.storage.export_file import write_export

    write_export(path, text, replace=replace)


def check_file(path: Path, *, replace: bool) -> None:
    """See whether an export can be written (`services.ports.CheckFile`)."""
    from neo_tui.storage.export_file import check_target

    check_target(path, replace=replace)


def here() -> str:
    """The IANA name of this machine's zone; "" where it goes by none (`ui.start.Start.here`)."""
    from neo_tui.storage.machine_zone import machine_zone_name

    return machine_zone_name(os.environ)


def clipboard(settings: Settings) -> Clipboard:
    """What takes copied texts out of the program."""
    from neo_tui.services.clipboard import Clipboard
    from neo_tui.storage.copied import CopiedFiles
    from neo_tui.storage.locations import state_folder
    from neo_tui.terminal.programs import ClipboardPrograms

    files = CopiedFiles(state_folder, now)
    return Clipboard(ClipboardPrograms(), files, settings.clipboard, settings.clipboard_osc52_bytes)


def memory_store(keep: Keep = Keep.ON, *, private: bool = False) -> MemoryStore:
    """What the form remembers; only until the end where the run is private, or there is no folder for it."""
    from neo_tui.storage.locations import state_folder
    from neo_tui.storage.memory import JsonMemoryStore

    try:
        if not private:
            return JsonMemoryStore(state_folder() / "memory.json", keep)
    except NeoError:
        pass
    from neo_tui.storage.session import SessionMemoryStore

    return SessionMemoryStore(Memory)


def chosen_profile(name: str | None, stored: Profiles, environ: Mapping[str, str], memory: Memory) -> Profile | None:
    """The profile to use: the named one, the environment's, the one used last, the default.

    Raises:
        NeoError: There is none of that name, or the environment contradicts itself.
    """
    if name is not None:
        return named(stored, name)
    return environment_profile(environ) or stored.get(memory.profile) or stored.chosen


def profile_without_screen(name: str | None) -> Profile | None:
    """The profile for a command without a screen: the named one, the environment's, the default; None: there is none.

    What the app used last does not count here: a script must not change its connection because of it. The file is
    read only when it is needed.

    Raises:
        NeoError: There is none of that name, the environment contradicts itself, or the profiles cannot be read.
    """
    from_environment = environment_profile(os.environ) if name is None else None
    return from_environment or chosen_profile(name, profile_store().load(), {}, Memory())


def no_connection() -> int:
    """Say that there is nothing to ask with, and what to do; answers the exit code."""
    said = "neo-tui: no connection: there are no profiles yet, and NEO_TUI_HOST is not set."
    say(said, kind=Kind.CONFIG, exit_code=ExitCode.USAGE)
    say("  Run neo-tui to make a profile, or neo-tui profiles add; neo-tui --help tells the variables.")
    return ExitCode.USAGE
