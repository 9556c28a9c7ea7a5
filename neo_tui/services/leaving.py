"""Leaving without waiting for what cannot be cancelled.

A name that is being resolved occupies a thread of the event loop's until the system gives up, up to
half a minute on a dead network; Python waits for such threads when a loop is closed and again when
the program ends (reliability.md §5). The person has left long before.
"""

from __future__ import annotations

import asyncio
import os
import sys

PATIENCE = 0.3
"""Seconds that threads get to come to their end."""


async def leave(code: int) -> int:
    """The exit code, once the loop's threads have ended; else the process ends here with that code.

    To be called last inside the event loop, with the terminal restored and everything saved.
    """
    ending = asyncio.ensure_future(asyncio.get_running_loop().shutdown_default_executor())
    done, _ = await asyncio.wait({ending}, timeout=PATIENCE)
    if not done:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code)
    return code
