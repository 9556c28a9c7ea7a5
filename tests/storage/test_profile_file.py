"""profiles.toml: whole or not at all, for the owner only, and never over what cannot be read."""

from __future__ import annotations

import fcntl
import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Auth, Colour, PasswordForm, Profile, SecretSource
from neo_tui.domain.secret import Secret
from neo_tui.storage import atomic
from neo_tui.storage.atomic import BusyError, locked, write_text
from neo_tui.storage.profile_tables import from_table, to_table
from neo_tui.storage.profiles import TomlProfileStore

EU = Profile("eu-prod", "eu.api.capillarytech.com", user="till.01")
INDIA = Profile(
    "india",
    "apac.api.capillarytech.com",
    Auth.OAUTH,
    "key",
    secret_source=SecretSource.ENVIRONMENT,
    secret_variable="NEO_SECRET",
    zone="Asia/Kolkata",
    count=50,
    path="/other",
    scope="org",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "neo-tui" / "profiles.toml"


@pytest.fixture
def store(path: Path) -> TomlProfileStore:
    return TomlProfileStore(path)


def test_no_file_means_no_profiles_and_nothing_is_made(store: TomlProfileStore, path: Path) -> None:
    assert store.load().profiles == ()
    assert not path.parent.exists()


def test_profiles_come_back_as_they_were_saved(store: TomlProfileStore, path: Path) -> None:
    store.put(EU)
    store.put(INDIA)
    assert TomlProfileStore(path).load().profiles == (EU, INDIA)
    assert store.load().default == "eu-prod"
    assert store.location == str(path)
    assert store.set_default("india").default == "india"
    assert store.delete("india").default == "eu-prod"
    assert store.put(replace(EU, name="eu"), replaces="eu-prod").profiles[0].name == "eu"
    assert store.load().profiles == (replace(EU, name="eu"),)


def test_the_file_is_for_the_owner_only(store: TomlProfileStore, path: Path) -> None:
    before = os.umask(0)
    try:
        store.put(EU)
        store.put(INDIA)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.with_name("profiles.toml.bak").stat().st_mode) == 0o600


def test_keys_of_a_later_version_are_kept(store: TomlProfileStore, path: Path) -> None:
    write_text(path, 'colour = "teal"\n[[profiles]]\nname = "eu"\nhost = "h.example"\nmood = "calm"\n[extra]\na = 1\n')
    store.put(INDIA)
    document = tomllib.loads(path.read_text())
    assert document["colour"] == "teal"
    assert document["extra"] == {"a": 1}
    assert document["profiles"][0]["mood"] == "calm"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "It is empty, which is not the same as having no profiles."),
        (b"[[profiles]]\nname = \n", "at line 2"),
        (b"ok = 1\nbad = '\xff'\n", "It is not UTF-8 text, at line 2."),
        (b"version = 'one'\n", "version is not a number"),
        (b"profiles = 3\n", "profiles is not a list"),
        (b"default = 3\n", "default is not text."),
        (b"profiles = [3]\n", "An entry of profiles is not a table."),
        (b"[[profiles]]\nhost = 'h'\n", "A profile has no name."),
        (b"[[profiles]]\nname = 'eu'\n", "Profile eu has no host."),
        (b"[[profiles]]\nname = 'eu'\nhost = 3\n", "Profile eu: host is not text."),
        (b"[[profiles]]\nname = 'eu'\nhost = 'h'\ncount = true\n", "Profile eu: count is not a whole number."),
        (b"[[profiles]]\nname = 'eu'\nhost = 'h'\nauth = 'magic'\n", "not one of basic, oauth."),
        (b"[[profiles]]\nname = 'eu'\nhost = 'h'\n" * 2, "Two profiles are called eu."),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "It is nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_understood_is_told_and_left_alone(
    store: TomlProfileStore, path: Path, content: bytes, words: str
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    for attempt in (store.load, lambda: store.put(EU), lambda: store.delete("eu"), lambda: store.set_default("eu")):
        with pytest.raises(NeoError) as told:
            attempt()
        assert told.value.kind is Kind.CONFIG
        assert str(path) in told.value.cause
        assert words.lower() in told.value.cause.lower()
    assert path.read_bytes() == content
    assert not path.with_name("profiles.toml.bak").exists()


