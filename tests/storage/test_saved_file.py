"""What a save leaves on the disk: modes, owners, links, keys it does not know, one backup, nothing else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile
from neo_tui.storage.atomic import write_text
from neo_tui.storage.profiles import TomlProfileStore
from tests.storage.steps import Steps, die

EU = Profile("eu", "eu.example.com", user="u")
NEW = Profile("new", "new.example.com", user="u")
SAVES: tuple[Callable[[TomlProfileStore], object], ...] = (
    lambda store: store.put(NEW),
    lambda store: store.put(Profile("eu", "other.example.com"), "eu"),
    lambda store: store.put(Profile("renamed", "other.example.com"), "eu"),
    lambda store: store.delete("eu"),
    lambda store: store.set_default("eu"),
)


@pytest.fixture(params=[0, 0o022, 0o077, 0o777], ids="{:03o}".format)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_files_are_0600_and_folders_0700_under_any_umask(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "profiles.toml"
    store = TomlProfileStore(path)
    store.put(EU)
    store.put(NEW)
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == [".profiles.toml.lock", "profiles.toml", "profiles.toml.bak"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_file_that_others_could_read_is_for_the_owner_after_a_save(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    path.write_text('[[profiles]]\nname = "eu"\nhost = "h"\n')
    path.chmod(0o666)
    TomlProfileStore(path).put(NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can save in the place of another")
def test_what_root_saves_in_a_persons_folder_is_theirs(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    os.chown(folder, 12345, 23456)
    store = TomlProfileStore(folder / "profiles.toml")
    store.put(EU)
    store.put(NEW)
    assert {(file.stat().st_uid, file.stat().st_gid) for file in folder.iterdir()} == {(12345, 23456)}


@pytest.mark.parametrize("save", SAVES, ids=["add", "edit", "rename", "delete", "default"])
def test_keys_of_a_later_version_survive_every_kind_of_save(
    tmp_path: Path, save: Callable[[TomlProfileStore], object]
) -> None:
    path = tmp_path / "profiles.toml"
    path.write_text(
        "shade = 'teal'\nwhen = 2024-02-29T12:00:00Z\nodd = [1, 2.5, inf, [true, '\\u001b']]\n"
        "[[profiles]]\nname = 'eu'\nhost = 'h'\n"
        "[[profiles]]\nname = 'in'\nhost = 'h'\nmood = 'calm'\n[profiles.deep]\ndeeper = {est = 07:30:00}\n"
        '[extra."a b"]\nc = 1\n'
    )
    before = tomllib.loads(path.read_text())
    save(TomlProfileStore(path))
    after = tomllib.loads(path.read_text())
    for key in ("shade", "when", "odd", "extra"):
        assert after[key] == before[key]
    (kept,) = [table for table in after["profiles"] if table["name"] == "in"]
    assert kept.items() >= before["profiles"][1].items()


def test_the_persons_own_files_are_never_touched(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    for name in ("config.toml", "notes", ".profiles.toml.neo-tui-new-", "profiles.toml.old"):
        (folder / name).write_text("# mine\n")
    for save in (lambda store: store.put(EU), *SAVES):
        save(TomlProfileStore(folder / "profiles.toml"))
        TomlProfileStore(folder / "profiles.toml").delete("new")
        if TomlProfileStore(folder / "profiles.toml").load().get("eu") is None:
            TomlProfileStore(folder / "profiles.toml").put(EU)
    for name in ("config.toml", "notes", ".profiles.toml.neo-tui-new-", "profiles.toml.old"):
        assert (folder / name).read_text() == "# mine\n"


def test_what_killed_saves_left_is_swept_whatever_the_names_are(tmp_path: Path) -> None:
    path = tmp_path / "of [all] *.toml"
    mark = f".{path.name}.neo-tui-new-"
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    gone = [f"{mark}{int(dead.stdout)}-abc", f"{mark}{'9' * 40}-abc", f".{path.name}.bak{mark[-13:]}999999999-abc"]
    stay = [f"{mark}{os.getpid()}-abc", f"{mark}²-abc", f"{mark}x", ".other.neo-tui-new-999999999-abc"]
    for name in gone + stay:
        (tmp_path / name).write_text("half")
    store = TomlProfileStore(path)
    store.put(EU)
    store.put(NEW)
    left = {entry.name for entry in tmp_path.iterdir()}
    assert not left & set(gone)
    assert left >= set(stay)


def test_a_chain_of_symlinks_stays_and_lock_and_backup_lie_beside_the_real_file(tmp_path: Path) -> None:
    dotfiles, config = tmp_path / "dotfiles", tmp_path / "config"
    config.mkdir()
    (config / "profiles.toml").symlink_to("hop.toml")
    (config / "hop.toml").symlink_to(dotfiles / "mine.toml")
    store = TomlProfileStore(config / "profiles.toml")
    store.put(EU)
    store.put(NEW)
    assert sorted(entry.name for entry in config.iterdir()) == ["hop.toml", "profiles.toml"]
    assert all(entry.is_symlink() for entry in config.iterdir())
    assert sorted(entry.name for entry in dotfiles.iterdir()) == [".mine.toml.lock", "mine.toml", "mine.toml.bak"]
    assert [profile.name for profile in TomlProfileStore(dotfiles / "mine.toml").load().profiles] == ["eu", "new"]
    (dotfiles / "mine.toml").write_bytes(b"")
    with pytest.raises(NeoError) as told:
        store.load()
    assert f"cp {dotfiles}/mine.toml.bak {dotfiles}/mine.toml" in told.value.action


def test_a_backup_that_cannot_be_written_keeps_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    store = TomlProfileStore(path)
    store.put(EU)
    before = path.read_bytes()
    path.with_name("profiles.toml.bak").mkdir()
    with pytest.raises(NeoError, match="could not be saved"):
        store.put(NEW)
    assert path.read_bytes() == before


def test_the_disk_has_each_file_before_it_takes_a_name_and_the_name_after(tmp_path: Path) -> None:
    store = TomlProfileStore(tmp_path / "profiles.toml")
    store.put(EU)
    with Steps(0, die) as steps:
        store.put(NEW)
    told = [name for name, _ in groupby(steps.names) if name in {"write", "fsync", "replace"}]
    assert told == ["write", "fsync", "replace", "write", "fsync", "replace", "fsync"]


def test_a_newer_version_is_used_and_not_changed_and_the_place_says_so(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    write_text(path, 'version = 2\n[[profiles]]\nname = "eu"\nhost = "h.example"\nmood = {a = 1}\n')
    before = path.read_bytes()
    store = TomlProfileStore(path)
    assert [profile.name for profile in store.load().profiles] == ["eu"]
    assert store.location == f"{path}, of a newer neo-tui: can be used, not changed"
    for save in SAVES:
        with pytest.raises(NeoError, match="cannot be used") as told:
            save(store)
        assert told.value.cause.startswith(f"{path}: It was written by a newer neo-tui (version 2)")
    assert path.read_bytes() == before
    path.write_text('[[profiles]]\nname = "eu"\nhost = "h.example"\n')
    store.load()
    assert store.location == str(path)
