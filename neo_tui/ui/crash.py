"""A fault in the program itself ends it with a report of our own.

Textual prints the local variables of every frame, secrets among them, and ends with exit code 0. With
`painting.py` this is where we lean on what Textual keeps to itself; the tests fail when it changes.
"""

from __future__ import annotations

from typing import TypeVar

from textual.app import App
from textual.worker import WorkerFailed

Result = TypeVar("Result")


class CrashReportingApp(App[Result]):
    """An app that keeps what is to be told of its first fault, for when the terminal is given back."""

    crash: str | None = None
    """The report; None as long as all is well."""

    def note_crash(self, error: BaseException) -> None:
        """Keep the report of a fault; those that follow the first one are its consequences."""
        if self.crash is None:
            from neo_tui.presentation.crash import crash_report  # noqa: PLC0415 - hardly ever needed

            failed = error.error if isinstance(error, WorkerFailed) else error
            where = "in the background, " if failed is not error else ""
            self.crash = crash_report(failed, f"{where}on the screens {self._screens()}")

    def _handle_exception(self, error: Exception) -> None:
        self.note_crash(error)
        super()._handle_exception(error)

    def panic(self, *renderables: object) -> None:  # noqa: ARG002 - Textual's signature
        """End at once; what exceptions say of themselves is not shown."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Nothing but our own report reaches the terminal after the end."""
        self._exit_renderables.clear()

    def _screens(self) -> str:
        names = [type(screen).__name__ for screen in (self.screen_stack if self._screen_stacks else ())]
        return ", ".join(names) or "none"
