"""Profiles as the tables of `profiles.toml`, and back.

The file:

    version = 1
    default = "eu-prod"

    [[profiles]]
    name = "eu-prod"
    host = "eu.api.capillarytech.com"
    auth = "basic"            # or "oauth"
    user = "till.01"

and further keys named like the attributes of `Profile`, written only where they differ from the usual.

A text with characters that could drive the terminal comes in with them made visible; what the file says is
kept beside it, and written again as long as nobody has changed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType

from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Auth, Colour, PasswordForm, Profile, SecretSource

_ALWAYS = frozenset({"name", "host", "auth", "user"})
_ENUMS: Mapping[str, type[Auth] | type[PasswordForm] | type[SecretSource] | type[Colour]] = {
    "auth": Auth,
    "password_form": PasswordForm,
    "secret_source": SecretSource,
    "colour": Colour,
}
_COMMAND = "password_command"
"""The one text that is run and not only shown: it stays as it is, and what is invisible in it keeps it from running."""
_KEYS = tuple(field.name for field in fields(Profile) if field.name not in {"extra", "secret"})
_DEFAULTS = {field.name: field.default for field in fields(Profile) if field.default is not MISSING}


class TableError(ValueError):
    """A profile's table that cannot be read; the message names the key."""


def to_table(profile: Profile) -> dict[str, object]:
    """The table of a profile, with the unknown keys it came with; never its secret."""
    table: dict[str, object] = {}
    for key in _KEYS:
        value = getattr(profile, key)
        if key not in _ALWAYS and value == _DEFAULTS.get(key):
            continue
        table[key] = str(value) if key in _ENUMS else list(value) if isinstance(value, tuple) else value
    kept = {key: value for key, value in profile.extra.items() if key not in _KEYS or profile.was_made_visible(key)}
    return table | kept


def from_table(table: object) -> Profile:
    """The profile of a table.

    Raises:
        TableError: A key is missing or of the wrong type.
    """
    if not isinstance(table, dict):
        raise TableError("an entry of profiles is not a table")
    name = table.get("name")
    if not isinstance(name, str) or not name:
        raise TableError("a profile has no name")
    if "secret" in table:
        raise TableError(f"profile {name} has a secret in it; secrets are kept in credentials.toml, not here")
    values: dict[str, object] = {}
    for key, value in table.items():
        if key in _KEYS:
            values[key] = _value(visible(name), key, value)
    if "host" not in values:
        raise TableError(f"profile {name} has no host")
    seen_otherwise = {key for key, value in table.items() if isinstance(value, str) and values.get(key) != value}
    extra = {key: value for key, value in table.items() if key not in _KEYS or key in seen_otherwise}
    return Profile(**values, extra=MappingProxyType(extra))  # type: ignore[arg-type]  # each value was checked above


def _value(name: str, key: str, value: object) -> object:
    if key == "count":
        if isinstance(value, bool) or not isinstance(value, int):
            raise TableError(f"profile {name}: count is not a whole number")
        return value
    if key == "production":
        if not isinstance(value, bool):
            raise TableError(f"profile {name}: production is not true or false")
        return value
    if key == _COMMAND:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise TableError(f"profile {name}: password_command is not a list of words")
        return tuple(value)
    if not isinstance(value, str):
        raise TableError(f"profile {name}: {key} is not text")
    kind = _ENUMS.get(key)
    if kind is None:
        return visible(value)
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(kind)
        raise TableError(f"profile {name}: {key} is {value[:40]!r}, not one of {allowed}") from None
