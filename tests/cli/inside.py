"""`neo-tui` run inside the process of the tests: quicker than a program of its own, where that makes no difference."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import pytest

from neo_tui.cli import main
from neo_tui.cli.wiring import request_log


class Told(NamedTuple):
    code: int
    out: str
    err: str


Inside = Callable[..., Told]


def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variables: dict[str, str]) -> Inside:
    """Runs the program with arguments; `given` is what stands on standard input."""

    async def stay(code: int) -> int:
        return code  # the real one may end the process, which is here that of the tests

    for module in ("check", "get", "sweep"):
        monkeypatch.setattr(f"neo_tui.cli.{module}.leave", stay, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    def run(*words: str, given: str = "") -> Told:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        request_log.cache_clear()
        try:
            code = main(list(words))
        except SystemExit as end:
            code = int(str(end.code))
        return Told(code, *capsys.readouterr())

    return run
