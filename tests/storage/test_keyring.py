"""The system's keyring: used when it is there, never waited for, never fatal."""

from __future__ import annotations

import sys
from threading import Event
from types import ModuleType

import pytest

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.secret import Secret
from neo_tui.storage import os_keyring
from neo_tui.storage.os_keyring import OsKeyring


class Backend:
    """A keyring in memory, with the interface that every backend has."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def installed(monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    """Put a backend where the package finds it."""
    package = ModuleType("keyring")
    package.get_keyring = lambda: backend  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", package)


def test_a_secret_is_kept_under_the_name_of_its_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = Backend()
    installed(monkeypatch, backend)
    ring = OsKeyring()
    assert ring.get("eu") is None
    ring.put("eu", Secret("let-me-in"))
    assert ring.get("eu") == Secret("let-me-in")
    assert backend.kept == {("neo-tui", "eu"): "let-me-in"}
    ring.delete("eu")
    ring.delete("eu")
    assert backend.kept == {}


def test_without_the_package_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(NeoError, match="There is no keyring") as told:
        OsKeyring().get("eu")
    assert told.value.kind is Kind.CREDENTIALS
    assert "neo-tui[keyring]" in told.value.action


def test_a_keyring_that_fails_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoKeyringError(RuntimeError):
        pass

    class Broken(Backend):
        def get_password(self, service: str, name: str) -> str | None:  # noqa: ARG002
            raise NoKeyringError("let-me-in")

    installed(monkeypatch, Broken())
    with pytest.raises(NeoError, match="cannot be used") as told:
        OsKeyring().get("eu")
    assert "NoKeyringError" in told.value.cause
    assert "let-me-in" not in str(told.value)


def test_a_locked_keyring_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    forever = Event()

    class Locked(Backend):
        def get_password(self, service: str, name: str) -> str | None:  # noqa: ARG002
            forever.wait()
            return None

    installed(monkeypatch, Locked())
    monkeypatch.setattr(os_keyring, "PATIENCE", 0.05)
    with pytest.raises(NeoError, match="does not answer"):
        OsKeyring().get("eu")
    forever.set()
