"""An allocation: the decoded values, the raw object as it came, and what was odd about it.

Nothing is dropped and nothing raises: a field may be sent, null, missing, "none" (-1) or of the
wrong type, and each is told apart (reliability.md §3.3; api.md §1.5).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from neo_tui.domain.event_types import EventType, event_type
from neo_tui.domain.fields import BY_NAME, FIELDS, Decoding, Field
from neo_tui.domain.foreign import visible
from neo_tui.domain.json_text import Element, Number, Object, Value
from neo_tui.domain.points import Split
from neo_tui.domain.status import Status, status
from neo_tui.domain.timestamps import Moment, moment

Decoded = int | Decimal | Moment | Status | EventType

_TEXT = json.JSONEncoder(ensure_ascii=False)
_NUMERAL = re.compile(r"-?\d{1,40}(\.\d{1,20})?\Z", re.ASCII)
_NONE_ID = -1
"""What `cps_id`, `event_log_id` and `till_id` hold when there is none (api.md §1.5)."""


class State(StrEnum):
    """How a field came."""

    SENT = "sent"
    NONE = "none"
    """-1: the API's way to say that there is none."""
    NULL = "null"
    MISSING = "missing"
    WRONG_TYPE = "wrong type"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of one row.

    Attributes:
        field: Which field.
        state: How it came.
        literal: The JSON text of the value as it came, made visible; "" when missing.
        value: The decoded value; None unless `state` is SENT.
        note: What is odd about it, a sentence; "" when nothing is.
        quoted: Whether a number came as text, and was read.
    """

    field: Field
    state: State
    literal: str
    value: Decoded | None = None
    note: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Extra:
    """A field that the document does not know, kept as it came.

    Attributes:
        name: Its name, made visible.
        literal: The JSON text of its value, made visible; text without its quotes.
        text: Whether the value came as text.
    """

    name: str
    literal: str
    text: bool = False


@dataclass(frozen=True)
class Allocation:
    """One row of the answer.

    Attributes:
        values: All 27 documented fields by name, present or not.
        extra: Fields the document does not know.
        raw: The JSON text of the object, byte for byte but for our own secrets.
        oddities: Sentences about what was odd in the text itself.
    """

    values: Mapping[str, FieldValue]
    extra: tuple[Extra, ...]
    raw: str
    oddities: tuple[str, ...]

    def __getitem__(self, name: str) -> FieldValue:
        return self.values[name]

    @property
    def is_object(self) -> bool:
        """Whether an object came; anything else has no fields at all."""
        return self.raw.startswith("{")

    @property
    def keys_twice(self) -> bool:
        """Whether a key of the object stands in it twice; its last value is the one that is told."""
        return self.is_object and bool(self.oddities)

    @property
    def id(self) -> int | None:
        """The entry's id; None when it cannot be read."""
        return self.number("id")

    @property
    def status(self) -> Status | None:
        """The status; None when it was not sent as text."""
        value = self.values["status"].value
        return value if isinstance(value, Status) else None

    @property
    def event_type(self) -> EventType | None:
        """The type of the event that gave the points."""
        value = self.values["event_type_id"].value
        return value if isinstance(value, EventType) else None

    def number(self, name: str) -> int | None:
        """A whole number by field name; None when there is none or it cannot be read."""
        value = self.values[name].value
        return value if isinstance(value, int) else None

    def amount(self, name: str) -> Decimal | None:
        """An amount of points by field name; None when it cannot be read."""
        value = self.values[name].value
        return value if isinstance(value, Decimal) else None

    def moment(self, name: str) -> Moment | None:
        """A point in time by field name, doubtful ones too; None when it cannot be read."""
        value = self.values[name].value
        return value if isinstance(value, Moment) else None

    def instant(self, name: str) -> datetime | None:
        """A point in time by field name, when it can be told as a fact; None when unreadable or doubtful."""
        moment = self.moment(name)
        return moment.at if moment is not None and moment.reliable else None

    @cached_property
    def split(self) -> Split | None:
        """Where the points went; None when one of the four amounts cannot be read."""
        awarded = self.amount("points_exclusive")
        redeemed = self.amount("redeemed_exclusive_value")
        expired = self.amount("expired_exclusive_value")
        returned = self.amount("returned_exclusive_value")
        if awarded is None or redeemed is None or expired is None or returned is None:
            return None
        return Split(awarded, redeemed, expired, returned)

    @property
    def merged_from(self) -> int | None:
        """The account that earned the points, when it is not the one that holds them now."""
        original, now = self.number("original_customer_id"), self.number("customer_id")
        return original if original is not None and now is not None and original != now else None

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything odd: about single fields first, then about the text."""
        odd = (f"{value.field.name}: {value.note}" for value in self.values.values() if value.note)
        return (*odd, *self.oddities)


def decode(element: Element) -> Allocation:
    """Decode one element of the answer's array; never raises."""
    source = element.value
    if not isinstance(source, Object):
        values = {field.name: _absent(field) for field in FIELDS}
        return Allocation(values, (), element.raw, ("This row is not an object; see the raw JSON.",))
    values = {
        field.name: _decoded(field, source[field.name]) if field.name in source else _absent(field) for field in FIELDS
    }
    extra = tuple(
        Extra(visible(name), literal(value), isinstance(value, str) and not isinstance(value, Number))
        for name, value in source.items()
        if name not in BY_NAME
    )
    oddities = tuple(
        f"The key {visible(name)} stands twice in this object; the last one is shown." for name in source.duplicates
    )
    return Allocation(values, extra, element.raw, oddities)


