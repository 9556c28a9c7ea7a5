"""A disk that refuses: told in words, the file as it was, nothing left lying about."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile
from neo_tui.storage.failures import READ_ONLY, ReadOnlyError
from neo_tui.storage.profiles import TomlProfileStore
from tests.storage.running import child
from tests.storage.steps import Steps, fail

EU = Profile("eu", "eu.example.com", user="u")
WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk (the quota) is used up",
    errno.EFBIG: "it would be larger than a file may be here",
    errno.EIO: "the disk failed while it was read or written",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission is denied",
    errno.EPERM: "the system does not permit it",
}
TWO = '[[profiles]]\nname = "a"\nhost = "h.example"\n[[profiles]]\nname = "b"\nhost = "h.example"\n'


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="neo-tui-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def attempted(store: TomlProfileStore, at: int, number: int) -> tuple[NeoError | None, Steps]:
    """What adding a profile says when a step of it fails."""
    with Steps(at, fail(number)) as steps:
        try:
            store.put(EU)
        except NeoError as error:
            return error, steps
    return None, steps


@pytest.mark.parametrize("number", WORDS, ids=errno.errorcode.get)
def test_at_whatever_step_the_disk_refuses_the_old_file_stays_or_the_new_one_is_whole(
    number: int, tmp_path: Path
) -> None:
    model = tmp_path / "model"
    store = TomlProfileStore(model / "profiles.toml")
    for name in "ab":
        store.put(Profile(name, "h.example"))
    told = set()
    for at in itertools.count(1):
        folder = tmp_path / str(at)
        shutil.copytree(model, folder)
        path = folder / "profiles.toml"
        before = path.read_bytes()
        store = TomlProfileStore(path)
        error, steps = attempted(store, at, number)
        if error is not None:
            told.add(error.title)
            assert WORDS[number] in error.cause.lower(), (at, steps.names)
            assert (path.read_bytes() == before) == ("for good" not in error.title), (at, steps.names)
            if error.title == "The profiles could not be saved":
                assert isinstance(error, ReadOnlyError) == (number in READ_ONLY)
        assert store.load().get("a")
        assert (store.load().get("eu") is None) == (path.read_bytes() == before)
        if steps.names[-1] != "unlink":
            assert not list(folder.glob(".*new-*")), (at, steps.names)
        if len(steps.names) < at:
            break
    # Systems that cannot put a folder on the disk by itself say so with one of these.
    unconfirmed = (
        set() if number in {errno.EACCES, errno.EPERM} else {"The profiles are saved, but perhaps not for good"}
    )
    assert told == {"The profiles could not be saved", "The profiles cannot be used"} | unconfirmed


def test_a_disk_that_is_full_is_told_and_keeps_what_was_saved(tmp_path: Path) -> None:
    (answer,) = child("filled", tmp_path, mount='mount -t tmpfs -o size=64k none "$0"')
    assert "the disk is full. The file is as it was." in answer["cause"]
    assert answer["action"].startswith("Make room")
    assert answer["same"]
    assert answer["names"] == answer["kept"] != []
    assert answer["left"] == []
    assert answer["type"] == "NeoError"


def test_a_file_that_may_not_grow_is_told_and_keeps_what_was_saved(tmp_path: Path) -> None:
    (answer,) = child("filled_to_a_limit", tmp_path)
    assert "larger than a file may be here. The file is as it was." in answer["cause"]
    assert answer["same"]
    assert answer["names"] == answer["kept"] != []
    assert answer["left"] == []


READ_ONLY_DISK = " && ".join(
    (
        'mount -t tmpfs none "$0"',
        f"""printf '{TWO}' > "$0/profiles.toml\"""".replace("\n", "\\n"),
        'mount -o remount,bind,ro "$0"',
    )
)


def test_a_read_only_disk_keeps_changes_for_the_session(tmp_path: Path) -> None:
    *saves, session = child("refused", tmp_path, mount=READ_ONLY_DISK)
    assert [save["type"] for save in saves] == ["ReadOnlyError"] * 4
    assert all("the disk is read-only. The file is as it was." in save["cause"] for save in saves)
    assert session["names"] == ["a", "new"]
    assert session["only"] == ["new"]
    assert session["location"] == f"{tmp_path}/profiles.toml, read-only: changes hold for this session only"
    assert session["files"] == ["profiles.toml"]


def options() -> tuple[str, ...]:
    """Root may write everywhere; another user is had by asking."""
    return ("--nobody",) if os.geteuid() == 0 else ()


@pytest.mark.parametrize("there", [True, False])
def test_a_read_only_folder_keeps_changes_for_the_session(open_folder: Path, there: bool) -> None:
    path = open_folder / "profiles.toml"
    if there:
        path.write_text(TWO)
    open_folder.chmod(0o555)
    *saves, session = child("refused", open_folder, *options())
    open_folder.chmod(0o755)
    assert [save["type"] for save in saves] == ["ReadOnlyError"] * 4
    assert all("permission is denied. The file is as it was." in save["cause"] for save in saves)
    assert session["names"] == (["a", "new"] if there else ["new"])
    assert session["only"] == ["new"]
    assert [entry.name for entry in open_folder.iterdir()] == (["profiles.toml"] if there else [])
    assert not there or path.read_text() == TWO


def test_a_home_that_cannot_have_the_folder_keeps_changes_for_the_session(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    *_, session = child("refused", open_folder / "config" / "neo-tui", *options())
    open_folder.chmod(0o755)
    assert session["names"] == session["only"] == ["new"]


def test_a_file_that_its_owner_made_read_only_is_not_replaced(open_folder: Path) -> None:
    path = open_folder / "profiles.toml"
    path.write_text(TWO)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    *saves, session = child("refused", open_folder, *options())
    assert [save["type"] for save in saves] == ["ReadOnlyError"] * 4
    assert session["names"] == ["a", "new"]
    assert path.read_text() == TWO


def test_a_file_that_cannot_be_read_is_told_and_not_replaced(open_folder: Path) -> None:
    path = open_folder / "profiles.toml"
    path.write_text(TWO)
    path.chmod(0)
    open_folder.chmod(0o777)
    answers = child("looked_at", open_folder, *options())
    assert [answer["cause"] for answer in answers] == [f"{path}: Permission is denied."] * 2
    assert path.read_text() == TWO if os.geteuid() == 0 else path.stat().st_size == len(TWO)


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    store = TomlProfileStore(tmp_path / ("n" * 300) / "profiles.toml")
    with pytest.raises(NeoError) as told:
        store.put(EU)
    assert "its name, or the path to it, is too long. The file is as it was." in told.value.cause


def test_a_file_system_without_locks_saves_all_the_same(tmp_path: Path) -> None:
    store = TomlProfileStore(tmp_path / "profiles.toml")
    counted = Steps(0, fail(errno.ENOLCK))
    with counted:
        store.put(EU)
    at = counted.names.index("flock") + 1
    with Steps(at, fail(errno.ENOLCK)):
        store.put(Profile("new", "h.example"))
    assert [profile.name for profile in store.load().profiles] == ["eu", "new"]
