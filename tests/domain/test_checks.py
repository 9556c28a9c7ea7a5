"""The checks one by one: when each fires, with which words, and when it stays silent."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import CHECKS, about_rows, beside_others, found, stands_out
from neo_tui.domain.checks.check import Severity
from neo_tui.domain.checks.expiry import unusable
from neo_tui.domain.query import Query
from neo_tui.domain.viewpoint import Viewpoint
from tests.domain.rows import KOLKATA, MISSING, at, fresh, raw, row, view

HERE = replace(view(), asked=Query("hfjWDK0dek", 374819205, 15))


def names(*rows: Allocation, here: Viewpoint = HERE) -> list[str]:
    return [finding.check.name for finding in found(rows, here)]


def only(*rows: Allocation, here: Viewpoint = HERE) -> str:
    (finding,) = found(rows, here)
    return finding.sentence


def test_nothing_is_found_in_the_documented_sample_nor_in_an_untouched_award() -> None:
    assert names(row()) == []
    assert names(fresh()) == []
    assert not stands_out(row(), HERE)
    assert found((), HERE) == []


def test_names_are_for_scripts_and_readings_say_so() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", check.name)
        assert check.sentence.endswith(".")
        assert check.explanation.endswith(".")
        assert bool(re.search(r"\breading\b|reads? as", check.explanation)) == check.reading, check.name
        assert (check.look is None) != (check.look_at_all is None)


# ── amounts ──


def test_a_balance_below_nothing_is_found_to_the_thousandth() -> None:
    one = fresh(points_exclusive="100.000", redeemed_exclusive_value=100, expired_exclusive_value=0.001)
    assert [f.sentence for f in found([one], HERE) if f.check.name == "balance-negative"] == [
        "100 awarded, 100.001 redeemed, expired or returned: −0.001 left."
    ]
    assert "balance-negative" not in names(fresh(points_exclusive=0.3, redeemed_exclusive_value=0.1, status="X"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"redeemed_exclusive_value": 100}, "The status says AVAILABLE, but nothing of the 100 is left."),
        ({"status": "REDEEMED"}, "The status says REDEEMED, but 100 of 100 are left by the amounts."),
        (
            {"status": "RETURNED", "returned_exclusive_value": 99},
            "The status says RETURNED, but 1 of 100 is left by the amounts.",
        ),
        (
            {"status": "RETURNED", "redeemed_exclusive_value": 100},
            "The status says RETURNED, but nothing is returned by the amounts.",
        ),
        (
            {"status": "CONSUMED", "returned_exclusive_value": 100},
            "The status says CONSUMED, but nothing is redeemed or expired by the amounts.",
        ),
    ],
)
def test_a_status_that_contradicts_the_amounts(changes: dict[str, object], sentence: str) -> None:
    assert only(fresh(**changes)) == sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"returned_exclusive_value": 50},
        {"redeemed_exclusive_value": 50, "returned_exclusive_value": 50, "status": "CONSUMED_BY_CONVERSION"},
        {"points_exclusive": 0},
        {"points_exclusive": 0, "status": "RETURNED"},
        {"status": "INACTIVE"},
        {"status": "POINT_CATEGORY_CHANGED", "redeemed_exclusive_value": 100},
    ],
)
def test_a_status_that_may_well_be(changes: dict[str, object]) -> None:
    assert names(fresh(**changes)) == []


# ── times ──


@pytest.mark.parametrize(
    ("later", "name"),
    [
        (timedelta(seconds=-1), None),
        (timedelta(0), "expiry-pending"),
        (timedelta(hours=12), "expiry-pending"),
        (timedelta(hours=12, seconds=2), "expiry-overdue"),
        (timedelta(days=30), "expiry-overdue"),
    ],
)
def test_past_its_expiry_is_pending_until_noon_of_the_next_day_and_then_overdue(
    later: timedelta, name: str | None
) -> None:
    expiry = datetime(2031, 3, 14, 23, 59, 59, tzinfo=KOLKATA)
    here = replace(HERE, now=(expiry + later).astimezone(UTC))
    assert names(fresh(redeemed_exclusive_value=30), here=here) == ([name] if name else [])


def test_the_next_morning_is_that_of_the_profiles_zone() -> None:
    now = datetime(2031, 3, 15, 11, 0, tzinfo=UTC)  # past noon in Kolkata, not yet in UTC
    assert names(fresh(), here=replace(HERE, now=now)) == ["expiry-overdue"]
    assert names(fresh(), here=replace(HERE, now=now, zone=UTC, zone_name="UTC")) == ["expiry-pending"]


def test_what_is_past_its_expiry_and_used_up_or_never_expires_is_neither() -> None:
    here = replace(HERE, now=datetime(2032, 1, 1, tzinfo=UTC))
    assert names(fresh(redeemed_exclusive_value=100, status="REDEEMED"), here=here) == []
    assert names(fresh(expiry_date=at(2126, 3, 14)), here=here) == []


def test_expired_with_a_date_that_lies_ahead_or_before_it_was_reached() -> None:
    gone = {"expired_exclusive_value": 100, "status": "EXPIRED"}
    assert only(fresh(**gone)).startswith("100 expired, yet the expiry date lies ahead: 14 Mar 2031")
    early = only(row(auto_update_time=at(2022, 3, 29, 5)))
    assert early.startswith("50 expired, yet the last change, on 29 Mar 2022, 05:00, came 18 h 59 min before")
    part = fresh(expired_exclusive_value=40, redeemed_exclusive_value=60, status="CONSUMED")
    assert names(part) == ["expired-early"]


def test_an_award_after_its_expiry_is_not_short_too() -> None:
    sentence = only(fresh(expiry_date=at(2026, 3, 13, 23, 59, 59), status="REDEEMED", redeemed_exclusive_value=100))
    assert sentence == "Awarded on 14 Mar 2026, 21:56, 21 h 56 min after the expiry date, 13 Mar 2026, 23:59:59."


@pytest.mark.parametrize(("hours", "fires"), [(0, True), (23, True), (24, False), (-1, False)])
def test_a_validity_shorter_than_a_day(hours: int, fires: bool) -> None:
    awarded = at(2022, 3, 28, 12)
    short = row(awarded_date=awarded, expiry_date=awarded + hours * 3_600_000)
    assert ("validity-short" in names(short)) is fires


# ── whose ──


def test_an_account_that_was_merged_away_may_be_asked_for() -> None:
    merged = row(customer_id=8, original_customer_id=374819205)
    assert only(merged) == "Earned by customer 374819205, now held by customer 8."


def test_a_row_of_somebody_else() -> None:
    assert only(row(customer_id=8, original_customer_id=8)) == (
        "It belongs to customer 8; asked was customer 374819205."
    )
    assert names(row(customer_id=8, original_customer_id=8), here=view()) == []
    assert names(row(customer_id=8, original_customer_id=9)) == ["merged-customer", "other-customer"]


def test_a_row_of_another_event_type() -> None:
    assert only(row(event_type_id=16)) == "Its event type is 16 DelayedAccrual; asked was 15 TransactionAdd."
    assert names(row(event_type_id=16), here=view()) == []


def test_rows_of_several_organisations() -> None:
    one, two, other = row(id=1), row(id=2), row(id=3, org_id=7)
    (finding,) = found([one, other, two], HERE)
    assert (finding.index, finding.id) == (1, 3)
    assert finding.sentence == "It belongs to organisation 7; most rows here belong to 50914."
    (finding,) = found([one, other], HERE)
    assert (finding.index, finding.id) == (None, None)
    assert finding.sentence == "The rows belong to 2 organisations: 50914, 7."
    assert names(one, row(id=2, org_id=None), row(id=4, org_id=-1)) == []


# ── values, ids, shape ──


def test_seconds_where_milliseconds_are_due() -> None:
    sentence = only(row(auto_update_time=1648596913))
    assert sentence == "Milliseconds are due: auto_update_time 1648596913 reads as seconds (30 Mar 2022, 05:05)."


def test_words_and_types_that_nobody_lists() -> None:
    assert only(row(status="ON_HOLD")) == "No document lists ON_HOLD."
    assert names(row(event_type_id=90)) == ["other-event-type", "unknown-event-type"]
    long = only(row(status="x" * 100_000))
    assert len(long) < 120


def test_an_id_that_stands_twice() -> None:
    (finding,) = found([row(id=1), row(id=2), row(id=1)], HERE)
    assert (finding.id, finding.index) == (1, 0)
    assert (
        finding.sentence == "Its id stands 2 times, in rows 1, 3 of those loaded: the data may have moved while paging."
    )
    assert only(row(), row(till_id=1)).endswith("and they are not the same.")
    assert only(*[row()] * 9).startswith("Its id stands 9 times, in rows 1, 2, 3, 4, 5 and 4 more of those loaded: ")
    assert "duplicate-id" not in names(row(id=MISSING), row(id=MISSING))


def test_fields_that_are_missing_unknown_or_retyped_are_told_once_for_all_rows() -> None:
    (finding,) = found([row(id=1, till_id=MISSING), row(id=2)], HERE)
    assert (finding.id, finding.sentence) == (1, "Missing: till_id in 1 of 2 rows.")
    (finding,) = found([row(id=1, note="a"), row(id=2, note="b")], HERE)
    assert (finding.id, finding.sentence) == (None, "Unknown: note in 2 of 2 rows.")
    assert only(row(note="a")) == "Unknown: note."
    assert only(row(till_id="fifty")) == "Retyped: till_id (a whole number is due here; text came)."
    assert only(row(points_exclusive="50.000")) == (
        "Retyped: points_exclusive (a number is due here; text came, read all the same)."
    )
    assert only(row(id=None)) == "Retyped: id (null came)."
    assert names(row(original_customer_id=None)) == []
    assert not stands_out(row(note="a", till_id=MISSING), HERE)


def test_of_very_many_fields_the_first_are_named_and_the_rest_is_counted() -> None:
    many = row(**{f"{'x' * 200}{number}": 1 for number in range(500)})
    sentence = only(many)
    assert sentence.endswith("; and 495 more.")
    assert len(sentence) < 350
    assert only(raw("5")).startswith("Missing: till_id; ")
    assert only(raw("5")).endswith("; and 22 more.")


def test_findings_come_row_by_row_and_what_is_about_all_rows_comes_last() -> None:
    rows = [row(id=1, note=1, status="A"), row(id=2, note=1, original_customer_id=1), row(id=1, status="B")]
    findings = found(rows, HERE)
    assert [finding.index for finding in findings] == [0, 0, 1, 2, None]
    assert {finding.check.severity for finding in findings} == {Severity.WARNING, Severity.NOTICE}


def test_what_is_found_in_many_rows_stands_row_by_row_whatever_the_steps() -> None:
    rows = [fresh(status="NEW", redeemed_exclusive_value=900) for _ in range(120)]
    places = [
        (finding.index, CHECKS.index(finding.check)) for finding in found(rows, view()) if finding.index is not None
    ]
    assert places == sorted(places)
    assert {index for index, _ in places} == set(range(120))
    assert len(places) >= 240


def test_an_award_that_lies_ahead_cannot_be_used_so_far() -> None:
    (finding,) = found([fresh(awarded_date=at(2026, 12, 10), redeemed_exclusive_value=0)], view())
    assert (finding.check.name, finding.check.severity) == ("award-ahead", Severity.NOTICE)
    assert finding.sentence.startswith("100 left are not the customer's before the award date, 10 Dec 2026")


def test_a_row_stands_out_by_a_value_nobody_can_read_but_not_by_what_is_alike_in_all() -> None:
    rows = [fresh(id=1, points_exclusive=[100]), fresh(id=2, points_exclusive="100"), fresh(id=3, status=None)]
    rows += [fresh(id=4, brand_new=1), fresh(id=5, till_id=MISSING)]
    findings = found(rows, view())
    assert about_rows(findings) == {0, 2}
    assert set(beside_others(rows, view())) == {0, 2}
    (retyped,) = [finding for finding in findings if finding.check.name == "retyped-field"]
    assert retyped.rows == (0, 1, 2)


@pytest.mark.parametrize(
    ("changes", "unusable_it_is"),
    [
        ({}, False),
        ({"awarded_date": at(2026, 12, 10)}, True),
        ({"expiry_date": at(2026, 11, 1)}, True),
        ({"redeemed_exclusive_value": 100}, True),
        ({"redeemed_exclusive_value": 40}, False),
        ({"expiry_date": at(2026, 11, 1), "status": "EXPIRED"}, False),
    ],
)
def test_what_is_called_available_may_not_be(changes: dict[str, object], unusable_it_is: bool) -> None:
    assert unusable(fresh(**changes), view()) is unusable_it_is
