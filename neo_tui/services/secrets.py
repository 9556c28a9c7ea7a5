"""Where a profile's secret comes from, one source at a time; nothing is kept here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple, Protocol

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.secret import Secret
from neo_tui.domain.shell_word import shell_word


class Need(Enum):
    """What a person has to give before the secret can be had."""

    SECRET = "the secret itself"  # noqa: S105 - words, not one
    CONFIRMATION = "a yes to the command"


class SecretStore(Protocol):
    """Something that keeps secrets by the name of their profile: credentials.toml, the keyring."""

    @property
    def location(self) -> str:
        """Where that is, in words."""
        ...

    def get(self, name: str) -> Secret | None:
        """The secret of a profile; None when none is stored.

        Raises:
            NeoError: It cannot be had.
        """
        ...

    def put(self, name: str, secret: Secret) -> None:
        """Store the secret of a profile.

        Raises:
            NeoError: It cannot be stored.
        """
        ...

    def delete(self, name: str) -> None:
        """Forget the secret of a profile; nothing when none is stored.

        Raises:
            NeoError: It cannot be forgotten.
        """
        ...


class Commands(Protocol):
    """Runs the programs that print secrets."""

    def confirmed(self, profile: Profile) -> bool:
        """Whether the person has confirmed this profile's command."""
        ...

    def confirm(self, profile: Profile) -> None:
        """Remember that the person confirmed it."""
        ...

    def program(self, profile: Profile) -> str:
        """The file that would be run; "" when there is none."""
        ...

    async def run(self, profile: Profile) -> Secret:
        """What the command prints.

        Raises:
            NeoError: It must not be run, cannot be run, fails, or takes too long.
        """
        ...


class Secrets(NamedTuple):
    """All the places a secret can come from."""

    environ: Mapping[str, str]
    credentials: SecretStore | None = None
    keyring: SecretStore | None = None
    commands: Commands | None = None
    guard: Callable[[], None] | None = None
    """Raises when others could have changed the stored profiles, and so where secrets go."""

    def need(self, profile: Profile) -> Need | None:
        """What the person has to give first; None when nothing."""
        if profile.secret_source is SecretSource.PROMPT:
            return Need.SECRET
        if profile.secret_source is SecretSource.COMMAND and self.commands and not self.commands.confirmed(profile):
            return Need.CONFIRMATION
        return None

    async def fetch(self, profile: Profile) -> Secret:
        """The secret, from where the profile says.

        Raises:
            NeoError: It is not there, or cannot be had.
        """
        if profile.secret is not None:
            return profile.secret
        if profile.secret_source is SecretSource.COMMAND and self.commands:
            return await self.commands.run(profile)
        if profile.secret_source is SecretSource.ENVIRONMENT:
            return self._from_environment(profile)
        store = self.store(profile.secret_source)
        if store is None:
            raise NeoError(
                Kind.CREDENTIALS,
                "The secret is not known yet",
                f"Profile {profile.name} asks for its secret and keeps it in memory only.",
                "Give it when asked.",
            )
        # Off the loop that draws: a keyring may take seconds.
        found = await asyncio.to_thread(store.get, profile.name)
        if found is None:
            raise NeoError(
                Kind.CREDENTIALS,
                "No secret is stored",
                f"Profile {profile.name} takes its secret from {store.location}, which has none for it.",
                "Edit the profile and give it, or run: "
                f"neo-tui profiles edit {shell_word(profile.name)} --password-stdin",
            )
        return found

    def store(self, source: SecretSource) -> SecretStore | None:
        """What keeps the secrets of that source; None when the program keeps none of them."""
        return {SecretSource.FILE: self.credentials, SecretSource.KEYRING: self.keyring}.get(source)

    def _from_environment(self, profile: Profile) -> Secret:
        value = self.environ.get(profile.secret_variable, "").strip("\r\n")
        if not value:
            raise NeoError(
                Kind.CREDENTIALS,
                "No secret in the environment",
                f"Profile {profile.name} takes its secret from the variable {profile.secret_variable}, "
                "which is not set.",
                "Set it before starting neo-tui, or choose another source in the profile.",
            )
        return Secret(value)
