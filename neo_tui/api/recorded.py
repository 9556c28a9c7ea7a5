"""Recorded bodies into pages, by the parser that reads what comes over the wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from neo_tui.api.exchange import Asked, Reply
from neo_tui.api.parsing import REPEATED, parse_page
from neo_tui.api.refusals import MARKED_OK
from neo_tui.domain.case import Answer
from neo_tui.domain.case import Asked as Question
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query

CHANGED = (
    "This answer is not as it was recorded: its SHA-256, or its line in the file, does not fit. Do not rely on it."
)
_FULL = 2**31 - 1
"""A page size that no answer reaches, where it is not known how many rows were asked for."""


def recorded_page(question: Question, answer: Answer) -> Page:
    """The page that was recorded.

    Raises:
        NeoError: The body holds no rows; of a recorded one only when it was changed.
    """
    query = question.query.at(answer.page)
    if answer.not_found:
        notes: tuple[str, ...] = (f"Page {answer.page} answered 404, which is taken as the end.",)
        notes = (*notes, CHANGED) if answer.changed else notes
        at = answer.received_at
        return Page(query, (), answer.request_id, at, 0.0, "[]", notes, question.profile, not_found=True)
    asked = Asked(question.host, "", query.parameters, answer.request_id)
    reply = Reply(200, {}, answer.body, asked, answer.elapsed, skew=answer.skew)
    page = parse_page(reply, query, question.connection, answer.received_at)
    notes = page.notes
    if answer.masked:
        notes = (*notes, REPEATED)
    return replace(page, notes=(*notes, CHANGED) if answer.changed else notes, masked=answer.masked)


def loose_page(body: bytes, name: str, at: datetime) -> Page:
    """The rows of a response that somebody sent, of which nothing else is known: neither what was asked nor when.

    Whether more rows follow is not known either, so the page is taken for a full one where it has rows.

    Args:
        body: The bytes as they were sent.
        name: Where they are from, for an error; visible text.
        at: The present, aware.

    Raises:
        NeoError: The body holds no rows.
    """
    reply = Reply(200, {}, body, Asked("", "", request_id=""), 0.0)
    try:
        page = parse_page(reply, Query("", 0, 0, 1, _FULL), Profile("", ""), at)
    except NeoError as error:
        raise NeoError(
            Kind.CONFIG,
            "The response cannot be opened",
            f"{name}: {error.cause.replace(MARKED_OK, 'It holds an error instead of rows.')}",
            "A response is the JSON that the API sends: an array of rows, or an object around one.",
            (Fact("From", name),),
        ) from None
    return replace(page, query=replace(page.query, count=max(len(page.allocations), 1)))
