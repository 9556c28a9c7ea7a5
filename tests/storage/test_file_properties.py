"""The file behaves as a list in memory does, whatever is done to it in whatever order."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.errors import NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Auth, Profile, Profiles, SecretSource
from neo_tui.services.ports import ProfileStore
from neo_tui.storage.profiles import TomlProfileStore
from neo_tui.storage.session import SessionProfileStore

# Few names, so that they meet; among them what TOML has to quote.
NAMES = st.sampled_from(["a", "b", "c", 'd "quoted"', "é\u0301 '\\", "名前"])
PROFILES = st.builds(
    Profile,
    name=NAMES,
    host=st.text(st.characters(codec="utf-8"), max_size=8).map(visible),  # nothing else is ever saved
    auth=st.sampled_from(Auth),
    user=st.text(st.characters(codec="utf-8"), max_size=8).map(visible),
    secret_source=st.sampled_from([SecretSource.PROMPT, SecretSource.ENVIRONMENT]),
    count=st.integers(1, 100),
    extra=st.dictionaries(st.sampled_from(["mood", "later"]), st.integers() | st.text(max_size=3), max_size=2),
)
CHANGES = st.lists(
    st.tuples(st.just("put"), PROFILES, st.none() | NAMES)
    | st.tuples(st.just("delete"), NAMES)
    | st.tuples(st.just("set_default"), NAMES)
    | st.tuples(st.just("load")),
    max_size=12,
)


def done(store: ProfileStore, change: tuple[object, ...]) -> Profiles | str:
    """What a change answers, or the title of its failure."""
    name, *arguments = change
    try:
        answer = getattr(store, str(name))(*arguments)
    except NeoError as error:
        return error.title
    assert isinstance(answer, Profiles)
    return answer


@given(CHANGES, st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_sequence_of_changes_leaves_what_a_list_in_memory_holds(
    changes: list[tuple[object, ...]], again: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.toml"
        store, model = TomlProfileStore(path), SessionProfileStore(Profiles())
        for change in changes:
            assert done(store, change) == done(model, change)
            if again:  # the program was ended and opened again
                store = TomlProfileStore(path)
        assert TomlProfileStore(path).load() == model.load()
        assert not list(Path(folder).glob(".*new-*"))
