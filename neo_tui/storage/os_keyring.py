"""The operating system's keyring, when the extra `neo-tui[keyring]` is there. Never waited for long.

On a server there is usually none, and a locked one asks on a screen that nobody sees: whatever it
does, the program goes on after `PATIENCE` (reliability.md §1, gh; §5.6).
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from threading import Thread

from neo_tui.domain.errors import Kind, NeoError
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.secret import Secret

PATIENCE = 3.0
"""Seconds."""
SERVICE = "neo-tui"
_ADVICE = "Choose another source for the secret: a command, an environment variable or the prompt."


class OsKeyring:
    """Secrets by the name of their profile."""

    location = "the keyring of this system"

    def get(self, name: str) -> Secret | None:
        """The secret of a profile; None when none is stored.

        Raises:
            NeoError: There is no keyring, or it does not answer.
        """
        found = _within(lambda: _backend().get_password(SERVICE, name))
        return Secret(found) if isinstance(found, str) and found else None

    def put(self, name: str, secret: Secret) -> None:
        """Store the secret of a profile.

        Raises:
            NeoError: There is no keyring, or it does not take it.
        """
        _within(lambda: _backend().set_password(SERVICE, name, secret.reveal()))

    def delete(self, name: str) -> None:
        """Forget the secret of a profile; nothing when none is stored.

        Raises:
            NeoError: There is no keyring, or it does not answer.
        """
        if self.get(name) is not None:
            _within(lambda: _backend().delete_password(SERVICE, name))


class _Backend:
    """What is used of the package."""

    def get_password(self, service: str, name: str) -> object: ...
    def set_password(self, service: str, name: str, password: str) -> object: ...
    def delete_password(self, service: str, name: str) -> object: ...


def _backend() -> _Backend:
    import keyring  # noqa: PLC0415 - an extra; used only when a profile asks for it

    found: _Backend = keyring.get_keyring()
    return found


def _within(work: Callable[[], object]) -> object:
    """Do it in a thread that nobody has to wait for at the end."""
    done: queue.SimpleQueue[tuple[object, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - backends raise what they like; it is told below
            done.put((None, error))

    Thread(target=run, name="keyring", daemon=True).start()
    try:
        answer, error = done.get(timeout=PATIENCE)
    except queue.Empty:
        cause = f"It did not answer within {PATIENCE:g} seconds; it may be locked, and ask on another screen."
        raise NeoError(Kind.CREDENTIALS, "The keyring does not answer", cause, f"Unlock it. {_ADVICE}") from None
    if isinstance(error, ImportError):
        cause = "The keyring package is not installed."
        action = f"Install neo-tui[keyring]. {_ADVICE}"
        raise NeoError(Kind.CREDENTIALS, "There is no keyring", cause, action)
    if error is not None:
        # Only the kind of the exception: its text may hold anything.
        cause = f"The keyring of this system failed ({clip(visible(type(error).__name__), 60)})."
        raise NeoError(Kind.CREDENTIALS, "The keyring cannot be used", cause, f"On servers that is usual. {_ADVICE}")
    return answer
