"""Where files live. Nothing is made by looking."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import platformdirs

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import clip, visible

APP = "neo-tui"
CONFIG_VARIABLE, STATE_VARIABLE = "NEO_TUI_CONFIG_DIR", "NEO_TUI_STATE_DIR"
_LONGEST = 200
"""Characters of a path in a message."""


def config_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of `profiles.toml`: NEO_TUI_CONFIG_DIR, else the platform's own.

    Raises:
        NeoError: There is no such folder, for nobody knows where home is.
    """
    chosen = (os.environ if environ is None else environ).get(CONFIG_VARIABLE)
    if chosen:
        return _given(chosen, CONFIG_VARIABLE)
    return _usual(platformdirs.user_config_path, CONFIG_VARIABLE)


def credentials_path(environ: Mapping[str, str] | None = None) -> Path:
    """The file of stored secrets, in a folder that holds nothing else and can be closed to others.

    Raises:
        NeoError: As `config_folder`.
    """
    return config_folder(environ) / "private" / "credentials.toml"


def state_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of what the program remembers by itself.

    NEO_TUI_STATE_DIR, else `state` inside NEO_TUI_CONFIG_DIR when that is set, else the platform's own.

    Raises:
        NeoError: There is no such folder, for nobody knows where home is.
    """
    variables = os.environ if environ is None else environ
    chosen = variables.get(STATE_VARIABLE)
    if chosen:
        return _given(chosen, STATE_VARIABLE)
    if variables.get(CONFIG_VARIABLE):
        return config_folder(variables) / "state"
    return _usual(platformdirs.user_state_path, STATE_VARIABLE)


def _given(path: str, variable: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise NeoError(
            Kind.CONFIG,
            "A folder cannot be found",
            f"{variable} is {clip(visible(path), _LONGEST)}, and nobody knows the home folder that it begins with.",
            f"Set {variable} to a whole path.",
        ) from None


def _usual(place: Callable[[str], Path], variable: str) -> Path:
    """The platform's own folder; without a home it would be a folder called `~` right here."""
    try:
        path = place(APP)
    except (RuntimeError, KeyError):
        path = Path("~")
    if path.is_absolute():
        return path
    raise NeoError(
        Kind.CONFIG,
        "There is no home folder",
        "HOME is not set, and this user has no entry that tells it.",
        f"Set HOME, or {variable} to a folder of your choice.",
    )
