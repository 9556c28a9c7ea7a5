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
        marks = marked_name(profile) if profile else [("" if self._recording else "no connection", "bold")]
        about = (
            [f" · {profile.label}" if profile.label else "", f" · {profile.host} · {profile.auth}"] if profile else []
        )
        used = _PROGRAM + sum(cell_width(text) for text, _ in marks)
        said = f" {self._banner} " if self._recording else self._banner
        before = cell_width(said) + 1 if self._recording else 0
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


def marked_name(profile: Profile) -> list[tuple[str, str]]:
    """A profile's name in its colour; before it, in words, that it is production."""
    name = (profile.name, name_style(profile))
    return [PRODUCTION, (" ", ""), name] if profile.production else [name]


def name_style(profile: Profile) -> str:
    """Bold, in the profile's colour."""
    return f"bold $profile-{profile.colour}" if profile.colour is not Colour.NONE else "bold $foreground"


PRODUCTION = (" PRODUCTION ", "bold $background on $error")
"""Said in words and not by colour alone: not everyone sees it, and not every terminal has it."""
