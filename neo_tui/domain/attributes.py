"""What can be asked of a row by name, in filters and for sorting: the 27 fields, and what is left.

Each has one key (that of its column where the table has one, else the API's own name) and further names that
people type. `awarded`, `redeemed`, `expired` and `returned` are amounts, as in the table; the dates are
`awarded_on`, `expires_on` and `changed_on`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.fields import BY_NAME, FIELDS, Decoding
from neo_tui.domain.foreign import clip, visible

Readable = Decimal | int | datetime | str


class Kind(StrEnum):
    """What kind of value it is; the value is how a sentence calls it."""

    AMOUNT = "an amount"
    ID = "a number"
    TIME = "a date"
    STATUS = "a word"
    EVENT_TYPE = "an event type"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that can be asked of a row.

    Attributes:
        key: The name it is known by.
        aliases: Further names, the API's own among them.
        kind: What its value is.
        fields: The fields it is read from.
        value: Reads it: points as `Decimal`, a number or event type as `int`, a time as an aware instant, a
            status as its word; None where it cannot be read, is doubtful, or is not there. Never raises.
        said: How a sentence calls it: `expires` before a date, `left` before an amount.
        date: For an amount, the key of the date that people mean when they give one; "" when there is none.
    """

    key: str
    aliases: tuple[str, ...]
    kind: Kind
    fields: tuple[str, ...]
    value: Callable[[Allocation], Readable | None]
    said: str
    date: str = ""

    def came(self, row: Allocation, state: State) -> bool:
        """Whether it (or, for what is reckoned, one of its fields) came in that state."""
        return any(row[name].state is state for name in self.fields)

    def unreadable(self, row: Allocation) -> bool:
        """Whether something came that cannot be told as a fact: of a wrong type, or a doubtful time.

        What is reckoned is unreadable also when one of its fields did not come.
        """
        if len(self.fields) > 1:
            return self.value(row) is None
        state = row[self.fields[0]].state
        return state is State.WRONG_TYPE or (state is State.SENT and self.value(row) is None)


class UnknownAttributeError(ValueError):
    """A name that nothing has; the message is a sentence with the nearest names."""


_KINDS = {
    Decoding.ID: Kind.ID,
    Decoding.POINTS: Kind.AMOUNT,
    Decoding.MOMENT: Kind.TIME,
    Decoding.STATUS: Kind.STATUS,
    Decoding.EVENT_TYPE: Kind.EVENT_TYPE,
}

_NAMES: dict[str, tuple[str, ...]] = {
    "status": ("status",),
    "points_exclusive": ("awarded",),
    "redeemed_exclusive_value": ("redeemed",),
    "expired_exclusive_value": ("expired",),
    "returned_exclusive_value": ("returned",),
    "awarded_date": ("awarded_on", "awarded_at"),
    "expiry_date": ("expires_on", "expires", "expiry", "expires_at"),
    "auto_update_time": ("changed_on", "changed", "changed_at", "updated", "last_change"),
    "id": ("id", "entry", "entry_id"),
    "event_type_id": ("event_type_id", "event", "type", "event_type"),
    "customer_id": ("customer_id", "customer"),
    "original_customer_id": ("original_customer_id", "original_customer", "earned_by"),
    "till_id": ("till_id", "till", "store"),
    "program_id": ("program_id", "programme", "program", "programme_id"),
    "point_category_id": ("point_category_id", "category", "category_id", "point_category"),
    "org_id": ("org_id", "org", "organisation", "organization"),
    "event_log_id": ("event_log_id", "event_log", "log"),
    "points_source_id": ("points_source_id", "source", "source_id"),
    "points_source_type_id": ("points_source_type_id", "source_type", "source_type_id"),
    "cps_id": ("cps_id", "cps"),
    "expiry_strategy_id": ("expiry_strategy_id", "expiry_strategy"),
    "allocation_strategy_id": ("allocation_strategy_id", "allocation_strategy"),
    "points_value": ("points_value", "awarded_inclusive"),
    "redeemed_value": ("redeemed_value", "redeemed_inclusive"),
    "expired_value": ("expired_value", "expired_inclusive"),
    "returned_value": ("returned_value", "returned_inclusive"),
    "original_points": ("original_points",),
}
"""The names of each field, its key first. The API's own name is added where it is not among them."""

