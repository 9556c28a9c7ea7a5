"""`neo-tui profiles …`: each command with the ends it works on."""

from __future__ import annotations

import argparse
import dataclasses
import sys

from neo_tui.cli.destination import list_to_destination, to_destination
from neo_tui.cli.interrupt import run
from neo_tui.cli.wiring import (
    connection,
    no_connection,
    profile_manager,
    profile_store,
    profile_without_screen,
    secrets,
)
from neo_tui.domain.errors import ExitCode
from neo_tui.headless.profile_options import Options
from neo_tui.presentation.exporters.names import LISTS

# Each command imports what it needs when it runs (performance.md).
# ruff: noqa: PLC0415


def run_profiles(arguments: argparse.Namespace) -> int:
    """Run the command of `profiles` that the arguments name; answers the exit code.

    Raises:
        NeoError: Whatever keeps it from being done.
    """
    if arguments.what == "path":
        store = secrets().credentials if arguments.credentials else profile_store()
        sys.stdout.write(f"{store.location if store else ''}\n")
        return ExitCode.ANSWERED
    if arguments.what == "list":
        from neo_tui.headless.profiles import KEYS, list_profiles

        return list_to_destination(
            arguments,
            LISTS,
            KEYS,
            lambda kind, out, choice: list_profiles(profile_store(), kind=kind, out=out, choice=choice),
        )
    if arguments.what == "show":
        from neo_tui.headless.profiles import show_profile

        return to_destination(
            arguments,
            LISTS,
            lambda kind, out: run(show_profile(profile_store(), secrets(), arguments.name, kind=kind, out=out)),
        )
    return run(_test(arguments) if arguments.what == "test" else _one(arguments))


async def _one(arguments: argparse.Namespace) -> int:
    from neo_tui.headless.profile_commands import ProfileCommands

    kept = secrets()
    commands = ProfileCommands(profile_manager(kept), kept, sys.stdin)
    if arguments.what == "remove":
        return await commands.remove(arguments.name, sure=arguments.yes)
    if arguments.what == "use":
        return commands.use(arguments.name)
    change = commands.add if arguments.what == "add" else commands.edit
    return await change(arguments.name, _options(arguments))


async def _test(arguments: argparse.Namespace) -> int:
    from neo_tui.headless.given_secret import secret_from_pipe
    from neo_tui.headless.profile_test import try_profile
    from neo_tui.services.leaving import leave

    profile = profile_without_screen(arguments.name)
    if profile is None:
        return no_connection()
    given = secret_from_pipe(sys.stdin) if arguments.password_stdin else None
    code: int = ExitCode.INTERRUPTED
    try:
        code = await try_profile(connection(), profile, given, sys.stdout)
    finally:
        await leave(code)
    return code


def _options(arguments: argparse.Namespace) -> Options:
    said = vars(arguments)
    return Options(**{field.name: said[field.name] for field in dataclasses.fields(Options) if field.name in said})
