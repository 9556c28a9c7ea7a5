"""Allocations in time: a bar from award to expiry each, on one axis, with now through all of them.

Pure and a line at a time, so that ten thousand rows cost no more than those in sight.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from neo_tui.domain.allocation import Allocation, State
from neo_tui.domain.points import amount_text
from neo_tui.domain.status import Tone
from neo_tui.domain.timestamps import Moment, is_never
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.text import Line, Span, cell_width, pad
from neo_tui.presentation.time_axis import DAY, Window, millis, ticks, window

_UNTOUCHED = 2_000
"""Milliseconds: a change so soon after the award is the award itself (as in the story)."""
_SQUASHED = 4
"""A window that would be so many times shorter without a few instants leaves them out."""
_FAR = 80 * 365 * DAY
"""Nothing nearer reads as never; asking the calendar ten thousand times would take a while."""
_FEW = 6
"""At most one row in so many is left out at either end."""


class End(Enum):
    """What became of an entry by its amounts: its cap, how it reads, and the word for it."""

    OPEN = ("○", Tone.GOOD, "left")
    CONSUMED = ("■", Tone.SPENT, "used")
    LOST = ("×", Tone.LOST, "expired/returned")
    NEVER = ("▶", Tone.GOOD, "never")
    UNKNOWN = ("?", Tone.WARNING, "unclear")
    """An amount is not readable, or the status says that nothing is left and the amounts do not."""

    def __init__(self, cap: str, tone: Tone, word: str) -> None:
        self.cap, self.tone, self.word = cap, tone, word


DOT, NOW, CROSSED, BAR, GONE = "●", "│", "┿", "━", "┄"
EARLIER, LATER = "‹", "›"


class Entry(NamedTuple):
    """An allocation in time; epoch milliseconds, None where a time is missing, unreadable or doubtful.

    Attributes:
        given: Its place among the rows that were given.
        row: The allocation.
        awarded: When it was awarded.
        expires: Until when it is valid; None too when it never expires.
        changed: When it was last changed.
        never: Whether its expiry reads as never.
    """

    given: int
    row: Allocation
    awarded: int | None
    expires: int | None
    changed: int | None
    never: bool

    @property
    def drawn(self) -> bool:
        """Whether a bar can be drawn: both ends are known, in their order."""
        if self.awarded is None:
            return False
        return self.never or (self.expires is not None and self.expires >= self.awarded)

    @property
    def gone(self) -> int | None:
        """By when nothing was left: its last change, where that came before the expiry; None where that is the end.

        Nothing changed since, so at the latest then the last of it went (api.md §1.5).
        """
        if self.awarded is None or self.changed is None or end_of(self.row) not in _NOTHING_LEFT:
            return None
        early = self.expires is None or self.changed < self.expires
        return self.changed if early and self.changed > self.awarded + _UNTOUCHED else None

    @property
    def instants(self) -> tuple[int, ...]:
        """The points in time that are known; "never" is none."""
        return tuple(at for at in (self.awarded, self.expires, self.changed) if at is not None)


def entries(rows: Sequence[Allocation]) -> list[Entry]:
    """The rows by award, then id; those whose award is not readable come last."""
    found = [_entry(index, row) for index, row in enumerate(rows)]
    return sorted(found, key=lambda each: (each.awarded is None, each.awarded or 0, each.row.id or 0, each.given))


def _entry(index: int, row: Allocation) -> Entry:
    awarded, expires, changed = (row.moment(name) for name in ("awarded_date", "expiry_date", "auto_update_time"))
    far = expires is not None and awarded is not None and expires.millis - awarded.millis > _FAR
    never = far and expires is not None and is_never(expires, awarded)
    return Entry(index, row, _sure(awarded), None if never else _sure(expires), _sure(changed), never)


def _sure(moment: Moment | None) -> int | None:
    return moment.millis if moment is not None and moment.reliable else None


def fit(found: Sequence[Entry], now: int, *, everything: bool = False) -> Window:
    """A window that shows the entries, with a little air.

    A few instants that would squash all others, because they lie far away, are left out unless everything is
    wanted. Now is taken in where it is near, and where no bar has an end.
    """
    spans = [(min(instants), max(instants)) for entry in found if (instants := entry.instants)]
    if not spans:
        return window(now - 15 * DAY, now + 15 * DAY)
    # Of a few rows all are shown: nobody can say which is the odd one.
    spare = 0 if everything else len(spans) // _FEW
    first, last = _bulk(sorted(start for start, _ in spans), sorted((end for _, end in spans), reverse=True), spare)
    near = min(first, now), max(last, now)
    endless = all(entry.never for entry in found if entry.drawn)
    if near[1] - near[0] <= 2 * (last - first) or endless:
        first, last = near
    air = max((last - first) // 20, DAY // 4)
    return window(first - air, last + air)


def _bulk(starts: Sequence[int], ends: Sequence[int], spare: int) -> tuple[int, int]:
    """From the first start to the last end, without the few that squash the others.

    Args:
        starts: The first instants of the rows, the earliest first.
        ends: Their last ones, the latest first.
        spare: How many may be left out at either end.
    """
    left = right = 0
    step = 1
    while max(left, right) + step <= spare:
        length = ends[right] - starts[left]
        # Leave out so many, at whichever end, or at both, that makes it shorter.
        ways = ((left + step, right), (left, right + step), (left + step, right + step))
        fewer = next((way for way in ways if (ends[way[1]] - starts[way[0]]) * _SQUASHED <= length), None)
        if length > 0 and fewer is not None and ends[fewer[1]] >= starts[fewer[0]]:
            (left, right), step = fewer, 1
        else:
            step += 1
    return starts[left], ends[right]


@dataclass(frozen=True, slots=True)
class Outside:
    """What a window does not show.

    Attributes:
        before: Entries that ended before it.
        after: Entries that begin after it.
        undated: Entries without a bar, since a time is missing, doubtful or out of order.
        never: Entries that never expire.
    """

    before: int
    after: int
    undated: int
    never: int

    @property
    def words(self) -> str:
        """`2 before this window · 1 after it · 3 without a bar · 4 never expire`; "" when all is in sight."""
        parts = (
            (self.before, "before this window"),
            (self.after, "after this window"),
            (self.undated, "without a bar"),
            (self.never, "never expire" if self.never != 1 else "never expires"),
        )
        return " · ".join(f"{count:,} {words}" for count, words in parts if count)


class Timeline:
    """The entries of some rows, and what of them lies where.

    Args:
        rows: The allocations; at least none.
    """

    def __init__(self, rows: Sequence[Allocation]) -> None:
        self.entries = entries(rows)
        drawn = [entry for entry in self.entries if entry.drawn]
        self._begins = sorted(entry.awarded for entry in drawn if entry.awarded is not None)
        self._ends = sorted(entry.expires for entry in drawn if entry.expires is not None and not entry.never)
        self._never = sum(entry.never for entry in drawn)
        self.ends = frozenset(end_of(entry.row, never=entry.never) for entry in drawn)
        """What became of the entries that have a bar."""
        self.id_width = max((len(str(entry.row.id)) for entry in self.entries), default=0)

    def outside(self, shown: Window) -> Outside:
        """What a window does not show."""
        before = bisect_left(self._ends, shown.start)
        after = len(self._begins) - bisect_right(self._begins, shown.end)
        return Outside(before, after, len(self.entries) - len(self._begins), self._never)


# ── lines ──


@dataclass(frozen=True, slots=True)
class Shape:
    """How a line is divided.

    Attributes:
        ids: Cells of the ids.
        left: Cells of what is left of what was awarded.
        label: Cells of the whole label, the gap behind it included.
        bars: Cells of the bars.
    """

    ids: int
    left: int
    label: int
    bars: int


_STATUS, _LEFT, _LEFT_WIDE, _LEAST_BARS = 9, 13, 20, 16
_WIDE = 100
_WORDS = {"CONSUMED_BY_CONVERSION": "converted", "POINT_CATEGORY_CHANGED": "category"}


def shape(width: int, id_width: int) -> Shape:
    """The division of a line of that many cells; ids are cut and amounts left out where there is no room."""
    ids = min(id_width, 20 if width >= _WIDE else 10)
    left = _LEFT if width < _WIDE else _LEFT_WIDE
    label = ids + 1 + _STATUS + 1 + left + 2
    if width - label < _LEAST_BARS:
        label = ids + 2
    return Shape(ids, left, label, max(1, width - label))


def label_spans(entry: Entry, how: Shape) -> Line:
    """Entry id, status, and what is left of what was awarded."""
    row = entry.row
    number = pad(str(row.id) if row.id is not None else "no id", how.ids, right=True)
    if how.label <= how.ids + 2:
        return (Span(number), Span("  "))
    status = row.status
    word = _WORDS.get(status.name, status.name.lower()) if status else "?"
    split = row.split
    left = f"{amount_text(split.balance)} of {amount_text(split.awarded)}" if split else "?"
    if split and cell_width(left) > how.left:
        left = f"{amount_text(split.balance)} left"  # half an amount would be another
        left = left if cell_width(left) <= how.left else "…"
    return (
        Span(f"{number} "),
        Span(pad(word, _STATUS), status.tone if status else Tone.WARNING),
        Span(" "),
        Span(pad(left, how.left, right=True), Tone.PLAIN if split and split.balance > 0 else Tone.MUTED),
        Span("  "),
    )


_NOTHING_LEFT = frozenset({End.CONSUMED, End.LOST})
_OVER = frozenset({"EXPIRED", "REDEEMED", "RETURNED", "CONSUMED", "CONSUMED_BY_CONVERSION"})


def end_of(row: Allocation, *, never: bool = False) -> End:
    """What became of an entry, by its amounts."""
    split = row.split
    status = row.status.name if row.status else ""
    if split is None or split.balance < 0 or (split.balance > 0 and status in _OVER):
        return End.UNKNOWN
    if split.balance > 0:
        return End.NEVER if never else End.OPEN
    return End.LOST if split.expired + split.returned > split.redeemed else End.CONSUMED


def row_line(entry: Entry, shown: Window, view: Viewpoint, how: Shape) -> Line:
    """The one line of an entry: its label, then its bar or why there is none; now is marked through all."""
    cells = _bar(entry, shown, how.bars) if entry.drawn else _said(entry, view, how.bars)
    now = shown.column(millis(view.now), how.bars)
    if 0 <= now < how.bars:
        clear = entry.drawn or all(
            text == " " for text, _ in cells[max(now - 1, 0) :]
        )  # not between the words of a reason
        through = {" ": NOW, GONE: NOW, BAR: CROSSED}.get(cells[now][0]) if clear else None
        if through:
            cells[now] = (through, Tone.ACCENT)
    return (*label_spans(entry, how), *_joined(cells))


_Cells = list[tuple[str, Tone]]


def _bar(entry: Entry, shown: Window, width: int) -> _Cells:
    cells: _Cells = [(" ", Tone.PLAIN)] * width
    end = end_of(entry.row, never=entry.never)
    first = shown.column(entry.awarded or 0, width)
    last = width if entry.expires is None else shown.column(entry.expires, width)
    if last < 0:
        cells[0] = (EARLIER, end.tone)
    elif first >= width:
        cells[-1] = (LATER, end.tone)
    else:
        for place in range(max(first, 0), min(last, width - 1) + 1):
            cells[place] = (BAR, end.tone)
        if first < 0:
            cells[0] = (EARLIER, end.tone)
        if entry.gone is not None:
            _end_early(cells, end, shown.column(entry.gone, width), min(last, width - 1))
        else:
            cells[min(last, width - 1)] = (
                (end.cap, end.tone) if last < width else (End.NEVER.cap if entry.never else LATER, end.tone)
            )
    changed = shown.column(entry.changed, width) if entry.changed is not None else -1
    if 0 <= changed < width and cells[changed][0] in {" ", BAR}:
        cells[changed] = (DOT, Tone.STRONG)
    return cells


def _end_early(cells: _Cells, end: End, gone: int, last: int) -> None:
    """End a bar where nothing was left any more; the rest of its validity is only hinted at."""
    for place in range(max(gone, 0), last + 1):
        cells[place] = (GONE, Tone.MUTED)
    if 0 <= gone < len(cells):
        cells[gone] = (end.cap, end.tone)


def _said(entry: Entry, view: Viewpoint, width: int) -> _Cells:
    """Why there is no bar: what is known of the two ends, and what is not."""
    text, tone = pad(_why(entry, view), width), Tone.WARNING
    if entry.row["expiry_date"].state is State.NULL and entry.awarded is not None:
        tone = Tone.MUTED
    return [(character, tone) for character in text]


def _why(entry: Entry, view: Viewpoint) -> str:
    row = entry.row
    awarded, expires = row.instant("awarded_date"), row.instant("expiry_date")
    begins = view.day(awarded) if awarded else ""
    ends = view.day(expires) if expires else ""
    if awarded and expires:
        return f"expiry {ends} lies before the award {begins}"
    if awarded:
        null = row["expiry_date"].state is State.NULL
        return (
            f"awarded {begins}, no expiry date set"
            if null
            else f"awarded {begins}, expiry {_doubt(row, 'expiry_date')}"
        )
    if expires:
        return f"award {_doubt(row, 'awarded_date')}, expiry {ends}"
    return f"award {_doubt(row, 'awarded_date')}, expiry {_doubt(row, 'expiry_date')}"


def _doubt(row: Allocation, name: str) -> str:
    moment = row.moment(name)
    if moment is not None and moment.doubt is not None:
        return f"doubtful ({moment.doubt})"
    return "missing" if row[name].state in {State.MISSING, State.NULL} else "unreadable"


def _joined(cells: _Cells) -> Line:
    spans: list[Span] = []
    for text, tone in cells:
        if spans and spans[-1].tone is tone:
            spans[-1] = Span(spans[-1].text + text, tone)
        else:
            spans.append(Span(text, tone))
    return tuple(spans)


def axis_lines(shown: Window, view: Viewpoint, how: Shape) -> list[Line]:
    """Two lines over the bars: dates, and the rule with their places and now."""
    along = ticks(shown, how.bars, view.told_zone)
    dates, used = "", 0
    for tick in along:
        dates += " " * (tick.column - used) + tick.label
        used = tick.column + cell_width(tick.label)
    rule = ["─"] * how.bars
    for tick in along:
        rule[tick.column] = "┬"
    now = shown.column(millis(view.now), how.bars)
    zone = pad(view.told_zone_name, how.label - 2) + "  "
    dated = (Span(zone, Tone.MUTED), Span(pad(dates, how.bars), Tone.MUTED))
    before, after = (max(0, min(now, how.bars)), now + 1) if 0 <= now < how.bars else (how.bars, how.bars)
    mark = (Span("▼", Tone.ACCENT),) if before < after else ()
    ruled = (
        Span(" " * how.label),
        Span("".join(rule[:before]), Tone.MUTED),
        *mark,
        Span("".join(rule[after:]) if mark else "", Tone.MUTED),
    )
    return [dated, ruled]


def legend(shown: Window, view: Viewpoint, ends: Collection[End] = tuple(End)) -> Line:
    """What the signs mean; and where now is, when it is not in sight.

    Args:
        shown: The window.
        view: The present.
        ends: What became of the entries: a sign that no bar has is not explained, but for the usual ones.
    """
    spans: list[Span] = []
    for end in (End.OPEN, End.CONSUMED, End.LOST, *(end for end in (End.NEVER, End.UNKNOWN) if end in ends)):
        spans += [Span(f"{BAR}{end.cap}", end.tone), Span(f" {end.word}  ", Tone.MUTED)]
    spans += [Span(GONE, Tone.MUTED), Span(" gone  ", Tone.MUTED)]
    spans += [Span(DOT, Tone.STRONG), Span(" changed  ", Tone.MUTED)]
    now = millis(view.now)
    if shown.holds(now) and {End.NEVER, End.UNKNOWN} <= set(ends):
        return tuple(spans)  # at 80 cells there is no room for all; ▼ on the axis says it, too
    if shown.holds(now):
        return (*spans, Span(NOW, Tone.ACCENT), Span(" now", Tone.MUTED))
    return (*spans, Span("‹ now earlier" if now < shown.start else "now later ›", Tone.ACCENT))
