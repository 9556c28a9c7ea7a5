"""`neo-tui events`: the 89 documented event types, found by number, name, words or initials."""

from __future__ import annotations

from typing import TextIO

from neo_tui.domain.event_search import search
from neo_tui.domain.foreign import visible
from neo_tui.headless.listed import write_list
from neo_tui.headless.output import say
from neo_tui.presentation.exporters.list_choice import EVERYTHING, ListChoice
from neo_tui.presentation.exporters.listing import Listing
from neo_tui.presentation.exporters.names import Format

KEYS = ("id", "name", "family")
"""The names of the values."""


def list_events(text: str, *, kind: Format, out: TextIO, choice: ListChoice = EVERYTHING) -> int:
    """Write the event types that fit a text, best first; all of them when it is empty."""
    found = search(text)
    listing = Listing(
        KEYS,
        [{"id": each.id, "name": each.label, "family": each.family.value} for each in found],
        ("Id", "Event type", "Family"),
        [(str(each.id), each.label, each.family.value) for each in found],
        (True, False, False),
    )
    write_list(out, kind, listing, choice)
    if not found:
        say(f"No event type fits {visible(text)}; neo-tui events lists all of them.")
    return 0
