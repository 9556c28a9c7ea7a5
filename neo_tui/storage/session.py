"""Stores that live as long as the program: for `neo-tui demo`, and for tests."""

from __future__ import annotations

from collections.abc import Callable

from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.domain.profile_changes import with_default, with_profile, without_profile


class SessionProfileStore:
    """Profiles in memory, under the same rules as those in the file."""

    location = "this session only"

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles

    def load(self) -> Profiles:
        """All profiles."""
        return self._profiles

    def put(self, profile: Profile, replaces: str | None = None) -> Profiles:
        """Add or replace a profile.

        Raises:
            NeoError: The name is taken.
        """
        self._profiles = with_profile(self._profiles, profile, replaces)
        return self._profiles

    def delete(self, name: str) -> Profiles:
        """Delete a profile."""
        self._profiles = without_profile(self._profiles, name)
        return self._profiles

    def set_default(self, name: str) -> Profiles:
        """Make a profile the default.

        Raises:
            NeoError: There is none of that name.
        """
        self._profiles = with_default(self._profiles, name)
        return self._profiles


class SessionMemoryStore:
    """The form's memory, kept in memory; what it begins with is made when it is asked for."""

    def __init__(self, begin: Callable[[], Memory]) -> None:
        self._begin = begin
        self._memory: Memory | None = None

    def load(self) -> Memory:
        """What is remembered."""
        if self._memory is None:
            self._memory = self._begin()
        return self._memory

    def save(self, memory: Memory) -> None:
        """Remember."""
        self._memory = memory
