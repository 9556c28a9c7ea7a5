"""What `neo-tui get` does where a stream is gone, full or blocked: the talk beside the rows changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import NEO_TUI, PATIENCE
from tests.cli.test_get_command import SAMPLE

REFUSED = ("get", "--customer", "400403403", "--entity", "eRr4030000", "--event", "15")
UNREACHED = ("get", "--customer", "400000001", "--entity", "cUt0000000", "--event", "15")
WRONG = ("get", "--customer", "one", "--entity", "x", "--event", "15")


def without_stderr(arguments: tuple[str, ...], variables: dict[str, str], stderr: int) -> tuple[int, str]:
    """The exit code and what stood on stdout."""
    answer = subprocess.run(
        [*NEO_TUI, *arguments, "--format", "json"], env={**os.environ, **variables},
        stdout=subprocess.PIPE, stderr=stderr, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    return answer.returncode, answer.stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(SAMPLE, 0), (REFUSED, 1), (WRONG, 2), (("get", "--nonsense"), 2), (UNREACHED, 3)]
)
@pytest.mark.parametrize("broken", ["a reader that is gone", "a full disk"])
def test_a_broken_stderr_changes_neither_rows_nor_exit_code(
    at_server: dict[str, str], arguments: tuple[str, ...], code: int, broken: str
) -> None:
    if broken == "a full disk":
        if not Path("/dev/full").exists():
            pytest.skip("/dev/full is Linux's")
        stderr = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, stderr = os.pipe()
        os.close(reader)
    try:
        came, out = without_stderr(arguments, at_server, stderr)
    finally:
        os.close(stderr)
    assert came == code
    assert bool(out) is (code == 0)
    if out:
        assert json.loads(out)[0]["status"] == "EXPIRED"
