"""Columns by their names, as one types them."""

from __future__ import annotations

from neo_tui.domain.attributes import UnknownAttributeError, attribute
from neo_tui.domain.typed import TypedError
from neo_tui.presentation.columns import COMPACT, EVERY, FURTHER, Column

BY_KEY: dict[str, Column] = {column.key: column for column in (*FURTHER, *EVERY, *COMPACT)}
"""All columns; where both tables have one, that of the compact table."""


class ColumnsError(TypedError):
    """Columns that are not understood."""


def chosen_columns(text: str) -> tuple[Column, ...]:
    """The columns that a text names, parted by commas: their keys, or any name of the same thing.

    Raises:
        ColumnsError: There is no such column, or one stands twice, or none is named.
    """
    found: list[Column] = []
    start = 0
    for word in text.split(","):
        name = word.strip()
        position = start + len(word) - len(word.lstrip())
        start += len(word) + 1
        if not name:
            raise ColumnsError(position, 1, "Write names of columns, parted by commas: status,left,expires_on.")
        try:
            column = _column(name)
        except UnknownAttributeError as error:
            raise ColumnsError(position, len(name), str(error)) from None
        if column in found:
            raise ColumnsError(position, len(name), f"{column.key} stands twice.")
        found.append(column)
    return tuple(found)


def _column(name: str) -> Column:
    """The column of that very key, else of the attribute that goes by that name."""
    column = BY_KEY.get(name.lower())
    if column is not None:
        return column
    asked = attribute(name)
    return BY_KEY.get(asked.key) or BY_KEY[asked.fields[0]]
