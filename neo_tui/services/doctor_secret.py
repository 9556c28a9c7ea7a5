"""Whether the secret of a profile can be had; a command is told of by its program only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.findings import Facts, Finding, Status, failure, overdue
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.secret_command import command_text
from neo_tui.services.connection import Connection
from neo_tui.services.doctor_ports import Files

LIMIT = 35.0
"""Seconds, without the time in which a person is asked; a little above what a command may take."""
_NO_FACTS: Facts = {}


async def have_secret(
    connection: Connection, profile: Profile, files: Files, ask: Callable[[Connection, Profile], None]
) -> Finding:
    """Have the secret in memory, and a source that is opened with it.

    Args:
        connection: Opens the source and has the secret.
        profile: A profile without problems.
        files: Tells whether others could have written the profile's command.
        ask: Asks a person for what the profile needs; raises a `NeoError` when there is no terminal.
    """
    facts = _about(profile)
    try:
        if profile.secret_source is SecretSource.COMMAND:
            # Nobody is asked whether to run what others may have written.
            barred = await asyncio.to_thread(files.writers)
            if barred is not None:
                return Finding(barred.status, barred.summary, barred.action, facts, ExitCode.USAGE)
        if connection.need(profile) is not None:
            ask(connection, profile)
        started = monotonic()
        async with asyncio.timeout(LIMIT):
            await _fetch(connection, profile)
    except NeoError as error:
        return failure(_without_command(error, profile), facts)
    except TimeoutError:
        return overdue(LIMIT, ExitCode.USAGE)
    return Finding(Status.OK, f"It is there: {_words(profile)}.", facts=facts, seconds=monotonic() - started)


async def _fetch(connection: Connection, profile: Profile) -> None:
    if profile.secret_source is not SecretSource.PROMPT:
        # Kept in memory, so that the call does not run a command a second time.
        connection.remember(profile, await connection.secrets.fetch(profile))
    try:
        await connection.source(profile)
    except NeoError as error:
        if error.kind is not Kind.PROXY:  # that is told where the way begins
            raise


def _without_command(error: NeoError, profile: Profile) -> NeoError:
    """An error that tells of the program only: a person may have written a secret into its arguments."""
    if not profile.password_command:
        return error
    command, program = command_text(profile.password_command), _program(profile)
    return NeoError(error.kind, error.title, error.cause.replace(command, program), error.action)


def _program(profile: Profile) -> str:
    return visible(profile.password_command[0]) if profile.password_command else ""


def _about(profile: Profile) -> Facts:
    source = profile.secret_source
    further: Facts = _NO_FACTS
    if source is SecretSource.COMMAND:
        further = {"program": _program(profile), "arguments": len(profile.password_command) - 1}
    if source is SecretSource.ENVIRONMENT:
        further = {"variable": visible(profile.secret_variable)}
    return {"source": source.value, **further}


def _words(profile: Profile) -> str:
    return {
        SecretSource.COMMAND: f"the command {_program(profile)} printed it",
        SecretSource.ENVIRONMENT: f"from the variable {visible(profile.secret_variable)}",
        SecretSource.PROMPT: "it was asked for",
        SecretSource.KEYRING: "from the keyring",
        SecretSource.FILE: "from credentials.toml",
    }[profile.secret_source]
