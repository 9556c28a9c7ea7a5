"""Profiles decide where secrets go: from a file that others could have written, none is taken."""

from __future__ import annotations

from pathlib import Path

from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.storage.failures import why
from neo_tui.storage.permissions import writers_problem


def guard(profiles: Path) -> None:
    """Refuse when others could have changed where the secrets of the profiles go.

    Raises:
        NeoError: With the command that mends it.
    """
    try:
        problem = writers_problem(profiles)
    except OSError as error:
        problem = f"its permissions cannot be read: {why(error)}"
    if problem:
        cause, _, command = problem.partition(" Run: ")
        raise NeoError(
            Kind.CREDENTIALS,
            "No secret is sent where others may have pointed it",
            f"The profiles say which host gets it, and others could have changed them: {cause.rstrip('.')}.",
            f"Look whether the profile is still yours, then run: {command}" if command else "Make the file your own.",
            (Fact("File", visible(str(profiles))),),
        )
