"""From the words on the command line to a question that may be asked, and who asks it."""

from __future__ import annotations

import argparse

from neo_tui.cli.wiring import no_connection, profile_without_screen
from neo_tui.domain.errors import ExitCode, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile, zone_problem
from neo_tui.domain.query import DEFAULT_COUNT, Draft, Query
from neo_tui.headless.output import say_wrong


def asked(arguments: argparse.Namespace) -> tuple[Profile, Query] | int:
    """Who asks, and the checked question; an exit code when stderr has been told what is wrong.

    Args:
        arguments: With `profile`, `customer`, `entity`, `event`, `page` and `count`.

    Raises:
        NeoError: There is no such profile, the profiles cannot be read, or the profile's zone cannot be used.
    """
    profile = profile_without_screen(arguments.profile)
    count = arguments.count if arguments.count is not None else str(profile.count if profile else DEFAULT_COUNT)
    draft = Draft(arguments.customer or "", arguments.entity or "", arguments.event or "", arguments.page, count)
    if problems := draft.problems():
        for name, problem in problems.items():
            say_wrong(f"--{name}", problem)
        return ExitCode.USAGE
    if profile is None:
        return no_connection()
    check_zone(profile)
    return profile, draft.query()


def check_zone(profile: Profile) -> None:
    """See before anything is sent that the profile's times can be told.

    Raises:
        NeoError: Its time zone cannot be used.
    """
    if problem := zone_problem(profile.zone):
        raise NeoError(
            Kind.CONFIG,
            f"The time zone of profile {visible(profile.name)} cannot be used",
            visible(problem),
            "Correct the profile's zone; its days are those of its cluster.",
        )
