"""The fields of a connection: what stands in them, and what is wrong with it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.getters import query_one

from neo_tui.domain.hosts import HostError, parse_host
from neo_tui.domain.profile import STORED, Auth, Colour, PasswordForm, Profile, SecretSource
from neo_tui.domain.query import count_problem
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import CommandError, command_text, parse_command
from neo_tui.ui.widgets.choice import Choice
from neo_tui.ui.widgets.field import Field

_UNCHANGED = "kept as it is stored; type to replace it"
_NOT_GIVEN = "Give the secret, or choose another source."
_IN_FILE = (
    "Readable to whoever can read that file; kept 0600 in a folder of its own.",
    "Readable to whoever can read that file; kept 0600.",
)
_IN_KEYRING = ("Kept by the system; needs the extra neo-tui[keyring].",)
_LIVE, _NOT_LIVE = "yes", "no"
SOURCES: Mapping[SecretSource, str] = {
    SecretSource.COMMAND: "a command that prints it",
    SecretSource.ENVIRONMENT: "an environment variable",
    SecretSource.PROMPT: "asked each time, kept in memory only",
    SecretSource.KEYRING: "the keyring of this system",
    SecretSource.FILE: "stored readable in credentials.toml",
}
"""In the order of advice (`SecretSource`)."""


class ProfileFields(VerticalScroll, can_focus=False):
    """Shows only the fields that the choices call for.

    Args:
        start: What the fields begin with.
        kept: The secret that a profile in memory keeps when none is typed.
    """

    auth = query_one("#auth", Choice)
    form = query_one("#password_form", Choice)
    source = query_one("#secret_source", Choice)
    production = query_one("#production", Choice)
    colour = query_one("#colour", Choice)

    def __init__(self, start: Profile, *, kept: Secret | None) -> None:
        super().__init__(id="fields")
        self._start, self._kept = start, kept
        self._has_secret = kept is not None

    def compose(self) -> ComposeResult:
        old = self._start
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
        yield Field("Secret", "", name="secret", placeholder=_UNCHANGED if self._has_secret else "", password=True)
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

    def on_mount(self) -> None:
        self._hints()
        self._depend()

    def secret_is_stored(self) -> None:
        """One is stored already: it may stay as it is."""
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
        self.field("ca_bundle").hint("A PEM file, trusted besides the roots known anyway.")
        self.field("scope").hint("Sent as x-cap-neo-dag-scope; documented value: global.")

    @on(Choice.Changed)
    def _depend(self) -> None:
        """Show only what the choices call for."""
        source = SecretSource(self.source.value)
        self.field("password_command").display = source is SecretSource.COMMAND
        self.field("secret_variable").display = source is SecretSource.ENVIRONMENT
        self.field("secret").display = source in STORED
        self.form.display = self.auth.value == Auth.BASIC
        self.field("secret").hint(*(_IN_FILE if source is SecretSource.FILE else _IN_KEYRING))

    def cut_host(self) -> None:
        """A pasted URL is cut down to its host, and that is said."""
        field = self.field("host")
        typed = field.value.strip()
        try:
            host = str(parse_host(typed))
        except HostError:
            return
        if host != typed:
            field.value = host
            field.hint(f"Cut down to the host; sent to {parse_host(host).url} only.")

    def profile(self) -> Profile:
        """What the fields say, right or wrong."""
        values = {
            name: self.field(name).value.strip()
            for name in ("name", "user", "zone", "path", "scope", "secret_variable", "ca_bundle", "label")
        }
        host = self.field("host").value.strip()
        count = self.field("count").value
        typed = self.field("secret").value
        source = SecretSource(self.source.value)
        secret = (Secret(typed) if typed else self._kept) if source in STORED else None
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
            # What is hidden is not kept: a field may hold a password that was typed into the wrong one.
            secret_variable=values["secret_variable"] if source is SecretSource.ENVIRONMENT else "",
            password_command=command if source is SecretSource.COMMAND else (),
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

    def problems(self) -> dict[str, str]:
        profile = self.profile()
        problems = profile.problems()
        if profile.secret_source in STORED and not profile.secret and not self._has_secret:
            problems["secret"] = _NOT_GIVEN
        if profile.secret_source is SecretSource.COMMAND:
            try:
                parse_command(self.field("password_command").value)
            except CommandError as error:
                problems["password_command"] = str(error)
        return problems
