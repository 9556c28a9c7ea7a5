"""The story of an allocation, as it would be read to a customer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.status import STATUSES, Tone
from neo_tui.domain.story import story
from tests.domain.rows import MISSING, at, fresh, row, view


def told(allocation_changes: dict[str, object], now: datetime | None = None) -> list[str]:
    """The sentences of a fresh row with changes."""
    return [sentence.text for sentence in story(fresh(**allocation_changes), view(now) if now else view())]


def test_the_documented_sample_row() -> None:
    sentences = story(row(), view())
    assert [sentence.text for sentence in sentences] == [
        "50 points were awarded on 28 Mar 2022, 23:14 (Asia/Kolkata) for a TransactionAdd event (type 15).",
        "All 50 expired; nothing is left.",
        "Their expiry was 29 Mar 2022, 23:59:59, 4 y 7 mo ago – 1 day 0 h 45 min after the award.",
        "The entry was last touched on 30 Mar 2022, 05:05 (4 y 7 mo ago), 5 h 5 min after the expiry: "
        "probably the expiry job.",
    ]
    assert [sentence.reading for sentence in sentences] == [False, False, False, True]
    assert sentences[1].tone is Tone.LOST


def test_points_that_nobody_has_touched() -> None:
    assert told({}) == [
        "100 points were awarded on 14 Mar 2026, 21:56 (Asia/Kolkata) for a TransactionAdd event (type 15).",
        "None have been redeemed, expired or returned.",
        "They expire on 14 Mar 2031, 23:59:59, in 4 y 3 mo – 5 years 2 h after the award.",
        "The entry has not been touched since the award.",
    ]


def test_a_fully_redeemed_bill() -> None:
    sentences = story(
        fresh(redeemed_exclusive_value=100, status="REDEEMED", auto_update_time=at(2026, 4, 23, 14, 56)), view()
    )
    assert sentences[1].text == "All 100 were redeemed; nothing is left."
    assert sentences[1].tone is Tone.SPENT
    assert sentences[2].text.startswith("Their expiry date is 14 Mar 2031")
    assert sentences[3].text == "The entry was last touched on 23 Apr 2026, 14:56 (7 mo ago)."


def test_an_expiry_before_its_date_says_so_and_by_how_much() -> None:
    expired = {"expired_exclusive_value": 100, "status": "EXPIRED", "auto_update_time": at(2026, 4, 23, 14, 56)}
    sentences = story(fresh(**expired), view())
    assert sentences[2].text == (
        "They expired before their expiry date, 14 Mar 2031, 23:59:59, in 4 y 3 mo – 5 years 2 h after the award; "
        "the last change came 4 years 325 days before it."
    )
    assert (sentences[2].tone, sentences[2].reading) == (Tone.WARNING, True)
    passed = told({**expired, "expiry_date": at(2026, 5, 23, 14, 56)})
    assert passed[2].endswith("after the award; the last change came 30 days before it.")


def test_a_partial_return() -> None:
    assert told({"returned_exclusive_value": 50})[1:3] == [
        "Of these, 50 were taken back by a return; 50 are left.",
        "The 50 left expire on 14 Mar 2031, 23:59:59, in 4 y 3 mo – 5 years 2 h after the award.",
    ]


def test_part_redeemed_part_expired_part_returned() -> None:
    changes: dict[str, object] = {
        "redeemed_exclusive_value": 60,
        "expired_exclusive_value": 39,
        "returned_exclusive_value": 1,
    }
    assert (
        told(changes)[1] == "Of these, 60 were redeemed, 39 expired and 1 was taken back by a return; nothing is left."
    )


def test_one_point_is_told_in_the_singular() -> None:
    assert told({"points_exclusive": 1})[0].startswith("1 point was awarded")
    assert told({"points_exclusive": 1, "redeemed_exclusive_value": 1})[1] == "The one was redeemed; nothing is left."
    assert told({"redeemed_exclusive_value": 99})[1:3] == [
        "Of these, 99 were redeemed; 1 is left.",
        "The 1 left expires on 14 Mar 2031, 23:59:59, in 4 y 3 mo – 5 years 2 h after the award.",
    ]


def test_promised_points_that_were_converted() -> None:
    sentence = told({"redeemed_exclusive_value": 100, "status": "CONSUMED_BY_CONVERSION"})[1]
    assert sentence == (
        "All 100 were converted to regular points; nothing is left. "
        "The spendable ones are a new entry under a DelayedAccrual event (type 16)."
    )


def test_an_award_that_lies_ahead_is_read_as_promised() -> None:
    first = story(fresh(awarded_date=at(2026, 12, 24)), view())[0]
    assert first.reading
    assert "carry an award date that lies ahead" in first.text
    assert "reads as promised points" in first.text


def test_a_merged_account_names_both() -> None:
    first = story(fresh(original_customer_id=111), view())[0]
    assert "awarded to customer 111, now merged into customer 374819205, on 14 Mar 2026" in first.text
    assert first.reading


EXPIRED_AT = datetime(2031, 3, 14, 18, 29, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "words"), [(timedelta(hours=10), "this reads as pending"), (timedelta(days=3), "it reads as overdue")]
)
def test_an_expiry_whose_job_has_not_run(later: timedelta, words: str) -> None:
    sentence = story(fresh(), view(EXPIRED_AT + later))[2]
    assert sentence.reading
    assert sentence.text.startswith("Their expiry passed on 14 Mar 2031, 23:59:59")
    assert "yet 100 still stand as available" in sentence.text
    assert words in sentence.text


def test_points_that_were_used_before_they_could_expire() -> None:
    sentences = story(fresh(redeemed_exclusive_value=100, status="REDEEMED"), view(EXPIRED_AT + timedelta(days=3)))
    assert sentences[2].text.startswith("They could have been used until 14 Mar 2031")


def test_an_expiry_a_hundred_years_away_reads_as_never() -> None:
    sentence = story(fresh(expiry_date=at(2126, 3, 14)), view())[2]
    assert sentence.text == "Their expiry is set to 14 Mar 2126, which reads as: they never expire."
    assert sentence.reading


def test_an_expiry_that_is_null_or_unreadable() -> None:
    assert "No expiry date is set." in told({"expiry_date": None})
    assert "Their expiry is not readable from expiry_date." in told({"expiry_date": "soon"})
    assert "Their expiry is not readable from expiry_date." in told({"expiry_date": 0})


def test_an_expiry_before_the_award_does_not_add_up() -> None:
    assert "before they were awarded, which does not add up" in told({"expiry_date": at(2026, 3, 1)})[2]


def test_an_award_date_that_cannot_be_read() -> None:
    sentences = told({"awarded_date": "yesterday"})
    assert (
        sentences[0] == "100 points came from a TransactionAdd event (type 15); when is not readable from awarded_date."
    )
    assert "after the award" not in sentences[2]


def test_amounts_that_cannot_be_read() -> None:
    sentences = told({"points_exclusive": "many"})
    assert sentences[0].startswith("An unreadable number of points were awarded")
    assert sentences[1] == "Where they went cannot be told: an amount is missing or unreadable."


def test_an_entry_without_points() -> None:
    assert told({"points_exclusive": 0})[1] == "It gave no points, so nothing could be used or expire."


def test_events_that_nobody_lists_and_none_at_all() -> None:
    assert "for an event of type #90 (unknown)." in told({"event_type_id": 90})[0]
    assert "for an event of unknown type." in told({"event_type_id": MISSING})[0]


def test_the_last_change_is_left_out_when_it_cannot_be_read() -> None:
    assert len(told({"auto_update_time": MISSING})) == 3


def test_a_change_before_the_award_is_told() -> None:
    assert "before its award date." in told({"auto_update_time": at(2026, 3, 13)})[3]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"redeemed_exclusive_value": 130},
            "This does not add up: 100 awarded, 130 gone, −30 left.",
        ),
        ({"redeemed_exclusive_value": 100}, "The status says AVAILABLE, but nothing is left."),
        ({"status": "EXPIRED"}, "The status says EXPIRED, but by the amounts 100 are left."),
        ({"status": 7}, "Its status was not sent as text."),
    ],
)
def test_a_contradiction_is_told_last(changes: dict[str, object], sentence: str) -> None:
    last = story(fresh(**changes), view())[-1]
    assert last.text == sentence
    assert last.tone is Tone.WARNING


def test_statuses_that_fit_are_not_called_a_contradiction() -> None:
    assert len(told({"status": "POINT_CATEGORY_CHANGED"})) == 4
    assert "does not add up" not in " ".join(told({"points_exclusive": 0}))


AMOUNT = st.one_of(st.integers(-5, 200), st.just("x"), st.none(), st.just(MISSING), st.just("12.345"))
TIME = st.one_of(st.integers(-(10**15), 10**17), st.none(), st.just(MISSING), st.just("soon"))


@given(
    points=AMOUNT,
    redeemed=AMOUNT,
    expired=AMOUNT,
    returned=AMOUNT,
    awarded=TIME,
    expiry=TIME,
    touched=TIME,
    status=st.sampled_from([*STATUSES, "NEW", 7, None]),
)
def test_whatever_comes_is_told_in_two_to_five_sentences(
    points: object,
    redeemed: object,
    expired: object,
    returned: object,
    awarded: object,
    expiry: object,
    touched: object,
    status: object,
) -> None:
    sentences = story(
        fresh(
            points_exclusive=points,
            redeemed_exclusive_value=redeemed,
            expired_exclusive_value=expired,
            returned_exclusive_value=returned,
            awarded_date=awarded,
            expiry_date=expiry,
            auto_update_time=touched,
            status=status,
        ),
        view(),
    )
    assert 2 <= len(sentences) <= 5
    for sentence in sentences:
        assert sentence.text.endswith(".")
        assert "  " not in sentence.text
        if "probably" in sentence.text or "reads as" in sentence.text:
            assert sentence.reading
