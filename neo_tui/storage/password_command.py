"""Programs that print a secret, such as `op read …` or `pass show …`.

They run without a shell, and only after the person has seen and confirmed the whole command
(reliability.md §2 T10, T17).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from pathlib import Path
from typing import Any

from neo_tui.domain.errors import Fact, Kind, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import Profile
from neo_tui.domain.secret import Secret
from neo_tui.domain.secret_command import command_text
from neo_tui.storage.confirmations import Confirmations, program_of
from neo_tui.storage.permissions import writers_problem

LIMIT = 30.0
"""Seconds that a command may take."""
_LONGEST = 64 * 1024
"""Bytes; no secret is longer."""


class PasswordCommands:
    """Runs the commands of profiles.

    Args:
        profiles: The file that the commands come from; none runs when others can write to it.
        trusted: The file that remembers which were confirmed, as digests.
        limit: Seconds that a command may take.
    """

    def __init__(self, profiles: Path, trusted: Path, *, limit: float = LIMIT) -> None:
        self._profiles, self._confirmations, self._limit = profiles, Confirmations(trusted), limit

    def confirmed(self, profile: Profile) -> bool:
        """Whether the person has confirmed this program, its words, and where the secret goes."""
        return self._confirmations.has(profile)

    def program(self, profile: Profile) -> str:
        """The file that would be run; "" when there is none."""
        return visible(program_of(profile))

    def confirm(self, profile: Profile) -> None:
        """Remember that the person confirmed it; silently for this run only where nothing can be written."""
        self._confirmations.add(profile)

    async def run(self, profile: Profile) -> Secret:
        """What the command prints, without the line's end.

        Raises:
            NeoError: Others could have written it; it cannot be run, fails, prints nothing, or takes too long.
        """
        self._guard(profile)
        reading, writing = os.pipe()
        try:
            process = await self._started(profile, writing)
        except BaseException:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        printed = _Printed(reading)
        try:
            async with asyncio.timeout(self._limit):
                code = await self._ended(profile, process, printed)
        except TimeoutError:
            cause = f"It took longer than {self._limit:g} seconds."
            raise _error(profile, "The password command was stopped", cause) from None
        finally:
            if process.returncode is None:
                await _kill(process)
            printed.close()
        if code:
            raise _error(profile, "The password command failed", f"It ended with exit code {code}.")
        return self._secret(profile, bytes(printed.data))

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

    @staticmethod
    async def _started(profile: Profile, writing: int) -> asyncio.subprocess.Process:
        program, *arguments = profile.password_command
        try:
            return await asyncio.create_subprocess_exec(
                program_of(profile) or program,
                *arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # so that its own children end with it
            )
        except FileNotFoundError:
            raise _error(profile, "The password command was not found", f"There is no {visible(program)}.") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "the system refuses"
            raise _error(profile, "The password command cannot be run", f"{visible(reason)}.") from None

    @staticmethod
    async def _ended(profile: Profile, process: asyncio.subprocess.Process, printed: _Printed) -> int:
        """The exit code. What it has started and left behind may go on, and is not waited for."""
        ends: asyncio.Future[int] = asyncio.ensure_future(process.wait())
        try:
            while not ends.done():
                either: set[asyncio.Future[Any]] = {ends, printed.more()}
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
                if len(printed.data) > _LONGEST:
                    cause = f"It printed more than {_LONGEST // 1024} KiB."
                    raise _error(profile, "The password command printed no secret", cause)
            printed.take()
            return ends.result()
        finally:
            ends.cancel()


class _Printed:
    """What comes out of a pipe, as it comes. A child that keeps the pipe open keeps nobody waiting."""

    def __init__(self, reading: int) -> None:
        self._reading, self._loop = reading, asyncio.get_running_loop()
        self._more: asyncio.Future[None] = self._loop.create_future()
        self.data = bytearray()
        os.set_blocking(reading, False)
        self._loop.add_reader(reading, self.take)

    def more(self) -> asyncio.Future[None]:
        """Is done when there is more."""
        if self._more.done():
            self._more = self._loop.create_future()
        return self._more

    def take(self) -> None:
        """Take what is there."""
        while len(self.data) <= _LONGEST:
            try:
                chunk = os.read(self._reading, _LONGEST)
            except BlockingIOError:
                break
            if not chunk:
                self._loop.remove_reader(self._reading)
                break
            self.data += chunk
        if not self._more.done():
            self._more.set_result(None)

    def close(self) -> None:
        """Listen no more."""
        self._loop.remove_reader(self._reading)
        os.close(self._reading)


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
