"""A request as asked and a reply as it came, before anyone reads its body."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from neo_tui.domain.clock import Skew
from neo_tui.domain.errors import REQUEST_ID, Fact
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.masking import Masks
from neo_tui.domain.secret import Secret

_SHORTEST_IN_ROWS = 8
"""Characters of a secret that is masked in rows: a shorter one can stand there by chance, and rows are what counts."""
SERVER_REQUEST_ID = "x-cap-requestid"
_MOST_HEADERS = 8
_LONGEST_VALUE = 120
_LABELS = {
    "customer_id": "Customer",
    "entity_id": "Entity",
    "event_type_id": "Event type",
    "page": "Page",
    "count": "Count",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    Attributes:
        host: Whom we ask, host and port.
        path: What path.
        parameters: The query parameters, by the API's own names.
        request_id: The `x-cap-request-id` that is sent: a fresh UUID each time (api.md §3.3).
        proxy: Through whom, host and port; "" when straight.
        attempt: 1, or 2 for the one that follows a refused token.
    """

    host: str
    path: str
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    proxy: str = ""
    attempt: int = 1

    def again(self) -> Asked:
        """The same question once more, under an id of its own."""
        return replace(self, request_id=str(uuid.uuid4()), attempt=self.attempt + 1)

    def facts(self, *came: Fact) -> tuple[Fact, ...]:
        """The details an error shows: the request id, what came of it, then what was asked."""
        asked = (Fact(_LABELS[name], visible(value)) for name, value in self.parameters.items())
        return (
            Fact(REQUEST_ID, self.request_id),
            *came,
            Fact("Host", self.host),
            Fact("Path", self.path),
            *([Fact("Proxy", self.proxy)] if self.proxy else ()),
            *asked,
        )


def elapsed_fact(seconds: float) -> Fact:
    """How long it took."""
    return Fact("Elapsed", f"{seconds * 1000:,.0f} ms")


@dataclass(frozen=True)
class Reply:
    """Status, headers and the whole body of one answer.

    Attributes:
        status: HTTP status.
        headers: By lower-case name; values are foreign text.
        body: Decoded from its content encoding, within bounds, byte for byte.
        asked: The request it answers.
        elapsed: Seconds from sending to the whole body.
        secrets: What was sent to say who asks; an answer that repeats it must not show it.
        skew: How far this machine's clock was from the server's; None when the answer does not tell the time.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    asked: Asked
    elapsed: float
    secrets: tuple[Secret, ...] = ()
    skew: Skew | None = None

    @property
    def shown(self) -> bytes:
        """The body as an error may show it: with our own secrets masked."""
        return Masks(self.secrets).body(self.body)

    def rows_text(self, text: str) -> str:
        """The text of an answer with rows, our own secrets masked in its texts.

        Rows are shown, exported and pasted into tickets like errors are, so a secret is worth more than an answer
        byte for byte; whoever shows them says that it is not. Numbers are never touched.
        """
        return Masks(self.secrets, _SHORTEST_IN_ROWS).strings(text)

    def header(self, name: str) -> str:
        """A header by lower-case name, with our own secrets masked; "" when there is none."""
        return Masks(self.secrets).text(self.headers.get(name, ""))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The details an error shows; never a secret."""
        came = [Fact("HTTP status", str(self.status)), elapsed_fact(self.elapsed)]
        told = [name for name in self.headers if name == "cf-ray" or name.startswith("x-cap-")]
        masks = Masks(self.secrets)
        for name in [name for name in told if "token" not in name][:_MOST_HEADERS]:
            label = "Server's request id" if name == SERVER_REQUEST_ID else visible(masks.text(name))
            value = clip(visible(masks.text(self.headers[name])), _LONGEST_VALUE)
            if value and value != self.asked.request_id:
                came.append(Fact(label, value))
        return self.asked.facts(*came)
