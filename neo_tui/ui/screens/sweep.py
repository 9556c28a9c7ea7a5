"""The sweep: under which event types one customer's entity has rows, told while they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.event_types import EventType
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.swept import Outcome, State
from neo_tui.domain.timestamps import viewer_zone
from neo_tui.presentation.sweep import bar, end_lines, found_words, may_go_on, progress_line, question_lines
from neo_tui.presentation.sweep_table import heading, type_line, type_lines
from neo_tui.presentation.text import Line, Span, wrap
from neo_tui.services.sweep_runs import SweepRuns
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.found import FoundScreen
from neo_tui.ui.screens.unasked import no_secret
from neo_tui.ui.widgets.detail_pane import DetailPane
from neo_tui.ui.widgets.error_card import ErrorCard
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.paragraph import Paragraph
from neo_tui.ui.widgets.sweep_list import SweepList
from neo_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from neo_tui.ui.screens.sweep_choice import Plan

EVERY = 0.25
"""Seconds between two paintings at least."""


class Shown(StrEnum):
    """Which types are listed; the value says it to the person."""

    ALL = ""
    FOUND = "Found only"
    MISSING = "Not answered only"


_NONE = {Shown.FOUND: "None has been found yet.", Shown.MISSING: "None is missing."}


class SweepScreen(NeoScreen[None]):
    """Asks, and lists what comes.

    Args:
        profile: Who asks where.
        customer_id: The customer.
        entity_id: The id of the event.
        plan: Which event types, and how fast.
    """

    CSS_PATH = "sweep.tcss"
    ABOUT = "Asks for one entity under many event types, a few at a time; those that gave rows can be opened."
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - declared by Textual
    HINTS: ClassVar[Mapping[str, str]] = {}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open the rows of the marked type"),
        Binding("space", "pause", "pause / go on", tooltip="Pause the sweep, and go on"),
        Binding("f", "filter", "found / all", tooltip="List all types, only those found, only those not answered"),
        Binding("r,ctrl+r,f5", "ask_missing", "ask missing", tooltip="Ask again for the types that are missing"),
        Binding("escape,backspace,q", "back", "cancel / back", tooltip="Cancel the sweep; then back"),
        Binding("i", "look_into", "request", tooltip="Look into the request of the marked type"),
        Binding("J", "pane_scroll(1)", "Scroll the pane down", show=False, tooltip="Scroll the pane below the list"),
        Binding("K", "pane_scroll(-1)", "Scroll the pane up", show=False, tooltip="Scroll the pane below the list"),
        Binding("P,ctrl+o", "profiles", "connections", tooltip="Choose or edit a connection"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
    ]

    head = query_one("#head", Paragraph)
    card = query_one(ErrorCard)
    types = query_one(SweepList)
    pane = query_one("#type", DetailPane)

    def __init__(self, profile: Profile, customer_id: int, entity_id: str, plan: Plan) -> None:
        super().__init__()
        self._profile, self._plan = profile, plan
        self._customer, self._entity = customer_id, entity_id
        self._runs = SweepRuns(
            customer_id, entity_id, plan.kinds, parallel=plan.parallel, rate=plan.rate, on_outcome=self._landed
        )
        self._shown = Shown.ALL
        self._busy = False
        """Whether a run is on, or what it needs is being fetched."""
        self._error: NeoError | None = None
        self._outcomes = {outcome.kind: outcome for outcome in self._runs.swept.outcomes}
        self._asked: tuple[EventType, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Paragraph(id="head")
        yield ErrorCard(("r", "ask what is missing"), ("esc", "back"))
        yield Paragraph(id="heading")
        yield SweepList(self._runs.kinds, self._line)
        pane = DetailPane(id="type")
        pane.can_focus = False
        yield pane
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.card.display = False
        self._clock = self.set_interval(EVERY, self._tick, pause=True)
        self.types.focus()
        self._ask()

    # ── asking ──

    @work(exclusive=True, group="sweep")
    async def _ask(self) -> None:
        """Ask for what is missing; what is known stays whatever happens."""
        profile, connection = self._profile, self.neo.connection
        self._busy, self._error, self.card.display = True, None, False
        self.remove_class("-stopped")
        self._clock.resume()
        self._paint()
        self.refresh_bindings()
        if not await self.neo.have_secret(profile):
            self._over(no_secret(profile))
            return
        try:
            source = await connection.source(profile)
        except NeoError as error:
            self._over(error)
            return
        swept = await self._runs.run(source)
        if swept.stopped is not None and swept.stopped.kind is Kind.AUTH:
            await connection.refuse(profile)
        self._over(swept.stopped)

    def _landed(self, outcome: Outcome) -> None:
        if outcome.state is State.FOUND and len(self._runs.swept.of(State.FOUND)) == 1:
            self.refresh_bindings()

    def _over(self, error: NeoError | None) -> None:
        """It has ended: say what came of it, and why when it was stopped."""
        self._busy, self._error = False, error
        self._clock.pause()
        if error is not None:
            self.card.show(error, None, self.neo.start.clock())
            self.card.display = True
            self.add_class("-stopped")
        self._paint()
        self._to_the_first_found()
        self.refresh_bindings()
        if not self.is_current:
            self.neo.say(f"The sweep has ended: {found_words(self._runs.swept)}.")

    def _to_the_first_found(self) -> None:
        """Where nobody has moved the cursor, Enter opens what was found."""
        found = {outcome.kind for outcome in self._runs.swept.of(State.FOUND)}
        if self.types.kinds and self.types.marked == self.types.kinds[0]:
            self.types.move_to(next((place for place, kind in enumerate(self.types.kinds) if kind in found), 0))

    def cancel_request(self) -> bool:
        """End the sweep; what was found stays, and what is missing is said."""
        if not self._busy:
            return False
        if self._runs.running:
            self._runs.cancel()
        else:
            self.workers.cancel_group(self, "sweep")
            self._over(None)
        return True

    async def let_go(self) -> None:
        """Nothing may be asked over a connection that is being left."""
        self.cancel_request()
        await self._runs.ended()

    def on_unmount(self) -> None:
        self._runs.cancel()

    def on_screen_suspend(self) -> None:
        """Something stands over it: it goes on, unpainted."""
        if self.is_mounted:
            self._clock.pause()

    def on_screen_resume(self) -> None:
        """Back on top: what has come meanwhile is shown; another connection's rows are not shown under its name."""
        super().on_screen_resume()
        now = self.neo.profile
        if not self.is_mounted:
            return
        if now is None or now.destination != self._profile.destination:
            self.call_later(self.neo.back_to_form, None)
            return
        self._profile = now
        self._paint()
        if self._busy:
            self._clock.resume()

    # ── showing ──

    def _tick(self) -> None:
        self._paint()
        progress = self._runs.progress
        if progress.paused and not progress.asking:
            self._clock.pause()

    def _paint(self) -> None:
        """Show what is known now; what is the same as before is not painted again."""
        self._outcomes, before = {outcome.kind: outcome for outcome in self._runs.swept.outcomes}, self._outcomes
        self._asked, asked = self._runs.progress.asking, self._asked
        self.head.show(self._head)
        self.query_one("#heading", Paragraph).show(self._heading)
        if self._outcomes != before or self._asked != asked or not self._busy:
            self._list()

    def _list(self) -> None:
        wanted = {
            Shown.ALL: set(State),
            Shown.FOUND: {State.FOUND},
            Shown.MISSING: {State.REFUSED} if self._busy else {State.REFUSED, State.NOT_ASKED},
        }[self._shown]
        kinds = [kind for kind, outcome in self._outcomes.items() if outcome.state in wanted]
        self.types.only(kinds, _NONE.get(self._shown, ""))
        self._tell_type()

    def _line(self, kind: EventType, width: int) -> Line:
        return type_line(self._outcomes[kind], width - 1, asking=kind in self._asked)

    def _heading(self, width: int) -> list[Line]:
        return [heading(width - 1, self._shown.value)]

    def _head(self, width: int) -> list[Line]:
        plan, swept = self._plan, self._runs.swept
        about = (plan.words, f"{plan.parallel} at once", f"{plan.rate:g} a second")
        question = question_lines(visible(self._entity), self._customer, about if self._busy else about[:1], width)
        if not self._busy:
            wait = may_go_on(self._error, self.neo.start.clock(), viewer_zone()) if self._error else ""
            return [*question, *end_lines(swept, wait, width)]
        progress = self._runs.progress
        now = progress_line(progress, swept.elapsed) if self._runs.running else [Span("opening the connection …")]
        return [*question, *wrap(now, width), bar(progress, width)]

    @on(SweepList.Pointed)
    def _tell_type(self) -> None:
        kind = self.types.marked
        if kind is None:
            self.pane.show(lambda _: [])
            return
        outcome, asking, over = self._outcomes[kind], kind in self._asked, not self._busy
        view = self.neo.view(self._profile)
        self.pane.show(lambda width: type_lines(outcome, view, width, asking=asking, over=over))

    # ── keys ──

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Keys that would do nothing now are not offered."""
        if action == "pause":
            return self._runs.running
        if action == "ask_missing":
            return not self._busy and bool(self._runs.swept.missing)
        return True

    def action_open(self) -> None:
        kind = self.types.marked
        outcome = self._outcomes[kind] if kind else None
        if kind is None or outcome is None or outcome.state is not State.FOUND:
            self.neo.say("This type has no rows to open; f shows those that have some.")
            return
        query = Query(self._entity, self._customer, kind.id, 1, self._profile.count)
        self.app.push_screen(FoundScreen(self._profile, query))

    def action_pause(self) -> None:
        if self._runs.progress.paused:
            self._runs.resume()
            self._clock.resume()
        else:
            self._runs.pause()
        self._paint()

    def action_filter(self) -> None:
        every = list(Shown)
        self._shown = every[(every.index(self._shown) + 1) % len(every)]
        self._paint()
        self._list()

    def action_ask_missing(self) -> None:
        self._ask()

    def action_back(self) -> None:
        if not self.cancel_request():
            self.dismiss(None)

    def action_look_into(self) -> None:
        outcome = self._outcomes[self.types.marked] if self.types.marked else None
        page, error = (outcome.page, outcome.error) if outcome else (None, None)
        self.neo.look_into_requests((page.request_id if page else error.request_id if error else None) or "")

    def action_pane_scroll(self, by: int) -> None:
        self.pane.scroll_relative(y=by, animate=False)

    def action_profiles(self) -> None:
        self.neo.open_profiles()
