"""Opening the terminal program, on the person's profiles or on the bundled server."""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
from contextlib import closing
from dataclasses import replace

from neo_tui.cli.wiring import (
    app_profile_store,
    case_files,
    check_file,
    chosen_profile,
    clipboard,
    connection,
    here,
    history,
    memory_store,
    now,
    open_source,
    preferences,
    recording,
    request_log,
    save_file,
    session_history,
    wants_privacy,
)
from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.memory import Memory, Question
from neo_tui.domain.profile import Auth, Profile, Profiles, SecretSource
from neo_tui.domain.query import DEFAULT_COUNT, Draft
from neo_tui.domain.secret import Secret
from neo_tui.headless.output import say
from neo_tui.services.connection import Connection
from neo_tui.services.ports import AllocationSource
from neo_tui.services.secrets import Secrets

DEMO = "demo"
DEMO_ZONE = "Asia/Kolkata"
"""The documented samples read as days of that zone (api.md §1.7)."""
DEMO_BANNER = "demo data: invented"
_TROUBLED_KEYS = ("short", "revoked", "down", "slow")
"""Endings of the OAuth keys that have a connection of their own; a list of all would be long (README)."""
DEMO_QUESTION = Draft("374819205", "hfjWDK0dek", "TransactionAdd")
"""The documented sample row (seed-endpoint.md)."""
_FROZEN_SIZE = frozenset({"COLUMNS", "LINES"})
"""An exported size would win over the terminal's own, and stay when that changes."""
_HARMLESS = frozenset({"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_ANIMATIONS"})

# ruff: noqa: PLC0415 - Textual is imported once it is known that there is a terminal


def open_app(arguments: argparse.Namespace) -> int:
    """Open the program on the person's profiles; answers the exit code.

    Raises:
        NeoError: The profile named on the command line does not exist, or the environment
            contradicts itself. Profiles that cannot be read are no reason not to open.
    """
    question = _asked(arguments)
    if isinstance(question, int):
        return question
    if not on_terminal():
        return ExitCode.USAGE
    private = arguments.private or wants_privacy(os.environ)
    wanted = preferences()
    store, memory = app_profile_store(), memory_store(wanted.settings.history, private=private)
    problem: NeoError | None = None
    stored = Profiles()
    try:
        stored = store.load()
    except NeoError as error:
        problem = error
    name = None if problem else arguments.profile
    profile = chosen_profile(name, stored, os.environ, memory.load())
    if question and arguments.count is None and profile:
        question = Draft(question.customer, question.entity, question.event, question.page, str(profile.count))
    make_ready()
    from neo_tui.ui.app import run
    from neo_tui.ui.start import Start

    return run(
        Start(
            profile_store=store,
            memory_store=memory,
            connection=connection(),
            clock=now,
            requests=request_log,
            history=lambda: history(wanted.settings, private=private),
            private=private,
            preferences=wanted,
            clipboard=lambda: clipboard(wanted.settings),
            here=here,
            save=save_file,
            check_file=check_file,
            profile=profile,
            cases=case_files,
            recording=recording,
            question=question,
            ask=question is not None and not question.problems() and profile is not None,
            problem=problem,
        )
    )


def open_demo(port: int) -> int:
    """Open the program on the bundled server; answers the exit code."""
    if not on_terminal():
        return ExitCode.USAGE
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        say(f"neo-tui demo: port {port} cannot be used: {os.strerror(error.errno or 0)}")
        return ExitCode.USAGE
    from neo_tui.storage.session import SessionMemoryStore, SessionProfileStore

    wanted = preferences()
    profiles = demo_profiles(f"http://127.0.0.1:{listener.getsockname()[1]}")
    make_ready()
    from neo_tui.ui.app import run
    from neo_tui.ui.start import Start

    with closing(LazyServer(listener)) as server:
        return run(
            Start(
                profile_store=SessionProfileStore(Profiles(profiles, DEMO)),
                memory_store=SessionMemoryStore(demo_stories),
                connection=Connection(server.open_source, Secrets(os.environ)),
                clock=now,
                requests=request_log,
                history=session_history,
                profile=profiles[0],
                cases=case_files,
                recording=recording,
                question=DEMO_QUESTION,
                preferences=wanted,
                clipboard=lambda: clipboard(wanted.settings),
                here=here,
                save=save_file,
                check_file=check_file,
                demo=True,
                banner=DEMO_BANNER,
            )
        )


