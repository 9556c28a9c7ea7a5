"""What was found in a pasted text, and what was left outside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from neo_tui.domain.profile import Auth
from neo_tui.domain.query import Draft

CUT = "…"
"""How an id begins that was cut for a ticket."""


class Dropped(StrEnum):
    """A kind of secret that was in a text; its value is kept nowhere. The value here is what it is called."""

    CREDENTIALS = "Basic credentials"
    """As for Basic: `-u`, `--auth`."""
    AUTHORIZATION = "an Authorization header"
    COOKIES = "cookies"
    TOKEN = "a token"  # noqa: S105 - what it is called
    API_KEY = "an API key"
    IN_URL = "a user or password in the URL"
    PASSWORD = "a password or secret"  # noqa: S105 - what it is called


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text says of a question. A field that is "" was not in it, or not right; then a note tells why.

    Nothing of the text is in here but values that have been checked: what a person could type into the form.

    Attributes:
        host: As a profile stores it (`hosts.Origin`), without user, password and path.
        profile: Name of the connection, where a command of ours names one.
        customer: Customer id, digits.
        entity: Entity id.
        event: Event type: its name, or its number when it is none of the documented.
        page: Page, from 1.
        count: Rows a page, 1 to 100.
        auth: How the request said who asks; None when it did not, or in a way that is not ours.
        dropped: What secrets were in it, each kind once, in the order of `Dropped`.
        notes: Sentences about what was in it and is not taken over.
        masked: Which fields stood in it with ids cut as for a ticket, by the names of `Draft`.
        problem: Why nothing was taken over, as a sentence; "" when something was.
        recognised: Whether it was more than a word or some prose: a request, a URL, names with values.
    """

    host: str = ""
    profile: str = ""
    customer: str = ""
    entity: str = ""
    event: str = ""
    page: str = ""
    count: str = ""
    auth: Auth | None = None
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    problem: str = ""
    recognised: bool = True

    @property
    def missing(self) -> tuple[str, ...]:
        """What a question needs and this does not have, by the names of `Draft`; empty when it can be asked."""
        return tuple(name for name in ("customer", "entity", "event") if not getattr(self, name))

    def over(self, draft: Draft) -> Draft:
        """What stands in the form once this has been filled in; what was not found stays as it is.

        What was masked is empty then: what stood there before belongs to another question.
        """
        return Draft(
            self.customer or ("" if "customer" in self.masked else draft.customer),
            self.entity or ("" if "entity" in self.masked else draft.entity),
            self.event or draft.event,
            self.page or "1",
            self.count or draft.count,
        )
