"""One request as a command or a piece of code would send it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from neo_tui.domain.pasted.findings import Findings, address
from neo_tui.domain.pasted.pasted import Dropped
from neo_tui.domain.pasted.secrets import is_stand_in, without_variables
from neo_tui.domain.profile import Auth

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"})


@dataclass
class Asked:
    """A request that is being read. It lives only as long as that takes.

    Attributes:
        method: In capitals; GET where nothing says otherwise.
        urls: What is asked, as it stands there.
        query: Further query strings, encoded as in a URL.
        pairs: Further parameters, decoded.
        dropped: Secrets that its options held.
        auth: How it says who asks, where an option does.
        notes: Sentences about what was passed over.
        command: Whether it was a command; else a URL that stood somewhere.
    """

    method: str = "GET"
    urls: list[str] = field(default_factory=list)
    query: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    dropped: set[Dropped] = field(default_factory=set)
    auth: Auth | None = None
    notes: list[str] = field(default_factory=list)
    command: bool = True

    def credentials(self, value: str) -> None:
        """A user and password were given."""
        self.auth = Auth.BASIC
        user, _, password = without_variables(value).partition(":")
        if not is_stand_in(password or user):
            self.dropped.add(Dropped.CREDENTIALS)

    def drop(self, kind: Dropped, value: str) -> None:
        """A secret was given; a variable in its place is none."""
        if not is_stand_in(value):
            self.dropped.add(kind)

    def meets(self, paths: Iterable[str]) -> bool:
        """Whether one of its URLs is one of these paths."""
        return any(at is not None and at[1].rstrip("/") in paths for at in map(address, self.urls))

    def into(self, found: Findings, paths: Iterable[str]) -> None:
        """Put what it asks into what is found."""
        for url in self.urls:
            at = address(url)
            if at is not None and at[1].rstrip("/") in paths:
                if at[0]:
                    found.host(at[0])
                found.query(at[2])
        for query in self.query:
            found.query(query)
        for name, value in self.pairs:
            found.parameter(name, value)
        for note in self.notes:
            found.note(note)
        found.auth = self.auth or found.auth
