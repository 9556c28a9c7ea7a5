"""Ctrl+c while a coroutine runs: it is an interrupt, whatever the unwinding then meets."""

from __future__ import annotations

import asyncio
import os
import signal
import threading

import pytest

from neo_tui.cli.interrupt import run

pytestmark = pytest.mark.skipif(
    threading.current_thread() is not threading.main_thread(), reason="signals reach the main thread only"
)


@pytest.fixture(autouse=True)
def own_handler() -> None:
    """Python's own, whatever whoever runs the tests has set; `run` puts back what it finds."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


async def interrupted(error: Exception | None) -> int:
    """Is interrupted in its own task; its clean-up may then fail."""
    try:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(20)
    finally:
        if error is not None:
            raise error
    return 0


@pytest.mark.parametrize("error", [None, RuntimeError("cancel scope"), ValueError("x")])
def test_an_error_of_the_clean_up_after_ctrl_c_is_an_interrupt_all_the_same(error: Exception | None) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(interrupted(error))


def test_without_ctrl_c_an_error_stays_what_it_is() -> None:
    async def fails() -> int:
        raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        run(fails())
