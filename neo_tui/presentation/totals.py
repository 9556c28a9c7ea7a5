"""What rows come to, in words: one line, the table of all measures, and what the sums leave out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.totals import Totals
from neo_tui.presentation.text import EMPTY, Line, Span, cell_width, cut, pad, wrap
from neo_tui.presentation.text import line as toned_line

_LABEL = 14
"""Cells of a measure's sign and name."""
_PART = 22
"""Cells that what is told beside the whole may take for its name."""
_SUMMED = ("points_exclusive", "redeemed_exclusive_value", "expired_exclusive_value", "returned_exclusive_value")
_CUT = Span(" …", Tone.MUTED)
"""Stands for the amounts that a line has no room for."""
_NAMED = 3
"""Rows that are named of those that could not be summed."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the sums.

    Attributes:
        name: How it is called: `awarded`, `left`.
        sign: What it does to what is left: nothing, `−` for what is gone, `=` for the result.
        of: Takes it from totals.
        tone: How it reads when it is above 0.
    """

    name: str
    sign: str
    of: Callable[[Totals], Decimal]
    tone: Tone

    def span(self, totals: Totals, text: str = "") -> Span:
        """The amount, or a shorter text for it; less than nothing is never right, and stands out."""
        amount = self.of(totals)
        tone = self.tone if amount > 0 else Tone.MUTED if amount == 0 else Tone.WARNING
        return Span(text or amount_text(amount), tone)


AWARDED = Measure("awarded", " ", lambda totals: totals.awarded, Tone.STRONG)
CONVERTED = Measure("converted", "−", lambda totals: totals.converted, Tone.SPENT)
LEFT = Measure("left", "=", lambda totals: totals.left, Tone.GOOD)
MEASURES: tuple[Measure, ...] = (
    AWARDED,
    Measure("redeemed", "−", lambda totals: totals.redeemed, Tone.SPENT),
    CONVERTED,
    Measure("expired", "−", lambda totals: totals.expired, Tone.LOST),
    Measure("returned", "−", lambda totals: totals.returned, Tone.LOST),
    LEFT,
)
"""In the order of the reckoning: the last is the first less all between."""


def told_measures(whole: Totals) -> list[Measure]:
    """Those that are told of totals: conversions only where there are any, as most questions have none."""
    return [measure for measure in MEASURES if measure is not CONVERTED or whole.converted]


