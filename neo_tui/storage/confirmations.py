"""Which password commands the person has seen and said yes to, as digests in a file."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from neo_tui.domain.profile import Profile
from neo_tui.storage.atomic import write_text
from neo_tui.storage.permissions import writers_problem
from neo_tui.storage.reading import read_small

_MOST = 500


class Confirmations:
    """Remembers what was confirmed; for this run only where nothing can be written.

    A list that others could have written is not believed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._now: list[str] = []

    def has(self, profile: Profile) -> bool:
        """Whether exactly this was confirmed."""
        return digest(profile) in self._known()

    def add(self, profile: Profile) -> None:
        """The person said yes to it."""
        self._now.append(digest(profile))
        known = self._known()[-_MOST:]
        with contextlib.suppress(OSError):
            write_text(self._path, json.dumps({"version": 1, "confirmed": known}, indent=1) + "\n")

    def _known(self) -> list[str]:
        found: list[str] = []
        with contextlib.suppress(OSError, ValueError, RecursionError):
            if not writers_problem(self._path):
                document = json.loads(read_small(self._path))
                listed = document.get("confirmed") if isinstance(document, Mapping) else None
                found = [entry for entry in listed if isinstance(entry, str)] if isinstance(listed, list) else []
        return [*found, *(entry for entry in self._now if entry not in found)]


def program_of(profile: Profile) -> str:
    """The file that a profile's command runs; "" when there is none.

    A bare name is looked for on the PATH, once: what was confirmed is this file, not what another
    PATH or folder has under the same name.
    """
    found = shutil.which(profile.password_command[0]) if profile.password_command else None
    return str(Path(found).absolute()) if found else ""


def digest(profile: Profile) -> str:
    """Of what is confirmed: the program, its words, and all that decides where the secret goes and in what form."""
    said = json.dumps(
        [program_of(profile), profile.password_command, profile.destination, profile.password_form, profile.ca_bundle]
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
