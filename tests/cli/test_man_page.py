"""The man page that is installed with the program."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "neo-tui.1"


def test_it_tells_what_the_parser_knows_now() -> None:
    page = runpy.run_path(str(ROOT / "scripts" / "man_page.py"))["page"]
    assert page() == PAGE.read_text(encoding="utf-8"), "run: python scripts/man_page.py"


def test_it_can_be_formatted_and_names_every_command_and_exit_code() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("there is no groff")
    shown = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", "-P-cbou", str(PAGE)], capture_output=True, check=True, timeout=30
    )
    text = shown.stdout.decode()
    for wanted in (
        "neo-tui get",
        "--json-errors",
        "neo-tui profiles add",
        "NEO_TUI_HOST",
        "130 interrupted",
        "--batch",
    ):
        assert wanted in text.replace("‐", "-").replace("−", "-")
