"""The event types of a sweep, a line each, and all that is known of one of them."""

from __future__ import annotations

from typing import NamedTuple

from neo_tui.domain.event_types import EVENT_TYPES
from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.swept import Outcome, State, Sums
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.text import Line, Span, cut, pad, wrap

ASKING = "being asked"
_BETWEEN = "  "
_MARK, _ID, _ROWS = 2, 2, 5
_LONGEST = max(len(kind.name) for kind in EVENT_TYPES)
_FAMILY = max(len(kind.family) for kind in EVENT_TYPES)
_NARROW_FAMILY = 12
_AMOUNTS = (11, 16)
"""Cells of an amount with the mark behind it: the fewest, the most."""

_MARKS = {
    State.FOUND: Span("● ", Tone.GOOD),
    State.NONE: Span("· ", Tone.MUTED),
    State.REFUSED: Span("! ", Tone.LOST),
    State.NOT_ASKED: Span("  "),
}
"""They differ in shape too: not everyone sees the colours."""
_ASKING_MARK = Span("› ", Tone.ACCENT)


class _Widths(NamedTuple):
    name: int
    family: int
    amount: int

    @property
    def told(self) -> int:
        """Cells behind the family: rows and amounts, or words in their place."""
        return _ROWS + 2 * (self.amount + len(_BETWEEN))


def _widths(width: int) -> _Widths:
    """Family and amounts take what they need first; the name gives way, the pane tells it in full."""
    fixed = _MARK + _ID + 3 * len(_BETWEEN) + _ROWS + 2 * len(_BETWEEN)
    room = width - fixed - _NARROW_FAMILY - 2 * _AMOUNTS[0] - 24
    family = _NARROW_FAMILY + max(0, min(room, _FAMILY - _NARROW_FAMILY))
    room -= family - _NARROW_FAMILY
    name = 24 + max(0, min(room, _LONGEST - 24)) if room >= 0 else max(8, 24 + room)
    room -= name - 24
    return _Widths(name, family, _AMOUNTS[0] + max(0, min(room // 2, _AMOUNTS[1] - _AMOUNTS[0])))


def heading(width: int, only: str = "") -> Line:
    """What stands in the columns.

    Args:
        width: Cells.
        only: Which types are listed, when not all are.
    """
    widths = _widths(width)
    before = " " * _MARK + pad("Id", _ID, right=True) + _BETWEEN
    name = Span(pad(only or "Event type", widths.name) + _BETWEEN, Tone.ACCENT if only else Tone.MUTED)
    cells = (
        pad("Family", widths.family),
        pad("Rows", _ROWS - 1, right=True) + " ",
        pad("Awarded", widths.amount - 1, right=True) + " ",
        pad("Left", widths.amount - 1, right=True),
    )
    return (Span(before, Tone.MUTED), name, Span(_BETWEEN.join(cells), Tone.MUTED))


def type_line(outcome: Outcome, width: int, *, asking: bool = False) -> Line:
    """One event type.

    Args:
        outcome: What is known of it.
        width: Cells.
        asking: Whether it is being asked now.
    """
    widths, kind = _widths(width), outcome.kind
    quiet = Tone.MUTED if outcome.state in {State.NONE, State.NOT_ASKED} and not asking else Tone.PLAIN
    strong = Tone.STRONG if outcome.state is State.FOUND else quiet
    about = (
        _ASKING_MARK if asking else _MARKS[outcome.state],
        Span(pad(str(kind.id), _ID, right=True) + _BETWEEN, Tone.MUTED),
        Span(pad(kind.name, widths.name) + _BETWEEN, strong),
        Span(pad(kind.family, widths.family) + _BETWEEN, Tone.MUTED),
    )
    return (*about, *(_numbers(outcome, widths) if outcome.count else _words(outcome, widths.told, asking=asking)))


def _numbers(outcome: Outcome, widths: _Widths) -> Line:
    """Rows and sums; behind them `+` where more may come, `?` where a row could not be summed."""
    sums, sign = outcome.sums, _sign(outcome)
    left = Tone.GOOD if sums.left > 0 else Tone.MUTED if sums.left == 0 else Tone.WARNING
    if sums.unsummed == outcome.count:
        cells = ((" ", Tone.PLAIN), (" ", Tone.PLAIN))
    else:
        cells = ((amount_text(sums.awarded), Tone.STRONG), (amount_text(sums.left), left))
    tone = Tone.WARNING if sign == "?" else Tone.MUTED
    spans = [Span(pad(f"{outcome.count:,}", _ROWS - 1, right=True)), Span("+" if outcome.more else " ", Tone.MUTED)]
    for text, shade in cells:
        spans += [Span(_BETWEEN + pad(text, widths.amount - 1, right=True), shade), Span(sign, tone)]
    return tuple(spans)


def _sign(outcome: Outcome) -> str:
    return "?" if outcome.sums.unsummed else "+" if outcome.more else " "


def _words(outcome: Outcome, width: int, *, asking: bool) -> Line:
    if asking:
        return (Span(ASKING, Tone.ACCENT),)
    if outcome.state is State.REFUSED:
        return (Span(cut(outcome.error.title if outcome.error else "", width), Tone.LOST),)
    if outcome.state is State.NONE:
        told = f"no rows ({outcome.error.title})" if outcome.error else "no rows"
        return (Span(cut(told, width), Tone.MUTED),)
    return ()


def type_lines(
    outcome: Outcome, view: Viewpoint, width: int, *, asking: bool = False, over: bool = False
) -> list[Line]:
    """All that is known of one event type.

    Args:
        outcome: What is known of it.
        view: From when and where one looks.
        width: Cells a line.
        asking: Whether it is being asked now.
        over: Whether the sweep has ended.
    """
    title = (Span(outcome.kind.title, Tone.STRONG), Span(f" · {outcome.kind.family}", Tone.MUTED))
    if asking:
        said = [Span("It is being asked.")]
    elif outcome.state is State.FOUND:
        said = _found(outcome, view)
    elif outcome.error is not None:
        error = outcome.error
        read = "This reads as no rows: " if outcome.state is State.NONE else ""
        facts = " · ".join(f"{fact.label} {fact.value}" for fact in error.facts)
        said = [Span(f"{read}{error.title}. {error.cause} {error.action} "), Span(facts, Tone.MUTED)]
    elif outcome.state is State.NONE:
        said = [Span("The API answered, with no rows.")]
    else:
        said = [Span("It was not answered; r asks." if over else "It waits for its turn.", Tone.MUTED)]
    return [title, *wrap(said, width)]


def _found(outcome: Outcome, view: Viewpoint) -> list[Span]:
    sums, count = outcome.sums, outcome.count
    rows = "1 row" if count == 1 else f"{count:,} rows"
    spans = [Span(f"The first {rows}, more may follow: " if outcome.more else f"{rows}: ")]
    if sums.unsummed < count:
        spans += _sum_words(sums)
    if sums.unsummed:
        unread = "1 row has" if sums.unsummed == 1 else f"{sums.unsummed:,} rows have"
        spans.append(Span(f"{unread} amounts that cannot be read, and no part in the sums. ", Tone.WARNING))
    first = outcome.first_award
    if first is not None:
        spans.append(Span(f"The first award is of {view.day_and_time(first)} ({view.zone_name}). "))
    return [*spans, Span("Enter opens them.", Tone.ACCENT)]


def _sum_words(sums: Sums) -> list[Span]:
    return [Span(f"{amount_text(sums.awarded)} points awarded, {amount_text(sums.left)} left. ", Tone.STRONG)]
