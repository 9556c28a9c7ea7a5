"""The ladder that a copied text goes down until something takes it; what did, and why the others did not, is told."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from neo_tui.domain.clipboard import LADDERS, LONGEST_SHEET, Delivery, Route
from neo_tui.domain.osc52 import LIMIT, Between, between, packed, sequence

if TYPE_CHECKING:
    from neo_tui.services.ports import ClipboardPrograms, CopiedFiles

Send = Callable[[str], bool]
"""Writes to the terminal as it is, in one go; False when it cannot."""


class Clipboard:
    """Takes texts out of the program.

    Args:
        programs: Those around the terminal; None when there are none.
        files: Where a text is written to; None when nothing may be.
        wanted: Which way the person wants.
        limit: Bytes of base64 that the terminal takes.
        environ: The variables of the process.
    """

    def __init__(
        self,
        programs: ClipboardPrograms | None = None,
        files: CopiedFiles | None = None,
        wanted: Route = Route.AUTO,
        limit: int = LIMIT,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._programs, self.files, self.wanted = programs, files, wanted
        self._limit, self._environ = limit, environ

    async def copy(self, text: str, send: Send, *, route: Route | None = None, path: str = "") -> Delivery:
        """Take a text out; where the answer says `SHEET`, the caller shows it. Never raises.

        Args:
            text: The text.
            send: Writes to the terminal.
            route: The way for this one, where it is not the usual one.
            path: The file, where one was named.
        """
        wanted = route or self.wanted
        missed: list[str] = []
        for step in LADDERS[wanted]:
            delivery, why = await self._try(step, text, send, path, forced=wanted is step)
            if delivery is not None:
                return Delivery(
                    delivery.route, len(text), delivery.by, delivery.handed_on, delivery.large, tuple(missed)
                )
            if why:
                missed.append(why)
        return Delivery(Route.OFF, len(text), missed=tuple(missed))

    async def _try(
        self, route: Route, text: str, send: Send, path: str, *, forced: bool
    ) -> tuple[Delivery | None, str]:
        """What came of one way; None and why, where it could not be gone ("" where that is nothing to tell of)."""
        if route is Route.NATIVE:
            return await self._native(text, forced=forced)
        if route is Route.TMUX:
            return await self._tmux(text, forced=forced)
        if route is Route.OSC52:
            return self._osc52(text, send)
        if route is Route.SHEET:
            if len(text) <= LONGEST_SHEET:
                return Delivery(route, 0), ""
            return None, f"it is too long to be selected ({LONGEST_SHEET:,} characters at most)"
        if self.files is None:
            return None, "there is no folder for files"
        written, why = await asyncio.to_thread(self.files.write, text, path)
        return (Delivery(route, 0, written), "") if written else (None, why)

    async def _native(self, text: str, *, forced: bool) -> tuple[Delivery | None, str]:
        if self._programs is None:
            return None, "there are no programs for it" if forced else ""
        program, why = await self._programs.native(text, forced=forced)
        return (Delivery(Route.NATIVE, 0, program), "") if program else (None, why)

    async def _tmux(self, text: str, *, forced: bool) -> tuple[Delivery | None, str]:
        if not forced and between(self._environ) is not Between.TMUX:
            return None, ""
        if self._programs is None:
            return None, "there is no tmux" if forced else ""
        handed_on, why = await self._programs.tmux(text)
        if why:
            return None, why
        return Delivery(Route.TMUX, 0, "tmux", handed_on, len(packed(text)) > self._limit), ""

    def _osc52(self, text: str, send: Send) -> tuple[Delivery | None, str]:
        data = packed(text)
        if len(data) > self._limit:
            return None, f"the terminal takes {self._limit:,} bytes at a time, and it would be {len(data):,}"
        around = between(self._environ)
        if not send(sequence(data, around)):
            return None, "nothing can be written to the terminal"
        return Delivery(Route.OSC52, 0, "" if around is Between.NOTHING else around.value), ""
