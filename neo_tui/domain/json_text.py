"""JSON read without losing a digit: number literals as they came, elements with their exact text.

`json.JSONDecoder` does the parsing; its hooks keep number literals, see duplicate keys and refuse what
is not JSON (NaN, Infinity). reliability.md §5.5 lists what plain `json.loads` gets wrong.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NoReturn

_MOST_DIGITS = 400
"""Longer numbers are shown, not reckoned with."""
_MOST_EXPONENT_CHARACTERS = 4
"""`e9999` is looked at, `e1e9`-like monsters never become a Decimal."""
_DEEPEST = 100
"""Deeper nesting is refused: the documented answer has two levels, every Python stops elsewhere by itself, and
whoever walks a value may then recurse."""
_BOM_BYTES = 3
_WHITESPACE = re.compile(r"[ \t\r\n]*")
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]+)\Z")
_STRING_OR_CONSTANT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|(-?Infinity|NaN)', re.DOTALL)


class JsonTextError(ValueError):
    """Text that is not JSON.

    Attributes:
        offset: Where it went wrong, in characters (in bytes when the text could not be decoded).
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Number(str):
    """A JSON number's literal, letter for letter."""

    __slots__ = ()

    def decimal(self) -> Decimal | None:
        """The exact value; None when it is too long or too large to reckon with."""
        exponent = _EXPONENT.search(self)
        if len(self) > _MOST_DIGITS or (exponent and len(exponent[1]) > _MOST_EXPONENT_CHARACTERS):
            return None
        try:
            value = Decimal(self)
        except InvalidOperation:
            return None
        return value if value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS else None

    def integer(self) -> int | None:
        """The exact whole number; None when it has a fraction or cannot be reckoned with."""
        value = self.decimal()
        if value is None or value != value.to_integral_value():
            return None
        return int(value)


class Object(dict[str, "Value"]):
    """A JSON object in the order of its keys; `duplicates` names keys that came more than once."""

    duplicates: tuple[str, ...] = ()


Value = None | bool | str | Number | list["Value"] | Object


@dataclass(frozen=True, slots=True)
class Element:
    """A value inside a document and the exact text it was read from."""

    value: Value
    raw: str


class _ConstantError(ValueError):
    """NaN or Infinity stood where a value was due."""


def _refuse(constant: str) -> NoReturn:
    raise _ConstantError(constant)


def _object(pairs: list[tuple[str, Value]]) -> Object:
    found = Object(pairs)
    if len(found) != len(pairs):
        times = Counter(name for name, _ in pairs)
        found.duplicates = tuple(name for name, count in times.items() if count > 1)
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_refuse)


def _value(text: str, start: int) -> tuple[Value, int]:
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise JsonTextError(error.msg, error.pos) from None
    except _ConstantError as error:
        raise JsonTextError(f"{error} is not valid JSON", _first_constant(text, start)) from None
    except RecursionError:
        raise JsonTextError("nested too deeply", start) from None
    if _too_deep(value):
        raise JsonTextError("nested too deeply", start)
    return value, end


def _first_constant(text: str, start: int) -> int:
    """Where the first NaN or Infinity outside a string stands; all before it was read as JSON."""
    return next((match.start() for match in _STRING_OR_CONSTANT.finditer(text, start) if match[1]), start)


def _too_deep(value: Value) -> bool:
    level: list[Value] = [value]
    for _ in range(_DEEPEST + 1):
        inner = [item for item in level if isinstance(item, list | dict)]
        if not inner:
            return False
        level = [child for item in inner for child in (item.values() if isinstance(item, dict) else item)]
    return True


def _skip(text: str, at: int) -> int:
    match = _WHITESPACE.match(text, at)
    return match.end() if match else at  # it always matches; mypy cannot know


def _expect(text: str, at: int, mark: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != mark:
        raise JsonTextError(f"expected {mark!r}", at)
    return at + 1


def _nothing_after(text: str, at: int) -> None:
    at = _skip(text, at)
    if at != len(text):
        raise JsonTextError("extra data after the end", at)


def read(text: str) -> Value:
    """Read a whole document.

    Raises:
        JsonTextError: It is not JSON.
    """
    value, end = _value(text, _skip(text, 0))
    _nothing_after(text, end)
    return value


def elements(text: str) -> list[Element]:
    """The elements of a document that is an array, each with its exact text.

    Raises:
        JsonTextError: It is not JSON, or not an array.
    """
    found: list[Element] = []
    at = _skip(text, _expect(text, 0, "["))
    if text[at : at + 1] == "]":
        _nothing_after(text, at + 1)
        return found
    while True:
        start = _skip(text, at)
        value, at = _value(text, start)
        found.append(Element(value, text[start:at]))
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            _nothing_after(text, at + 1)
            return found
        at = _expect(text, at, ",")


def members(text: str) -> list[tuple[str, Element]]:
    """The members of a document that is an object, each value with its exact text.

    Raises:
        JsonTextError: It is not JSON, or not an object.
    """
    found: list[tuple[str, Element]] = []
    at = _skip(text, _expect(text, 0, "{"))
    if text[at : at + 1] == "}":
        _nothing_after(text, at + 1)
        return found
    while True:
        key_at = _skip(text, at)
        if text[key_at : key_at + 1] != '"':
            raise JsonTextError("expected a key in double quotes", key_at)
        key, at = _value(text, key_at)
        start = _skip(text, _expect(text, at, ":"))
        value, at = _value(text, start)
        found.append((str(key), Element(value, text[start:at])))
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            _nothing_after(text, at + 1)
            return found
        at = _expect(text, at, ",")


def decode_bytes(body: bytes) -> str:
    """The text of a body: UTF-8, or UTF-16/32 as its first bytes tell; a byte order mark is dropped.

    Raises:
        JsonTextError: The bytes are not text in that encoding; `offset` counts bytes.
    """
    encoding = json.detect_encoding(body)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = _BOM_BYTES if encoding == "utf-8-sig" else 0  # that codec counts from behind its mark
        raise JsonTextError(f"not {encoding.removesuffix('-sig').upper()} text", before + error.start) from None
