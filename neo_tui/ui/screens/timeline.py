"""The timeline: rows as bars from award to expiry, walked with the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.telling import Telling
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.telling import telling_words
from neo_tui.presentation.text import Line, line
from neo_tui.presentation.time_axis import millis
from neo_tui.presentation.timeline import legend
from neo_tui.presentation.timeline_entries import Timeline, fit
from neo_tui.presentation.timeline_facts import facts
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.copy_key import COPY_KEY, static_text, text_of
from neo_tui.ui.screens.telling_keys import TELLING_KEYS
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.timeline_rows import TimelineRows
from neo_tui.ui.widgets.toned import content
from neo_tui.ui.widgets.top_line import TopLine


class TimelineScreen(NeoScreen[int | None]):
    """Looks at rows in time; answers the index of the row that was chosen, None when none was.

    Args:
        rows: The allocations, in the caller's order.
        view: From when and where one looks; now stays what it is while the screen is open.
        scope: Which rows these are, in words.
        at: The index of the row that is marked at first.
    """

    CSS_PATH = "timeline.tcss"
    ABOUT = "The rows in time: a bar from award to expiry, sorted by award; now runs through all of them."
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 - declared by Textual

    HINTS: ClassVar[Mapping[str, str]] = {}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "to the row", tooltip="Back, with the table's cursor on this row"),
        Binding("escape,q,backspace", "back", "back", tooltip="Back"),
        Binding("left,h", "move(-1)", "earlier", key_display="←", tooltip="An earlier time"),
        Binding("right,l", "move(1)", "later", key_display="→", tooltip="A later time"),
        Binding("plus,equals_sign", "zoom(1, 2)", "nearer", tooltip="Nearer: half the time, around the marked row"),
        Binding("minus,underscore", "zoom(2, 1)", "farther", tooltip="Farther: twice the time"),
        Binding("0", "fit", "fit", tooltip="All rows; again: those far away too"),
        Binding("n", "now", "now", tooltip="Now into the middle"),
        *TELLING_KEYS,
        COPY_KEY,
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    bars = query_one(TimelineRows)
    facts = query_one("#facts", DetailPane)
    about = query_one("#about", Static)

    def __init__(self, rows: Sequence[Allocation], view: Viewpoint, scope: str, at: int = 0) -> None:
        super().__init__()
        self._timeline, self._view, self._scope = Timeline(rows), view, scope
        self._window = fit(self._timeline.entries, millis(view.now))
        places = (place for place, entry in enumerate(self._timeline.entries) if entry.given == at)
        self._first = next(places, 0)

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Static(id="about", markup=False)
        yield TimelineRows(self._timeline, self._window, self._view, self._first)
        yield DetailPane(id="facts")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.bars.focus()
        self._show()

    def _show(self) -> None:
        self.bars.show(self._window, self._view)
        rows = f"{len(self._timeline.entries):,} rows" if len(self._timeline.entries) != 1 else "1 row"
        told = [f"{rows} {self._scope}".rstrip()]
        told += [words for words in (self._timeline.outside(self._window).words, telling_words(self._view)) if words]
        self.about.update(
            Content.assemble(
                ("Timeline", "bold"),
                (f"  {' · '.join(told)}\n", "$muted"),
                content(legend(self._window, self._view, self._timeline.ends)),
            )
        )
        self._look()

    @on(TimelineRows.Marked)
    def _look(self) -> None:
        self.facts.show(self._lines)

    def _lines(self, width: int) -> list[Line]:
        found, place = self._timeline.entries, self.bars.place
        if not found:
            return [line("There are no rows, so nothing happened in time.")]
        return facts(found[place], place + 1, len(found), self._view, width)

    def copy_text(self) -> str:
        """What it is about, the axis with all bars, and the facts of the marked row."""
        return text_of((static_text(self.about), self.bars.text, self.facts.text))

    # ── keys ──

    def action_move(self, by: int) -> None:
        self._window = self._window.moved(by * self._window.length // 4)
        self._show()

    def action_zoom(self, numerator: int, denominator: int) -> None:
        self._window = self._window.zoomed(self._anchor(), numerator, denominator)
        self._show()

    def _anchor(self) -> int:
        """What stays in its place: an end of the marked row, else now, else the middle; the first in sight."""
        shown, found = self._window, self._timeline.entries
        entry = found[self.bars.place] if found else None
        candidates = (entry.expires if entry else None, entry.awarded if entry else None, millis(self._view.now))
        middle = shown.start + shown.length // 2
        return next((at for at in candidates if at is not None and shown.holds(at)), middle)

    def action_fit(self) -> None:
        """All rows without the few far away; when that is shown already, with them."""
        now = millis(self._view.now)
        usual = fit(self._timeline.entries, now)
        everything = self._window == usual
        self._window = fit(self._timeline.entries, now, everything=True) if everything else usual
        self._show()

    def action_now(self) -> None:
        now = millis(self._view.now)
        self._window = self._window.moved(now - self._window.start - self._window.length // 2)
        self._show()

    def action_tell_times(self) -> None:
        self._tell(self.neo.telling.next_mode())

    def action_tell_zone(self) -> None:
        self._tell(self.neo.telling.next_zone(self._view.zone_name))

    def _tell(self, telling: Telling) -> None:
        self.neo.telling = telling
        self._view = replace(self._view, telling=telling)
        self._show()

    def action_choose(self) -> None:
        found = self._timeline.entries
        self.dismiss(found[self.bars.place].given if found else None)

    def action_back(self) -> None:
        self.dismiss(None)
