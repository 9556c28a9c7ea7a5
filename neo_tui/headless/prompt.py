"""Asking for a secret without a screen: never echoed, never an argument."""

from __future__ import annotations

import getpass
import shlex
import warnings
from pathlib import Path

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import command_text
from neo_tui.headless.output import say
from neo_tui.services.connection import Connection
from neo_tui.services.secrets import Need


def give_what_is_needed(connection: Connection, profile: Profile) -> None:
    """Ask the person for what a profile needs before it can ask: its secret, or a yes to its command.

    Raises:
        NeoError: There is no terminal to ask on, nothing was given, or the answer was no.
    """
    need = connection.need(profile)
    if need is Need.SECRET:
        connection.remember(profile, ask_secret(profile))
    elif need is Need.CONFIRMATION:
        _confirm(profile)
        connection.confirm(profile)


def _confirm(profile: Profile) -> None:
    command = command_text(profile.password_command)
    try:
        tty = Path("/dev/tty")  # twice: a terminal opened to read and write at once would have to be seekable
        with tty.open("w", encoding="utf-8") as terminal, tty.open(encoding="utf-8", errors="replace") as typed:
            terminal.write(
                f"Profile {profile.name} takes its secret from this command:\n\n  {command}\n\n"
                f"What it prints goes to {profile.host} as the secret of {profile.user}. Run it? [y/N] "
            )
            terminal.flush()
            answer = typed.readline().strip().lower()
    except OSError:
        raise NeoError(
            Kind.CREDENTIALS,
            "The password command is not confirmed",
            f"{command} runs only after you have seen it and said yes, and there is no terminal to ask on.",
            f"Run in a terminal: neo-tui profiles test {shlex.quote(profile.name)}",
        ) from None
    if answer not in {"y", "yes"}:
        raise NeoError(
            Kind.CREDENTIALS, "The password command was not run", "The answer was not yes.", "Nothing was asked."
        )


def ask_secret(profile: Profile) -> Secret:
    """The secret of a profile, asked for on the terminal itself, so that pipes stay free.

    Raises:
        NeoError: There is no terminal, or nothing was given.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would echo
            typed = getpass.getpass(f"{_asked(profile)} of {profile.user} at {profile.host}: ")
    except KeyboardInterrupt:
        say("")  # what is said next begins a line of its own
        raise
    except (OSError, EOFError, getpass.GetPassWarning):
        raise NeoError(
            Kind.CREDENTIALS,
            "There is no terminal to ask for the secret on",
            f"Profile {profile.name} asks for its secret each time.",
            "Let the profile take it from an environment variable, or set NEO_TUI_HOST and its companions.",
        ) from None
    if not typed:
        raise NeoError(Kind.CREDENTIALS, "No secret was given", "What was typed is empty.", "Try again.")
    return Secret(typed)


def _asked(profile: Profile) -> str:
    if profile.auth is Auth.OAUTH:
        return "OAuth secret"
    return "MD5 of the password" if profile.password_form is PasswordForm.MD5 else "Password"
