"""A reply as it came over the wire, before anyone reads its body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from neo_tui.domain.errors import REQUEST_ID, Fact
from neo_tui.domain.foreign import clip, visible

_SHOWN_HEADERS = ("x-cap-requestid", "x-cap-api-version", "x-cap-neo-error-msg", "cf-ray")
"""Response headers worth telling (api.md §3.3)."""


@dataclass(frozen=True)
class Reply:
    """Status, headers and the whole body of one answer.

    Attributes:
        status: HTTP status.
        headers: By lower-case name; values are foreign text.
        body: Decoded from its content encoding, within bounds.
        request_id: The `x-cap-request-id` that was sent.
        elapsed: Seconds from sending to the whole body.
        host: Whom we asked.
        path: What path.
        parameters: The query parameters, by the API's own names.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    request_id: str
    elapsed: float
    host: str
    path: str
    parameters: Mapping[str, str]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The details an error shows; never a secret."""
        sent = asked_facts(self.request_id, self.host, self.path, self.parameters)
        came = [Fact("HTTP", str(self.status)), Fact("After", f"{self.elapsed * 1000:,.0f} ms")]
        for name in _SHOWN_HEADERS:
            value = self.headers.get(name)
            if value and value != self.request_id:
                came.append(Fact(name, clip(visible(value), 120)))
        return (*sent[:1], *came, *sent[1:])


def asked_facts(request_id: str, host: str, path: str, parameters: Mapping[str, str]) -> tuple[Fact, ...]:
    """What we asked, as facts of an error."""
    asked = " ".join(f"{name}={visible(value)}" for name, value in parameters.items())
    facts = (Fact(REQUEST_ID, request_id), Fact("Host", host), Fact("Path", path))
    return (*facts, Fact("Asked", asked)) if asked else facts
