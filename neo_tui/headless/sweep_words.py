"""What `neo-tui sweep` writes and says: found types for people and programs, the summary, the lines to go on with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from neo_tui.domain.query import DEFAULT_COUNT, MAX_COUNT
from neo_tui.domain.shell_word import shell_word
from neo_tui.domain.swept import Outcome, Progress, State, Swept
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.exporters.listing import Listing
from neo_tui.presentation.sweep import failures, named, types


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
    return f"--{name}{'=' if value.startswith('-') else ' '}{shell_word(value)}"


KEYS = ("id", "name", "family", "rows", "more", "first_award")
"""The names of what is told of a found type."""


def entry(outcome: Outcome) -> dict[str, object]:
    """A found type as JSON takes it; `more` says that there may be more rows than were counted."""
    first = outcome.first_award
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


def listing(found: Sequence[Outcome], view: Viewpoint) -> Listing:
    """Found types, for people and for programs."""
    rows = []
    for outcome in found:
        first, kind = outcome.first_award, outcome.kind
        shown = f"{view.local(first):%Y-%m-%d}" if first else ""
        rows.append((str(kind.id), kind.label, kind.family.value, outcome.rows, shown))
    return Listing(
        KEYS,
        [entry(outcome) for outcome in found],
        ("Id", "Event type", "Family", "Rows", "First award"),
        rows,
        (True, False, False, True, False),
    )


def get_line(outcome: Outcome, question: Question) -> str:
    """The command that shows the rows of a found type, all of them."""
    line = f"neo-tui get {question.words()} --event {outcome.kind.id}"
    if outcome.more:
        return f"{line} --count {MAX_COUNT} --all"
    return f"{line} --count {MAX_COUNT}" if outcome.count > DEFAULT_COUNT else line


def again_line(swept: Swept, question: Question) -> str:
    """The command that asks for what is missing."""
    return f"neo-tui sweep {question.words()} --event {','.join(str(outcome.kind.id) for outcome in swept.missing)}"


def summary(swept: Swept) -> str:
    """`89 types asked, 2 gave rows, 1 failed: …; 12.3 s`."""
    refused, left = swept.of(State.REFUSED), swept.of(State.NOT_ASKED)
    parts = [
        f"{types(len(swept.outcomes) - len(left))} asked",
        f"{len(swept.of(State.FOUND))} gave rows",
        f"{len(refused)} failed: {failures(swept)}" if refused else "none failed",
    ]
    if left:
        parts.append(f"{len(left)} not answered: {named([outcome.kind.title for outcome in left])}")
    return f"{', '.join(parts)}; {swept.elapsed:.1f} s"


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
