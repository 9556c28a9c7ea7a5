"""From the options of `profiles add` and `profiles edit` to a profile, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from neo_tui.domain.foreign import visible
from neo_tui.domain.hosts import HostError, parse_host
from neo_tui.domain.profile import STORED, Auth, Colour, PasswordForm, Profile, SecretSource
from neo_tui.domain.query import count_problem
from neo_tui.domain.secret_command import CommandError, parse_command

FROM_STDIN = "--password-stdin"
_WHERE_KEPT = (
    "Say where the secret is to be kept: --secret-from keyring, or --secret-from file, "
    "which whoever can read that file can read."
)
_TAKEN_AS_SAID = ("zone", "path", "scope", "label")
_ORDER = (
    "NAME", "--name", "--host", "--auth", "--user", "--key", "--secret-from", "--command", "--variable", FROM_STDIN,
    "--password-is", "--zone", "--count", "--path", "--scope", "--ca-bundle", "--label",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line; None where nothing was.

    Attributes:
        new_name: Another name for the profile.
        host: A host, or a pasted URL.
        auth: basic or oauth.
        user: User for Basic; not together with `key`.
        key: OAuth key.
        secret_from: Where the secret comes from.
        command_line: The command as one line; not together with `command_words`.
        command_words: The command word by word.
        variable: Name of the environment variable.
        password_stdin: Whether the secret is piped in.
        password_is: What a Basic secret is.
        zone: IANA name.
        count: Rows a page, as typed.
        path: The endpoint's path.
        scope: Value of the scope's header.
        ca_bundle: A file, from the folder that the program was started in; "" takes it away.
        label: A few words.
        colour: The name's colour.
        production: Whether it is production.
        default: Whether it becomes the default.
    """

    new_name: str | None = None
    host: str | None = None
    auth: str | None = None
    user: str | None = None
    key: str | None = None
    secret_from: str | None = None
    command_line: str | None = None
    command_words: Sequence[str] | None = None
    variable: str | None = None
    password_stdin: bool = False
    password_is: str | None = None
    zone: str | None = None
    count: str | None = None
    path: str | None = None
    scope: str | None = None
    ca_bundle: str | None = None
    label: str | None = None
    colour: str | None = None
    production: bool | None = None
    default: bool = False


class Built(NamedTuple):
    """The profile that options make."""

    profile: Profile
    problems: Mapping[str, str]
    """What is wrong, a sentence for each option; nothing may be saved then."""
    notes: tuple[str, ...]
    """What was changed in what was given, a sentence each."""


def built(options: Options, before: Profile, *, new: bool) -> Built:
    """The profile that the options make of another.

    Args:
        options: What was said.
        before: The profile as it is stored; for a new one, its name and no more.
        new: Whether it is a new one.
    """
    builder = _Builder(options, before, new)
    profile = builder.profile()
    names = _names(profile.auth, new)
    problems = {names[name]: problem for name, problem in profile.problems().items()} | builder.problems
    if new and options.auth is None and options.user is None and options.key is None:
        problems["--user"] = "Give the user (till code), or with --key the OAuth key."
    ordered = {option: problems[option] for option in _ORDER if option in problems}
    return Built(profile, ordered, tuple(builder.notes))


def _names(auth: Auth, new: bool) -> dict[str, str]:
    """By which option a field of a profile is given."""
    return {
        "name": "NAME" if new else "--name",
        "host": "--host",
        "user": "--user" if auth is Auth.BASIC else "--key",
        "zone": "--zone",
        "path": "--path",
        "scope": "--scope",
        "count": "--count",
        "label": "--label",
        "ca_bundle": "--ca-bundle",
        "secret_variable": "--variable",
        "password_command": "--command",
    }


