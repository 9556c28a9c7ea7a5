"""The rows of an event type that a sweep has found."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from neo_tui.ui.screens.results import ResultsScreen


class FoundScreen(ResultsScreen):
    """Results whose way back leads to the sweep."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace", "back", "back", tooltip="Back: out of the pane, then to the sweep"),
        Binding("q", "leave", "Back to the sweep", show=False, tooltip="Back to the sweep"),
    ]

    def action_leave(self) -> None:
        """To the sweep, which has gone on meanwhile."""
        self.dismiss(None)
