"""A sweep in words and lines: true to the letter, at every width."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import decode
from neo_tui.domain.errors import Kind
from neo_tui.domain.event_types import EVENT_TYPES, EventType, event_type
from neo_tui.domain.json_text import elements
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.domain.swept import Outcome, Progress, State, Swept
from neo_tui.domain.timestamps import zone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.sweep import (
    bar,
    clock,
    duration,
    end_lines,
    found_words,
    may_go_on,
    progress_line,
    question_lines,
)
from neo_tui.presentation.sweep_table import heading, type_line, type_lines
from neo_tui.presentation.text import cell_width, plain
from tests.services.sweeping import NOW, error

VIEW = Viewpoint(NOW, zone("Asia/Kolkata"), "Asia/Kolkata", UTC)
AMOUNTS = st.decimals(-(10**12), 10**12, places=3)


def found(kind: EventType, *rows: str, more: bool = False) -> Outcome:
    """Rows that came for a type, as JSON; where more may follow they fill their page."""
    body = f"[{','.join(rows)}]"
    decoded = tuple(decode(element) for element in elements(body))
    page = Page(Query("e", 7, kind.id, 1, len(rows) if more else 100), decoded, "id", NOW, 0.01, body)
    return Outcome(kind, State.FOUND, page)


def row(awarded: object, redeemed: object = 0, expired: object = 0, returned: object = 0) -> str:
    return (
        f'{{"points_exclusive": {awarded}, "redeemed_exclusive_value": {redeemed}, '
        f'"expired_exclusive_value": {expired}, "returned_exclusive_value": {returned}}}'
    )


def outcome(number: int, state: State, kind: Kind | None = None) -> Outcome:
    return Outcome(event_type(number), state, error=error(kind) if kind else None)


@settings(max_examples=60)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=12), st.integers(0, 3))
def test_sums_are_exact_and_what_cannot_be_read_is_counted_apart(
    amounts: list[tuple[Decimal, Decimal, Decimal, Decimal]], broken: int
) -> None:
    rows = [row(*(f"{amount:f}" for amount in amounts)) for amounts in amounts]
    sums = found(event_type(15), *rows, *['{"points_exclusive": [1]}'] * broken).sums
    thousandths = [[int(amount * 1000) for amount in parts] for parts in amounts]
    assert sums.awarded * 1000 == sum(parts[0] for parts in thousandths)
    assert sums.left * 1000 == sum(parts[0] - sum(parts[1:]) for parts in thousandths)
    assert sums.unsummed == broken


@settings(max_examples=60)
@given(st.sampled_from(EVENT_TYPES), st.integers(80, 200), st.sampled_from([*State]), st.booleans())
def test_a_line_fits_its_width_and_its_cells_stand_under_their_headings(
    kind: EventType, width: int, state: State, asking: bool
) -> None:
    width -= 3  # the list's own margin and scrollbar
    one = found(kind, row(12, 2)) if state is State.FOUND else Outcome(kind, state, error=error(Kind.REJECTED))
    told, head = plain(type_line(one, width, asking=asking)), plain(heading(width))
    assert cell_width(told) <= width
    assert cell_width(head) <= width
    assert told[head.index("Family") :].startswith(kind.family[:11])
    if state is State.FOUND:
        assert told.rstrip().endswith(" 10")
        assert len(told.rstrip()) == len(head)


def test_what_is_marked_is_told_apart_without_colours_too() -> None:
    states = {state: plain(type_line(outcome(15, state), 80))[0] for state in (State.NONE, State.REFUSED)}
    full = plain(type_line(found(event_type(15), row(5), more=True), 80))
    broken = plain(type_line(found(event_type(15), row(5), row('"x"')), 80))
    assert (states, full[0], full.rstrip()[-2:], broken.rstrip()[-2:]) == (
        {State.NONE: "·", State.REFUSED: "!"}, "●", "5+", "5?",
    )  # fmt: skip
    assert plain(type_line(outcome(15, State.NOT_ASKED), 80, asking=True)).startswith("› 15  TransactionAdd")


def test_rows_without_a_single_readable_amount_have_no_sum() -> None:
    told = plain(type_line(found(event_type(15), "7"), 80))
    assert told.split()[-3:] == ["1", "?", "?"]
    about = " ".join(map(plain, type_lines(found(event_type(15), "7"), VIEW, 200)))
    assert "1 row: 1 row has amounts that cannot be read" in about
    assert "points awarded" not in about


@pytest.mark.parametrize(
    ("one", "over", "words"),
    [
        (outcome(15, State.NOT_ASKED), False, "It waits for its turn."),
        (outcome(15, State.NOT_ASKED), True, "It was not answered; r asks."),
        (outcome(15, State.NONE), False, "The API answered, with no rows."),
        (outcome(15, State.NONE, Kind.NOT_FOUND), False, "This reads as no rows: It is not-found. Because. Do."),
        (outcome(15, State.REFUSED, Kind.SERVER), True, "It is server. Because. Do."),
        (found(event_type(15), row(5), more=True), True, "The first 1 row, more may follow: 5 points awarded, 5 left."),
    ],
)
def test_the_marked_type_is_told_in_full(one: Outcome, over: bool, words: str) -> None:
    told = [plain(line) for line in type_lines(one, VIEW, 200, over=over)]
    assert told[0] == "15 TransactionAdd · transactions"
    assert words in " ".join(told)


def test_the_summary_counts_every_type_once() -> None:
    outcomes = (
        found(event_type(15), row(5), row(5)),
        found(event_type(16), row(5), more=True),
        outcome(1, State.NONE),
        outcome(2, State.REFUSED, Kind.SERVER),
        outcome(3, State.NOT_ASKED),
    )
    assert found_words(Swept(outcomes, 1)) == (
        "2 of 5 event types gave rows: TransactionAdd (15) 2 rows, DelayedAccrual (16) 1+ rows; 1 failed; "
        "1 was not answered"
    )
    assert found_words(Swept(outcomes[2:3], 1)) == "None of 1 event type gave rows"
    assert found_words(Swept(outcomes[3:4], 1)) == "No event type gave rows so far; 1 failed"


def test_a_long_list_of_found_types_is_cut_and_counted() -> None:
    many = tuple(found(kind, row(1)) for kind in EVENT_TYPES[:13])
    assert found_words(Swept(many, 1)).endswith("ReferralPostProcessing (10) 1 row and 3 more")


def test_the_end_says_how_it_ended_how_long_it_took_and_when_it_may_go_on() -> None:
    refused = error(Kind.RATE_LIMIT, retry_after=120)
    when = may_go_on(refused, datetime(2026, 11, 20, 12, 0, 0, 999, tzinfo=UTC), UTC)
    told = " ".join(
        map(plain, end_lines(Swept((outcome(1, State.REFUSED, Kind.RATE_LIMIT),), 67.9, refused), when, 60))
    )
    assert told.startswith("Stopped. No event type gave rows so far; 1 failed. r asks what is missing. 1:07")
    assert told.endswith(f"It may go on at {datetime(2026, 11, 20, 12, 2, tzinfo=UTC):%Y-%m-%d %H:%M:%S} +00:00.")
    assert may_go_on(error(Kind.AUTH), NOW, UTC) == ""
    cancelled = Swept((outcome(1, State.NOT_ASKED),), 1, cancelled=True)
    assert plain(end_lines(cancelled, "", 80)[0]).startswith("Cancelled. ")


def progress(**known: object) -> Progress:
    asking = (event_type(1), event_type(2))
    return Progress(89, 34, 3, 1, asking, 19.2, 0.0, paused=False)._replace(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (progress(), "34 of 89 · 3 found · 1 failed · 2 being asked · about 20 s left · 0:07"),
        (progress(held=11.2, failed=0), "34 of 89 · 3 found · 2 being asked · the server asked to wait 12 s · 0:07"),
        (progress(paused=True, asking=(), held=3.0), "paused, space goes on · 34 of 89 · 3 found · 1 failed · 0:07"),
        (progress(estimate=None, failed=0), "34 of 89 · 3 found · 2 being asked · 0:07"),
    ],
)
def test_progress_says_where_it_stands(now: Progress, words: str) -> None:
    assert plain(tuple(progress_line(now, 7.9))) == words


@pytest.mark.parametrize(("done", "full"), [(0, 0), (1, 1), (44, 29), (88, 59), (89, 60)])
def test_the_bar_is_full_only_when_all_is_done(done: int, full: int) -> None:
    assert plain(bar(progress(done=done), 100)) == "━" * full + "─" * (60 - full)


def test_the_question_stays_on_one_line_as_long_as_it_can() -> None:
    about = ("all 89 types", "4 at once", "5 a second")
    (wide,) = question_lines("sWeep00022", 410000131, about, 100)
    assert plain(wide) == "Sweep  entity sWeep00022  customer 410000131  all 89 types · 4 at once · 5 a second"
    (narrow,) = question_lines("sWeep00022", 410000131, about, 60)
    assert plain(narrow).endswith("410000131  all 89 types")
    assert "".join(plain(line).strip() for line in question_lines("x" * 200, 7, about, 60)).count("x") == 200


def test_waits_and_passed_time_as_one_says_them() -> None:
    assert [duration(seconds) for seconds in (0, 0.2, 20, 119, 121, 445)] == [
        "1 s", "1 s", "20 s", "119 s", "3 min", "8 min",
    ]  # fmt: skip
    assert [clock(seconds) for seconds in (0, 7.9, 67, 3723)] == ["0:00", "0:07", "1:07", "1:02:03"]
