"""Measuring a program in a real pseudo-terminal, beside a bare Textual program on the same machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.end_to_end.terminal import Terminal

HELLO = (sys.executable, str(Path(__file__).with_name("hello.py")))
DEMO = (sys.executable, "-m", "neo_tui", "demo")


def first_frame(command: Sequence[str], text: str, environ: Mapping[str, str]) -> float:
    """Seconds from starting a command until a text of its first frame has been written."""
    started = perf_counter()
    with Terminal(command, environ, columns=120, rows=36) as terminal:
        terminal.wait_until(lambda: text.encode() in terminal.written, text)
        return perf_counter() - started


def first_frames(environ: Mapping[str, str], runs: int) -> tuple[list[float], list[float]]:
    """Seconds to the first frame, ours and hello's; the runs alternate."""
    ours: list[float] = []
    theirs: list[float] = []
    first_frame(DEMO, "Customer", environ)  # compiles what is not yet compiled
    for _ in range(runs):
        theirs.append(first_frame(HELLO, "hello, world", environ))
        ours.append(first_frame(DEMO, "Customer", environ))
    return ours, theirs


def ratio_of(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How much longer ours takes: by the medians or by the fastest runs, whichever noise has spoilt less.

    Noise only ever adds: the fastest runs have the least of it, but are few; the medians are steady,
    but shift where a machine is busy for long.
    """
    return min(median(ours) / median(theirs), min(ours) / min(theirs))


def resident_megabytes(pid: int) -> float:
    """Memory of a process that is its own: its proportional set size, in MB (Linux)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise OSError("no Pss in smaps_rollup")


def environment() -> dict[str, str]:
    """The environment of the test for a child process, with compiled modules kept as installed ones are."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
