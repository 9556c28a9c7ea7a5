"""Stored secrets: in a file that nobody else can read, or in none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.secret import Secret
from neo_tui.storage.credentials import CredentialsFile

WORD = Secret("let-me-in")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "neo-tui" / "private" / "credentials.toml"


@pytest.fixture
def store(path: Path) -> CredentialsFile:
    return CredentialsFile(path)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_umask")
def test_a_stored_secret_comes_back_and_is_for_its_owner_only(store: CredentialsFile, path: Path) -> None:
    assert store.get("eu") is None
    store.put("eu", WORD)
    store.put("in dia \"'“”", Secret('päss\twörd\\"'))
    assert store.get("eu") == WORD
    assert store.get("in dia \"'“”") == Secret('päss\twörd\\"')
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_forgotten_secret_is_gone_from_the_disk(store: CredentialsFile, path: Path) -> None:
    store.put("eu", WORD)
    store.put("us", Secret("another"))
    store.delete("eu")
    store.delete("eu")
    assert store.get("eu") is None
    assert store.get("us") == Secret("another")
    assert all(b"let-me-in" not in each.read_bytes() for each in path.parent.iterdir())


def test_forgetting_makes_no_file(store: CredentialsFile, path: Path) -> None:
    store.delete("eu")
    assert not path.parent.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o666])
def test_a_file_that_others_can_use_is_refused_with_the_exact_command(
    store: CredentialsFile, path: Path, mode: int
) -> None:
    store.put("eu", WORD)
    path.chmod(mode)
    with pytest.raises(NeoError) as told:
        store.get("eu")
    assert told.value.kind is Kind.CREDENTIALS
    assert f"mode {mode:04o}" in told.value.cause
    assert told.value.action == f"Run: chmod 600 {path}"
    assert store.problem().endswith(told.value.action)
    before = path.read_bytes()
    with pytest.raises(NeoError):
        store.put("eu", Secret("another"))
    assert path.read_bytes() == before
    path.chmod(0o600)
    assert store.get("eu") == WORD
    assert store.problem() == ""


def test_a_folder_that_others_can_use_is_refused_with_the_exact_command(store: CredentialsFile, path: Path) -> None:
    store.put("eu", WORD)
    path.parent.chmod(0o755)
    with pytest.raises(NeoError) as told:
        store.get("eu")
    assert told.value.action == f"Run: chmod 700 {path.parent}"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_refused(store: CredentialsFile, path: Path) -> None:
    store.put("eu", WORD)
    os.chown(path, 65534, 65534)
    with pytest.raises(NeoError, match="another user"):
        store.get("eu")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"   \n",
        b"[secrets",
        b'version = 1\n[secrets]\neu = "let-me-in',
        b"version = 1\n[secrets]\neu = 1\n",
        b'version = 1\nsecrets = "let-me-in"\n',
        b'version = 2\n[secrets]\neu = "let-me-in"\n',
        b'[secrets]\neu = "let-me-in"\n',
        b'version = 1\n[secrets]\neu = "let-me-in\xff"\n',
        b"a = " + b"[" * 5000,
        b"#" * 1_100_000,
    ],
)
def test_a_file_that_cannot_be_understood_is_left_alone_and_not_repeated(
    store: CredentialsFile, path: Path, text: bytes
) -> None:
    path.parent.mkdir(mode=0o700, parents=True)
    path.touch(0o600)
    path.write_bytes(text)
    attempts: list[Callable[[], object]] = [
        lambda: store.get("eu"),
        lambda: store.put("eu", WORD),
        lambda: store.delete("eu"),
    ]
    for attempt in attempts:
        with pytest.raises(NeoError) as told:
            attempt()
        assert "let-me-in" not in str(told.value) + repr(told.value)
        assert str(path) in told.value.cause
    assert path.read_bytes() == text


def test_a_secret_that_is_no_text_is_not_stored(store: CredentialsFile, path: Path) -> None:
    with pytest.raises(NeoError, match="could not be stored"):
        store.put("eu", Secret("a\udcff"))
    assert not path.exists()


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NeoError, match=r"could not be stored|cannot be used"):
        CredentialsFile(tmp_path / "file" / "private" / "credentials.toml").put("eu", WORD)
