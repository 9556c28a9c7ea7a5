"""Asking for the pages of one question: one, the next ahead, the rest, or those that are loaded once more."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import ClassVar, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.timer import Timer

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.services.browsing import Browsing
from neo_tui.services.loading import load_again, load_rest
from neo_tui.ui.comparing import Comparing
from neo_tui.ui.key_groups import ANSWER
from neo_tui.ui.screens.unasked import cancelled, no_secret
from neo_tui.ui.screens.watched import WatchedScreen
from neo_tui.ui.widgets.question_line import QuestionLine

Result = TypeVar("Result")


class AskingScreen(WatchedScreen):
    """Rows that come page by page from a connection."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "A",
            "add_to_case",
            "add to case",
            show=False,
            tooltip="Add the question, its loaded pages and a note to a case file",
            group=ANSWER,
        ),
    ]

    line = query_one(QuestionLine)

    def __init__(self, profile: Profile, query: Query) -> None:
        super().__init__()
        self._profile = profile
        self._browsing = Browsing(query, self._fetch)
        self._wanted = query.page
        self._page: Page | None = None
        self._asking_since: datetime | None = None
        self._doing = ""
        self._clock: Timer | None = None
        self._comparing = Comparing(self)

    @abstractmethod
    def show_page(self, page: Page) -> None:
        """Show a page that has come."""

    @abstractmethod
    def taken_over(self) -> None:
        """The pages are those of another browsing now: what was known of the others is forgotten."""

    @abstractmethod
    def gather_again(self) -> None:
        """Show what is loaded now."""

    @abstractmethod
    def good_again(self) -> None:
        """What is shown is what the server answers: no error stands above it any more."""

    @abstractmethod
    def failed(self, error: NeoError) -> None:
        """Say why what was asked for did not come; what is shown stays."""

    @abstractmethod
    def went_wrong(self) -> NeoError | None:
        """What the API answered instead of rows, or why it did not, while that stands on the screen."""

    async def _fetch(self, query: Query) -> Page:
        source = await self.neo.connection.source(self._profile)
        return await source.fetch(query)

    @work(exclusive=True, group="page")
    async def _turn(self, number: int, *, again: bool = False) -> None:
        """Show a page; on failure keep what is shown and say why."""
        self._wanted = number
        known = None if again else self._browsing.pages.get(number)
        if self._page is not None and number != self._page.query.page and not self.arrangement.over_pages:
            self.stop_watching("No longer watched: another page is shown.")
        if again:
            self._comparing.keep(self._browsing.pages, self.gathered)
        if known is not None:
            self.asking("")  # what was asked for in its place has just been ended
            self.show_page(known)
            self._ahead(number)
            return
        page = await self._asked(f"asking for page {number}", lambda: self._browsing.page(number, again=again))
        if page is not None:
            self.show_page(page)
            self._ahead(number)

    @work(exclusive=True, group="page")
    async def _turn_in(self, browsing: Browsing, number: int) -> None:
        """Show a page of the same question in pages of another size; what is shown stays until it has come."""
        self._wanted = number
        page = await self._asked(f"asking for page {number}", lambda: browsing.page(number))
        if page is None:
            self._wanted = self._page.query.page if self._page else self._browsing.query.page
            return
        self.stop_watching("No longer watched: the pages are of another size.")
        self._browsing.cancel()
        self._browsing = browsing
        self._comparing = Comparing(self)  # pages of another size cannot be compared by their numbers
        self.taken_over()
        self.show_page(page)
        self._ahead(number)

    @work(exclusive=True, group="page")
    async def _load_rest(self) -> None:
        """Load what is missing and show all rows together; what has come stays when it is cancelled or fails."""
        before = self.arrangement.together
        self.arrangement.together = True
        rest = await self._asked("loading the rest", lambda: load_rest(self._browsing, self._report))
        if self._page is None:
            self.arrangement.together = before
            return
        asked, self._wanted = self._wanted, self._page.query.page
        if rest is not None:
            self.show_page(self._page)
            self.neo.say(rest.why_not_all or f"All {rest.rows:,} rows are loaded.", warning=bool(rest.why_not_all))
        else:
            self.gather_again()
            self.line.failed(asked)

    @work(exclusive=True, group="page")
    async def _load_again(self) -> None:
        """Ask again for all loaded pages: together they are one answer, and none of them is left older."""
        self._comparing.keep(self._browsing.pages, self.gathered)
        numbers = sorted(self._browsing.pages)
        fresh = await self._asked("asking again", lambda: load_again(self._browsing, numbers, self._report))
        if fresh:
            here = self._page.query.page if self._page else 1
            self.show_page(fresh.get(here) or fresh[max(fresh)])

    async def _asked(self, doing: str, ask: Callable[[], Awaitable[Result]]) -> Result | None:
        """What came; None when nothing did, which is told on the screen then."""
        if not await self.neo.have_secret(self._profile):
            self.asking("")
            self.failed(no_secret(self._profile))
            return None
        self.asking(doing)
        try:
            answer = await ask()
        except NeoError as error:
            self.asking("")
            if error.kind is Kind.AUTH:
                await self.neo.connection.refuse(self._profile)
            self.failed(error)
            return None
        self.asking("")
        return answer

    def _report(self, number: int, rows: int) -> None:
        self._wanted = number
        self._doing = f"asking for page {number} · {rows:,} rows so far" if rows else f"asking for page {number}"
        self._tick()

    @work(exclusive=True, group="ahead")
    async def _ahead(self, number: int) -> None:
        """Fetch the next page in the background, so that turning to it is instant."""
        page = await self._browsing.ahead(number)
        if page is not None and self._page is not None and self._page.query.page == number:
            self.gather_again()

    def asking(self, doing: str) -> None:
        """Say what is being asked for, from now on; "" when nothing is any more."""
        self._doing = doing
        self._asking_since = self.neo.start.clock() if doing else None
        if self._clock is not None:
            self._clock.stop()
        self._clock = self.set_interval(1, self._tick) if doing else None
        self.line.asking(0 if doing else None, doing)

    def _tick(self) -> None:
        if self._asking_since is not None:
            seconds = (self.neo.start.clock() - self._asking_since).total_seconds()
            self.line.asking(int(seconds), self._doing)

    def cancel_request(self) -> bool:
        """Cancel the request on its way; what is shown stays."""
        if self._asking_since is None:
            return False
        self.workers.cancel_group(self, "page")
        self._browsing.cancel()
        self.asking("")
        if self._page is None:
            self.failed(cancelled())
        else:
            self._wanted = self._page.query.page
            self.gather_again()
        return True

    async def let_go(self) -> None:
        await super().let_go()
        self.asking("")
        for group in ("page", "ahead"):
            self.workers.cancel_group(self, group)
        self._browsing.cancel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A case takes what is loaded, and what went wrong."""
        if action == "add_to_case":
            typing = self.is_mounted and self.filter_line.typing
            return self.neo.start.cases is not None and not typing and bool(self._browsing.pages or self.went_wrong())
        return super().check_action(action, parameters)

    def action_add_to_case(self) -> None:
        if self.neo.casing is not None:
            from neo_tui.services.casing import Failed  # noqa: PLC0415 - not needed before (performance.md)

            error = self.went_wrong()
            failed = Failed(self._browsing.query.at(self._wanted), error) if error else None
            self.neo.casing.add(self, self._profile, self._browsing.pages, self.view(), failed)

    def on_unmount(self) -> None:
        self._browsing.cancel()

    # ── watched ──

    def watched_pages(self) -> list[int]:
        if self.arrangement.over_pages or self._page is None:
            return sorted(self._browsing.pages)
        return [self._page.query.page]

    def loaded_pages(self, numbers: Sequence[int]) -> list[Page]:
        return [self._browsing.pages[number] for number in numbers if number in self._browsing.pages]

    async def ask_once_more(self, numbers: Sequence[int]) -> list[Page]:
        pages: list[Page] = []
        try:
            for number in numbers:
                pages.append(await self._browsing.anew(number))
                if not pages[-1].has_next:
                    break  # the answer has become shorter: what was behind it is gone
        except NeoError as error:
            if error.kind is Kind.AUTH:
                await self.neo.connection.refuse(self._profile)
            raise
        return pages

    def take_over(self, pages: Sequence[Page], *, news: bool) -> None:
        fresh = {page.query.page: page for page in pages}
        last = pages[-1]
        kept = dict(self._browsing.pages)
        if news:
            self._comparing.keep(self._browsing.pages, self.gathered)
            if not self.arrangement.over_pages:
                kept = {}  # the other pages may no longer fit to this one
        if not last.has_next:
            kept = {number: page for number, page in kept.items() if number < last.query.page}
        self._browsing.replace(kept | fresh)
        here = self._page.query.page if self._page else 1
        self._page = self._browsing.pages.get(here) or last
        self._page_number = self._page.query.page
        self.good_again()
        self.gather_again()
