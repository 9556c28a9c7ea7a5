"""Reading the message out of every error body the platform is known to send (api.md §2.2).

Each shape has one reader, in the order in which they are tried; a new shape is one entry in `FAILURES`
when it can mean nothing but an error, else in `MESSAGES`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from neo_tui.domain.foreign import clip, visible, visible_lines
from neo_tui.domain.json_text import JsonTextError, Number, Object, Value, decode_bytes, read

LONGEST_MESSAGE = 500
"""Characters of a server's message (reliability.md §3.2)."""
LONGEST_BODY = 2000
"""Characters of a body that an error keeps."""
_LARGEST_ERROR = 1024 * 1024
"""Bytes of an error's body that are read as JSON; a larger one is told as text."""
_MOST_ERRORS = 5
_LONGEST_PAGE = 6000
"""Characters of a web page that are looked at; its title stands at the top."""
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
FINE = frozenset({"", "0", "200", "201"})
"""Codes that tell of no failure."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Message:
    """What an error body says; visible text.

    Attributes:
        text: The message; "" when there is none.
        code: Its code; "" when there is none.
        path: Which parameter it is about, as a JSON path; "" when it does not say.
    """

    text: str
    code: str = ""
    path: str = ""


Reader = Callable[[Object], Message | None]


def _text(value: Value) -> str:
    return clip(visible(value), LONGEST_MESSAGE) if isinstance(value, str) else ""


def _code(value: Value) -> str:
    """A code sent as a number or as text."""
    return clip(visible(value), 20) if isinstance(value, str) else ""


def _errors(body: Object) -> Message | None:
    """`errors: [{code, message, path}]`: Neo's validation, v2, v3, authorisation; several are joined."""
    errors = body.get("errors")
    if not errors:
        return None
    entries = errors if isinstance(errors, list) else [errors]
    found = [_entry(entry) for entry in entries[:_MOST_ERRORS]]
    text = " · ".join(message.text for message in found if message.text)
    code = next((message.code for message in found if message.code), "")
    path = next((message.path for message in found if message.path), "")
    return Message(clip(text, LONGEST_MESSAGE), code, path)


def _entry(entry: Value) -> Message:
    if not isinstance(entry, Object):
        return Message(_text(entry))
    text = _text(entry.get("message")) or _text(entry.get("msg"))
    return Message(text, _code(entry.get("code")), _text(entry.get("path")) or _text(entry.get("instancePath")))


def _v1(body: Object) -> Message | None:
    """`response.status.{success, code, message}` of v1.1; success comes as text."""
    response = body.get("response")
    return _failed_status(response.get("status")) if isinstance(response, Object) else None


def _status(body: Object) -> Message | None:
    """`status.{success, code, message}` of rewards and gateways."""
    return _failed_status(body.get("status"))


def _failed_status(status: Value) -> Message | None:
    if not isinstance(status, Object):
        return None
    code, success = _code(status.get("code")), _truth(status.get("success"))
    if success or (success is None and code in FINE):
        return None
    return Message(_text(status.get("message")), code)


def _flag(body: Object) -> Message | None:
    """`success: false`, with or without words."""
    if _truth(body.get("success")) is not False:
        return None
    return _code_message(body) or _aggregate(body) or Message("")


def _truth(value: Value) -> bool | None:
    """A boolean, or one sent as text; None for anything else."""
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return value if isinstance(value, bool) else None


def _code_message(body: Object) -> Message | None:
    """`{code, message, err}` of Neo, also with an object or JSON in the message, and of a block's error."""
    message, code, reason = body.get("message"), _code(body.get("code")), body.get("err")
    inner = message if isinstance(message, Object) else _unwrapped(message)
    if inner is not None:
        code = _code(inner.get("code")) or code
        message = inner.get("message")
    more = _text(reason.get("message") if isinstance(reason, Object) else reason)
    shown = _text(message)
    if not shown and not (code and more):
        return None
    whole = f"{shown} ({more})" if more and more not in shown and shown else shown or more
    return Message(clip(whole, LONGEST_MESSAGE), code)


def _unwrapped(text: Value) -> Object | None:
    """JSON inside a string, once."""
    if not isinstance(text, str) or not text.lstrip().startswith("{"):
        return None
    try:
        value = read(text)
    except JsonTextError:
        return None
    return value if isinstance(value, Object) else None


def _aggregate(body: Object) -> Message | None:
    """`{…, msg: "failed"}` of a dataflow, and gateways' `{error, error_description}`."""
    for name in ("msg", "error_description", "error", "fault"):
        value = body.get(name)
        if isinstance(value, Object):
            return _entry(value)
        if isinstance(value, str) and value and not isinstance(value, Number):
            return Message(_text(value), _code(body.get("code")))
    return None


def _problem(body: Object) -> Message | None:
    """`{title, detail}` of gateways and proxies that speak RFC 9457."""
    parts = [text for name in ("title", "detail") if (text := _text(body.get(name)))]
    return Message(clip(": ".join(parts), LONGEST_MESSAGE)) if parts else None


FAILURES: tuple[Reader, ...] = (_errors, _v1, _status, _flag)
"""Shapes that say outright that something failed."""
MESSAGES: tuple[Reader, ...] = (*FAILURES, _code_message, _aggregate, _problem)
"""And those that are an error unless rows stand beside them."""


def failure_in(body: Object) -> Message | None:
    """What an object says failed; None when it does not say outright that something did."""
    return next((message for reader in FAILURES if (message := reader(body)) is not None), None)


def message_of(body: Object) -> Message | None:
    """What an object says, as an error would; None when it has no known shape of one."""
    return next((message for reader in MESSAGES if (message := reader(body)) is not None), None)


def message_in(body: bytes) -> Message:
    """What a body says, in whatever form: JSON, a web page, text, nothing."""
    text = readable(body)
    if len(body) > _LARGEST_ERROR:
        return Message(page_text(text))
    try:
        value = read(text)
    except JsonTextError:
        return Message(page_text(text))
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Object):
        return message_of(value) or Message("")
    return Message(_text(value))


def readable(body: bytes) -> str:
    """The text of a body; what cannot be decoded is replaced."""
    try:
        return decode_bytes(body)
    except JsonTextError:
        return body.decode("utf-8", "replace")


def page_text(text: str) -> str:
    """The readable part of a web page or a text: its title, else its first words."""
    text = text[:_LONGEST_PAGE]
    title = _TITLE.search(text)
    plain = _TAG.sub(" ", title[1] if title else text)
    return clip(visible(_SPACE.sub(" ", html.unescape(plain)).strip()), 200)


def first_part(body: bytes) -> str:
    """The first part of a body as visible text, line by line."""
    text = readable(body)
    shown = "\n".join(visible_lines(text[:LONGEST_BODY]))
    return shown if len(text) <= LONGEST_BODY else f"{shown}… (+{len(text) - LONGEST_BODY:,} more)"
