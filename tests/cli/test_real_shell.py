"""The program between others, in a real shell: pipes that end early, programs that read JSON, files, plain locales."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE

BULK = "get --customer 410000107 --entity bUlk237008 --event 42 --count 100 --all"
ERRORS = "get --customer 400403403 --entity eRr4030000 --event 15 --json-errors --format json"


@pytest.fixture
def shell(own_environment: Path, at_server: dict[str, str]) -> object:
    """Runs a line of a shell that ends as its first failing part does; answers code, stdout and stderr."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")

    def run(line: str, **variables: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [bash, "--norc", "-o", "pipefail", "-c", f'neo() {{ "{sys.executable}" -m neo_tui "$@"; }}; {line}'],
            env={**os.environ, **at_server, **variables}, cwd=own_environment, capture_output=True,
            encoding="utf-8", timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run


def test_a_reader_that_has_seen_enough_is_no_error(shell: object) -> None:
    assert callable(shell)
    code, out, err = shell(f"neo {BULK} --format vertical | head -1")
    assert (code, out) == (0, "── row 1 of 237 ──\n")
    assert "Traceback" not in err
    assert "Broken pipe" not in err


@pytest.mark.skipif(shutil.which("jq") is None, reason="there is no jq")
def test_jq_reads_rows_errors_and_lists(shell: object) -> None:
    assert callable(shell)
    assert shell(f"neo {BULK} --format json 2>/dev/null | jq length")[:2] == (0, "237\n")
    assert shell(f"neo {ERRORS} 2>&1 >/dev/null | jq -r 'select(.kind != \"note\") | .exit_code'")[1] == "1\n"
    assert shell("neo events tadd --format jsonl | jq -r .name | head -1")[1] == "TransactionAdd\n"


def test_nothing_but_data_goes_into_a_file_in_any_locale_and_no_colours(shell: object, own_environment: Path) -> None:
    assert callable(shell)
    for place, variables in enumerate(({}, {"LANG": "C", "LC_ALL": "C", "NO_COLOR": "1", "TERM": "dumb"})):
        code, out, err = shell(f"neo {BULK} --format tsv > {place}.tsv", **variables)
        assert (code, out) == (0, "")
        assert "\x1b" not in err
    files = [(own_environment / f"{place}.tsv").read_bytes() for place in range(2)]
    assert files[0] == files[1]
    assert files[0].count(b"\n") == 238
    assert b"\x1b" not in files[0]