def demo_profiles(host: str) -> tuple[Profile, ...]:
    """The connections to the bundled server: Basic, OAuth, a copy of the data, and some with which things go wrong."""
    from neo_tui.demo.credentials import COPY_USERNAME, LOCKED_USERNAME, OAUTH_KEY, OAUTH_SECRET, PASSWORD, USERNAME

    basic = Profile(
        DEMO, host, Auth.BASIC, USERNAME, secret_source=SecretSource.FILE, secret=Secret(PASSWORD), zone=DEMO_ZONE
    )
    oauth = replace(basic, name=f"{DEMO}-oauth", auth=Auth.OAUTH, user=OAUTH_KEY, secret=Secret(OAUTH_SECRET))
    troubled = (replace(oauth, name=f"{oauth.name}-{end}", user=f"{OAUTH_KEY}-{end}") for end in _TROUBLED_KEYS)
    copy = replace(basic, name=f"{DEMO}-copy", user=COPY_USERNAME)
    return basic, oauth, copy, *troubled, replace(basic, name=f"{DEMO}-locked", user=LOCKED_USERNAME)


def demo_stories() -> Memory:
    """The stories worth trying, as if each had been asked before."""
    from neo_tui.demo.stories import STORIES
    from neo_tui.domain.event_types import event_type

    recent = []
    for story in STORIES:
        kind = event_type(story.event_type_id)
        event = kind.name if kind.known else str(kind.id)
        draft = Draft(str(story.customer_id), story.entity_id, event)
        recent.append(Question(DEMO, draft, title=story.title, note=story.note))
    return Memory(DEMO, DEMO_QUESTION, tuple(recent))


class LazyServer:
    """The bundled server behind a port that listens at once; it serves from the first question on."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._stop = listener.close

    def open_source(self, profile: Profile, secret: Secret) -> AllocationSource:
        """The client of a profile, with the server there to answer it."""
        if self._stop == self._listener.close:
            from neo_tui.demo.server import DemoServer

            self._stop = DemoServer(self._listener).start().stop
        return open_source(profile, secret)

    def close(self) -> None:
        """Stop serving."""
        self._stop()


def _asked(arguments: argparse.Namespace) -> Draft | int | None:
    """What the command line asks; None when nothing, an exit code when it cannot be asked."""
    given = {name: getattr(arguments, name) for name in ("customer", "entity", "event")}
    if not any(given.values()):
        return None
    draft = Draft(
        given["customer"] or "",
        given["entity"] or "",
        given["event"] or "",
        arguments.page,
        arguments.count if arguments.count is not None else str(DEFAULT_COUNT),
    )
    said = {name for name, value in given.items() if value} | {"page", "count"}
    wrong = {name: problem for name, problem in draft.problems().items() if name in said}
    for name, problem in wrong.items():
        say(f"neo-tui: --{name}: {problem}")
    return ExitCode.USAGE if wrong else draft


def on_terminal() -> bool:
    """Whether there is a terminal to open on; says so when there is none."""
    if all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__)):
        return True
    say("neo-tui: this is not a terminal; see neo-tui get --help for answers on stdout.")
    return False


def make_ready() -> None:
    """Make ready for Textual.

    Variables meant for its developers must not change what is shown (reliability.md T6), nor those that
    tell the size of another terminal; and garbage is not collected until the first frame stands: that is
    time a person waits.
    """
    gc.disable()
    for name in list(os.environ):
        if name in _FROZEN_SIZE or (name.startswith("TEXTUAL") and name not in _HARMLESS):
            del os.environ[name]
