"""`neo-tui events`: the 89 documented event types, found by number, name, words or initials."""

from __future__ import annotations

import json
from typing import TextIO

from neo_tui.domain.event_search import search
from neo_tui.domain.foreign import visible
from neo_tui.headless.output import aligned, say, write_lines


def list_events(text: str, *, as_json: bool, out: TextIO) -> int:
    """Write the event types that fit a text, best first; all of them when it is empty."""
    found = search(text)
    if as_json:
        entries = [{"id": kind.id, "name": kind.label, "family": kind.family.value} for kind in found]
        out.write(json.dumps(entries, indent=1) + "\n")
    elif found:
        rows = [(str(kind.id), kind.label, kind.family.value) for kind in found]
        write_lines(out, aligned([("Id", "Event type", "Family"), *rows], (True, False, False)))
    if not found:
        say(f"No event type fits {visible(text)}; neo-tui events lists all of them.")
    return 0
