"""Replies into pages, or into the one `NeoError` that tells what went wrong (api.md §2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from neo_tui.api.bodies import Message, first_part, message_in, message_of, page_text
from neo_tui.api.exchange import Reply
from neo_tui.domain.allocation import decode
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.json_text import Element, JsonTextError, Object, decode_bytes, elements, members, read
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.query import Query

_OK, _REDIRECTS = 200, range(300, 400)
_SECONDS = re.compile(r"[0-9]{1,6}\Z", re.ASCII)
_FIELD_OF = {
    "entity_id": "entity",
    "customer_id": "customer",
    "event_type_id": "event",
    "page": "page",
    "count": "count",
}
_ENVELOPES = ("data", "allocations", "items", "response")


@dataclass(frozen=True, slots=True)
class _Known:
    """What an HTTP status means here and what to do."""

    kind: Kind
    title: str
    cause: str
    action: str


_SERVER_ACTION = "Try again in a while; with the request id the API's own logs can be searched."
_STATUSES: dict[int, _Known] = {
    400: _Known(
        Kind.REJECTED,
        "The API rejected the question",
        "It answered 400 Bad Request.",
        "Check the fields of the form.",
    ),
    403: _Known(
        Kind.FORBIDDEN,
        "Access denied",
        "The API answered 403: these credentials may not ask this.",
        "Ask whoever manages the organisation's API access, or use another connection.",
    ),
    404: _Known(
        Kind.NOT_FOUND,
        "Not found",
        "The API answered 404. It may mean: no such event, a wrong path or scope, or that this API is not live "
        "(any more) for the organisation.",
        "Check the ids and the event type; then host, path and scope of the connection.",
    ),
    405: _Known(
        Kind.STATUS, "The API does not take this request", "It answered 405.", "Check the connection's path."
    ),
    415: _Known(
        Kind.STATUS, "The API does not take this request", "It answered 415.", "Check the connection's path."
    ),
    429: _Known(
        Kind.RATE_LIMIT,
        "Too many requests",
        "The API's limit for this organisation or key is reached.",
        "Wait a little, then try again.",
    ),
    461: _Known(Kind.SERVER, "The API's search is busy", "It answered 461.", _SERVER_ACTION),
    521: _Known(
        Kind.SERVER,
        "The customer is busy",
        "The API answered 521: several actions run for this customer at once.",
        "Try again in a while.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Code:
    """What a code of the platform means (api.md §2.3)."""

    title: str
    action: str
    field: str | None = None


_CODES: dict[str, _Code] = {
    "1064": _Code("The organisation is not valid", "Check the connection: host and user belong together."),
    "1218": _Code("The customer is not enrolled", "Check the customer id and the organisation.", "customer"),
    "4000": _Code("Access denied", "Ask whoever manages the organisation's API access."),
    "4001": _Code(
        "Access could not be checked", "The authorisation service is unavailable: try again later."
    ),
    "6001": _Code("The API rejected the question", "Correct the field it names."),
    "8015": _Code("The customer was not found", "Check the customer id and the organisation.", "customer"),
    "8069": _Code(
        "This customer was merged into another",
        "Ask with the id of the surviving account.",
        "customer",
    ),
    "9000": _Code("The API found no data", "Check the ids, the event type and the organisation.", "entity"),
    "9002": _Code("A service behind the API failed", _SERVER_ACTION),
}


def parse_page(reply: Reply, query: Query, profile: Profile, now: datetime) -> Page:
    """The page in a reply.

    Raises:
        NeoError: The reply is an error, in whatever shape.
    """
    if reply.status != _OK:
        raise status_error(reply, profile, now)
    try:
        text = decode_bytes(reply.body)
        found, notes = _rows(text, reply)
    except JsonTextError as error:
        raise _not_json(reply, error) from None
    if found and not any(isinstance(element.value, Object) for element in found):
        raise _shape(reply, "An array came, but none of its elements is an allocation.")
    rows = tuple(decode(element) for element in found)
    if len(rows) > query.count:
        notes = (
            *notes,
            f"{query.count} rows were asked for, {len(rows)} came: the server did not keep to the page size",
        )
    return Page(query, rows, reply.request_id, now, reply.elapsed, text, notes, profile.name)


def _rows(text: str, reply: Reply) -> tuple[list[Element], tuple[str, ...]]:
    if not text.strip():
        raise _shape(reply, "The answer is empty.")
    start = text.lstrip(" \t\r\n")[:1]
    if start == "[":
        return elements(text), ()
    value = read(text)
    if not isinstance(value, Object):
        raise _shape(reply, f"Not an array came, but: {clip(visible(text.strip()), 80)}")
    inner = dict(members(text))
    for name in _ENVELOPES:
        member = inner.get(name)
        if member is not None and isinstance(member.value, list) and not value.get("errors"):
            note = f"the rows came wrapped in an object, under {name}; the document says a bare array"
            return elements(member.raw), (note,)
    message = message_of(value)
    if message is not None:
        raise _api_error(reply, message)
    raise _shape(
        reply, "An object came where an array of allocations is due." if value else "An empty object came."
    )


def _api_error(reply: Reply, message: Message) -> NeoError:
    """An error inside HTTP 200."""
    known = _CODES.get(message.code)
    code = f" (code {message.code})" if message.code else ""
    return NeoError(
        Kind.API,
        known.title if known else "The API answered with an error",
        f"It said: {message.text or 'nothing more'}{code}, inside an answer marked 200 OK.",
        known.action if known else _SERVER_ACTION,
        reply.facts,
        field=_field(message) or (known.field if known else None),
        body=first_part(reply.body),
    )


def status_error(reply: Reply, profile: Profile, now: datetime) -> NeoError:
    """The error for any status but 200."""
    if reply.status in _REDIRECTS:
        return _redirect(reply)
    message = message_in(reply.body)
    if reply.status in {401, 498}:
        return _refused(reply, profile, message)
    known = _STATUSES.get(reply.status) or _by_class(reply.status)
    code = _CODES.get(message.code)
    said = (
        f" It said: {message.text}{f' (code {message.code})' if message.code else ''}."
        if message.text
        else ""
    )
    wait = retry_after(reply.headers.get("retry-after", ""), now)
    action = code.action if code else known.action
    if wait is not None:
        action = f"The server asks to wait {wait:,.0f} s; then try again."
    return NeoError(
        known.kind,
        code.title if code else known.title,
        known.cause + said,
        action,
        reply.facts,
        field=_field(message)
        or (code.field if code else None)
        or ("entity" if reply.status == 404 else None),  # noqa: PLR2004 - HTTP
        retry_after=wait,
        body=first_part(reply.body),
    )


def _by_class(status: int) -> _Known:
    if status in {408, 425} or status >= 500:  # noqa: PLR2004 - HTTP's class of server errors
        return _Known(
            Kind.SERVER, f"The server failed ({status})", f"The API answered {status}.", _SERVER_ACTION
        )
    return _Known(
        Kind.STATUS,
        f"An unexpected status: {status}",
        "No document says what it means here.",
        "Check the connection's host and path.",
    )


def _refused(reply: Reply, profile: Profile, message: Message) -> NeoError:
    if profile.auth is Auth.OAUTH:
        action = "Check the OAuth key and secret, and that both belong to this host."
    else:
        form = "as the password itself" if profile.password_form is PasswordForm.PLAIN else "as an MD5"
        action = (
            f"Check the user (till code) and the secret, which is read {form}. "
            "An admin can also have switched Basic off for the organisation."
        )
    said = f" It said: {message.text}." if message.text else ""
    return NeoError(
        Kind.AUTH,
        "The credentials were refused",
        f"The API answered {reply.status} to profile {profile.name}.{said}",
        action,
        reply.facts,
        body=first_part(reply.body),
    )


def _redirect(reply: Reply) -> NeoError:
    target = clip(visible(reply.headers.get("location", "")), 200) or "nowhere"
    return NeoError(
        Kind.REDIRECT,
        "The host points elsewhere",
        f"It answered {reply.status} and points to {target}; that was not followed, credentials stay with the host.",
        "Check the host: is there a VPN or proxy login in between, or has the API moved?",
        reply.facts,
    )


def token_error(reply: Reply, fallback: str) -> NeoError:
    """Why no OAuth token could be had."""
    message = message_in(reply.body)
    said = f"It said: {message.text}." if message.text else fallback
    wrong = reply.status < 500 and reply.status != 429  # noqa: PLR2004 - HTTP
    return NeoError(
        Kind.AUTH if wrong else Kind.SERVER,
        "No OAuth token could be had",
        f"The token endpoint answered {reply.status}. {said}",
        "Check the OAuth key and secret, and that both belong to this host." if wrong else _SERVER_ACTION,
        reply.facts,
    )


def _field(message: Message) -> str | None:
    """The form's field that a message is about."""
    where = f"{message.path} {message.text}"
    return next((field for name, field in _FIELD_OF.items() if re.search(rf"\b{name}\b", where)), None)


