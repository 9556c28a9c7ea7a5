"""Profiles and their stored secrets change together, and neither is lost half-way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.secret import Secret
from neo_tui.services.profile_manager import ProfileManager
from neo_tui.services.secrets import Secrets
from neo_tui.storage.credentials import CredentialsFile
from neo_tui.storage.profiles import TomlProfileStore

pytestmark = pytest.mark.anyio

WORD = Secret("let-me-in")
EU = Profile("eu", "eu.example", user="till", secret_source=SecretSource.FILE)
ASKS = Profile("asks", "us.example", user="till")


@pytest.fixture
def credentials(tmp_path: Path) -> CredentialsFile:
    return CredentialsFile(tmp_path / "private" / "credentials.toml")


@pytest.fixture
def store(tmp_path: Path) -> TomlProfileStore:
    return TomlProfileStore(tmp_path / "profiles.toml")


@pytest.fixture
def manager(store: TomlProfileStore, credentials: CredentialsFile) -> ProfileManager:
    return ProfileManager(store, Secrets({}, credentials))


def given(profile: Profile, secret: Secret = WORD) -> Profile:
    return replace(profile, secret=secret)


async def test_the_secret_of_a_new_profile_goes_to_the_file_of_secrets(
    manager: ProfileManager, credentials: CredentialsFile, tmp_path: Path
) -> None:
    stored = await manager.put(given(EU))
    assert stored.get("eu") == EU
    assert credentials.get("eu") == WORD
    assert WORD.reveal() not in (tmp_path / "profiles.toml").read_text()


async def test_an_edit_without_a_secret_keeps_the_stored_one(
    manager: ProfileManager, credentials: CredentialsFile
) -> None:
    await manager.put(given(EU))
    await manager.put(replace(EU, zone="Asia/Kolkata"), EU)
    assert credentials.get("eu") == WORD


async def test_a_renamed_profile_takes_its_secret_along(manager: ProfileManager, credentials: CredentialsFile) -> None:
    await manager.put(given(EU))
    await manager.put(replace(EU, name="europe"), EU)
    assert credentials.get("europe") == WORD
    assert credentials.get("eu") is None


async def test_another_source_forgets_the_stored_secret(manager: ProfileManager, credentials: CredentialsFile) -> None:
    await manager.put(given(EU))
    await manager.put(replace(EU, secret_source=SecretSource.PROMPT), EU)
    assert credentials.get("eu") is None


async def test_a_taken_name_costs_its_owner_nothing(manager: ProfileManager, credentials: CredentialsFile) -> None:
    await manager.put(given(EU))
    await manager.put(ASKS)
    with pytest.raises(NeoError, match="The name is taken") as told:
        await manager.put(given(EU, Secret("another")))
    assert told.value.kind is Kind.CONFIG
    with pytest.raises(NeoError, match="The name is taken"):
        await manager.put(replace(EU, name="eu", secret=Secret("another")), ASKS)
    assert credentials.get("eu") == WORD


async def test_a_deletion_is_taken_back_with_its_secret_and_its_place_as_the_default(
    manager: ProfileManager, credentials: CredentialsFile
) -> None:
    await manager.put(given(EU))
    await manager.put(ASKS)
    stored, deleted = await manager.delete(EU)
    assert [profile.name for profile in stored.profiles] == ["asks"]
    assert credentials.get("eu") is None
    restored = await manager.restore(deleted)
    assert restored.get("eu") == EU
    assert restored.default == "eu"
    assert credentials.get("eu") == WORD
    assert WORD.reveal() not in repr(deleted)


async def test_a_secret_that_cannot_be_stored_stores_no_profile(
    manager: ProfileManager, store: TomlProfileStore, credentials: CredentialsFile, tmp_path: Path
) -> None:
    credentials.put("other", WORD)
    (tmp_path / "private" / "credentials.toml").chmod(0o644)
    with pytest.raises(NeoError, match="cannot be used"):
        await manager.put(given(EU))
    assert store.load().profiles == ()


async def test_whether_a_secret_is_stored_is_told_without_telling_it(manager: ProfileManager) -> None:
    assert not await manager.has_secret(EU)
    await manager.put(given(EU))
    assert await manager.has_secret(EU)
    assert not await manager.has_secret(ASKS)


async def test_a_refused_change_leaves_the_stored_secret_as_it_was(
    manager: ProfileManager, store: TomlProfileStore, credentials: CredentialsFile
) -> None:
    await manager.put(given(EU))
    store.put(replace(EU, zone="Asia/Kolkata"), "eu")  # another neo-tui, meanwhile
    with pytest.raises(NeoError):
        await manager.put(given(replace(EU, count=20), Secret("another")), EU)
    assert credentials.get("eu") == WORD
