"""Replies that are no page, told for the person: by status, by the platform's code, by what they say.

Only `Reply.shown` and `Reply.header` are quoted here, never the bare body: an answer may repeat what
was sent to say who asks.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from neo_tui.api.bodies import Message, first_part, message_in, page_text, readable
from neo_tui.api.exchange import Reply
from neo_tui.api.redirects import place_of
from neo_tui.api.retry_after import retry_after
from neo_tui.api.statuses import CODES, LATER, known
from neo_tui.api.token_answer import masked_answer
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.json_text import JsonTextError
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.timestamps import span

_FIELDS = {
    "entity_id": "entity",
    "customer_id": "customer",
    "event_type_id": "event",
    "page": "page",
    "count": "count",
}
_AROUND = 20
"""Characters shown on each side of where JSON goes wrong."""
_NOTHING = frozenset({204, 205})
_MOVED = frozenset({301, 302, 303, 307, 308})
_AUTH = frozenset({401, 498})
_TOKEN_REFUSED = frozenset({200, 400, 401, 403, 498})
"""Statuses with which the token endpoint says that key and secret do not do (200: with an errors body)."""


MARKED_OK = "The answer is marked 200 OK, but holds an error instead of rows."
_CHECK_KEY = "Check the OAuth key and secret, and that both belong to this host."


def status_error(reply: Reply, profile: Profile, now: datetime) -> NeoError:
    """The error for any status but 200."""
    if reply.status in _NOTHING:
        return shape_error(reply, f"The API answered {reply.status}: no content.")
    if _redirects(reply):
        return _redirect(reply)
    message = message_in(reply.shown)
    if reply.status in _AUTH:
        return _refused(reply, profile, message)
    status, code = known(reply.status), CODES.get(message.code)
    wait = retry_after(reply.header("retry-after"), now)
    return NeoError(
        status.kind,
        (code.title if code else None) or status.title,
        f"{status.cause} {_said(message)}".strip(),
        _waiting(wait, now) or (code.action if code else status.action),
        reply.facts,
        field=_field(message) or (code.field if code else None) or status.field,
        retry_after=wait,
        body=first_part(reply.shown),
    )


def api_error(reply: Reply, message: Message) -> NeoError:
    """An error inside an answer that says 200."""
    code = CODES.get(message.code)
    said = _said(message) or "It does not say more."
    return NeoError(
        Kind.API,
        (code.title if code else None) or "The API answered with an error",
        f"{MARKED_OK} {said}",
        code.action if code else LATER,
        reply.facts,
        field=_field(message) or (code.field if code else None),
        body=first_part(reply.shown),
    )


def shape_error(reply: Reply, cause: str) -> NeoError:
    """JSON, or nothing, but no array of allocations."""
    return NeoError(
        Kind.SHAPE,
        "Not the answer that was expected",
        cause,
        "Check that the profile's path is the points-allocation endpoint.",
        reply.facts,
        body=first_part(reply.shown),
    )


def size_error(reply: Reply, cause: str) -> NeoError:
    """More than any page holds."""
    return NeoError(
        Kind.TOO_LARGE,
        "The answer is too large",
        cause,
        "Check that the profile's host and path are the points-allocation endpoint.",
        reply.facts,
        body=first_part(reply.shown),
    )


def json_error(reply: Reply, error: JsonTextError) -> NeoError:
    """Not JSON: a web page, or JSON that goes wrong somewhere."""
    text = readable(reply.shown)
    if "html" in reply.header("content-type").lower() or text.lstrip()[:1] == "<":
        return _web_page(reply, text)
    cause = f"It goes wrong at position {error.offset:,}: {clip(visible(str(error)), 80)}."
    if reply.shown == reply.body:  # else the position means nothing
        around = visible(text[max(0, error.offset - _AROUND) : error.offset + _AROUND])
        cause = f"{cause} Around it: {around}"
    return NeoError(Kind.NOT_JSON, "The answer is not JSON", cause, LATER, reply.facts, body=first_part(reply.shown))


def token_error(reply: Reply, fault: str = "") -> NeoError:
    """Why no OAuth token could be had. Its body is never shown: it may hold a token.

    Args:
        reply: What the token endpoint answered.
        fault: What is wrong with it, a sentence, where the answer itself does not say.
    """
    if _redirects(reply):
        return _redirect(reply)
    text = readable(reply.shown)
    fine = reply.status == 200  # noqa: PLR2004 - HTTP OK
    if fine and text.lstrip()[:1] == "<":
        # Of a page that has no title its first words would be told, which may be a token.
        return _web_page(reply, text if "<title" in text.lower() else "", body="")
    # So may be the words of what is no JSON: of an answer that says OK nothing is quoted but what can be taken apart.
    answer, _ = masked_answer(reply.shown)
    status, said = known(reply.status), _said(message_in(answer or (b"" if fine else reply.shown)))
    refused = reply.status in _TOKEN_REFUSED
    if refused:
        action = _CHECK_KEY
    elif status.kind in {Kind.SERVER, Kind.RATE_LIMIT}:
        action = status.action
    else:
        action = "Check the host in the profile."
    return NeoError(
        Kind.AUTH if refused else status.kind,
        "No OAuth token could be had",
        f"The token endpoint answered {reply.status}. {fault or said or 'It does not say why.'}",
        action,
        reply.facts,
    )


def _refused(reply: Reply, profile: Profile, message: Message) -> NeoError:
    if profile.auth is Auth.OAUTH:
        action = _CHECK_KEY
    else:
        plain = profile.password_form is PasswordForm.PLAIN
        form = "the password itself" if plain else "the password's MD5"
        action = (
            f"Check the user (till code) and the secret, which the profile takes for {form}. "
            "An admin can also have switched Basic off for the organisation."
        )
    return NeoError(
        Kind.AUTH,
        "The credentials were refused",
        f"The API answered {reply.status} to profile {visible(profile.name)}. {_said(message)}".strip(),
        action,
        reply.facts,
        body=first_part(reply.shown),
    )


def _redirects(reply: Reply) -> bool:
    return reply.status in _MOVED or (reply.status in range(300, 400) and bool(reply.header("location")))


def _redirect(reply: Reply) -> NeoError:
    return NeoError(
        Kind.REDIRECT,
        "The host points elsewhere",
        f"It answered {reply.status} and points to {place_of(reply.header('location'))}. That was not followed: "
        "credentials go to the profile's host only.",
        "Check the host. Is there a VPN or proxy login in between, or has the API moved?",
        reply.facts,
    )


def _web_page(reply: Reply, text: str, body: str | None = None) -> NeoError:
    return NeoError(
        Kind.NOT_JSON,
        "A web page came, not the API's answer",
        f"It reads: {page_text(text) or 'nothing'}.",
        "Is there a proxy or VPN login in between? Check the host.",
        reply.facts,
        body=first_part(reply.shown) if body is None else body,
    )


def _said(message: Message) -> str:
    """The API's own words, as a sentence; "" when there are none."""
    if not message.text:
        return f"Its code: {message.code}." if message.code else ""
    about = [f"code {message.code}"] if message.code else []
    about += [f"at {message.path}"] if message.path else []
    whole = f"{message.text} ({', '.join(about)})" if about else message.text.rstrip(".")
    return f"It said: {whole}."


def _field(message: Message) -> str | None:
    """The form's field that a message is about: by its path, by a quoted name, by an id's name."""
    last = message.path.rpartition("/")[2]
    if last in _FIELDS:
        return _FIELDS[last]
    for name, field in _FIELDS.items():
        # "page" and "count" are also just words.
        if re.search(rf"\b{name}\b" if "_" in name else rf"(['\"`]){name}\1", message.text):
            return field
    return None


def _waiting(seconds: float | None, now: datetime) -> str:
    """What a server's Retry-After means for the person; "" when it asked for nothing."""
    if not seconds:
        return ""
    return f"The server asks to wait {span(now, now + timedelta(seconds=seconds))}; then try again."
