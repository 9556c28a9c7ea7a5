"""Where nothing can be written, changes hold for the session, and it is told which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from neo_tui.cli.wiring import app_profile_store, profile_store
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.services.ports import ProfileStore
from neo_tui.storage.failures import ReadOnlyError
from neo_tui.storage.profiles import TomlProfileStore
from neo_tui.storage.session import FallbackProfileStore, SessionProfileStore

A, B, C = (Profile(name, "h.example", user="u") for name in "abc")


class Kept(SessionProfileStore):
    """A store whose saves can be made to fail."""

    error: NeoError | None = None

    def put(self, profile: Profile, replaces: str | None = None, seen: Profile | None = None) -> Profiles:
        self._refuse()
        return super().put(profile, replaces, seen)

    def delete(self, name: str, seen: Profile | None = None) -> Profiles:
        self._refuse()
        return super().delete(name, seen)

    def set_default(self, name: str) -> Profiles:
        self._refuse()
        return super().set_default(name)

    def _refuse(self) -> None:
        if self.error is not None:
            raise self.error


READ_ONLY = ReadOnlyError(Kind.CONFIG, "The profiles could not be saved", "The disk is read-only.", "Mend it.")


@pytest.fixture
def kept() -> Kept:
    return Kept(Profiles((A, B), "a"))


@pytest.fixture
def store(kept: Kept) -> FallbackProfileStore:
    return FallbackProfileStore(kept)


def test_what_can_be_saved_is_saved(store: FallbackProfileStore, kept: Kept) -> None:
    store.put(C)
    store.set_default("c")
    store.delete("b")
    assert kept.load() == store.load() == Profiles((A, C), "c")
    assert store.session_only == frozenset()
    assert store.location == "this session only"


def test_what_cannot_be_saved_holds_for_the_session(store: FallbackProfileStore, kept: Kept) -> None:
    kept.error = READ_ONLY
    edited = replace(B, user="x")
    assert store.put(C) == Profiles((A, B, C), "a")
    assert store.session_only == {"c"}
    assert store.put(edited, "b") == Profiles((A, edited, C), "a")
    assert store.set_default("c").default == "c"
    assert store.delete("a") == Profiles((edited, C), "c")
    assert store.load() == Profiles((edited, C), "c")
    assert store.session_only == {"b", "c"}
    assert store.location.endswith("read-only: changes hold for this session only")
    assert store.put(replace(C, name="d"), "c") == Profiles((edited, replace(C, name="d")), "d")
    assert store.session_only == {"b", "d"}
    assert kept.load() == Profiles((A, B), "a")


def test_what_is_not_allowed_is_not_allowed_in_a_session_either(store: FallbackProfileStore, kept: Kept) -> None:
    kept.error = READ_ONLY
    for _ in range(2):
        with pytest.raises(NeoError, match="name is taken"):
            store.put(A)
        with pytest.raises(NeoError, match="name is taken"):
            store.put(replace(B, name="a"), "b")
        with pytest.raises(NeoError, match="No such profile"):
            store.set_default("none")
        store.put(replace(B, user="x"), "b")
    assert store.load().profiles == (A, replace(B, user="x"))


def test_a_refused_change_is_not_remembered(store: FallbackProfileStore, kept: Kept) -> None:
    kept.error = READ_ONLY
    with pytest.raises(NeoError, match="name is taken"):
        store.put(A)
    assert store.location == "this session only"


def test_another_failure_is_told_so_that_the_form_keeps_the_edit(store: FallbackProfileStore, kept: Kept) -> None:
    kept.error = NeoError(Kind.CONFIG, "The profiles could not be saved", "The disk is full.", "Make room.")
    with pytest.raises(NeoError, match="could not be saved"):
        store.put(C)
    assert store.load() == Profiles((A, B), "a")
    assert store.session_only == frozenset()


def test_once_in_memory_always_in_memory(store: FallbackProfileStore, kept: Kept) -> None:
    kept.error = READ_ONLY
    store.put(C)
    kept.error = None
    store.delete("a")
    assert kept.load() == Profiles((A, B), "a")
    assert store.load() == Profiles((B, C), "b")


def test_what_another_program_stores_meanwhile_is_shown_beside_the_changes(
    store: FallbackProfileStore, kept: Kept
) -> None:
    kept.error = READ_ONLY
    edited = replace(B, user="mine")
    store.put(C)
    store.set_default("c")
    store.put(edited, "b")
    kept.error = None
    theirs = Profile("d", "theirs.example")
    kept.put(theirs)
    kept.put(Profile("c", "theirs.example"))
    kept.delete("b")
    assert store.load() == Profiles((A, theirs, C, edited), "c")
    assert store.session_only == {"b", "c"}
    kept.delete("c")
    kept.put(C)
    kept.put(edited)
    store.load()
    assert store.session_only == frozenset()


def test_a_rename_onto_what_another_program_stores_meanwhile_stands_in_its_place(
    store: FallbackProfileStore, kept: Kept
) -> None:
    kept.error = READ_ONLY
    renamed = replace(B, name="c")
    store.put(renamed, "b")
    kept.error = None
    kept.put(C)
    assert store.load() == Profiles((A, renamed), "a")


def test_the_default_that_has_gone_meanwhile_is_none(store: FallbackProfileStore, kept: Kept) -> None:
    kept.error = READ_ONLY
    store.set_default("b")
    kept.error = None
    kept.delete("b")
    assert store.load() == Profiles((A,), "a")


def test_stored_profiles_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "profiles.toml"
    path.write_text("")
    store = FallbackProfileStore(TomlProfileStore(path))
    for attempt in (store.load, lambda: store.put(A)):
        with pytest.raises(NeoError, match="cannot be used"):
            attempt()


def test_the_program_falls_back_and_the_commands_do_not(own_environment: Path) -> None:
    program, commands = app_profile_store(), profile_store()
    assert isinstance(program, FallbackProfileStore)
    assert isinstance(commands, TomlProfileStore)
    stores: list[ProfileStore] = [program, commands, SessionProfileStore(Profiles())]
    assert all(store.session_only == frozenset() for store in stores)
    assert program.location == commands.location == str(own_environment / "config" / "profiles.toml")
