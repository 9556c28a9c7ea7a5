"""A watch in one line, and what it saw change. Times are told as times: a line that counts seconds would never rest."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from neo_tui.domain.comparison import Comparison, Entry, Fate
from neo_tui.domain.status import Tone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.domain.watch import Observation, Phase
from neo_tui.presentation.changes import pieces
from neo_tui.presentation.text import Line, Span, cell_width, cut_line, listed

_BETWEEN = " · "
_MINUTE, _HOUR = 60, 3600


class _Part(NamedTuple):
    """A piece of the line; where room is short those with the highest number go first."""

    spans: Line
    dispensable: int = 0

    @property
    def width(self) -> int:
        return sum(cell_width(span.text) for span in self.spans)


def watching_line(seen: Observation, view: Viewpoint, width: int, *, bell: bool = False) -> Line:
    """`watching every 30 s · last answer 10:31:05, unchanged · next at 10:31:35 · bell on`.

    Times are told in the zone in which all times are told; where that is not the viewer's, its offset stands beside
    the last answer. The line is to be made anew when something was observed, not each second.

    Args:
        seen: What the watch knows.
        view: From when and where one looks.
        width: Cells there are.
        bell: Whether a change rings.
    """
    parts = [_state(seen, view), _answer(seen, view)]
    if seen.error is not None:
        parts.append(_Part((Span(seen.error.title, Tone.WARNING),), 2))
    if seen.next_at is not None:
        why = ", as the server asks" if seen.put_off else ""
        parts.append(_Part((Span(f"next at {clock(seen.next_at, view)}{why}", Tone.MUTED),), 3))
    if bell and seen.phase is not Phase.STOPPED:
        parts.append(_Part((Span("bell on", Tone.MUTED),), 4))
    while len(parts) > 1 and _width(parts) > width:
        least = max(parts, key=lambda part: part.dispensable)
        if not least.dispensable:
            break
        parts.remove(least)
    if _width(parts) > width and seen.phase is Phase.WAITING:
        parts[0] = _Part(parts[0].spans[:1])
    spans = listed((part.spans for part in parts), _BETWEEN)
    return cut_line(spans, width)


def clock(at: datetime, view: Viewpoint) -> str:
    """A time in the zone in which times are told; with its date when that is not today's."""
    local = view.told(at)
    return f"{local:%H:%M:%S}" if local.date() == view.told(view.now).date() else f"{local:%Y-%m-%d %H:%M:%S}"


def _offset(at: datetime, view: Viewpoint) -> str:
    local = view.told(at)
    return "" if local.utcoffset() == at.astimezone(view.viewer).utcoffset() else f" {local.isoformat()[-6:]}"


def every_text(seconds: float) -> str:
    """An interval: `30 s`, `5 min`, `1 h`, `1 min 30 s`."""
    whole = round(seconds)
    hours, minutes, rest = whole // _HOUR, whole % _HOUR // _MINUTE, whole % _MINUTE
    parts = [f"{number} {unit}" for number, unit in ((hours, "h"), (minutes, "min"), (rest, "s")) if number]
    return " ".join(parts) or "0 s"


def _state(seen: Observation, view: Viewpoint) -> _Part:
    if seen.phase is Phase.STOPPED:
        word = "watch gave up" if seen.gave_up else "watch ended"
        # It may stand there for days, so the date is told always.
        at = f" {view.told(seen.since):%Y-%m-%d %H:%M:%S}" if seen.since else ""
        return _Part((Span(f"{word}{at}", Tone.WARNING if seen.gave_up else Tone.STRONG),))
    if seen.phase is Phase.PAUSED:
        return _Part((Span("watch paused", Tone.STRONG),))
    asking = seen.phase is Phase.ASKING and seen.since is not None
    if asking and seen.since is not None:
        return _Part((Span("watching", Tone.ACCENT), Span(f", asking since {clock(seen.since, view)}", Tone.MUTED)))
    return _Part((Span("watching", Tone.ACCENT), Span(f" every {every_text(seen.every)}", Tone.MUTED)))


def _answer(seen: Observation, view: Viewpoint) -> _Part:
    """What is known, and since when nothing new is."""
    failures = "1 failure" if seen.failures == 1 else f"{seen.failures:,} failures"
    if seen.answered_at is None:
        return _Part((Span(f"no answer yet, {failures}", Tone.WARNING) if seen.failures else Span("no answer yet"),))
    spans = [Span(f"last answer {clock(seen.answered_at, view)}{_offset(seen.answered_at, view)}")]
    if seen.failures:
        spans.append(Span(f", {failures} since", Tone.WARNING))
    elif seen.comparison is not None:
        spans += [Span(", "), *outcome(seen.comparison)]
        if seen.comparison.same and seen.changed_at is not None:
            spans.append(Span(f" since {clock(seen.changed_at, view)}", Tone.MUTED))
    return _Part(tuple(spans))


def outcome(comparison: Comparison) -> list[Span]:
    """`unchanged`, or `1 added, 2 changed`."""
    counts = [(len(comparison.of(fate)), fate) for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)]
    told = ", ".join(f"{count:,} {fate.value}" for count, fate in counts if count)
    return [Span(told, Tone.ACCENT)] if told else [Span("unchanged", Tone.MUTED)]


def changed_line(entry: Entry, at: datetime, view: Viewpoint) -> Line:
    """For the pane of a row: `changed at 10:31:05: status AVAILABLE → EXPIRED, left 100 → 0 (−100)`; else ()."""
    when = clock(at, view)
    if entry.fate is Fate.ADDED:
        return (Span(f"came in at {when}", Tone.ACCENT),)
    if entry.fate is not Fate.CHANGED or entry.before is None or entry.after is None:
        return ()
    found = pieces(entry.before, entry.after, (each for each in entry.differences if each.differs), view)
    return (Span(f"changed at {when}: ", Tone.ACCENT), *listed(piece.spans for piece in found))


def _width(parts: list[_Part]) -> int:
    return sum(part.width for part in parts) + len(_BETWEEN) * (len(parts) - 1)
