"""What adding, replacing and deleting do to the list of profiles, wherever it is kept."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import MAX_NAME_LENGTH, Profile, Profiles


def with_profile(stored: Profiles, profile: Profile, replaces: str | None) -> Profiles:
    """Profiles with one added, or in the place of the one named `replaces`.

    Raises:
        NeoError: The name is taken.
    """
    if profile.name != replaces and stored.get(profile.name) is not None:
        raise NeoError(
            Kind.CONFIG, "The name is taken", f"There is a profile {profile.name} already.", "Choose another name."
        )
    default = stored.default
    if replaces is not None and stored.get(replaces) is not None:
        profiles = tuple(profile if known.name == replaces else known for known in stored.profiles)
        default = profile.name if default == replaces else default
    else:
        profiles = (*stored.profiles, profile)
    return Profiles(profiles, default or profile.name)


def without_profile(stored: Profiles, name: str) -> Profiles:
    """Profiles without one; the first that is left becomes the default if it was."""
    profiles = tuple(known for known in stored.profiles if known.name != name)
    first = profiles[0].name if profiles else None
    return Profiles(profiles, first if stored.default == name else stored.default)


def with_default(stored: Profiles, name: str) -> Profiles:
    """Profiles with another default.

    Raises:
        NeoError: There is none of that name.
    """
    return replace(stored, default=named(stored, name).name)


def named(stored: Profiles, name: str) -> Profile:
    """The profile of that name.

    Raises:
        NeoError: There is none; it tells those there are.
    """
    profile = stored.get(name)
    if profile is None:
        known = ", ".join(visible(each.name) for each in stored.profiles)
        raise NeoError(
            Kind.CONFIG,
            "No such profile",
            f"There is no profile {visible(name)}.",
            f"Choose one of: {known}." if known else "There are none yet; neo-tui profiles add makes one.",
        )
    return profile


def changed_meanwhile(name: str, *, deleted: bool) -> NeoError:
    """The failure of an edit or a deletion of a profile that is no longer what the person looked at.

    Args:
        name: The profile's name.
        deleted: Whether it is gone; else it is another now.
    """
    if deleted:
        return NeoError(
            Kind.CONFIG,
            "The profile was deleted meanwhile",
            f"Another program deleted {visible(name)} while it was open here. Nothing was changed.",
            "Save again to add it as it is here, or leave it deleted.",
        )
    return NeoError(
        Kind.CONFIG,
        "The profile was changed meanwhile",
        f"Another program changed {visible(name)} while it was open here. Nothing was changed by this one.",
        "Do it again to put yours in its place, or go back to see the other.",
    )


def copy_of(profile: Profile, taken: Container[str]) -> Profile:
    """A copy under a free name, without the secret."""
    names = (
        f"{profile.name[: MAX_NAME_LENGTH - 9]} copy{number}" for number in ("", *(f" {n}" for n in range(2, 1000)))
    )
    return replace(profile, name=next(name for name in names if name not in taken), secret=None)
