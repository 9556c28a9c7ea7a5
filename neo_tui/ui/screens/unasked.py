"""Errors of questions that never left this machine."""

from __future__ import annotations

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Profile, SecretSource


def no_secret(profile: Profile) -> NeoError:
    """The person did not give the secret, or said no to the command that prints it."""
    if profile.secret_source is SecretSource.COMMAND:
        return NeoError(
            Kind.CREDENTIALS,
            "The password command was not run",
            f"Profile {profile.name} takes its secret from a command, and it was not confirmed.",
            "Press r to be asked again, or ctrl+o to choose or edit a connection.",
        )
    return NeoError(
        Kind.CREDENTIALS,
        "No secret was given",
        f"Profile {profile.name} asks for its secret each time and keeps it in memory only.",
        "Press r to give it, or esc to go back.",
    )


def cancelled() -> NeoError:
    """The person cancelled before anything came."""
    return NeoError(
        Kind.INTERRUPTED,
        "Cancelled",
        "The request was cancelled before an answer came.",
        "Press r to ask again.",
    )
