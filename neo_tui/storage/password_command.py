"""Programs that print a secret, such as `op read …` or `pass show …`.

They run without a shell, and only after the person has seen and confirmed the whole command
(reliability.md §2 T10, T17).
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path

from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import command_text
from neo_tui.storage.atomic import write_text
from neo_tui.storage.permissions import writers_problem

LIMIT = 30.0
"""Seconds that a command may take."""
_LONGEST = 64 * 1024
"""Bytes; no secret is longer."""
_MOST_TRUSTED = 500


class PasswordCommands:
    """Runs the commands of profiles.

    Args:
        profiles: The file that the commands come from; none runs when others can write to it.
        trusted: The file that remembers which were confirmed, as digests.
        limit: Seconds that a command may take.
    """

    def __init__(self, profiles: Path, trusted: Path, *, limit: float = LIMIT) -> None:
        self._profiles, self._trusted, self._limit = profiles, trusted, limit
        self._confirmed: list[str] = []

    def confirmed(self, profile: Profile) -> bool:
        """Whether the person has confirmed this command for this host and user."""
        return _digest(profile) in self._known()

    def confirm(self, profile: Profile) -> None:
        """Remember that the person confirmed it; silently for this run only where nothing can be written."""
        self._confirmed.append(_digest(profile))
        known = self._known()[-_MOST_TRUSTED:]
        with contextlib.suppress(OSError):
            write_text(self._trusted, json.dumps({"version": 1, "confirmed": known}, indent=1) + "\n")

    async def run(self, profile: Profile) -> Secret:
        """What the command prints, without the line's end.

        Raises:
            NeoError: Others could have written it; it cannot be run, fails, prints nothing, or takes too long.
        """
        self._guard(profile)
        process = await self._started(profile)
        try:
            async with asyncio.timeout(self._limit):
                printed = await self._printed(profile, process)
                code = await process.wait()
        except TimeoutError:
            cause = f"It took longer than {self._limit:g} seconds."
            raise _error(profile, "The password command was stopped", cause) from None
        finally:
            if process.returncode is None:
                await _kill(process)
        if code:
            raise _error(profile, "The password command failed", f"It ended with exit code {code}.")
        return self._secret(profile, printed)

    @staticmethod
    def _secret(profile: Profile, printed: bytes) -> Secret:
        try:
            text = printed.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise _error(profile, "The password command printed no text", "What came is not UTF-8.") from None
        if not text or "\n" in text or "\r" in text:
            cause = "It printed more than one line." if text else "It printed nothing."
            raise _error(profile, "The password command printed no secret", cause)
        return Secret(text)

    def _guard(self, profile: Profile) -> None:
        if not self.confirmed(profile):
            raise _error(
                profile,
                "The password command is not confirmed",
                "A command runs only after you have seen it in full and said yes.",
                f"Run neo-tui profiles test {profile.name} in a terminal, or use the profile in neo-tui.",
            )
        try:
            problem = writers_problem(self._profiles)
        except OSError as error:
            problem = f"its permissions cannot be read: {visible(error.strerror or 'the disk refuses')}"
        if problem:
            cause, _, command = problem.partition(" Run: ")
            raise _error(
                profile,
                "The password command is not run",
                f"Others could have written it: {cause.rstrip('.')}.",
                f"Run: {command}" if command else "Make the file your own.",
            )

    async def _started(self, profile: Profile) -> asyncio.subprocess.Process:
        program, *arguments = profile.password_command
        try:
            return await asyncio.create_subprocess_exec(
                program,
                *arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # so that its own children end with it
            )
        except FileNotFoundError:
            raise _error(profile, "The password command was not found", f"There is no {visible(program)}.") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "the system refuses"
            raise _error(profile, "The password command cannot be run", f"{visible(reason)}.") from None

    @staticmethod
    async def _printed(profile: Profile, process: asyncio.subprocess.Process) -> bytes:
        found = bytearray()
        while process.stdout is not None and (chunk := await process.stdout.read(_LONGEST)):
            found += chunk
            if len(found) > _LONGEST:
                cause = f"It printed more than {_LONGEST // 1024} KiB."
                raise _error(profile, "The password command printed no secret", cause)
        return bytes(found)

    def _known(self) -> list[str]:
        found: list[str] = []
        with contextlib.suppress(OSError, ValueError, RecursionError):
            if not writers_problem(self._trusted):
                document = json.loads(self._trusted.read_text(encoding="utf-8"))
                listed = document.get("confirmed") if isinstance(document, Mapping) else None
                found = [entry for entry in listed if isinstance(entry, str)] if isinstance(listed, list) else []
        return [*found, *(entry for entry in self._confirmed if entry not in found)]


def _digest(profile: Profile) -> str:
    """Of what was confirmed: the words, and whom the secret goes to; another host asks anew."""
    said = json.dumps([list(profile.password_command), profile.host, profile.user])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


async def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _error(profile: Profile, title: str, cause: str, action: str = "") -> NeoError:
    return NeoError(
        Kind.CREDENTIALS,
        title,
        cause,
        action or "Try the command in a shell; its own messages are not shown here, as they may hold the secret.",
        (Fact("Profile", profile.name), Fact("Command", command_text(profile.password_command))),
    )
