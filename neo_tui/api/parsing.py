"""Replies into pages, or into the one `NeoError` that tells what went wrong (api.md §2).

A JSON array is the rows. An object is an error, in one of many shapes, or an envelope around the rows;
it is never taken for "no rows".
"""

from __future__ import annotations

from datetime import datetime

from neo_tui.api.bodies import FINE, failure_in, message_in, message_of
from neo_tui.api.exchange import Reply
from neo_tui.api.refusals import api_error, json_error, shape_error, size_error, status_error
from neo_tui.domain.allocation import decode
from neo_tui.domain.fields import BY_NAME
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.json_text import Element, JsonTextError, Object, decode_bytes, elements, members, read
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query

_OK = 200
_ENVELOPES = ("data", "allocations", "items")
"""Where rows may be wrapped (reliability.md §3.3); the document says a bare array."""
_TELLING = frozenset(BY_NAME) - {"status"}
"""Fields that make an object a row; error objects have a `status` too."""
_MOST_ROWS = 25_000
"""The API gives at most 100 a page; so many documented rows fill the largest body that is read."""
_MOST_COMMAS = 1_000_000
"""Bounds what a body can grow to in memory: 16 MiB of `{},` would take gigabytes as rows."""
REPEATED = "The answer repeats the secret that asked for it; **** stands in its place, also in the raw text."

_Rows = tuple[list[Element], tuple[str, ...]]


def parse_page(reply: Reply, query: Query, profile: Profile, now: datetime) -> Page:
    """The page in a reply.

    Args:
        reply: What came.
        query: What was asked.
        profile: Who asked.
        now: When the answer was whole.

    Raises:
        NeoError: The reply is an error, in whatever shape.
    """
    if reply.status != _OK:
        raise status_error(reply, profile, now)
    try:
        sent = decode_bytes(reply.body)
        text = reply.rows_text(sent)
        found, notes = _rows(text, reply)
    except JsonTextError as error:
        raise json_error(reply, error) from None
    if len(found) > _MOST_ROWS:
        raise size_error(reply, f"{len(found):,} rows came where {query.count} were asked for; they are not shown.")
    rows = tuple(decode(element) for element in found)
    if len(rows) > query.count:
        asked, came = query.count, len(rows)
        notes = (*notes, f"{asked} rows were asked for and {came:,} came.")
    masked = text != sent
    if masked:
        notes = (*notes, REPEATED)
    return Page(
        query,
        rows,
        reply.asked.request_id,
        now,
        reply.elapsed,
        text,
        notes,
        profile.name,
        skew=reply.skew,
        masked=masked,
        encoded=None if masked or text.encode() == reply.body else reply.body,
    )


def _rows(text: str, reply: Reply) -> _Rows:
    if text.count(",") > _MOST_COMMAS:
        raise size_error(reply, "It holds more than a million values; it was not read further.")
    stripped = text.strip(" \t\r\n")
    if not stripped:
        raise shape_error(reply, "The answer is empty; no rows would be [].")
    if stripped[0] == "[":
        return _array(elements(text), reply), ()
    value = read(text)
    if not isinstance(value, Object):
        cause = f"Not an array came, but: {clip(visible(stripped), 80)}"
        raise shape_error(reply, cause if reply.shown == reply.body else "Not an array came.")
    return _object(value, text, reply)


def _array(found: list[Element], reply: Reply) -> list[Element]:
    objects = [element.value for element in found if isinstance(element.value, Object)]
    if found and not objects:
        raise shape_error(reply, "An array came, but none of its elements is an allocation.")
    if objects and not any(_TELLING & value.keys() for value in objects) and message_of(objects[0]):
        raise api_error(reply, message_in(reply.shown))
    return found


def _object(value: Object, text: str, reply: Reply) -> _Rows:
    said = message_in(reply.shown)  # what may be shown; the bare value only decides
    if failure_in(value) is not None:
        raise api_error(reply, said)
    message = message_of(value)
    name = next((name for name in _ENVELOPES if isinstance(value.get(name), list)), None)
    if name is None:
        if message is not None:
            raise api_error(reply, said)
        raise shape_error(
            reply,
            "An object came where an array of allocations is due." if value else "An empty object came: {}",
        )
    found = elements(dict(members(text))[name].raw)
    if message is not None and not found and message.code not in FINE:
        raise api_error(reply, said)
    notes = [f"The rows came wrapped in an object, under “{name}”; the document says a bare array."]
    if message is not None and said.text:
        notes.append(f"Beside them the answer said: {said.text}")
    return _array(found, reply), tuple(notes)
