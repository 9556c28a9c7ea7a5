"""The questions of a recording, with what came of each; Enter opens one in the screen of its rows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from neo_tui.domain.history import Entry
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import viewer_zone
from neo_tui.presentation.recording import case_lines, empty_case, loose_lines, question_lines
from neo_tui.presentation.text import EMPTY, Line, Span
from neo_tui.services.recording import Recording
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.history_list import HistoryList
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.paragraph import Paragraph
from neo_tui.ui.widgets.toned import content
from neo_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from neo_tui.ui.recorded import RecordedApp

_APART = 0.2
"""Seconds between two looks at what has been read: each draws the whole list."""


class RecordingScreen(NeoScreen[None]):
    """Lists the questions of a recording in the order in which they were added.

    Args:
        recording: What was opened.
    """

    DEFAULT_CSS = """
    RecordingScreen {
        #title { height: 1; margin: 1 1 0 1; }
        #about { max-height: 6; margin: 0 0 1 0; }
        #questions { height: 1fr; min-height: 4; max-height: 40%; width: 100%; }
        #question { height: 1fr; border-top: solid $rule; }
    }
    """
    """Textual reads no sheet of the screen that an app begins with."""
    ABOUT = "The questions of a recording, with what came of them, what was found and what was noted. Nothing is asked."

    HINTS: ClassVar[Mapping[str, str]] = {"pick": "open"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "open", show=False, tooltip="Open this question's rows as they were recorded"),
        Binding("tab,shift+tab", "other", "list / pane", key_display="tab", tooltip="Between the list and the pane"),
        Binding("J", "pane_scroll(3)", "Scroll the pane down", show=False, tooltip="Scroll the pane from the list"),
        Binding("K", "pane_scroll(-3)", "Scroll the pane up", show=False, tooltip="Scroll the pane from the list"),
        Binding("q", "app.quit", "leave", tooltip="Leave the recording, and neo-tui"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    questions = query_one("#questions", HistoryList)
    pane = query_one("#question", DetailPane)
    about = query_one("#about", Paragraph)

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self._recording = recording
        self._zone = viewer_zone()
        self._entries: list[Entry] = []

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static("", id="title", markup=False)
        yield Paragraph(id="about")
        yield HistoryList(id="questions")
        yield DetailPane(id="question")
        yield KeyBar()

    def on_mount(self) -> None:
        case = self._recording.case
        count = len(case.questions)
        by = f", written by {case.tool}" if case.tool else ""
        text = f"{'1 question' if count == 1 else f'{count:,} questions'}{by}"
        self.query_one("#title", Static).update(
            content([Span(self._recording.name, Tone.STRONG), Span(f"   {text}", Tone.MUTED)])
        )
        self.about.show(lambda width: case_lines(case, self._zone, width) if count else [])
        self.questions.display = bool(count)
        (self.questions if count else self.pane).focus()
        if not count:
            self.pane.show(lambda width: empty_case(case, self._zone, width))
        self.call_after_refresh(self.neo.settle)
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        """Read the answers aside, one question after the other: many of them take longer than a frame may."""
        told = -_APART
        for asked in self._recording.case.questions:
            self._entries.append(await asyncio.to_thread(self._recording.entry, asked))
            if monotonic() - told >= _APART:
                self._offer()
                told = monotonic()
        if self._entries:
            self._offer()
        self.refresh_bindings()

    def _offer(self) -> None:
        self.questions.offer(self._entries, self.neo.start.clock(), self._zone, self.questions.place)

    @on(HistoryList.Moved)
    def _look(self) -> None:
        self.pane.show(self._lines)

    def _lines(self, width: int) -> list[Line]:
        entry = self.questions.marked
        asked = self._recording.case.question(entry.key) if entry else None
        if entry is None or asked is None:
            return [EMPTY]
        if self._recording.loose:
            return loose_lines(self._recording.case, asked, width)
        return question_lines(self._recording.case, asked, entry, self.neo.start.clock(), self._zone, width)

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Keys that have nothing to act on are not offered."""
        if action == "take":
            return self.is_mounted and self.questions.marked is not None
        return bool(self._recording.case.questions) if action == "other" else True

    @on(HistoryList.Picked)
    def action_take(self) -> None:
        """Open the marked question."""
        entry = self.questions.marked
        asked = self._recording.case.question(entry.key) if entry else None
        if asked is not None:
            cast("RecordedApp", self.app).open_question(asked)

    def action_other(self) -> None:
        (self.questions if self.pane.has_focus else self.pane).focus()

    def action_pane_scroll(self, by: int) -> None:
        self.pane.scroll_relative(y=by, animate=False)
