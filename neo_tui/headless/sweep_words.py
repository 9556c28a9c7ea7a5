"""What `neo-tui sweep` writes and says: found types for people and programs, the summary, the lines to go on with."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from neo_tui.domain.event_types import EventType
from neo_tui.domain.query import DEFAULT_COUNT, MAX_COUNT
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.headless.output import aligned
from neo_tui.services.swept import Outcome, Progress, State, Swept

_MOST_NAMED = 10
"""Event types that one sentence names."""


class Question(NamedTuple):
    """What the types are asked for, and the words of the command line that choose the connection."""

    customer_id: int
    entity_id: str
    profile: str | None = None
    """What `--profile` names, if it was given."""

    def words(self) -> str:
        """The options that ask the same of another command, quoted for a shell."""
        given = {"profile": self.profile, "customer": str(self.customer_id), "entity": self.entity_id}
        return " ".join(_option(name, value) for name, value in given.items() if value is not None)


def _option(name: str, value: str) -> str:
    """An option with its value; a value that looks like an option is tied to it."""
    return f"--{name}{'=' if value.startswith('-') else ' '}{shlex.quote(value)}"


def first_award(outcome: Outcome) -> datetime | None:
    """When the first of the points were given, in UTC; None where no row says so reliably."""
    moments = [row.moment("awarded_date") for row in outcome.page.allocations] if outcome.page else []
    return min((moment.at for moment in moments if moment and moment.at and moment.reliable), default=None)


def entry(outcome: Outcome) -> dict[str, object]:
    """A found type as JSON takes it; `more` says that there may be more rows than were counted."""
    first = first_award(outcome)
    return {
        "id": outcome.kind.id,
        "name": outcome.kind.label,
        "family": outcome.kind.family.value,
        "rows": outcome.count,
        "more": outcome.more,
        "first_award": first.isoformat(timespec="seconds") if first else None,
    }


def entry_line(outcome: Outcome) -> str:
    """A found type as a line of JSON."""
    return f"{json.dumps(entry(outcome))}\n"


def entries_text(found: Iterable[Outcome]) -> str:
    """Found types as a JSON array, a type a line."""
    return "[" + ",\n ".join(json.dumps(entry(outcome)) for outcome in found) + "]\n"


def table_lines(found: Sequence[Outcome], view: Viewpoint) -> list[str]:
    """Found types for people. None: no lines."""
    if not found:
        return []
    rows = []
    for outcome in found:
        first, kind = first_award(outcome), outcome.kind
        shown = f"{view.local(first):%Y-%m-%d}" if first else ""
        rows.append((str(kind.id), kind.label, kind.family.value, outcome.rows, shown))
    heading = ("Id", "Event type", "Family", "Rows", "First award")
    return aligned([heading, *rows], (True, False, False, True, False))


def get_line(outcome: Outcome, question: Question) -> str:
    """The command that shows the rows of a found type, all of them."""
    line = f"neo-tui get {question.words()} --event {outcome.kind.id}"
    if outcome.more:
        return f"{line} --count {MAX_COUNT} --all"
    return f"{line} --count {MAX_COUNT}" if outcome.count > DEFAULT_COUNT else line


def again_line(swept: Swept, question: Question) -> str:
    """The command that asks for what is missing."""
    return f"neo-tui sweep {question.words()} --event {','.join(str(outcome.kind.id) for outcome in swept.missing)}"


def types(number: int) -> str:
    """`1 type`, `89 types`."""
    return f"{number} type{'' if number == 1 else 's'}"


def _named(kinds: Sequence[EventType]) -> str:
    shown = ", ".join(kind.title for kind in kinds[:_MOST_NAMED])
    return f"{shown} and {len(kinds) - _MOST_NAMED} more" if len(kinds) > _MOST_NAMED else shown


def failures(swept: Swept) -> str:
    """The refused types by what was said to them: `45 PointsImport (The server failed (500))`."""
    said: dict[str, list[EventType]] = {}
    for outcome in swept.of(State.REFUSED):
        said.setdefault(outcome.error.title if outcome.error else "", []).append(outcome.kind)
    return "; ".join(f"{_named(kinds)} ({title})" for title, kinds in said.items())


def summary(swept: Swept) -> str:
    """`89 types asked, 2 gave rows, 1 failed: …; 12.3 s`."""
    refused, left = swept.of(State.REFUSED), swept.of(State.NOT_ASKED)
    parts = [
        f"{types(len(swept.outcomes) - len(left))} asked",
        f"{len(swept.of(State.FOUND))} gave rows",
        f"{len(refused)} failed: {failures(swept)}" if refused else "none failed",
    ]
    if left:
        parts.append(f"{len(left)} not answered: {_named([outcome.kind for outcome in left])}")
    return f"{', '.join(parts)}; {swept.elapsed:.1f} s"


def notes(swept: Swept) -> list[str]:
    """What the numbers do not say, sentences."""
    none = swept.of(State.NONE)
    told = [outcome for outcome in none if outcome.error is not None]
    said = []
    if told:
        error = told[0].error
        which = f"{len(told)} of the {types(len(none))} without rows"
        said.append(f"{which} answered with an error that reads as no data ({error.title if error else ''}).")
    if told and len(told) == len(swept.outcomes):
        said.append("Every type did: that may also mean a wrong host, path or scope. neo-tui doctor tells.")
    if not swept.of(State.FOUND) and not swept.missing:
        said.append("No rows need not mean that no points were given: only whole-bill points are told here.")
    return said


def progress_words(progress: Progress) -> str:
    """Where it stands, in one line."""
    parts = [f"{progress.done} of {types(progress.total)}", f"{progress.found} gave rows"]
    if progress.failed:
        parts.append(f"{progress.failed} failed")
    if progress.held:
        parts.append(f"the server asks to wait: {progress.held:.0f} s")
    if progress.estimate is not None:
        parts.append(f"about {progress.estimate:.0f} s left")
    if progress.asking:
        parts.append("asking " + ", ".join(kind.title for kind in progress.asking))
    return " | ".join(parts)