def test_a_file_of_a_newer_version_is_read_but_not_changed(store: TomlProfileStore, path: Path) -> None:
    write_text(path, 'version = 2\n[[profiles]]\nname = "eu"\nhost = "h.example"\n')
    assert store.load().profiles[0].name == "eu"
    with pytest.raises(NeoError, match="cannot be used") as told:
        store.put(INDIA)
    assert "newer neo-tui (version 2)" in told.value.cause


def test_the_backup_is_what_was_there_before(store: TomlProfileStore, path: Path) -> None:
    write_text(path, '# mine\n[[profiles]]\nname = "eu"\nhost = "h.example"\n')
    store.put(INDIA)
    assert path.with_name("profiles.toml.bak").read_text().startswith("# mine\n")


def test_a_secret_never_comes_into_the_file(store: TomlProfileStore, path: Path) -> None:
    store.put(replace(EU, secret_source=SecretSource.FILE, secret=Secret("let-me-in")))
    store.put(INDIA)
    assert all("let-me-in" not in each.read_text() for each in path.parent.iterdir())
    assert store.load().profiles[0].secret is None


def test_a_secret_in_the_file_is_told_to_move(store: TomlProfileStore, path: Path) -> None:
    write_text(path, '[[profiles]]\nname = "eu"\nhost = "h.example"\nsecret = "let-me-in"\n')
    with pytest.raises(NeoError) as told:
        store.load()
    assert "credentials.toml" in told.value.cause
    assert "let-me-in" not in str(told.value)


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = TomlProfileStore(tmp_path / "file" / "profiles.toml")
    with pytest.raises(NeoError) as told:
        store.put(EU)
    assert "The file is as it was." in told.value.cause or "Not a directory" in told.value.cause


def test_a_path_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NeoError, match="cannot be used") as told:
        TomlProfileStore(tmp_path).load()
    assert "It is a directory, not a file." in told.value.cause


def test_another_program_that_is_saving_is_waited_for_and_then_told(
    store: TomlProfileStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(EU)
    monkeypatch.setattr(atomic, "LOCK_PATIENCE", 0.1)
    with path.with_name(".profiles.toml.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(NeoError, match="could not be saved") as told:
            store.put(INDIA)
        assert "another neo-tui is saving right now" in told.value.cause
        with pytest.raises(BusyError), locked(path):
            pass
    assert store.put(INDIA).get("india")


def test_two_programs_lose_nothing_of_each_other(path: Path) -> None:
    one, two = TomlProfileStore(path), TomlProfileStore(path)
    one.load()
    two.put(EU)
    assert [profile.name for profile in one.put(INDIA).profiles] == ["eu-prod", "india"]


def test_a_symlink_stays_one_and_its_target_is_replaced(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "profiles.toml"
    real.parent.mkdir()
    real.write_text('[[profiles]]\nname = "eu"\nhost = "h.example"\n')
    link = tmp_path / "profiles.toml"
    link.symlink_to(real)
    TomlProfileStore(link).put(INDIA)
    assert link.is_symlink()
    assert "india" in real.read_text()


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text(path, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in path.parent.iterdir()] == ["profiles.toml"]


def test_what_killed_saves_have_left_is_swept_away(path: Path) -> None:
    path.parent.mkdir(parents=True)
    dead = path.with_name(f".{path.name}.neo-tui-new-999999999-abc")
    alive = path.with_name(f".{path.name}.neo-tui-new-{os.getpid()}-abc")
    for left in (dead, alive):
        left.write_text("half")
    write_text(path, "whole")
    assert not dead.exists()
    assert alive.exists()


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(visible)


@given(
    st.builds(
        Profile,
        name=NAMES,
        host=NAMES,
        auth=st.sampled_from(Auth),
        user=st.text(st.characters(codec="utf-8"), max_size=20).map(visible),
        password_form=st.sampled_from(PasswordForm),
        secret_source=st.sampled_from(SecretSource),
        password_command=st.lists(st.text(st.characters(codec="utf-8"), max_size=10), max_size=4).map(tuple),
        production=st.booleans(),
        colour=st.sampled_from(Colour),
        label=NAMES,
        count=st.integers(1, 100),
    )
)
def test_any_profile_comes_back_from_its_table(profile: Profile) -> None:
    assert from_table(to_table(profile)) == profile
