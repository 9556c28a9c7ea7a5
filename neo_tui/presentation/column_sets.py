"""The two sets of columns, and what a person has made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from neo_tui.domain.column_choice import ColumnChoice
from neo_tui.presentation.bounds import CELL
from neo_tui.presentation.columns import COMPACT, EVERY, FURTHER, Column


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """A set of columns.

    Attributes:
        name: Its name in what is remembered.
        title: What it is called.
        choice: What is shown when nobody has chosen.
        columns: All columns that can be shown, its own first.
    """

    name: str
    title: str
    choice: ColumnChoice
    columns: tuple[Column, ...]

    def shown(self, choice: ColumnChoice) -> tuple[Column, ...]:
        """The chosen columns in their order; unknown ones are left out."""
        known = {column.key: column for column in self.columns}
        return tuple(_as_chosen(known[key], key in choice.full) for key in choice.keys if key in known)

    def fitted(self, choice: ColumnChoice | None) -> ColumnChoice:
        """A choice as far as its columns are known; the set's own when nothing is left of it."""
        kept = choice.known({column.key for column in self.columns}) if choice else None
        return kept if kept and kept.keys else self.choice


def signed(columns: Sequence[Column], signs: Mapping[str, str]) -> tuple[Column, ...]:
    """Columns whose headings show how rows are sorted by them.

    Args:
        columns: The columns.
        signs: What is added to a heading, by the column's key.
    """
    return tuple(
        replace(column, label=f"{column.label} {signs[column.key]}") if column.key in signs else column
        for column in columns
    )


def _as_chosen(column: Column, full: bool) -> Column:
    return replace(column, widest=CELL, narrowest=0, dispensable=False) if full else column


def _with_others(own: Sequence[Column], others: Sequence[Column]) -> tuple[Column, ...]:
    keys = {column.key for column in own}
    return (*own, *(column for column in others if column.key not in keys))


DIGEST = ColumnSet(
    "compact",
    "the main columns",
    ColumnChoice(tuple(column.key for column in COMPACT)),
    _with_others(COMPACT, (*FURTHER, *EVERY)),
)
"""Status, amounts, dates, id: answers most disputes."""
ALL_FIELDS = ColumnSet(
    "every",
    "all 27 fields",
    ColumnChoice(("id", *(column.key for column in EVERY if column.key != "id")), pinned=1),
    _with_others(EVERY, (*COMPACT, *FURTHER)),
)
"""All 27 fields under the API's own names, the id in sight whatever one looks at."""
