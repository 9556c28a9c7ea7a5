"""What the terms of a filter keep, and how they are told."""

from __future__ import annotations

import pytest

from neo_tui.domain.filters.help import EXAMPLES
from neo_tui.domain.filters.parse import parse
from neo_tui.domain.filters.tokens import FilterError
from tests.domain.filters.selecting import NOW, keeps, kept, words
from tests.domain.rows import MISSING, at, fresh, raw, row, view

ODD = row(
    points_exclusive=12500.5, expired_exclusive_value=0, till_id=-1, status="CONSUMED_BY_CONVERSION",
    campaign="Diwali 26",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "conversion",
        "12,500.5",
        "12500.5",
        "31787856",
        "campaign",
        "diwali",
        '"diwali 26"',
        "none",
        "transactionadd",
        "2022-03-29",
        "23:59:59",
        '"29 Mar 2022"',
        "1648578599000",
        '"12,500.5"',
        "CONSUMED 12500 !expired",
        "!!conversion",
    ],
)
def test_a_text_is_found_in_whatever_can_be_seen_of_a_row(text: str) -> None:
    assert keeps(text, ODD)


@pytest.mark.parametrize(
    "text", ["available", "!conversion", "conversion available", '"diwali  26"', "2022-03-31", "never"]
)
def test_what_cannot_be_seen_is_not_found(text: str) -> None:
    assert not keeps(text, ODD)


def test_a_negative_balance_is_found_however_it_is_typed() -> None:
    short = row(points_exclusive=10, redeemed_exclusive_value=1250)
    for text in ("−1,290", "-1,290", "-1290", "−1290"):
        assert keeps(text, short)
        assert not keeps(text, row())


def test_never_and_a_row_that_is_no_object_are_found() -> None:
    assert keeps("never", fresh(expiry_date=at(2126, 1, 1)))
    assert keeps("lonely", raw('"a lonely text"'))
    assert not keeps("lonely", row())


def test_a_text_is_no_operator_in_quotes() -> None:
    assert keeps('"left>0"', row(note="left>0"))
    assert not keeps('"left>0"', fresh())
    assert keeps(r'"say \"hi\" \\ \x"', row(note='say "hi" \\ x'))


def test_statuses_are_whole_words() -> None:
    rows = (row(status="EXPIRED"), row(status="CONSUMED"), row(status="CONSUMED_BY_CONVERSION"), row(status=None))
    assert kept("status:expired,consumed", *rows) == [0, 1]
    assert kept("status:cons*", *rows) == [1, 2]
    assert kept('status:"cons*"', *rows) == []
    assert kept("!status:*", *rows) == [3]
    assert kept("status:null", *rows) == [3]
    assert kept('status:"null"', *rows, row(status="null")) == [4]


@pytest.mark.parametrize(
    ("wild", "fits"),
    [
        ("c*d", True),
        ("*sum*", True),
        ("*", True),
        ("**", True),
        ("consumed*", True),
        ("c*u*m*d", True),
        ("c*m*u*d", False),
        ("consu*sumed", False),
        ("*x*", False),
        ("onsumed*", False),
        ("*consume", False),
    ],
)
def test_a_star_stands_for_anything(wild: str, fits: bool) -> None:
    assert keeps(f"status:{wild}", row(status="CONSUMED")) is fits


def test_stars_and_megabytes_do_not_take_for_ever() -> None:
    assert not keeps(f"status:{'*a' * 200}*b", row(status="a" * 1_000_000))


def test_what_is_typed_is_told_and_looked_for_in_visible_signs() -> None:
    own = row(status="\x1b[2J", note="a\x1bb")
    assert keeps("a\x1bb", own)
    assert words("a\x1bb") == "holds “a␛b”"
    assert words("status:\x1b") == "status is ␛"
    with pytest.raises(FilterError, match="␛"):
        words("event:\x1b*")


def test_event_types_go_by_name_or_number() -> None:
    rows = (row(event_type_id=15), row(event_type_id=16), row(event_type_id=4711), row(event_type_id=-1))
    assert (
        kept("event:TransactionAdd", *rows)
        == kept("type:15", *rows)
        == kept("event_type_id:transaction-add", *rows)
        == [0]
    )
    assert kept("event:delayed*,4711", *rows) == [1, 2]
    assert kept("event:none", *rows) == [3]


def test_numbers_are_equal_as_numbers() -> None:
    rows = (row(till_id=501), row(till_id="501"), row(till_id=50140377), row(points_exclusive="100.50"))
    assert kept("till:501", *rows) == kept("store:0501", *rows) == kept("till_id=501", *rows) == [0, 1]
    assert kept("awarded:100.5", *rows) == [3]
    assert kept("till!=501", *rows) == [2, 3]
    assert kept("till:501,50140377", row(till_id=501), row(till_id=50140377), row(till_id=5)) == [0, 1]


def test_amounts_are_compared_exactly() -> None:
    big = "9" * 30
    rows = (fresh(points_exclusive=0.001), fresh(points_exclusive=0), fresh(points_exclusive=float(2**53)), fresh())
    assert kept("left>0", *rows) == [0, 2, 3]
    assert kept("left<=0.001", *rows) == [0, 1]
    assert kept("left<0.001", *rows) == [1]
    assert kept("left>=9007199254740992", *rows) == [2]
    assert keeps(f"awarded>{big}", raw(f'{{"points_exclusive": {big}.001}}'))
    assert not keeps(f"awarded>{big}.001", raw(f'{{"points_exclusive": {big}.001}}'))
    assert keeps("left<0", row(points_exclusive=0))
    assert keeps("left=-50 left=−50", row(points_exclusive=0))


