"""A command that is copied names the zone of this machine, so that a colleague's machine tells the same times."""

from __future__ import annotations

from pathlib import Path

import pytest

from neo_tui.storage.machine_zone import machine_zone_name


@pytest.fixture
def nothing(tmp_path: Path) -> Path:
    return tmp_path / "nothing"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Asia/Kolkata", "Asia/Kolkata"),
        ("UTC", "UTC"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", ""),
        ("/etc/localtime", ""),
        ("../../etc/passwd", ""),
        ("", ""),
    ],
)
def test_the_variable_goes_before_what_the_machine_is_set_to(said: str, name: str, nothing: Path) -> None:
    written = nothing.with_name("timezone")
    written.write_text("Asia/Tokyo\n")
    assert machine_zone_name({"TZ": said}, nothing, written) == name


def test_a_link_to_the_zones_file_names_it(tmp_path: Path, nothing: Path) -> None:
    file = tmp_path / "zoneinfo" / "America" / "Argentina" / "Buenos_Aires"
    file.parent.mkdir(parents=True)
    file.touch()
    link = tmp_path / "localtime"
    link.symlink_to(file)
    assert machine_zone_name({}, link, nothing) == "America/Argentina/Buenos_Aires"


def test_where_the_link_names_none_the_written_name_is_taken(tmp_path: Path, nothing: Path) -> None:
    link, written = tmp_path / "localtime", tmp_path / "timezone"
    link.write_bytes(b"TZif2")
    written.write_text("Asia/Tokyo\n")
    assert machine_zone_name({}, link, written) == "Asia/Tokyo"
    written.write_bytes(b"\xff\xfe")
    assert machine_zone_name({}, link, written) == ""
    link.unlink()
    link.symlink_to(link)
    assert machine_zone_name({}, link, nothing) == ""
