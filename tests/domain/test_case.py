"""What a case knows of its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from neo_tui.domain.case import Case, Record
from tests.cases import KEY, NOW, TOOL, answer, asked, everything


class Counted(tuple[Record, ...]):
    """Records that know how often they were looked through."""

    looks = 0

    def __iter__(self) -> Iterator[Record]:
        type(self).looks += 1
        return super().__iter__()


def test_many_questions_are_told_with_one_look_at_all_records() -> None:
    keys = [f"{number:016x}" for number in range(50)]
    records = Counted(record for key in keys for record in (asked(key), answer(key=key)))
    case = Case(NOW, TOOL, records)
    for key in keys:
        assert case.question(key) == asked(key)
        assert [one.question for one in case.answers(key)] == [key]
        assert (case.notes(key), case.failures(key), case.checked(key)) == ([], [], None)
        assert case.as_of(key) == answer().received_at
    assert Counted.looks == 1


def test_of_two_pages_of_a_number_the_later_one_counts() -> None:
    case = Case(NOW, TOOL, (asked(), answer(b"[1]", 2), answer(b"[2]", 1), answer(b"[3]", 2)))
    assert [one.body for one in case.answers(KEY)] == [b"[2]", b"[3]"]
    assert case.query(asked()).page == 1


def test_what_failed_tells_the_time_where_nothing_came() -> None:
    failure = next(iter(Case(NOW, TOOL, tuple(everything())).failures(KEY)))
    late = replace(failure, at=NOW.replace(year=2027))
    case = Case(NOW, TOOL, (asked(), late))
    assert case.as_of(KEY) == late.at
    assert case.query(asked()).page == failure.page
    assert case.question("nobody") is None
    assert case.as_of("nobody") == NOW
