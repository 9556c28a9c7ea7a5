"""What a person is asked before a profile can ask: its secret, or a yes to its command."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
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

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile

    def compose(self) -> ComposeResult:
        profile = self._profile
        with Vertical():
            yield Static(toned(f"Run this command for {profile.name}?", Tone.STRONG))
            yield Static(f"\n{command_text(profile.password_command)}\n", markup=False)
            yield Static(
                f"What it prints is used as the secret of {profile.user} at {profile.host}. It runs without a shell, "
                "for 30 seconds at most. You are asked once; a changed command, host or user asks again.\n",
                markup=False,
            )
            yield Static(key_hints(("y", "run it"), ("n", "no"), ("esc", "no")), classes="keys")

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)
