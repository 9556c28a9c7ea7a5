"""What all tests stand on: an environment of their own, and the real bundled server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from neo_tui.demo.credentials import PASSWORD, USERNAME
from neo_tui.demo.server import DemoServer
from neo_tui.domain.profile import Auth, Profile, SecretSource
from neo_tui.domain.secret import Secret
from tests.answering import Answer, AnsweringServer
from tests.tmux import TmuxServer

# The gate decides about a change, so it asks the same questions each time; a search for new ones is `make search`.
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=60)
settings.register_profile("search", max_examples=400, deadline=None, print_blob=True)
settings.load_profile("gate")


@pytest.fixture
def anyio_backend() -> str:
    """The event loop that the program runs on."""
    return "asyncio"


@pytest.fixture(autouse=True)
def own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, a zone and a language of the test's own; no variable of ours from outside."""
    for name in list(os.environ):
        if name.startswith(("NEO_TUI_", "XDG_", "TEXTUAL", "LC_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name in (
        "TMUX",
        "STY",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "WSL_DISTRO_NAME",
        "SSH_CONNECTION",
        "SSH_CLIENT",
        "SSH_TTY",
    ):
        monkeypatch.delenv(name, raising=False)  # nothing is copied into the developer's own clipboard
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("NEO_TUI_CONFIG_DIR", str(home / "config"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


@pytest.fixture
def demo_server() -> Iterator[DemoServer]:
    """The bundled server, really listening on loopback; a fault inside it fails the test."""
    with DemoServer() as server:
        yield server
    assert not server.faults


@pytest.fixture
def answering() -> Iterator[Callable[[Answer], AnsweringServer]]:
    """Starts servers that answer what they are told to; all are closed at the end."""
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(AnsweringServer(answer))


@pytest.fixture
def make_tmux() -> Iterator[Callable[..., TmuxServer]]:
    """Starts tmux servers; all are ended. Skips the test where there is no tmux."""
    with ExitStack() as stack:
        yield lambda *given, **named: stack.enter_context(TmuxServer(*given, **named))


@pytest.fixture
def demo_profile(demo_server: DemoServer) -> Profile:
    """A profile that may ask the bundled server."""
    return Profile(
        "demo",
        demo_server.url,
        Auth.BASIC,
        USERNAME,
        secret_source=SecretSource.FILE,
        secret=Secret(PASSWORD),
        zone="Asia/Kolkata",
    )
