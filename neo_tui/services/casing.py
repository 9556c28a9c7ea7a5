"""Adding what is loaded to a case: the question, its pages as they came, what the checks find, and a note."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol

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
from neo_tui.domain.checks.catalogue import found
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import clip, visible, visible_lines
from neo_tui.domain.gathered import gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.viewpoint import Viewpoint


class CaseStore(Protocol):
    """Where cases are kept: files that a person names."""

    def add(self, path: str, records: Sequence[Record], now: datetime) -> bool:
        """Add records to the end of a case; answers whether the file was made for that.

        Raises:
            NeoError: It is no case, or it cannot be written; what stood there stays.
        """
        ...

    def load(self, path: str) -> Case:
        """The case in a file.

        Raises:
            NeoError: There is none, or it cannot be read.
        """
        ...


_AND_MORE = 40
"""Characters that saying how much was left out may take."""


class Failed(NamedTuple):
    """A request to which no rows came."""

    query: Query
    """What was asked, with its page."""
    error: NeoError


def records(
    profile: Profile, pages: Mapping[int, Page], note: str, view: Viewpoint, failed: Failed | None = None
) -> list[Record]:
    """What is added to a case of one question.

    Args:
        profile: The connection that asked. Its name, host, zone and kind of authentication are kept, nothing else.
        pages: The loaded pages by number; at least one where nothing failed.
        note: What the person wrote about it; "" for nothing.
        view: The present, and the profile's zone. The checks judge by when the last page came, not by the present,
            so that they find the same when the case is opened.
        failed: What went wrong at last.

    Raises:
        NeoError: The note is longer than a case takes.
    """
    key = os.urandom(8).hex()
    query = pages[min(pages)].query if pages or failed is None else failed.query
    asked = Asked(
        key,
        view.now,
        visible(profile.name),
        visible(profile.host),
        profile.auth,
        visible(profile.zone),
        profile.production,
        query,
    )
    told: list[Record] = [asked, *(_answer(key, pages[number]) for number in sorted(pages))]
    if failed is not None:
        told.append(_failure(key, failed, view.now))
    if pages:
        last = max(pages.values(), key=lambda page: page.received_at)
        gathered = gather(pages)
        findings = found(gathered.rows, replace(view, now=last.received_at, asked=query, skew=last.skew))
        complete = gathered.complete and failed is None
        noted, more = tuple(map(Noted.of, findings[:MAX_FOUND])), max(len(findings) - MAX_FOUND, 0)
        told.append(Checked(key, last.received_at, len(gathered.rows), complete, noted, more=more))
    if words := as_note(note):
        told.append(Note(view.now, words, key))
    return told


def as_note(text: str) -> str:
    """A note as it is kept: its lines, made visible, without air around them.

    Raises:
        NeoError: It is longer than a case takes; nothing of what a person wrote is left out unsaid.
    """
    words = "\n".join(visible_lines(text.strip()))
    if len(words) > MAX_NOTE:
        raise NeoError(
            Kind.CONFIG,
            "The note is too long",
            f"The note has {len(words):,} characters; a case takes {MAX_NOTE:,} of one.",
            "Shorten it, or add it as several notes.",
        )
    return words


def _failure(key: str, failed: Failed, at: datetime) -> Failure:
    error = failed.error
    facts = tuple(Fact(fact.label, _told(fact.value)) for fact in error.facts)
    cause, action, said = map(_told, (error.cause, error.action, error.body))
    return Failure(key, failed.query.page, at, error.kind, error.title, cause, action, facts, said)


def _told(text: str) -> str:
    return clip(text, MAX_TOLD - _AND_MORE)


def _answer(key: str, page: Page) -> Answer:
    body = b"" if page.not_found else page.sent
    return Answer(
        key,
        page.query.page,
        page.received_at,
        page.elapsed,
        visible(page.request_id),
        body,
        "" if page.not_found else hashlib.sha256(body).hexdigest(),
        page.masked,
        page.not_found,
        page.skew,
    )
