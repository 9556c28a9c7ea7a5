"""Case files on the disk: who may read them, who else writes to them, what is said when they cannot be used."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from neo_tui.domain.case import MAX_FOUND, Checked, Note, Noted, Record
from neo_tui.domain.clock import Skew
from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.storage.case_lines import first_line, record_line
from neo_tui.storage.case_reading import MOST_LINES
from neo_tui.storage.casefile import CaseFiles
from tests.cases import KEY, NOW, TOOL, answer, asked, everything

FILES = CaseFiles(TOOL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ticket.neocase"


def refused(path: Path) -> str:
    with pytest.raises(NeoError) as error:
        FILES.load(str(path))
    assert error.value.exit_code == ExitCode.USAGE
    return str(error.value)


def unwritten(path: Path) -> str:
    with pytest.raises(NeoError) as error:
        FILES.add(str(path), [asked()], NOW)
    return str(error.value)


def test_a_new_file_is_its_owners_alone_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        assert FILES.add(str(path), everything(), NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(FILES.load(str(path)).records) == everything()
    assert [each.name for each in path.parent.iterdir() if "neocase" in each.name] == [path.name]


def test_what_is_added_leaves_what_was_written_as_it_was(path: Path) -> None:
    FILES.add(str(path), [asked()], NOW)
    path.chmod(0o640)
    before = path.read_bytes()
    assert not FILES.add(str(path), [answer()], NOW)
    assert path.read_bytes().startswith(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert FILES.load(str(path)).records == (asked(), answer())


def test_a_file_that_is_no_case_is_never_written_to(path: Path) -> None:
    path.write_text("Dear diary\n")
    assert "nothing can be added to it: it is no case file" in unwritten(path)
    assert path.read_text() == "Dear diary\n"
    path.write_bytes(first_line(NOW, TOOL).replace(b'case":1', b'case":2'))
    assert "Use a newer neo-tui." in unwritten(path)


def test_after_a_writer_that_was_killed_the_next_one_goes_on(path: Path) -> None:
    FILES.add(str(path), [asked(), answer()], NOW)
    path.write_bytes(path.read_bytes()[:-30])
    FILES.add(str(path), [answer(page=2)], NOW)
    case = FILES.load(str(path))
    assert case.records == (asked(), answer(page=2))
    assert "Line 3 was never finished" in case.problems[0]


def child(path: Path, who: int, times: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.storage.case_child", str(path), str(who), str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])


def test_a_writer_that_is_killed_at_any_time_leaves_a_file_that_opens(path: Path) -> None:
    with child(path, 1, 100_000) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().decode().strip() for _ in range(20)]
        writer.kill()
    known = {one.key for one in FILES.load(str(path)).questions}
    assert known.issuperset(said)
    FILES.add(str(path), [asked("ff" * 8)], NOW)
    assert "ff" * 8 in {one.key for one in FILES.load(str(path)).questions}


def test_two_writers_lose_nothing_and_mix_nothing(path: Path) -> None:
    with child(path, 1, 30) as one, child(path, 2, 30) as other:
        said = [key for each in (one, other) for key in each.communicate()[0].decode().split()]
    case = FILES.load(str(path))
    assert Counter(question.key for question in case.questions) == Counter(said)
    assert all(len(case.answers(key)) == 1 for key in said)
    assert (len(said), case.problems) == (60, ())


def test_what_cannot_be_opened_says_why_and_what_to_do(path: Path) -> None:
    assert refused(path) == f"The file cannot be opened. {path}: there is no such file. Check the name and the folder."
    path.mkdir()
    assert refused(path) == f"The file cannot be opened. {path}: it is a folder. Name a file in it."
    path.rmdir()
    os.mkfifo(path)
    assert "it is a pipe or a device, not a file." in refused(path)
    path.unlink()
    path.touch()
    os.truncate(path, 64 * 1024 * 1024 + 1)
    assert "it has 67,108,865 bytes, and may have at most 67,108,864." in refused(path)
    path.write_bytes(first_line(NOW, TOOL) + b"{\n")
    assert "Line 2 cannot be read: it is not JSON" in refused(path)
    assert "there is no such file" in refused(Path("a\0b"))


def test_what_cannot_be_written_says_why_and_what_to_do(path: Path) -> None:
    missing = path / "case"
    assert unwritten(missing) == (
        f"It was not added to the case. {missing}: there is no folder {path}. Make the folder, or name another file."
    )
    path.mkdir()
    assert f"{path}: it is a directory, not a file." in unwritten(path)
    path.rmdir()
    os.mkfifo(path)
    assert "it is a pipe or a device, not a file." in unwritten(path)


def test_nothing_is_added_beyond_what_could_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neo_tui.storage.casefile.LARGEST", 5_000)
    FILES.add(str(path), [asked(), answer(b"x" * 3_000)], NOW)
    before = path.read_bytes()
    with pytest.raises(NeoError, match="it would have more than 5,000 bytes"):
        FILES.add(str(path), [answer(b"x" * 3_000, 2)], NOW)
    assert path.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_no_line_is_added_beyond_what_could_be_read(path: Path) -> None:
    path.write_bytes(first_line(NOW, TOOL) + record_line(Note(NOW, "x")) * (MOST_LINES - 2))
    FILES.add(str(path), [Note(NOW, "the last one")], NOW)
    before = path.read_bytes()
    with pytest.raises(NeoError, match="it would have more than 20,000 lines"):
        FILES.add(str(path), [Note(NOW, "one more")], NOW)
    assert path.read_bytes() == before
    assert FILES.load(str(path)).notes("")[-1].text == "the last one"


def test_nothing_is_added_to_a_case_that_is_damaged_further_down(path: Path) -> None:
    FILES.add(str(path), everything(), NOW)
    damaged = path.read_bytes().replace(b'"record":"note"', b'"record":"note', 1)
    path.write_bytes(damaged)
    assert "nothing can be added to it: line 2 cannot be read" in unwritten(path)
    assert path.read_bytes() == damaged


DENSE = b'[{"id":1,"x":[' + b"[]," * 450_000 + b"[]]}]"


@pytest.mark.parametrize(
    "record",
    [
        answer(DENSE),
        answer(b"[" + b"1," * 1_300_000 + b"1]"),
        replace(answer(), skew=Skew(timedelta(days=-300_000), timedelta(seconds=1))),
        replace(answer(), skew=Skew(timedelta(days=2_900_000), timedelta(seconds=1))),
        Checked(KEY, NOW, 10**6, False, (Noted("x" * 60, "error", 2**62, "y" * 900),) * MAX_FOUND, more=159_851),
    ],
)
def test_whatever_came_is_read_again(path: Path, record: Record) -> None:
    """Odd answers and clocks that are far off: what is added opens."""
    FILES.add(str(path), [asked(), record], NOW)
    case = FILES.load(str(path))
    assert (case.records, case.problems) == ((asked(), record), ())


def test_what_could_not_be_read_again_is_not_written(path: Path) -> None:
    odd = replace(answer(), skew=Skew(timedelta.max, timedelta(0)))
    with pytest.raises(NeoError, match="what would be added could not be read again: line 3"):
        FILES.add(str(path), [asked(), odd], NOW)
    assert not path.exists()


def test_a_file_that_a_killed_writer_left_empty_says_so_and_is_used(path: Path) -> None:
    path.touch()
    assert "It is empty: nothing was ever written into it." in refused(path)
    assert FILES.add(str(path), [asked()], NOW)
    assert FILES.load(str(path)).questions == [asked()]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case"
    FILES.add(str(path), [asked()], NOW)
    before = path.read_bytes()

    def full(handle: int, data: bytes) -> None:
        os.write(handle, data[:20])
        with Path("/dev/full").open("wb", buffering=0) as disk:
            disk.write(data)

    monkeypatch.setattr("neo_tui.storage.casefile.write_all", full)
    with pytest.raises(NeoError, match="the disk is full"):
        FILES.add(str(path), [answer()], NOW)
    assert path.read_bytes() == before


def test_a_link_that_leads_nowhere_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    loop, astray = tmp_path / "loop", tmp_path / "astray"
    loop.symlink_to(loop)
    astray.symlink_to(tmp_path / "no folder" / "t.neocase")
    for link in (loop, astray):
        with pytest.raises(NeoError):
            FILES.look(str(link))
    (tmp_path / "new").symlink_to(tmp_path / "t.neocase")
    FILES.look(str(tmp_path / "new"))  # what it leads to can be made
