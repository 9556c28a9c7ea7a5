"""Copying in the app: each text goes the way that is there, and it is told which."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual.widgets import Input

from neo_tui.ui.history import HistoryApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from neo_tui.domain.clipboard import Route
    from neo_tui.services.clipboard import Clipboard

# What the first frame does not need is imported when it is used (performance.md).
# ruff: noqa: PLC0415

Result = TypeVar("Result")

MASKED = "copies are masked"
_LONG = 8
"""Seconds for what is more than a word on a copy that went well."""


class CopyingApp(HistoryApp[Result]):
    """Takes texts out of the program."""

    masked = False
    """Whether what is copied has its ids cut, from when a person said so until they say otherwise."""

    @property
    def banner(self) -> str:
        """What the top line says of the data, and that copies are masked for as long as they are."""
        return " · ".join(filter(None, (super().banner, MASKED if self.masked else "")))

    @cached_property
    def ladder(self) -> Clipboard:
        """The ways for a text."""
        return self.start.clipboard()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is selected in a field; what a field hides is no text to be copied."""
        if isinstance(self.focused, Input) and self.focused.password:
            self.say("What is hidden is not copied.", warning=True)
            return
        self._clipboard = text
        if text:
            self.copy_out("Selection", lambda: text)

    def copy_out(self, what: str, make: Callable[[], str], *, route: Route | None = None, path: str = "") -> None:
        """Copy a text and say where it went.

        Args:
            what: What it is, such as `Cell`; the message begins with it.
            make: Makes the text, off the event loop: that of many rows takes its time.
            route: The way for this one, where it is not the usual one.
            path: The file, where one was named.
        """
        self.run_worker(self._copy_out(what, make, route, path), exclusive=True, group="copying")

    async def _copy_out(self, what: str, make: Callable[[], str], route: Route | None, path: str) -> None:
        import asyncio

        from neo_tui.domain.clipboard import Route
        from neo_tui.presentation.clipboard import delivery_words, went_well

        text = await asyncio.to_thread(make)
        if not text:
            self.say(f"{what}: there is nothing in it to copy.")
            return
        delivery = await self.ladder.copy(text, self.send, route=route, path=path)
        if delivery.route is Route.SHEET:
            from neo_tui.ui.screens.sheet import SheetScreen

            await self.push_screen_wait(SheetScreen(what, text, delivery.missed))
            if not delivery.missed:
                return
        self.clear_notifications()  # what was copied before is no news any more
        words, well = delivery_words(what, delivery), went_well(delivery)
        self.notify(words, severity="information" if well else "warning", markup=False, timeout=4 if well else _LONG)
