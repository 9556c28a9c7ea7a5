"""A case: the questions of an investigation with what came, byte for byte, what was found, and what was noted.

Never a credential, and no header that could carry one. docs/case-file.md tells how a case stands in a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from neo_tui.domain.checks.check import Finding
from neo_tui.domain.clock import Skew
from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.profile import Auth, Profile
from neo_tui.domain.query import Query

MAX_NOTE = 4_000
"""Characters of one note."""
MAX_FOUND = 2_000
"""Findings of one question that are kept."""
MAX_TOLD = 1_000
"""Characters of what is told of an error, each."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put to a connection. All texts are visible texts.

    Attributes:
        key: What tells it from the other questions of the case.
        at: When it was added to the case, aware.
        profile: Name of the connection that asked.
        host: The host that was asked.
        auth: How the connection told who asks; not as whom, and not with what.
        zone: IANA name of the zone in which the connection's days are read.
        production: Whether the connection was marked as production.
        query: What was asked; its page is the first one that is recorded.
        changed: Whether this is no longer as it was written.
    """

    key: str
    at: datetime
    profile: str
    host: str
    auth: Auth
    zone: str
    production: bool
    query: Query
    changed: bool = False

    @property
    def connection(self) -> Profile:
        """The connection as far as a case knows it: nothing can be asked with it."""
        return Profile(
            self.profile,
            self.host,
            self.auth,
            zone=self.zone,
            count=min(max(self.query.count, 1), 100),
            production=self.production,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One page as it came.

    Attributes:
        question: Key of the question.
        page: Number of the page, from 1.
        received_at: When the answer was whole, aware.
        elapsed: Seconds it took.
        request_id: The id of the request, the handle for the API's own logs.
        body: The bytes that came, unpacked; those of its UTF-8 text where `masked`.
        sha256: Their SHA-256 as it was recorded, in hexadecimal.
        masked: Whether a secret that the answer repeated is masked in `body`.
        not_found: Whether a 404 came, which was taken as the end of the answer; `body` is then empty.
        skew: How far this machine's clock was from the server's; None when that was not known.
        changed: Whether this is no longer as it was written: the body does not have that SHA-256, or the line was
            changed.
    """

    question: str
    page: int
    received_at: datetime
    elapsed: float
    request_id: str
    body: bytes
    sha256: str
    masked: bool = False
    not_found: bool = False
    skew: Skew | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A request to which no rows came: what was said about it on the screen. All texts are visible texts.

    Attributes:
        question: Key of the question.
        page: Number of the page that was asked for, from 1.
        at: When it was told, aware.
        kind: What went wrong.
        title: The same in a few words.
        cause: Why, as far as it was known.
        action: What the person was told to do.
        facts: Request id, status and more, a label and a value each.
        said: The first part of what the server answered; "" where that was nothing.
        changed: Whether this is no longer as it was written.
    """

    question: str
    page: int
    at: datetime
    kind: Kind
    title: str
    cause: str
    action: str
    facts: tuple[Fact, ...] = ()
    said: str = ""
    changed: bool = False

    @property
    def error(self) -> NeoError:
        """The error as it was shown."""
        return NeoError(self.kind, self.title, self.cause, self.action, self.facts, body=self.said)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a check found when the answer was recorded. Visible texts.

    Attributes:
        check: Name of the check.
        severity: How bad it was said to be.
        id: The id of the row; None where it is about several, or has none.
        sentence: What was found.
    """

    check: str
    severity: str
    id: int | None
    sentence: str

    @classmethod
    def of(cls, finding: Finding) -> Noted:
        """What is kept of a finding."""
        return cls(finding.check.name, finding.check.severity.value, finding.id, finding.sentence)


@dataclass(frozen=True, slots=True)
class Checked:
    """The checks over the recorded pages of a question.

    Attributes:
        question: Key of the question.
        at: The moment they judged by, aware.
        rows: How many rows they looked at.
        complete: Whether those were all there are.
        found: What they found, at most `MAX_FOUND`.
        changed: Whether this is no longer as it was written.
        more: How much more they found.
    """

    question: str
    at: datetime
    rows: int
    complete: bool
    found: tuple[Noted, ...]
    changed: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote. Visible text; its lines stay lines.

    Attributes:
        at: When, aware.
        text: The words.
        question: Key of the question it is about; "" where it is about the case.
        changed: Whether this is no longer as it was written.
    """

    at: datetime
    text: str
    question: str = ""
    changed: bool = False


Record = Asked | Answer | Failure | Checked | Note
"""One thing in a case; a file has a line for each."""


@dataclass(frozen=True)
class Case:
    """A whole case.

    Attributes:
        at: When it was begun, aware.
        tool: What began it: `neo-tui 0.1.0`. Visible text.
        records: What it holds, in the order in which it was written.
        problems: What is not as it should be, sentences.
    """

    at: datetime
    tool: str
    records: tuple[Record, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def questions(self) -> list[Asked]:
        """The questions in their order."""
        return [record for record in self.records if isinstance(record, Asked)]

    @cached_property
    def _about(self) -> dict[str, list[Record]]:
        """What belongs to each question, by its key; to the case itself by "". One look for all of them."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.key if isinstance(record, Asked) else record.question, []).append(record)
        return found

    def _of(self, key: str) -> list[Record]:
        return self._about.get(key, [])

    def question(self, key: str) -> Asked | None:
        """The question of that key; None when there is none."""
        return next((record for record in self._of(key) if isinstance(record, Asked)), None)

    def answers(self, key: str) -> list[Answer]:
        """The pages of a question, by number; of a page that is recorded twice the later one."""
        pages = {record.page: record for record in self._of(key) if isinstance(record, Answer)}
        return [pages[number] for number in sorted(pages)]

    def failures(self, key: str) -> list[Failure]:
        """The requests of a question that failed, in their order."""
        return [record for record in self._of(key) if isinstance(record, Failure)]

    def notes(self, key: str) -> list[Note]:
        """The notes about a question, or with "" about the case, in their order."""
        return [record for record in self._of(key) if isinstance(record, Note)]

    def checked(self, key: str) -> Checked | None:
        """What the checks found then; None where that is not recorded."""
        found = [record for record in self._of(key) if isinstance(record, Checked)]
        return found[-1] if found else None

    def as_of(self, key: str) -> datetime:
        """The moment by which a question is judged: when the last of its pages came, or what failed last did.

        Where neither is recorded: when it was added.
        """
        came = [answer.received_at for answer in self.answers(key)]
        asked = self.question(key)
        return max(came or [failure.at for failure in self.failures(key)], default=asked.at if asked else self.at)

    def query(self, asked: Asked) -> Query:
        """The question from the first page on that is recorded."""
        pages = [one.page for one in self.answers(asked.key)] or [one.page for one in self.failures(asked.key)]
        return replace(asked.query, page=pages[0]) if pages else asked.query
