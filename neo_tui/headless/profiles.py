"""`neo-tui profiles`: what is stored and where, never a secret."""

from __future__ import annotations

import json
from typing import TextIO

from neo_tui.domain.errors import NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.headless.output import aligned, say, say_error, write_lines
from neo_tui.services.ports import ProfileStore


def list_profiles(store: ProfileStore, *, as_json: bool, out: TextIO) -> int:
    """Write the stored profiles; `*` marks the default."""
    try:
        stored = store.load()
    except NeoError as error:
        say_error(error)
        return error.exit_code
    default = stored.chosen.name if stored.chosen else None
    if as_json:
        entries = [_entry(profile, profile.name == default) for profile in stored.profiles]
        out.write(json.dumps(entries, indent=1) + "\n")
    elif stored.profiles:
        rows = [_row(profile, profile.name == default) for profile in stored.profiles]
        heading = ("", "Name", "Host", "Auth", "User", "Secret from", "Zone", "Rows")
        write_lines(out, aligned([heading, *rows]))
    else:
        say(f"There are no profiles yet in {store.location}; neo-tui makes one.")
    return 0


def _row(profile: Profile, is_default: bool) -> tuple[str, ...]:
    cells = (
        profile.name,
        profile.host,
        profile.auth.value,
        profile.user,
        profile.secret_source.value,
        profile.zone,
        str(profile.count),
    )
    return ("*" if is_default else "", *(visible(cell) for cell in cells))


def _entry(profile: Profile, is_default: bool) -> dict[str, object]:
    return {
        "name": profile.name,
        "host": profile.host,
        "auth": profile.auth.value,
        "user": profile.user,
        "secret_source": profile.secret_source.value,
        "zone": profile.zone,
        "count": profile.count,
        "default": is_default,
    }
