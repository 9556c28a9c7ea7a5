"""Columns by what people call them."""

from __future__ import annotations

import pytest

from neo_tui.presentation.column_choice import ColumnsError, chosen_columns
from neo_tui.presentation.columns import COMPACT, EVERY


def keys(text: str) -> list[str]:
    return [column.key for column in chosen_columns(text)]


def test_every_column_of_both_tables_can_be_named() -> None:
    assert chosen_columns(",".join(column.key for column in COMPACT)) == COMPACT
    named = chosen_columns(",".join(column.key for column in EVERY))
    assert [column.key for column in named] == [column.key for column in EVERY]


def test_other_names_of_the_same_thing_will_do() -> None:
    assert keys(" Status, balance,expires ,type,TILL,changed") == [
        "status", "left", "expires_on", "event_type_id", "till_id", "auto_update_time",
    ]  # fmt: skip
    assert keys("expiry_date,expires_on") == ["expiry_date", "expires_on"]


@pytest.mark.parametrize(
    ("text", "piece", "told"),
    [
        ("status, lft", "lft", "did you mean left?"),
        ("left,balance", "balance", "left stands twice."),
        ("status,,id", ",", "Write names of columns"),
        ("", "", "Write names of columns"),
    ],
)
def test_what_is_no_column_is_pointed_to(text: str, piece: str, told: str) -> None:
    with pytest.raises(ColumnsError) as found:
        chosen_columns(text)
    assert text[found.value.position : found.value.position + found.value.length] == piece
    assert told in found.value.message
