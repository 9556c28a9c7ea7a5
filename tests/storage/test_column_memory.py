"""The chosen columns, on disk: each connection's own, and nothing of what does not belong there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neo_tui.domain.column_choice import MAX_COLUMNS, ColumnChoice
from neo_tui.domain.memory import MAX_CHOICES, Memory
from neo_tui.domain.settings import Keep
from neo_tui.presentation.column_sets import ALL_FIELDS, DIGEST
from neo_tui.storage.memory import JsonMemoryStore

NAME = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)
CHOICE = st.lists(NAME, unique=True, min_size=1, max_size=6).flatmap(
    lambda keys: st.builds(
        ColumnChoice, st.just(tuple(keys)), st.integers(0, len(keys)), st.frozensets(st.sampled_from(keys))
    )
)


@given(st.dictionaries(st.tuples(NAME, st.sampled_from(["compact", "every"])), CHOICE, max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_chosen_is_there_after_a_restart(tmp_path: Path, chosen: dict[tuple[str, str], ColumnChoice]) -> None:
    store = JsonMemoryStore(tmp_path / "memory.json")
    store.save(Memory(columns=chosen))
    assert store.load().columns == chosen


def test_columns_hold_no_ids_and_stay_where_questions_are_not_kept(tmp_path: Path) -> None:
    chosen = {("eu", "compact"): ColumnChoice(("left", "status"), 1, frozenset({"left"}))}
    for keep in Keep:
        store = JsonMemoryStore(tmp_path / f"{keep.name}.json", keep)
        store.save(Memory(columns=chosen))
        assert store.load().columns == chosen


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["keys", "full"]), inner),
    max_leaves=5,
)
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "profile": JSON,
        "set": st.sampled_from(["compact", "every"]) | JSON,
        "keys": st.lists(st.sampled_from(["status", "left", "id", "gone"]) | JSON, max_size=5) | JSON,
        "pinned": st.integers() | JSON,
        "full": st.lists(st.sampled_from(["status", "left"]) | JSON, max_size=3) | JSON,
    },
)


@given(st.lists(ENTRY | JSON, max_size=3) | JSON)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_there_a_table_with_columns_comes_of_it(tmp_path: Path, columns: object) -> None:
    path = tmp_path / "memory.json"
    path.write_text(json.dumps({"version": 1, "theme": "neo", "columns": columns}))
    memory = JsonMemoryStore(path).load()
    assert memory.theme == "neo"
    for choice in [*memory.columns.values(), None]:
        for columns_of in (DIGEST, ALL_FIELDS):
            fitted = columns_of.fitted(choice)
            assert len({column.key for column in columns_of.shown(fitted)}) == len(fitted.keys) >= 1
            assert 0 <= fitted.pinned <= len(fitted.keys)


def test_text_in_the_file_is_foreign_text_and_too_many_columns_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    entry = {"profile": "a\u001b[2J", "set": "compact", "keys": ["left\u202e", *map(str, range(1000))], "pinned": 10**9}
    path.write_text(json.dumps({"version": 1, "columns": [entry] * 2 + [{"keys": ["id"]}] * 1000}))
    columns = JsonMemoryStore(path).load().columns
    assert len(columns) <= MAX_CHOICES
    choice = columns["a␛[2J", "compact"]
    assert "\u202e" not in choice.keys[0]
    assert len(choice.keys) == choice.pinned == MAX_COLUMNS


@pytest.mark.parametrize("count", [1, 3])
def test_the_latest_choices_are_kept(count: int) -> None:
    memory = Memory()
    for number in range(MAX_CHOICES + count):
        memory = memory.with_columns(f"profile-{number}", "compact", ColumnChoice(("left",)))
    assert len(memory.columns) == MAX_CHOICES
    assert (f"profile-{MAX_CHOICES + count - 1}", "compact") in memory.columns
    assert (f"profile-{count - 1}", "compact") not in memory.columns
    assert memory.with_columns("profile-9", "compact", None).columns.get(("profile-9", "compact")) is None