def counted(number: int, what: str) -> str:
    """`no rows`, `1 row`, `1,200 rows`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else f"no {what}s"


def rows_words(number: int, *, part: bool) -> str:
    """`12 rows`; `these 12 rows`, `this 1 row` where they are but a part of what there is."""
    these = "" if not part or not number else "this " if number == 1 else "these "
    return f"{these}{counted(number, 'row')}"


def title_line(totals: Totals, scope: str, *, complete: bool, part: bool = False) -> Line:
    """What is summed, as a heading: `Totals of 12 rows of 40 loaded; 1 row not summed`.

    Args:
        totals: The sums.
        scope: What stands behind the number of rows; may be empty.
        complete: Whether all rows that there are were loaded.
        part: Whether they are to be told as a part, where what the whole is stands beside the heading.
    """
    head = Span(f"Totals of {rows_words(totals.rows, part=part)}{scope and f' {scope}'}", Tone.STRONG)
    doubts = _doubts(totals, complete=complete, at_length=True)
    return (head, *(Span(f"; {doubt}", Tone.WARNING) for doubt in doubts))


# ── one line ──


def strip(totals: Totals, scope: str, width: int, *, complete: bool = True) -> Line:
    """What rows come to, in one line of at most `width` cells.

    Amounts of 0 are left out, but for what was awarded and what is left. Where room is short the amounts go, the
    least telling first, and `…` says so; that rows are not summed, repeat an id or may be missing stays.

    Args:
        totals: The sums.
        scope: What stands behind the number of rows, such as `of 40 loaded`; may be empty.
        width: Cells there are.
        complete: Whether all rows that there are were loaded.
    """
    rows = counted(totals.rows, "row")
    gone = [measure for measure in MEASURES[1:-1] if measure.of(totals)]
    told = [AWARDED, LEFT, *gone] if totals.rows else []
    doubts = _doubts(totals, complete=complete)
    least = min(2, len(told))
    brief = f"{totals.rows:,}{'' if complete else '+'} row{'' if totals.rows == 1 and complete else 's'}"
    briefly = _briefly(totals)
    # From the longest to the shortest: amounts go first, then the scope, then words.
    forms = [
        _strip(f"{rows} {scope}" if scope else rows, totals, told, _doubts(totals, complete=complete, at_length=True)),
        *(_strip(f"{rows} {scope}", totals, told, doubts, kept) for kept in range(len(told), least - 1, -1) if scope),
        *(_strip(rows, totals, told, doubts, kept) for kept in range(len(told), least - 1, -1)),
        *(_strip(brief, totals, told, briefly, kept) for kept in range(len(told), -1, -1)),
    ]
    last = (Span(cut(f"! {brief}" if doubts else brief, width), Tone.WARNING),)
    return next((form for form in forms if _width(form) <= width), last)


def strip_lines(totals: Totals, scope: str, width: int, *, complete: bool = True) -> list[Line]:
    """The same; where one line leaves amounts out, two that have them all: where points went is what people ask.

    Args:
        totals: As for `strip`.
        scope: As for `strip`.
        width: Cells a line.
        complete: As for `strip`.
    """
    one = strip(totals, scope, width, complete=complete)
    gone = [measure for measure in MEASURES[1:-1] if measure.of(totals)]
    if _CUT not in one or not gone:
        return [one]
    rows = counted(totals.rows, "row")
    first = _strip(f"{rows} {scope}" if scope else rows, totals, [AWARDED, LEFT], [])
    second = _strip("", totals, gone, _doubts(totals, complete=complete))
    second = (Span("  "), *second[2:])  # no head, and no colon behind it
    return [first, second] if max(_width(first), _width(second)) <= width else [one]


def _strip(head: str, totals: Totals, told: Sequence[Measure], doubts: Sequence[str], kept: int | None = None) -> Line:
    spans = [Span(head, Tone.STRONG)]
    for place, measure in enumerate(told[:kept]):
        spans += [Span(" · " if place else ": ", Tone.MUTED), measure.span(totals), Span(f" {measure.name}")]
    if kept is not None and kept < len(told):
        spans.append(_CUT)
    for doubt in doubts:
        spans += [Span("; ", Tone.MUTED), Span(doubt, Tone.WARNING)]
    return tuple(spans)


def _doubts(totals: Totals, *, complete: bool, at_length: bool = False) -> list[str]:
    """Why the sums may not be all there is to sum, or be too much."""
    repeat = "repeats" if totals.repeated == 1 else "repeat"
    return [
        *([f"{counted(totals.unsummed, 'row')} not summed"] if totals.unsummed else []),
        *([f"{counted(totals.repeated, 'row')} {repeat} an id"] if totals.repeated else []),
        *([f"{counted(totals.strange, 'row')} not as asked"] if totals.strange else []),
        *([] if complete else ["of the loaded rows, more may exist" if at_length else "more may exist"]),
    ]


def _briefly(totals: Totals) -> list[str]:
    return [
        *([f"{totals.unsummed:,} not summed"] if totals.unsummed else []),
        *([f"{totals.repeated:,} repeat{'s' if totals.repeated == 1 else ''} an id"] if totals.repeated else []),
        *([f"{totals.strange:,} not as asked"] if totals.strange else []),
    ]


def _width(found: Line) -> int:
    return sum(cell_width(span.text) for span in found)


# ── all measures ──


def measure_lines(whole: Totals, width: int, part: Totals | None = None, label: str = "") -> list[Line]:
    """All measures one below the other, to the last digit: of some rows beside those of all.

    Args:
        whole: What all rows come to.
        width: Cells a line. Amounts that are too long to stand beside each other stand below each other.
        part: What some of the rows come to; None to tell of all only.
        label: What these have in common.
    """
    columns = [("all rows", whole), *([(cut(label, _PART), part)] if part is not None else [])]
    lines = _table(columns, whole)
    if max(map(_width, lines)) <= width:
        return lines
    return [piece for name, totals in columns for piece in _stacked(name, totals, whole, width)]


def _table(columns: Sequence[tuple[str, Totals]], whole: Totals) -> list[Line]:
    rows: list[tuple[Span, list[Span]]] = [
        (Span(""), [Span(name, Tone.ACCENT if place else Tone.MUTED) for place, (name, _) in enumerate(columns)]),
        *((name, [cell_of(totals) for _, totals in columns]) for name, cell_of in _cells(whole)),
    ]
    sizes = [max(cell_width(cells[place].text) for _, cells in rows) for place in range(len(columns))]
    return [
        (
            Span(pad(name.text, _LABEL), name.tone),
            *(
                Span(f"{pad(cell.text, size, right=True)}  ", cell.tone)
                for cell, size in zip(cells, sizes, strict=True)
            ),
        )
        for name, cells in rows
    ]


def _stacked(name: str, totals: Totals, whole: Totals, width: int) -> list[Line]:
    lines = [toned_line(cut(name, width), Tone.ACCENT)]
    for label, cell_of in _cells(whole):
        lines += wrap([Span(pad(label.text, _LABEL), label.tone), cell_of(totals)], width, hanging=4)
    return [*lines, EMPTY]


def _cells(whole: Totals) -> list[tuple[Span, Callable[[Totals], Span]]]:
    """What is told of totals, by its name; counts of what is odd only where there is any."""
    odd: list[tuple[str, Callable[[Totals], int]]] = [
        *([("not summed", lambda totals: totals.unsummed)] if whole.unsummed else []),
        *([("repeat an id", lambda totals: totals.repeated)] if whole.repeated else []),
        *([("below 0", lambda totals: totals.overdrawn)] if whole.overdrawn else []),
        *([("not as asked", lambda totals: totals.strange)] if whole.strange else []),
    ]
    return [
        (Span("  rows", Tone.MUTED), lambda totals: Span(f"{totals.rows:,}")),
        *((Span(f"{each.sign} {each.name}", Tone.MUTED), each.span) for each in told_measures(whole)),
        *(
            (Span(f"! {name}", Tone.WARNING), lambda totals, of=of: Span(f"{of(totals):,}", _odd_tone(of(totals))))
            for name, of in odd
        ),
    ]


def _odd_tone(number: int) -> Tone:
    return Tone.WARNING if number else Tone.MUTED


# ── what the sums leave out ──


def caveat_lines(totals: Totals, unsummed: Sequence[Allocation], width: int) -> list[Line]:
    """What one has to know before one tells the sums to somebody; nothing when there is nothing.

    Args:
        totals: The sums.
        unsummed: The rows that take part in none; the first are named, with what they lack.
        width: Cells a line.
    """
    lines: list[Line] = []
    if totals.unsummed:
        are = "is" if totals.unsummed == 1 else "are"
        lines += _caveat(
            f"{totals.unsummed:,} of {counted(totals.rows, 'row')} {are} in none of these sums: an amount is missing "
            "or cannot be read.",
            width,
        )
        for row in unsummed[:_NAMED]:
            lines += wrap([Span(_lacking(row), Tone.MUTED)], width, indent=2, hanging=4)
        more = len(unsummed) - _NAMED
        lines += [toned_line(f"  … {more:,} more", Tone.MUTED)] if more > 0 else []
    if totals.repeated:
        have, they = ("has", "it holds") if totals.repeated == 1 else ("have", "they hold")
        lines += _caveat(
            f"{counted(totals.repeated, 'row')} {have} the id of an earlier row: what {they} is counted again.", width
        )
    if totals.overdrawn:
        have, lessen = ("has", "lessens") if totals.overdrawn == 1 else ("have", "lessen")
        lines += _caveat(
            f"{counted(totals.overdrawn, 'row')} {have} less than nothing left, and {lessen} what is left in all.",
            width,
        )
    if totals.strange:
        are, they = ("is", "it holds") if totals.strange == 1 else ("are", "they hold")
        lines += _caveat(
            f"{counted(totals.strange, 'row')} {are} another customer's or of another event type than asked: "
            f"what {they} is in these sums all the same.",
            width,
        )
    if totals.converted:
        converted = "Converted points were not spent: a DelayedAccrual event (type 16) awards them anew."
        lines += wrap([Span(converted, Tone.MUTED)], width)
    return lines


def _caveat(text: str, width: int) -> list[Line]:
    return wrap([Span("! ", Tone.WARNING), Span(text, Tone.WARNING)], width, hanging=2)


def _lacking(row: Allocation) -> str:
    """Which row it is, and which of its amounts are not there."""
    if not row.is_object:
        return "a row that is not an object"
    names = ", ".join(name for name in _SUMMED if row.amount(name) is None)
    return f"entry {row.id}: {names}" if row.id is not None else f"an entry without a readable id: {names}"
