"""Adding, changing and deleting profiles together with the secrets that are stored for them."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import NamedTuple

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.secret import Secret
from neo_tui.services.ports import ProfileStore
from neo_tui.services.secrets import Secrets, SecretStore


class Deleted(NamedTuple):
    """What was deleted, for taking it back; lives in memory only."""

    profile: Profile
    secret: Secret | None
    default: bool


class ProfileManager:
    """Profiles and their stored secrets, changed so that a failure half-way loses neither.

    A secret is stored before the profile that needs it, and an old one removed after the profile
    that needed it: what a crash can leave is a secret too many, never one too few.
    """

    def __init__(self, store: ProfileStore, secrets: Secrets) -> None:
        self.store, self._secrets = store, secrets

    async def put(self, profile: Profile, replaces: Profile | None = None) -> Profiles:
        """Add a profile, or put it in the place of another; its `secret` goes to where its source keeps it.

        Raises:
            NeoError: The name is taken, or the profile or its secret cannot be stored.
        """
        if replaces is None or profile.name != replaces.name:
            self._free(profile.name)
        secret = profile.secret
        keeps = self._secrets.store(profile.secret_source)
        if keeps is not None:
            if secret is None and replaces is not None and _kept(replaces) != _kept(profile):
                secret = await self._stored(replaces)
            profile = replace(profile, secret=None)
        before = await self._stored(profile) if keeps is not None else None
        if keeps is not None and secret is not None:
            await asyncio.to_thread(keeps.put, profile.name, secret)
        try:
            # Off the loop that draws: another neo-tui may hold the lock for a while.
            stored = await asyncio.to_thread(self.store.put, profile, replaces.name if replaces else None, replaces)
        except NeoError:
            if keeps is not None and secret is not None:
                await self._put_back(keeps, profile.name, before)
            raise
        if replaces is not None and _kept(replaces) != _kept(profile):
            await self._forget(replaces)
        return stored

    async def delete(self, profile: Profile) -> tuple[Profiles, Deleted]:
        """Delete a profile and its stored secret.

        Raises:
            NeoError: It cannot be saved.
        """
        secret = await self._stored(profile)
        chosen = self.store.load().chosen
        stored = self.store.delete(profile.name, profile)
        await self._forget(profile)
        return stored, Deleted(profile, secret, chosen is not None and chosen.name == profile.name)

    async def restore(self, deleted: Deleted) -> Profiles:
        """Take a deletion back.

        Raises:
            NeoError: The name is taken meanwhile, or it cannot be saved.
        """
        stored = await self.put(replace(deleted.profile, secret=deleted.secret or deleted.profile.secret))
        return self.store.set_default(deleted.profile.name) if deleted.default else stored

    def set_default(self, name: str) -> Profiles:
        """Make a profile the default.

        Raises:
            NeoError: There is none of that name, or it cannot be saved.
        """
        return self.store.set_default(name)

    async def has_secret(self, profile: Profile) -> bool:
        """Whether a secret is stored for a profile; also no when that cannot be told."""
        return profile.secret is not None or await self._stored(profile) is not None

    def _free(self, name: str) -> None:
        """Before anything is stored under a name that belongs to another."""
        if self.store.load().get(name) is not None:
            raise NeoError(
                Kind.CONFIG, "The name is taken", f"There is a profile {name} already.", "Choose another name."
            )

    async def _stored(self, profile: Profile) -> Secret | None:
        keeps = self._secrets.store(profile.secret_source)
        if keeps is None:
            return profile.secret
        try:
            return await asyncio.to_thread(keeps.get, profile.name)
        except NeoError:
            return None  # what cannot be read cannot be kept either; the profile's own change goes on

    @staticmethod
    async def _put_back(keeps: SecretStore, name: str, before: Secret | None) -> None:
        """The profile was not saved: its secret is what it was. That it was not is told anyway."""
        with contextlib.suppress(NeoError):
            if before is None:
                await asyncio.to_thread(keeps.delete, name)
            else:
                await asyncio.to_thread(keeps.put, name, before)

    async def _forget(self, profile: Profile) -> None:
        keeps = self._secrets.store(profile.secret_source)
        if keeps is not None:
            await asyncio.to_thread(keeps.delete, profile.name)


def _kept(profile: Profile) -> tuple[str, str]:
    """Under what its secret is kept."""
    return profile.secret_source.value, profile.name
