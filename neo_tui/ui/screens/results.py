"""The results: the pages of one question, the detail of one row, and errors that stay in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.paging import Page
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import MAX_COUNT, MAX_INT, Query
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.empty import empty_lines
from neo_tui.presentation.telling import telling_words
from neo_tui.services.browsing import Browsing, page_holding
from neo_tui.ui.screens.rows import RowsScreen
from neo_tui.ui.screens.unasked import cancelled, no_secret
from neo_tui.ui.widgets.error_card import ErrorCard
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.question_line import QuestionLine
from neo_tui.ui.widgets.top_line import TopLine

WIDE = 116
"""From this width on the detail pane stands beside the table."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor was on a page: the row's id, and its place should the id be gone."""

    row_id: int | None
    index: int


class ResultsScreen(RowsScreen):
    """Browses the answer to one question."""

    ABOUT = "The allocations of one event, page by page; the pane tells what happened to the marked one."

    CSS_PATH = "results.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - declared by Textual

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket,greater_than_sign", "turn(1)", "next", tooltip="Next page of the answer"),
        Binding("left_square_bracket,less_than_sign", "turn(-1)", "before", tooltip="Page before"),
        Binding("escape,backspace", "back", "edit", tooltip="Back: out of the pane, then to the form"),
        Binding("r,ctrl+r,f5", "refresh_page", "refresh", tooltip="Ask again for this page; retry"),
        Binding("i", "look_into", "request", tooltip="Look into the request: headers, timing, body"),
        Binding("number_sign", "go_to_page", "go to page", tooltip="Go to page N"),
        Binding("R", "page_size", "rows", tooltip="Change the rows a page (1-100)"),
        Binding("P,ctrl+o", "profiles", "connections", tooltip="Choose or edit a connection"),
        Binding("q", "leave", "Back to the form", show=False, tooltip="Back to the form"),
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
        self._places: dict[int, Place] = {}
        self._asking_since: datetime | None = None

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield QuestionLine()
        yield ErrorCard()
        yield from self.compose_rows()
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.empty.display = False
        self.card.display = False
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
        if not await self.neo.have_secret(self._profile):
            self._failed(no_secret(self._profile))
            return
        loaded = number in self._browsing.pages and not again
        if not loaded:
            self._asking(True)
        try:
            page = await self._browsing.page(number, again=again)
        except NeoError as error:
            self._asking(False)
            if error.kind is Kind.AUTH:
                await self.neo.connection.refuse(self._profile)
            self._failed(error)
            return
        self._asking(False)
        self._show(page)
        self._ahead(number)

    @work(exclusive=True, group="ahead")
    async def _ahead(self, number: int) -> None:
        """Fetch the next page in the background, so that turning to it is instant."""
        page = await self._browsing.ahead(number)
        if page is not None and self._page is not None and self._page.query.page == number:
            self.line.show(self._page, self._browsing.pages, self.neo.view(self._profile).doubt)

    def _asking(self, on: bool) -> None:
        self._asking_since = self.neo.start.clock() if on else None
        if on:
            self._clock.reset()
            self._clock.resume()
        else:
            self._clock.pause()
        self.line.asking(0 if on else None, self._wanted)

    def _tick(self) -> None:
        if self._asking_since is not None:
            seconds = (self.neo.start.clock() - self._asking_since).total_seconds()
            self.line.asking(int(seconds), self._wanted)

    def cancel_request(self) -> bool:
        """Cancel the request on its way; what is shown stays."""
        if self._asking_since is None:
            return False
        self.workers.cancel_group(self, "page")
        self._browsing.cancel()
        self._asking(False)
        if self._page is None:
            self._failed(cancelled())
        else:
            self._wanted = self._page.query.page
        return True

    def on_unmount(self) -> None:
        self._browsing.cancel()

    # ── showing ──

    def view(self) -> Viewpoint:
        skew = self._page.skew if self._page else None
        return replace(self.neo.view(self._profile), asked=self._browsing.query, skew=skew)

    def show_telling(self, view: Viewpoint) -> None:
        self.line.tell(telling_words(view))

    def _show(self, page: Page) -> None:
        self._remember_place()
        self._page = page
        self.show_connection()
        self.card.display = False
        self.table.remove_class("stale")
        view = self.view()
        self.line.show(page, self._browsing.pages, view.doubt)
        if page.allocations:
            self.show_rows(page.allocations, self._place_on(page))
        else:
            self.show_none(lambda width: empty_lines(page.query, width))
        self.refresh_bindings()
        self.neo.remember(self._profile, page)

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

    def _remember_place(self) -> None:
        if self._page is not None and self._page.allocations:
            index = self.table.cursor_row
            row = self._page.allocations[min(index, len(self._page.allocations) - 1)]
            self._places[self._page.query.page] = Place(row.id, index)

    def _place_on(self, page: Page) -> int:
        """Where the cursor was on that page: on the same row, wherever that is now."""
        place = self._places.get(page.query.page)
        if place is None:
            return 0
        ids = [row.id for row in page.allocations]
        if place.row_id is not None and place.row_id in ids and ids[place.index : place.index + 1] != [place.row_id]:
            return ids.index(place.row_id)
        return min(place.index, len(ids) - 1)

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that need rows are not offered without them."""
        if action == "turn":
            return self._page is not None
        return super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        page = self._page
        here = page.query.page if page else self._wanted
        there = here + by
        if there < 1:
            self.neo.say("This is the first page.")
        elif by > 0 and page is not None and not self._may_follow(page):
            why = "it is empty" if not page.allocations else "no rows follow" if page.has_next else "it was not full"
            self.neo.say(f"This is the last page: {why}.")
        else:
            self._turn(there)

    def _may_follow(self, page: Page) -> bool:
        following = self._browsing.pages.get(page.query.page + 1)
        return page.has_next and (following is None or bool(following.allocations))

    def action_refresh_page(self) -> None:
        if self._asking_since is None:
            self._turn(self._wanted, again=True)

    def action_back(self) -> None:
        if self.cancel_request():
            return
        if not self.back_to_table():
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
        first = self._page.first_row + max(self.table.cursor_row, 0) if self._page else 1
        row_id = self._row.id if self._row else None
        page = page_holding(first, count)
        self._browsing.cancel()
        self._browsing = Browsing(
            Query(query.entity_id, query.customer_id, query.event_type_id, page, count), self._fetch
        )
        self._page = None
        self._places = {page: Place(row_id, (first - 1) % count)}
        self.line.ask(self._browsing.query)
        self._turn(page)

    def action_look_into(self) -> None:
        error = self.card.error if self.card.display else None
        page = self._page
        self.neo.look_into_requests((error.request_id if error else page.request_id if page else None) or "")

    def action_profiles(self) -> None:
        self.neo.open_profiles()
