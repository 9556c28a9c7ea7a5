"""Painting only the cells that differ (performance.md).

The one place that touches what Textual keeps to itself about painting. Where Textual is not as it is
known here, its own painting takes over.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from typing import Protocol, TypeVar, runtime_checkable

from rich.console import COLOR_SYSTEMS, RenderableType
from rich.segment import Segment
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen

from neo_tui.ui.terminal_cells import TerminalCells

Result = TypeVar("Result")


_MOUSE_OFF, _MOUSE_ON = "\x1b[?1003l\x1b[?1000l", "\x1b[?1000h\x1b[?1003h"
_WRAP_ON, _WRAP_OFF = "\x1b[?7h", "\x1b[?7l"
_BLANK = "\x1b[m\x1b[2J\x1b[H"


@runtime_checkable
class RawScreen(Protocol):
    """A screen whose characters the terminal gets as they are, so that its own selection works on them."""

    def raw_screen(self) -> tuple[str, str]:
        """The characters from the upper left corner on, and the last line of the screen."""
        ...


class CellDiffApp(App[Result]):
    """An app that keeps a model of its terminal and writes what differs from it, in one go."""

    _cells: TerminalCells | None = None
    _raw: tuple[str, str] | None = None
    """What the terminal shows as it is."""
    _cursor_shown_at: tuple[int, int] | None = None

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self.forget_terminal())

    def on_resize(self, _: events.Resize) -> None:
        """Terminals lay their lines out anew when resized; what they show then is not known."""
        self.forget_terminal()

    def forget_terminal(self) -> None:
        """Take nothing of what the terminal shows for granted."""
        self._cells = self._cursor_shown_at = self._raw = None

    def send(self, data: str) -> bool:
        """Write to the terminal as it is, in one go; False when there is none to write to."""
        if self._driver is None or self.is_headless:
            return False
        self._driver.write(data)
        self._driver.flush()
        return True

    def action_redraw(self) -> None:
        """Draw the whole screen again, after something else has written over it."""
        self.forget_terminal()
        if self._driver is not None and not self.is_headless:
            self._driver.write("\x1b[2J")
        self.screen.refresh()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is None or self._batch_count:
            super()._display(screen, renderable)
            return
        if self._showing_raw():
            self.post_display_hook()
            return
        data = self._difference(renderable)
        if data is None:
            self.forget_terminal()
            super()._display(screen, renderable)
            return
        if data and self._driver is not None:
            self._begin_update()
            self._driver.write(data)
            self._end_update()
            self._driver.flush()
        self.post_display_hook()

    def _showing_raw(self) -> bool:
        """Whether the screen on top goes to the terminal as it is; shows it, or takes it away again."""
        screen = self.screen
        if isinstance(screen, RawScreen):
            page = screen.raw_screen()
            if page == self._raw:
                return True
            text, last = page
            # The mouse is the terminal's own there, and lines that it breaks itself it selects as one.
            shown = self.send(f"{_MOUSE_OFF}{_WRAP_ON}{_BLANK}{text}\x1b[{self.size.height};1H\x1b[2m{last}\x1b[m")
            self.forget_terminal()
            self._raw = page if shown else None
            return shown
        if self._raw is not None:
            self.send(f"{_WRAP_OFF}{_MOUSE_ON}{_BLANK}")
            self.forget_terminal()
            screen.refresh()
        return False

    def _difference(self, renderable: RenderableType) -> str | None:
        """The bytes that show an update; None when it has to be painted by Textual."""
        driver = self._driver
        if driver is None or self.is_headless or driver.is_inline or sys.platform == "win32":
            return None
        if not self._running or self._closed:
            return None
        system = COLOR_SYSTEMS.get(self.console.color_system or "")
        if system is None:
            return None
        if isinstance(renderable, LayoutUpdate):
            pieces = _laid_out(renderable)
        elif isinstance(renderable, ChopsUpdate):
            pieces = _chopped(renderable)
        else:
            return None
        width, height = self.size
        cells = self._cells
        if cells is None or (cells.width, cells.height) != (width, height):
            cells = self._cells = TerminalCells(width, height, system)
            self._cursor_shown_at = None
        try:
            data = cells.paint(pieces)
        except (ValueError, LookupError, AttributeError, TypeError):
            return None
        # The hidden cursor marks where an input method opens its window.
        cursor = tuple(self.screen.outer_size.clamp_offset(self.cursor_position))
        if data or cursor != self._cursor_shown_at:
            data += f"\x1b[{cursor[1] + 1};{cursor[0] + 1}H"
            self._cursor_shown_at = (cursor[0], cursor[1])
        return data


Piece = tuple[int, int, list[Segment]]
"""Line, column, and what stands there."""


def _laid_out(update: LayoutUpdate) -> Iterator[Piece]:
    """The lines of an update of everything."""
    for line, strips in enumerate(update.strips, update.region.y):
        yield line, update.region.x, list(chain.from_iterable(strips))


def _chopped(update: ChopsUpdate) -> Iterator[Piece]:
    """The parts of an update of some stretches of some lines."""
    for line, first, last in update.spans:
        for end, (column, strip) in zip(update.chop_ends[line], update.chops[line].items(), strict=False):
            if strip is None or column > last or end <= first:
                continue
            whole = first <= column < last and end <= last
            yield line, column, list(strip if whole else strip.crop(0, min(end, last) - column))
