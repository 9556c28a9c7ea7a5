"""What is found in a text piece by piece, and what stays of it in the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote_plus, urlsplit

from neo_tui.domain.event_search import resolve
from neo_tui.domain.hosts import HostError, parse_host
from neo_tui.domain.pasted.pasted import CUT, Dropped, Pasted
from neo_tui.domain.pasted.secrets import is_gap, is_stand_in
from neo_tui.domain.profile import Auth, name_problem
from neo_tui.domain.query import count_problem, customer_problem, entity_problem, event_problem, page_problem

API_NAMES: Mapping[str, str] = {
    "entity_id": "entity",
    "customer_id": "customer",
    "event_type_id": "event",
    "page": "page",
    "count": "count",
}
"""The query parameters (api.md §1.1) and what `Draft` calls them."""
WRITTEN: Mapping[str, str] = {
    "customer": "customer",
    "customerid": "customer",
    "entity": "entity",
    "entityid": "entity",
    "event": "event",
    "eventtype": "event",
    "eventtypeid": "event",
    "page": "page",
    "count": "count",
}
"""How people and programs write them elsewhere, in small letters, without what stands between the words."""

_CALLED = {"customer": "customer id", "entity": "entity id", "event": "event type", "page": "page", "count": "count"}
_WRONG: Mapping[str, tuple[Callable[[str], str], str]] = {
    "customer": (customer_problem, "a customer id is digits only"),
    "entity": (entity_problem, "an entity id has no spaces and at most 200 characters"),
    "event": (event_problem, "it is neither a number nor the name of an event type"),
    "page": (page_problem, "a page is a whole number from 1"),
    "count": (count_problem, "rows a page are 1 to 100"),
}
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_NO_LETTER = "\N{REPLACEMENT CHARACTER}"
"""What bytes become that are no text."""


class Findings:
    """Collects values; `pasted` checks them and lets go of the rest."""

    def __init__(self, dropped: Iterable[Dropped] = ()) -> None:
        self.dropped = set(dropped)
        self.auth: Auth | None = None
        self.profile = ""
        self._hosts: list[str] = []
        self._values: dict[str, dict[str, None]] = {}
        self._notes: dict[str, None] = {}
        self._masked: list[str] = []

    def note(self, sentence: str) -> None:
        """Say something, once."""
        self._notes[sentence] = None

    def host(self, text: str) -> None:
        """A host, or a URL with one; what stands before an @ is left outside."""
        scheme, mark, rest = text.rpartition("://")
        if "@" in rest:
            rest = rest.rpartition("@")[2]
        try:
            host = str(parse_host(f"{scheme}{mark}{rest}"))
        except HostError:
            if scheme.lower() == "http":
                self.note("The host is not taken over: http is spoken to this machine only.")
            elif rest and not is_stand_in(rest):
                self.note("The host is not taken over: it is no host's name.")
            return
        if host not in self._hosts:
            self._hosts.append(host)

    def parameter(self, name: str, value: str) -> None:
        """A value by the API's name for it; other names are passed over."""
        if name in API_NAMES:
            self.value(API_NAMES[name], value)

    def value(self, field: str, value: str) -> None:
        """A value by the name that `Draft` has for it."""
        value = value.strip()
        if value:
            self._values.setdefault(field, {})[value] = None

    def records(self, records: Iterable[Mapping[str, Iterable[str]]]) -> None:
        """Values that stand in several places, such as lines or objects of a list, each by the names of `Draft`.

        One question is never put together from two: what only some of them say is taken over only where one of
        them says it all.
        """
        told = [{field: frozenset(values) for field, values in record.items() if values} for record in records]
        told = list({frozenset(record.items()): record for record in told if record}.values())
        whole = any(all(other.items() <= one.items() for other in told) for one in told)
        for field in dict.fromkeys(field for record in told for field in record):
            every = [record.get(field) for record in told]
            if not whole and None in every and len({values for values in every if values is not None}) == 1:
                self.note(SEVERAL)
                continue
            for value in sorted(value for values in every if values is not None for value in values):
                self.value(field, value)

    def query(self, text: str) -> None:
        """The query part of a URL, or data of that form."""
        for pair in text.split("&"):
            name, _, value = pair.partition("=")
            self.parameter(unquote_plus(name), unquote_plus(value))

    def has(self, field: str) -> bool:
        """Whether there is a value, right or wrong."""
        return bool(self._values.get(field))

    def __bool__(self) -> bool:
        return bool(self._hosts or self.profile or self._values)

    def pasted(self) -> Pasted:
        """What stays: checked values, and sentences about the others."""
        fields = {name: self._checked(name) for name in _WRONG}
        event = fields["event"]
        if event:
            kind = resolve(event)
            fields["event"] = kind.name if kind.known else str(kind.id)
        if len(self._hosts) > 1:
            self.note("Several hosts are in it; none is taken over.")
        host = self._hosts[0] if len(self._hosts) == 1 else ""
        profile = self.profile if self.profile and not name_problem(self.profile) else ""
        masked = tuple(self._masked)
        nothing = not (masked or host or profile or any(fields.values()))
        return Pasted(
            host=host,
            profile=profile,
            **fields,
            auth=self.auth,
            dropped=in_order(self.dropped),
            masked=masked,
            notes=() if nothing else tuple(self._notes),
            problem=" ".join(self._notes) or NOTHING if nothing else "",
            recognised=bool(self) or bool(self._notes) or bool(self.dropped),
        )

    def _checked(self, name: str) -> str:
        found = list(self._values.get(name, ()))
        problem, why = _WRONG[name]
        if len(found) > 1:
            self.note(f"Several values of the {_CALLED[name]} are in it; none is taken over.")
        elif found and found[0].startswith(CUT) and name in {"customer", "entity"}:
            self._masked.append(name)
            self.note(f"The {_CALLED[name]} is masked as for a ticket; fill it in.")
        elif found and is_gap(found[0]):
            self.note(f"The {_CALLED[name]} is a gap to fill in.")
        elif found and (problem(found[0]) or _NO_LETTER in found[0]):
            self.note(f"The {_CALLED[name]} is not taken over: {why}.")
        else:
            return found[0] if found else ""
        return ""


SEVERAL = "Several questions are in it; only what all of them say is taken over."
NOTHING = "Nothing of a question is in it: no URL, no customer, entity or event type."


def field_named(name: str) -> str | None:
    """What `Draft` calls something that is written in many ways; None when it is no part of a question."""
    return WRITTEN.get(_BETWEEN_WORDS.sub("", name).lower())


def in_order(dropped: Iterable[Dropped]) -> tuple[Dropped, ...]:
    """Each kind once, always in the same order."""
    kinds = set(dropped)
    return tuple(kind for kind in Dropped if kind in kinds)


def address(text: str) -> tuple[str, str, str] | None:
    """The host with its scheme and user, the path and the query of a URL; None when it cannot be read.

    Args:
        text: A URL; without a scheme it begins with the host, or with the path.
    """
    bare = "://" not in text.partition("?")[0]
    try:
        parts = urlsplit(f"//{text}" if bare and not text.startswith("/") else text)
    except ValueError:
        return None
    host = f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else parts.netloc
    return host, parts.path, parts.query
