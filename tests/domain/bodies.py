"""Answers as a server might send them, as text, and what they come to by arithmetic that shares nothing with ours.

JSON is read by `json` alone with number literals kept, amounts are `Fraction`.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction

from hypothesis import strategies as st

from neo_tui.domain.allocation import Allocation, decode
from neo_tui.domain.json_text import elements

AWARDED, REDEEMED, EXPIRED, RETURNED = (
    "points_exclusive",
    "redeemed_exclusive_value",
    "expired_exclusive_value",
    "returned_exclusive_value",
)
PARTS = (AWARDED, REDEEMED, EXPIRED, RETURNED)
CONVERTED = "CONSUMED_BY_CONVERSION"
_HIGHEST, _LOWEST = Fraction(10) ** 41, Fraction(1, 10**40)

_THOUSANDTHS = st.integers(-(10**15), 10**15).map(lambda number: f"{number // 1000}.{number % 1000:03}")
_DIGITS = st.text("0123456789", min_size=1, max_size=300)
NUMBERS = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.integers().map(str),
    _THOUSANDTHS,
    _DIGITS.map(lambda digits: f"1.{digits}"),
    _DIGITS.map(lambda digits: f"9{digits}"),
    st.sampled_from(["1e3", "2.50E-3", "-7e0", "1E40", "9.99e40", "1e41", "1e-40", "9e-41", "1e999", "1e99999", "-0"]),
)
ODD = st.sampled_from(
    ['"12.5"', '" 7 "', '"350.000"', '"-3"', '"1e3"', '"1,000"', '""', '"fifty"', '"٣"', "null", "true", "[1]", "{}"]
)
AMOUNTS = st.one_of(NUMBERS, NUMBERS, NUMBERS, ODD)
IDS = st.sampled_from(["1", "2", "3", "4", "4.0", "4e0", '"4"', "-1", "null", '"x"', "1.5", "123456789012345678901234"])
WORDS = ("AVAILABLE", "EXPIRED", "REDEEMED", "available", "ON HOLD", 'a"b\\c,d', "none", "*", "")
STATUSES = st.one_of(
    st.just(json.dumps(CONVERTED)), st.sampled_from(WORDS).map(json.dumps), st.sampled_from(["null", "5"])
)


def _object(members: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {value}' for name, value in members.items()) + "}"


OBJECTS = st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, AMOUNTS) | {"id": IDS, "status": STATUSES})
WHOLE = st.fixed_dictionaries(dict.fromkeys(PARTS, NUMBERS) | {"id": IDS, "status": STATUSES})
BODIES = st.lists(
    st.one_of(WHOLE.map(_object), OBJECTS.map(_object), st.sampled_from(["5", "null", "[]", '"row"', "{}"])), max_size=8
).map(lambda rows: f"[{', '.join(rows)}]")
"""Bodies of up to eight rows: whole ones, ones with gaps and nonsense, and what is no row at all."""


def rows_of(body: str) -> list[Allocation]:
    """The rows as the program reads them."""
    return [decode(element) for element in elements(body)]


class Literal(str):
    """A number as it stands in the body."""

    __slots__ = ()


def read(body: str) -> list[object]:
    """The body by the standard library alone."""
    found = json.loads(body, parse_int=Literal, parse_float=Literal)
    assert isinstance(found, list)
    return found


def amount(value: object) -> Fraction | None:
    """An amount that can be reckoned with: at most 400 characters, from 1e-40 to below 1e41; in quotes plain digits."""
    if isinstance(value, Literal):
        if len(value) > 400 or re.search(r"[eE][+-]?\d{4}", value):
            return None
    elif not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,40}(\.[0-9]{1,20})?", value.strip()):
        return None
    number = Fraction(value.strip())
    return number if number == 0 or _LOWEST <= abs(number) < _HIGHEST else None


def number(value: object) -> int | None:
    """An id that can be read; -1 is none."""
    if isinstance(value, Literal):
        found = Fraction(value)
        return int(found) if found.denominator == 1 and found != -1 else None
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,40}", value.strip()) else None


class Sums:
    """What rows come to."""

    def __init__(self, rows: list[object]) -> None:
        self.rows = len(rows)
        self.unsummed = self.repeated = self.overdrawn = 0
        self.awarded = self.redeemed = self.converted = self.expired = self.returned = self.left = Fraction(0)
        seen: set[int] = set()
        for row in rows:
            self._add(row if isinstance(row, dict) else {}, seen)

    def _add(self, row: dict[str, object], seen: set[int]) -> None:
        its = number(row.get("id"))
        if its is not None:
            self.repeated += its in seen
            seen.add(its)
        parts = [amount(row.get(name)) for name in PARTS]
        known = [part for part in parts if part is not None]
        if len(known) < len(PARTS):
            self.unsummed += 1
            return
        awarded, redeemed, expired, returned = known
        self.awarded += awarded
        if row.get("status") == CONVERTED:
            self.converted += redeemed
        else:
            self.redeemed += redeemed
        self.expired += expired
        self.returned += returned
        self.left += awarded - redeemed - expired - returned
        self.overdrawn += awarded - redeemed - expired - returned < 0
