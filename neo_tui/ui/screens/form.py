"""The form: which customer, which entity, which event type; the recent questions below."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Input

from neo_tui.domain.event_search import UnknownEventTypeError, clearly_meant, resolve
from neo_tui.domain.event_types import EventType
from neo_tui.domain.memory import Question
from neo_tui.domain.query import (
    Draft,
    count_problem,
    customer_problem,
    entity_problem,
    event_problem,
)
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.field import Field
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.profile_line import ProfileLine
from neo_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from neo_tui.ui.widgets.form_lists import FormLists
    from neo_tui.ui.widgets.pick_list import PickList


_CHECKS = {
    "customer": customer_problem,
    "entity": entity_problem,
    "event": event_problem,
    "count": count_problem,
}


class FormScreen(NeoScreen[None]):
    """Asks for one event of one customer."""

    ABOUT = (
        "Name a customer, an entity and an event type, or paste a curl line, a URL, a log line or JSON that has them; "
        "Enter asks the API which points it gave."
    )

    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - declared by Textual
    HINTS: ClassVar[Mapping[str, str]] = {"submit": "ask", "select": "open"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask", "ask", show=False, tooltip="Ask the API"),
        Binding("tab", "app.focus_next", "next field", key_display="tab", tooltip="Next field", show=True),
        Binding("down", "next_field", "Next field, or next in the list", show=False),
        Binding("up", "previous_field", "Field before, or the one before in the list", show=False),
        Binding("ctrl+r", "recent", "recent", key_display="^r", tooltip="Go to the recent questions"),
        Binding("ctrl+o", "profiles", "connections", key_display="^o", tooltip="Choose or edit a connection"),
        Binding("f3", "sweep", "sweep", tooltip="Ask under which event types it has rows"),
        Binding("f4", "history", "history", tooltip="Every question that was asked, and what came of it"),
        Binding("f2", "look_into", "requests", show=False, tooltip="Look into the requests of this run"),
        Binding("ctrl+p", "app.commands", "commands", show=False, tooltip="Find a command by name"),
        Binding("escape", "home", "Back to the first field", show=False),
        Binding("f1", "app.help", "help", key_display="F1", tooltip="The keys that work here"),
    ]

    customer = query_one("#field-customer", Field)
    entity = query_one("#field-entity", Field)
    event = query_one("#field-event", Field)
    count = query_one("#field-count", Field)
    connection = query_one(ProfileLine)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._lists: FormLists | None = None
        self._adding = asyncio.Lock()

    def compose(self) -> ComposeResult:
        draft = self._draft
        yield TopLine()
        yield ProfileLine()
        yield Field("Customer", draft.customer, name="customer", placeholder="customer id, digits only")
        yield Field("Entity id", draft.entity, name="entity", placeholder="transaction id, unique id or request id")
        with Horizontal(id="last-row"):
            yield Field("Event type", draft.event, name="event", placeholder="name, words, initials or number")
            yield Field("Rows a page", draft.count, name="count")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.tell_connection()
        for field in self.query(Field):
            field.input.offer = self.take_paste
        first = "customer" if self.neo.profile else ""
        (self.field(first).input if first else self.connection).focus()
        self.call_after_refresh(self.neo.settle)

    async def add_lists(self) -> None:
        """Add the lists, once the first frame stands: they are a quarter of what it would take."""
        async with self._adding:  # a quick hand asks for them while they are being added
            await self._add_lists()

    async def _add_lists(self) -> None:
        if self._lists:
            return
        from neo_tui.ui.widgets.form_lists import FormLists  # noqa: PLC0415 - see above

        lists = FormLists("Try these" if self.neo.start.banner else "Recent questions")
        await self.mount(lists, before=self.query_one(KeyBar))
        self._lists = lists
        self._hint_all()
        self.fill_recent()
        self.on_descendant_focus()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.is_mounted:
            self.fill_recent()
            self.tell_connection()

    # ── what stands in the form ──

    def field(self, name: str) -> Field:
        """A field by the name that `Draft` gives it."""
        return self.query_one(f"#field-{name}", Field)

    @property
    def draft(self) -> Draft:
        """What is typed, letter for letter."""
        return Draft(self.customer.value, self.entity.value, self.event.value, "1", self.count.value)

    def load(self, draft: Draft) -> None:
        """Put a question into the form."""
        self.customer.value, self.entity.value = draft.customer, draft.entity
        self.event.value, self.count.value = draft.event, draft.count
        for name in _CHECKS:
            self.field(name).complain("")
        self._hint_all()

    def fill_recent(self) -> None:
        """List the recent questions."""
        if self._lists:
            self._lists.show_recent(self.neo.memory.recent)

    def point_at(self, name: str | None, problem: str = "") -> None:
        """Go to a field, with what is wrong there."""
        field = self.field(name if name in _CHECKS else "customer")
        if problem:
            field.complain(problem)
        field.input.focus()

    def tell_connection(self) -> None:
        """Show the connection in use, or what keeps us from having one."""
        self.connection.show(self.neo.profile, self.neo.profiles, self.neo.problem)

    # ── while one types, or pastes ──

    def take_paste(self, text: str) -> bool:
        """Fill the fields from a pasted text that is more than what belongs into one; answers whether it was."""
        from neo_tui.ui.pasting import take  # noqa: PLC0415 - after the first frame

        return take(self, text)

    def on_paste(self, event: events.Paste) -> None:
        self.take_paste(event.text)  # where no field has the focus

    @on(Input.Changed, "#event")
    def _search(self, event: Input.Changed) -> None:
        if self._lists:
            self._lists.search(event.value)

    @on(Input.Changed)
    def _take_back(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        if name in _CHECKS:
            self.neo.memory = replace(self.neo.memory, draft=self.draft)
            field = self.field(name)
            if field.problem and (name == "event" or not _CHECKS[name](field.value)):
                field.complain("")
            if self._lists:
                self._hint(name)

    def _hint_all(self) -> None:
        if self._lists:
            for name in _CHECKS:
                self._hint(name)

    def _hint(self, name: str) -> None:
        from neo_tui.presentation.form_hints import entity_hint, event_hints  # noqa: PLC0415 - after the first frame

        field, chosen = self.field(name), self._chosen()
        if name == "entity":
            field.hint(entity_hint(field.value, chosen))
        elif name == "event":
            field.hint(*event_hints(field.value, chosen))
            self._hint("entity")

    def _chosen(self) -> EventType | None:
        try:
            return resolve(self.event.value) if self.event.value.strip() else None
        except UnknownEventTypeError:
            return None

    @on(Field.Left)
    def _check(self, event: Field.Left) -> None:
        name = event.field.name or ""
        if name == "event":
            self._take_event()
        if name in _CHECKS and event.field.value.strip():
            event.field.complain(_CHECKS[name](event.field.value))

    def on_descendant_focus(self) -> None:
        if self._lists:
            picking = self.event.input.has_focus
            self._lists.turn_to(events=picking, typed=self.event.value, chosen=self._chosen())

    def _take_event(self) -> bool:
        """Put the marked event type into the field, unless what is typed names one; answers whether it did."""
        taken = self._lists.taken(self.event.value.strip(), self._chosen()) if self._lists else None
        if taken is not None:
            self._put_event(taken)
        return taken is not None

    def _put_event(self, kind: EventType) -> None:
        name = kind.name if kind.known else str(kind.id)
        self.event.value = name
        self.event.input.cursor_position = len(name)
        if self._lists:
            self._lists.events.moved = False

    # ── keys ──

    @on(Input.Submitted)
    def action_ask(self) -> None:
        """Ask; before that, take what is marked where the focus is."""
        if self.connection.has_focus:
            self.action_profiles()
            return
        if self.event.input.has_focus:
            meant = clearly_meant(self.event.value)
            if self._take_event() and meant != self._chosen():
                return  # what was guessed from a few letters is looked at before it is asked
        self.ask()

    def ask(self) -> None:
        """Ask what stands in the fields, when every one is right; else go to the first that is not."""
        draft = self.draft
        if self._may_ask(draft.problems()):
            self.query(".pasted").remove()
            self.neo.ask(draft)

    def _may_ask(self, problems: Mapping[str, str]) -> bool:
        """Whether nothing is wrong and there is a connection; else say so, and go to where it is."""
        for name in _CHECKS:
            self.field(name).complain(problems.get(name, ""))
        if problems:
            self.field(next(iter(problems))).input.focus()
        elif self.neo.profile is None:
            self.connection.focus()
            self.neo.say("Choose a connection first: Enter on the first line.")
        return not problems and self.neo.profile is not None

    def action_sweep(self) -> None:
        """Ask under which event types the entity has rows; the event type is not looked at."""
        draft = self.draft
        problems = draft.problems()
        if self._may_ask({name: problems[name] for name in ("customer", "entity") if name in problems}):
            self.neo.sweep(int(draft.customer.strip()), draft.entity.strip())

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """A recent question is opened again; an event type goes into its field."""
        if isinstance(event.item, Question):
            self.neo.reopen(event.item)
        elif isinstance(event.item, EventType):
            self._put_event(event.item)
            self.event.input.focus()

    def action_next_field(self) -> None:
        if self._lists and self.event.input.has_focus:
            self._lists.events.move(1)
        else:
            self.focus_next()

    def action_previous_field(self) -> None:
        if self._lists and self.event.input.has_focus:
            self._lists.events.move(-1)
        else:
            self.focus_previous()

    async def action_recent(self) -> None:
        self.neo.load_memory()
        if self.neo.memory.recent:
            await self.add_lists()  # a quick hand may be here before them
        if self._lists and self._lists.recent.items:
            self._lists.recent.focus()
        else:
            self.neo.say("There are no recent questions yet.")

    def action_profiles(self) -> None:
        self.neo.open_profiles()

    def action_history(self) -> None:
        self.neo.open_history()

    def action_look_into(self) -> None:
        self.neo.look_into_requests()

    def connection_chosen(self) -> None:
        """A connection was picked from the list: on with the question."""
        if self.focused in {None, self.connection}:
            self.customer.input.focus()

    def action_home(self) -> None:
        """Back to the first field; nothing in it is marked, so that the next key cannot wipe it out."""
        self.customer.input.go_to()
