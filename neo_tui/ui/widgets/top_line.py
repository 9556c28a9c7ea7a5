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

    def show(self, profile: Profile | None, banner: str) -> None:
        """Show a connection and a banner."""
        self._profile, self._banner = profile, banner
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        width = self.size.width
        if not width:
            return
        profile = self._profile
        marks = marked_name(profile) if profile else [("no connection", "bold")]
        about = (
            [f" · {profile.label}" if profile.label else "", f" · {profile.host} · {profile.auth}"] if profile else []
        )
        used = _PROGRAM + sum(cell_width(text) for text, _ in marks)
        told = cut("".join(about), max(width - used - 2, 0))
        used += cell_width(told)
        banner = cut(self._banner, max(width - used - 3, 0)) if self._banner else ""
        gap = width - used - cell_width(banner) - 1
        self.update(
            Content.assemble(
                (" neo-tui  ", "bold $accent"), *marks, (told, "$muted"), " " * max(gap, 1), (banner, "$warning")
            )
        )


_PROGRAM = 10
"""Cells of the program's name and the air around it."""


def marked_name(profile: Profile) -> list[tuple[str, str]]:
    """A profile's name in its colour; before it, in words, that it is production."""
    colour = f"$profile-{profile.colour}" if profile.colour is not Colour.NONE else "$foreground"
    name = (profile.name, f"bold {colour}")
    return [PRODUCTION, (" ", ""), name] if profile.production else [name]


PRODUCTION = (" PRODUCTION ", "bold $background on $error")
"""Said in words and not by colour alone: not everyone sees it, and not every terminal has it."""
