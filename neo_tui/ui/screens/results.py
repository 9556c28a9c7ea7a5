"""The results: the pages of one question, the detail of one row, and errors that stay in sight."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.gathered import Gathered, RowKey, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import MAX_COUNT, MAX_INT, Query
from neo_tui.domain.timestamps import stamp
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.empty import empty_lines
from neo_tui.presentation.telling import telling_words
from neo_tui.services.browsing import Browsing, page_holding
from neo_tui.services.loading import load_again, load_rest
from neo_tui.ui.key_groups import ANSWER
from neo_tui.ui.screens.other_answers import Earlier, OtherAnswerDialog
from neo_tui.ui.screens.unasked import cancelled, no_secret
from neo_tui.ui.screens.watched import WatchedScreen
from neo_tui.ui.widgets.error_card import ErrorCard
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.question_line import QuestionLine
from neo_tui.ui.widgets.top_line import TopLine

Result = TypeVar("Result")

MOST_EARLIER = 5
"""Earlier answers that are kept to be compared with."""
WIDE = 116
"""From this width on the detail pane stands beside the table."""


class ResultsScreen(WatchedScreen):
    """Browses the answer to one question."""

    ABOUT = "The allocations of one event, page by page; the pane tells what happened to the marked one."

    CSS_PATH = "results.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - declared by Textual

    FIRST_KEYS: ClassVar[tuple[str, ...]] = (
        "detail",
        "filter",
        "back",
        "turn(1)",
        "turn(-1)",
        "load_rest",
        "totals",
        "sort",
        "timeline",
        "raw",
        "wide",
        "refresh_page",
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right_square_bracket,greater_than_sign", "turn(1)", "next", tooltip="Next page of the answer", group=ANSWER
        ),
        Binding("left_square_bracket,less_than_sign", "turn(-1)", "before", tooltip="Page before", group=ANSWER),
        Binding(
            "escape,backspace",
            "back",
            "back",
            tooltip="Back: out of the pane, of the filter, then to the form",
            group=ANSWER,
        ),
        Binding("r,ctrl+r,f5", "refresh_page", "refresh", tooltip="Ask again for what is shown; retry", group=ANSWER),
        Binding(
            "L", "load_rest", "load all", tooltip="Load the pages that are missing, and show all together", group=ANSWER
        ),
        Binding(
            "i",
            "look_into",
            "request",
            show=False,
            tooltip="Look into the request: headers, timing, body",
            group=ANSWER,
        ),
        Binding("number_sign", "go_to_page", "go to page", show=False, tooltip="Go to page N", group=ANSWER),
        Binding("R", "page_size", "rows", show=False, tooltip="Change the rows a page (1-100)", group=ANSWER),
        Binding("P,ctrl+o", "profiles", "connections", show=False, tooltip="Choose or edit a connection", group=ANSWER),
        Binding("q", "leave", "Back to the form", show=False, tooltip="Back to the form", group=ANSWER),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    line = query_one(QuestionLine)
    card = query_one(ErrorCard)

    def __init__(self, profile: Profile, query: Query) -> None:
        super().__init__()
        self._profile = profile
        self._browsing = Browsing(query, self._fetch)
        self._wanted = query.page
        self._page: Page | None = None
        self._spots: dict[int, RowKey] = {}
        """The row at the cursor of each page that was looked at."""
        self._asking_since: datetime | None = None
        self._doing = ""
        self._earlier: tuple[Earlier, ...] = ()
        """Answers that were there before they were asked for again, the youngest first."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield QuestionLine()
        yield ErrorCard()
        yield from self.compose_watch()
        yield from self.compose_sums()
        yield from self.compose_filter()
        yield from self.compose_rows()
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.empty.display = self.card.display = False
        self.sums.display = self.watch_line.display = False
        self._clock = self.set_interval(1, self._tick, pause=True)
        self.line.ask(self._browsing.query)
        self.table.focus()
        self._turn(self._wanted)

    def on_screen_resume(self) -> None:
        """Back on top: an edited connection is taken over; another one's rows are not shown under its name."""
        super().on_screen_resume()
        now = self.neo.profile
        if now is self._profile or not self.is_mounted:
            return
        if now is None or now.destination != self._profile.destination:
            self.call_later(self.neo.back_to_form, None)
            return
        self._profile = now
        if self._page is not None:
            self._show(self._page)

    # ── asking ──

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
            self._keep()
        if known is not None:
            self._show(known)
            self._ahead(number)
            return
        page = await self._asked(f"asking for page {number}", lambda: self._browsing.page(number, again=again))
        if page is not None:
            self._show(page)
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
        if rest is not None:
            self._show(self._page)
            self.neo.say(rest.why_not_all or f"All {rest.rows:,} rows are loaded.", warning=bool(rest.why_not_all))
        else:
            self._regather()

    @work(exclusive=True, group="page")
    async def _load_again(self) -> None:
        """Ask again for all loaded pages: together they are one answer, and none of them is left older."""
        self._keep()
        numbers = sorted(self._browsing.pages)
        fresh = await self._asked("asking again", lambda: load_again(self._browsing, numbers, self._report))
        if fresh:
            here = self._page.query.page if self._page else 1
            self._show(fresh.get(here) or fresh[max(fresh)])

    def _keep(self) -> None:
        """Keep what is loaded, to compare it with what comes in its place."""
        page, gathered = self._page, self.gathered
        if page is None or not gathered.rows:
            return
        at = stamp(max(known.received_at for known in self._browsing.pages.values()), self.view().told_zone)
        if not self._earlier or self._earlier[0].gathered is not gathered:
            kept = Earlier(f"the answer of {at}", gathered, gathered.loaded)
            self._earlier = (kept, *self._earlier)[:MOST_EARLIER]

    # ── watched, compared ──

    def watched_pages(self) -> list[int]:
        if self.arrangement.over_pages or self._page is None:
            return sorted(self._browsing.pages)
        return [self._page.query.page]

    def loaded_pages(self, numbers: Sequence[int]) -> list[Page]:
        return [self._browsing.pages[number] for number in numbers if number in self._browsing.pages]

    async def ask_once_more(self, numbers: Sequence[int]) -> list[Page]:
        return [await self._browsing.once_more(number) for number in numbers]

    def take_over(self, pages: Sequence[Page]) -> None:
        self._keep()
        self._browsing.replace({**self._browsing.pages, **{page.query.page: page for page in pages}})
        here = self._page.query.page if self._page else 1
        self._page = self._browsing.pages.get(here, self._page)
        self.card.display = False
        self.table.remove_class("stale")
        self._regather()

    def compare_answers(self) -> None:
        self._compare_with_other()

    @work(exclusive=True, group="page")
    async def _compare_with_other(self) -> None:
        others = [profile for profile in self.neo.profiles.profiles if profile.name != self._profile.name]
        if not self._earlier and not others:
            self.neo.say("Nothing to compare with yet: mark two rows with space, or ask again with r.")
            return
        other = await self.neo.push_screen_wait(OtherAnswerDialog([*self._earlier, *others]))
        if isinstance(other, Earlier):
            now = gather({number: page for number, page in self._browsing.pages.items() if number in other.pages})
            self._compare(other.gathered, now, (other.name, "now"))
        elif other is not None:
            there = await self._asked(f"asking {other.name}", lambda: self._with(other))
            if there is not None:
                self._compare(self.gathered, gather(there), (self._profile.name, other.name))

    async def _with(self, other: Profile) -> dict[int, Page]:
        """The loaded pages as another connection answers them; it is left at once."""
        connection = self.neo.connection.apart()
        if not await self.neo.have_secret(other, connection):
            raise no_secret(other)
        try:
            source = await connection.source(other)
            browsing = Browsing(self._browsing.query, source.fetch)
            return await load_again(browsing, self._browsing.pages, self._report)
        finally:
            await connection.leave()

    def _compare(self, before: Gathered, after: Gathered, names: tuple[str, str]) -> None:
        from neo_tui.domain.comparison import compare_answers  # noqa: PLC0415 - when somebody compares
        from neo_tui.presentation.comparison import scope  # noqa: PLC0415
        from neo_tui.ui.screens.answer_comparison import AnswerComparisonScreen  # noqa: PLC0415

        comparison = compare_answers(before.rows, after.rows)
        self.app.push_screen(AnswerComparisonScreen(comparison, self.view(), names, scope(names, before, after)))

    async def _asked(self, doing: str, ask: Callable[[], Awaitable[Result]]) -> Result | None:
        """What came; None when nothing did, which is told on the screen then."""
        if not await self.neo.have_secret(self._profile):
            self._failed(no_secret(self._profile))
            return None
        self._asking(doing)
        try:
            answer = await ask()
        except NeoError as error:
            self._asking("")
            if error.kind is Kind.AUTH:
                await self.neo.connection.refuse(self._profile)
            self._failed(error)
            return None
        self._asking("")
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
            self._regather()

    def _asking(self, doing: str) -> None:
        self._doing = doing
        self._asking_since = self.neo.start.clock() if doing else None
        if doing:
            self._clock.reset()
            self._clock.resume()
        else:
            self._clock.pause()
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
        self._asking("")
        if self._page is None:
            self._failed(cancelled())
        else:
            self._wanted = self._page.query.page
            self._regather()
        return True

    def on_unmount(self) -> None:
        self._browsing.cancel()
        self.stop_watching()

    # ── showing ──

    def view(self) -> Viewpoint:
        skew = self._page.skew if self._page else None
        return replace(self.neo.view(self._profile), asked=self._browsing.query, skew=skew)

    def show_telling(self, view: Viewpoint) -> None:
        self.line.tell(telling_words(view))

    def _show(self, page: Page) -> None:
        old = self._page
        if old is not None and old.query.page != page.query.page and not self.arrangement.over_pages:
            self.point_at(self._spots.get(page.query.page))
        self._page, self._page_number = page, page.query.page
        self.show_connection()
        self.card.display = False
        self.table.remove_class("stale")
        self._regather(focus=True)
        self.refresh_bindings()
        self.neo.remember(self._profile, page)

    def _regather(self, *, focus: bool = False) -> None:
        """Show what is loaded now."""
        page = self._page
        if page is None:
            return
        was = self.gathered
        self.gathered = gather(self._browsing.pages)
        self.line.show(page, self._browsing.pages, self.view().doubt, together=self.arrangement.over_pages)
        if (
            focus
            or self.arrangement.over_pages
            or was.of_page(page.query.page) != self.gathered.of_page(page.query.page)
        ):
            self.show_arranged(focus=focus)

    def go_to(self, place: int) -> None:
        page = self.gathered.pages[place]
        if self.arrangement.over_pages or self._page is None or page == self._page.query.page:
            super().go_to(place)
        else:
            self._spots[page] = self.gathered.keys[place]
            self._turn(page)

    def nothing_shown(self, *, focus: bool) -> None:
        page = self._page
        if page is None or self.arrangement.filter is not None:
            super().nothing_shown(focus=focus)
        else:
            self.show_none(lambda width: empty_lines(page.query, width), focus=focus)

    def pointed(self) -> None:
        super().pointed()
        here = self.at_cursor()
        if here is not None:
            self._spots[self.gathered.pages[here]] = self.gathered.keys[here]

    def _failed(self, error: NeoError) -> None:
        old = self._page
        self.card.show(error, old, self.neo.start.clock())
        self.card.display = True
        self.table.set_class(old is not None, "stale")
        self.line.failed(self._wanted)
        if old is None:
            self.table.display = self.pane.display = False
            self.card.focus()
        self.neo.remember_failure(self._profile, self._browsing.query, error)

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that need rows are not offered without them."""
        if action == "turn":
            return self._page is not None
        if action == "load_rest":
            return self._page is not None and not self.gathered.complete
        return super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        page = self._page
        here = page.query.page if page else self._wanted
        there = here + by
        if self.arrangement.over_pages:
            self._turn_together(by)
        elif there < 1:
            self.neo.say("This is the first page.")
        elif by > 0 and page is not None and not self._may_follow(page):
            why = "it is empty" if not page.allocations else "no rows follow" if page.has_next else "it was not full"
            self.neo.say(f"This is the last page: {why}.")
        else:
            self._turn(there)

    def _turn_together(self, by: int) -> None:
        """Where all loaded rows stand together there are no pages to turn, only more to load."""
        missing = self.gathered.next_missing
        if by > 0 and missing is not None:
            self._turn(missing)
        else:
            self.neo.say("All loaded rows are shown together; a shows page by page again.")

    def _may_follow(self, page: Page) -> bool:
        following = self._browsing.pages.get(page.query.page + 1)
        return page.has_next and (following is None or bool(following.allocations))

    def action_refresh_page(self) -> None:
        if self._asking_since is not None:
            return
        if self.arrangement.over_pages and self._page is not None and len(self._browsing.pages) > 1:
            self._load_again()
        else:
            self._turn(self._wanted, again=True)

    def action_load_rest(self) -> None:
        if self._asking_since is None:
            self._load_rest()

    def action_back(self) -> None:
        if self.cancel_request():
            return
        if not self.back_to_table() and not self.drop_filter():
            self.action_leave()

    def action_leave(self) -> None:
        """To the form; after an error to the field that most likely needs a change."""
        error = self.card.error if self.card.display else None
        self.neo.back_to_form(error)

    @work(exclusive=True, group="dialog")
    async def action_go_to_page(self) -> None:
        number = await self.neo.ask_number("Go to page", 1, MAX_INT, self._wanted)
        if number is not None:
            self._turn(number)

    @work(exclusive=True, group="dialog")
    async def action_page_size(self) -> None:
        query = self._browsing.query
        count = await self.neo.ask_number("Rows a page", 1, MAX_COUNT, query.count)
        if count is None or count == query.count:
            return
        here = self.at_cursor()
        first = 1
        if here is not None:
            number = self.gathered.pages[here]
            first = (number - 1) * query.count + 1 + here - self.gathered.of_page(number)[0]
        elif self._page is not None:
            first = self._page.first_row
        page = page_holding(first, count)
        self._browsing.cancel()
        self._browsing = Browsing(replace(query, page=page, count=count), self._fetch)
        self._page, self._spots = None, {}
        self.gathered = Gathered()
        self.line.ask(self._browsing.query)
        self._turn(page)

    def action_look_into(self) -> None:
        error = self.card.error if self.card.display else None
        page = self._page
        self.neo.look_into_requests((error.request_id if error else page.request_id if page else None) or "")

    def action_profiles(self) -> None:
        self.neo.open_profiles()
