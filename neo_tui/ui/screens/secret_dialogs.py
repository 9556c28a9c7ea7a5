"""What a person is asked before a profile can ask: its secret, or a yes to its command."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import command_text
from neo_tui.domain.status import Tone
from neo_tui.ui.screens.dialogs import Dialog, key_hints
from neo_tui.ui.widgets.field import FlatInput
from neo_tui.ui.widgets.toned import toned


class SecretDialog(Dialog[Secret]):
    """Asks for a secret, masked; it is kept in memory only."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile

    def compose(self) -> ComposeResult:
        profile = self._profile
        what = "OAuth secret" if profile.auth is Auth.OAUTH else "Password"
        if profile.auth is Auth.BASIC and profile.password_form is PasswordForm.MD5:
            what = "MD5 of the password"
        with Vertical():
            yield Static(toned(f"{what} for {profile.name}", Tone.STRONG))
            yield Static(f"{profile.user} at {profile.host}. Kept in memory only, until you leave.", markup=False)
            yield FlatInput("", id="secret", password=True)
            yield Static(key_hints(("⏎", "use it"), ("esc", "cancel")), classes="keys")

    def on_mount(self) -> None:
        self.query_one(FlatInput).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        if event.value:
            self.dismiss(Secret(event.value))


class CommandDialog(Dialog[bool]):
    """Shows the whole command that prints a secret, before its first run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes"),
        Binding("n", "answer(False)", "no"),
    ]

    DEFAULT_CSS = """
    CommandDialog VerticalScroll { height: auto; max-height: 8; margin: 1 0; scrollbar-size-vertical: 1; }
    """

    def __init__(self, profile: Profile, program: str) -> None:
        """Asks about a profile's command; `program` is the file that it runs."""
        super().__init__()
        self._profile, self._program = profile, program

    def compose(self) -> ComposeResult:
        profile = self._profile
        with Vertical():
            yield Static(toned(f"Run this command for {profile.name}?", Tone.STRONG))
            with VerticalScroll():
                yield Static(command_text(profile.password_command), markup=False)
            yield Static(f"Program: {self._program or 'none is found under that name'}", markup=False)
            yield Static(
                f"Its output goes to {profile.host} as the secret of {profile.user}. No shell; 30 seconds at most. "
                "You are asked once, and again when command, program or connection change.\n",
                markup=False,
            )
            yield Static("", id="more")
            yield Static(key_hints(("y", "run it"), ("n", "no"), ("esc", "no"), ("↑↓", "read")), classes="keys")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.call_after_refresh(self._tell)

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell)

    @property
    def _below(self) -> int:
        """Lines of the command that have not been on the screen."""
        scroll = self.query_one(VerticalScroll)
        self._seen = max(self._seen, int(scroll.scroll_offset.y) + scroll.size.height)
        return max(scroll.virtual_size.height - self._seen, 0)

    _seen = 0

    def _tell(self) -> None:
        below = self._below
        text = f"{below} lines more: read to the end (↓, End) before you say yes." if below else ""
        self.query_one("#more", Static).update(toned(text, Tone.WARNING))

    def action_answer(self, answer: bool) -> None:
        """Answer; yes only to what has been seen in full."""
        if answer and self._below:
            self._tell()
            return
        self.dismiss(answer)
