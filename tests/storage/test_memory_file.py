"""What the form remembers, on disk; and where files live."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neo_tui.domain.memory import Memory, Question
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.query import Draft
from neo_tui.storage.locations import config_folder, state_folder
from neo_tui.storage.memory import JsonMemoryStore
from neo_tui.storage.session import SessionMemoryStore, SessionProfileStore

MEMORY = Memory(
    "eu", Draft("1", "e", "15", "1", "25"), (Question("eu", Draft("1", "e", "15"), "title", "note", "3 rows"),)
)


def test_it_comes_back_after_a_restart_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "state" / "memory.json"
    JsonMemoryStore(path).save(MEMORY)
    assert JsonMemoryStore(path).load() == MEMORY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_an_empty_memory(tmp_path: Path) -> None:
    assert JsonMemoryStore(tmp_path / "none.json").load() == Memory()


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = JsonMemoryStore(tmp_path / "file" / "memory.json")
    store.save(MEMORY)
    assert store.load() == Memory()


def test_a_file_too_big_to_be_ours_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    path.write_text(json.dumps({"version": 1, "profile": "x" * 600_000}))
    assert JsonMemoryStore(path).load() == Memory()


def test_text_in_the_file_is_foreign_text(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    path.write_text(json.dumps({"version": 1, "draft": {"customer": "1\u001b[2J", "entity": 5}, "recent": [3, {}]}))
    assert JsonMemoryStore(path).load() == Memory("", Draft("1␛[2J"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["version", "draft", "recent", "profile", "customer", "title"]), inner)
    ),
    max_leaves=8,
)


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_file_it_never_raises(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "memory.json"
    path.write_bytes(content)
    assert isinstance(JsonMemoryStore(path).load(), Memory)


def test_where_files_live() -> None:
    assert config_folder({"NEO_TUI_CONFIG_DIR": "/etc/neo"}) == Path("/etc/neo")
    assert state_folder({"NEO_TUI_CONFIG_DIR": "/etc/neo"}) == Path("/etc/neo/state")
    assert state_folder({"NEO_TUI_STATE_DIR": "/var/neo", "NEO_TUI_CONFIG_DIR": "/etc/neo"}) == Path("/var/neo")


def test_without_variables_the_platform_decides(monkeypatch: pytest.MonkeyPatch, own_environment: Path) -> None:
    monkeypatch.delenv("NEO_TUI_CONFIG_DIR")
    assert config_folder().is_relative_to(own_environment)
    assert state_folder().is_relative_to(own_environment)
    assert config_folder().name == state_folder().name == "neo-tui"
    assert not config_folder().exists()


def test_a_session_keeps_what_it_is_given_until_it_ends() -> None:
    memory = SessionMemoryStore(lambda: MEMORY)
    assert memory.load() == MEMORY
    memory.save(Memory("other"))
    assert memory.load() == Memory("other")
    store = SessionProfileStore(Profiles())
    profile = Profile("eu", "eu.example", user="u")
    assert store.put(profile).profiles == (profile,)
    assert store.set_default("eu").default == "eu"
    assert store.load().profiles == (profile,)
    assert store.delete("eu").profiles == ()
    assert store.location == "this session only"
