"""What is said of a filter that cannot be understood, and where it points."""

from __future__ import annotations

import pytest

from neo_tui.domain.filters.parse import parse
from neo_tui.domain.filters.tokens import LONGEST, FilterError
from tests.domain.filters.selecting import NOW
from tests.domain.rows import view


@pytest.mark.parametrize(
    ("text", "piece", "told"),
    [
        ("abc lft>0", "lft", "Nothing is called lft here; did you mean left? To look for the text, put it in quotes."),
        ("expiry_dat<1d", "expiry_dat", "did you mean expiry_date"),
        ("zzzqqq:1", "zzzqqq", "there are left, awarded, redeemed"),
        ("chexk:error", "chexk", "did you mean check?"),
        ("http://x", "http", "put it in quotes"),
        ("a left > 0", ">", "Write a name right before >, without a space: left>0."),
        ("left>", "left>", "Write a value right behind >"),
        ("till:", "till:", "Write a value right behind :"),
        ("left==0", "==", "Write = instead of ==."),
        ("left<>0", "<>", "Write != instead of <>."),
        ("!", "!", "what must not hold"),
        ("a !!", "!!", "what must not hold"),
        (':"', '"', "This quote is not closed"),
        ('a "b c', '"b c', "This quote is not closed"),
        (r'"b\"', r'"b\"', "This quote is not closed"),
        ('a ""', '""', "Nothing stands between these quotes"),
        ("awarded>-7d", "-7d", "awarded is an amount; its date is awarded_on: write awarded_on>-7d."),
        ("expired:2026-03", "2026-03", "write expires_on:2026-03."),
        ("awarded>many", "many", "awarded is an amount: write digits, like awarded>12500.5."),
        ("left>1e5", "1e5", "left is an amount"),
        ("left>1,000", "1,000", "Write numbers without commas: left>1000."),
        ("left>=-12,500.5", "-12,500.5", "left>=-12500.5."),
        ("left>1,5", "1,5", "> takes one value; several go behind a colon: left:1,2."),
        ('left:"1,000"', '"1,000"', "Write numbers without commas: left:1000."),
        ("till:A1", "A1", "till_id is a number: write digits, like till:501."),
        ("till:5.5", "5.5", "till_id is a whole number."),
        ("till:１２", "１２", "till_id is a number"),
        ("status<5", "status<5", "status has no order; write status:5."),
        ("!status!=EXPIRED", "status!=EXPIRED", "write !status:EXPIRED."),
        ("left>none", "left>none", "none has no order; write left:none."),
        ("expires!=never", "expires!=never", "write !expires_on:never."),
        ("status:a,,b", ",", "a value before and behind the comma"),
        ("status:a,", ",", "a value before and behind the comma"),
        ("expires:soon", "soon", "This is no date; write 2026-03-29, 2026-03, 2026-03-29T10:00, today or 30d."),
        ("expires<2026-3-9", "2026-3-9", "This is no date"),
        ("expires:2026-13", "2026-13", "There is no such date in the calendar."),
        ("expires:2026-02-29", "2026-02-29", "There is no such date in the calendar."),
        ("expires:0000", "0000", "There is no such date in the calendar."),
        ("expires<30m", "30m", "Write min for minutes or mo for months; the units are s, min, h, d, w, mo, y."),
        ("expires<3fortnights", "3fortnights", "There is no such unit"),
        ("expires<9999999y", "9999999y", "outside the years 1 to 9999"),
        ("expires>-9999999w", "-9999999w", "outside the years 1 to 9999"),
        ("expires:30d", "30d", "write expires_on<30d for before it, or expires_on>30d for after it."),
        ("expires=now", "expires=now", "compare with < or >"),
        ("awarded_on:never", "never", "Only an expiry can be never"),
        ("event:tadd", "tadd", "did you mean TransactionAdd (15)"),
        ("event:zzz*", "zzz*", "No event type's name reads zzz*"),
        ("is:gone", "gone", "A row can be merged, found, never, odd or marked"),
        ("is>merged", "is>merged", "is is written with a colon: is:merged."),
        ("check:expiry-over", "expiry-over", "did you mean expiry-overdue"),
        ("check:qqq", "qqq", "neo-tui check --list tells all."),
    ],
)
def test_an_error_points_to_the_piece_and_says_what_to_write(text: str, piece: str, told: str) -> None:
    with pytest.raises(FilterError) as found:
        parse(text, view(NOW))
    error = found.value
    assert text[error.position : error.position + error.length] == piece
    assert told in error.message


def test_what_is_called_back_is_visible_and_short() -> None:
    with pytest.raises(FilterError) as found:
        parse(f"a\x1b[2J{'x' * 500}:1", view(NOW))
    assert "\x1b" not in found.value.message
    assert len(found.value.message) < 300


def test_a_pasted_page_is_no_filter() -> None:
    assert parse("x" * LONGEST, view(NOW)).terms
    with pytest.raises(FilterError, match="at most 2,000 characters"):
        parse("x" * (LONGEST + 1), view(NOW))
