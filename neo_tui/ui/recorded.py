"""The app on a recording: its questions in place of the form, its answers in place of the API's."""

from __future__ import annotations

import gc
from typing import ClassVar

from textual.screen import Screen

from neo_tui.domain.case import Asked
from neo_tui.domain.errors import NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.timestamps import viewer_zone
from neo_tui.presentation.recording import banner
from neo_tui.services.connection import Connection
from neo_tui.services.recording import Recording
from neo_tui.ui.app import NeoApp, run_app
from neo_tui.ui.copying import MASKED
from neo_tui.ui.screens.recorded_results import RecordedResultsScreen
from neo_tui.ui.screens.recording import RecordingScreen
from neo_tui.ui.start import Start


class RecordedApp(NeoApp):
    """Looks into a recording. It asks nothing, and keeps nothing.

    Args:
        start: The ends; its connection has no way to ask, its stores end with the program.
        recording: What was opened.
    """

    RECORDING: ClassVar[bool] = True

    def __init__(self, start: Start, recording: Recording) -> None:
        self.recording = recording
        super().__init__(start)

    def get_default_screen(self) -> Screen[None]:
        return RecordingScreen(self.recording)

    async def settle(self) -> None:
        """What can wait until the first frame stands."""
        gc.enable()
        self.tell_settings()
        if self.recording.loose:
            self.open_question(self.recording.case.questions[0])

    @property
    def banner(self) -> str:
        """That it is a recording, of which day and out of which file."""
        recording = self.recording
        told = banner(recording.name, recording.case.at, viewer_zone(), loose=recording.loose)
        return f"{told} · {MASKED}" if self.masked else told

    def open_question(self, asked: Asked) -> None:
        """Show a question of the recording as if it had just been answered."""
        connection = asked.connection
        self.profile = connection
        self.push_screen(RecordedResultsScreen(self.recording, asked, connection))

    def back_to_form(self, error: NeoError | None) -> None:  # noqa: ARG002 - there is no form to point into
        """Back to the questions."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.profile = None
        self.screen_stack[0].call_after_refresh(self._show)

    def _show(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, RecordingScreen | RecordedResultsScreen):
                screen.show_connection()

    # ── what is not done with a recording ──

    def remember(self, profile: Profile, page: Page) -> None:
        """Nothing was asked, so nothing is remembered."""

    def remember_failure(self, profile: Profile, query: Query, error: NeoError) -> None:
        """Nor did anything fail that was asked."""

    def record(self, *_: object, **__: object) -> None:
        """Nothing goes into the history."""

    async def have_secret(self, profile: Profile, connection: Connection | None = None) -> bool:  # noqa: ARG002 - Textual's workers call it so
        """No secret is needed to read."""
        return True


def run_recorded(start: Start, recording: Recording) -> int:
    """Run the program on a recording until it is left; answers the exit code."""
    return run_app(RecordedApp(start, recording))
