"""The two sets of columns, and a row from top to bottom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neo_tui.domain.column_choice import ColumnChoice
from neo_tui.domain.fields import FIELDS
from neo_tui.presentation.column_sets import ALL_FIELDS, DIGEST, ColumnSet
from neo_tui.presentation.columns import COMPACT
from neo_tui.presentation.text import cell_width, plain
from neo_tui.presentation.vertical import vertical_lines
from tests.domain.rows import raw, row, view

SETS = pytest.mark.parametrize("of", [DIGEST, ALL_FIELDS], ids=["digest", "all"])


def test_at_first_the_main_columns_are_those_of_the_digest_and_all_fields_are_all_the_id_in_sight() -> None:
    assert DIGEST.shown(DIGEST.choice) == COMPACT
    shown = ALL_FIELDS.shown(ALL_FIELDS.choice)
    assert sorted(column.key for column in shown) == sorted(field.name for field in FIELDS)
    assert shown[0].key == "id"
    assert ALL_FIELDS.choice.pinned == 1


@SETS
def test_either_offers_every_column_once(of: ColumnSet) -> None:
    keys = [column.key for column in of.columns]
    assert len(keys) == len(set(keys))
    assert {column.key for column in DIGEST.columns} == set(keys)


@SETS
def test_of_a_choice_nothing_is_known_of_the_sets_own_is_shown(of: ColumnSet) -> None:
    assert of.fitted(None) == of.choice
    assert of.fitted(ColumnChoice(("gone", "too"), 2)) == of.choice
    assert of.fitted(ColumnChoice(("gone", "left"), 2)) == ColumnChoice(("left",), 1)


def test_a_widened_column_gives_way_to_nothing() -> None:
    squeezed = DIGEST.shown(DIGEST.choice.widened("status").widened("id"))
    assert squeezed[0].narrowest == 0
    assert not squeezed[-1].dispensable
    assert squeezed[0].widest > COMPACT[0].widest


@given(
    st.sampled_from(['{"id": "宽宽宽宽宽宽宽宽宽宽"}', "null", "{}", '{"status": "a long status of many words"}']),
    st.integers(30, 120),
)
@settings(max_examples=30)
def test_a_row_from_top_to_bottom_keeps_to_its_width_and_loses_nothing(text: str, width: int) -> None:
    columns = ALL_FIELDS.shown(ALL_FIELDS.choice)
    lines = vertical_lines(raw(text), columns, view(), width)
    assert max(sum(cell_width(span.text) for span in line) for line in lines) <= width
    for column in columns:
        told = "".join(plain(line[1:]) for line in lines).replace(" ", "")
        assert column.cell(raw(text), view()).text.replace(" ", "") in told


def test_a_row_from_top_to_bottom_names_each_column_once_in_its_order() -> None:
    columns = DIGEST.shown(DIGEST.choice)
    lines = [plain(line) for line in vertical_lines(row(), columns, view(), 60)]
    assert [line.split("  ")[0] for line in lines] == [column.label for column in columns]
    assert lines[0] == "Status      EXPIRED"
    assert lines[5] == "Left        0"
    assert vertical_lines(row(), (), view(), 60) == []
