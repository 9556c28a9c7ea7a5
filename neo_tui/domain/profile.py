"""A connection profile: where to ask, as whom, and how to read the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from neo_tui.domain.foreign import visible
from neo_tui.domain.hosts import HostError, Origin, parse_host
from neo_tui.domain.query import DEFAULT_COUNT, MAX_COUNT
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import command_problem

DEFAULT_PATH = "/x/neo/pointsAllocation/event"
DEFAULT_SCOPE = "global"
DEFAULT_ZONE = "UTC"
MAX_NAME_LENGTH = 40


class Auth(StrEnum):
    """How the API is told who asks (api.md §3)."""

    BASIC = "basic"
    OAUTH = "oauth"


class PasswordForm(StrEnum):
    """What a Basic secret is: the password itself, or already its MD5. Asked, never guessed (api.md §3.1)."""

    PLAIN = "plain"
    MD5 = "md5"


class SecretSource(StrEnum):
    """Where the secret comes from, in the order in which it is advised."""

    COMMAND = "command"
    """Printed by `password_command`, an argv list that runs without a shell."""
    ENVIRONMENT = "environment"
    """Read from the variable that `secret_variable` names."""
    PROMPT = "prompt"
    """Asked for when needed, kept in memory only."""
    KEYRING = "keyring"
    """Kept by the operating system's keyring (the extra `neo-tui[keyring]`)."""
    FILE = "file"
    """Stored in credentials.toml because the user chose so knowingly."""


STORED = frozenset({SecretSource.KEYRING, SecretSource.FILE})
"""The sources that the program itself puts the secret into."""


class Colour(StrEnum):
    """What colour a profile's name has; a help to the eye, never the only sign of anything."""

    NONE = "none"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True)
class Profile:
    """One connection. Frozen; edits make a new one.

    Attributes:
        name: What people call it.
        host: Host, or an http URL on loopback (`hosts.parse_host`).
        auth: Basic or OAuth.
        user: User (till code) for Basic, key for OAuth.
        password_form: For Basic: what the secret is.
        secret_source: Where the secret comes from.
        secret_variable: Environment variable, for that source.
        password_command: Program and arguments that print the secret, for that source; no shell.
        secret: The secret on its way to where it is stored, or of a profile that lives in memory only.
        zone: IANA name of the cluster's time zone, in which dates are read.
        count: Rows a page, 1 to 100.
        path: The endpoint's path.
        scope: Value of the `x-cap-neo-dag-scope` header.
        ca_bundle: PEM file with further roots to trust, such as a company's own; "" for none.
        label: A few words beside the name: "EU, live till 12".
        colour: The name's colour.
        production: Whether this is a production organisation; said in words on every screen.
        extra: Keys of the file that this version does not know, and texts that were made visible; kept.
    """

    name: str
    host: str
    auth: Auth = Auth.BASIC
    user: str = ""
    password_form: PasswordForm = PasswordForm.PLAIN
    secret_source: SecretSource = SecretSource.PROMPT
    secret_variable: str = ""
    password_command: tuple[str, ...] = ()
    secret: Secret | None = None
    zone: str = DEFAULT_ZONE
    count: int = DEFAULT_COUNT
    path: str = DEFAULT_PATH
    scope: str = DEFAULT_SCOPE
    ca_bundle: str = ""
    label: str = ""
    colour: Colour = Colour.NONE
    production: bool = False
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def origin(self) -> Origin:
        """The origin its credentials may go to.

        Raises:
            HostError: The host cannot be used.
        """
        return parse_host(self.host)

    @property
    def destination(self) -> tuple[str, ...]:
        """What decides which organisation answers, and for what: rows of another one are other rows."""
        return (self.host, self.auth, self.user, self.path, self.scope)

    def was_made_visible(self, name: str) -> bool:
        """Whether a text is not what the file says, but that with its invisible characters made visible."""
        sent = self.extra.get(name)
        return isinstance(sent, str) and getattr(self, name) == visible(sent)

    def problems(self) -> dict[str, str]:
        """What is wrong, by field name; empty when the profile can be used."""
        found = {
            "name": name_problem(self.name),
            "host": host_problem(self.host),
            "user": header_problem(self.user, "the user" if self.auth is Auth.BASIC else "the OAuth key"),
            "zone": zone_problem(self.zone),
            "path": path_problem(self.path),
            "scope": header_problem(self.scope, "the scope"),
            "count": "" if 1 <= self.count <= MAX_COUNT else f"Rows a page: from 1 to {MAX_COUNT}.",
            "label": label_problem(self.label),
            "ca_bundle": "" if visible(self.ca_bundle) == self.ca_bundle else "There is an invisible character in it.",
        }
        if self.secret_source is SecretSource.ENVIRONMENT:
            found["secret_variable"] = variable_problem(self.secret_variable)
        if self.secret_source is SecretSource.COMMAND:
            found["password_command"] = command_problem(self.password_command)
        for name in found.keys() & self.extra.keys():
            if self.was_made_visible(name):
                found[name] = found[name] or "There is an invisible character in it."
        if not found["user"] and self.auth is Auth.BASIC and ":" in self.user:
            found["user"] = "A user name for Basic has no colon."
        return {name: problem for name, problem in found.items() if problem}


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles of the file, in its order, and which one is the default."""

    profiles: tuple[Profile, ...] = ()
    default: str | None = None

    def get(self, name: str) -> Profile | None:
        """The profile of that name, or None."""
        return next((profile for profile in self.profiles if profile.name == name), None)

    @property
    def chosen(self) -> Profile | None:
        """The default profile, else the first, else None."""
        default = self.get(self.default) if self.default else None
        return default or (self.profiles[0] if self.profiles else None)


def name_problem(name: str) -> str:
    """What is wrong with a profile's name; "" when nothing is."""
    if not name.strip():
        return "Give the profile a name."
    if visible(name) != name or name != name.strip():
        return "A name has no invisible characters and no spaces around it."
    return "" if len(name) <= MAX_NAME_LENGTH else f"A name has at most {MAX_NAME_LENGTH} characters."


