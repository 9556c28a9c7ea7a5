"""A sweep in words: where it stands, what came of it, and what its numbers do not say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from neo_tui.domain.errors import NeoError
from neo_tui.domain.event_types import EventType
from neo_tui.domain.status import Tone
from neo_tui.domain.swept import Outcome, Progress, State, Swept
from neo_tui.domain.timestamps import stamp
from neo_tui.presentation.text import Line, Span, cell_width, wrap

_MOST_NAMED = 10
"""Event types that one sentence names."""
_WIDEST_BAR = 60
"""A longer bar tells no more."""
_MINUTE, _HOUR = 60, 3600


def types(number: int) -> str:
    """`1 type`, `89 types`."""
    return f"{number} type{'' if number == 1 else 's'}"


def named(titles: Sequence[str]) -> str:
    """Titles with commas between; after the tenth only how many more there are."""
    shown = ", ".join(titles[:_MOST_NAMED])
    return f"{shown} and {len(titles) - _MOST_NAMED} more" if len(titles) > _MOST_NAMED else shown


def failures(swept: Swept) -> str:
    """The refused types by what was said to them: `45 PointsImport (The server failed (500))`."""
    said: dict[str, list[EventType]] = {}
    for outcome in swept.of(State.REFUSED):
        said.setdefault(outcome.error.title if outcome.error else "", []).append(outcome.kind)
    return "; ".join(f"{named([kind.title for kind in kinds])} ({title})" for title, kinds in said.items())


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


def may_go_on(error: NeoError, now: datetime, tz: tzinfo) -> str:
    """When a server that asked to wait may be asked again, a sentence; "" when it named no time.

    Args:
        error: Why the sweep ended.
        now: The aware present.
        tz: In which zone to tell it.
    """
    if error.retry_after is None:
        return ""
    return f"It may go on at {stamp(now.replace(microsecond=0) + timedelta(seconds=error.retry_after), tz)}."


def found_words(swept: Swept) -> str:
    """`2 of 89 event types gave rows: DelayedAccrual (16) 2 rows, …; 1 failed; 3 were not answered`."""
    found, total = swept.of(State.FOUND), len(swept.outcomes)
    noun = "event type" if total == 1 else "event types"
    if found:
        told = f"{len(found)} of {total} {noun} gave rows: {named([_rows_of(outcome) for outcome in found])}"
    elif swept.missing:
        told = "No event type gave rows so far"
    else:
        told = f"None of {total} {noun} gave rows"
    refused, left = len(swept.of(State.REFUSED)), len(swept.of(State.NOT_ASKED))
    parts = [told, *([f"{refused} failed"] if refused else [])]
    if left:
        parts.append(f"{left} {'was' if left == 1 else 'were'} not answered")
    return "; ".join(parts)


def _rows_of(outcome: Outcome) -> str:
    kind = outcome.kind
    return f"{kind.name} ({kind.id}) {outcome.rows} row{'' if outcome.rows == '1' else 's'}"


def question_lines(entity: str, customer: int, about: Sequence[str], width: int) -> list[Line]:
    """What is swept, and behind it in one line as much about it as fits there.

    Args:
        entity: The id of the event, visible text.
        customer: The customer.
        about: Which types, how fast …; what is first matters most.
        width: Cells a line.
    """
    asked = [
        Span("Sweep", Tone.ACCENT),
        Span("  entity ", Tone.MUTED),
        Span(entity, Tone.STRONG),
        Span("  customer ", Tone.MUTED),
        Span(str(customer), Tone.STRONG),
    ]
    for place, text in enumerate(about):
        more = Span(f" · {text}" if place else f"  {text}", Tone.MUTED)
        if sum(cell_width(span.text) for span in (*asked, more)) > width:
            break
        asked.append(more)
    return wrap(asked, width)


def end_lines(swept: Swept, wait: str, width: int) -> list[Line]:
    """What came of a sweep that is not running, with how it ended before its words and how long it took after.

    Args:
        swept: What came of it.
        wait: When it may go on, a sentence; "" when there is nothing to wait for.
        width: Cells a line.
    """
    told = [*notes(swept), *([wait] if wait else [])]
    return [*wrap(_end(swept), width), *(line for text in told for line in wrap([Span(text, Tone.MUTED)], width))]


def _end(swept: Swept) -> list[Span]:
    before = Span("Stopped. ", Tone.LOST) if swept.stopped else Span("Cancelled. ", Tone.WARNING)
    how = [before] if swept.stopped or swept.cancelled else []
    tone = Tone.GOOD if swept.of(State.FOUND) else Tone.STRONG
    again = [Span(" r asks what is missing.", Tone.ACCENT)] if swept.missing else []
    return [*how, Span(f"{found_words(swept)}.", tone), *again, Span(f" {clock(swept.elapsed)}", Tone.MUTED)]


def progress_line(progress: Progress, elapsed: float) -> list[Span]:
    """`34 of 89 · 3 found · 1 failed · 4 being asked · about 20 s left · 0:07`.

    Args:
        progress: Where it stands.
        elapsed: Seconds of asking so far.
    """
    parts = [Span("paused, space goes on", Tone.WARNING)] if progress.paused else []
    parts += [
        Span(f"{progress.done} of {progress.total}", Tone.STRONG),
        Span(f"{progress.found} found", Tone.GOOD if progress.found else Tone.MUTED),
    ]
    if progress.failed:
        parts.append(Span(f"{progress.failed} failed", Tone.LOST))
    if progress.asking:
        parts.append(Span(f"{len(progress.asking)} being asked", Tone.MUTED))
    if progress.held and not progress.paused:
        parts.append(Span(f"the server asked to wait {math.ceil(progress.held)} s", Tone.WARNING))
    elif progress.estimate is not None and not progress.paused:
        parts.append(Span(f"about {duration(progress.estimate)} left", Tone.MUTED))
    parts.append(Span(clock(elapsed), Tone.MUTED))
    apart = Span(" · ", Tone.MUTED)
    return [span for place, part in enumerate(parts) for span in ([apart, part] if place else [part])]


def bar(progress: Progress, width: int) -> Line:
    """How much of it is done, to scale; full only when all is."""
    cells = min(max(width, 1), _WIDEST_BAR)
    done = progress.done * cells // progress.total if progress.total else 0
    done = max(done, 1) if progress.done else 0
    return (Span("━" * done, Tone.ACCENT), Span("─" * (cells - done), Tone.MUTED))


def duration(seconds: float) -> str:
    """A wait as one says it: `20 s`, `3 min`; at least 1 s."""
    whole = max(1, math.ceil(seconds))
    return f"{whole} s" if whole < 2 * _MINUTE else f"{math.ceil(whole / _MINUTE)} min"


def clock(seconds: float) -> str:
    """Passed seconds as a stop-watch shows them: `0:07`, `1:02:03`."""
    whole = int(seconds)
    minutes = f"{whole % _HOUR // _MINUTE}:{whole % _MINUTE:02}"
    return f"{whole // _HOUR}:{minutes:0>5}" if whole >= _HOUR else minutes
