"""Add or edit one connection. Saving is refused as long as a field is wrong; nothing typed is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar
from zoneinfo import available_timezones

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.hosts import PRESETS, HostError, parse_host
from neo_tui.domain.profile import Auth, PasswordForm, Profile, SecretSource
from neo_tui.domain.query import count_problem
from neo_tui.domain.secret import Secret
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import pad
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.widgets.choice import Choice
from neo_tui.ui.widgets.field import Field
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import toned
from neo_tui.ui.widgets.top_line import TopLine

_OFFERED = 8
_UNCHANGED = "kept as it is stored; type to replace it"


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

    auth = query_one("#auth", Choice)
    form = query_one("#password_form", Choice)
    source = query_one("#secret_source", Choice)
    offers = query_one("#offers", PickList)

    def __init__(self, profile: Profile | None) -> None:
        super().__init__()
        self._old = profile
        self._start = profile or Profile(name="", host="")

    def compose(self) -> ComposeResult:
        old = self._start
        yield TopLine()
        title = f"Edit connection {old.name}" if self._old else "New connection"
        yield Static(title, classes="title", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            yield Field("Name", old.name, name="name", placeholder="what you call it, for example eu-prod")
            yield Field("Host", old.host, name="host", placeholder="a host, or paste a URL")
            yield Choice(
                "Auth",
                {Auth.BASIC: "Basic: user and password", Auth.OAUTH: "OAuth: key and secret"},
                old.auth,
                id="auth",
            )
            yield Field("User", old.user, name="user", placeholder="user (till code), or OAuth key")
            yield Choice(
                "Secret from",
                {
                    SecretSource.PROMPT: "asked each time, kept in memory only",
                    SecretSource.ENVIRONMENT: "an environment variable",
                    SecretSource.FILE: "stored readable in profiles.toml",
                },
                old.secret_source,
                id="secret_source",
            )
            yield Field(
                "Variable",
                old.secret_variable,
                name="secret_variable",
                placeholder="name of the environment variable",
            )
            yield Field("Secret", "", name="secret", placeholder=_UNCHANGED if old.secret else "", password=True)
            yield Choice(
                "Password is",
                {PasswordForm.PLAIN: "the password itself", PasswordForm.MD5: "already its MD5"},
                old.password_form,
                id="password_form",
            )
            yield Field("Time zone", old.zone, name="zone", placeholder="for example Asia/Kolkata")
            yield Field("Rows a page", str(old.count), name="count")
            yield Field("Path", old.path, name="path")
            yield Field("Scope", old.scope, name="scope")
        yield PickList[str](id="offers")
        yield Static("", id="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self.offers.can_focus = False
        self.offers.display = False
        self._hints()
        self._depend()
        self.field("name").input.focus()

    def field(self, name: str) -> Field:
        """A field by the profile's attribute."""
        return self.query_one(f"#field-{name}", Field)

    def _hints(self) -> None:
        self.field("zone").hint("The cluster's: EU is UTC; India, Singapore Asia/Kolkata.")
        self.field("scope").hint("Sent as x-cap-neo-dag-scope; documented value: global.")

    @on(Choice.Changed)
    def _depend(self) -> None:
        """Show only what the choices call for."""
        self.field("secret_variable").display = self.source.value == SecretSource.ENVIRONMENT
        self.field("secret").display = self.source.value == SecretSource.FILE
        self.form.display = self.auth.value == Auth.BASIC
        stored = self.source.value == SecretSource.FILE
        self.field("secret").hint("Anyone who can read the file can read it. The file is kept 0600." if stored else "")

    # ── offers below the fields ──

    @on(Input.Changed)
    def _offer_while_typing(self, event: Input.Changed) -> None:
        if event.input.has_focus:
            self._offer(event.input.id or "")
        field = self.field(event.input.id or "name")
        if field.problem and (event.input.id or "") not in self._problems():
            field.complain("")

    def on_descendant_focus(self) -> None:
        focused = self.focused
        name = focused.id if isinstance(focused, Input) else ""
        self._offer(name or "", all_of_them=True)

    def _offer(self, name: str, *, all_of_them: bool = False) -> None:
        found: list[tuple[str, str]] = []
        if name == "host":
            typed = "" if all_of_them else self.field("host").value.strip().lower()
            found = [
                (preset.host, preset.region) for preset in PRESETS if typed in f"{preset.host} {preset.region}".lower()
            ]
        elif name == "zone":
            typed = self.field("zone").value.strip().lower().replace(" ", "_")
            zones = sorted(available_timezones() | {"UTC"})
            found = [(zone, "") for zone in zones if typed and typed in zone.lower()][:_OFFERED]
            if len(found) == 1 and found[0][0] == self.field("zone").value:
                found = []
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
            self._cut_host(event.field)
        if event.field.value or name == "name":
            event.field.complain(self._problems().get(name, "") if event.field.value else "")

    def _cut_host(self, field: Field) -> None:
        """A pasted URL is cut down to its host, and that is said."""
        typed = field.value.strip()
        try:
            host = str(parse_host(typed))
        except HostError:
            return
        if host != typed:
            field.value = host
            field.hint(f"Cut down to the host; sent to {parse_host(host).url} only.")

    def _built(self) -> Profile:
        values = {
            name: self.field(name).value.strip()
            for name in ("name", "user", "zone", "path", "scope", "secret_variable")
        }
        host = self.field("host").value.strip()
        count = self.field("count").value
        typed = self.field("secret").value
        source = SecretSource(self.source.value)
        secret = (Secret(typed) if typed else self._start.secret) if source is SecretSource.FILE else None
        with contextlib.suppress(HostError):
            host = str(parse_host(host))
        return replace(
            self._start,
            name=values["name"],
            user=values["user"],
            zone=values["zone"],
            path=values["path"],
            scope=values["scope"],
            secret_variable=values["secret_variable"],
            host=host,
            auth=Auth(self.auth.value),
            password_form=PasswordForm(self.form.value),
            secret_source=source,
            secret=secret,
            count=int(count) if not count_problem(count) else 0,
        )

    def _problems(self) -> dict[str, str]:
        profile = self._built()
        problems = profile.problems()
        taken = self.neo.profiles.get(profile.name)
        if "name" not in problems and taken is not None and (self._old is None or profile.name != self._old.name):
            problems["name"] = "There is a connection of that name already."
        return problems

    # ── keys ──

    def action_onward(self) -> None:
        if self.offers.display and self.offers.marked is not None:
            self._take(str(self.offers.marked))
        if self.field("scope").input.has_focus:
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

    def action_save(self) -> None:
        self._cut_host(self.field("host"))
        problems = self._problems()
        for field in self.query(Field):
            field.complain(problems.get(field.name or "", ""))
        if problems:
            first = next((field for field in self.query(Field) if field.name in problems and field.display), None)
            if first is not None:
                first.input.focus()
            self._say(f"Not saved: {len(problems)} field{'s' if len(problems) > 1 else ''} to correct.")
            return
        try:
            stored = self.neo.start.profile_store.put(self._built(), self._old.name if self._old else None)
        except NeoError as error:
            self._say(str(error))
            return
        self.neo.show_profiles(stored)
        self.dismiss(self._built())

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(toned(f"! {text}", Tone.WARNING))

    def action_cancel(self) -> None:
        self.dismiss(None)
