"""The results: the pages of one question, the detail of one row, and errors that stay in sight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import is_not
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.errors import OURS, NeoError
from neo_tui.domain.gathered import Gathered, RowKey, gather
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import MAX_COUNT, MAX_INT, Query
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.empty import empty_lines
from neo_tui.presentation.telling import telling_words
from neo_tui.services.browsing import Browsing, page_holding
from neo_tui.ui.key_groups import ANSWER
from neo_tui.ui.screens.copying import CopyingScreen
from neo_tui.ui.widgets.error_card import ErrorCard
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.question_line import QuestionLine
from neo_tui.ui.widgets.top_line import TopLine

WIDE = 116
"""From this width on the detail pane stands beside the table."""


class ResultsScreen(CopyingScreen):
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
        "copy_menu",
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
        Binding("H", "history", "history", show=False, tooltip="Every question that was asked before", group=ANSWER),
        Binding("f3", "sweep", "sweep", tooltip="Ask under which event types it has rows", group=ANSWER),
        Binding("q", "leave", "Back to the form", show=False, tooltip="Back to the form", group=ANSWER),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    card = query_one(ErrorCard)

    def __init__(self, profile: Profile, query: Query) -> None:
        super().__init__(profile, query)
        self._spots: dict[int, RowKey] = {}
        """The row at the cursor of each page that was looked at."""
        self._gathered_of: list[Page] = []
        """The pages that were gathered the last time: to put them together again takes as long as they are long."""

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
        self.sums.add_class("-none")
        self.watch_line.display = False
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
            self.show_page(self._page)

    # ── showing ──

    def view(self) -> Viewpoint:
        skew = self._page.skew if self._page else None
        return replace(self.neo.view(self._profile), asked=self._browsing.query, skew=skew)

    def show_telling(self, view: Viewpoint) -> None:
        self.line.tell("  · ".join(filter(None, (telling_words(view), self.hidden_words))))

    def show_page(self, page: Page) -> None:
        old = self._page
        if old is not None:
            self.pointed()  # keys may be quicker than the message that the cursor has moved
        if old is not None and old.query.page != page.query.page and not self.arrangement.over_pages:
            self.point_at(self._spots.get(page.query.page))
        self._page, self._page_number = page, page.query.page
        self.show_connection()
        self.good_again()
        self.gather_again(focus=True)
        self.refresh_bindings()
        self.neo.remember(self._profile, page)

    def gather_again(self, *, focus: bool = False) -> None:
        """Show what is loaded now."""
        page = self._page
        if page is None:
            return
        pages = [self._browsing.pages[number] for number in sorted(self._browsing.pages)]
        fresh = len(pages) != len(self._gathered_of) or any(map(is_not, pages, self._gathered_of))
        if fresh:
            self.gathered, self._gathered_of = self.gather_pages(self._browsing.pages), pages
        if fresh and len(pages) > 1:
            self.neo.record(self._profile, page.query, self.gathered.rows, complete=self.gathered.complete)
        self._show_position()
        self.show_arranged(focus=focus)

    def gather_pages(self, pages: Mapping[int, Page]) -> Gathered:
        """The loaded pages as one answer."""
        return gather(pages)

    def show_arranged(self, *, focus: bool = True) -> None:
        before = self._over_pages
        super().show_arranged(focus=focus)
        if self._over_pages != before and self._asking_since is None:
            self._show_position()

    def stand_on(self, number: int) -> None:
        super().stand_on(number)
        page = self._browsing.pages.get(number)
        if page is not None:
            self._page, self._wanted = page, number

    def _show_position(self) -> None:
        """Say where one is in the answer."""
        if self._page is not None:
            together = self.gathered if self.arrangement.over_pages else None
            self.line.show(self._page, self._browsing.pages, self.view().doubt, together=together)

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

    def good_again(self) -> None:
        self.card.display = False
        self.table.remove_class("stale")

    def failed(self, error: NeoError) -> None:
        old = self._page
        self.card.show(error, old, self.neo.start.clock())
        self.card.display = True
        self.table.set_class(old is not None, "stale")
        self.line.failed(self._wanted)
        if old is None:
            self.table.display = self.pane.display = False
            self.card.focus()
        self.neo.remember_failure(self._profile, self._browsing.query, error)

    def went_wrong(self) -> NeoError | None:
        error = self.card.error if self.card.display else None
        return None if error is None or error.kind in OURS else error

    def taken_over(self) -> None:
        self._page, self._spots = None, {}
        self.line.ask(self._browsing.query)

    def compare_answers(self) -> None:
        self._comparing.choose(self._profile, self._browsing)

    @property
    def _nothing_came(self) -> bool:
        """Whether the answer is empty: there is no page to turn to."""
        return self._page is not None and self._page.query.page == 1 and not self._page.allocations

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that need rows are not offered without them."""
        if action == "turn":
            return self._page is not None and not self._nothing_came
        if action == "load_rest":
            return self._page is not None and self.gathered.loadable
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
        self._turn_in(Browsing(replace(query, page=page, count=count), self._fetch), page)

    def action_look_into(self) -> None:
        error = self.card.error if self.card.display else None
        page = self._page
        self.neo.look_into_requests((error.request_id if error else page.request_id if page else None) or "")

    def action_profiles(self) -> None:
        self.neo.open_profiles()

    def action_history(self) -> None:
        self.neo.open_history()

    def action_sweep(self) -> None:
        query = self._browsing.query
        self.neo.sweep(query.customer_id, query.entity_id)
