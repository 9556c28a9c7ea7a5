"""Programs that keep a history side by side, or die over it: `python -m tests.storage.history_child JOB FOLDER`."""

from __future__ import annotations

import itertools
import os
import random
import select
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from neo_tui.domain.history import Entry
from neo_tui.domain.settings import Settings
from neo_tui.storage.history import HistoryFile
from tests.domain.histories import NOW, entry
from tests.storage.child import say

ROUNDS = 40


def _in_processes(*jobs: Callable[[], None]) -> list[int]:
    """Let jobs begin at once, each in a process of its own; answers how each ended."""
    reads, writes = os.pipe()
    pids = []
    for job in jobs:
        pid = os.fork()
        if not pid:
            code = 1
            try:
                os.close(writes)
                os.read(reads, 1)  # the starting signal
                job()
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    os.close(writes)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def _keep(act: Callable[[], object], store: HistoryFile) -> None:
    act()
    while store.problem:  # on a busy machine the others may hold the lock for longer than one waits for it
        act()


def asked_by_three(folder: Path) -> None:
    """Two ask questions of their own and one the same; a third pins, removes and writes the file anew meanwhile."""
    path = folder / "history.jsonl"
    same = entry(0, event=42, times=1)
    HistoryFile(path).restore([same, entry(7, event=9)])

    def count(_: Entry | None, store: HistoryFile) -> Entry:
        known = next(each for each in store.load() if each.key == same.key)
        return replace(known, times=known.times + 1)

    def ask(who: int) -> None:
        store = HistoryFile(path)
        for number in range(100, 100 + ROUNDS):
            mine = entry(who * 1000 + number, customer=f"{who}{number}")
            _keep(lambda mine=mine: store.asked(lambda _: mine), store)  # type: ignore[misc]
            _keep(lambda: store.asked(lambda newest: count(newest, store)), store)

    def tidy() -> None:
        store = HistoryFile(path)
        for number in range(ROUNDS // 4):
            gone = entry(5000 + number, event=3)
            _keep(lambda gone=gone: store.asked(lambda _: gone), store)  # type: ignore[misc]
            _keep(lambda gone=gone: store.remove({gone.key}), store)  # type: ignore[misc]
            _keep(lambda: store.marked(entry(7, event=9, pinned=True)), store)
            _keep(lambda: store.tidy(NOW, Settings()), store)

    say(codes=_in_processes(lambda: ask(1), lambda: ask(2), tidy))


def killed_while_asking(folder: Path) -> None:
    """A program that adds lines and now and then removes one is killed at any time; the next goes on."""
    chance = random.Random(7)  # noqa: S311 - a test's dice
    for kill in range(25):
        path = folder / f"{kill}.jsonl"
        reads, writes = os.pipe()
        pid = os.fork()
        if not pid:
            store = HistoryFile(path)
            for number in itertools.count(1):
                store.asked(lambda _, number=number: entry(number))  # type: ignore[misc]
                os.write(writes, b"a")
                if number % 4 == 0:
                    store.remove({entry(number - 3).key})
                    os.write(writes, b"r")
        os.close(writes)
        told = os.read(reads, 1)  # it is at work
        select.select([], [], [], chance.uniform(0, 0.01))
        os.kill(pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        while more := os.read(reads, 65536):
            told += more
        os.close(reads)
        asked = told.count(b"a")
        removed = [entry(4 * number - 3).key for number in range(1, told.count(b"r") + 1)]
        store = HistoryFile(path)
        store.asked(lambda _: entry(10_000))
        found = [each.key for each in store.load()]
        kept = [key for key in (entry(number).key for number in range(1, asked + 1)) if key not in removed]
        next_removed = entry(4 * len(removed) + 1).key
        if next_removed in kept and next_removed not in found:  # killed between removing it and telling so
            kept.remove(next_removed)
            removed.append(next_removed)
        say(code=code, problem=store.problem, asked=kept, removed=removed, found=found)


JOBS = {job.__name__: job for job in (asked_by_three, killed_while_asking)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]))
