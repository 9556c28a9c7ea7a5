"""How a command looks at rows: judged in the profile's zone as on the screen, told as the options say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from neo_tui.domain.profile import Profile
from neo_tui.domain.query import Query
from neo_tui.domain.telling import USUAL, Mode, Telling, Where
from neo_tui.domain.timestamps import UnknownZoneError, viewer_zone, zone
from neo_tui.domain.viewpoint import HERE, Viewpoint
from neo_tui.headless.output import say_wrong

PROFILE = "profile"
"""What stands for the profile's own zone, where a zone may be named."""


@dataclass(frozen=True, slots=True)
class Looking:
    """How times are told; by itself as dates in the profile's zone.

    Attributes:
        telling: Which form they have, and by whose clock.
        viewer: The zone of `Where.VIEWER`; the machine's own when None.
        viewer_name: Its name.
    """

    telling: Telling = USUAL
    viewer: tzinfo | None = None
    viewer_name: str = HERE

    def at(self, profile: Profile, query: Query, now: datetime) -> Viewpoint:
        """From where the rows of an answer are looked at: the profile's zone, and the question they answer.

        Raises:
            UnknownZoneError: The profile's zone cannot be used.
        """
        return Viewpoint(
            now,
            zone(profile.zone),
            profile.zone,
            self.viewer or viewer_zone(),
            asked=query,
            telling=self.telling,
            viewer_name=self.viewer_name,
        )


USUALLY = Looking()


def read_looking(named: str, times: str = Mode.ABSOLUTE) -> Looking | None:
    """How the options say that times are told; None when stderr has been told what is wrong with them.

    Args:
        named: The zone: `PROFILE`, `HERE` for the machine's, or an IANA name.
        times: A `Mode`.
    """
    mode = Mode(times)
    if named.lower() == PROFILE:
        return Looking(Telling(mode))
    if named.lower() == HERE:
        return Looking(Telling(mode, Where.VIEWER))
    try:
        found = zone(named)
    except UnknownZoneError as error:
        say_wrong("--zone", f"{error} Or {PROFILE} for the connection's own, {HERE} for this machine's.")
        return None
    if found is UTC:
        return Looking(Telling(mode, Where.UTC))
    return Looking(Telling(mode, Where.VIEWER), found, named)
