"""How times are told: as dates, by their distance from now, or as they were sent; and by whose clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self, TypeVar

Choice = TypeVar("Choice")


class Mode(StrEnum):
    """What stands for a time."""

    ABSOLUTE = "absolute"
    """A date."""
    RELATIVE = "relative"
    """How long ago or ahead."""
    EPOCH = "epoch"
    """Epoch milliseconds, exactly as sent."""


class Where(StrEnum):
    """By whose clock a date is told."""

    PROFILE = "profile"
    """The zone in which the cluster keeps its days (api.md §1.7)."""
    VIEWER = "viewer"
    """The zone of the person who looks."""
    UTC = "UTC"


@dataclass(frozen=True, slots=True)
class Telling:
    """How a person wants times told. It changes no judgement: days are the profile's whatever is told."""

    mode: Mode = Mode.ABSOLUTE
    where: Where = Where.PROFILE

    def next_mode(self) -> Self:
        """Absolute, relative, epoch, and again."""
        return replace(self, mode=_after(self.mode, tuple(Mode)))

    def next_zone(self, profile_zone: str) -> Self:
        """The profile's zone, the viewer's, UTC, and again; UTC is not told twice where the profile's is UTC.

        Args:
            profile_zone: Its IANA name.
        """
        zones = tuple(where for where in Where if where is not Where.UTC or profile_zone.upper() != "UTC")
        return replace(self, where=_after(self.where, zones))


USUAL = Telling()
"""Dates in the profile's zone."""


def _after(one: Choice, all_of_them: tuple[Choice, ...]) -> Choice:
    """The next in a round; the first after one that is not in it."""
    place = all_of_them.index(one) + 1 if one in all_of_them else 0
    return all_of_them[place % len(all_of_them)]
