"""JSON that holds a question, or rows of an answer to one."""

from __future__ import annotations

from collections.abc import Iterator

from neo_tui.domain.json_text import JsonTextError, Number, Object, Value, read
from neo_tui.domain.pasted.findings import API_NAMES, Findings, field_named

_OF_ROWS = frozenset({"event_log_id", "points_value", "points_exclusive", "till_id", "cps_id"})
"""Fields of a row (api.md §1.3) that no question has."""
NO_ENTITY = "A row does not tell which entity was asked for; give the entity id yourself."


def json_question(text: str, found: Findings) -> bool:
    """Take what a JSON text says of a question; answers whether it says anything."""
    try:
        document = read(text)
    except JsonTextError:
        return False
    records: list[dict[str, set[str]]] = [{}]
    rows = False
    waiting: list[tuple[Value, dict[str, set[str]]]] = [(document, records[0])]
    while waiting:
        value, record = waiting.pop()
        if isinstance(value, list):
            own = [record] if len(value) == 1 else [{} for _ in value]
            records += own if len(value) > 1 else []
            waiting += reversed(list(zip(value, own, strict=True)))
        elif isinstance(value, Object):
            row = not _OF_ROWS.isdisjoint(value)
            rows = rows or row
            for field, said in _said(value, row=row):
                record.setdefault(field, set()).add(said)
            waiting += [(inner, record) for inner in reversed(list(value.values())) if isinstance(inner, list | dict)]
    if {"customer", "entity", "event"}.isdisjoint(field for each in records for field in each):
        return False
    found.records(records)
    if rows and not found.has("entity"):
        found.note(NO_ENTITY)
    return True


def _said(value: Object, *, row: bool) -> Iterator[tuple[str, str]]:
    """The values that an object names, by the names of `Draft`."""
    for name, inner in value.items():
        field = API_NAMES.get(name) if row else field_named(name)
        if field and isinstance(inner, Number):
            whole = inner.integer()
            yield field, str(inner) if whole is None else str(whole)
        elif field and isinstance(inner, str):
            yield field, inner
