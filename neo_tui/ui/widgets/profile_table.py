"""The list of connections as lines: what matters most stays when the terminal is narrow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from textual.content import Content

from neo_tui.domain.profile import Profile, SecretSource
from neo_tui.domain.secret_command import command_text
from neo_tui.domain.timestamps import age
from neo_tui.presentation.text import cell_width, cut
from neo_tui.ui.widgets.top_line import PRODUCTION, name_style

_SOURCE = {
    SecretSource.COMMAND: "command",
    SecretSource.ENVIRONMENT: "environment",
    SecretSource.PROMPT: "asked each time",
    SecretSource.KEYRING: "keyring",
    SecretSource.FILE: "in a file",
}
_MARKS = 4
"""Cells before the name: in use, default."""
_LIVE = "PRODUCTION"
_UNSTORED = "not stored"


class Use(NamedTuple):
    """What is known of the connections beside what they say themselves."""

    here: str | None
    """Name of the one in use."""
    default: str | None
    last: Mapping[str, datetime]
    """When each was last answered."""
    now: datetime
    session_only: Collection[str] = ()
    """Names of those that are not stored."""

    def ago(self, profile: Profile) -> str:
        """When a connection was last used: "3 d ago", "never used"."""
        at = self.last.get(profile.name)
        return age(at, self.now) if at else "never used"


def _source(profile: Profile) -> str:
    return "this session" if profile.secret is not None else _SOURCE[profile.secret_source]


class _Column(NamedTuple):
    text: Callable[[Profile, Use], str]
    style: str
    most: int
    """Cells it has at most."""
    rank: int
    """Columns of a high rank go first when there is no room for all."""


_COLUMNS = (
    _Column(lambda profile, _: profile.name, "bold", 26, 0),
    _Column(lambda profile, _: _LIVE if profile.production else "", PRODUCTION[1], 10, 0),
    _Column(lambda profile, use: _UNSTORED if profile.name in use.session_only else "", "$warning", 10, 0),
    _Column(lambda profile, _: profile.host, "", 34, 0),
    _Column(lambda profile, _: str(profile.auth), "$spent", 5, 1),
    _Column(lambda profile, _: profile.zone, "$muted", 20, 3),
    _Column(lambda profile, _: _source(profile), "$muted", 15, 4),
    _Column(lambda profile, use: use.ago(profile), "$muted", 14, 2),
)


def profile_lines(profiles: Sequence[Profile], use: Use, width: int) -> list[Content]:
    """A line for each connection, in columns of one width; the lowest ranks are left out where they do not fit."""
    cells = [[column.text(profile, use) for column in _COLUMNS] for profile in profiles]
    widths = [
        min(max((cell_width(row[place]) for row in cells), default=0), column.most)
        for place, column in enumerate(_COLUMNS)
    ]
    shown = [place for place, wide in enumerate(widths) if wide]
    while len(shown) > 1 and _MARKS + sum(widths[place] + 2 for place in shown) > width + 2:
        last = max(shown, key=lambda place: (_COLUMNS[place].rank, place))
        if not _COLUMNS[last].rank:
            break
        shown.remove(last)
    return [_line(profile, row, shown, widths, use) for profile, row in zip(profiles, cells, strict=True)]


def _line(profile: Profile, row: Sequence[str], shown: Sequence[int], widths: Sequence[int], use: Use) -> Content:
    parts: list[tuple[str, str] | str] = [
        ("● " if profile.name == use.here else "  ", "$success"),
        ("★ " if profile.name == use.default else "  ", "$accent"),
    ]
    for place in shown:
        column = _COLUMNS[place]
        text = cut(row[place], widths[place])
        style = name_style(profile) if place == 0 else column.style
        parts.append((text, style if text else ""))
        parts.append(" " * (widths[place] - cell_width(text) + 2))
    return Content.assemble(*parts)


def about_profile(profile: Profile, use: Use) -> str:
    """All that a connection says of itself, for the line below the list; never a secret."""
    source = _source(profile)
    if profile.secret_source is SecretSource.COMMAND:
        source = f"the command {cut(command_text(profile.password_command), 120)}"
    elif profile.secret_source is SecretSource.ENVIRONMENT:
        source = f"the variable {profile.secret_variable}"
    told = [
        profile.label,
        f"{profile.auth} {profile.user}",
        profile.zone,
        f"secret: {source}",
        use.ago(profile) if use.last.get(profile.name) is None else f"last used {use.ago(profile)}",
    ]
    return " · ".join(part for part in told if part)
