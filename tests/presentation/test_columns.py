"""The table's cells, and the columns there is room for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neo_tui.demo.data import rows
from neo_tui.demo.stories import STORIES
from neo_tui.domain.allocation import Allocation
from neo_tui.domain.fields import FIELDS
from neo_tui.domain.status import Tone
from neo_tui.presentation.columns import COMPACT, EVERY, Column, field_cell, mark
from neo_tui.presentation.table_layout import lay_out
from neo_tui.presentation.text import Span, cell_width
from tests.domain.rows import MISSING, at, fresh, raw, row, view

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def cells(allocation: Allocation, columns: tuple[Column, ...] = COMPACT) -> dict[str, Span]:
    return {column.key: column.cell(allocation, view()) for column in columns}


def test_the_sample_row_in_the_compact_columns() -> None:
    assert {key: cell.text for key, cell in cells(row()).items()} == {
        "status": "EXPIRED",
        "awarded": "50",
        "redeemed": "0",
        "expired": "50",
        "returned": "0",
        "left": "0",
        "awarded_on": "2022-03-28",
        "expires_on": "2022-03-29",
        "id": "31787856",
    }


def test_the_sample_row_in_all_27_columns() -> None:
    found = cells(row(), EVERY)
    assert list(found) == [field.name for field in FIELDS]
    assert found["awarded_date"].text == "2022-03-28 23:14:32"
    assert found["expiry_date"].text == "2022-03-29 23:59:59"
    assert found["points_source_id"].text == "2148434124"
    assert found["event_type_id"].text == "15"
    assert found["status"].text == "EXPIRED"


def test_points_left_stand_out_and_nothing_steps_back() -> None:
    left = COMPACT[5].cell(fresh(), view())
    assert (left.text, left.tone) == ("100", Tone.GOOD)
    assert cells(row())["left"].tone is Tone.MUTED
    assert cells(row(points_exclusive=20))["left"] == Span("−30", Tone.WARNING)


@pytest.mark.parametrize(
    ("changes", "key", "cell"),
    [
        ({"points_exclusive": MISSING}, "awarded", Span("—", Tone.WARNING)),
        ({"points_exclusive": None}, "awarded", Span("null", Tone.MUTED)),
        ({"points_exclusive": "abc"}, "awarded", Span("!abc", Tone.WARNING)),
        ({"points_exclusive": "abc"}, "left", Span("?", Tone.WARNING)),
        ({"points_exclusive": -5}, "awarded", Span("−5", Tone.WARNING)),
        ({"expiry_date": 0}, "expires_on", Span("0", Tone.WARNING)),
        ({"expiry_date": None}, "expires_on", Span("null", Tone.MUTED)),
        ({"expiry_date": MISSING}, "expires_on", Span("—", Tone.WARNING)),
        ({"expiry_date": at(2122, 3, 28, 23, 14, 32)}, "expires_on", Span("never", Tone.MUTED)),
        ({"status": 7}, "status", Span("!7", Tone.WARNING)),
        ({"status": "NEW_ONE"}, "status", Span("NEW_ONE", Tone.WARNING)),
        ({"id": MISSING}, "id", Span("—", Tone.WARNING)),
        ({"id": 2**63}, "id", Span("9223372036854775808")),
    ],
)
def test_what_is_odd_is_shown_as_it_came_and_marked(changes: dict[str, object], key: str, cell: Span) -> None:
    assert cells(row(**changes))[key] == cell


def test_a_mark_stands_before_rows_that_a_check_is_about_and_makes_no_column_wider() -> None:
    assert mark(row(points_exclusive=20), view()) == Span("!", Tone.WARNING)
    assert mark(row(), view()) == Span(" ")
    assert mark(row(campaign="in every row"), view()) == Span(" ")


def test_an_id_of_minus_one_reads_as_none() -> None:
    assert field_cell(row(cps_id=-1), "cps_id") == Span("none", Tone.MUTED)


def test_no_story_of_the_demo_breaks_a_cell() -> None:
    seen = 0
    for story in STORIES:
        for text in rows((story.customer_id, story.entity_id, story.event_type_id), NOW):
            for column in (*COMPACT, *EVERY):
                cell = column.cell(raw(text), view(NOW))
                assert cell.text
                assert "\n" not in cell.text
                assert "\x1b" not in cell.text
                seen += 1
    assert seen > 300 * 36


CELL_LINES = st.lists(st.lists(st.text("abc雪", max_size=30).map(Span), min_size=9, max_size=9), max_size=6)


@given(CELL_LINES, st.integers(20, 200))
def test_columns_fit_wherever_they_can_and_no_heading_is_cut(lines: list[list[Span]], room: int) -> None:
    layout = lay_out(COMPACT, lines, room)
    for column, width in zip(layout.columns, layout.widths, strict=True):
        assert cell_width(column.label) <= width <= max(column.widest, cell_width(column.label))
    roomy = lay_out(COMPACT, lines, 500)
    assert roomy.columns == COMPACT
    assert roomy.gap == 2
    if roomy.width <= room:
        assert layout == roomy
    if layout.width > room:  # everything that could give way has given way
        assert layout.gap == 1
        assert not any(column.dispensable for column in layout.columns)
        assert all(
            width <= max(column.narrowest, cell_width(column.label))
            for column, width in zip(layout.columns, layout.widths, strict=True)
            if column.narrowest
        )


def test_the_usual_columns_fit_eighty_cells() -> None:
    usual = [[column.cell(row(), view()) for column in COMPACT]]
    layout = lay_out(COMPACT, usual, 80)
    assert layout.width <= 80
    assert layout.columns[0].key == "status"


def test_no_rows_are_as_wide_as_their_headings() -> None:
    assert lay_out(COMPACT, [], 200).widths == tuple(cell_width(column.label) for column in COMPACT)
