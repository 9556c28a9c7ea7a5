"""The real ends for `neo-tui sweep`."""

from __future__ import annotations

import argparse

from neo_tui.cli.destination import chosen_format, chosen_of_list, destination
from neo_tui.cli.question import check_zone
from neo_tui.cli.wiring import connection, no_connection, now, profile_without_screen
from neo_tui.domain.errors import ExitCode
from neo_tui.domain.event_search import resolve
from neo_tui.domain.event_types import EVENT_TYPES, EventType, Family
from neo_tui.domain.foreign import clip, visible
from neo_tui.domain.query import customer_problem, entity_problem, event_problem
from neo_tui.headless.output import say_wrong
from neo_tui.headless.sweep import SweepCommand
from neo_tui.headless.sweep_words import KEYS, Question
from neo_tui.presentation.exporters.names import LISTS
from neo_tui.services.leaving import leave


async def run_sweep(arguments: argparse.Namespace) -> int:
    """Sweep as the command line says; answers the exit code.

    Raises:
        NeoError: The profile cannot be had or used.
    """
    events = [part for text in arguments.event or () for part in text.split(",")]
    family = _family(arguments.family) if arguments.family is not None else None
    problems = [
        ("customer", customer_problem(arguments.customer)),
        ("entity", entity_problem(arguments.entity)),
        *(("event", event_problem(text)) for text in events),
        ("family", "" if family or arguments.family is None else _no_family(arguments.family)),
    ]
    if found := [(f"--{name}", problem) for name, problem in problems if problem]:
        for option, problem in found:
            say_wrong(option, problem)
        return ExitCode.USAGE
    kind, choice = chosen_format(arguments, LISTS), chosen_of_list(arguments, KEYS)
    if kind is None or choice is None:
        return ExitCode.USAGE
    profile = profile_without_screen(arguments.profile)
    if profile is None:
        return no_connection()
    check_zone(profile)
    question = Question(int(arguments.customer.strip()), arguments.entity.strip(), arguments.profile)
    where = destination(arguments)
    code = ExitCode.INTERRUPTED
    try:
        command = SweepCommand(
            connection(),
            profile,
            question,
            _kinds(events, family),
            kind,
            arguments.parallel,
            arguments.rate,
            where.out,
            now,
            choice,
        )
        try:
            code = await command.run()
        finally:
            where.keep(code)
    finally:
        await leave(code)
    return code


def _kinds(events: list[str], family: Family | None) -> tuple[EventType, ...]:
    if events:
        return tuple(dict.fromkeys(resolve(text) for text in events))
    return tuple(kind for kind in EVENT_TYPES if family is None or kind.family is family)


def _used() -> list[Family]:
    """The families that have types, in the order of the table."""
    return list(dict.fromkeys(kind.family for kind in EVENT_TYPES))


def _family(text: str) -> Family | None:
    """The family of that name, or the only one whose name begins so; None when there is no such one."""
    plain = " ".join(text.lower().split())
    exact = [family for family in _used() if family.value == plain]
    begun = [family for family in _used() if plain and family.value.startswith(plain)]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def _no_family(text: str) -> str:
    names = ", ".join(family.value for family in _used())
    return f"{clip(visible(text.strip()), 40) or 'Nothing'} is no family, or may be several. There are: {names}."
