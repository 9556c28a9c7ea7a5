"""The form's first line: the connection that will be asked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile, Profiles
from neo_tui.presentation.text import Span, cell_width, cut, plain, wrap
from neo_tui.ui.widgets.top_line import marked_name


class ProfileLine(Static, can_focus=True):
    """Shows the connection; Enter chooses another, ← and → go through them."""

    DEFAULT_CSS = """
    ProfileLine { height: auto; width: 1fr; padding: 0 1; background: $surface; }
    ProfileLine:focus { background: $block-cursor-blurred-background; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "screen.profiles", "choose", tooltip="Choose or edit a connection"),
        Binding("right", "app.next_profile(1)", "Next connection", show=False),
        Binding("left", "app.next_profile(-1)", "Connection before", show=False),
    ]

    auto_links = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._profile: Profile | None = None
        self._others = self._width = 0
        self._problem: NeoError | None = None

    def show(self, profile: Profile | None, profiles: Profiles, problem: NeoError | None) -> None:
        """Show a connection, how many others there are, and what keeps the stored ones from being read."""
        self._profile, self._problem = profile, problem
        self._others = len([known for known in profiles.profiles if profile is None or known.name != profile.name])
        self._paint()

    def on_resize(self) -> None:
        if self.content_size.width != self._width:
            self._paint()

    def _paint(self) -> None:
        self._width = self.content_size.width
        room = self._width - _INDENT
        if room <= 0:
            self.update(
                ""
            )  # wrapped letter by letter it would bring a scrollbar that takes its own room, over and over
            return
        profile = self._profile
        name = marked_name(profile) if profile else [("none", "bold")]
        about = _about(profile) if profile else ""
        more = f"  ({self._others} more: ← →)" if profile and self._others else ""
        named = sum(cell_width(text) for text, _ in name)
        about = cut(about, max(room - named - cell_width(more), 0))
        line = Content.assemble((f"{'Connection':{_INDENT}}", "$muted"), *name, (f"{about}{more}", "$muted"))
        below = [plain(part) for part in wrap([Span(self._notice())], room)] if self._notice() else []
        style = "bold $warning" if self._problem else "$foreground"
        self.update(Content("\n").join([line, *(Content.styled(f"{' ' * _INDENT}{text}", style) for text in below)]))

    def _notice(self) -> str:
        problem = self._problem
        if problem:
            return f"! {problem.title}. {problem.cause} {problem.action}"
        if self._profile is None:
            return "There is no connection yet: Enter, then n, makes one. “neo-tui demo” tries it with invented data."
        return ""


def _about(profile: Profile) -> str:
    user = f" · {profile.user}" if profile.user else ""
    label = f"  {profile.label} ·" if profile.label else " "
    return f"{label} {profile.host} · {profile.auth}{user} · {profile.zone}"


_INDENT = 14
"""Cells before what stands in the form's fields."""
