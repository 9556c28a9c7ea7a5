"""What a person decides about the program itself, beside the connections (`settings.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from neo_tui.domain.clipboard import Route


class Keep(StrEnum):
    """What of a question is kept on this machine."""

    ON = "on"
    """All of it, with what came of it; never rows, never secrets."""
    WITHOUT_IDS = "without-ids"
    """When, with which connection, which event type, and what came of it; no customer and no entity."""
    OFF = "off"
    """Nothing."""


LEAST_ENTRIES, MOST_ENTRIES = 10, 10_000
LEAST_DAYS, MOST_DAYS = 1, 3_650
LEAST_OSC52, MOST_OSC52 = 1_000, 100_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; each has a default."""

    history: Keep = Keep.ON
    """What is kept of the questions, in the history and among the form's recent ones."""

    history_entries: int = 2_000
    """How many questions the history keeps, pinned ones among them (10 to 10,000)."""

    history_days: int = 90
    """How many days the history keeps a question that is not pinned (1 to 3,650)."""

    clipboard: Route = Route.AUTO
    """Which way a copied text goes."""

    clipboard_osc52_bytes: int = 74_994
    """How much the terminal takes by OSC 52, in bytes of base64 (1,000 to 100,000,000)."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings as they were found.

    Attributes:
        settings: What holds.
        problems: What in the file could not be used and what holds instead, sentences.
        location: The file, visible text; "" where there is none to look for.
    """

    settings: Settings = Settings()
    problems: tuple[str, ...] = ()
    location: str = ""
