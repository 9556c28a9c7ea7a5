"""Leaving is not held up by a name that is still being looked up."""

from __future__ import annotations

import subprocess
import sys
from time import monotonic

import pytest

from neo_tui.services.leaving import PATIENCE, leave

STUCK = """
import asyncio, sys, threading
from neo_tui.services.leaving import leave

async def main():
    asyncio.get_running_loop().run_in_executor(None, threading.Event().wait, 120)
    sys.stdout.write("answered")
    await leave(3)

asyncio.run(main())
"""


@pytest.mark.anyio
async def test_with_nothing_to_wait_for_the_code_is_answered() -> None:
    assert await leave(1) == 1


def test_a_thread_that_hangs_does_not_keep_the_program() -> None:
    started = monotonic()
    answer = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, text=True, timeout=60, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (3, "answered", "")
    assert monotonic() - started < PATIENCE + 20
