"""Reading the message out of every error body the platform is known to send (api.md §2.2).

Each shape has one reader, in the order in which they are tried; a new shape is one entry in `READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.json_text import JsonTextError, Object, Value, decode_bytes, read

LONGEST_MESSAGE = 500
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
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
    if isinstance(value, str):
        return clip(visible(str(value)), LONGEST_MESSAGE)
    return ""


def _code(value: Value) -> str:
    """A code sent as a number or as text."""
    return clip(visible(str(value)), 20) if isinstance(value, str) else ""


def _errors(body: Object) -> Message | None:
    """`errors: [{code, message, path}]`: Neo's validation, v2, v3, authorisation; several are joined."""
    errors = body.get("errors")
    if isinstance(errors, Object):
        errors = [errors]
    if not isinstance(errors, list) or not errors:
        return None
    found = [_one(entry) for entry in errors[:5]]
    text = " · ".join(message.text for message in found if message.text)
    return Message(clip(text, LONGEST_MESSAGE), found[0].code, found[0].path)


def _one(entry: Value) -> Message:
    if isinstance(entry, Object):
        return Message(
            _text(entry.get("message")) or _text(entry.get("msg")),
            _code(entry.get("code")),
            _text(entry.get("path")) or _text(entry.get("instancePath")),
        )
    return Message(_text(entry))


def _v1(body: Object) -> Message | None:
    """`response.status.{success, code, message}` of v1.1; success comes as text."""
    response = body.get("response")
    status = response.get("status") if isinstance(response, Object) else None
    return _failed_status(status)


def _status(body: Object) -> Message | None:
    """`status.{success, code, message}` of rewards and gateways."""
    return _failed_status(body.get("status"))


def _failed_status(status: Value) -> Message | None:
    if not isinstance(status, Object):
        return None
    if status.get("success") is True or str(status.get("success")).lower() == "true":
        return None
    return Message(_text(status.get("message")), _code(status.get("code")))


def _code_message(body: Object) -> Message | None:
    """`{code, message, err}` of Neo, also with JSON inside the message, and of a block's error."""
    if "message" not in body or not isinstance(body["message"], str):
        return None
    text, code, reason = body["message"], _code(body.get("code")), body.get("err")
    inner = _unwrapped(str(text))
    if inner is not None:
        message = _code_message(inner) or Message("")
        text, code = message.text, message.code or code
    if isinstance(reason, Object):
        reason = reason.get("message")
    more = _text(reason)
    shown = _text(text)
    return Message(clip(f"{shown} ({more})" if more and more not in shown else shown, LONGEST_MESSAGE), code)


def _unwrapped(text: str) -> Object | None:
    """JSON inside a string, once."""
    if not text.lstrip().startswith("{"):
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
        if isinstance(value, str) and value:
            return Message(_text(value), _code(body.get("code")))
        if isinstance(value, Object):
            return _one(value)
    return None


def _failure_flag(body: Object) -> Message | None:
    """`success: false` and nothing else that says more."""
    return (
        Message("") if body.get("success") is False or str(body.get("success")).lower() == "false" else None
    )


READERS: tuple[Reader, ...] = (_errors, _v1, _status, _code_message, _aggregate, _failure_flag)


def message_of(body: Object) -> Message | None:
    """What an object says is wrong; None when it is not an error in any known shape."""
    return next((message for reader in READERS if (message := reader(body)) is not None), None)


def message_in(body: bytes) -> Message:
    """What a body of an error status says, in whatever form: JSON, a web page, text, nothing."""
    try:
        text = decode_bytes(body)
    except JsonTextError:
        return Message("")
    try:
        value = read(text)
    except JsonTextError:
        return Message(page_text(text))
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Object):
        return message_of(value) or Message("")
    return Message(_text(value))


def page_text(text: str) -> str:
    """The readable part of a web page or a text: its title, else its first words."""
    title = _TITLE.search(text)
    source = title[1] if title else text
    plain = _SPACE.sub(" ", _TAG.sub(" ", source)).strip()
    return clip(visible(plain), 200)


def first_part(body: bytes, limit: int = 2000) -> str:
    """The first part of a body as visible text, line by line."""
    text = body[: limit * 4].decode("utf-8", "replace")
    return "\n".join(visible(line.removesuffix("\r")) for line in text[:limit].split("\n"))
