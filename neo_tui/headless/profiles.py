"""`neo-tui profiles list` and `show`: what is stored and where, never a secret."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TextIO

from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Auth, Profile, Profiles
from neo_tui.domain.profile_changes import named
from neo_tui.headless.listed import write_list
from neo_tui.headless.output import PRODUCTION, say, write_lines
from neo_tui.headless.profile_secrets import SecretState, secret_state, source_words
from neo_tui.presentation.exporters.list_choice import EVERYTHING, ListChoice
from neo_tui.presentation.exporters.listing import Listing, listing_text
from neo_tui.presentation.exporters.names import Format
from neo_tui.presentation.text import aligned
from neo_tui.services.ports import ProfileStore
from neo_tui.services.secrets import Secrets

_HEADING = ("", "Name", "Production", "Host", "Auth", "User", "Secret from", "Zone", "Rows", "Label")

KEYS = (
    "name",
    "host",
    "auth",
    "user",
    "password_form",
    "secret_source",
    "secret_variable",
    "password_command",
    "zone",
    "count",
    "path",
    "scope",
    "ca_bundle",
    "label",
    "colour",
    "production",
    "default",
)


def list_profiles(store: ProfileStore, *, kind: Format, out: TextIO, choice: ListChoice = EVERYTHING) -> int:
    """Write the stored profiles; `*` marks the default.

    Raises:
        NeoError: The profiles cannot be read.
    """
    stored = store.load()
    entries = [_entry(profile, _is_default(stored, profile)) for profile in stored.profiles]
    rows = [_row(profile, _is_default(stored, profile)) for profile in stored.profiles]
    write_list(out, kind, Listing(KEYS, entries, _HEADING, rows), choice)
    if not entries:
        say(f"There are no profiles yet in {store.location}; neo-tui profiles add makes one.")
    return 0


async def show_profile(store: ProfileStore, secrets: Secrets, name: str, *, kind: Format, out: TextIO) -> int:
    """Write one profile in full, with whether its secret is there; JSON is one object.

    Raises:
        NeoError: There is none of that name, or the profiles cannot be read.
    """
    stored = store.load()
    profile = named(stored, name)
    secret = await secret_state(secrets, profile)
    is_default = _is_default(stored, profile)
    entry = _entry(profile, is_default) | {"secret_stored": secret.stored, "secret_state": secret.told}
    known = [(label, visible(value)) for label, value in _lines(profile, is_default, secret) if value]
    if kind is Format.TABLE:
        write_lines(out, aligned(known))
    elif kind is Format.JSON:
        out.write(json.dumps(entry, indent=1) + "\n")
    else:
        labels, cells = zip(*known, strict=True)
        out.write(listing_text(kind, Listing(tuple(entry), [entry], labels, [cells])))
    return 0


def _is_default(stored: Profiles, profile: Profile) -> bool:
    return stored.chosen is not None and stored.chosen.name == profile.name


def _row(profile: Profile, is_default: bool) -> tuple[str, ...]:
    cells = (
        profile.name,
        PRODUCTION if profile.production else "",
        profile.host,
        profile.auth.value,
        profile.user,
        profile.secret_source.value,
        profile.zone,
        str(profile.count),
        profile.label,
    )
    return ("*" if is_default else "", *(visible(cell) for cell in cells))


def _lines(profile: Profile, is_default: bool, secret: SecretState) -> tuple[tuple[str, str], ...]:
    """What is known of a profile, a label and a value each; no value: nothing to say."""
    basic = profile.auth is Auth.BASIC
    return (
        ("Name", profile.name),
        ("Default", "yes" if is_default else "no"),
        ("Production", PRODUCTION if profile.production else "no"),
        ("Label", profile.label),
        ("Colour", profile.colour.value),
        ("Host", profile.host),
        ("Path", profile.path),
        ("Scope", profile.scope),
        ("Auth", profile.auth.value),
        ("User" if basic else "OAuth key", profile.user),
        ("Password is", profile.password_form.value if basic else ""),
        ("Secret from", source_words(profile)),
        ("Secret stored", secret.told),
        ("Zone", profile.zone),
        ("Rows a page", str(profile.count)),
        ("CA bundle", profile.ca_bundle),
    )


def _entry(profile: Profile, is_default: bool) -> dict[str, object]:
    told: dict[str, object] = {key: getattr(profile, key) for key in KEYS if key != "default"}
    words = {key: value.value for key, value in told.items() if isinstance(value, StrEnum)}
    return told | words | {"password_command": list(profile.password_command), "default": is_default}