class _Builder:
    """Reads the options one after the other, and notes what is wrong on the way."""

    def __init__(self, options: Options, before: Profile, new: bool) -> None:
        self.options, self.before, self.new = options, before, new
        self.problems: dict[str, str] = {}
        self.notes: list[str] = []

    def profile(self) -> Profile:
        """The profile; `problems` says what is wrong with the options themselves."""
        options, before = self.options, self.before
        auth = self._auth()
        said = {name: value for name in _TAKEN_AS_SAID if (value := getattr(options, name)) is not None}
        who = options.key if options.key is not None else options.user
        return replace(
            before,
            name=before.name if options.new_name is None else options.new_name,
            host=self._host(),
            auth=auth,
            user=before.user if who is None else who,
            password_form=self._form(auth),
            secret_source=self._source(),
            secret_variable=before.secret_variable if options.variable is None else options.variable,
            password_command=self._command(),
            secret=None,
            count=self._count(),
            ca_bundle=self._ca_bundle(),
            colour=before.colour if options.colour is None else Colour(options.colour),
            production=before.production if options.production is None else options.production,
            **said,
        )

    def _auth(self) -> Auth:
        options, before = self.options, self.before
        given = Auth.OAUTH if options.key is not None else Auth.BASIC if options.user is not None else None
        option = "--key" if given is Auth.OAUTH else "--user"
        auth = Auth(options.auth) if options.auth else None
        if auth and given and auth is not given:
            self.problems[option] = f"It goes with --auth {given}."
        if auth and given is None and not self.new and auth is not before.auth:
            # The user of one kind is no key of the other, and must not be sent as one.
            option, what = ("--key", "the OAuth key") if auth is Auth.OAUTH else ("--user", "the user")
            self.problems[option] = f"Give {what}, too: the profile has asked with {before.auth} so far."
        if auth is None and given is not None and not self.new and given is not before.auth:
            self.problems[option] = f"The profile asks with {before.auth}; to change that, say --auth {given}, too."
        return auth or given or before.auth

    def _host(self) -> str:
        typed = self.options.host
        if typed is None:
            return self.before.host
        try:
            origin = parse_host(typed)
        except HostError:
            return typed  # what is wrong with it is said with the other fields
        if str(origin) != typed.strip().lower():
            self.notes.append(f"--host: cut down to {origin}; questions go to {origin.url} only.")
        return str(origin)

    def _source(self) -> SecretSource:
        options = self.options
        command = options.command_line is not None or options.command_words is not None
        told = {"--command": SecretSource.COMMAND} if command else {}
        told |= {"--variable": SecretSource.ENVIRONMENT} if options.variable is not None else {}
        if len(told) > 1:
            self.problems["--variable"] = "The secret comes from a variable or from a command; give one of the two."
        source = SecretSource(options.secret_from) if options.secret_from else None
        for option, implied in told.items():
            if source is not None and source is not implied:
                self.problems[option] = f"It goes with --secret-from {implied}."
        found = source or next(iter(told.values()), self.before.secret_source)
        if options.password_stdin and found not in STORED:
            unsaid = source is None and not told
            self.problems[FROM_STDIN] = _WHERE_KEPT if unsaid else f"Nothing is kept with --secret-from {found}."
        return found

    def _command(self) -> tuple[str, ...]:
        options = self.options
        if options.command_words is not None:
            return tuple(options.command_words)
        if options.command_line is None:
            return self.before.password_command
        try:
            return parse_command(options.command_line)
        except CommandError as error:
            self.problems["--command"] = str(error)
            return ()

    def _form(self, auth: Auth) -> PasswordForm:
        said = self.options.password_is
        if said is None:
            return self.before.password_form
        if auth is Auth.OAUTH:
            self.problems["--password-is"] = "It goes with --auth basic; an OAuth secret is sent as it is."
        return PasswordForm(said)

    def _count(self) -> int:
        typed = self.options.count
        if typed is None:
            return self.before.count
        if problem := count_problem(typed):
            self.problems["--count"] = problem
            return self.before.count
        return int(typed)

    def _ca_bundle(self) -> str:
        typed = self.options.ca_bundle
        if not typed:
            return self.before.ca_bundle if typed is None else ""
        try:
            path = Path(typed).expanduser().absolute()  # the program is started elsewhere the next time
        except RuntimeError:  # a home that nobody has
            path = Path(typed)
        if not path.is_file():
            self.problems["--ca-bundle"] = f"There is no file {visible(str(path))}."
        return str(path)
