"""What the services need from the world, as Protocols; `cli` hands in the real ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.secret import Secret

if TYPE_CHECKING:  # what an answer is made of is not needed before there is one (performance.md)
    from neo_tui.domain.history import Entry
    from neo_tui.domain.memory import Memory
    from neo_tui.domain.paging import Page
    from neo_tui.domain.query import Query
    from neo_tui.domain.settings import Settings
    from neo_tui.domain.token_claims import TokenClaims

Clock = Callable[[], datetime]
"""Answers the aware present."""


class AllocationSource(Protocol):
    """Something that answers questions: the API client of one profile."""

    async def fetch(self, query: Query) -> Page:
        """Answer one page.

        Raises:
            NeoError: Whatever went wrong, told for the person.
        """
        ...

    @property
    def proxy(self) -> str:
        """Host and port of the proxy in between; "" when the host is reached straight."""
        ...

    def token_claims(self) -> TokenClaims | None:
        """What the OAuth token in use says of itself; None when there is none."""
        ...

    async def aclose(self) -> None:
        """Close connections; the source is not used afterwards."""
        ...


OpenSource = Callable[[Profile, Secret], AllocationSource]
"""Opens a source for a profile with its secret. Cheap: it connects on the first question."""


class ProfileStore(Protocol):
    """Where profiles are kept."""

    @property
    def location(self) -> str:
        """Where that is, in words for the person (a path, or "this session only"). It can change with each call."""
        ...

    @property
    def session_only(self) -> frozenset[str]:
        """Names of the profiles that are not kept there as they are shown: they end with the program."""
        ...

    def load(self) -> Profiles:
        """All profiles.

        Raises:
            NeoError: The file cannot be read or understood; it is left untouched.
        """
        ...

    def put(self, profile: Profile, replaces: str | None = None, seen: Profile | None = None) -> Profiles:
        """Add a profile, or replace the one named `replaces`; answers what is stored then.

        Args:
            profile: The profile.
            replaces: The name of the one in whose place it goes.
            seen: That one as the person saw it. When another program has changed or deleted it since,
                nothing is changed at the first attempt, and the person is told; the second one counts.

        Raises:
            NeoError: The name is taken, another program changed the profile, or it cannot be saved.
        """
        ...

    def delete(self, name: str, seen: Profile | None = None) -> Profiles:
        """Delete a profile; one that is gone already is no failure. `seen`: as in `put`.

        Raises:
            NeoError: Another program changed the profile, or it cannot be saved.
        """
        ...

    def set_default(self, name: str) -> Profiles:
        """Make a profile the default.

        Raises:
            NeoError: There is none of that name, or it cannot be saved.
        """
        ...


class MemoryStore(Protocol):
    """Where the form's memory is kept. Losing it is never worth an error: both calls never raise."""

    def load(self) -> Memory:
        """What was remembered; empty when there is nothing or it cannot be read."""
        ...

    def save(self, memory: Memory) -> None:
        """Remember; silently without effect where nothing can be written."""
        ...


class HistoryStore(Protocol):
    """Where the history is kept. Losing it is never worth an error: no call raises."""

    @property
    def location(self) -> str:
        """Where that is, in words for the person (a path, or "this session only")."""
        ...

    @property
    def lasts(self) -> bool:
        """Whether what is kept there outlives the program."""
        ...

    @property
    def problem(self) -> str:
        """Why the last change could not be kept, as the middle of a sentence; "" when it was."""
        ...

    def load(self) -> list[Entry]:
        """All entries in the order in which they were first asked; what cannot be read is left out."""
        ...

    def asked(self, make: Callable[[Entry | None], Entry]) -> Entry:
        """Keep that a question was asked; answers its entry.

        Args:
            make: Makes the entry of the one that was asked last, None when there is none; one with the same key
                takes its place. Its marks stay as they are kept. Called once, or once more where nothing can be kept.
        """
        ...

    def came(self, entry: Entry) -> None:
        """Keep what came of an entry since; its marks stay as they are kept."""
        ...

    def marked(self, entry: Entry) -> None:
        """Keep an entry's marks: whether it is pinned, its title and its note."""
        ...

    def remove(self, keys: Collection[str]) -> None:
        """Remove entries for good."""
        ...

    def restore(self, entries: Sequence[Entry]) -> None:
        """Put back what was removed."""
        ...

    def clear(self) -> None:
        """Remove all there is for good."""
        ...

    def tidy(self, now: datetime, settings: Settings) -> None:
        """Remove for good what is beyond the bounds, and the ids where they shall not be kept."""
        ...


class ClipboardPrograms(Protocol):
    """Programs that take a copied text. No call raises: what goes wrong is answered as the middle of a sentence."""

    async def native(self, text: str, *, forced: bool) -> tuple[str, str]:
        """Hand a text to a program of the desktop; answers its name, or "" and why none took it.

        Args:
            text: The text.
            forced: Whether the person asked for just this way: then also over SSH.
        """
        ...

    async def tmux(self, text: str) -> tuple[bool | None, str]:
        """Hand a text to tmux; answers whether it goes on to its terminal (None: nobody knows), and "" or why not."""
        ...


class CopiedFiles(Protocol):
    """Where copied texts are written to."""

    def usual(self) -> str:
        """The file that is written where no other is named."""
        ...

    def write(self, text: str, path: str = "") -> tuple[str, str]:
        """Write a text to a new file; answers the file, or "" and why not, the middle of a sentence."""
        ...


class CheckFile(Protocol):
    """Sees whether a file can be written where a person wants it."""

    def __call__(self, path: Path, *, replace: bool) -> None:
        """See.

        Raises:
            FileExists: A file is there, and is to stay.
            NeoError: It cannot be written there.
        """
        ...


class SaveFile(Protocol):
    """Writes a file for a person, whole or not at all."""

    def __call__(self, path: Path, text: str, *, replace: bool) -> None:
        """Write it.

        Raises:
            FileExists: A file is there, and is to stay.
            NeoError: It cannot be written; nothing half is left.
        """
