"""Each kind of record of a case file, out of the object of its line."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from neo_tui.domain.case import MAX_FOUND, Answer, Asked, Checked, Failure, Note, Noted, Record
from neo_tui.domain.clock import Skew
from neo_tui.domain.errors import Fact, Kind
from neo_tui.domain.json_text import Object, Value
from neo_tui.domain.profile import Auth, host_problem, name_problem
from neo_tui.domain.query import MAX_COUNT, MAX_INT, MAX_LONG, Query, entity_problem
from neo_tui.storage.case_values import (
    LineError,
    digest,
    flag,
    get,
    key,
    moment,
    sentence,
    short,
    string,
    text,
    whole,
    words,
)

_LARGEST_BODY = 16 * 1024 * 1024
_MOST_FACTS = 40
_DAY_US = 24 * 3600 * 1_000_000
_MOST_SKEW_US = 10_000 * 366 * _DAY_US
"""What a server may say whose clock is at the other end of the calendar."""


def _asked(values: Object, changed: bool) -> Asked:
    entity = get(values, "entity_id", string)
    if entity_problem(entity) or entity != entity.strip():
        raise LineError("its entity_id is none")
    customer = get(values, "customer_id", string)
    if not re.fullmatch(r"[0-9]{1,19}", customer, re.ASCII) or not 0 < int(customer) <= MAX_LONG:
        raise LineError("its customer_id is none")
    auth = get(values, "auth", text)
    if auth not in set(Auth):
        raise LineError("its auth is neither basic nor oauth")
    profile, host = get(values, "profile", text), get(values, "host", text)
    if profile and name_problem(profile):
        raise LineError(f"its profile is no name of one: {short(profile)}")
    if host and host_problem(host):
        raise LineError(f"its host is none: {short(host)}")
    return Asked(
        get(values, "id", key),
        get(values, "at", moment),
        profile,
        host,
        Auth(auth),
        get(values, "zone", text),
        get(values, "production", flag),
        Query(
            entity,
            int(customer),
            get(values, "event_type_id", whole(1, MAX_INT)),
            get(values, "page", whole(1, MAX_INT)),
            get(values, "count", whole(1, MAX_COUNT)),
        ),
        changed,
    )


def _answer(values: Object, changed: bool) -> Answer:
    status = get(values, "status", whole(200, 404))
    if status not in {200, 404}:
        raise LineError("its status is neither 200 nor 404")
    body, sha256, masked = b"", "", False
    if status == 200:  # noqa: PLR2004 - the only other one there is
        body, sha256, masked = _body(values), get(values, "sha256", digest), get(values, "masked", flag)
        changed = changed or hashlib.sha256(body).hexdigest() != sha256
    return Answer(
        get(values, "question", key),
        get(values, "page", whole(1, MAX_INT)),
        get(values, "received", moment),
        get(values, "elapsed_us", whole(0, _DAY_US)) / 1_000_000,
        get(values, "request_id", text),
        body,
        sha256,
        masked,
        status != 200,  # noqa: PLR2004 - as above
        _skew(values),
        changed,
    )


def _body(values: Object) -> bytes:
    if ("text" in values) is ("base64" in values):
        raise LineError("it needs either text or base64")
    if "text" in values:
        try:
            body = get(values, "text", string).encode()
        except UnicodeEncodeError:
            raise LineError("its text holds half a character (a lone surrogate)") from None
    else:
        try:
            body = base64.b64decode(get(values, "base64", string), validate=True)
        except (binascii.Error, ValueError):
            raise LineError("its base64 is none") from None
    if len(body) > _LARGEST_BODY:
        raise LineError(f"its body has {len(body):,} bytes, and may have at most {_LARGEST_BODY:,}")
    return body


def _skew(values: Object) -> Skew | None:
    if "clock_ahead_us" not in values:
        return None
    ahead = get(values, "clock_ahead_us", whole(-_MOST_SKEW_US, _MOST_SKEW_US))
    unsure = get(values, "clock_unsure_us", whole(0, _DAY_US))
    return Skew(timedelta(microseconds=ahead), timedelta(microseconds=unsure))


def _failure(values: Object, changed: bool) -> Failure:
    facts = values.get("facts")
    if not isinstance(facts, list) or len(facts) > _MOST_FACTS:
        raise LineError("its facts are no list of facts")
    kind = get(values, "kind", text)
    if kind not in set(Kind):
        raise LineError("its kind is none")
    return Failure(
        get(values, "question", key),
        get(values, "page", whole(1, MAX_INT)),
        get(values, "at", moment),
        Kind(kind),
        get(values, "title", text),
        get(values, "cause", sentence),
        get(values, "action", sentence),
        tuple(map(_fact, facts)),
        get(values, "said", sentence),
        changed,
    )


def _fact(value: Value) -> Fact:
    if not isinstance(value, Object):
        raise LineError("its facts are no list of facts")
    return Fact(get(value, "label", text), get(value, "value", sentence))


def _checked(values: Object, changed: bool) -> Checked:
    found = values.get("found")
    if not isinstance(found, list) or len(found) > MAX_FOUND:
        raise LineError("its found is no list of findings")
    return Checked(
        get(values, "question", key),
        get(values, "at", moment),
        get(values, "rows", whole(0, 10**9)),
        get(values, "complete", flag),
        tuple(map(_noted, found)),
        changed,
        get(values, "more", whole(1, 10**9)) if "more" in values else 0,
    )


def _noted(value: Value) -> Noted:
    if not isinstance(value, Object):
        raise LineError("its found is no list of findings")
    row = value.get("id")
    number = None if row is None else get(value, "id", string)
    if number is not None and not re.fullmatch(r"-?[0-9]{1,400}", number, re.ASCII):
        raise LineError("the id of a finding is none")
    return Noted(
        get(value, "check", text),
        get(value, "severity", text),
        None if number is None else int(number),
        get(value, "sentence", sentence),
    )


def _note(values: Object, changed: bool) -> Note:
    return Note(
        get(values, "at", moment),
        get(values, "text", words),
        get(values, "question", key) if "question" in values else "",
        changed,
    )


KINDS: Mapping[str, Callable[[Object, bool], Record]] = {
    "question": _asked,
    "answer": _answer,
    "failure": _failure,
    "checks": _checked,
    "note": _note,
}
"""What makes each kind of record, by its name; the second argument is whether the line was changed by somebody.

Each raises LineError where the object is no such record.
"""
