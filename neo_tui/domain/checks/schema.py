"""Checks of the shape: fields that are missing, unknown, or of another type than documented (api.md §1.5).

A drift shows in many rows alike, so each is told once, with the number of rows. What is alike in all of them says
nothing about any; a value that cannot be read does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from neo_tui.domain.allocation import Allocation, FieldValue, State
from neo_tui.domain.checks.check import Check, Hit, LookAtAnswer, Severity
from neo_tui.domain.fields import Decoding
from neo_tui.domain.foreign import clip
from neo_tui.domain.viewpoint import Viewpoint

_MOST = 5
"""Fields that a sentence names."""
_LONGEST = 40
"""Characters of a name that nobody knows."""
_NEVER_NULL = frozenset({Decoding.POINTS, Decoding.STATUS})
"""In the published schema amounts default to 0 and a status is one of its words; ids and dates may be null."""


_SENT, _MISSING = State.SENT, State.MISSING
"""Looked up once: 27 fields of ten thousand rows ask for them."""


def _missing(row: Allocation) -> list[tuple[str, str]]:
    return [(name, "") for name, value in row.values.items() if value.state is _MISSING]


def _unknown(row: Allocation) -> list[tuple[str, str]]:
    return [(extra.name, "") for extra in row.extra]


def _retyped(row: Allocation) -> list[tuple[str, str]]:
    odd = [(name, value) for name, value in row.values.items() if value.state is not _SENT or value.quoted]
    return [(name, why) for name, value in odd if (why := _unreadable(value) or _quoted(value))]


def _unreadable(value: FieldValue) -> str:
    if value.state is State.WRONG_TYPE:
        return value.note.rstrip(".")
    if value.state is State.NULL and (value.field.decoding in _NEVER_NULL or value.field.name == "id"):
        return "null came"
    return ""


def _quoted(value: FieldValue) -> str:
    return "a number is due here; text came, read all the same" if value.quoted else ""


def _says_less(row: Allocation) -> bool:
    """Whether something in it cannot be read: that is about this row, however the others are."""
    return any(value.state is not _SENT and _unreadable(value) for value in row.values.values())


def _never(_: Allocation) -> bool:
    return False


def _drift(
    what: str,
    fields_of: Callable[[Allocation], Iterable[tuple[str, str]]],
    marks: Callable[[Allocation], bool] = _never,
) -> LookAtAnswer:
    """Looks for fields that differ from the document, whatever `fields_of` finds in a row: names and how."""

    def look(rows: Sequence[Allocation], _: Viewpoint) -> Iterator[Hit]:
        counted: Counter[str] = Counter()
        how: dict[str, str] = {}
        where: list[int] = []
        for index, row in enumerate(rows):
            found = dict(fields_of(row))
            if not found:
                continue
            where.append(index)
            counted.update(found.keys())
            # What was first found of a name is told; half a million names at once are merged, not walked.
            if len(found) >= len(how):
                how = found | how
            else:
                for name, why in found.items():
                    how.setdefault(name, why)
        if counted:
            named = [_named(name, how[name], count, len(rows)) for name, count in list(counted.items())[:_MOST]]
            rest = f"; and {len(counted) - _MOST:,} more" if len(counted) > _MOST else ""
            told = f"{what}: {'; '.join(named)}{rest}."
            marked = tuple(index for index in where if marks(rows[index]))
            yield Hit(where[0] if len(where) == 1 else None, told, tuple(where), marked)

    return look


def _named(name: str, why: str, count: int, total: int) -> str:
    rows = f" in {count:,} of {total:,} rows" if total > 1 else ""
    return f"{clip(name, _LONGEST)}{rows}{f' ({why})' if why else ''}"


CHECKS = (
    Check(
        "missing-field",
        "A documented field is missing.",
        "The documents list 27 fields. That all of them come in each row is a reading: none is marked as required, "
        "but every published sample has them.",
        Severity.WARNING,
        look_at_all=_drift("Missing", _missing),
        reading=True,
    ),
    Check(
        "unknown-field",
        "A field came that no document lists.",
        "The documents list 27 fields. What came beside them is shown as it is; what it means is not known here.",
        Severity.NOTICE,
        look_at_all=_drift("Unknown", _unknown),
    ),
    Check(
        "retyped-field",
        "A field is of another type than documented.",
        "26 fields are documented as numbers, the status as text. A number that comes as text is read all the same; "
        "what cannot be read takes part in no sum. That an amount, a status or an id is never null is a reading.",
        Severity.WARNING,
        look_at_all=_drift("Retyped", _retyped, _says_less),
        reading=True,
    ),
)
