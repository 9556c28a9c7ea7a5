"""Add or edit one connection. Saving is refused as long as a field is wrong; nothing typed is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.hosts import HostError, parse_host
from neo_tui.domain.profile import STORED, Auth, Colour, PasswordForm, Profile, SecretSource
from neo_tui.domain.query import count_problem
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import CommandError, command_text, parse_command
from neo_tui.domain.status import Tone
from neo_tui.presentation.text import pad
from neo_tui.ui.screens.base import NeoScreen
from neo_tui.ui.screens.profile_offers import offers_for
from neo_tui.ui.widgets.choice import Choice
from neo_tui.ui.widgets.field import Field
from neo_tui.ui.widgets.key_bar import KeyBar
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import toned
from neo_tui.ui.widgets.top_line import TopLine

_UNCHANGED = "kept as it is stored; type to replace it"
_NOT_GIVEN = "Give the secret, or choose another source."
_LIVE, _NOT_LIVE = "yes", "no"
SOURCES: Mapping[SecretSource, str] = {
    SecretSource.COMMAND: "a command that prints it",
    SecretSource.ENVIRONMENT: "an environment variable",
    SecretSource.PROMPT: "asked each time, kept in memory only",
    SecretSource.KEYRING: "the keyring of this system",
    SecretSource.FILE: "stored readable in credentials.toml",
}
"""In the order of advice (`SecretSource`)."""


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
    production = query_one("#production", Choice)
    colour = query_one("#colour", Choice)
    offers = query_one("#offers", PickList)

    def __init__(self, profile: Profile | None, like: Profile | None = None) -> None:
        """A form for a profile, or for a new one; a copy begins with what another has, but its secret."""
        super().__init__()
        self._old = profile
        self._start = profile or like or Profile(name="", host="")
        self._has_secret = profile is not None and profile.secret is not None

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
                {source: SOURCES[source] for source in SecretSource},
                old.secret_source,
                id="secret_source",
            )
            yield Field(
                "Command",
                command_text(old.password_command),
                name="password_command",
                placeholder="for example: op read op://team/neo/password",
            )
            yield Field(
                "Variable", old.secret_variable, name="secret_variable", placeholder="name of the environment variable"
            )
            yield Field("Secret", "", name="secret", placeholder=_UNCHANGED if old.secret else "", password=True)
            yield Choice(
                "Password is",
                {PasswordForm.PLAIN: "the password itself", PasswordForm.MD5: "already its MD5"},
                old.password_form,
                id="password_form",
            )
            yield Choice(
                "Production",
                {_NOT_LIVE: "no", _LIVE: "yes: every screen says PRODUCTION"},
                _LIVE if old.production else _NOT_LIVE,
                id="production",
            )
            yield Field("Time zone", old.zone, name="zone", placeholder="for example Asia/Kolkata")
            yield Field("Rows a page", str(old.count), name="count")
            yield Field("Label", old.label, name="label", placeholder="a few words beside the name")
            yield Choice("Colour", {colour: str(colour) for colour in Colour}, old.colour, id="colour")
            yield Field("Path", old.path, name="path")
            yield Field("Scope", old.scope, name="scope")
            yield Field(
                "CA bundle",
                old.ca_bundle,
                name="ca_bundle",
                placeholder="file with a company's own roots; most need none",
            )
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
        self._look_for_secret()

    @work
    async def _look_for_secret(self) -> None:
        """Say whether a secret is stored already; a keyring may take a while to answer."""
        if self._old is not None and self._old.secret_source in STORED and await self.neo.manager.has_secret(self._old):
            self._has_secret = True
            self.field("secret").input.placeholder = _UNCHANGED

    def field(self, name: str) -> Field:
        """A field by the profile's attribute."""
        return self.query_one(f"#field-{name}", Field)

    def _hints(self) -> None:
        self.field("zone").hint("The cluster's: EU is UTC; India, Singapore Asia/Kolkata.")
        self.field("password_command").hint(
            "Words, quoted as in a shell, but no shell runs them. Shown and confirmed before the first run.",
            "No shell runs it. Confirmed before its first run.",
        )
        self.field("ca_bundle").hint("A PEM file, trusted besides the system's and certifi's roots.")
        self.field("scope").hint("Sent as x-cap-neo-dag-scope; documented value: global.")

    @on(Choice.Changed)
    def _depend(self) -> None:
        """Show only what the choices call for."""
        source = SecretSource(self.source.value)
        self.field("password_command").display = source is SecretSource.COMMAND
        self.field("secret_variable").display = source is SecretSource.ENVIRONMENT
        self.field("secret").display = source in STORED
        self.form.display = self.auth.value == Auth.BASIC
        readable = "Anyone who can read the file can read it. The file is kept 0600, in a folder of its own."
        self.field("secret").hint(
            readable if source is SecretSource.FILE else "Kept by the system; needs neo-tui[keyring]."
        )

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
            for name in ("name", "user", "zone", "path", "scope", "secret_variable", "ca_bundle", "label")
        }
        host = self.field("host").value.strip()
        count = self.field("count").value
        typed = self.field("secret").value
        source = SecretSource(self.source.value)
        kept = self._old.secret if self._old else None
        secret = (Secret(typed) if typed else kept) if source in STORED else None
        command: tuple[str, ...] = ()
        with contextlib.suppress(HostError):
            host = str(parse_host(host))
        with contextlib.suppress(CommandError):
            command = parse_command(self.field("password_command").value)
        return replace(
            self._start,
            name=values["name"],
            user=values["user"],
            zone=values["zone"],
            path=values["path"],
            scope=values["scope"],
            secret_variable=values["secret_variable"],
            password_command=command,
            ca_bundle=values["ca_bundle"],
            label=values["label"],
            colour=Colour(self.colour.value),
            production=self.production.value == _LIVE,
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
        if profile.secret_source in STORED and not profile.secret and not self._has_secret:
            problems["secret"] = _NOT_GIVEN
        if profile.secret_source is SecretSource.COMMAND:
            try:
                parse_command(self.field("password_command").value)
            except CommandError as error:
                problems["password_command"] = str(error)
        return problems

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
        profile = self._built()
        try:
            await self.neo.save_profile(profile, self._old)
        except NeoError as error:
            self._say(str(error))
            return
        self.dismiss(profile)

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(toned(f"! {text}", Tone.WARNING))

    def action_cancel(self) -> None:
        self.dismiss(None)
