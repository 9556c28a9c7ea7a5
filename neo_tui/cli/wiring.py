"""The real ends for the services: the API client, the files, the clock. Imported only where needed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.secret import Secret
from neo_tui.services.connection import Connection, environment_profile
from neo_tui.services.ports import AllocationSource, MemoryStore, ProfileStore
from neo_tui.services.secrets import Secrets

# Each end is imported when it is asked for: the demo needs no files, the form no network (performance.md).
# ruff: noqa: PLC0415


def now() -> datetime:
    """The aware present."""
    return datetime.now(UTC)


def open_source(profile: Profile, secret: Secret) -> AllocationSource:
    """The API client of a profile; httpx is imported with the first one."""
    from neo_tui.api.client import NeoClient

    return NeoClient(profile, secret)


def connection() -> Connection:
    """The connection to the API proper."""
    return Connection(open_source, secrets())


def secrets() -> Secrets:
    """Where the secrets of the person's profiles come from."""
    from neo_tui.storage.credentials import CredentialsFile
    from neo_tui.storage.locations import config_folder, credentials_path, state_folder
    from neo_tui.storage.os_keyring import OsKeyring
    from neo_tui.storage.password_command import PasswordCommands

    try:
        config, state, stored = config_folder(), state_folder(), credentials_path()
    except NeoError:  # a connection made by the environment needs no folder; any other has been told of it before
        return Secrets(os.environ, keyring=OsKeyring())
    commands = PasswordCommands(config / "profiles.toml", state / "confirmed-commands.json")
    return Secrets(os.environ, CredentialsFile(stored), OsKeyring(), commands)


def profile_store() -> ProfileStore:
    """The person's profiles."""
    from neo_tui.storage.locations import config_folder
    from neo_tui.storage.profiles import TomlProfileStore

    return TomlProfileStore(config_folder() / "profiles.toml")


def memory_store() -> MemoryStore:
    """What the form remembers; only until the end where there is no folder for it."""
    from neo_tui.storage.locations import state_folder
    from neo_tui.storage.memory import JsonMemoryStore

    try:
        return JsonMemoryStore(state_folder() / "memory.json")
    except NeoError:
        from neo_tui.storage.session import SessionMemoryStore

        return SessionMemoryStore(Memory)


def chosen_profile(name: str | None, stored: Profiles, environ: Mapping[str, str], memory: Memory) -> Profile | None:
    """The profile to use: the named one, the environment's, the one used last, the default.

    Raises:
        NeoError: There is none of that name, or the environment contradicts itself.
    """
    if name is not None:
        return _named(name, stored)
    return environment_profile(environ) or stored.get(memory.profile) or stored.chosen


def _named(name: str, stored: Profiles) -> Profile:
    profile = stored.get(name)
    if profile is None:
        known = ", ".join(visible(each.name) for each in stored.profiles)
        raise NeoError(
            Kind.CONFIG,
            "No such profile",
            f"There is no profile {visible(name)}.",
            f"Choose one of: {known}." if known else "There are none yet; neo-tui makes one.",
        )
    return profile