_SAID = {"awarded_on": "awarded", "expires_on": "expires", "changed_on": "changed"}
_DATES = {"awarded": "awarded_on", "expired": "expires_on"}
_BALANCE = ("points_exclusive", "redeemed_exclusive_value", "expired_exclusive_value", "returned_exclusive_value")
_LONGEST = 40
"""Characters of a name that nothing has."""


def _reader(name: str, kind: Kind) -> Callable[[Allocation], Readable | None]:
    readers: dict[Kind, Callable[[Allocation], Readable | None]] = {
        Kind.AMOUNT: lambda row: row.amount(name),
        Kind.ID: lambda row: row.number(name),
        Kind.TIME: lambda row: row.instant(name),
        Kind.STATUS: lambda row: row.status.name if row.status else None,
        Kind.EVENT_TYPE: lambda row: row.event_type.id if row.event_type else None,
    }
    return readers[kind]


def _left(row: Allocation) -> Decimal | None:
    split = row.split
    return None if split is None else split.balance


def _of_field(name: str) -> Attribute:
    key, *others = _NAMES[name]
    kind = _KINDS[BY_NAME[name].decoding]
    aliases = tuple(dict.fromkeys(other for other in (*others, name) if other != key))
    said = _SAID.get(key, key)
    return Attribute(key, aliases, kind, (name,), _reader(name, kind), said, _DATES.get(key, ""))


ATTRIBUTES: tuple[Attribute, ...] = (
    *(_of_field(field.name) for field in FIELDS),
    Attribute("left", ("balance", "remaining"), Kind.AMOUNT, _BALANCE, _left, "left"),
)
"""All of them: the fields in the documented order, then what is left."""

NAMES: dict[str, Attribute] = {name: each for each in ATTRIBUTES for name in (each.key, *each.aliases)}
"""By each of its names."""


def attribute(name: str, also: Iterable[str] = ()) -> Attribute:
    """The attribute of a name; case does not matter, and `-` is as good as `_`.

    Args:
        name: As it was typed.
        also: Further names that may be meant, for the sentence.

    Raises:
        UnknownAttributeError: Nothing has that name; the message tells the nearest.
    """
    plain = _plain(name)
    found = NAMES.get(plain)
    if found is None:
        shown = clip(visible(name), _LONGEST)
        raise UnknownAttributeError(f"Nothing is called {shown} here; {_nearest(plain, also)}")
    return found


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_")


def _nearest(plain: str, also: Iterable[str]) -> str:
    one_each: dict[str, str] = {}  # `expiry`, `expires` and `expires_at` are one thing; to name it once is enough
    for name in nearest(plain, (*NAMES, *also)):
        one_each.setdefault(NAMES[name].key if name in NAMES else name, name)
    near = list(one_each.values())[:_MOST_NEAR]
    return meant(near) or f"there are {_LISTED} and all fields by the API's names."


_LISTED = "left, awarded, redeemed, expired, returned, awarded_on, expires_on, changed_on, id, status"
_MOST_NEAR = 3
"""Names that a sentence tells."""


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Names that begin so, or are spelt alike; the likeliest first."""
    known, name = tuple(names), name[:_LONGEST]
    begun = sorted((each for each in known if len(name) > 1 and each.startswith(name)), key=len)
    import difflib  # noqa: PLC0415 - only a name that nothing has needs it

    return list(dict.fromkeys((*begun, *difflib.get_close_matches(name, known))))


def meant(names: Iterable[str]) -> str:
    """`did you mean left or lift?`; "" when there is none."""
    *others, last = [*names] or [""]
    if not last:
        return ""
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"
