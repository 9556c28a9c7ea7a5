"""A recorded answer in the screen of a live one: the same rows, pane, totals and checks, and nothing that asks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.case import Asked
from neo_tui.domain.errors import NeoError
from neo_tui.domain.gathered import Gathered, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.recording import judged
from neo_tui.presentation.scope import missing_words
from neo_tui.presentation.text import line, wrap
from neo_tui.services.recording import Recording
from neo_tui.ui.key_groups import ANSWER, INSIGHT
from neo_tui.ui.screens.results import ResultsScreen
from neo_tui.ui.widgets.error_card import ErrorCard
from neo_tui.ui.widgets.paragraph import Paragraph
from neo_tui.ui.widgets.question_line import QuestionLine
from neo_tui.ui.widgets.recorded_line import LooseLine
from neo_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from neo_tui.presentation.exporters.about import Recorded

# Screens that are opened by a key are imported then (performance.md).
# ruff: noqa: PLC0415


class RecordedResultsScreen(ResultsScreen):
    """Browses one question of a recording.

    Args:
        recording: What was opened.
        asked: Which of its questions.
        connection: The one that the app shows as in use.
    """

    ABOUT = "A recorded answer, as it was shown when it came; nothing is asked."
    ASKING: ClassVar[frozenset[str]] = frozenset(
        {
            "refresh_page",
            "page_size",
            "look_into",
            "profiles",
            "history",
            "sweep",
            "watch",
            "pause_watch",
            "bell",
            "add_to_case",
        }
    )
    """Actions that would ask, or tell of asking: they are not offered."""
    MORE: ClassVar[frozenset[str]] = frozenset({"turn", "load_rest", "go_to_page", "together"})
    """Actions that make no sense where there is but one response."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,backspace",
            "back",
            "back",
            tooltip="Back: out of the pane, of the filter, then to the questions",
            group=ANSWER,
        ),
        Binding("r,R,W", "live_only", "Live only", show=False, tooltip="A recording is not asked again"),
        Binding(
            "equals_sign",
            "compare",
            "compare",
            show=False,
            tooltip="Two marked rows, or another recorded answer",
            group=INSIGHT,
        ),
        Binding("q", "leave", "Back", show=False, tooltip="Back to the questions", group=ANSWER),
    ]

    recorded = query_one("#recorded", Paragraph)

    def __init__(self, recording: Recording, asked: Asked, connection: Profile) -> None:
        super().__init__(connection, recording.case.query(asked))
        self._recording = recording
        self._asked_then = asked
        self._source = recording.source(asked)
        self._at = recording.case.as_of(asked.key)

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if type(widget) is QuestionLine and self._recording.loose:
                yield LooseLine(self._recording.name)
            elif type(widget) is ErrorCard:
                yield ErrorCard(("esc", "back"))
            else:
                yield widget
            if isinstance(widget, TopLine):
                yield Paragraph(id="recorded")

    def on_mount(self) -> None:
        self._tell_when()

    def _tell_when(self) -> None:
        view, loose = self.view(), self._recording.loose
        self.recorded.show(lambda width: wrap(judged(view, loose=loose), width))

    def gather_pages(self, pages: Mapping[int, Page]) -> Gathered:
        """What was recorded is all that there is to load."""
        gathered = gather(pages)
        if gathered.complete:
            return gathered
        beyond = missing_words(gathered).replace("not loaded", "not recorded")
        return replace(gathered, beyond="whether more followed is not known" if self._recording.loose else beyond)

    @work(exclusive=True, group="ahead")
    async def _ahead(self, number: int) -> None:  # noqa: ARG002 - whichever is shown
        """Read all that was recorded, quietly: nothing is asked, and what is told is told of all of it."""
        for answer in self._recording.case.answers(self._asked_then.key):
            if answer.page not in self._browsing.pages:
                with suppress(NeoError):  # turning to that page tells
                    await self._browsing.page(answer.page)
        if self._page is not None:
            self.gather_again()

    async def _fetch(self, query: Query) -> Page:
        return await self._source.fetch(query)

    @property
    def question_known(self) -> bool:
        return not self._recording.loose

    # ── showing ──

    def view(self) -> Viewpoint:
        """From when and where it is looked at: from the moment at which it was answered."""
        view = replace(super().view(), now=self._at)
        return replace(view, asked=None) if self._recording.loose else view

    def show_telling(self, view: Viewpoint) -> None:
        super().show_telling(view)
        self._tell_when()

    def nothing_shown(self, *, focus: bool) -> None:
        if self._recording.loose and self.arrangement.filter is None:
            self.show_none(lambda _: [line("The response holds no rows: [].")], focus=focus)
        else:
            super().nothing_shown(focus=focus)

    def failed(self, error: NeoError) -> None:
        super().failed(error)
        if self._page is not None:
            self._wanted = self._page.query.page
            self.table.remove_class("stale")  # there is nothing that it could be older than

    def action_live_only(self) -> None:
        """Say why a key that asks does nothing here."""
        self.neo.say("A recording asks nobody: what is here is what was recorded.")

    # ── taking it out ──

    def recorded_in(self) -> Recorded:
        from neo_tui.presentation.exporters.about import Recorded

        return Recorded(self._recording.name, self._recording.loose)

    def export_name(self) -> str:
        """Of a bare response nothing is known but its file's name."""
        if not self._recording.loose:
            return super().export_name()
        from neo_tui.presentation.exporters.names import named_after

        view = self.view()
        return f"neo-tui-{named_after(self._recording.name)}-{view.told(view.now):%Y-%m-%d}"

    def compare_answers(self) -> None:
        self._compare_answers()

    @work(exclusive=True, group="dialog")
    async def _compare_answers(self) -> None:
        """Compare with another answer that the recording holds to the same question."""
        from neo_tui.ui.comparing import earlier, recorded_answers, show_comparison
        from neo_tui.ui.screens.other_answers import Earlier, OtherAnswerDialog

        query, key, view = self._browsing.query, self._asked_then.key, self.view()
        try:
            others = await asyncio.to_thread(recorded_answers, self._recording, query, view, key)
        except NeoError:
            self.neo.say("The recording holds no other answer to this question; two rows marked with space compare.")
            return
        mine = earlier(self._browsing.pages.values(), self.gathered, view)
        other = await self.neo.push_screen_wait(OtherAnswerDialog(others))
        if isinstance(other, Earlier):
            older, newer = sorted((mine, other), key=lambda one: one.at)
            show_comparison(self, (older.name, newer.name), older.gathered, newer.gathered)

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is asked from a recording."""
        asks = action in self.ASKING or (self._recording.loose and action in self.MORE)
        return False if asks else super().check_action(action, parameters)

    def action_back(self) -> None:
        """Out of an error first: the rows below it are as good as before."""
        if self.card.display and self._page is not None:
            self.show_page(self._page)
        else:
            super().action_back()
