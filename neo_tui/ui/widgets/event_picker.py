"""The searchable list of the 89 event types below the event field."""

from __future__ import annotations

from textual.content import Content

from neo_tui.domain.event_search import search
from neo_tui.domain.event_types import EventType
from neo_tui.presentation.text import pad
from neo_tui.ui.widgets.pick_list import PickList

_NAME, _FAMILY = 40, 20


class EventList(PickList[EventType]):
    """The event types that fit what is typed, best first."""

    can_focus = False
    moved = False
    """Whether the mark was moved by hand since the last search."""

    def search(self, text: str, marked: EventType | None = None) -> None:
        """Show what fits a text; everything, with `marked` marked, when it is empty."""
        found = search(text)
        index = found.index(marked) if marked in found else 0
        self.offer(found, [_line(kind) for kind in found], index)
        self.moved = False

    def move(self, by: int) -> None:
        """Move the mark by hand."""
        self.step(by)
        self.moved = True


def _line(kind: EventType) -> Content:
    return Content.assemble(
        (f"{kind.id:>3}  ", "$muted"),
        (pad(kind.name, _NAME), "bold"),
        (pad(str(kind.family), _FAMILY), "$spent"),
        (f" {kind.hint}", "$muted"),
    )
