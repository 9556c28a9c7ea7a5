"""Cells for programs: values as they were sent, decoded, or both; what is reckoned in plain form.

As sent: a column that goes by the API's own name, or shows an amount, holds what was sent. `awarded_on` and
`expires_on` are dates in the profile's zone as in the table, `left` is a plain number. Decoded: times are ISO 8601
with their offset, event types go by name, amounts are plain numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from neo_tui.domain.allocation import Allocation, State, json_line
from neo_tui.domain.attributes import Attribute, Kind, UnknownAttributeError, attribute
from neo_tui.domain.event_types import EventType
from neo_tui.domain.fields import BY_NAME
from neo_tui.domain.json_text import Number, Object, Value, read
from neo_tui.domain.points import amount_text
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.columns import NOTHING, Column
from neo_tui.presentation.exporters.export import LEAD, RAW, Export, Values

Cell = Callable[[Allocation, Viewpoint], str]


def headings(columns: Sequence[Column], values: Values) -> list[str]:
    """The keys of the columns, each with its raw one beside it where both are wanted."""
    names: list[str] = []
    for column in columns:
        names.append(column.key)
        if values is Values.BOTH and _source(column):
            names.append(f"{column.key}{RAW}")
    return names


def texts(columns: Sequence[Column], values: Values) -> list[Cell]:
    """For each of the headings what makes its cell; "" when there is no value, `null` for null."""
    made: list[Cell] = []
    for column in columns:
        made.append(_sent_cell(column) if values is Values.SENT else _decoded_cell(column))
        name = _source(column)
        if values is Values.BOTH and name:
            made.append(_raw_cell(name))
    return made


def json_object(row: Allocation, export: Export, columns: Sequence[Column], lead: Sequence[str] = ()) -> str:
    """The columns as one line of JSON by their keys; what has no value is left out.

    Args:
        row: The row.
        export: Which values are wanted, and from where one looks.
        columns: Which columns.
        lead: The cells before the columns, in the order of `LEAD`.
    """
    source = read(row.raw)
    members = source if isinstance(source, Object) else Object()
    told = [
        f'"{name}": {json_line(cell if name == "entity" else Number(cell))}'
        for name, cell in zip(LEAD, lead, strict=False)
    ]
    for column in columns:
        told += _members(row, export, column, members)
    return "{" + ", ".join(told) + "}"


def _members(row: Allocation, export: Export, column: Column, members: Object) -> Iterator[str]:
    """The column as members of an object: its value, and the raw one where both are wanted."""
    name = _source(column)
    there = bool(name) and name in members
    values = export.values or Values.SENT
    if values is Values.SENT:
        reckoned = _reckoned(row, column, export.view)
        if reckoned is not None:
            asked = _asked(column)
            plain = asked is not None and asked.kind is not Kind.TIME
            yield f'"{column.key}": {reckoned if plain else json_line(reckoned)}'
        elif there:
            yield f'"{column.key}": {json_line(members[name])}'
        return
    decoded = _decoded(row, column, export.view)
    if decoded is not None:
        yield f'"{column.key}": {json_line(decoded)}'
    elif there:
        none = row[name].state is State.NONE
        yield f'"{column.key}": {"null" if none else json_line(members[name])}'
    if values is Values.BOTH and there:
        yield f'"{column.key}{RAW}": {json_line(members[name])}'


def _sent_cell(column: Column) -> Cell:
    name = _source(column)

    def cell(row: Allocation, view: Viewpoint) -> str:
        reckoned = _reckoned(row, column, view)
        if reckoned is not None:
            return reckoned
        return "" if not name or row[name].state is State.MISSING else row[name].literal

    return cell


def _decoded_cell(column: Column) -> Cell:
    name = _source(column)

    def cell(row: Allocation, view: Viewpoint) -> str:
        decoded = _decoded(row, column, view)
        if decoded is not None:
            return str(decoded)
        if not name or row[name].state is State.MISSING:
            return ""
        return "none" if row[name].state is State.NONE else row[name].literal

    return cell


def _raw_cell(name: str) -> Cell:
    def cell(row: Allocation, _: Viewpoint) -> str:
        if row[name].state is State.MISSING:
            return ""
        source = read(row.raw)
        return json_line(source[name]) if isinstance(source, Object) else ""

    return cell


def _source(column: Column) -> str:
    """The field that a column tells; "" where it is reckoned from several."""
    asked = _asked(column)
    return asked.fields[0] if asked is not None and len(asked.fields) == 1 else ""


def _asked(column: Column) -> Attribute | None:
    """The attribute that a column shows; None for what is no value of the row, such as what the checks found."""
    try:
        return attribute(column.key)
    except UnknownAttributeError:
        return None


def _shown(row: Allocation, column: Column, view: Viewpoint) -> str:
    text = column.cell(row, view).text
    return "" if text == NOTHING else text


def _reckoned(row: Allocation, column: Column, view: Viewpoint) -> str | None:
    """What is made of what was sent; None where it is told as it was sent."""
    asked = _asked(column)
    if asked is None:
        return _shown(row, column, view)
    if column.key in BY_NAME or (value := asked.value(row)) is None:
        return None
    if asked.kind is Kind.TIME:
        return column.cell(row, view).text
    if isinstance(value, Decimal) and len(asked.fields) > 1:
        return _plain(value)
    return None


def _decoded(row: Allocation, column: Column, view: Viewpoint) -> Value:
    """What a value means; None where it is told as it was sent."""
    asked = _asked(column)
    if asked is None:
        return _shown(row, column, view)
    value = asked.value(row)
    if value is None:
        return None
    if isinstance(value, datetime):
        return iso(value, view) if column.key in BY_NAME else column.cell(row, view).text
    if isinstance(value, Decimal):
        return Number(_plain(value))
    kind = row[asked.fields[0]].value
    if isinstance(kind, EventType):
        return kind.label if kind.known else None
    return Number(value) if isinstance(value, int) else value


def iso(at: datetime, view: Viewpoint) -> str:
    """An instant as ISO 8601 in the zone in which times are told, with its offset; milliseconds where it has any."""
    return view.told(at).isoformat(timespec="milliseconds" if at.microsecond else "seconds")


def _plain(amount: Decimal) -> str:
    return amount_text(amount).replace(",", "").replace("\N{MINUS SIGN}", "-")