def label_problem(label: str) -> str:
    """What is wrong with a profile's label; "" when nothing is."""
    if visible(label) != label:
        return "A label has no invisible characters."
    return "" if len(label) <= MAX_NAME_LENGTH else f"A label has at most {MAX_NAME_LENGTH} characters."


def host_problem(host: str) -> str:
    """What is wrong with a host; "" when nothing is."""
    try:
        parse_host(host)
    except HostError as error:
        return str(error)
    return ""


def zone_problem(name: str) -> str:
    """What is wrong with a time zone's name; "" when nothing is."""
    from neo_tui.domain.timestamps import UnknownZoneError, zone  # noqa: PLC0415 - the first frame needs no times

    try:
        zone(name)
    except UnknownZoneError as error:
        return str(error)
    return ""


def header_problem(text: str, what: str) -> str:
    """What keeps a text from being sent in a header; "" when nothing does."""
    if not text.strip():
        return f"Give {what}."
    if not text.isascii() or not text.isprintable() or text != text.strip():
        return f"{what[0].upper()}{what[1:]} may hold printable ASCII characters only, without spaces around it."
    return ""


def path_problem(path: str) -> str:
    """What is wrong with the endpoint's path; "" when nothing is."""
    wrong = not path.startswith("/") or path.startswith("//") or not path.isascii() or not path.isprintable()
    if wrong or any(character in path for character in " ?#\\") or ".." in path:
        return "A path starts with one / and has no ?, #, .. or spaces."
    return ""


def variable_problem(name: str) -> str:
    """What is wrong with the name of an environment variable; "" when nothing is."""
    plain = name.replace("_", "a")
    if plain.isascii() and plain.isalnum() and not name[0].isdigit():
        return ""
    return "Give the name of an environment variable: letters, digits and _."
