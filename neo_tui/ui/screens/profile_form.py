"""Add or edit one connection. Saving is refused as long as a field is wrong; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import STORED, Profile
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import pad
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.dialogs import ConfirmDialog
from neo_tui.ui.screens.profile_offers import offers_for
from neo_tui.ui.widgets.field import Field
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.profile_fields import ProfileFields
from neo_tui.ui.widgets.toned import toned
from neo_tui.ui.widgets.top_line import TopLine


class ProfileFormScreen(NeoScreen[Profile | None]):
    """Edits a connection, or makes one."""

    CSS_PATH = "profile_form.tcss"
    ABOUT = "Where to ask, as whom, where the secret comes from, and the zone in which dates are read."

    HINTS: ClassVar[Mapping[str, str]] = {"submit": "next"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", key_display="^s", tooltip="Save this connection", priority=True),
        Binding("enter", "onward", "next", show=False, tooltip="Next field; on the last one: save"),
        Binding("escape", "cancel", "cancel", tooltip="Leave without saving"),
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Before", show=False),
        Binding("f1", "app.help", "help", key_display="F1", tooltip="The keys that work here"),
    ]

    fields = query_one(ProfileFields)
    offers = query_one("#offers", PickList)

    def __init__(self, profile: Profile | None, like: Profile | None = None) -> None:
        """A form for a profile, or for a new one; a copy begins with what another has, but its secret."""
        super().__init__()
        self._old = profile
        self._start = profile or like or Profile(name="", host="")

    def compose(self) -> ComposeResult:
        yield TopLine()
        title = f"Edit connection {self._old.name}" if self._old else "New connection"
        yield Static(title, classes="title", markup=False)
        yield ProfileFields(self._start, kept=self._old.secret if self._old else None)
        yield PickList[str](id="offers")
        yield Static("", id="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.offers.can_focus = False
        self.offers.display = False
        self.field("name").input.focus()
        self._look_for_secret()

    @work
    async def _look_for_secret(self) -> None:
        """Say whether a secret is stored already; a keyring may take a while to answer."""
        if self._old is not None and self._old.secret_source in STORED and await self.neo.manager.has_secret(self._old):
            self.fields.secret_is_stored()

    def field(self, name: str) -> Field:
        """A field by the profile's attribute."""
        return self.fields.field(name)

    def _problems(self) -> dict[str, str]:
        problems = self.fields.problems()
        name = self.field("name").value.strip()
        taken = self.neo.profiles.get(name) is not None and (self._old is None or name != self._old.name)
        return {"name": "There is a connection of that name already.", **problems} if taken else problems

    # ── offers below the fields ──

    @on(Input.Changed)
    def _offer_while_typing(self, event: Input.Changed) -> None:
        if event.input.has_focus:
            self._offer(event.input.id or "")
        field = self.field(event.input.id or "name")
        if field.problem and (event.input.id or "") not in self._problems():
            field.complain("")
            if not any(each.problem for each in self.query(Field)):
                self._say("")

    def on_descendant_focus(self) -> None:
        focused = self.focused
        name = focused.id if isinstance(focused, Input) else ""
        self._offer(name or "", all_of_them=True)

    def _offer(self, name: str, *, all_of_them: bool = False) -> None:
        typed = self.field(name).value if name in {"host", "zone"} else ""
        found = offers_for(name, "" if name == "host" and all_of_them else typed)
        lines = [Content.assemble((pad(value, 34), "bold"), (note, "$muted")) for value, note in found]
        self.offers.offer([value for value, _ in found], lines)
        self.offers.highlighted = None
        self.offers.display = bool(found)

    @on(PickList.Picked)
    def _clicked(self, event: PickList.Picked) -> None:
        self._take(str(event.item))

    def _take(self, value: str) -> None:
        name = "host" if self.field("host").input.has_focus else "zone"
        self.field(name).value = value
        self.offers.display = False

    # ── leaving a field ──

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        name = event.field.name or ""
        if name == "host":
            self.fields.cut_host()
        if event.field.value or name == "name":
            event.field.complain(self._problems().get(name, "") if event.field.value else "")

    # ── keys ──

    def action_onward(self) -> None:
        if self.offers.display and self.offers.marked is not None:
            self._take(str(self.offers.marked))
        if self.field("ca_bundle").input.has_focus:
            self.action_save()
        else:
            self.focus_next()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_onward()

    def action_move(self, by: int) -> None:
        if self.offers.display:
            if self.offers.highlighted is None:
                self.offers.highlighted = 0
            else:
                self.offers.step(by)
        elif by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        self.fields.cut_host()
        problems = self._problems()
        for field in self.query(Field):
            field.complain(problems.get(field.name or "", ""))
        if problems:
            first = next((field for field in self.query(Field) if field.name in problems and field.display), None)
            if first is not None:
                first.input.focus()
            self._say(f"Not saved: {len(problems)} field{'s' if len(problems) > 1 else ''} to correct.")
            return
        profile = self.fields.profile()
        try:
            await self.neo.save_profile(profile, self._old)
        except NeoError as error:
            self._say(str(error))
            return
        self.dismiss(profile)

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(toned(f"! {text}" if text else "", Tone.WARNING))

    @work(exclusive=True, group="leave")
    async def action_cancel(self) -> None:
        if self.fields.profile() != self._start:
            dialog = ConfirmDialog("Leave without saving?", "What was changed here is lost.", "leave")
            if not await self.neo.push_screen_wait(dialog):
                return
        self.dismiss(None)
