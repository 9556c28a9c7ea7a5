"""Whether the secret of a profile is there; never the secret."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.secret_command import command_text
from neo_tui.domain.shell_word import shell_word
from neo_tui.services.secrets import Need, Secrets


class SecretState(NamedTuple):
    """Whether a secret is stored."""

    stored: bool | None
    """None when this program stores none for that source, or it cannot be told."""
    told: str
    """The same in words."""


async def secret_state(secrets: Secrets, profile: Profile) -> SecretState:
    """Look whether the secret is where the profile says. A keyring may take three seconds."""
    if profile.secret_source is SecretSource.PROMPT:
        return SecretState(None, "no: asked for each time")
    if profile.secret_source is SecretSource.ENVIRONMENT:
        is_set = bool(secrets.environ.get(profile.secret_variable))
        return SecretState(None, f"no: {profile.secret_variable} {'is set' if is_set else 'is not set'} here")
    if profile.secret_source is SecretSource.COMMAND:
        confirmed = secrets.need(profile) is not Need.CONFIRMATION
        return SecretState(
            None, f"no: printed by the command, which is {'confirmed' if confirmed else 'not confirmed yet'}"
        )
    store = secrets.store(profile.secret_source)
    if store is None:
        return SecretState(None, "cannot be told here")
    try:
        found = await asyncio.to_thread(store.get, profile.name)
    except NeoError as error:
        return SecretState(None, f"cannot be told: {error.cause} {error.action}")
    if found is not None:
        return SecretState(True, f"yes, in {store.location}")
    return SecretState(False, f"no; to store it: neo-tui profiles edit {shell_word(profile.name)} --password-stdin")


def source_words(profile: Profile) -> str:
    """Where the secret comes from, with the name of the variable or the whole command."""
    if profile.secret_source is SecretSource.ENVIRONMENT:
        return f"environment, variable {profile.secret_variable}"
    if profile.secret_source is SecretSource.COMMAND:
        return f"command, {command_text(profile.password_command)}"
    return profile.secret_source.value
