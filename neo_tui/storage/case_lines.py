"""The lines of a case file: one JSON object each, whole by itself (docs/case-file.md).

The last member of each line is a sum over what stands before it. It proves nothing against somebody who means
harm; it tells a line that is as it was written from one that is not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from neo_tui.domain.case import Answer, Asked, Checked, Failure, Note, Record

VERSION = 1
MARK = "neo_tui_case"
"""The first key of the first line, whose value is the version of the format."""
CUT = "cut"
"""The record that says: the line before was never finished, as its writer was killed."""
_SUM = re.compile(rb',"sum":"([0-9a-f]{16})"\}\Z')
_SUM_LENGTH = 16
_MICROSECONDS = 1_000_000

_MOST_COMMAS, _MOST_BRACKETS = 1_200_000, 400_000
"""What one line may hold, which bounds what it can grow to in memory."""

Values = Mapping[str, object]


def first_line(at: datetime, tool: str) -> bytes:
    """The line that begins a file."""
    return _line({MARK: VERSION, "at": _moment(at), "tool": tool})


def cut_line(at: datetime) -> bytes:
    """The line that says that the one before was never finished."""
    return _line({"record": CUT, "at": _moment(at)})


def record_line(record: Record) -> bytes:
    """The line of a record."""
    if isinstance(record, Asked):
        return _line(_asked(record))
    if isinstance(record, Answer):
        return _line(_answer(record))
    if isinstance(record, Failure):
        return _line(_failure(record))
    if isinstance(record, Checked):
        return _line(_checked(record))
    return _line(_note(record))


def is_unchanged(line: bytes) -> bool:
    """Whether a line, without its end, is as it was written."""
    found = _SUM.search(line)
    return found is not None and _sum(line[: found.start()]) == found[1].decode()


def is_dense(line: bytes) -> bool:
    """Whether bytes hold more values than a line is read with."""
    return line.count(b",") > _MOST_COMMAS or line.count(b"{") + line.count(b"[") > _MOST_BRACKETS


def _line(values: Values) -> bytes:
    text = json.dumps(values, separators=(",", ":")).encode()[:-1]
    return text + f',"sum":"{_sum(text)}"}}\n'.encode()


def _sum(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:_SUM_LENGTH]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _asked(asked: Asked) -> Values:
    return {
        "record": "question",
        "id": asked.key,
        "at": _moment(asked.at),
        "profile": asked.profile,
        "host": asked.host,
        "auth": asked.auth.value,
        "zone": asked.zone,
        "production": asked.production,
        "customer_id": str(asked.query.customer_id),
        "entity_id": asked.query.entity_id,
        "event_type_id": asked.query.event_type_id,
        "page": asked.query.page,
        "count": asked.query.count,
    }


def _answer(answer: Answer) -> Values:
    values: dict[str, object] = {
        "record": "answer",
        "question": answer.question,
        "page": answer.page,
        "received": _moment(answer.received_at),
        "elapsed_us": round(answer.elapsed * _MICROSECONDS),
        "request_id": answer.request_id,
        "status": 404 if answer.not_found else 200,
    }
    if answer.skew is not None:
        values["clock_ahead_us"] = round(answer.skew.ahead.total_seconds() * _MICROSECONDS)
        values["clock_unsure_us"] = round(answer.skew.unsure.total_seconds() * _MICROSECONDS)
    if not answer.not_found:
        values |= {"bytes": len(answer.body), "sha256": answer.sha256, "masked": answer.masked, **_body(answer.body)}
    return values


def _body(body: bytes) -> Values:
    """The bytes as text, where they are UTF-8 and the text is not longer than base64 would be; else as base64.

    Those of more values than a line is read with stand as base64, too: it holds no sign that would be counted.
    """
    packed = base64.b64encode(body).decode()
    if is_dense(body):
        return {"base64": packed}
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return {"base64": packed}
    return {"text": text} if len(json.dumps(text)) <= len(packed) + len('""') else {"base64": packed}


def _failure(failure: Failure) -> Values:
    return {
        "record": "failure",
        "question": failure.question,
        "page": failure.page,
        "at": _moment(failure.at),
        "kind": failure.kind.value,
        "title": failure.title,
        "cause": failure.cause,
        "action": failure.action,
        "facts": [{"label": fact.label, "value": fact.value} for fact in failure.facts],
        "said": failure.said,
    }


def _checked(checked: Checked) -> Values:
    return {
        "record": "checks",
        "question": checked.question,
        "at": _moment(checked.at),
        "rows": checked.rows,
        "complete": checked.complete,
        "found": [
            {
                "check": noted.check,
                "severity": noted.severity,
                "id": None if noted.id is None else str(noted.id),
                "sentence": noted.sentence,
            }
            for noted in checked.found
        ],
        **({"more": checked.more} if checked.more else {}),
    }


def _note(note: Note) -> Values:
    values = {"record": "note", "at": _moment(note.at), "text": note.text}
    return {**values, "question": note.question} if note.question else values
