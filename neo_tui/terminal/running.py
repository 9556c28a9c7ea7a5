"""A program that is given a text to read: without a shell, for a limited time, without our secrets."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from neo_tui.domain.foreign import clip, visible

LIMIT = 3.0
"""Seconds that a program may take."""
_OURS = "NEO_TUI_"
_LONGEST = 120
"""Characters of what it says that are told."""


class Ran(NamedTuple):
    """What came of it."""

    printed: str
    """What it wrote to its standard output or error, the beginning, one line of visible text."""
    problem: str = ""
    """Why it failed, the middle of a sentence; "" when it did not."""


async def run(
    command: Sequence[str], given: bytes, environ: Mapping[str, str], *, limit: float = LIMIT, listen: bool = False
) -> Ran:
    """Run a program to its end. Never raises but when it is cancelled; then the program is ended.

    Args:
        command: The program and its words.
        given: What it reads.
        environ: The variables of the process; those of neo-tui, which may hold secrets, are kept from it.
        limit: Seconds it may take; after them it is killed with all it has started.
        listen: Whether to hear what it says. It goes to a file without a name, so that what it leaves running, as
            `xclip` does, keeps nobody waiting.
    """
    name = command[0]
    with tempfile.TemporaryFile() if listen else contextlib.nullcontext() as heard:
        out = heard if heard is not None else asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=out,
                stderr=out,
                env={key: value for key, value in environ.items() if not key.startswith(_OURS)},
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "the system refuses"
            return Ran("", f"{name} cannot be run ({visible(reason)})")
        try:
            async with asyncio.timeout(limit):
                # What stops reading before the end is told by its exit code.
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    await process.communicate(given)
                code = await process.wait()
        except TimeoutError:
            return Ran("", f"{name} took longer than {limit:g} seconds")
        finally:
            if process.returncode is None:
                await _kill(process)
        said = ""
        if heard is not None:
            heard.seek(0)
            said = clip(visible(heard.read(4 * _LONGEST).decode("utf-8", "replace").strip()), _LONGEST)
    if code:
        ended = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        return Ran(said, f"{name} {ended}" + (f": {said}" if said else ""))
    return Ran(said)


async def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
