"""Savers that die, run out of space or may not write: run as `python -m tests.storage.child JOB FOLDER`.

One process imports everything once and forks the victims, which makes a death cheap. It answers in
JSON lines.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import resource
import select
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Profile
from neo_tui.storage.profiles import TomlProfileStore
from neo_tui.storage.session import FallbackProfileStore
from tests.storage.steps import Steps, die

NOBODY = 65534


def profile(name: str, user: str = "u") -> Profile:
    return Profile(name, "eu.example.com", user=user)


def names(path: Path) -> list[str]:
    return [each.name for each in TomlProfileStore(path).load().profiles]


def say(**answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def forked(act: Callable[[], None]) -> int:
    """Do something in a process of its own; answers how that ended (`os.waitstatus_to_exitcode`)."""
    pid = os.fork()
    if not pid:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def saved(path: Path) -> None:
    """A file with a backup."""
    store = TomlProfileStore(path)
    store.put(profile("a"))
    store.put(profile("b"))
    store.put(profile("c"))


def linked(path: Path) -> None:
    saved(path.parent / "dotfiles" / "mine.toml")
    path.symlink_to("dotfiles/mine.toml")


def dangling(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to("dotfiles/mine.toml")


SCENES: dict[str, tuple[Callable[[Path], None], Callable[[TomlProfileStore], object]]] = {
    "first": (lambda _: None, lambda store: store.put(profile("new"))),
    "added": (saved, lambda store: store.put(profile("new"))),
    "edited": (saved, lambda store: store.put(profile("renamed"), "b")),
    "deleted": (saved, lambda store: store.delete("b")),
    "default": (saved, lambda store: store.set_default("b")),
    "linked": (linked, lambda store: store.put(profile("new"))),
    "dangling": (dangling, lambda store: store.put(profile("new"))),
}


def killed_at_every_step(folder: Path) -> None:
    for scene, (prepare, change) in SCENES.items():
        model = folder / scene / "model"
        model.parent.mkdir()
        prepare(model / "profiles.toml")
        for at in itertools.count(1):
            case = folder / scene / str(at)
            if model.exists():
                shutil.copytree(model, case, symlinks=True)
            path = case / "profiles.toml"
            before = names(path)

            def act(at: int = at, path: Path = path, change: Callable[[TomlProfileStore], object] = change) -> None:
                store = TomlProfileStore(path)
                with Steps(at, die):
                    change(store)

            code = forked(act)
            after = names(path)
            TomlProfileStore(path).put(profile("next"))
            say(
                scene=scene,
                at=at,
                killed=code == -signal.SIGKILL,
                before=before,
                after=after,
                then=names(path),
                left=sorted(each.name for each in case.rglob("*new-*")),
                linked=path.is_symlink(),
            )
            if code != -signal.SIGKILL:
                break


def killed_at_random(folder: Path) -> None:
    path = folder / "profiles.toml"
    saved(path)
    chance = random.Random(5)  # noqa: S311 - a test's dice
    number = 0
    for kill in range(200):
        reads, writes = os.pipe()
        pid = os.fork()
        if not pid:
            store = TomlProfileStore(path)
            for user in itertools.count(number + 1):
                store.put(profile("b", str(user)), "b")
                os.write(writes, b".")
        os.close(writes)
        os.read(reads, 1)  # it is at work
        select.select([], [], [], chance.uniform(0, 0.012))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        done = number + 1
        while more := os.read(reads, 4096):
            done += len(more)
        os.close(reads)
        found = TomlProfileStore(path).load()
        kept = found.get("b")
        number = int(kept.user) if kept else -1
        say(kill=kill, names=[each.name for each in found.profiles], done=done, found=number)


def added_by_eight(folder: Path) -> None:
    path = folder / "profiles.toml"
    reads, writes = os.pipe()  # the starting signal

    def add(who: int) -> None:
        os.close(writes)
        os.read(reads, 1)
        store = TomlProfileStore(path)
        for number in range(25):
            while True:
                try:
                    store.put(profile(f"p{who}-{number}"))
                    break
                except NeoError as error:
                    if "another neo-tui" not in error.cause:
                        raise

    pids = []
    for who in range(8):
        pid = os.fork()
        if not pid:
            code = 1
            try:
                add(who)
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    os.close(writes)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    say(codes=codes, names=names(path))


def filled(folder: Path) -> None:
    """Add profiles until the system has no room for more."""
    path = folder / "profiles.toml"
    store = TomlProfileStore(path)
    kept: list[str] = []
    data = b""
    try:
        for number in range(1000):
            store.put(profile(f"p{number}", "u" * 200))
            kept.append(f"p{number}")
            data = path.read_bytes()
    except NeoError as error:
        say(
            type=type(error).__name__,
            cause=error.cause,
            action=error.action,
            same=path.read_bytes() == data,
            kept=kept,
            names=names(path),
            left=[each.name for each in folder.rglob("*new-*")],
        )


def filled_to_a_limit(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
    filled(folder)


def refused(folder: Path) -> None:
    """Save where nothing may be written: by itself, and with the session to fall back to."""
    path = folder / "profiles.toml"
    plain = TomlProfileStore(path)
    changes: tuple[Callable[[], object], ...] = (
        lambda: plain.put(profile("new")),
        lambda: plain.put(profile("a", "other"), "a"),
        lambda: plain.delete("a"),
        lambda: plain.set_default("b"),
    )
    for change in changes:
        try:
            change()
            say(type="saved")
        except NeoError as error:
            say(type=type(error).__name__, cause=error.cause)
    store = FallbackProfileStore(plain)
    store.put(profile("new"))
    store.delete("b")
    found = store.load()
    say(
        names=[each.name for each in found.profiles],
        only=sorted(store.session_only),
        location=store.location,
        files=sorted(each.name for each in folder.iterdir()) if folder.exists() else [],
    )


def looked_at(folder: Path) -> None:
    """Load, and try to save, whatever stands there."""
    store = TomlProfileStore(folder / "profiles.toml")
    changes: tuple[Callable[[], object], ...] = (store.load, lambda: store.put(profile("new")))
    for change in changes:
        try:
            change()
            say(type="fine")
        except NeoError as error:
            say(type=type(error).__name__, cause=error.cause)


JOBS = {
    job.__name__: job
    for job in (
        killed_at_every_step,
        killed_at_random,
        added_by_eight,
        filled,
        filled_to_a_limit,
        refused,
        looked_at,
    )
}

if __name__ == "__main__":
    if "--nobody" in sys.argv:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    JOBS[sys.argv[1]](Path(sys.argv[2]))
