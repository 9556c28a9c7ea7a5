"""The history in the app: what goes into it, and asking again what stands in it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from neo_tui.domain.memory import Question
from neo_tui.ui.connections import ConnectionsApp

if TYPE_CHECKING:
    from neo_tui.domain.allocation import Allocation
    from neo_tui.domain.history import Entry
    from neo_tui.domain.profile import Profile
    from neo_tui.domain.query import Query
    from neo_tui.services.history import History

# What the first frame does not need is imported when it is used (performance.md).
# ruff: noqa: PLC0415

Result = TypeVar("Result")


class HistoryApp(ConnectionsApp[Result]):
    """Keeps the history of the questions."""

    @cached_property
    def history(self) -> History:
        """What keeps the questions of this and earlier runs."""
        return self.start.history()

    @abstractmethod
    def reopen(self, question: Question) -> None:
        """Ask a question again, with the connection it was asked with."""

    def settle_history(self) -> None:
        """What can wait until the first frame stands: what is wrong with the settings, and old entries."""
        self.tell_settings()
        self.run_worker(self.history.tidy, thread=True, group="history")

    def tell_settings(self) -> None:
        """Say what in the settings could not be used, and what holds instead."""
        for problem in self.start.preferences.problems:
            self.say(problem, warning=True)

    def record(self, profile: Profile, query: Query, rows: Sequence[Allocation], *, complete: bool) -> None:
        """More rows of a question are loaded: its entry in the history tells of all of them.

        Args:
            profile: The connection that asked.
            query: The question, on whatever page.
            rows: All rows that are loaded, of all pages.
            complete: Whether they are all there are.
        """
        self.history.record(profile, query, rows, complete=complete)

    def open_history(self) -> None:
        """Open the list of the questions that were asked."""
        from neo_tui.ui.screens.history import HistoryScreen

        if not any(isinstance(screen, HistoryScreen) for screen in self.screen_stack):
            self.push_screen(HistoryScreen())

    def ask_entry(self, entry: Entry) -> None:
        """Ask a question of the history again, of the same host; else only put it into the form, and say why."""
        self.back_to_form(None)
        profile = self.profiles.get(entry.profile)
        if profile is not None and profile.host == entry.host:
            self.reopen(Question(entry.profile, entry.draft))
            return
        self.form.load(entry.draft)
        self.form.point_at("customer")
        why = f"{entry.profile} is gone" if profile is None else f"{entry.profile} is now {profile.host}"
        self.say(f"Not asked: it went to {entry.host}, and {why}. Choose the connection; Enter asks.", warning=True)
