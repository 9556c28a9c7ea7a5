"""What cannot be understood is told, never taken for "no profiles", and never overwritten."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile
from neo_tui.storage.profiles import TomlProfileStore
from tests.storage.broken import BROKEN, GOOD, Broken
from tests.storage.running import child

NEW = Profile("new", "new.example.com", user="u")
SAVES: tuple[Callable[[TomlProfileStore], object], ...] = (
    lambda store: store.put(NEW),
    lambda store: store.put(Profile("eu", "other.example.com"), "eu"),
    lambda store: store.delete("eu"),
    lambda store: store.set_default("eu"),
)


def refusals(path: Path) -> list[NeoError]:
    """What a load and every kind of save say, by a store that has just begun and by one that has loaded before."""
    told = []
    for attempt in (TomlProfileStore.load, *SAVES):
        with pytest.raises(NeoError) as error:
            attempt(TomlProfileStore(path))
        assert error.value.kind is Kind.CONFIG
        assert str(path) in error.value.cause
        told.append(error.value)
    return told


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.what)
def test_it_is_told_with_its_place_and_left_as_it_is(broken: Broken, tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    path.write_bytes(broken.data)
    before = path.stat()
    for error in refusals(path):
        assert error.title == "The profiles cannot be used"
        assert broken.words in error.cause
        assert error.cause.isprintable()
        assert error.action
    assert path.read_bytes() == broken.data
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert {entry.name for entry in tmp_path.iterdir()} <= {"home", "profiles.toml", ".profiles.toml.lock"}


def test_there_are_forty_of_them() -> None:
    assert len({broken.what for broken in BROKEN}) == len(BROKEN) >= 40


@pytest.mark.parametrize("broken", BROKEN[:12], ids=lambda broken: broken.what)
def test_the_backup_is_offered_and_the_command_brings_it_back(broken: Broken, tmp_path: Path) -> None:
    folder = tmp_path / "it's a folder"
    path = folder / "profiles.toml"
    store = TomlProfileStore(path)
    for name in ("a", "b", "c"):
        store.put(Profile(name, "h.example"))
    backup = folder / "profiles.toml.bak"
    kept = backup.read_bytes()
    path.write_bytes(broken.data)
    for error in refusals(path):
        assert "The backup has 2 profiles; to restore it: cp " in error.action
    assert (path.read_bytes(), backup.read_bytes()) == (broken.data, kept)
    subprocess.run(shlex.split(error.action.partition("to restore it: ")[2]), check=True)
    assert [profile.name for profile in store.load().profiles] == ["a", "b"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_lost_its_profiles_is_no_file_without_profiles(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    store = TomlProfileStore(path)
    for name in ("a", "b"):
        store.put(Profile(name, "h.example"))
    path.write_text("version = 1\n")
    for error in refusals(path):
        assert "The backup has 1 profile; to restore it: cp " in error.action
    assert path.read_text() == "version = 1\n"


def test_whoever_deletes_the_last_profile_has_none_and_still_has_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    store = TomlProfileStore(path)
    store.put(Profile("a", "h.example"))
    store.delete("a")
    assert store.load().profiles == ()
    store.put(NEW)
    assert 'name = "a"' in path.with_name("profiles.toml.bak").read_text()
    assert store.load().profiles == (NEW,)


def test_a_pipe_in_its_place_is_told_and_waited_for_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    os.mkfifo(path)
    for answer in child("looked_at", tmp_path):
        assert answer["cause"] == f"{path}: It is a pipe or a device, not a file."
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_device_in_its_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    path.symlink_to("/dev/null")
    with pytest.raises(NeoError, match="cannot be used") as told:
        TomlProfileStore(path).load()
    assert "It is a pipe or a device, not a file." in told.value.cause


def test_a_directory_in_its_place_is_told_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    path.mkdir()
    (path / "inside").write_bytes(GOOD)
    for error in refusals(path):
        assert error.cause == f"{path}: It is a directory, not a file."
    assert (path / "inside").read_bytes() == GOOD


def test_a_circle_of_symlinks_is_told_and_stays(tmp_path: Path) -> None:
    path, other = tmp_path / "profiles.toml", tmp_path / "other.toml"
    path.symlink_to(other)
    other.symlink_to(path)
    for error in refusals(path):
        assert "its symbolic links lead in a circle." in error.cause.lower()
    assert path.readlink() == other
    assert other.readlink() == path


def test_a_file_where_the_folder_should_be_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "config").write_bytes(GOOD)
    for error in refusals(tmp_path / "config" / "profiles.toml"):
        assert "a part of its path is a file, not a directory" in error.cause.lower()
    assert (tmp_path / "config").read_bytes() == GOOD


def test_nothing_is_written_that_could_not_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    store = TomlProfileStore(path)
    store.put(NEW)
    before = path.read_bytes()
    for unfit in (
        Profile("", "h.example"),
        Profile("x", "h.example", user="\ud800"),
        Profile("x", "h.example", user="u" * 1_100_000),
        Profile("x", "h.example", extra={"mood": None}),
    ):
        with pytest.raises(NeoError, match="could not be saved"):
            store.put(unfit)
    assert path.read_bytes() == before


def test_tables_so_deep_that_they_could_not_be_written_again_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    path.write_bytes(b".".join([b"a"] * 3000) + b" = 1\n" + GOOD)
    before = path.read_bytes()
    store = TomlProfileStore(path)
    assert store.load().get("eu")
    with pytest.raises(NeoError, match="could not be saved") as told:
        store.put(NEW)
    assert "it would hold what a TOML file cannot" in told.value.cause
    assert path.read_bytes() == before