@pytest.mark.parametrize("odd", [None, MISSING, "many", [1], True])
def test_what_cannot_be_read_takes_part_in_no_comparison(odd: object) -> None:
    odd_row = fresh(points_exclusive=odd)
    for operator in ("<", "<=", ">", ">=", "=", "!="):
        assert not keeps(f"left{operator}0", odd_row)
        assert not keeps(f"awarded{operator}0", odd_row)
    assert keeps("!left>0", odd_row)
    assert keeps("left:unreadable", odd_row)


def test_how_a_value_came_can_be_asked() -> None:
    rows = (row(till_id=-1), row(till_id=None), row(till_id=MISSING), row(till_id="A1"), row(till_id=5))
    assert [kept(f"till:{how}", *rows) for how in ("none", "null", "missing", "unreadable")] == [[0], [1], [2], [3]]
    assert kept("till:none,NULL", *rows) == [0, 1]
    doubtful = row(expiry_date=1648578599)
    assert keeps("expires:unreadable", doubtful)
    assert not keeps("expires<2030", doubtful)
    assert keeps("left:missing", fresh(points_exclusive=MISSING))


def test_what_is_known_beyond_the_values() -> None:
    merged = row(original_customer_id=7)
    assert kept("is:merged", row(), merged) == [1]
    assert kept("is:odd", row(), row(till_id="A1")) == [1]
    assert kept("is:never", row(), fresh(id=9, expiry_date=at(2126, 1, 1))) == [1]
    assert kept("is:found", fresh(), row(id=8, points_exclusive=1)) == [1]
    assert kept("is:found,never", fresh(), row(id=8, points_exclusive=1), fresh(id=9, expiry_date=at(2126, 1, 1))) == [
        1,
        2,
    ]
    assert kept("check:balance-negative", fresh(), row(id=8, points_exclusive=1)) == [1]
    assert kept("check:notice", fresh(), merged, row(id=8, points_exclusive=1)) == [1]


def test_checks_of_all_rows_find_each_of_them() -> None:
    rows = (fresh(id=1), fresh(id=2), fresh(id=1, points_exclusive=3), fresh(id=2, org_id=9))
    assert kept("check:duplicate-id", *rows) == [0, 1, 2, 3]
    assert kept("check:other-organisation", *rows) == [3]
    assert kept("is:found", fresh(id=1), fresh(id=2), fresh(id=1)) == [0, 2]
    drifted = (fresh(id=1, new=1), fresh(id=2), fresh(id=3, new=2))
    assert kept("check:unknown-field", *drifted) == [0, 2]
    assert kept("is:found", *drifted) == []  # of each row, such a drift says nothing
    assert kept("!check:unknown-field", *drifted) == [1]
    tie = (fresh(id=1, org_id=1), fresh(id=2, org_id=2), fresh(id=3, org_id=None))
    assert kept("check:other-organisation", *tie) == [0, 1]


def test_marks_come_from_outside() -> None:
    rows = (fresh(id=1), fresh(id=2), fresh(id=None))
    asked = parse("is:marked", view(NOW))
    assert asked.select(rows, {1, 2}) == [1, 2]
    assert asked.select(rows) == []
    assert asked.matches(rows[0], marked=True)
    assert not asked.matches(rows[0])
    assert asked.matches(rows[2], marked=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("left>0 expires<30d", "left above 0 and expires before 25 Dec 2026, 10:00"),
        ("!left>=12500.5", "not (left at least 12,500.5)"),
        ("status:EXPIRED,CONSUMED", "status is EXPIRED or CONSUMED"),
        ("status:EXPIRED,CONSUMED till:5", "(status is EXPIRED or CONSUMED) and till_id is 5"),
        ("expires:2026-03-29,2026-04", "expires on 29 Mar 2026 or in Apr 2026"),
        ("expires<=today", "expires by 25 Nov 2026"),
        ("expires>=2026-03", "expires from Mar 2026 on"),
        ("expires!=2026", "expires not in 2026"),
        ("changed>2026-03-29T10:00:30", "changed after 29 Mar 2026, 10:00:30"),
        ("changed=2026-03-29T10", "changed at 29 Mar 2026, 10:00"),
        ("awarded_on>-1mo", "awarded after 25 Oct 2026, 10:00"),
        ('"two words"', "holds “two words”"),
        ("check:error", "found by an error check"),
        ("check:duplicate-id,notice", "found by duplicate-id or a notice check"),
        ("is:merged,marked", "earned on a merged account or marked"),
        ("till:none", "till_id is none"),
        ("event:15", "event_type_id is 15 TransactionAdd"),
        ("event:delayed*", "event_type_id is 16 DelayedAccrual"),
        ("event:*Add", "event_type_id is one of *Add"),
    ],
)
def test_a_filter_is_told_in_words(text: str, told: str) -> None:
    assert words(text) == told


@pytest.mark.parametrize(("example", "meaning"), EXAMPLES)
def test_every_example_of_the_help_is_understood(example: str, meaning: str) -> None:
    assert words(example)
    assert len(example) <= 28
    assert 0 < len(meaning) <= 48
    assert isinstance(keeps(example, row()), bool)


@pytest.mark.parametrize(
    ("text", "about"),
    [("is:marked", True), ("!is:marked left>0", True), ("is:marked,found", True), ("marked", False), ("left>0", False)],
)
def test_a_filter_knows_whether_marks_matter_to_it(text: str, about: bool) -> None:
    assert parse(text, view()).about_marks is about
