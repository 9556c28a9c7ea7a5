"""What answers from a recording instead of from the API: the questions of a case, or a response that somebody sent.

Nothing here can ask anything over a network.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from neo_tui.domain.case import Answer, Asked, Case
from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.gathered import gather
from neo_tui.domain.history import Entry, Outcome, failed, loaded
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Auth
from neo_tui.domain.query import Query

if TYPE_CHECKING:
    from neo_tui.domain.token_claims import TokenClaims

ReadPage = Callable[[Asked, Answer], Page]
"""The page that a recorded answer holds; raises a `NeoError` where it holds none."""

_QUICKLY_READ = 256 * 1024
"""Bytes; what is larger is read off the loop that draws."""
UNKNOWN_TITLE = "A response that somebody sent"


@dataclass(frozen=True)
class Recording:
    """What was opened.

    Attributes:
        name: The file's name, or `standard input`; visible text.
        case: What it holds.
        read: Makes pages of it.
        loose: Whether it is a bare response: what was asked, of whom and when is not known then.
    """

    name: str
    case: Case
    read: ReadPage
    loose: bool = False

    def source(self, asked: Asked) -> RecordedSource:
        """What answers one of its questions."""
        return RecordedSource(self, asked)

    def pages(self, asked: Asked) -> list[Page]:
        """All pages of a question that can be read. Takes its time for many."""
        pages: list[Page] = []
        for answer in self.case.answers(asked.key):
            try:
                pages.append(self.read(asked, answer))
            except NeoError:
                continue
        return pages

    def entry(self, asked: Asked) -> Entry:
        """A question with what came of it, as a list of questions tells it. Takes its time for many pages."""
        query = self.case.query(asked)
        return Entry(
            asked.key,
            self.case.as_of(asked.key),
            asked.profile,
            asked.host,
            asked.production,
            "" if self.loose else str(query.customer_id),
            query.entity_id,
            query.event_type_id,
            query.page,
            query.count,
            self._outcome(asked),
            title=UNKNOWN_TITLE if self.loose else "",
        )

    def _outcome(self, asked: Asked) -> Outcome:
        pages: dict[int, Page] = {}
        error: NeoError | None = None
        for answer in self.case.answers(asked.key):
            try:
                pages[answer.page] = self.read(asked, answer)
            except NeoError as trouble:
                error = trouble
        failures = self.case.failures(asked.key)
        error = failures[-1].error if failures else error
        if not pages:
            return failed(error) if error else Outcome(more=True, answered=False)
        gathered = gather(pages)
        outcome = loaded(
            gathered.rows, None if self.loose else asked.query, complete=gathered.complete and error is None
        )
        return failed(error, outcome) if failures and error else outcome


class RecordedSource:
    """Answers the pages of one question that were recorded, and no other."""

    proxy = ""

    def __init__(self, recording: Recording, asked: Asked) -> None:
        self._recording, self._asked = recording, asked
        self._failures = {failure.page: failure for failure in recording.case.failures(asked.key)}
        self._answers = {answer.page: answer for answer in recording.case.answers(asked.key)}

    async def fetch(self, query: Query) -> Page:
        """One page.

        Raises:
            NeoError: It failed when it was recorded, is not part of the recording, or cannot be read.
        """
        known = query.at(1) == self._asked.query.at(1)
        answer = self._answers.get(query.page) if known else None
        if answer is None:
            failure = self._failures.get(query.page) if known else None
            raise failure.error if failure else self._not_recorded(query)
        if len(answer.body) < _QUICKLY_READ:
            return self._recording.read(self._asked, answer)
        return await asyncio.to_thread(self._recording.read, self._asked, answer)

    def token_claims(self) -> TokenClaims | None:
        """None: a recording has no token."""
        return None

    async def aclose(self) -> None:
        """Nothing is open."""

    def _not_recorded(self, query: Query) -> NeoError:
        if self._recording.loose:
            cause = "This response is all that is there. Whether more rows followed it is not known."
        else:
            cause = f"Page {query.page:,} was not added to the case; {_pages(sorted(self._answers))}."
        return NeoError(
            Kind.CONFIG,
            "This is not part of the recording",
            cause,
            "Nothing is asked from a recording. To ask, leave it and start neo-tui without a file.",
        )


def _pages(numbers: Sequence[int]) -> str:
    if not numbers:
        return "no page was"
    if len(numbers) == 1:
        return f"page {numbers[0]:,} was"
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"pages {numbers[0]:,} to {numbers[-1]:,} were"
    return f"pages {', '.join(f'{number:,}' for number in numbers)} were"


def loose_recording(name: str, body: bytes, page: Page, zone: str, now: datetime) -> Recording:
    """The recording that a bare response makes.

    Args:
        name: Where it is from.
        body: Its bytes.
        page: Its rows.
        zone: IANA name of the zone in which days are read.
        now: The present, by which it is judged.
    """
    asked = Asked("00000000", now, "", "", Auth.BASIC, zone, False, page.query)
    answer = Answer(asked.key, 1, now, 0.0, "", body, "")
    return Recording(visible(name), Case(now, "", (asked, answer)), lambda _asked, _answer: page, loose=True)
