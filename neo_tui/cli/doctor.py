"""The real ends for `neo-tui doctor`."""

from __future__ import annotations

import argparse
import os

from neo_tui.api.client import NeoClient
from neo_tui.api.way import Way
from neo_tui.cli.destination import chosen_format, chosen_of_list, destination
from neo_tui.cli.wiring import chosen_profile, now, of_this_run, preferences, profile_store, secrets
from neo_tui.domain.errors import ExitCode
from neo_tui.domain.exchange import Exchange
from neo_tui.domain.foreign import visible
from neo_tui.domain.memory import Memory
from neo_tui.domain.profile import Profile
from neo_tui.domain.secret import Secret
from neo_tui.domain.token_claims import TokenClaims
from neo_tui.headless.doctor import KEYS, write_doctor
from neo_tui.headless.prompt import give_what_is_needed
from neo_tui.headless.terminal_facts import TerminalFacts
from neo_tui.presentation.exporters.names import LISTS
from neo_tui.services.connection import Connection, environment_profile
from neo_tui.services.doctor import Doctor
from neo_tui.services.doctor_ports import Chosen
from neo_tui.services.leaving import leave
from neo_tui.storage.examining import FileChecks
from neo_tui.storage.locations import config_folder, credentials_path, state_folder


async def run_doctor(arguments: argparse.Namespace) -> int:
    """Look at everything a connection needs; answers the exit code.

    Args:
        arguments: With `profile` (None for the one that `get` would use), `format`, `output` and `force`.

    Raises:
        NeoError: The file cannot be written.
    """
    kind, choice = chosen_format(arguments, LISTS), chosen_of_list(arguments, KEYS)
    if kind is None or choice is None:
        return ExitCode.USAGE
    where = destination(arguments)
    code: int = ExitCode.INTERRUPTED
    try:
        code = await write_doctor(_doctor(arguments.profile), kind=kind, out=where.out, choice=choice)
        where.keep(code)
    finally:
        await leave(code)
    return code


def _doctor(name: str | None) -> Doctor:
    exchanges: list[Exchange] = []
    opened: list[NeoClient] = []

    def open_source(profile: Profile, secret: Secret) -> NeoClient:
        client = NeoClient(profile, secret, on_exchange=exchanges.append)
        opened.append(client)
        return client

    async def sign_in() -> TokenClaims | None:
        return await opened[-1].sign_in()

    return Doctor(
        choose=lambda: _chosen(name),
        files=FileChecks(
            config_folder() / "profiles.toml",
            config_folder() / "settings.toml",
            credentials_path(),
            state_folder(),
            lambda found: of_this_run(found, os.environ),
        ),
        open_way=lambda profile: Way(profile, now),
        connection=Connection(open_source, secrets()),
        ask=give_what_is_needed,
        sign_in=sign_in,
        exchanges=exchanges,
        terminal=TerminalFacts(wanted=preferences().settings.clipboard),
    )


def _chosen(name: str | None) -> Chosen | None:
    """The profile that `get` would use, and why that one.

    Raises:
        NeoError: There is none of that name, the environment contradicts itself, or the profiles cannot be read.
    """
    if name is None and (made := environment_profile(os.environ)):
        return Chosen(made, "the variables NEO_TUI_… make it")
    stored = profile_store().load()
    profile = chosen_profile(name, stored, {}, Memory())
    if profile is None:
        return None
    if name is not None:
        return Chosen(profile, "--profile names it")
    if stored.default == profile.name:
        return Chosen(profile, "it is the default")
    gone = f"the default, {visible(stored.default)}, is not there, and " if stored.default else ""
    return Chosen(profile, f"{gone}it is the first")