def _shape(reply: Reply, cause: str) -> NeoError:
    return NeoError(
        Kind.SHAPE,
        "Not the answer that was expected",
        cause,
        "Check that the connection's path is the points-allocation endpoint; the raw answer is below.",
        reply.facts,
        body=first_part(reply.body),
    )


def _not_json(reply: Reply, error: JsonTextError) -> NeoError:
    kind = reply.headers.get("content-type", "")
    text = reply.body.decode("utf-8", "replace")
    if "html" in kind.lower() or text.lstrip()[:1] == "<":
        return NeoError(
            Kind.NOT_JSON,
            "A web page came, not the API's answer",
            f"Its title: {page_text(text) or 'none'}.",
            "Is there a proxy or VPN login in between? Check the host.",
            reply.facts,
            body=first_part(reply.body),
        )
    around = visible(text[max(0, error.offset - 20) : error.offset + 20])
    return NeoError(
        Kind.NOT_JSON,
        "The answer is not JSON",
        f"It goes wrong at position {error.offset:,} ({clip(visible(str(error)), 80)}), around: {around}",
        _SERVER_ACTION,
        reply.facts,
        body=first_part(reply.body),
    )


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds a server asks to wait: a number of seconds or an HTTP date; None for anything else."""
    text = text.strip()
    if _SECONDS.match(text):
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    try:
        return max(0.0, (at - now).total_seconds())
    except OverflowError:
        return None
