"""Who else could have written a file, and what that means for the secrets that its profiles name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.storage.permissions import writers_problem
from neo_tui.storage.profiles import TomlProfileStore
from neo_tui.storage.trusted_profiles import guard
from tests.storage.test_profile_file import EU

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "deep" / "neo-tui"
    folder.mkdir(parents=True, mode=0o700)
    file = folder / "profiles.toml"
    file.touch(0o600)
    return file


def test_what_only_its_owner_can_write_has_no_problem(path: Path) -> None:
    assert writers_problem(path) == ""
    assert writers_problem(path.with_name("not-there")) == ""


@pytest.mark.parametrize(("up", "mode"), [(0, 0o620), (0, 0o602), (1, 0o770), (1, 0o707), (2, 0o707), (3, 0o777)])
def test_whoever_can_write_anywhere_on_the_way_is_told(path: Path, up: int, mode: int) -> None:
    place = (path, *path.parents)[up]
    place.chmod(mode)
    assert writers_problem(path).endswith(f"Run: chmod go-w {place}")
    place.chmod(0o700)


def test_a_group_may_write_to_folders_above(path: Path) -> None:
    path.parent.parent.chmod(0o770)
    assert writers_problem(path) == ""


def test_links_on_the_way_are_looked_at_too(path: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    (shared / "link").symlink_to(path)
    mine = tmp_path / "mine.toml"
    mine.symlink_to(shared / "link")
    assert writers_problem(mine).endswith(f"Run: chmod go-w {shared}")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OSError, match="symbolic links"):
        writers_problem(tmp_path / "loop")


def test_no_secret_goes_where_others_may_have_pointed_it(path: Path) -> None:
    guard(path)
    path.chmod(0o666)
    with pytest.raises(NeoError) as told:
        guard(path)
    assert told.value.kind is Kind.CREDENTIALS
    assert told.value.action.endswith(f"chmod go-w {path}")


def test_a_backup_that_is_a_link_is_replaced_and_what_it_points_to_stays(path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    path.unlink()
    store = TomlProfileStore(path)
    store.put(EU)
    backup = path.with_name("profiles.toml.bak")
    backup.symlink_to(precious)
    store.set_default("eu-prod")
    assert precious.read_text() == "mine"
    assert not backup.is_symlink()
