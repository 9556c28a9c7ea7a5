"""Cells for programs: values as they were sent, and what is reckoned in plain form.

A column that goes by the API's own name, or shows an amount, holds what was sent. `awarded_on` and `expires_on` are
dates in the profile's zone as in the table, `left` is a plain number.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from neo_tui.domain.allocation import Allocation, State, json_line
from neo_tui.domain.attributes import Attribute, Kind, attribute
from neo_tui.domain.fields import BY_NAME
from neo_tui.domain.json_text import Object, read
from neo_tui.domain.points import amount_text
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.columns import Column


def plain_cell(row: Allocation, column: Column, view: Viewpoint) -> str:
    """The value as text; "" when it is missing or cannot be reckoned, `null` for null."""
    asked = attribute(column.key)
    reckoned = _reckoned(row, column, asked, view)
    if reckoned is not None:
        return reckoned
    if len(asked.fields) > 1:
        return ""
    value = row[asked.fields[0]]
    return "" if value.state is State.MISSING else value.literal


def json_object(row: Allocation, columns: Sequence[Column], view: Viewpoint) -> str:
    """The columns as one line of JSON by their keys, values as sent; what has no value is left out."""
    source = read(row.raw)
    members = source if isinstance(source, Object) else {}
    told: list[str] = []
    for column in columns:
        asked = attribute(column.key)
        reckoned = _reckoned(row, column, asked, view)
        if reckoned is not None:
            told.append(f'"{column.key}": {json_line(reckoned) if asked.kind is Kind.TIME else reckoned}')
        elif len(asked.fields) == 1 and asked.fields[0] in members:
            told.append(f'"{column.key}": {json_line(members[asked.fields[0]])}')
    return "{" + ", ".join(told) + "}"


def _reckoned(row: Allocation, column: Column, asked: Attribute, view: Viewpoint) -> str | None:
    """What is made of what was sent; None where it is told as it was sent."""
    if column.key in BY_NAME or (value := asked.value(row)) is None:
        return None
    if asked.kind is Kind.TIME:
        return column.cell(row, view).text
    if isinstance(value, Decimal) and len(asked.fields) > 1:
        return amount_text(value).replace(",", "").replace("\N{MINUS SIGN}", "-")
    return None