def literal(value: Value) -> str:
    """A JSON value as JSON text in one line, made visible; text without its quotes."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return f"[{', '.join(_quoted(item) for item in value)}]"
    if isinstance(value, dict):
        inside = ", ".join(f'"{visible(name)}": {_quoted(item)}' for name, item in value.items())
        return f"{{{inside}}}"
    return json.dumps(value)


def json_line(value: Value) -> str:
    """JSON text of a value in one line: numbers letter for letter, everything visible, and read back exactly.

    What `foreign.visible` would make a sign of is escaped as JSON has it, by its number.
    """
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(json_line(item) for item in value) + "]"
    if isinstance(value, dict):
        inside = (f"{escaped_json(_TEXT.encode(name))}: {json_line(item)}" for name, item in value.items())
        return "{" + ", ".join(inside) + "}"
    return escaped_json(_TEXT.encode(value))


def escaped_json(text: str) -> str:
    """JSON text whose invisible characters are escaped, so that it can be shown; they stand in strings only."""
    if visible(text) == text:
        return text
    return "".join(character if visible(character) == character else json.dumps(character)[1:-1] for character in text)


def _quoted(value: Value) -> str:
    return f'"{literal(value)}"' if isinstance(value, str) and not isinstance(value, Number) else literal(value)


def _absent(field: Field) -> FieldValue:
    return FieldValue(field, State.MISSING, "", note="missing from the answer")


def _decoded(field: Field, value: Value) -> FieldValue:
    found = _decode_field(field, value)
    text = isinstance(value, str) and not isinstance(value, Number)
    came = found.state in {State.SENT, State.NONE}
    return replace(found, quoted=True) if text and came and field.decoding is not Decoding.STATUS else found


def _decode_field(field: Field, value: Value) -> FieldValue:
    text = literal(value)
    if value is None:
        return FieldValue(field, State.NULL, "null")
    if field.decoding is Decoding.STATUS:
        return _decode_status(field, value, text)
    if field.decoding is Decoding.POINTS:
        return _decode_points(field, value, text)
    number, note = _whole(value)
    if number is None:
        return _wrong(field, text, value)
    if field.decoding is Decoding.MOMENT:
        at = moment(number)
        doubt = at.doubt.sentence if at.doubt else ""
        return FieldValue(field, State.SENT, text, at, " ".join(part for part in (note, doubt) if part))
    if number == _NONE_ID:
        return FieldValue(field, State.NONE, text, note=note)
    if field.decoding is Decoding.EVENT_TYPE:
        kind = event_type(number)
        unknown = "" if kind.known else "Not one of the 89 documented event types."
        return FieldValue(field, State.SENT, text, kind, " ".join(part for part in (note, unknown) if part))
    return FieldValue(field, State.SENT, text, number, note)


def _decode_status(field: Field, value: Value, text: str) -> FieldValue:
    if not isinstance(value, str) or isinstance(value, Number):
        return _wrong(field, text, value)
    found = status(text)
    note = "" if found.documented or found.name in {"POINT_CATEGORY_CHANGED", "INACTIVE"} else found.meaning
    return FieldValue(field, State.SENT, text, found, note)


def _decode_points(field: Field, value: Value, text: str) -> FieldValue:
    amount: Decimal | None = None
    if isinstance(value, Number):
        amount = value.decimal()
    elif isinstance(value, str) and _NUMERAL.match(value.strip()):
        amount = Decimal(value.strip())
    if amount is None or abs(amount.adjusted()) > 40:  # noqa: PLR2004 - far beyond decimal(15,3); keeps sums exact
        return _wrong(field, text, value)
    return FieldValue(field, State.SENT, text, amount)


def _whole(value: Value) -> tuple[int | None, str]:
    if isinstance(value, Number):
        number = value.integer()
        return number, "" if number is None or str(value).lstrip("-").isdigit() else f"sent as {value}"
    if isinstance(value, str) and _NUMERAL.match(value.strip()) and "." not in value:
        return int(value.strip()), "sent as text"
    return None, ""


def _wrong(field: Field, text: str, value: Value) -> FieldValue:
    came = {
        bool: "true or false",
        Number: "a number",
        str: "text",
        list: "a list",
        Object: "an object",
    }.get(type(value), "something else")
    wanted = {
        Decoding.POINTS: "an amount",
        Decoding.MOMENT: "epoch milliseconds",
        Decoding.STATUS: "text",
    }.get(field.decoding, "a whole number")
    return FieldValue(field, State.WRONG_TYPE, text, note=f"{wanted} is due here; {came} came.")
