"""One request and what came of it, as an inspector shows it: nothing in it is secret."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Self

from neo_tui.domain.errors import NeoError
from neo_tui.domain.foreign import visible_lines
from neo_tui.domain.json_text import JsonTextError, decode_bytes

KEPT_BODY = 1024 * 1024
"""Most bytes of a body that an exchange keeps; a page of 100 rows has about 70 KiB."""


class Ended(StrEnum):
    """How an exchange ended. The value is the machine-readable name."""

    ANSWERED = "answered"
    """A whole answer came, whatever its status says."""
    FAILED = "failed"
    """`failure` says why."""
    TIMED_OUT = "timed-out"
    """The deadline of the action passed; `failure` says so too."""
    CANCELLED = "cancelled"
    """The person, or whoever else asked, no longer wanted the answer."""


class Kept(StrEnum):
    """How much of the body is kept."""

    WHOLE = "whole"
    CUT = "cut"
    """The first `KEPT_BODY` bytes."""
    WITHHELD = "withheld"
    """Nothing: it may hold a token and could not be read, so nothing in it could be masked."""
    DROPPED = "dropped"
    """No longer, to make room for younger ones."""


class Timings(NamedTuple):
    """Seconds spent with each step; None where it was not done (a connection used again, plain http)."""

    dns: float | None = None
    connect: float | None = None
    """With a proxy: until it has put us through."""
    tls: float | None = None
    wait: float | None = None
    """From sending the request until the head of the answer was there."""
    read: float | None = None


class Tls(NamedTuple):
    """What protects a connection; visible text."""

    version: str
    """`TLSv1.3`."""
    cipher: str
    issuer: str
    """Who vouches for the server's certificate: its issuer's name; "" when it has none."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One attempt to get an answer. All texts are visible text; secrets are masked wherever they stood.

    Attributes:
        started_at: When it was begun, aware.
        profile: Name of the profile that asked.
        method: GET, or POST for a token.
        url: Where to, with the query.
        request_headers: As sent, in their order.
        request_body: What is said of it; the body of a token request is never recorded.
        request_id: The `x-cap-request-id` that was sent.
        attempt: 1, or 2 for the one that follows a refused token.
        proxy: Host and port of the proxy; "" without one.
        status: HTTP status; None when no head of an answer came.
        reason: Reason phrase; "" when there was none.
        response_headers: As they came.
        wire_bytes: Bytes of the body as they came.
        decoded_bytes: Bytes they unpacked to.
        body: The unpacked body, as much as is `kept` of it; of a broken one what came.
        kept: How much that is.
        timings: Seconds for each step.
        total: Seconds from beginning to end, waiting for a free connection included.
        ended: How it ended.
        failure: Why no whole answer came; None when one did, and when it was cancelled.
        reused: Whether an open connection was used again.
        remote: Address and port of the other end, which is the proxy where there is one; "" when none was reached.
        tls: What protects the connection to the host; None for plain http, or when it did not get so far.
    """

    started_at: datetime
    profile: str
    method: str
    url: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: str
    request_id: str
    attempt: int
    proxy: str
    status: int | None
    reason: str
    response_headers: tuple[tuple[str, str], ...]
    wire_bytes: int
    decoded_bytes: int
    body: bytes = field(repr=False)
    kept: Kept
    timings: Timings
    total: float
    ended: Ended
    failure: NeoError | None = None
    reused: bool = False
    remote: str = ""
    tls: Tls | None = None

    @property
    def text(self) -> str:
        """What is kept of the body, as visible text, line by line. Takes its time for a large one."""
        try:
            text = decode_bytes(self.body)
        except JsonTextError:
            text = self.body.decode("utf-8", "replace")
        return "\n".join(visible_lines(text))

    def without_body(self) -> Self:
        """The same, its body dropped."""
        return replace(self, body=b"", kept=Kept.DROPPED)
