"""What can go wrong, told for the person who must do something about it.

Every failure the program knows becomes one `NeoError`: a title from a closed list of kinds, a
cause, and what to do next. Edges (network, disk) translate their own exceptions into it; nothing
else catches them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The closed list of failures. The value is the machine-readable name."""

    CONFIG = "config"
    """The configuration or the command line cannot be used."""
    CREDENTIALS = "credentials"
    """The secret a profile names cannot be had."""
    DNS = "dns"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROXY = "proxy"
    INTERRUPTED = "interrupted"
    """The connection broke before the answer was whole."""
    REDIRECT = "redirect"
    REJECTED = "rejected"
    """HTTP 400: the API did not accept the question."""
    AUTH = "auth"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    RATE_LIMIT = "rate-limit"
    SERVER = "server"
    STATUS = "status"
    """An HTTP status nobody expects here."""
    API = "api"
    """An error object inside an answer that says HTTP 200."""
    NOT_JSON = "not-json"
    SHAPE = "shape"
    """JSON, but not an array of allocations."""
    TOO_LARGE = "too-large"


UNREACHED = frozenset({Kind.DNS, Kind.CONNECT, Kind.TIMEOUT, Kind.TLS, Kind.PROXY, Kind.INTERRUPTED})
"""The kinds that mean: no whole answer came back."""

OURS = frozenset({Kind.CONFIG, Kind.CREDENTIALS})
"""The kinds that the person sets right on this machine."""


class ExitCode:
    """What the program answers to the shell (README, "Exit codes")."""

    ANSWERED = 0
    REFUSED = 1
    USAGE = 2
    UNREACHABLE = 3
    FOUND = 4
    """The checks found something: an answer all the same, told apart for scripts."""
    FAULT = 70
    """A fault in the program itself (sysexits.h: EX_SOFTWARE)."""
    INTERRUPTED = 130


class Fact(NamedTuple):
    """One line of the details of an error, safe to show and to copy: never a secret."""

    label: str
    value: str


@dataclass(eq=False)
class NeoError(Exception):
    """A failure with its title, its cause and what to do next.

    All texts are already visible text (`foreign.visible`); none holds a secret.
    """

    kind: Kind
    title: str
    """A few words: what happened."""
    cause: str
    """One sentence: why, as far as it is known."""
    action: str
    """One sentence: what the person can do."""
    facts: tuple[Fact, ...] = ()
    """Request id, HTTP status, host, path, parameters … for the details block."""
    field: str | None = None
    """The form field that most likely needs a change: `customer`, `entity`, `event`, `page`, `count`."""
    retry_after: float | None = None
    """Seconds the server asked us to wait, when it did."""
    body: str = dataclasses.field(default="", repr=False)
    """The first part of what the server answered, visible text, for the raw view."""

    def __post_init__(self) -> None:
        super().__init__(self.title)

    def __str__(self) -> str:
        return f"{self.title}. {self.cause} {self.action}".strip()

    @property
    def exit_code(self) -> int:
        """The shell's exit code for this failure."""
        if self.kind in OURS:
            return ExitCode.USAGE
        return ExitCode.UNREACHABLE if self.kind in UNREACHED else ExitCode.REFUSED

    @property
    def request_id(self) -> str | None:
        """The `x-cap-request-id` of the call, the handle for the API's own logs."""
        return next((fact.value for fact in self.facts if fact.label == REQUEST_ID), None)


REQUEST_ID = "Request id"
"""The label under which the request id stands among the facts."""


class FileExists(NeoError):  # noqa: N818 - it is a question more than an error
    """There is such a file already, and nobody has said that it may be replaced."""
