"""Rows that a person filters, sorts, marks and searches; everything is known by the row's key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.attributes import UnknownAttributeError
from neo_tui.domain.checks.catalogue import beside_others, stands_out
from neo_tui.domain.checks.check import Finding
from neo_tui.domain.filters.help import EXAMPLES
from neo_tui.domain.gathered import Gathered, RowKey
from neo_tui.domain.sorting import Order
from neo_tui.domain.typed import TypedError
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.filtered import filter_words, nothing_matches
from neo_tui.presentation.grid import Shown
from neo_tui.services.arranging import Arrangement
from neo_tui.ui.key_groups import ROWS
from neo_tui.ui.screens.columned import ColumnedScreen
from neo_tui.ui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from neo_tui.domain.filters.filter import Filter

_PAUSE = 0.06
"""Seconds after the last key before many rows are filtered."""
_MANY = 1_000


class ArrangedScreen(ColumnedScreen):
    """Shows rows of what is gathered, arranged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", tooltip="Filter the loaded rows as you type", group=ROWS),
        Binding(
            "s", "sort", "sort", tooltip="Sort by the column at the cursor; again: the other way; then not", group=ROWS
        ),
        Binding(
            "S", "sort(True)", "Sort also by", show=False, tooltip="Sort also by the column at the cursor", group=ROWS
        ),
        Binding("space", "mark", "mark", show=False, tooltip="Mark the row, or take its mark away", group=ROWS),
        Binding("U", "unmark", "Unmark all", show=False, tooltip="Take all marks away", group=ROWS),
        Binding(
            "n",
            "next(1)",
            "Next match",
            show=False,
            tooltip="To the next match; without a search: the next row with !",
            group=ROWS,
        ),
        Binding("N", "next(-1)", "Match before", show=False, tooltip="To the match before", group=ROWS),
        Binding(
            "a", "together", "all / pages", show=False, tooltip="All loaded rows together, or page by page", group=ROWS
        ),
    ]

    HINTS: ClassVar[Mapping[str, str]] = {"submit": "keep"}

    MORE_HELP = (("What a filter may say", EXAMPLES),)

    NEED_ROWS: ClassVar[frozenset[str]] = ColumnedScreen.NEED_ROWS | {"sort", "mark", "unmark", "next"}

    PLAIN_KEYS: ClassVar[frozenset[str]] = frozenset(
        {"filter", "together", "turn", "load_rest", "back", "leave", "refresh_page"}
    )
    """Actions whose keys are letters of a filter while one is typed, beside those that need rows."""

    filter_line = query_one(FilterLine)

    def __init__(self) -> None:
        super().__init__()
        self.arrangement = Arrangement()
        self.gathered = Gathered()
        self._places: list[int] = []
        """Places of the shown rows among the gathered ones."""
        self._page_number = 1
        self._key: RowKey | None = None
        """The row on which the cursor is to be with the next showing."""
        self._pointing = False
        """Whether somebody has said which; else it stays where it is."""
        self._beside: tuple[Gathered, dict[int, list[Finding]]] = (self.gathered, {})
        self._before = Arrangement()
        """What was before somebody began to type a filter."""
        self._from: RowKey | None = None
        """The row at the cursor then: it is there again whenever what is typed lets it pass."""
        self._over_pages = False
        """Whether rows of all loaded pages were shown the last time."""

    def compose_filter(self) -> ComposeResult:
        """The line in which one filters."""
        yield FilterLine()

    # ── showing ──

    def show_arranged(self, *, focus: bool = True) -> None:
        """Show the gathered rows as they are arranged; the cursor stays on its row wherever that is now."""
        view, over_pages = self.view(), self.arrangement.over_pages
        if not self._pointing:
            self._key = self.table.cursor_key or self._key
        self._pointing = False
        if self._over_pages and not over_pages and self._key in self.gathered.keys:
            self.stand_on(self.gathered.pages[self.gathered.keys.index(self._key)])
        self._over_pages = over_pages
        self._places = self.arrangement.arranged(self.gathered, self._page_number)
        self._tell_filter()
        rows = [self.gathered.rows[place] for place in self._places]
        if not rows:
            self.nothing_shown(focus=focus)
            return
        keys, beside = self.gathered.keys, self._beside_others(view)
        shown = Shown(
            rows,
            self.shown_columns(),
            view,
            self.choice.pinned,
            frozenset(index for index, place in enumerate(self._places) if keys[place] in self.arrangement.marks)
            if self.arrangement.marks
            else frozenset(),
            self.before(),
            self.arrangement.matches(self.gathered, self._places),
            [keys[place] for place in self._places],
            frozenset(index for index, place in enumerate(self._places) if place in beside) if beside else frozenset(),
        )
        self.show_rows(shown, self._cursor(), focus=focus and not self.filter_line.typing)

    def nothing_shown(self, *, focus: bool) -> None:
        """Say that nothing of what is loaded passes the filter."""
        wanted = self.arrangement.filter
        gathered = self.gathered
        self.show_none(
            lambda width: nothing_matches(wanted.words if wanted else "", gathered, width),
            focus=focus and not self.filter_line.typing,
        )

    def show_again(self) -> None:
        self.show_arranged(focus=False)

    def stand_on(self, number: int) -> None:
        """Pages are shown again: this one, for the row at the cursor is on it."""
        self._page_number = number

    def _beside_others(self, view: Viewpoint) -> dict[int, list[Finding]]:
        """What the checks find in rows that are seen together, by their places; looked for once."""
        if self._beside[0] is not self.gathered:
            self._beside = (self.gathered, beside_others(self.gathered.rows, view))
        return self._beside[1]

    def beside(self) -> Sequence[Finding]:
        here = self.at_cursor()
        return self._beside_others(self.view()).get(here, ()) if here is not None else ()

    def before(self) -> dict[int, Allocation]:
        """What the shown rows were before they changed, by their places among those shown."""
        return {}

    def signs(self) -> dict[str, str]:
        return self.arrangement.signs()

    @property
    def shown_places(self) -> list[int]:
        """Places of the shown rows among the gathered ones, in their order."""
        return self._places

    def go_to(self, place: int) -> None:
        """Put the cursor on a gathered row, on whatever page it is."""
        self.point_at(self.gathered.keys[place])
        if place not in self._places:
            self._filter_by(None, find=False)
            self.filter_line.close("")
            self.stand_on(self.gathered.pages[place])
        self.show_arranged()

    def at_cursor(self) -> int | None:
        """Place among the gathered rows of the one at the cursor."""
        row = self.table.cursor_row
        return self._places[row] if self._row is not None and row < len(self._places) else None

    def point_at(self, key: RowKey | None) -> None:
        """Put the cursor on a row with the next showing; None: on the first."""
        self._key, self._pointing = key, True

    def _cursor(self) -> int:
        """Where the cursor goes: to its row; when that is not shown, to the first shown row behind it."""
        if self._key is None:
            return 0
        if self._key not in self.gathered.keys:
            return self.table.cursor_row
        here = self.gathered.keys.index(self._key)
        if here in self._places:
            return self._places.index(here)
        return next((index for index, place in enumerate(self._places) if place > here), 0)

    # ── filtering ──

    def _tell_filter(self) -> None:
        arrangement = self.arrangement
        wanted = arrangement.filter or arrangement.search
        if wanted is None:
            return
        count, here = len(self._places), None
        if arrangement.search is not None:
            here = len(arrangement.matches(self.gathered, self._places))
            count = len(arrangement.matches(self.gathered, range(len(self.gathered.rows))))
        found = arrangement.search is not None
        self.filter_line.tell(filter_words(wanted.words, count, self.gathered, found=found, here=here))

    def _parsed(self, text: str) -> Filter | None:
        from neo_tui.domain.filters.parse import parse  # noqa: PLC0415 - when somebody filters (performance.md)

        wanted = parse(text, self.view())
        return None if wanted.empty else wanted

    @on(FilterLine.Typed)
    def _typed(self, event: FilterLine.Typed) -> None:
        event.stop()
        try:
            wanted = self._parsed(event.text)
        except TypedError as error:
            self.filter_line.complain(error.position, error.length, error.message)
            return
        self.filter_line.parsed()
        self._filter_by(wanted, find=event.find)
        if wanted is None:
            self.filter_line.help()
        if len(self.gathered.rows) < _MANY:
            self._refilter()
        else:
            self.set_timer(_PAUSE, lambda: self._refilter(wanted))

    def _refilter(self, wanted: Filter | None = None) -> None:
        """Show what passes; nothing when the filter is another one by now."""
        now = self.arrangement.filter or self.arrangement.search
        if wanted is None or wanted is now:
            if self.filter_line.typing:
                self.point_at(self._from)
            self.show_arranged(focus=False)

    def _filter_by(self, wanted: Filter | None, *, find: bool) -> None:
        self.arrangement.filter = None if find else wanted
        self.arrangement.search = wanted if find else None

    @on(FilterLine.Taken)
    def _taken(self, event: FilterLine.Taken) -> None:
        event.stop()
        try:
            wanted = self._parsed(event.text)
        except TypedError:
            return  # it says where and why; the last good view stays
        self._filter_by(wanted, find=event.find)
        self.filter_line.close(event.text.strip())
        self.point_at(self._from)
        self.show_arranged()
        if wanted is not None and event.find:
            self._jump(0)

    @on(FilterLine.GivenUp)
    def _given_up(self, event: FilterLine.GivenUp) -> None:
        event.stop()
        self.arrangement.filter, self.arrangement.search = self._before.filter, self._before.search
        kept = self.arrangement.filter or self.arrangement.search
        self.filter_line.close(kept.text if kept else "")
        self.point_at(self._from)
        self.show_arranged()

    def filter_for(self, text: str) -> None:
        """Filter by a text that is known to parse."""
        self._filter_by(self._parsed(text), find=False)
        self.filter_line.close(text)
        self.show_arranged()

    def drop_filter(self) -> bool:
        """Show all again; False when nothing is filtered or searched for."""
        if self.arrangement.filter is None and self.arrangement.search is None:
            return False
        self._filter_by(None, find=False)
        self.filter_line.close("")
        self.show_arranged()
        return True

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that need rows are not offered without them."""
        if action in self.PLAIN_KEYS | self.NEED_ROWS and self.is_mounted and self.filter_line.typing:
            return False  # what is pressed goes into the filter
        if action in {"filter", "together"}:
            return bool(self.gathered.rows)
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        self.back_to_table()  # what is filtered is to be seen
        now = self.arrangement.filter or self.arrangement.search
        self._before = Arrangement(self.arrangement.filter, self.arrangement.search)
        self._from = self.table.cursor_key
        self.filter_line.open(now.text if now else "", find=self.arrangement.search is not None)

    def action_sort(self, add: bool = False) -> None:
        column = self.table.column
        if column is None:
            return
        try:
            self.arrangement.sort_by(column.key, add=add)
        except UnknownAttributeError:
            self.neo.say(f"Rows have no order by {column.label}.")
            return
        self.show_arranged(focus=False)

    def action_mark(self) -> None:
        here = self.at_cursor()
        if here is not None:
            self.arrangement.toggle(self.gathered.keys[here])
            self.show_arranged(focus=False)
            self.table.move_to(self.table.cursor_row + 1)

    def action_unmark(self) -> None:
        self.arrangement.marks = frozenset()
        self.show_arranged(focus=False)

    def action_next(self, by: int) -> None:
        self._jump(by)

    def _jump(self, by: int) -> None:
        """To the next match in a direction, around the ends; 0: to the first from here on."""
        shown = self.table.shown
        if shown is None:
            return
        here, count, view = self.table.cursor_row, len(shown.rows), self.view()
        searching = self.arrangement.search is not None
        step = -1 if by < 0 else 1
        for away in range(abs(by), count + abs(by)):
            there = (here + step * away) % count
            noted = there in shown.noted or stands_out(shown.rows[there], view)
            if there in shown.found if searching else noted:
                self.table.move_to(there)
                return
        self.neo.say("No row that is shown matches." if searching else "No check has found anything about these rows.")

    def action_together(self) -> None:
        arrangement = self.arrangement
        if arrangement.over_pages:
            arrangement.together, arrangement.order = False, Order()
            self._filter_by(None, find=False)
            self.filter_line.close("")
        else:
            arrangement.together = True
        self.show_arranged()
