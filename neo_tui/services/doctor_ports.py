"""What the doctor needs from the world, as Protocols, and what it tells; `cli` hands in the real ones."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from neo_tui.domain.findings import Facts, Finding, Status
from neo_tui.domain.profile import Profile


class Check(NamedTuple):
    """One stage and what came of it. All texts are visible texts; none holds a secret."""

    name: str
    status: Status
    seconds: float
    summary: str
    action: str
    facts: Facts
    exit_code: int
    """0 unless it failed."""


class Chosen(NamedTuple):
    """The profile that is looked at."""

    profile: Profile
    why: str
    """Why that one, as what stands behind "chosen:"."""


class Files(Protocol):
    """Looks at the files; may take its time."""

    def config(self) -> Finding:
        """The profiles."""
        ...

    def settings(self) -> Finding:
        """The settings."""
        ...

    def credentials(self) -> Finding:
        """The stored secrets."""
        ...

    def state(self) -> Finding:
        """What the program remembers."""
        ...

    def writers(self) -> Finding | None:
        """Why no command of the profiles is run; None when they may be."""
        ...


class Way(Protocol):
    """The way to the host, each step bounded; a step raises a `NeoError` when it fails."""

    async def resolve(self) -> Finding:
        """Its name."""
        ...

    async def connect(self) -> Finding:
        """The connection."""
        ...

    async def secure(self) -> Finding:
        """TLS."""
        ...


class Terminal(Protocol):
    """Looks at the terminal."""

    async def terminal(self) -> Finding:
        """What it is and can do."""
        ...

    async def clipboard(self) -> Finding:
        """How a text would be copied."""
        ...
