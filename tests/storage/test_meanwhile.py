"""Two programs, or a program and an editor, at one file: nobody's work is lost in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile
from neo_tui.domain.secret import Secret
from neo_tui.storage import profiles
from neo_tui.storage.atomic import write_text
from neo_tui.storage.profiles import TomlProfileStore

EU = Profile("eu", "eu.example.com", user="u")
INDIA = Profile("india", "in.example.com", user="u")
MINE = replace(EU, user="mine")
THEIRS = replace(EU, user="theirs")
BY_HAND = '\n[[profiles]]\nname = "hand"\nhost = "h.example"\nmood = "calm"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles.toml"


@pytest.fixture
def here(path: Path) -> TomlProfileStore:
    store = TomlProfileStore(path)
    store.put(EU)
    store.put(INDIA)
    store.load()
    return store


@pytest.fixture
def there(here: TomlProfileStore, path: Path) -> TomlProfileStore:
    store = TomlProfileStore(path)
    assert store.load() == here.load()
    return store


def test_what_an_editor_added_while_the_program_ran_is_kept(here: TomlProfileStore, path: Path) -> None:
    path.write_text("shade = 'teal'\n" + path.read_text() + BY_HAND)
    assert [profile.name for profile in here.put(MINE, "eu", EU).profiles] == ["eu", "india", "hand"]
    assert "teal" in path.read_text()
    assert 'mood = "calm"' in path.read_text()


def test_what_an_editor_saves_during_a_save_is_kept(
    here: TomlProfileStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and renaming lie the milliseconds of the disk; an editor takes no lock."""
    times = 0

    def edited(at: Path, text: str, last_look: object) -> None:
        nonlocal times
        times += 1
        if times == 1:
            path.write_text(path.read_text() + BY_HAND)
        write_text(at, text, last_look)  # type: ignore[arg-type]

    monkeypatch.setattr(profiles, "write_text", edited)
    assert [profile.name for profile in here.put(MINE, "eu", EU).profiles] == ["eu", "india", "hand"]
    assert times == 2
    assert not list(path.parent.glob(".*new-*"))


def test_a_file_that_vanishes_or_keeps_changing_during_a_save_is_told(
    here: TomlProfileStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(at: Path, text: str, last_look: object) -> None:
        path.write_text(path.read_text() + "# again\n")
        write_text(at, text, last_look)  # type: ignore[arg-type]

    monkeypatch.setattr(profiles, "write_text", changed)
    with pytest.raises(NeoError, match="could not be saved") as told:
        here.put(MINE, "eu", EU)
    assert "another program keeps changing it" in told.value.cause
    assert path.read_text().endswith("# again\n" * 3)
    assert not list(path.parent.glob(".*new-*"))


def test_an_edit_of_what_another_program_changed_is_told_once(
    here: TomlProfileStore, there: TomlProfileStore, path: Path
) -> None:
    there.put(THEIRS, "eu")
    before = path.read_bytes()
    with pytest.raises(NeoError, match="was changed meanwhile") as told:
        here.put(MINE, "eu", EU)
    assert told.value.cause == "Another program changed eu while it was open here. Nothing was changed by this one."
    assert told.value.action == "Do it again to put yours in its place, or go back to see the other."
    assert path.read_bytes() == before
    assert here.put(MINE, "eu", EU).get("eu") == MINE
    assert 'user = "theirs"' in path.with_name("profiles.toml.bak").read_text()


def test_an_edit_that_was_refused_once_is_refused_again_when_it_changed_again(
    here: TomlProfileStore, there: TomlProfileStore
) -> None:
    for user in ("one", "two"):
        there.put(replace(EU, user=user), "eu")
        with pytest.raises(NeoError, match="was changed meanwhile"):
            here.put(MINE, "eu", EU)
    assert here.put(MINE, "eu", EU).get("eu") == MINE


def test_an_edit_of_what_another_program_deleted_is_told_once(here: TomlProfileStore, there: TomlProfileStore) -> None:
    there.delete("eu", EU)
    with pytest.raises(NeoError, match="was deleted meanwhile") as told:
        here.put(MINE, "eu", EU)
    assert told.value.action == "Save again to add it as it is here, or leave it deleted."
    assert there.load().profiles == (INDIA,)
    assert here.put(MINE, "eu", EU).profiles == (INDIA, MINE)


def test_an_edit_of_what_another_program_renamed_is_told(here: TomlProfileStore, there: TomlProfileStore) -> None:
    there.put(replace(EU, name="europe"), "eu")
    with pytest.raises(NeoError, match="was deleted meanwhile"):
        here.put(MINE, "eu", EU)


def test_deleting_what_another_program_changed_is_told_once(here: TomlProfileStore, there: TomlProfileStore) -> None:
    there.put(THEIRS, "eu")
    with pytest.raises(NeoError, match="was changed meanwhile"):
        here.delete("eu", EU)
    assert there.load().get("eu") == THEIRS
    assert here.delete("eu", EU).profiles == (INDIA,)


def test_deleting_what_another_program_deleted_is_done(here: TomlProfileStore, there: TomlProfileStore) -> None:
    there.delete("eu", EU)
    assert here.delete("eu", EU).profiles == (INDIA,)


def test_the_default_that_another_program_deleted_is_told(here: TomlProfileStore, there: TomlProfileStore) -> None:
    there.delete("india")
    with pytest.raises(NeoError, match="No such profile"):
        here.set_default("india")


def test_two_programs_that_add_one_name_do_not_replace_each_other(
    here: TomlProfileStore, there: TomlProfileStore
) -> None:
    there.put(Profile("new", "theirs.example"))
    with pytest.raises(NeoError, match="name is taken"):
        here.put(Profile("new", "mine.example"))
    with pytest.raises(NeoError, match="name is taken"):
        here.put(replace(EU, name="new"), "eu")


def test_what_was_seen_since_may_be_changed(here: TomlProfileStore, there: TomlProfileStore) -> None:
    there.put(THEIRS, "eu")
    assert here.put(MINE, "eu", THEIRS).get("eu") == MINE
    assert here.delete("eu", MINE).profiles == (INDIA,)


def test_a_look_at_the_list_in_between_does_not_count_as_having_seen_it(
    here: TomlProfileStore, there: TomlProfileStore
) -> None:
    """The form was filled before; what it shows is what the person saw."""
    there.put(THEIRS, "eu")
    here.load()
    with pytest.raises(NeoError, match="was changed meanwhile"):
        here.put(MINE, "eu", EU)


def test_a_secret_on_its_way_is_no_change(here: TomlProfileStore) -> None:
    with_secret = replace(EU, secret=Secret("let-me-in"))
    assert here.put(MINE, "eu", with_secret).get("eu") == MINE
