"""Where files live. Nothing is made by looking."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs

APP = "neo-tui"
CONFIG_VARIABLE, STATE_VARIABLE = "NEO_TUI_CONFIG_DIR", "NEO_TUI_STATE_DIR"


def config_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of `profiles.toml`: NEO_TUI_CONFIG_DIR, else the platform's own."""
    chosen = (os.environ if environ is None else environ).get(CONFIG_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_config_path(APP)


def credentials_path(environ: Mapping[str, str] | None = None) -> Path:
    """The file of stored secrets, in a folder that holds nothing else and can be closed to others."""
    return config_folder(environ) / "private" / "credentials.toml"


def state_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of what the program remembers by itself.

    NEO_TUI_STATE_DIR, else `state` inside NEO_TUI_CONFIG_DIR when that is set, else the platform's own.
    """
    variables = os.environ if environ is None else environ
    chosen = variables.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    if variables.get(CONFIG_VARIABLE):
        return config_folder(variables) / "state"
    return platformdirs.user_state_path(APP)
