"""The first line of every screen: the program, the connection in use, and the banner."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.profile import Profile
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
        name = profile.name if profile else "no connection"
        host = f" · {profile.host} · {profile.auth}" if profile else ""
        room = width - 10 - cell_width(name) - 2
        host = cut(host, max(room, 0))
        banner = cut(self._banner, max(room - cell_width(host) - 2, 0)) if self._banner else ""
        gap = width - 10 - cell_width(name) - cell_width(host) - cell_width(banner) - 1
        self.update(
            Content.assemble(
                (" neo-tui  ", "bold $accent"),
                (name, "bold"),
                (host, "$muted"),
                " " * max(gap, 1),
                (banner, "$warning"),
            )
        )
