"""A case out of the bytes of its file, whatever they are: a whole case, or the line and the reason why not."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from neo_tui.domain.allocation import literal
from neo_tui.domain.case import (
    MAX_FOUND,
    MAX_NOTE,
    MAX_TOLD,
    Answer,
    Asked,
    Case,
    Checked,
    Failure,
    Note,
    Noted,
    Record,
)
from neo_tui.domain.clock import Skew
from neo_tui.domain.errors import Fact, Kind
from neo_tui.domain.foreign import visible, visible_lines
from neo_tui.domain.json_text import JsonTextError, Number, Object, Value, read
from neo_tui.domain.profile import Auth
from neo_tui.domain.query import MAX_COUNT, MAX_INT, MAX_LONG, Query, entity_problem
from neo_tui.storage.case_lines import CUT, MARK, VERSION, is_dense, is_unchanged

LARGEST = 64 * 1024 * 1024
"""Bytes of a file: some hundred full pages."""
LONGEST_LINE = 24 * 1024 * 1024
"""Bytes: the largest body that is read from the API (16 MiB), as base64."""
MOST_LINES = 20_000
_LARGEST_BODY = 16 * 1024 * 1024
_LONGEST_TEXT = 300
_SHORT = 40
_MOST_FACTS = 40
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
"""Far enough from the ends of the calendar that every zone can tell it."""
_DAY_US = 24 * 3600 * 1_000_000
_MOST_SKEW_US = 10_000 * 366 * _DAY_US
"""What a server may say whose clock is at the other end of the calendar."""
_KEY = re.compile(r"[0-9a-f]{8,40}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_BOM = b"\xef\xbb\xbf"

Item = TypeVar("Item")


class CaseError(ValueError):
    """The bytes are no case that can be read; the message is sentences of visible text that name the line."""


class _LineError(ValueError):
    """A line says what it cannot; the message is the middle of a sentence."""


def is_case(data: bytes) -> bool:
    """Whether bytes begin as a case file does, of whatever version and in whatever state."""
    return data[:200].removeprefix(_BOM).lstrip(b" \t").startswith((f'{{"{MARK}"').encode())


def read_case(data: bytes) -> Case:
    """The case that bytes hold.

    A last line that was never finished is left out, and so is an unfinished one behind which a writer says so;
    both are told in `problems`.

    Raises:
        CaseError: They hold none, or a line in it cannot be read.
    """
    if len(data) > LARGEST:
        raise CaseError(f"It has {len(data):,} bytes; a case has at most {LARGEST:,}.")
    finished = data.endswith(b"\n")
    lines = data.removeprefix(_BOM).split(b"\n")
    if finished:
        lines.pop()
    if len(lines) > MOST_LINES:
        raise CaseError(f"It has {len(lines):,} lines; a case has at most {MOST_LINES:,}.")
    at, tool, problems = _heading(lines[0].removesuffix(b"\r"))
    reader = _Reader(problems)
    for number, line in enumerate(lines[1:], 2):
        following = lines[number] if number < len(lines) else None
        last = following is None and not finished
        reader.take(number, line.removesuffix(b"\r"), unfinished=last or _says_cut(following))
    return Case(at, tool, tuple(reader.records), tuple(reader.problems()))


class _Reader:
    """Takes one line after the other."""

    def __init__(self, problems: list[str]) -> None:
        self.records: list[Record] = []
        self._problems = problems
        self._keys: set[str] = set()
        self._changed: list[int] = []
        self._newer = 0

    def problems(self) -> list[str]:
        """What is not as it should be, sentences."""
        told = list(self._problems)
        if self._changed:
            they = "Line" if len(self._changed) == 1 else "Lines"
            are = "is" if len(self._changed) == 1 else "are"
            told.append(f"{they} {_numbers(self._changed)} {are} not as neo-tui wrote {_them(self._changed)}.")
        if self._newer:
            lines = "1 line is" if self._newer == 1 else f"{self._newer:,} lines are"
            told.append(f"{lines} of a kind that this neo-tui does not know, and left out.")
        return told

    def take(self, number: int, line: bytes, *, unfinished: bool) -> None:
        """Take a line.

        Args:
            number: Its number, from 1.
            line: The line without its end.
            unfinished: Whether it may be half a line: the last one, or one behind which a writer says so.

        Raises:
            CaseError: It cannot be read.
        """
        try:
            values = _object(line)
        except _LineError as error:
            if not unfinished:
                raise CaseError(f"Line {number} cannot be read: {error}.") from None
            self._problems.append(
                f"Line {number} was never finished, as what wrote it was interrupted; it is left out."
            )
            return
        try:
            self._add(number, values, changed=not is_unchanged(line))
        except _LineError as error:
            raise CaseError(f"Line {number} cannot be read: {error}.") from None

    def _add(self, number: int, values: Object, *, changed: bool) -> None:
        kind = _get(values, "record", _text)
        if kind == CUT:
            return
        make = _KINDS.get(kind)
        if make is None:
            self._newer += 1
            return
        record = make(values, changed)
        if isinstance(record, Asked):
            if record.key in self._keys:
                raise _LineError("its id stands in an earlier question")
            self._keys.add(record.key)
        elif record.question and record.question not in self._keys:
            raise _LineError("it belongs to a question that does not stand before it")
        if record.changed:
            self._changed.append(number)
        self.records.append(record)


def _heading(line: bytes) -> tuple[datetime, str, list[str]]:
    if not line:
        raise CaseError("It is empty: nothing was ever written into it.")
    if not is_case(line):
        raise CaseError(f'It is no case file: its first line does not begin with {{"{MARK}".')
    try:
        values = _object(line)
        version = _get(values, MARK, _whole(1, MAX_INT))
        if version > VERSION:
            raise CaseError(
                f"Line 1 says that it is written in version {version} of the format; this neo-tui reads up to "
                f"{VERSION}. Use a newer neo-tui."
            )
        at, tool = _get(values, "at", _moment), _get(values, "tool", _text)
    except _LineError as error:
        raise CaseError(f"Line 1 cannot be read: {error}.") from None
    return at, tool, [] if is_unchanged(line) else ["Line 1 is not as neo-tui wrote it."]


def _says_cut(line: bytes | None) -> bool:
    if line is None or not line.startswith(f'{{"record":"{CUT}"'.encode()):
        return False
    try:
        return _object(line.removesuffix(b"\r")).get("record") == CUT
    except _LineError:
        return False


def _object(line: bytes) -> Object:
    """The JSON object that a line holds.

    Raises:
        _LineError: It holds none.
    """
    if len(line) > LONGEST_LINE:
        raise _LineError(f"it has {len(line):,} bytes, and may have at most {LONGEST_LINE:,}")
    if is_dense(line):
        raise _LineError("it holds more values than an answer can have")
    try:
        values = read(line.decode())
    except UnicodeDecodeError as error:
        raise _LineError(f"it is not UTF-8, at byte {error.start + 1}") from None
    except JsonTextError as error:
        raise _LineError(f"it is not JSON, at character {error.offset + 1}: {visible(str(error))}") from None
    if not isinstance(values, Object):
        raise _LineError("it is no JSON object")
    if values.duplicates:
        raise _LineError(f"the key {_short(values.duplicates[0])} stands in it twice")
    return values


# ── records ──


def _asked(values: Object, changed: bool) -> Asked:
    entity = _get(values, "entity_id", _string)
    if entity_problem(entity) or entity != entity.strip():
        raise _LineError("its entity_id is none")
    customer = _get(values, "customer_id", _string)
    if not re.fullmatch(r"[0-9]{1,19}", customer, re.ASCII) or not 0 < int(customer) <= MAX_LONG:
        raise _LineError("its customer_id is none")
    auth = _get(values, "auth", _text)
    if auth not in set(Auth):
        raise _LineError("its auth is neither basic nor oauth")
    return Asked(
        _get(values, "id", _key),
        _get(values, "at", _moment),
        _get(values, "profile", _text),
        _get(values, "host", _text),
        Auth(auth),
        _get(values, "zone", _text),
        _get(values, "production", _flag),
        Query(
            entity,
            int(customer),
            _get(values, "event_type_id", _whole(1, MAX_INT)),
            _get(values, "page", _whole(1, MAX_INT)),
            _get(values, "count", _whole(1, MAX_COUNT)),
        ),
        changed,
    )


def _answer(values: Object, changed: bool) -> Answer:
    status = _get(values, "status", _whole(200, 404))
    if status not in {200, 404}:
        raise _LineError("its status is neither 200 nor 404")
    body, sha256, masked = b"", "", False
    if status == 200:  # noqa: PLR2004 - the only other one there is
        body, sha256, masked = _body(values), _get(values, "sha256", _digest), _get(values, "masked", _flag)
        changed = changed or hashlib.sha256(body).hexdigest() != sha256
    return Answer(
        _get(values, "question", _key),
        _get(values, "page", _whole(1, MAX_INT)),
        _get(values, "received", _moment),
        _get(values, "elapsed_us", _whole(0, _DAY_US)) / 1_000_000,
        _get(values, "request_id", _text),
        body,
        sha256,
        masked,
        status != 200,  # noqa: PLR2004 - as above
        _skew(values),
        changed,
    )


def _body(values: Object) -> bytes:
    if ("text" in values) is ("base64" in values):
        raise _LineError("it needs either text or base64")
    if "text" in values:
        try:
            body = _get(values, "text", _string).encode()
        except UnicodeEncodeError:
            raise _LineError("its text holds half a character (a lone surrogate)") from None
    else:
        try:
            body = base64.b64decode(_get(values, "base64", _string), validate=True)
        except (binascii.Error, ValueError):
            raise _LineError("its base64 is none") from None
    if len(body) > _LARGEST_BODY:
        raise _LineError(f"its body has {len(body):,} bytes, and may have at most {_LARGEST_BODY:,}")
    return body


def _skew(values: Object) -> Skew | None:
    if "clock_ahead_us" not in values:
        return None
    ahead = _get(values, "clock_ahead_us", _whole(-_MOST_SKEW_US, _MOST_SKEW_US))
    unsure = _get(values, "clock_unsure_us", _whole(0, _DAY_US))
    return Skew(timedelta(microseconds=ahead), timedelta(microseconds=unsure))


def _failure(values: Object, changed: bool) -> Failure:
    facts = values.get("facts")
    if not isinstance(facts, list) or len(facts) > _MOST_FACTS:
        raise _LineError("its facts are no list of facts")
    kind = _get(values, "kind", _text)
    if kind not in set(Kind):
        raise _LineError("its kind is none")
    return Failure(
        _get(values, "question", _key),
        _get(values, "page", _whole(1, MAX_INT)),
        _get(values, "at", _moment),
        Kind(kind),
        _get(values, "title", _text),
        _get(values, "cause", _sentence),
        _get(values, "action", _sentence),
        tuple(map(_fact, facts)),
        _get(values, "said", _sentence),
        changed,
    )


def _fact(value: Value) -> Fact:
    if not isinstance(value, Object):
        raise _LineError("its facts are no list of facts")
    return Fact(_get(value, "label", _text), _get(value, "value", _sentence))


def _checked(values: Object, changed: bool) -> Checked:
    found = values.get("found")
    if not isinstance(found, list) or len(found) > MAX_FOUND:
        raise _LineError("its found is no list of findings")
    return Checked(
        _get(values, "question", _key),
        _get(values, "at", _moment),
        _get(values, "rows", _whole(0, 10**9)),
        _get(values, "complete", _flag),
        tuple(map(_noted, found)),
        changed,
        _get(values, "more", _whole(1, 10**9)) if "more" in values else 0,
    )


def _noted(value: Value) -> Noted:
    if not isinstance(value, Object):
        raise _LineError("its found is no list of findings")
    row = value.get("id")
    number = None if row is None else _get(value, "id", _string)
    if number is not None and not re.fullmatch(r"-?[0-9]{1,400}", number, re.ASCII):
        raise _LineError("the id of a finding is none")
    return Noted(
        _get(value, "check", _text),
        _get(value, "severity", _text),
        None if number is None else int(number),
        _get(value, "sentence", _sentence),
    )


def _note(values: Object, changed: bool) -> Note:
    return Note(
        _get(values, "at", _moment),
        _get(values, "text", _words),
        _get(values, "question", _key) if "question" in values else "",
        changed,
    )


_KINDS: Mapping[str, Callable[[Object, bool], Record]] = {
    "question": _asked,
    "answer": _answer,
    "failure": _failure,
    "checks": _checked,
    "note": _note,
}


# ── values ──


def _get(values: Object, name: str, check: Callable[[Value], Item]) -> Item:
    """A member of an object.

    Raises:
        _LineError: It is missing, or is not what it should be.
    """
    if name not in values:
        raise _LineError(f"{name} is missing")
    try:
        return check(values[name])
    except (TypeError, ValueError, OverflowError):
        raise _LineError(f"its {name} cannot be used: {_short(values[name])}") from None


def _string(value: Value) -> str:
    if not isinstance(value, str) or isinstance(value, Number):
        raise TypeError
    return str(value)


def _text(value: Value) -> str:
    return visible(_string(value)[:_LONGEST_TEXT])[:_LONGEST_TEXT]


def _sentence(value: Value) -> str:
    return visible(_string(value)[:MAX_TOLD])[:MAX_TOLD]


def _words(value: Value) -> str:
    return "\n".join(visible_lines(_string(value)[:MAX_NOTE]))[:MAX_NOTE]


def _flag(value: Value) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _key(value: Value) -> str:
    text = _string(value)
    if not _KEY.match(text):
        raise ValueError
    return text


def _digest(value: Value) -> str:
    text = _string(value)
    if not _SHA256.match(text):
        raise ValueError
    return text


def _moment(value: Value) -> datetime:
    at = datetime.fromisoformat(_string(value)[:40])
    if at.tzinfo is None or not _FIRST <= at <= _LAST:
        raise ValueError
    return at.astimezone(UTC)


def _whole(least: int, most: int) -> Callable[[Value], int]:
    def check(value: Value) -> int:
        number = value.integer() if isinstance(value, Number) else None
        if number is None or not least <= number <= most:
            raise ValueError
        return number

    return check


def _short(value: Value) -> str:
    """A value in few words, visible."""
    text = value if isinstance(value, str) else literal(value)
    return visible(text[:_SHORT]) + ("…" if len(text) > _SHORT else "")


def _numbers(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:5]))
    return f"{shown} and {len(lines) - 5:,} more" if len(lines) > 5 else shown  # noqa: PLR2004 - enough to begin with


def _them(lines: list[int]) -> str:
    return "it" if len(lines) == 1 else "them"
