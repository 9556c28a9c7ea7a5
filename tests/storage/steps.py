"""The steps of a save, one system call each: something can be made to happen at any of them."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

_CALLS: tuple[tuple[ModuleType, str], ...] = (
    *((os, name) for name in ("open", "mkdir", "chmod", "fstat", "fchmod", "write", "fsync", "close", "replace")),
    (os, "unlink"),
    (fcntl, "flock"),
)


class Steps:
    """While it is entered, the calls of a save are counted, and one of them is preceded by an act.

    Writes are cut to half of what is asked, so that there is a moment at which half of a file stands.
    """

    def __init__(self, at: int, act: Callable[[str], None]) -> None:
        self._at = at
        self._act = act
        self._patches = pytest.MonkeyPatch()
        self.names: list[str] = []

    def __enter__(self) -> Steps:
        for module, name in _CALLS:
            self._patches.setattr(module, name, self._step(name, getattr(module, name)))
        return self

    def __exit__(self, *_: object) -> None:
        self._patches.undo()

    def _step(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the call takes
            self.names.append(name)
            if name == "close":  # it lets go of the file even where it fails
                call(*args)
            if len(self.names) == self._at:
                self._act(name)
            if name == "write":
                handle, data = args
                return call(handle, data[: len(data) // 2 + 1])
            return None if name == "close" else call(*args, **options)

        return step


def die(_: str = "") -> None:
    """End this process as a power cut would: nothing is caught, nothing is put in order."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int) -> Callable[[str], None]:
    """Let a call fail as the system would, with an errno."""

    def act(_: str) -> None:
        raise OSError(number, os.strerror(number))

    return act
