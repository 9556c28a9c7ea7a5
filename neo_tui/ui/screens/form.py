"""The form: which customer, which entity, which event type; the recent questions below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widgets import Input, Static

from neo_tui.domain.event_hints import entity_id_hint, mismatch
from neo_tui.domain.event_search import UnknownEventTypeError, resolve
from neo_tui.domain.event_types import EventType
from neo_tui.domain.memory import Question
from neo_tui.domain.query import (
    Draft,
    count_problem,
    customer_problem,
    entity_problem,
    event_problem,
)
from neo_tui.domain.status import Tone
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.event_picker import EventList
from neo_tui.ui.widgets.field import Field
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.profile_line import ProfileLine
from neo_tui.ui.widgets.recent_list import RecentList
from neo_tui.ui.widgets.toned import toned
from neo_tui.ui.widgets.top_line import TopLine

_CHECKS = {
    "customer": customer_problem,
    "entity": entity_problem,
    "event": event_problem,
    "count": count_problem,
}


class FormScreen(NeoScreen[None]):
    """Asks for one event of one customer."""

    ABOUT = "Name a customer, an entity and an event type; Enter asks the API which points it gave."

    HINTS: ClassVar[Mapping[str, str]] = {"submit": "ask", "select": "open"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask", "ask", show=False, tooltip="Ask the API"),
        Binding("tab", "app.focus_next", "next field", key_display="tab", tooltip="Next field", show=True),
        Binding("down", "next_field", "Next field, or next in the list", show=False),
        Binding("up", "previous_field", "Field before, or the one before in the list", show=False),
        Binding("ctrl+r", "recent", "recent", key_display="^r", tooltip="Go to the recent questions"),
        Binding("ctrl+o", "profiles", "connections", key_display="^o", tooltip="Choose or edit a connection"),
        Binding("ctrl+p", "app.command_palette", "commands", show=False, tooltip="Find a command by name"),
        Binding("escape", "home", "Back to the first field", show=False),
        Binding("f1", "app.help", "help", key_display="F1", tooltip="The keys that work here"),
    ]

    customer = query_one("#field-customer", Field)
    entity = query_one("#field-entity", Field)
    event = query_one("#field-event", Field)
    count = query_one("#field-count", Field)
    events = query_one("#events", EventList)
    recent = query_one("#recent", RecentList)
    connection = query_one(ProfileLine)
    notice = query_one("#notice", Static)
    list_title = query_one("#list-title", Static)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        draft = self._draft
        yield TopLine()
        with Vertical(id="form"):
            yield ProfileLine()
            yield Static("", id="notice", markup=False)
            yield Field("Customer", draft.customer, name="customer", placeholder="customer id, digits only")
            yield Field(
                "Entity id",
                draft.entity,
                name="entity",
                placeholder="transaction id, unique id or request id",
            )
            with Horizontal(id="last-row"):
                yield Field("Event type", draft.event, name="event", placeholder="name, words, initials or number")
                yield Field("Rows a page", draft.count, name="count")
        yield Static("", id="list-title", markup=False)
        yield EventList(id="events")
        yield RecentList(id="recent")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.events.display = False
        self.fill_recent()
        self.tell_connection()
        self._hint_all()
        first = "customer" if self.neo.profile else ""
        (self.field(first).input if first else self.connection).focus()

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
        self.recent.show(self.neo.memory.recent)
        self._title()

    def point_at(self, name: str | None, problem: str = "") -> None:
        """Go to a field, with what is wrong there."""
        field = self.field(name if name in _CHECKS else "customer")
        if problem:
            field.complain(problem)
        field.input.focus()

    def tell_connection(self) -> None:
        """Show the connection in use, or what keeps us from having one."""
        self.connection.show(self.neo.profile, self.neo.profiles)
        problem = self.neo.start.problem
        text = ""
        if problem:
            text = f"! {problem.title}. {problem.cause} {problem.action}"
        elif self.neo.profile is None:
            text = "There is no connection yet. Enter makes one; `neo-tui demo` tries the program with invented data."
        self.notice.display = bool(text)
        self.notice.update(toned(text, Tone.WARNING if problem else Tone.PLAIN))

    # ── while one types ──

    @on(Input.Changed, "#event")
    def _search(self, event: Input.Changed) -> None:
        self.events.search(event.value)
        self._title()

    @on(Input.Changed)
    def _take_back(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        if name in _CHECKS:
            self.neo.memory = replace(self.neo.memory, draft=self.draft)
            field = self.field(name)
            if field.problem and not _CHECKS[name](field.value):
                field.complain("")
            self._hint(name)

    def _hint_all(self) -> None:
        for name in _CHECKS:
            self._hint(name)

    def _hint(self, name: str) -> None:
        field = self.field(name)
        if name == "entity":
            entity = field.value.strip()
            chosen = self._chosen()
            field.hint((chosen and mismatch(entity, chosen)) or entity_id_hint(entity) or "" if entity else "")
        elif name == "event":
            chosen = self._chosen()
            field.hint(f"{chosen.title} · {chosen.family} · {chosen.hint}" if chosen else "")
            self._hint("entity")

    def _chosen(self) -> EventType | None:
        try:
            return resolve(self.event.value) if self.event.value.strip() else None
        except UnknownEventTypeError:
            return None

    @on(Field.Left)
    def _check(self, event: Field.Left) -> None:
        name = event.field.name or ""
        if name == "event" and self.events.display:
            self._take_event()
        if name in _CHECKS and event.field.value.strip():
            event.field.complain(_CHECKS[name](event.field.value))

    def on_descendant_focus(self) -> None:
        picking = self.event.input.has_focus
        if picking and not self.events.display:
            self.events.search("" if self._chosen() else self.event.value, self._chosen())
        self.events.display = picking
        self.recent.display = not picking
        self._title()

    def _title(self) -> None:
        if self.events.display:
            shown = len(self.events.items)
            text = "Event types" if shown else "No event type fits"
            text += (
                f" · {shown} fit · ↑↓ marks, Enter or Tab takes"
                if shown
                else " · a number outside 1-89 may be typed too"
            )
        elif self.recent.items:
            text = "Try these" if self.neo.start.banner else "Recent questions"
            text += " · ^r goes here, Enter opens"
        else:
            text = ""
        self.list_title.update(text)

    def _take_event(self) -> None:
        """Put the marked event type into the field, unless what is typed names one already."""
        typed = self.event.value.strip()
        marked = self.events.marked
        if marked is None or (not typed and not self.events.moved):
            return
        if self._chosen() is None or self.events.moved:
            self.event.value = marked.name if marked.known else str(marked.id)

    # ── keys ──

    def action_ask(self) -> None:
        """Ask, when every field is right; else go to the first that is not."""
        if self.connection.has_focus:
            self.action_profiles()
            return
        if self.event.input.has_focus:
            self._take_event()
        draft = self.draft
        problems = draft.problems()
        for name in _CHECKS:
            self.field(name).complain(problems.get(name, ""))
        if problems:
            self.field(next(iter(problems))).input.focus()
        elif self.neo.profile is None:
            self.connection.focus()
            self.neo.say("Choose a connection first: Enter on the first line.")
        else:
            self.neo.ask(draft)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_ask()

    @on(PickList.Picked, "#recent")
    def _reopen(self, event: PickList.Picked) -> None:
        if isinstance(event.item, Question):
            self.neo.reopen(event.item)

    @on(PickList.Picked, "#events")
    def _clicked(self, event: PickList.Picked) -> None:
        if isinstance(event.item, EventType):
            self.event.value = event.item.name if event.item.known else str(event.item.id)
            self.event.input.focus()

    def action_next_field(self) -> None:
        if self.event.input.has_focus:
            self.events.move(1)
        else:
            self.focus_next()

    def action_previous_field(self) -> None:
        if self.event.input.has_focus:
            self.events.move(-1)
        else:
            self.focus_previous()

    def action_recent(self) -> None:
        if self.recent.items:
            self.recent.focus()
        else:
            self.neo.say("There are no recent questions yet.")

    def action_type_customer(self, digit: str) -> None:
        """A digit typed in the list begins another customer id."""
        self.customer.input.begin(digit)

    def action_profiles(self) -> None:
        self.neo.open_profiles()

    def action_home(self) -> None:
        self.customer.input.focus()
