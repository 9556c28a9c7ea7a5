"""Running a coroutine that ctrl+c ends at once, also while it blocks.

`asyncio.run` answers the first SIGINT by cancelling the main task, which takes effect where the task
next waits. `get` asks on the terminal, formats megabytes and writes into pipes inside its task: there,
the first ctrl+c would do nothing at all.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from neo_tui.domain.errors import ExitCode
from neo_tui.headless.output import INTERRUPTED, say_at_once

_UNWINDING = 2.0
"""Seconds that the clean-up after ctrl+c may take."""


def _end() -> NoReturn:
    """End the process where it stands."""
    with contextlib.suppress(RuntimeError):  # it may stand in the middle of saying something
        say_at_once(INTERRUPTED)
    os._exit(ExitCode.INTERRUPTED)


def _to_end(
    runner: asyncio.Runner, main: Coroutine[Any, Any, int | None], interrupted: Callable[[], bool]
) -> int | None:
    try:
        return runner.run(main)
    except Exception:
        if interrupted():  # in the middle of its own clean-up, say, which then ends with an error about that
            return None
        raise


def run(main: Coroutine[Any, Any, int]) -> int:
    """Run to the end; answers what the coroutine does.

    A second ctrl+c ends the process where it stands.

    Raises:
        KeyboardInterrupt: It was interrupted; it has been unwound, its waiting clean-up too.
    """
    found = signal.getsignal(signal.SIGINT)
    if found is not signal.default_int_handler:  # someone before us wants it otherwise, such as nohup
        return asyncio.run(main)
    task: asyncio.Task[int | None] | None = None
    interrupted = False
    # An interrupt may come in the middle of what the unwinding then waits for.
    late = threading.Timer(_UNWINDING, _end)
    late.daemon = True

    async def watched() -> int | None:
        nonlocal task
        task = asyncio.current_task()
        try:
            return await main
        except KeyboardInterrupt:  # a task that ends with it would be logged as lost
            return None
        except asyncio.CancelledError:
            if interrupted:
                return None
            raise

    with asyncio.Runner() as runner:
        loop = runner.get_loop()

        def interrupt(*_: object) -> None:
            nonlocal interrupted
            if interrupted:  # not even the unwinding is waited for
                _end()
            interrupted = True
            late.start()
            if task is None or asyncio.current_task(loop) is task:
                raise KeyboardInterrupt
            task.cancel()
            loop.call_soon_threadsafe(lambda: None)  # it may be waiting for the network

        signal.signal(signal.SIGINT, interrupt)
        try:
            answer = _to_end(runner, watched(), lambda: interrupted)
        finally:
            late.cancel()
            signal.signal(signal.SIGINT, found)
    if answer is None:
        raise KeyboardInterrupt
    return answer
