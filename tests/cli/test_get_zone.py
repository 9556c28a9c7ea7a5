"""A time zone nobody knows, in a profile that was written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.answering import Answer, AnsweringServer
from tests.cli.conftest import Run


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", ".", "Europe", "../etc/passwd", "x" * 5000, "\\u0000"])
@pytest.mark.parametrize("kind", ["table", "json"])
def test_it_is_a_configuration_error_before_anything_is_sent(
    run: Run, own_environment: Path, answering: Callable[[Answer], AnsweringServer], zone: str, kind: str
) -> None:
    server = answering(lambda _: b"[]")
    (own_environment / "config").mkdir()
    (own_environment / "config" / "profiles.toml").write_text(
        f'[[profiles]]\nname = "eu"\nhost = "{server.url}"\nuser = "till"\nzone = "{zone}"\n'
        'secret_source = "environment"\nsecret_variable = "PATH"\n'
    )
    answer = run("get", "--customer", "1", "--entity", "e", "--event", "15", "--format", kind)
    assert (answer.returncode, answer.stdout, server.asked) == (2, "", [])
    assert answer.stderr.startswith("neo-tui: The time zone of profile eu cannot be used. There is no time zone ")
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr) < 500
