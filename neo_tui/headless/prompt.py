"""Asking for a secret without a screen: never echoed, never an argument."""

from __future__ import annotations

import getpass
import warnings

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile
from neo_tui.domain.secret import Secret


def ask_secret(profile: Profile) -> Secret:
    """The secret of a profile, asked for on the terminal itself, so that pipes stay free.

    Raises:
        NeoError: There is no terminal, or nothing was given.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would echo
            typed = getpass.getpass(f"{_asked(profile)} of {profile.user} at {profile.host}: ")
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
