"""Case files, line by line: what is written is read again to the letter, and damage is told by its line."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.case import Answer, Asked, Case, Note, Record
from neo_tui.storage.case_lines import cut_line, first_line, record_line
from neo_tui.storage.case_reading import LONGEST_LINE, CaseError, read_case
from tests.cases import KEY, NOW, ROW, TOOL, answer, asked, everything


def written(*records: Record) -> bytes:
    return first_line(NOW, TOOL) + b"".join(map(record_line, records))


def bodies(case: Case) -> list[bytes]:
    return [record.body for record in case.records if isinstance(record, Answer)]


def refused(data: bytes) -> str:
    with pytest.raises(CaseError) as error:
        read_case(data)
    return str(error.value)


def test_all_that_is_written_is_read_again() -> None:
    case = read_case(written(*everything()))
    assert (list(case.records), case.at, case.tool, case.problems) == (everything(), NOW, TOOL, ())


def test_what_was_recorded_is_found_by_its_question() -> None:
    case = read_case(written(*everything()))
    assert [one.page for one in case.answers(KEY)] == [1, 2, 3]
    assert [note.text for note in case.notes("")] == ["Ticket 4711"]
    assert case.as_of(KEY) == answer(page=2).received_at
    checked = case.checked(KEY)
    assert checked is not None
    assert checked.found[0].id == 2**70


ODD_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(max_examples=150)
@given(st.lists(st.one_of(st.binary(max_size=300), ODD_TEXT.map(str.encode)), max_size=5))
def test_bodies_come_back_byte_for_byte_whatever_they_are(sent: list[bytes]) -> None:
    data = written(asked(), *(answer(body, page) for page, body in enumerate(sent, 1)))
    assert data.isascii()
    case = read_case(data)
    assert (bodies(case), case.problems) == (sent, ())


@pytest.mark.parametrize("body", [b'{"a":"' + b"x" * 9_000_000 + b'"}', bytes(range(256)) * 40_000, b"\0" * 3_000_000])
def test_huge_bodies_come_back_too(body: bytes) -> None:
    data = written(asked(), answer(body))
    assert len(data) < LONGEST_LINE
    assert bodies(read_case(data)) == [body]


def test_a_readable_body_stands_in_the_file_as_text() -> None:
    line = json.loads(record_line(answer()))
    assert line["text"] == ROW.decode()
    assert "base64" not in line
    assert "base64" in json.loads(record_line(answer(b"\xff\xfe[\0]\0")))


# ── damage ──


def test_a_last_line_that_was_never_finished_is_told_and_the_rest_opens() -> None:
    data = written(asked(), answer(), answer(page=2))
    cut = data[:-40]
    case = read_case(cut)
    assert case.records == (asked(), answer())
    assert case.problems == ("Line 4 was never finished, as what wrote it was interrupted; it is left out.",)


def test_every_prefix_of_a_file_opens_once_its_first_line_is_whole() -> None:
    """A writer that was killed at any byte leaves a file that opens."""
    data = written(*everything())
    for length in range(len(first_line(NOW, TOOL)), len(data)):
        case = read_case(data[:length])
        assert list(case.records) == everything()[: len(case.records)]


def test_what_is_added_behind_an_unfinished_line_opens() -> None:
    half = record_line(answer())[:50]
    data = written(asked()) + half + b"\n" + cut_line(NOW) + record_line(answer(page=2))
    case = read_case(data)
    assert case.records == (asked(), answer(page=2))
    assert "Line 3 was never finished" in case.problems[0]


def test_a_body_that_was_changed_is_marked_and_told() -> None:
    data = written(asked(), answer()).replace(b"50.00", b"51.00")
    case = read_case(data)
    assert [one.changed for one in case.answers(KEY)] == [True]
    assert case.problems == ("Line 3 is not as neo-tui wrote it.",)


def test_a_body_is_marked_by_its_hash_even_where_the_sum_of_the_line_fits() -> None:
    data = written(asked(), replace(answer(), sha256="0" * 64))
    assert read_case(data).answers(KEY)[0].changed


def test_a_question_that_was_changed_is_marked() -> None:
    data = written(asked()).replace(b"374819205", b"374819206")
    case = read_case(data)
    assert case.questions[0].changed
    assert case.questions[0].query.customer_id == 374819206
    assert case.problems == ("Line 2 is not as neo-tui wrote it.",)


def test_line_ends_of_another_system_and_a_byte_order_mark_change_nothing() -> None:
    data = b"\xef\xbb\xbf" + written(*everything()).replace(b"\n", b"\r\n")
    case = read_case(data)
    assert (list(case.records), case.problems) == (everything(), ())


def test_lines_of_a_later_kind_are_left_out_and_told() -> None:
    data = written(asked()) + b'{"record":"picture","data":"x"}\n'
    case = read_case(data)
    assert case.records == (asked(),)
    assert case.problems == ("1 line is of a kind that this neo-tui does not know, and left out.",)


LINE = record_line(asked()).decode().rstrip("\n")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "Line 2 cannot be read: it is not JSON, at character 2"),
        ("[1]", "Line 2 cannot be read: it is no JSON object."),
        ("", "Line 2 cannot be read: it is not JSON"),
        ('{"record":' + "[" * 90_000 + "]" * 90_000 + "}", "Line 2 cannot be read: it is not JSON, at character"),
        ('{"a":' * 500_000 + "1" + "}" * 500_000, "Line 2 cannot be read: it holds more values than"),
        ('{"record":"note","record":"note"}', "Line 2 cannot be read: the key record stands in it twice."),
        ("{}", "Line 2 cannot be read: record is missing."),
        ('{"record":7}', "Line 2 cannot be read: its record cannot be used: 7."),
        ('{"record":"note","at":"2026-11-25","text":"x"}', "its at cannot be used: 2026-11-25."),
        ('{"record":"note","at":"9999-12-31T23:59:59-14:00","text":"x"}', "its at cannot be used"),
        ('{"record":"note","at":NaN,"text":"x"}', "NaN is not valid JSON"),
        ('{"record":"note","at":"2026-11-25T00:00:00Z","text":"\u202e"}', ""),
        ('{"record":"answer","status":1e999999999}', "its status cannot be used: 1e999999999."),
        ('{"record":"answer","status":' + "9" * 20_000 + "}", "its status cannot be used: 99999"),
        (LINE.replace('"count":10', '"count":101'), "its count cannot be used: 101."),
        (LINE.replace('"page":1', '"page":0'), "its page cannot be used: 0."),
        (LINE.replace("hfjWDK0dek", "a b"), "its entity_id is none."),
        (LINE.replace("374819205", "9" * 19), "its customer_id is none."),
        (LINE.replace("oauth", "none"), "its auth is neither basic nor oauth."),
        (LINE.replace("true", "1"), "its production cannot be used: 1."),
        (record_line(answer()).decode()[:-1], "it belongs to a question that does not stand before it."),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_the_reason(line: str, why: str) -> None:
    data = first_line(NOW, TOOL) + line.encode() + b"\n" + record_line(asked())
    if why:
        assert why in refused(data)
    else:  # odd, and harmless
        assert [note.text for note in read_case(data).notes("")] == ["<U+202E>"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "It is empty"),
        (b"[]", "It is no case file"),
        (b'{"neo_tui_case":2,"at":"x"}\n', "version 2 of the format; this neo-tui reads up to 1. Use a newer neo-tui."),
        (b'{"neo_tui_case":"1"}\n', "Line 1 cannot be read: its neo_tui_case cannot be used: 1."),
        (b'{"neo_tui_case":1', "Line 1 cannot be read: it is not JSON"),
        (first_line(NOW, TOOL) + b"\n" * 20_001, "It has 20,002 lines; a case has at most 20,000."),
        (first_line(NOW, TOOL) + b" " * (64 * 1024 * 1024), "a case has at most 67,108,864."),
    ],
)
def test_what_is_no_case_is_refused_with_the_reason(data: bytes, why: str) -> None:
    assert why in refused(data)


def test_two_questions_do_not_share_an_id() -> None:
    assert "Line 3 cannot be read: its id stands in an earlier question." in refused(written(asked(), asked()))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The same with a piece of damage that a disk, a mail or somebody who means harm could do."""
    lines = data.split(b"\n")
    at = chance.randrange(len(data))
    some = chance.randrange(1, len(lines) - 1)
    keys = (b"__proto__", b"record", b"\\u0000", b"\\ud800", b"sum", b"../../etc/passwd", b"[/red]")
    numbers = (b"9" * 5000, b"-0", b"1e400", b"1E+999999999999", b"0.1", b"-1", b"1" + b"0" * 400, b"null", b"{}")
    how = chance.randrange(9)
    if how == 0:
        return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    if how == 1:
        return data[:at]
    if how == 2:
        return data[:at] + chance.randbytes(chance.randrange(1, 30)) + data[at:]
    if how == 3:
        other = chance.randrange(len(lines) - 1)
        lines[some], lines[other] = lines[other], lines[some]
    elif how == 4:
        lines.insert(some, lines[chance.randrange(len(lines) - 1)])
    elif how == 5:
        depth = chance.choice((50, 99, 101, 5_000, 100_000))
        lines[some] = lines[some][:-1] + b',"more":' + b"[" * depth + b"]" * depth + b"}"
    elif how == 6:
        lines[some] = re.sub(rb":\d+([,}])", rb":" + chance.choice(numbers) + rb"\1", lines[some])
    elif how == 7:
        lines[some] = b'{"' + chance.choice(keys) + b'":1,' + lines[some][1:]
    else:
        return data[:at] + data[at + chance.randrange(1, 200) :]
    return b"\n".join(lines)


@pytest.mark.parametrize("seed", range(20))
def test_mutated_files_open_or_are_refused_in_words(seed: int) -> None:
    """Two hundred of them, and what opens says where it is not what was written."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    data = written(*everything())
    for _ in range(10):
        damaged = mutated(data, chance)
        try:
            case = read_case(damaged)
        except CaseError as error:
            said = str(error)
        else:
            said = "It opens."
            strangers = [record for record in case.records if record not in everything()]
            assert all(record.changed for record in strangers)
        assert re.match(r"(Line \d+ |It ).*\.\Z", said)
        assert said.isprintable()


def test_texts_of_a_file_cannot_drive_the_terminal() -> None:
    wild = "\x1b]52;c;eA==\x07\u202eevil"
    note = Note(NOW, wild, KEY)
    data = written(asked(), note)
    data = data.replace(b'"profile":"eu"', b'"profile":"\\u001b[2J\\u202e"')
    case = read_case(data)
    first = case.records[0]
    assert isinstance(first, Asked)
    assert first.profile == "␛[2J<U+202E>"
    assert "\x1b" not in case.notes(KEY)[0].text
