"""What is below the fields of the form: a heading, and the event types or the recent questions."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Vertical
from textual.widgets import Static

from neo_tui.domain.event_types import EventType
from neo_tui.domain.memory import Question
from neo_tui.ui.widgets.event_picker import EventList
from neo_tui.ui.widgets.recent_list import RecentList


class FormLists(Vertical):
    """One of two lists with its heading.

    Args:
        recent_title: What the recent questions are called here.
    """

    DEFAULT_CSS = """
    FormLists { height: 1fr; }
    """

    def __init__(self, recent_title: str) -> None:
        self.events, self.recent = EventList(id="events"), RecentList(id="recent")
        self._heading = Static("", id="list-title", markup=False)
        self._recent_title = recent_title
        super().__init__(self._heading, self.events, self.recent)

    def search(self, text: str) -> None:
        """Show the event types that fit what is typed."""
        self.events.search(text)
        self._tell()

    def show_recent(self, questions: Sequence[Question]) -> None:
        """List the recent questions."""
        self.recent.show(questions)
        self._tell()

    def turn_to(self, *, events: bool, typed: str, chosen: EventType | None) -> None:
        """Show the event types, or else the recent questions.

        Args:
            events: Which of the lists.
            typed: What stands in the field of the event type.
            chosen: The event type that it names, if it names one.
        """
        if events and not self.events.display:
            self.events.search("" if chosen else typed, chosen)
        self.events.display, self.recent.display = events, not events
        self._tell()

    def taken(self, typed: str, chosen: EventType | None) -> EventType | None:
        """The event type that leaving the field takes; None where what is typed stands as it is.

        Args:
            typed: What stands in the field, without the spaces around it.
            chosen: The event type that it names, if it names one.
        """
        marked, moved = self.events.marked, self.events.moved
        if not self.events.display or marked is None:
            return None
        return marked if moved or (typed and chosen is None) else None

    def _tell(self) -> None:
        if self.events.display:
            shown = len(self.events.items)
            text = (
                f"Event types · {shown} fit · ↑↓ marks, Enter or Tab takes, Enter again asks"
                if shown
                else "No event type fits · a number outside 1-89 may be typed too"
            )
        else:
            text = f"{self._recent_title} · ^r goes here, Enter opens" if self.recent.items else ""
        self._heading.update(text)
