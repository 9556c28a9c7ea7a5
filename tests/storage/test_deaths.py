"""Whatever kills a save, and however many save at once: no profile is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.storage.running import child

NEW = {
    "first": ["new"],
    "added": ["a", "b", "c", "new"],
    "edited": ["a", "renamed", "c"],
    "deleted": ["a", "c"],
    "default": ["a", "b", "c"],
    "linked": ["a", "b", "c", "new"],
    "dangling": ["new"],
}


def test_a_save_killed_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    deaths = child("killed_at_every_step", tmp_path)
    for death in deaths:
        new = NEW[death["scene"]]
        assert death["after"] in ([new] if not death["killed"] else [death["before"], new]), death
        # The next save finds no lock that nobody holds, and leaves nothing of the dead one.
        assert death["then"] == [*death["after"], "next"], death
        assert death["left"] == [], death
        assert death["linked"] == (death["scene"] in {"linked", "dangling"}), death
    steps = Counter(death["scene"] for death in deaths if death["killed"])
    assert set(steps) == set(NEW)
    assert min(steps.values()) >= 16, steps


def test_a_saver_killed_200_times_at_random_loses_nothing_that_it_said_was_saved(tmp_path: Path) -> None:
    kills = child("killed_at_random", tmp_path)
    assert len(kills) == 200
    for kill in kills:
        assert kill["names"] == ["a", "b", "c"], kill
        assert kill["found"] in {kill["done"], kill["done"] + 1}, kill


def test_eight_programs_that_add_25_profiles_each_add_200(tmp_path: Path) -> None:
    (answer,) = child("added_by_eight", tmp_path)
    assert answer["codes"] == [0] * 8
    assert len(answer["names"]) == 200
    assert len(set(answer["names"])) == 200
    assert not list(tmp_path.glob(".*new-*"))
