"""A file for what leaves the program: never over another unasked, however late that one came."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from neo_tui.domain.errors import FileExists
from neo_tui.storage import export_file
from neo_tui.storage.export_file import write_export


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name != "home"]


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program writes the same file after the last look at it."""

    def look(path: Path, *, replace: bool) -> Callable[[], None]:
        def write() -> None:
            path.write_text(f"theirs, {replace}")

        return write

    monkeypatch.setattr(export_file, "_last_look", look)


@pytest.mark.usefixtures("late")
def test_a_file_that_another_program_made_in_the_last_moment_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(FileExists, match="There is a file of that name already"):
        write_export(path, "ours", replace=False)
    assert path.read_text() == "theirs, False"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.usefixtures("late")
def test_it_is_replaced_where_that_was_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_export(path, "ours", replace=True)
    assert path.read_text() == "ours"
    assert names(tmp_path) == ["a.csv"]


def test_where_no_second_name_is_known_the_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", unknown)
    write_export(tmp_path / "a.csv", "ours", replace=False)
    assert (tmp_path / "a.csv").read_text() == "ours"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("name", ["x" * 251 + ".csv", "é" * 125 + ".csv"])
def test_a_name_may_be_as_long_as_the_file_system_takes(tmp_path: Path, name: str) -> None:
    write_export(tmp_path / name, "ours", replace=False)
    assert names(tmp_path) == [name]
