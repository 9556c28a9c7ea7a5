"""Starts `tests.storage.child` and reads what it answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
_PATIENCE = 120
"""Seconds after which a child hangs: far more than any needs."""


def child(
    job: str, folder: Path, *options: str, mount: str = "", module: str = "tests.storage.child"
) -> list[dict[str, Any]]:
    """What a job says; skips the test where the system lets nobody mount.

    Args:
        job: Its name in `tests.storage.child`.
        folder: Where it works.
        options: `--nobody` for a user without rights.
        module: Which module's job it is.
        mount: Shell text run first, with the folder as `$0`, in mounts of the child's own.
    """
    command = [sys.executable, "-m", module, job, str(folder), *options]
    if mount:
        command = ["unshare", "-Urm", "sh", "-c", f'{mount} || exit 99; exec "$@"', str(folder), *command]
        probe = ["unshare", "-Urm", "sh", "-c", 'mount -t tmpfs none "$0"', str(folder)]
        try:
            possible = subprocess.run(probe, capture_output=True, timeout=_PATIENCE, check=False).returncode == 0
        except FileNotFoundError:
            possible = False
        if not possible:
            pytest.skip("this system lets us mount nothing, so there is no full and no read-only disk")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
