"""`credentials.toml`: secrets that a person chose to store readable, apart from the profiles.

The file is 0600 in a folder of its own that is 0700, and refused when others can read either, as
OpenSSH refuses a key. It has no backup: a secret that was deleted must be gone.

    version = 1

    [secrets]
    eu-prod = "…"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.secret import Secret
from neo_tui.storage.atomic import locked, make_folder, write_text
from neo_tui.storage.failures import why
from neo_tui.storage.permissions import private_problem
from neo_tui.storage.reading import read_small

VERSION = 1
_HEADER = "# Written by neo-tui: secrets, readable to whoever can read this file. Keep it 0600.\n\n"


class CredentialsFile:
    """Secrets by the name of their profile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def location(self) -> str:
        """The file's path."""
        return visible(str(self._path))

    def get(self, name: str) -> Secret | None:
        """The secret of a profile; None when none is stored.

        Raises:
            NeoError: Others can read the file, or it cannot be read or understood.
        """
        secret = self._read().get(name)
        return Secret(secret) if secret else None

    def put(self, name: str, secret: Secret) -> None:
        """Store the secret of a profile.

        Raises:
            NeoError: Others could read it there, or it cannot be saved.
        """
        self._change({name: secret.reveal()})

    def delete(self, name: str) -> None:
        """Forget the secret of a profile; nothing when none is stored.

        Raises:
            NeoError: The file cannot be understood, or not be saved.
        """
        if self._path.exists() and name in self._read():
            self._change({name: None})

    def problem(self) -> str:
        """Why the file is refused, a sentence; "" when it is not, or there is none."""
        try:
            self._read()
        except NeoError as error:
            return f"{error.cause} {error.action}"
        return ""

    def _change(self, changes: Mapping[str, str | None]) -> None:
        try:
            # Made before the lock and the file in it, so that neither is ever in an open folder.
            make_folder(self._path.parent)
            with locked(self._path):
                secrets = {**self._read(), **changes}
                kept = {name: value for name, value in secrets.items() if value is not None}
                document = {"version": VERSION, "secrets": kept}
                write_text(self._path, _HEADER + tomli_w.dumps(document))
        except (OSError, UnicodeEncodeError) as error:
            reason = why(error) if isinstance(error, OSError) else "it holds what cannot be written as text"
            raise self._error(
                "The secret could not be stored", f"{reason}.", "Choose another source for the secret."
            ) from None

    def _read(self) -> dict[str, str]:
        title = "The stored secrets cannot be used"
        try:
            for place, mode in ((self._path.parent, 0o700), (self._path, 0o600)):
                if problem := private_problem(place, mode):
                    what = "The file" if place == self._path else f"Its folder {visible(str(place))}"
                    cause, _, command = problem.partition(" Run: ")
                    action = f"Run: {command}" if command else "Remove it, and store the secrets again."
                    raise self._error(title, f"{what} is not used: {cause.rstrip('.')}.", action)
            data = read_small(self._path)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._error(title, f"{why(error)}.", "Mend it, or remove it and give the secrets again.") from None
        return self._parsed(title, data)

    def _parsed(self, title: str, data: bytes) -> dict[str, str]:
        mend = "Mend it by hand, or remove it and give the secrets again; it was left untouched."
        try:
            document = tomllib.loads(data.decode("utf-8"))
        except (ValueError, RecursionError):
            # Python's own words could repeat a part of the file, and that is secrets.
            document = None
        if document is None or not data.strip():
            raise self._error(title, "It is not a TOML file of secrets.", mend)
        version, secrets = document.get("version"), document.get("secrets", {})
        if version != VERSION:
            raise self._error(title, "It was written by another version of neo-tui.", "Update neo-tui.")
        if not isinstance(secrets, dict) or not all(isinstance(value, str) for value in secrets.values()):
            raise self._error(title, "A secret in it is not text.", mend)
        return dict(secrets)

    def _error(self, title: str, cause: str, action: str) -> NeoError:
        facts = (Fact("File", self.location),)
        return NeoError(Kind.CREDENTIALS, title, f"{self.location}: {cause}", action, facts)
