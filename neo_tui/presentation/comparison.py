"""Two answers to one question: how they differ in a few lines, and what became of each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.comparison import LEFT, MEASURES, Comparison, Entry, Fate, awarded
from neo_tui.domain.gathered import Gathered
from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.bounds import clipped
from neo_tui.presentation.changes import ARROW, pieces, signed, values
from neo_tui.presentation.columns import field_cell
from neo_tui.presentation.detail import detail_lines
from neo_tui.presentation.row_comparison import Names, row_comparison_lines
from neo_tui.presentation.scope import missing_words
from neo_tui.presentation.text import EMPTY, Line, Span, cell_width, cut, cut_line, line, listed, pad, plain, wrap

FATES: Mapping[Fate, tuple[str, Tone]] = {
    Fate.ADDED: ("+", Tone.GOOD),
    Fate.REMOVED: ("−", Tone.LOST),
    Fate.CHANGED: ("≠", Tone.ACCENT),
    Fate.REWRITTEN: ("≈", Tone.MUTED),
    Fate.UNCHANGED: ("=", Tone.MUTED),
}
"""The mark of each fate, told apart without colours."""
WIDEST_ID = 20
"""Cells of an entry id in the list; a longer one is cut there and whole in the pane."""


def rows_text(count: int) -> str:
    """`1 row`, `1,200 rows`."""
    return "1 row" if count == 1 else f"{count:,} rows"


def summary(comparison: Comparison) -> list[Span]:
    """`2 added (+150 awarded), 1 removed, 3 changed, 34 unchanged; left: 1,200 → 1,050 (−150)`."""
    if comparison.same and not comparison.rewritten:
        return [Span(f"No difference in {rows_text(len(comparison.entries))}", Tone.GOOD)]
    told: list[list[Span]] = []
    for fate in Fate:
        entries = comparison.of(fate)
        if entries:
            tone = FATES[fate][1] if fate is not Fate.REWRITTEN else Tone.PLAIN
            told.append([Span(f"{len(entries):,} {fate.value}", tone), *_awarded(fate, entries)])
    return [*listed(told), Span("; "), *_measure(comparison, LEFT)]


def _awarded(fate: Fate, entries: Sequence[Entry]) -> list[Span]:
    """What rows that came or went were awarded."""
    if fate not in {Fate.ADDED, Fate.REMOVED}:
        return []
    points = awarded(entries)
    change = points if fate is Fate.ADDED else points.copy_negate()
    return [Span(f" ({signed(change)} awarded)", Tone.MUTED)] if points else []


def _measure(comparison: Comparison, measure: str) -> list[Span]:
    before, after = comparison.before[measure], comparison.after[measure]
    change = comparison.change(measure)
    if not change:
        return [Span(f"{measure}: {amount_text(after)}, as before", Tone.MUTED)]
    return [
        Span(f"{measure}: ", Tone.MUTED),
        Span(f"{amount_text(before)}{ARROW}{amount_text(after)}", Tone.STRONG),
        Span(f" ({signed(change)})", Tone.ACCENT),
    ]


def summary_lines(comparison: Comparison, names: Names, scope: str, width: int) -> list[Line]:
    """What was compared, how it differs, and what is to be known about that.

    Args:
        comparison: The comparison.
        names: What the answers before and after are called.
        scope: What of the answers was not there to be compared, a sentence; "" when nothing is missing.
        width: Cells of a line.
    """
    before = sum(entry.before is not None for entry in comparison.entries)
    after = sum(entry.after is not None for entry in comparison.entries)
    what = [
        *(Span(names[0], Tone.STRONG), Span(f" ({rows_text(before)})", Tone.MUTED), Span(ARROW)),
        *(Span(names[1], Tone.STRONG), Span(f" ({rows_text(after)})", Tone.MUTED)),
    ]
    lines = [*wrap(what, width), *wrap(summary(comparison), width)]
    for doubt in (scope, *doubts(comparison)):
        if doubt:
            lines += wrap([Span("! ", Tone.WARNING), Span(doubt, Tone.WARNING)], width, hanging=2)
    moved = [measure for measure in MEASURES if comparison.change(measure)]
    if moved:
        lines += _packed([_measure(comparison, measure) for measure in moved], width)
    return lines


def _packed(parts: Sequence[Sequence[Span]], width: int) -> list[Line]:
    """As many parts a line as fit; none is broken that would fit a line of its own."""
    lines: list[list[Span]] = []
    for part in parts:
        together = [*lines[-1], Span("  "), *part] if lines else []
        if together and cell_width(plain(tuple(together))) <= width:
            lines[-1] = together
        else:
            lines.append([*part])
    return [line for spans in lines for line in wrap(spans, width)]


def scope(names: Names, before: Gathered, after: Gathered) -> str:
    """What of two answers was not there to be compared, a sentence; "" when both are whole."""
    missing = [
        f"of {name} {words}"
        for name, rows in zip(names, (before, after), strict=True)
        if (words := missing_words(rows))
    ]
    told = ", ".join(missing)
    return f"{told[:1].upper()}{told[1:]}: a row there may look added or removed." if missing else ""


def doubts(comparison: Comparison) -> list[str]:
    """What limits what the comparison can say, sentences."""
    before, after = (
        _customers(entry.before for entry in comparison.entries),
        _customers(entry.after for entry in comparison.entries),
    )
    found = []
    if before and after and before.isdisjoint(after):
        found.append(f"The two are of different customers: {_some(before)} and {_some(after)}.")
    if comparison.unsummed:
        verb = "is" if comparison.unsummed == 1 else "are"
        found.append(f"{rows_text(comparison.unsummed)} {verb} in none of the sums: an amount cannot be read.")
    if comparison.unnamed:
        verb = "has" if comparison.unnamed == 1 else "have"
        found.append(
            f"{rows_text(comparison.unnamed)} {verb} no id that can be read; changed, such a row counts as removed "
            "and added."
        )
    if comparison.repeated:
        found.append(
            f"{rows_text(comparison.repeated)} share an id; they are matched in the order in which they stand."
        )
    return found


def _customers(rows: Iterable[Allocation | None]) -> set[int]:
    numbers = (row.number("customer_id") for row in rows if row is not None)
    return {number for number in numbers if number is not None}


def _some(customers: set[int]) -> str:
    first, *more = sorted(customers)
    return f"{first} and {len(more):,} more" if more else str(first)


def entry_line(entry: Entry, view: Viewpoint, width: int, id_width: int) -> Line:
    """One row of the list: mark, id, and what became of it; cut to the width."""
    mark, tone = FATES[entry.fate]
    known = cut(id_text(entry.row), WIDEST_ID)
    start = [Span(f"{mark} ", tone), Span(pad(known, id_width, right=True), Tone.PLAIN), Span("  ")]
    return cut_line([*start, *_what(entry, view)], width)


def id_text(row: Allocation) -> str:
    """The entry id as it stands in the table."""
    return field_cell(row, "id").text


def _what(entry: Entry, view: Viewpoint) -> list[Span]:
    if entry.fate in {Fate.CHANGED, Fate.REWRITTEN} and entry.before is not None and entry.after is not None:
        found = pieces(entry.before, entry.after, entry.differences, view)
        if not found:
            return [Span("only spaces, escapes or the order of keys", Tone.MUTED)]
        return listed(piece.spans for piece in found)
    row = entry.row
    status = field_cell(row, "status")
    split = row.split
    points = (
        [Span(" an amount cannot be read", Tone.WARNING)]
        if split is None
        else [Span(f" awarded {amount_text(split.awarded)}, left {amount_text(split.balance)}", Tone.MUTED)]
    )
    name = row.status.name if row.status else status.text
    tone = row.status.tone if row.status and entry.fate is not Fate.UNCHANGED else Tone.MUTED
    return [Span(clipped(name, WIDEST_ID), tone), *points]


def entry_lines(entry: Entry, view: Viewpoint, width: int, names: Names) -> list[Line]:
    """All about one row: the two versions of it side by side, or the row itself."""
    if entry.before is not None and entry.after is not None and entry.fate is not Fate.UNCHANGED:
        return row_comparison_lines(entry.before, entry.after, view, width, names)
    told = {
        Fate.ADDED: f"Not in {names[0]}.",
        Fate.REMOVED: f"Not in {names[1]} any more; as it was in {names[0]}:",
        Fate.UNCHANGED: "The same in both, letter for letter.",
    }[entry.fate]
    return [*wrap([Span(told, FATES[entry.fate][1])], width), EMPTY, *detail_lines(entry.row, view, width)]


def same_lines(comparison: Comparison, names: Names, width: int) -> list[Line]:
    """What stands where the changes would: that there are none, and what that rests on."""
    count = len(comparison.entries)
    if not count:
        return [*wrap([Span("Neither answer holds a row.", Tone.STRONG)], width)]
    texts = "each the same letter for letter" if not comparison.rewritten else "the values the same"
    lines = [
        line("Nothing was added, removed or changed.", Tone.STRONG),
        *wrap([Span(f"{names[0]} and {names[1]} hold the same {rows_text(count)}, {texts}.")], width),
        EMPTY,
    ]
    return [*lines, *wrap([Span("u shows the rows all the same.", Tone.MUTED)], width)]


def changed_cells(comparison: Comparison, view: Viewpoint) -> dict[int, dict[str, tuple[str, str]]]:
    """Which cells of the answer after hold another value than before: old and new text, by place and field.

    A field that is only written differently is not among them, and a row that was added has no old value.
    """
    cells: dict[int, dict[str, tuple[str, str]]] = {}
    for entry in comparison.changed:
        if entry.before is None or entry.after is None or entry.after_index is None:
            continue
        before, after = entry.before, entry.after
        cells[entry.after_index] = {
            each.name: values(before, after, each, view) for each in entry.differences if each.differs
        }
    return cells
