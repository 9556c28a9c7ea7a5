"""Asking for a secret without a screen: never echoed, never an argument."""

from __future__ import annotations

import getpass
import sys
import warnings
from pathlib import Path
from typing import TextIO

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import command_text
from neo_tui.domain.shell_word import shell_word
from neo_tui.headless.output import say
from neo_tui.services.connection import Connection
from neo_tui.services.secrets import Need

_TERMINAL = Path("/dev/tty")


def give_what_is_needed(connection: Connection, profile: Profile) -> None:
    """Ask the person for what a profile needs before it can ask: its secret, or a yes to its command.

    Raises:
        NeoError: There is no terminal to ask on, nothing was given, or the answer was no.
    """
    need = connection.need(profile)
    if need is Need.SECRET:
        connection.remember(profile, ask_secret(profile))
    elif need is Need.CONFIRMATION:
        _confirm(profile, connection.program(profile))
        connection.confirm(profile)


def _confirm(profile: Profile, program: str) -> None:
    command, host, user = command_text(profile.password_command), visible(profile.host), visible(profile.user)
    try:
        # A terminal cannot be sought in, so one file for both directions is refused by Python.
        with _TERMINAL.open("w", encoding="utf-8") as shown, _TERMINAL.open(errors="replace") as typed:
            shown.write(
                f"Profile {visible(profile.name)} takes its secret from this command:\n\n  {command}\n\n"
                f"Program: {program or 'none is found under that name'}\n"
                f"What it prints goes to {host} as the secret of {user}. Run it? [y/N] "
            )
            shown.flush()
            answer = typed.readline()
    except OSError:
        raise NeoError(
            Kind.CREDENTIALS,
            "The password command is not confirmed",
            f"{command} runs only after you have seen it and said yes, and there is no terminal to ask on.",
            f"Run in a terminal: neo-tui profiles test {shell_word(profile.name)}",
        ) from None
    if not _is_yes(answer):
        raise NeoError(
            Kind.CREDENTIALS, "The password command was not run", "The answer was not yes.", "Nothing was asked."
        )


def asked_for_yes(question: str, terminal: TextIO) -> bool:
    """Whether the person answers a question with yes; anything else, also nothing, is no.

    Args:
        question: What is asked, on stderr.
        terminal: Where the answer is typed.
    """
    if sys.stderr is not None:
        sys.stderr.write(f"{question} [y/N] ")
        sys.stderr.flush()
    return _is_yes(terminal.readline())


def _is_yes(answer: str) -> bool:
    return answer.strip().lower() in {"y", "yes"}


def ask_secret(profile: Profile, why: str = "", instead: str = "") -> Secret:
    """The secret of a profile, asked for on the terminal itself, so that pipes stay free.

    Args:
        profile: Whose secret.
        why: A sentence for when there is no terminal: why it is asked for.
        instead: A sentence for then: what else can be done.

    Raises:
        NeoError: There is no terminal, or nothing was given.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would echo
            typed = getpass.getpass(f"{_asked(profile)} of {visible(profile.user)} at {visible(profile.host)}: ")
    except KeyboardInterrupt:
        say("")  # what is said next begins a line of its own
        raise
    except EOFError:
        typed = ""
        say("")
    except (OSError, getpass.GetPassWarning):
        raise NeoError(
            Kind.CREDENTIALS,
            "There is no terminal to ask for the secret on",
            why or f"Profile {visible(profile.name)} asks for its secret each time.",
            instead or "Let the profile take it from an environment variable, or set NEO_TUI_HOST and its companions.",
        ) from None
    if not typed:
        raise NeoError(Kind.CREDENTIALS, "No secret was given", "Nothing was typed.", "Try again.")
    return Secret(typed)


def _asked(profile: Profile) -> str:
    if profile.auth is Auth.OAUTH:
        return "OAuth secret"
    return "MD5 of the password" if profile.password_form is PasswordForm.MD5 else "Password"
