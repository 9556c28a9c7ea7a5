"""The form's first line: the connection that will be asked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.profile import Profile, Profiles


class ProfileLine(Static, can_focus=True):
    """Shows the connection; Enter chooses another, ← and → go through them."""

    DEFAULT_CSS = """
    ProfileLine { height: 1; width: 1fr; padding: 0 1; margin: 0 0 1 0; background: $surface;
        text-wrap: nowrap; text-overflow: ellipsis; }
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

    def show(self, profile: Profile | None, profiles: Profiles) -> None:
        """Show a connection and how many others there are."""
        others = len([known for known in profiles.profiles if profile is None or known.name != profile.name])
        if profile is None:
            name, about = "none", ""
        else:
            user = f" · {profile.user}" if profile.user else ""
            name, about = profile.name, f"  {profile.host} · {profile.auth}{user} · {profile.zone}"
        more = f"  ({others} more: ← →)" if others and profile else ""
        self.update(Content.assemble(("Connection    ", "$muted"), (name, "bold"), (about, "$muted"), (more, "$muted")))
