"""What the loaded rows say together: totals, checks, a timeline, comparisons; each opens with a key."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.checks.catalogue import found, in_order, steps
from neo_tui.domain.checks.check import Finding
from neo_tui.domain.gathered import Gathered
from neo_tui.domain.totals import totals
from neo_tui.domain.typed import TypedError
from neo_tui.presentation.checks import summary
from neo_tui.presentation.scope import loaded_words, missing_words
from neo_tui.presentation.text import Line
from neo_tui.presentation.totals import strip_lines
from neo_tui.presentation.with_checks import with_checks
from neo_tui.ui.key_groups import INSIGHT
from neo_tui.ui.screens.arranged import ArrangedScreen
from neo_tui.ui.widgets.paragraph import Paragraph

# Screens that are opened by a key are imported then (performance.md).
# ruff: noqa: PLC0415

_AT_ONCE = 500
"""Rows that are checked at once; more of them are when nothing else is to be done."""
_PAUSE = 0.3
"""Seconds until then."""
_STEP = 100
"""Rows that are read in one step."""
_BREATH = 0.005
"""Seconds between two steps."""


class Seen(NamedTuple):
    """The rows that one looks at together."""

    rows: list[Allocation]
    scope: str
    complete: bool
    places: list[int]
    """Where they stand among the gathered ones."""


class InsightScreen(ArrangedScreen):
    """Rows, and what they say together."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "totals", "totals", tooltip="Totals by status, programme, till, month; exact", group=INSIGHT),
        Binding("X", "checks", "checks", show=False, tooltip="All checks over the loaded rows", group=INSIGHT),
        Binding("T", "timeline", "timeline", tooltip="The rows in time: award to expiry, now marked", group=INSIGHT),
        Binding(
            "equals_sign",
            "compare",
            "compare",
            show=False,
            tooltip="Two marked rows; else this answer with an earlier one or another connection's",
            group=INSIGHT,
        ),
    ]

    NEED_ROWS: ClassVar[frozenset[str]] = ArrangedScreen.NEED_ROWS | {"totals", "checks", "timeline"}

    sums = query_one("#sums", Paragraph)

    def __init__(self) -> None:
        super().__init__()
        self._summed: tuple[Gathered | None, list[int] | None] = (None, None)
        self._hint = ""
        self._findings: list[Finding] | None = None
        """What the checks found in the rows that are seen; None: they have not come so far."""

    def compose_sums(self) -> ComposeResult:
        """The line of totals."""
        yield Paragraph(id="sums")

    def seen(self) -> Seen:
        """The rows that pass the filter, else all loaded ones."""
        gathered = self.gathered
        if self.arrangement.filter is None:
            places = list(range(len(gathered.rows)))
            scope = "" if gathered.complete else "loaded"
        else:
            places = sorted(self.shown_places)
            scope = f"of {loaded_words(gathered)}"
        return Seen([gathered.rows[place] for place in places], scope, gathered.complete, places)

    def show_arranged(self, *, focus: bool = True) -> None:
        super().show_arranged(focus=focus)
        self._sum_up()

    # ── the line of totals ──

    def _sum_up(self) -> None:
        """Show what the rows come to; nothing when they are the same as before."""
        places = None if self.arrangement.filter is None else sorted(self.shown_places)
        now = (self.gathered, places)
        if self._summed[0] is now[0] and self._summed[1] == now[1]:
            return
        self._summed, self._findings = now, None
        self.workers.cancel_group(self, "checks")
        seen = self.seen()
        self.sums.set_class(len(self.gathered.rows) <= 1, "-none")
        if len(seen.rows) <= _AT_ONCE:
            self._hint = summary(found(seen.rows, self.view()))
        else:
            self._hint = ""
            # Not by `work`: that would write ten thousand rows into the worker's description.
            self.run_worker(self._check_later(seen), exclusive=True, group="checks")
        self._paint_sums(seen)

    async def _check_later(self, seen: Seen) -> None:
        """Check many rows, and read them for whoever filters, in steps between which keys have their turn."""
        await asyncio.sleep(_PAUSE)
        view = self.view()
        for start in range(0, len(seen.rows), _STEP):
            for row in seen.rows[start : start + _STEP]:
                self.arrangement.texts.of(row, view)
            await asyncio.sleep(_BREATH)
        findings: list[Finding] = []
        for step in steps(seen.rows, view):
            findings += step
            await asyncio.sleep(_BREATH)
        self._findings = in_order(findings)
        self._hint = summary(findings)
        self._paint_sums(seen)

    def _paint_sums(self, seen: Seen) -> None:
        sums, hint = totals(seen.rows, self.view().asked), self._hint

        def lines(width: int) -> list[Line]:
            return with_checks(
                lambda room: strip_lines(sums, seen.scope, room, complete=seen.complete),
                hint,
                width,
            )

        self.sums.show(lines)

    # ── keys ──

    def _filter_for(self, text: str | None) -> None:
        """Show the rows of a group or of a check: those that were counted, so what was filtered before still holds."""
        if text is None:
            return
        before = self.arrangement.filter
        terms = [before.text.strip(), text] if before is not None and text not in before.text.split() else [text]
        try:
            self.filter_for(" ".join(terms))
        except TypedError as error:  # such as a type that is no number: it is said, and nothing is hidden
            self.neo.say(f"These rows cannot be filtered for: {error.message}", warning=True)

    def action_totals(self) -> None:
        from neo_tui.ui.screens.totals import TotalsScreen

        seen = self.seen()
        self.app.push_screen(TotalsScreen(seen.rows, self.view(), seen.scope, seen.complete), self._filter_for)

    def action_checks(self) -> None:
        from neo_tui.ui.screens.checks import ChecksScreen

        seen = self.seen()
        findings = found(seen.rows, self.view()) if self._findings is None else self._findings
        screen = ChecksScreen(findings, len(seen.rows), seen.scope, complete=seen.complete)
        self.app.push_screen(screen, self._filter_for)

    def action_timeline(self) -> None:
        from neo_tui.ui.screens.timeline import TimelineScreen

        seen = self.seen()
        here = self.at_cursor()
        at = seen.places.index(here) if here in seen.places else 0
        keys = [self.gathered.keys[place] for place in seen.places]

        def go(index: int | None) -> None:
            if index is None:
                return
            if keys[index] in self.gathered.keys:  # a watch may have brought other rows meanwhile
                self.go_to(self.gathered.keys.index(keys[index]))
            else:
                self.neo.say("This row is not in the answer any more.")

        scope = "; ".join(filter(None, (seen.scope, missing_words(self.gathered))))
        self.app.push_screen(TimelineScreen(seen.rows, self.view(), scope, at), go)

    def action_compare(self) -> None:
        marked = [place for place, key in enumerate(self.gathered.keys) if key in self.arrangement.marks]
        if len(marked) == 2:  # noqa: PLR2004 - two rows are compared
            from neo_tui.ui.screens.row_comparison import RowComparisonScreen

            names = self._row_names(marked)
            left, right = (self.gathered.rows[place] for place in marked)
            self.app.push_screen(RowComparisonScreen(left, right, self.view(), names))
        elif marked:
            self.neo.say(f"{len(marked)} rows are marked; two can be compared. Space marks, U takes all marks away.")
        else:
            self.compare_answers()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without an answer there is nothing to compare."""
        if action == "compare":
            return bool(self.gathered.loaded)
        return super().check_action(action, parameters)

    def _row_names(self, places: list[int]) -> tuple[str, str]:
        first, second = (self.gathered.rows[place].id for place in places)
        if first is None or second is None or first == second:
            return f"row {places[0] + 1}", f"row {places[1] + 1}"
        return f"entry {first}", f"entry {second}"

    @abstractmethod
    def compare_answers(self) -> None:
        """Let the person choose what this answer is compared with."""
