"""A secret that is to be kept or tried: from a pipe or from the terminal, never from an argument."""

from __future__ import annotations

import re
from typing import TextIO

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.profile import Auth, PasswordForm, Profile, header_problem
from neo_tui.domain.secret import Secret

_LONGEST = 64 * 1024
"""Bytes; no secret is longer."""
_MD5 = re.compile(r"[0-9a-fA-F]{32}", re.ASCII)


def secret_from_pipe(stream: TextIO | None) -> Secret:
    """All of a piped stream but one line's end, as `echo` and most programs add it.

    Raises:
        NeoError: It is a terminal or closed, it is empty, too long, or no text.
    """
    if stream is None:
        raise _unread("Standard input is closed.")
    if stream.isatty():
        raise _unread("Standard input is a terminal, where everybody would see it.")
    data = stream.buffer.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise _unread(f"More than {_LONGEST // 1024} KiB came.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _unread("What came is not UTF-8 text.") from None
    text = text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text
    if not text:
        raise _unread("Nothing came.")
    return Secret(text)


def check_secret(profile: Profile, secret: Secret) -> None:
    """Whether a secret can be what the profile takes it for.

    Raises:
        NeoError: It cannot; it would be refused at the first question.
    """
    word = secret.reveal()
    problem = ""
    if profile.auth is Auth.OAUTH:
        problem = header_problem(word, "an OAuth secret")
    elif profile.password_form is PasswordForm.MD5 and not _MD5.fullmatch(word):
        problem = "With --password-is md5 it is the MD5 of the password: 32 hexadecimal digits. This is not."
    if problem:
        raise NeoError(Kind.CREDENTIALS, "The secret cannot be used", problem, "Nothing was saved.")


def _unread(cause: str) -> NeoError:
    return NeoError(
        Kind.CREDENTIALS,
        "--password-stdin reads the secret from a pipe",
        cause,
        "Pipe it in: op read op://team/neo/password | neo-tui profiles … --password-stdin",
    )
