"""A case out of the bytes of its file, whatever they are: a whole case, or the line and the reason why not."""

from __future__ import annotations

from datetime import datetime

from neo_tui.domain.case import Asked, Case, Record
from neo_tui.domain.foreign import visible
from neo_tui.domain.json_text import JsonTextError, Object, read
from neo_tui.domain.query import MAX_INT
from neo_tui.storage.case_lines import CUT, MARK, VERSION, is_dense, is_unchanged
from neo_tui.storage.case_records import KINDS
from neo_tui.storage.case_values import LineError, get, moment, short, text, whole

LARGEST = 64 * 1024 * 1024
"""Bytes of a file: some hundred full pages."""
LONGEST_LINE = 24 * 1024 * 1024
"""Bytes: the largest body that is read from the API (16 MiB), as base64."""
MOST_LINES = 20_000
_BOM = b"\xef\xbb\xbf"


class CaseError(ValueError):
    """The bytes are no case that can be read; the message is sentences of visible text that name the line."""


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
        except LineError as error:
            if not unfinished:
                raise CaseError(f"Line {number} cannot be read: {error}.") from None
            self._problems.append(
                f"Line {number} was never finished, as what wrote it was interrupted; it is left out."
            )
            return
        try:
            self._add(number, values, changed=not is_unchanged(line))
        except LineError as error:
            raise CaseError(f"Line {number} cannot be read: {error}.") from None

    def _add(self, number: int, values: Object, *, changed: bool) -> None:
        kind = get(values, "record", text)
        if kind == CUT:
            return
        make = KINDS.get(kind)
        if make is None:
            self._newer += 1
            return
        record = make(values, changed)
        if isinstance(record, Asked):
            if record.key in self._keys:
                raise LineError("its id stands in an earlier question")
            self._keys.add(record.key)
        elif record.question and record.question not in self._keys:
            raise LineError("it belongs to a question that does not stand before it")
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
        version = get(values, MARK, whole(1, MAX_INT))
        if version > VERSION:
            raise CaseError(
                f"Line 1 says that it is written in version {version} of the format; this neo-tui reads up to "
                f"{VERSION}. Use a newer neo-tui."
            )
        at, tool = get(values, "at", moment), get(values, "tool", text)
    except LineError as error:
        raise CaseError(f"Line 1 cannot be read: {error}.") from None
    return at, tool, [] if is_unchanged(line) else ["Line 1 is not as neo-tui wrote it."]


def _says_cut(line: bytes | None) -> bool:
    if line is None or not line.startswith(f'{{"record":"{CUT}"'.encode()):
        return False
    try:
        return _object(line.removesuffix(b"\r")).get("record") == CUT
    except LineError:
        return False


def _object(line: bytes) -> Object:
    """The JSON object that a line holds.

    Raises:
        LineError: It holds none.
    """
    if len(line) > LONGEST_LINE:
        raise LineError(f"it has {len(line):,} bytes, and may have at most {LONGEST_LINE:,}")
    if is_dense(line):
        raise LineError("it holds more values than an answer can have")
    try:
        values = read(line.decode())
    except UnicodeDecodeError as error:
        raise LineError(f"it is not UTF-8, at byte {error.start + 1}") from None
    except JsonTextError as error:
        raise LineError(f"it is not JSON, at character {error.offset + 1}: {visible(str(error))}") from None
    if not isinstance(values, Object):
        raise LineError("it is no JSON object")
    if values.duplicates:
        raise LineError(f"the key {short(values.duplicates[0])} stands in it twice")
    return values


def _numbers(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:5]))
    return f"{shown} and {len(lines) - 5:,} more" if len(lines) > 5 else shown  # noqa: PLR2004 - enough to begin with


def _them(lines: list[int]) -> str:
    return "it" if len(lines) == 1 else "them"
