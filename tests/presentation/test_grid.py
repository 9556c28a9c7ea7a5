"""The table as lines: as wide as its columns, headings over their cells, steady while one looks around."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.column_choice import ColumnChoice
from neo_tui.domain.status import Tone
from neo_tui.presentation.column_sets import ALL_FIELDS, DIGEST, ColumnSet, signed
from neo_tui.presentation.columns import Column
from neo_tui.presentation.grid import CHANGED, Grid, Shown
from neo_tui.presentation.text import Line, Span, cell_width, pad, plain
from tests.domain.rows import fresh, raw, row, view

VALUE = st.one_of(
    st.integers(-5, 10**13),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=10**9).map(float),
    st.sampled_from(
        ["EXPIRED", "点数已过期", "👍🏽 wide", "e\u0301\u0301combining", "x" * 300, "宽" * 200, "", "[/red]"]
    ),
    st.none(),
)
ROW = st.dictionaries(
    st.sampled_from(["status", "points_exclusive", "expiry_date", "awarded_date", "id", "till_id"]), VALUE, max_size=6
).map(lambda fields: raw(json.dumps(fields)))
SOME_ROWS = st.lists(ROW, min_size=1, max_size=6)
SETS = st.sampled_from([DIGEST, ALL_FIELDS])
PLACES = st.frozensets(st.integers(0, 5))


@st.composite
def choices(draw: st.DrawFn, of: ColumnSet) -> tuple[tuple[Column, ...], int]:
    """Chosen columns of a set, and how many are pinned."""
    keys = draw(st.lists(st.sampled_from([column.key for column in of.columns]), unique=True, min_size=1, max_size=12))
    choice = ColumnChoice(tuple(keys), draw(st.integers(0, len(keys))), draw(st.frozensets(st.sampled_from(keys))))
    return of.shown(choice), choice.pinned


@st.composite
def shown(draw: st.DrawFn) -> Shown:
    rows = draw(SOME_ROWS)
    columns, pinned = draw(SETS.flatmap(choices))
    marked = frozenset(place for place in draw(PLACES) if place < len(rows))
    before = {place: draw(ROW) for place in draw(PLACES) if place < len(rows)} if draw(st.booleans()) else {}
    return Shown(rows, columns, view(), pinned, marked, before, draw(PLACES))


def width(line: Line) -> int:
    return sum(cell_width(span.text) for span in line)


@given(shown(), st.integers(1, 250))
@settings(max_examples=60)
def test_each_line_is_exactly_as_wide_as_the_table(what: Shown, room: int) -> None:
    grid = Grid(what, room)
    grid.look_at(0, len(what.rows))
    assert grid.width == grid.lead + sum(grid.layout.widths) + grid.layout.gap * (len(grid.layout.widths) - 1)
    for line in [grid.heading(0), *(grid.line(place) for place in range(len(what.rows)))]:
        assert width(line) == grid.width
        assert not any("\n" in span.text for span in line)


@given(shown(), st.integers(1, 250))
@settings(max_examples=60)
def test_each_cell_stands_under_its_heading(what: Shown, room: int) -> None:
    grid = Grid(what, room)
    grid.look_at(0, len(what.rows))
    heading = grid.heading(-1)
    assert width(heading[:1]) == grid.lead
    labels = [span for span in heading[1:] if span.text.strip()]
    for index in range(len(what.rows)):
        cells = grid.line(index)[-len(grid.layout.columns) :]
        at = grid.lead
        for place, (column, size) in enumerate(zip(grid.layout.columns, grid.layout.widths, strict=True)):
            gap = grid.layout.gap if place else 0
            assert cell_width(cells[place].text) == gap + size
            assert labels[place].text == pad(column.label, size, right=column.right)
            at += gap + size
            assert grid.region(place)[1] == at
        assert at == grid.width


@given(st.lists(ROW, min_size=2, max_size=8), st.permutations(range(8)), SETS)
@settings(max_examples=60)
def test_columns_only_ever_become_wider_whatever_one_looks_at(
    rows: list[Allocation], order: list[int], of: ColumnSet
) -> None:
    grid = Grid(Shown(rows, of.shown(of.choice), view()), 10_000)
    for index in order:
        before = grid.layout.widths
        changed = grid.look_at(index, index)
        assert all(now >= was for was, now in zip(before, grid.layout.widths, strict=True))
        assert changed == (before != grid.layout.widths)
        assert not grid.look_at(index, index)


@given(shown(), st.integers(1, 250), st.integers(1, 250))
@settings(max_examples=40)
def test_a_table_given_other_room_is_the_one_that_had_it_from_the_beginning(what: Shown, room: int, other: int) -> None:
    grid, fresh_one = Grid(what, room), Grid(what, other)
    for each in (grid, fresh_one):
        each.look_at(0, len(what.rows))
    grid.with_room(other)
    assert grid.layout == fresh_one.layout
    assert [grid.line(place) for place in range(len(what.rows))] == [
        fresh_one.line(place) for place in range(len(what.rows))
    ]


@given(shown(), st.integers(1, 250))
@settings(max_examples=40)
def test_what_is_pinned_leaves_a_third_for_the_rest_or_is_not_kept_in_sight(what: Shown, room: int) -> None:
    grid = Grid(what, room)
    grid.look_around(0)
    assert grid.pinned_width * 3 <= room * 2
    ends = {0, *(grid.region(place)[1] for place in range(what.pinned) if place < len(grid.layout.columns))}
    assert grid.pinned_width in ends
    if not what.pinned:
        assert grid.pinned_width == 0


def test_marks_stand_in_a_cell_of_their_own_and_every_line_moves_with_them() -> None:
    rows = [fresh(id=1), fresh(id=2, points_exclusive=-5), fresh(id=3)]
    columns = DIGEST.shown(DIGEST.choice)
    calm = Grid(Shown(rows, columns, view()), 120)
    assert [plain(calm.line(place))[0] for place in range(3)] == [" ", "!", " "]
    marked = Grid(Shown(rows, columns, view(), marked=frozenset({0, 1})), 120)
    assert [plain(marked.line(place))[:2] for place in range(3)] == ["* ", "*!", "  "]
    assert plain(marked.heading(0)) == " " + plain(calm.heading(0))
    assert plain(marked.line(2)) == " " + plain(calm.line(2))


def test_a_match_is_shown_but_never_hides_what_a_check_found() -> None:
    rows = [fresh(id=1), fresh(id=2, points_exclusive=-5), fresh(id=3)]
    grid = Grid(Shown(rows, DIGEST.shown(DIGEST.choice), view(), found=frozenset({0, 1})), 120)
    assert [plain(grid.line(place))[0] for place in range(3)] == ["›", "!", " "]


def test_the_heading_of_the_column_at_the_cursor_is_set_apart() -> None:
    grid = Grid(Shown([row()], DIGEST.shown(DIGEST.choice), view()), 120)
    for place, column in enumerate(grid.layout.columns):
        told = [span.text.strip() for span in grid.heading(place) if span.tone is Tone.ACCENT]
        assert told == [column.label]


def test_what_has_changed_tells_both_values_and_what_has_not_only_the_one() -> None:
    now, then = fresh(id=1, status="EXPIRED", expired_exclusive_value=100), fresh(id=1)
    grid = Grid(Shown([now], DIGEST.shown(DIGEST.choice), view(), before={0: then}), 160)
    told = {span.text.strip() for span in grid.line(0) if span.tone is Tone.ACCENT}
    assert told == {f"AVAILABLE{CHANGED}EXPIRED", f"0{CHANGED}100", f"100{CHANGED}0"}
    assert CHANGED not in plain(Grid(Shown([now], DIGEST.shown(DIGEST.choice), view(), before={0: now}), 160).line(0))


def test_a_value_of_megabytes_is_a_cell_like_another_also_in_full_width() -> None:
    huge = row(status="宽" * 3_000_000)
    choice = DIGEST.choice.widened("status")
    grid = Grid(Shown([huge], DIGEST.shown(choice), view()), 80)
    grid.look_around(0)
    assert grid.layout.widths[0] <= 100
    assert width(grid.line(0)) == grid.width


def test_far_rows_are_measured_when_one_comes_near_and_not_before() -> None:
    made: list[int] = []

    def cell(each: Allocation, _: object) -> Span:
        made.append(each.id or 0)
        return Span(str(each.id))

    rows = [raw(f'{{"id": {number}}}') for number in range(1000)]
    columns = (replace(DIGEST.columns[0], cell=cell),)
    grid = Grid(Shown(rows, columns, view()), 80)
    assert made == []
    grid.look_around(0)
    grid.look_around(50)
    assert max(made) < 200
    assert len(made) == len(set(made))
    assert "999" in plain(grid.line(999))


@pytest.mark.parametrize("of", [DIGEST, ALL_FIELDS], ids=["digest", "all"])
@pytest.mark.parametrize("sign", ["▲", "▼4"])
def test_how_rows_are_sorted_is_in_sight_in_every_heading(of: ColumnSet, sign: str) -> None:
    columns = signed(of.shown(of.choice), {column.key: sign for column in of.columns})
    for room in (80, 10_000):
        heading = plain(Grid(Shown([row()], columns, view()), room).heading(0))
        assert heading.count(sign) == len(Grid(Shown([row()], columns, view()), room).layout.columns)


@given(shown(), st.integers(20, 160), st.lists(st.integers(0, 11), min_size=1, max_size=6))
@settings(max_examples=60)
def test_going_from_column_to_column_each_is_in_sight_and_what_is_beside_the_pinned_ones_is_whole(
    what: Shown, room: int, places: list[int]
) -> None:
    grid = Grid(what, room)
    grid.look_around(0)
    pinned, across = grid.pinned_width, 0
    edges = {0, *(grid.region(place)[0] - pinned for place in range(len(grid.layout.columns)))}
    for place in places:
        if place < len(grid.layout.columns):
            across = grid.across(place, across, room)
            start, end = grid.region(place)
            assert across in edges
            assert across + room <= max(room, grid.scrolled_width(room))
            if end > pinned:
                assert across + pinned <= start
                assert end <= across + room or across == start - pinned  # wider than all there is
                assert grid.across(place, across, room) == across
