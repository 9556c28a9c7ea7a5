"""Rows that are asked for again every so often; what has changed is marked in the table and told in the pane."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.paging import Page
from neo_tui.presentation.text import Line
from neo_tui.ui.key_groups import ANSWER
from neo_tui.ui.screens.insight import InsightScreen
from neo_tui.ui.widgets.paragraph import Paragraph

if TYPE_CHECKING:
    from neo_tui.domain.comparison import Entry
    from neo_tui.domain.watch import Observation
    from neo_tui.services.watching import Watching

# What watches is imported when somebody watches (performance.md).
# ruff: noqa: PLC0415

MOST_PAGES = 10
"""Pages that are asked for again each time; more would burden the server."""
_USUAL = 30
"""Seconds, when nothing else was chosen before."""


class WatchedScreen(InsightScreen):
    """Rows that can be watched."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "W", "watch", "watch", show=False, tooltip="Ask again every N seconds; once more: no longer", group=ANSWER
        ),
        Binding(
            "full_stop", "pause_watch", "Pause the watch", show=False, tooltip="Pause the watch; go on", group=ANSWER
        ),
        Binding("B", "bell", "Bell", show=False, tooltip="Ring when the watch finds a change", group=ANSWER),
    ]

    watch_line = query_one("#watch", Paragraph)

    def __init__(self) -> None:
        super().__init__()
        self._watching: Watching | None = None
        self._seen: Observation | None = None
        self._seconds = _USUAL
        self._bell = False
        self._entries: dict[int, Entry] = {}
        """What became of each row with the last change, by the row's identity."""

    def compose_watch(self) -> ComposeResult:
        """The line that says how the watch goes."""
        yield Paragraph(id="watch")

    @abstractmethod
    def watched_pages(self) -> list[int]:
        """Numbers of the pages that are watched."""

    @abstractmethod
    async def ask_once_more(self, numbers: Sequence[int]) -> list[Page]:
        """Those pages as the server answers now."""

    @abstractmethod
    def take_over(self, pages: Sequence[Page], *, news: bool) -> None:
        """Show these pages instead of those that were loaded; `news`: their rows are not the same."""

    @property
    def watching(self) -> bool:
        """Whether a watch goes on."""
        return self._watching is not None

    def stop_watching(self, why: str = "") -> bool:
        """End the watch; False when none goes on."""
        if self._watching is None:
            return False
        self._end_watch()
        self.watch_line.display = False
        if why:
            self.neo.say(why)
        return True

    def _end_watch(self) -> None:
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.cancel()

    async def let_go(self) -> None:
        await super().let_go()
        self.stop_watching()

    def on_unmount(self) -> None:
        self._end_watch()  # what it would be told on is gone by now

    # ── what has changed ──

    def before(self) -> dict[int, Allocation]:
        changed: dict[int, Allocation] = {}
        for index, place in enumerate(self.shown_places) if self._entries else ():
            entry = self._entries.get(id(self.gathered.rows[place]))
            if entry is not None and entry.before is not None:
                changed[index] = entry.before
        return changed

    def changes(self, row: Allocation) -> list[Line]:
        from neo_tui.presentation.watching import changed_line

        entry, seen = self._entries.get(id(row)), self._seen
        if entry is None or seen is None or seen.changed_at is None:
            return []
        return [told] if (told := changed_line(entry, seen.changed_at, self.view())) else []

    def _observed(self, seen: Observation) -> None:
        if self._watching is None:
            return  # what an ended watch says is told to nobody
        self._seen = seen
        if seen.fresh:
            if seen.news and seen.comparison is not None:
                from neo_tui.domain.comparison import Fate

                told = (*seen.comparison.changed, *seen.comparison.of(Fate.ADDED))
                self._entries = {id(entry.after): entry for entry in told if entry.after is not None}
                if self._bell:
                    self.app.bell()
                self.take_over(seen.pages, news=True)
            else:
                self._keep_entries(seen)
        if seen.gave_up:
            self._watching = None
        self._paint_watch()

    def _keep_entries(self, seen: Observation) -> None:
        """The rows came again as they were: what is told of them stays, for the rows that stand for them now."""
        if seen.comparison is None:
            self.take_over(seen.pages, news=False)
            return
        again = {id(entry.before): entry.after for entry in seen.comparison.entries if entry.after is not None}
        self._entries = {id(now): entry for old, entry in self._entries.items() if (now := again.get(old)) is not None}
        self.take_over(seen.pages, news=False)

    def _paint_watch(self) -> None:
        from neo_tui.presentation.watching import watching_line

        seen = self._seen
        self.watch_line.display = seen is not None and (self.watching or seen.gave_up)
        if seen is not None:
            view, bell = self.view(), self._bell
            self.watch_line.show(lambda width: [watching_line(seen, view, width, bell=bell)])

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of a watch are offered while there is one."""
        if action in {"pause_watch", "bell"}:
            return self.watching
        if action == "watch":
            return self.watching or bool(self.gathered.loaded)
        return super().check_action(action, parameters)

    @work(exclusive=True, group="dialog")
    async def action_watch(self) -> None:
        if self.stop_watching("No longer watched."):
            return
        from neo_tui.services.watching import LONGEST, SHORTEST

        numbers = self.watched_pages()
        if len(numbers) > MOST_PAGES:
            self.neo.say(
                f"{len(numbers)} pages are loaded; a watch asks for {MOST_PAGES} at most. "
                "a shows page by page, R changes the rows a page.",
                warning=True,
            )
            return
        seconds = await self.neo.ask_number("Ask again every … seconds", int(SHORTEST), int(LONGEST), self._seconds)
        if seconds is not None:
            self._seconds = seconds
            self._watch(self.watched_pages())  # another page may have come under the dialog

    @work(exclusive=True, group="watch")
    async def _watch(self, numbers: Sequence[int]) -> None:
        from neo_tui.services.watching import Watching

        self._entries, self._seen = {}, None
        watching = Watching(
            lambda: self.ask_once_more(numbers),
            float(self._seconds),
            self._observed,
            clock=self.neo.start.clock,
            before=self.loaded_pages(numbers),
        )
        self._watching = watching
        self._observed(watching.observation)
        self.refresh_bindings()
        await watching.run()
        if self._watching is watching:
            self._watching = None
        self.refresh_bindings()

    @abstractmethod
    def loaded_pages(self, numbers: Sequence[int]) -> list[Page]:
        """Those pages as they are loaded."""

    def action_pause_watch(self) -> None:
        from neo_tui.domain.watch import Phase

        if self._watching is not None:
            if self._watching.observation.phase is Phase.PAUSED:
                self._watching.resume()
            else:
                self._watching.pause()

    def action_bell(self) -> None:
        self._bell = not self._bell
        self._paint_watch()
