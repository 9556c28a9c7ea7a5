"""Groups as a table: exact amounts, bars to scale, nothing out of line, what is left out counted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.domain.grouping import By, Group, Lack, grouped
from neo_tui.domain.status import Tone
from neo_tui.domain.totals import Reckoning, Totals
from neo_tui.presentation.groups import bar_of, first_measure, first_place, group_table, share, short
from neo_tui.presentation.text import cell_width, plain
from neo_tui.presentation.totals import AWARDED, LEFT, MEASURES
from neo_tui.presentation.totals_panel import panel_lines
from tests.domain.bodies import BODIES, rows_of
from tests.domain.rows import at, fresh, view

VIEW = view()


def group(label: str, awarded: object = 0, redeemed: object = 0, *, rows: int = 1, unsummed: int = 0) -> Group:
    totals = Totals(rows, unsummed, awarded=Decimal(str(awarded)), redeemed=Decimal(str(redeemed)))
    return Group(label, f"x:{label}", totals)


def test_amounts_are_exact_and_right_aligned_shares_are_hints_and_bars_are_to_scale() -> None:
    groups = [group("AVAILABLE", "1000.125", 250, rows=10), group("EXPIRED", 500), group("REDEEMED", 0)]
    table = group_table(groups, By.STATUS, AWARDED, VIEW, 60)
    assert [plain(line).rstrip() for line in (table.header, *table.lines)] == [
        "Status     Rows    Awarded     Left        awarded",
        "AVAILABLE    10  1,000.125  750.125  ~67%  █████████████████",
        "EXPIRED       1        500      500  ~33%  ████████▌",
        "REDEEMED      1          0        0",
    ]


def test_less_than_nothing_has_no_bar_and_says_so_and_shares_say_nothing_then() -> None:
    table = group_table([group("A", 100), group("B", 10, 30)], By.STATUS, LEFT, VIEW, 60)
    assert plain(table.lines[1]).rstrip().endswith("−20        below 0")
    assert "%" not in "".join(plain(line) for line in table.lines)
    assert [span.tone for span in table.lines[1] if span.text.strip() in {"−20", "below 0"}] == [Tone.WARNING] * 2


@pytest.mark.parametrize(
    ("amount", "cells"),
    [
        ("0", ""),
        ("-5", ""),
        ("100", "██████████"),
        ("50", "█████"),
        ("0.0001", "▏"),
        ("6.25", "▋"),
        ("99.99", "██████████"),
    ],
)
def test_a_bar_is_drawn_to_an_eighth_of_a_cell(amount: str, cells: str) -> None:
    assert bar_of(Decimal(amount), Decimal(100), 10) == cells


@pytest.mark.parametrize(
    ("part", "told"),
    [("0", ""), ("100", "100%"), ("20", "~20%"), ("33.3", "~33%"), ("0.9", "<1%"), ("99.9", ">99%"), ("99", "~99%")],
)
def test_a_share_is_marked_as_rounded(part: str, told: str) -> None:
    assert share(Decimal(part), Decimal(100)) == told


def test_an_amount_no_column_is_wide_enough_for_is_rounded_and_marked() -> None:
    assert short(Decimal("1234567890.125")) == "1,234,567,890.125"
    assert short(Decimal(f"-{'9' * 40}")) == "~−1.000e40"
    assert short(Decimal(f"0.{'1' * 60}")) == "~1.111e−1"


@given(BODIES, st.integers(20, 160), st.sampled_from(MEASURES))
def test_whatever_came_the_columns_stand_in_line(body: str, width: int, measure: object) -> None:
    rows = rows_of(body)
    for by in By:
        table = group_table(grouped(rows, by, VIEW), by, measure, VIEW, width)  # type: ignore[arg-type]
        for line in table.lines:
            assert [cell_width(span.text) for span in line[:-1]] == [
                cell_width(span.text) for span in table.header[:-1]
            ]
            assert cell_width(plain(line).rstrip()) <= max(width, 60)


def test_rows_that_are_in_no_sum_are_marked_where_they_are_counted() -> None:
    table = group_table([group("A", 100, rows=12, unsummed=1), group("B", 5)], By.STATUS, AWARDED, VIEW, 60)
    assert "! 12" in plain(table.lines[0])
    assert "!" not in plain(table.lines[1])


def test_what_expires_when_begins_with_this_month() -> None:
    months = ((2026, 9), (2026, 11), (2027, 2))
    rows = [fresh(id=place, expiry_date=at(*month, 20)) for place, month in enumerate(months)]
    rows.append(fresh(id=9, expiry_date=at(2126, 3, 14)))
    groups = grouped(rows, By.EXPIRES, VIEW)
    table = group_table(groups, By.EXPIRES, first_measure(By.EXPIRES), VIEW, 80)
    assert [plain(line).split("  ")[0] for line in table.lines] == ["2026-09 past", "2026-11 now", "2027-02", "never"]
    assert plain(table.header).rstrip().endswith("left")
    assert first_place(table.groups, By.EXPIRES, VIEW) == 1
    assert first_place(table.groups, By.AWARDED, VIEW) == 0


def test_event_types_have_their_names() -> None:
    rows = [fresh(), fresh(event_type_id=90), fresh(event_type_id=-1), fresh(event_type_id=None)]
    table = group_table(grouped(rows, By.EVENT_TYPE, VIEW), By.EVENT_TYPE, AWARDED, VIEW, 90)
    assert [plain(line).split("  ")[0] for line in table.lines] == [
        "15 TransactionAdd",
        "#90 (unknown)",
        "none",
        "null",
    ]


def test_of_very_many_groups_the_first_are_listed_and_the_rest_is_counted() -> None:
    groups = [group(str(number), 1000 - number, rows=2) for number in range(500)]
    groups.append(Group("none", "x:none", Totals(1), Lack.NONE))
    table = group_table(groups, By.TILL, AWARDED, VIEW, 60, most=10)
    assert [each.label for each in table.groups] == [*map(str, range(9)), "none"]
    assert table.more == f"… 491 more with 982 rows, {sum(1000 - number for number in range(9, 500)):,} awarded"
    latest = group_table(groups, By.AWARDED, AWARDED, VIEW, 60, most=10)
    assert [each.label for each in latest.groups] == [*map(str, range(491, 500)), "none"]
    assert group_table(groups[:3], By.TILL, AWARDED, VIEW, 60).more == ""


def test_everything_at_once() -> None:
    rows = [fresh(id=number, till_id=number) for number in range(30)]
    reckoning = Reckoning(rows)
    lines = [plain(line) for line in panel_lines(reckoning, lambda by: grouped(reckoning, by, VIEW), VIEW, 100)]
    assert "  awarded        3,000" in [line.rstrip() for line in lines]
    headings = [line.split(" ─")[0] for line in lines if "──" in line]
    assert headings == [
        "By status",
        "By programme",
        "By point category",
        "By till",
        "Awarded when",
        "What expires when",
        "By event type",
    ]
    assert "… 18 more with 18 rows, 1,800 awarded" in lines
    assert panel_lines(Reckoning(()), lambda _: [], VIEW, 100)
