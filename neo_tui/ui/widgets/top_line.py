"""The first line of every screen: the program, the connection in use, and the banner."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.profile import Colour, Profile
from neo_tui.presentation.text import cell_width, cut


class TopLine(Static):
    """Who is asked, always in sight: a dispute decided on the wrong organisation is worse than none."""

    DEFAULT_CSS = """
    TopLine {
        dock: top;
        height: 1;
        width: 100%;
        background: $panel;
        color: $foreground;
    }
    """

    auto_links = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._profile: Profile | None = None
        self._banner = ""
        self._recording = False

    def show(self, profile: Profile | None, banner: str, *, recording: bool = False) -> None:
        """Show a connection and a banner.

        Args:
            profile: The connection; None when there is none, and one without a name when it is not known.
            banner: What is said of the data.
            recording: Whether the banner says that nothing is asked: it then has its room before the host has.
        """
        self._profile = profile if profile and profile.name else None
        self._banner, self._recording = banner, recording
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        width = self.size.width
        if not width:
            return
        profile = self._profile
        said = f" {self._banner} " if self._recording else self._banner
        before = cell_width(said) + 1 if self._recording else 0
        marks = marked_name(profile) if profile else [("" if self._recording else "no connection", "bold")]
        if before:  # a name comes out of the file that was opened: it must not push out that it is a recording
            marks = _within(
                marks, width - _PROGRAM - 2 - min(before, max(width - _PROGRAM - _LEAST_NAME, _LEAST_BANNER))
            )
        about = (
            [f" · {profile.label}" if profile.label else "", f" · {profile.host} · {profile.auth}"] if profile else []
        )
        used = _PROGRAM + sum(cell_width(text) for text, _ in marks)
        told = cut("".join(about), max(width - used - 2 - before, 0))
        used += cell_width(told)
        banner = cut(said, max(width - used - 3, 0)) if said else ""
        gap = width - used - cell_width(banner) - 1
        style = "bold $background on $warning" if self._recording else "$warning"
        self.update(
            Content.assemble(
                (" neo-tui  ", "bold $accent"), *marks, (told, "$muted"), " " * max(gap, 1), (banner, style)
            )
        )


_PROGRAM = 10
"""Cells of the program's name and the air around it."""
_LEAST_NAME = 26
"""Cells that a connection's name has beside the banner of a recording where there is room for both, production told."""
_LEAST_BANNER = 12
"""Cells in which it can be told that it is a recording."""


def _within(spans: list[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    """Styled texts, cut to so many cells."""
    found = []
    for text, style in spans:
        found.append((cut(text, max(room, 0)), style))
        room -= cell_width(text)
    return found


def marked_name(profile: Profile) -> list[tuple[str, str]]:
    """A profile's name in its colour; before it, in words, that it is production."""
    name = (profile.name, name_style(profile))
    return [PRODUCTION, (" ", ""), name] if profile.production else [name]


def name_style(profile: Profile) -> str:
    """Bold, in the profile's colour."""
    return f"bold $profile-{profile.colour}" if profile.colour is not Colour.NONE else "bold $foreground"


PRODUCTION = (" PRODUCTION ", "bold $background on $error")
"""Said in words and not by colour alone: not everyone sees it, and not every terminal has it."""
