"""What this machine's time zone is called, so that it is the same zone on another machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from neo_tui.domain.timestamps import UnknownZoneError, zone

_LINK = Path("/etc/localtime")
_WRITTEN = Path("/etc/timezone")
"""Debian's file with the name in it."""
_MOST = 64
"""Characters of a name; the longest there is has 32."""


def machine_zone_name(environ: Mapping[str, str], link: Path = _LINK, written: Path = _WRITTEN) -> str:
    """The IANA name of this machine's zone; "" where it goes by none.

    Args:
        environ: A `TZ` in it goes before what the machine is set to.
        link: What points to the zone's file.
        written: What holds the name.
    """
    if "TZ" in environ:
        return _known(environ["TZ"].removeprefix(":"))
    return next((name for name in map(_known, _names(link, written)) if name), "")


def _names(link: Path, written: Path) -> Iterator[str]:
    with suppress(OSError, RuntimeError):  # a loop of links
        yield str(link.resolve()).partition("zoneinfo/")[2]
    with suppress(OSError, ValueError):  # only Debian has it
        yield written.read_text("utf-8")[:_MOST].strip()


def _known(name: str) -> str:
    if not name or name.startswith("/"):
        return ""
    try:
        zone(name)
    except UnknownZoneError:
        return ""
    return name
