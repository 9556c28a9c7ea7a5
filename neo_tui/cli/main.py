"""From the command line to the command that answers it."""

from __future__ import annotations

import argparse
import contextlib
import errno
import signal
import sys
from collections.abc import Sequence

from neo_tui.cli.hardening import no_core_files, no_logs
from neo_tui.cli.plain import plainly
from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.headless.output import INTERRUPTED, let_go, say, say_at_once, say_error

COMMANDS = frozenset({"get", "check", "sweep", "events", "profiles", "doctor", "demo", "completion", "open", "case"})
"""What may be named in a report; anything else on the command line may be somebody's id."""

# Each command imports what it needs when it runs, so that none waits for the others' libraries
# (performance.md).
# ruff: noqa: PLC0415


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; answers the exit code.

    Args:
        argv: The arguments without the program's name; those of the process when None.
    """
    no_core_files()
    no_logs()
    _write_utf8()
    try:
        return _run(_parsed(argv))
    except NeoError as error:
        say_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one must not break into the last words
        let_go(sys.stdout)  # a pipe that nobody reads would hold up the end
        say_at_once(INTERRUPTED)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # but it may end what Python still waits for
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; a broken stderr never comes here (`say`).
        let_go(sys.stdout)
        return ExitCode.ANSWERED
    except OSError as error:
        words = f"neo-tui: the output cannot be written: {error.strerror or error}"
        say(words, kind="output", exit_code=ExitCode.USAGE)
        let_go(sys.stdout)
        return ExitCode.USAGE
    except Exception as error:  # noqa: BLE001 - Python's own report would show the message
        from neo_tui.presentation.crash import crash_line

        first = next(iter(sys.argv[1:] if argv is None else argv), "")
        words = crash_line(error, f"neo-tui {first}" if first in COMMANDS else "neo-tui")
        say(words, kind="fault", exit_code=ExitCode.FAULT)
        let_go(sys.stdout)
        return ExitCode.FAULT


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    try:
        plain = plainly(sys.argv[1:] if argv is None else argv)
        if plain is not None:
            return plain
        from neo_tui.cli.arguments import parser

        return parser().read(argv)
    except SystemExit:
        # argparse says what is wrong by itself; where nobody can hear it, its exit code stays all the same.
        try:
            if sys.stderr is not None:
                sys.stderr.flush()
        except (OSError, ValueError):
            let_go(sys.stderr)
        raise


def _run(arguments: argparse.Namespace) -> int:
    if sys.stdout is None and arguments.command is not None:
        raise OSError(errno.EBADF, "standard output is closed")
    if arguments.command in {"get", "sweep"}:
        return _asked(arguments)
    if arguments.command == "check":
        from neo_tui.cli.check import run_check

        return run_check(arguments)
    if arguments.command == "doctor":
        from neo_tui.cli.doctor import run_doctor
        from neo_tui.cli.interrupt import run

        return run(run_doctor(arguments))
    if arguments.command == "events":
        from neo_tui.cli.destination import list_to_destination
        from neo_tui.headless.events import KEYS, list_events
        from neo_tui.presentation.exporters.names import LISTS

        text = " ".join(arguments.text)
        code = list_to_destination(
            arguments, LISTS, KEYS, lambda kind, out, choice: list_events(text, kind=kind, out=out, choice=choice)
        )
    elif arguments.command == "profiles":
        from neo_tui.cli.profile_commands import run_profiles

        code = run_profiles(arguments)
    elif arguments.command == "completion":
        code = _completion(arguments)
    elif arguments.command == "demo":
        return _demo(arguments)
    elif arguments.command in {"open", "case"}:
        return _recorded(arguments)
    else:
        from neo_tui.cli.opening import open_app

        return open_app(arguments)
    sys.stdout.flush()
    return code


def _asked(arguments: argparse.Namespace) -> int:
    from neo_tui.cli.interrupt import run

    if arguments.command == "get":
        from neo_tui.cli.get import run_get

        return run(run_get(arguments))
    from neo_tui.cli.sweep import run_sweep

    return run(run_sweep(arguments))


def _completion(arguments: argparse.Namespace) -> int:
    from neo_tui.cli.arguments import parser
    from neo_tui.cli.command_tree import tree
    from neo_tui.cli.completion import script

    sys.stdout.write(script(arguments.shell, tree(parser())))
    return ExitCode.ANSWERED


def _recorded(arguments: argparse.Namespace) -> int:
    if arguments.command == "open":
        from neo_tui.cli.recorded import run_open

        return run_open(arguments)
    from neo_tui.cli.case import run_case

    return run_case(arguments)


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.skew is not None and not arguments.serve:
        say("neo-tui demo: --skew goes with --serve.")
        return ExitCode.USAGE
    if arguments.serve:
        from neo_tui.demo.serve import serve_forever

        return serve_forever(arguments.port, sys.stdout, say, arguments.skew or 0)
    from neo_tui.cli.opening import open_demo

    return open_demo(arguments.port)


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: ids and names must come out as they are."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(ValueError, OSError):
                reconfigure(encoding="utf-8", errors=errors)
