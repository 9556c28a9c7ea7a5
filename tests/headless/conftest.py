"""`neo-tui doctor`, run on real files."""

from __future__ import annotations

import pytest
import trustme

from neo_tui.cli import doctor as cli_doctor
from neo_tui.cli import main
from tests.headless.doctoring import Examine, Told


@pytest.fixture
def examine(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Examine:
    """Runs `neo-tui doctor --json` with further words, and variables as keywords."""

    async def stay(code: int) -> int:
        return code  # the real one may end the process, which is here that of the tests

    monkeypatch.setattr(cli_doctor, "leave", stay)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "TMUX", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, text: bool = False, **variables: str) -> Told:
        with monkeypatch.context() as patched:
            for name, value in variables.items():
                patched.setenv(name, value)
            code = main(["doctor", *words, *(() if text else ("--json",))])
        return Told(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Somebody who signs certificates."""
    return trustme.CA(organization_name="Test Authority")
