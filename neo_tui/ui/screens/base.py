"""What all screens share: the top line, the key bar, help, the commands and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen

from neo_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from neo_tui.ui.app import NeoApp

Answer = TypeVar("Answer")


class NeoScreen(Screen[Answer], Generic[Answer]):
    """A screen of neo-tui. `TITLE` names it in the help."""

    ABOUT: ClassVar[str] = ""
    """One sentence for the help screen: what this screen is for."""

    HINTS: ClassVar[Mapping[str, str]] = {}
    """Words in the key bar for keys that widgets bind themselves, such as Enter: action → label."""

    MORE_HELP: ClassVar[tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = ()
    """What the help tells behind the keys: headings, each with pairs of what is typed and what it does."""

    FIRST_KEYS: ClassVar[tuple[str, ...]] = ()
    """Actions whose keys come first in the key bar, in that order; the others follow in the order of their bindings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "app.help", "help", tooltip="The keys that work here"),
        Binding("ctrl+q", "app.quit", "quit", tooltip="Leave neo-tui", priority=True),
        Binding("ctrl+c", "interrupt", "Interrupt", show=False, tooltip="Cancel the request; twice: leave"),
        Binding("colon", "app.commands", "commands", show=False, tooltip="Find a command by name"),
        Binding("ctrl+l", "app.redraw", "Redraw", show=False, tooltip="Draw the whole screen again"),
    ]

    AUTO_FOCUS = "#none"

    def copy_text(self) -> str | None:
        """What `copy_key.COPY_KEY` copies: all lines as they are shown; None: there are none.

        Screens that bind it say so here.
        """
        return None

    def action_copy_shown(self) -> None:
        """Copy what is shown."""
        self.neo.copy_out("What is shown", lambda: self.copy_text() or "")

    @property
    def neo(self) -> NeoApp:
        """The app, by its own type."""
        return cast("NeoApp", self.app)

    def show_connection(self) -> None:
        """Show the connection in use in the top line."""
        for top in self.query(TopLine):
            top.show(self.neo.profile, self.neo.banner, recording=self.neo.RECORDING)

    def on_mount(self) -> None:
        self.show_connection()

    def on_screen_resume(self) -> None:
        self.show_connection()

    def cancel_request(self) -> bool:
        """Cancel what is on its way; False when nothing is."""
        return False

    async def let_go(self) -> None:
        """The connection is about to be closed: end what asks over it by itself, and wait until it has ended."""

    def action_interrupt(self) -> None:
        """Ctrl+C: cancel the request; with none, a second press leaves."""
        if self.cancel_request():
            self.neo.say("Cancelled.")
        else:
            self.neo.leave_on_second_press()
