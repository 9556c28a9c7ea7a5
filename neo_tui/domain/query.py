"""The question that is asked: entity, customer, event type, page and count (api.md §1.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from neo_tui.domain.event_search import UnknownEventTypeError, resolve
from neo_tui.domain.event_types import EventType, event_type
from neo_tui.domain.foreign import visible

DEFAULT_COUNT = 10
"""Rows a page when nothing is said [D]."""
MAX_COUNT = 100
"""The most rows a page the API gives [D]."""
MAX_ENTITY_LENGTH = 200
"""Longer than any id that is documented; the API's own column holds 50 characters."""
MAX_LONG = 2**63 - 1
"""`customer_id` is documented as Long."""
MAX_INT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Query:
    """A question that may be sent: every field has been checked."""

    entity_id: str
    customer_id: int
    event_type_id: int
    page: int = 1
    """From 1."""
    count: int = DEFAULT_COUNT
    """1 to 100."""

    @property
    def event_type(self) -> EventType:
        """The event type asked for; also when it is not in the table."""
        return event_type(self.event_type_id)

    def at(self, page: int) -> Query:
        """The same question for another page."""
        return replace(self, page=page)

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters by the API's own names."""
        return {
            "entity_id": self.entity_id,
            "customer_id": str(self.customer_id),
            "event_type_id": str(self.event_type_id),
            "page": str(self.page),
            "count": str(self.count),
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person typed, letter for letter; it may be wrong or unfinished."""

    customer: str = ""
    entity: str = ""
    event: str = ""
    page: str = "1"
    count: str = str(DEFAULT_COUNT)

    def problems(self) -> dict[str, str]:
        """What is wrong, by field name; empty when the question may be asked."""
        found = {
            "customer": customer_problem(self.customer),
            "entity": entity_problem(self.entity),
            "event": event_problem(self.event),
            "page": page_problem(self.page),
            "count": count_problem(self.count),
        }
        return {name: problem for name, problem in found.items() if problem}

    def query(self) -> Query:
        """The checked question.

        Raises:
            ValueError: A field is wrong; `problems` says which and why.
        """
        problems = self.problems()
        if problems:
            raise ValueError(" ".join(problems.values()))
        return Query(
            entity_id=self.entity.strip(),
            customer_id=int(self.customer.strip()),
            event_type_id=resolve(self.event).id,
            page=int(self.page.strip()),
            count=int(self.count.strip()),
        )


def _whole(text: str) -> int | None:
    """A plain ASCII whole number; None for anything else (`１２３`, `1_000`, `+5`, `٣`)."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MAX_LONG)) else None


def customer_problem(text: str) -> str:
    """What is wrong with a customer id; "" when nothing is."""
    if not text.strip():
        return "Give the customer id: digits only."
    number = _whole(text)
    if number is None:
        if text.strip().isascii() and text.strip().isdigit():
            return f"A customer id has at most {len(str(MAX_LONG))} digits."
        return "A customer id is digits only."
    if not 0 < number <= MAX_LONG:
        return f"A customer id lies between 1 and {MAX_LONG}."
    return ""


def entity_problem(text: str) -> str:
    """What is wrong with an entity id; "" when nothing is. Any documented shape passes."""
    text = text.strip()
    if not text:
        return "Give the entity id: the id of the event (a transaction id, a unique id, a request id)."
    if any(character.isspace() for character in text):
        return "An entity id has no spaces inside."
    if visible(text) != text:
        return f"There is an invisible character inside: {visible(text)[:60]}"
    if len(text) > MAX_ENTITY_LENGTH:
        return f"An entity id has at most {MAX_ENTITY_LENGTH} characters; this has {len(text)}."
    return ""


def event_problem(text: str) -> str:
    """What is wrong with an event type (a name or a number); "" when nothing is."""
    if not text.strip():
        return "Choose the event type: type a name or a number."
    try:
        chosen = resolve(text)
    except UnknownEventTypeError as error:
        return str(error)
    if not 0 < chosen.id <= MAX_INT:
        return f"An event type number lies between 1 and {MAX_INT}."
    return ""


def page_problem(text: str) -> str:
    """What is wrong with a page number; "" when nothing is."""
    number = _whole(text)
    return "" if number is not None and 1 <= number <= MAX_INT else "A page is a whole number from 1."


def count_problem(text: str) -> str:
    """What is wrong with a page size; "" when nothing is. Never clamped silently."""
    number = _whole(text)
    if number is not None and 1 <= number <= MAX_COUNT:
        return ""
    return f"Rows a page: a whole number from 1 to {MAX_COUNT}."
