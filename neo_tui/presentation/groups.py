"""The table of groups: exact amounts, a rounded share, and a bar to scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

from neo_tui.domain.event_types import event_type
from neo_tui.domain.grouping import By, Group, Lack
from neo_tui.domain.points import amount_text, total_of
from neo_tui.domain.status import Tone
from neo_tui.domain.totals import Totals
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.columns import MARK
from neo_tui.presentation.text import Line, Span, cell_width, pad
from neo_tui.presentation.totals import AWARDED, LEFT, MEASURES, Measure

MOST = 100
"""Groups that are listed."""
_LABEL = 26
"""Cells of a label; longer ones are cut here and stand whole beside the list."""
_AMOUNT = 22
"""Cells of an amount; a longer one is rounded here and stands exactly beside the list."""
_BAR = (10, 40)
"""The narrowest bar that tells something, and the widest that is needed."""
_SHARE = 4
GAP = "  "
_ROUGHLY = Context(prec=20)
"""For hints and bars, never for an amount."""
_EIGHTHS = " ▏▎▍▌▋▊▉"

NAMES: dict[By, str] = {
    By.STATUS: "Status",
    By.PROGRAMME: "Programme",
    By.CATEGORY: "Category",
    By.TILL: "Till",
    By.AWARDED: "Awarded in",
    By.EXPIRES: "Expires in",
    By.EVENT_TYPE: "Event type",
}
"""How the ways to tell rows apart are called, in their order."""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups as lines.

    Attributes:
        header: The headings.
        groups: The groups that are listed, in their order.
        lines: A line for each of them.
        more: What is said of those that are not listed; "" when all are.
    """

    header: Line
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    more: str


def first_measure(by: By) -> Measure:
    """What is charted at first: by months of expiry what is left to expire, else what was awarded."""
    return LEFT if by is By.EXPIRES else AWARDED


def first_place(groups: Sequence[Group], by: By, view: Viewpoint) -> int:
    """Where one looks first: by months of expiry at the first that has not passed, else at the beginning."""
    if by is not By.EXPIRES:
        return 0
    now = _this_month(view)
    return next((place for place, group in enumerate(groups) if group.lack or group.label >= now), 0)


def label_of(group: Group, by: By) -> str:
    """What a group is called: an event type by its name, too."""
    digits = group.label.removeprefix("-").isdigit()
    return event_type(int(group.label)).title if by is By.EVENT_TYPE and group.lack is None and digits else group.label


def group_table(
    groups: Sequence[Group], by: By, measure: Measure, view: Viewpoint, width: int, most: int = MOST
) -> GroupTable:
    """Groups with their rows, the charted measure, as many others as there is room for, and a bar.

    Args:
        groups: All groups of the rows.
        by: What they are told apart by.
        measure: What is charted.
        view: Has the present, which parts months that have passed from those ahead.
        width: Cells a line.
        most: How many are listed. Of more, those without a value stay, and of the others the first; the latest
            where they are months.
    """
    shown = _listed(groups, by, most)
    labels = [_label(group, by, view) for group in shown]
    columns = [
        _column(NAMES[by], labels, most=_LABEL),
        _column("Rows", [_count(group.totals) for group in shown], right=True),
    ]
    room = width - sum(column.width for column in columns) - _BAR[0] - _SHARE - 3 * len(GAP)
    for each in _measures(groups, shown, measure, room):
        cells = [each.span(group.totals, short(each.of(group.totals))) for group in shown]
        columns.append(
            _column(each.name.capitalize(), cells, Tone.ACCENT if each is measure else Tone.MUTED, right=True)
        )
    room = width - sum(column.width + len(GAP) for column in columns)
    if room >= _SHARE:
        columns.append(_column(" " * _SHARE, _shares(groups, shown, measure), right=True))
        room -= _SHARE + len(GAP)
    if room >= _BAR[0]:
        columns.append(_column(measure.name, _bars(shown, measure, min(room, _BAR[1]))))
    header = tuple(Span(column.cells[0].text, column.cells[0].tone) for column in columns)
    lines = tuple(tuple(column.cells[place + 1] for column in columns) for place in range(len(shown)))
    return GroupTable(header, tuple(shown), lines, _more(groups, shown, measure))


class _Column(NamedTuple):
    """A column: the heading and the cells, padded to its width and with the gap behind them."""

    width: int
    cells: list[Span]


def _column(
    name: str, cells: Sequence[Span], tone: Tone = Tone.MUTED, *, right: bool = False, most: int = 10**6
) -> _Column:
    width = min(most, max(cell_width(cell.text) for cell in (Span(name), *cells)))
    padded = [Span(f"{pad(cell.text, width, right=right)}{GAP}", cell.tone) for cell in (Span(name, tone), *cells)]
    return _Column(width, padded)


def short(amount: Decimal) -> str:
    """An amount for a column: exact, or rounded and marked so where no column is that wide."""
    exact = amount_text(amount)
    if len(exact) <= _AMOUNT:
        return exact
    return "~" + f"{amount:.3e}".replace("e+", "e").replace("-", "\N{MINUS SIGN}")


def bar_of(amount: Decimal, highest: Decimal, cells: int) -> str:
    """A bar to scale: all cells for the highest amount, an eighth of one at least for what is above 0, none for 0."""
    if amount <= 0 or highest <= 0:
        return ""
    size = _ROUGHLY.divide(_ROUGHLY.multiply(amount, Decimal(cells * 8)), highest)
    eighths = max(1, min(int(size.to_integral_value()), cells * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _listed(groups: Sequence[Group], by: By, most: int) -> list[Group]:
    with_value = [group for group in groups if group.lack is None]
    without = [group for group in groups if group.lack is not None]
    room = max(0, most - len(without))
    kept = with_value[max(0, len(with_value) - room) :] if by.is_month else with_value[:room]
    return [*kept, *without]


def _more(groups: Sequence[Group], shown: Sequence[Group], measure: Measure) -> str:
    """How many are not listed, and what they hold."""
    listed = {id(group) for group in shown}
    left_out = [group for group in groups if id(group) not in listed]
    if not left_out:
        return ""
    held = total_of([measure.of(group.totals) for group in left_out])
    rows = sum(group.totals.rows for group in left_out)
    return f"… {len(left_out):,} more with {rows:,} row{'' if rows == 1 else 's'}, {short(held)} {measure.name}"


def _label(group: Group, by: By, view: Viewpoint) -> Span:
    if group.lack is not None:
        odd = group.lack in {Lack.MISSING, Lack.UNREADABLE}
        return Span(group.label, Tone.WARNING if odd else Tone.MUTED)
    text = label_of(group, by)
    if by is not By.EXPIRES:
        return Span(text)
    month = _this_month(view)
    return Span(f"{text} now" if text == month else f"{text} past" if text < month else text)


def _this_month(view: Viewpoint) -> str:
    now = view.local(view.now)
    return f"{now.year:04}-{now.month:02}"


def _count(totals: Totals) -> Span:
    """How many rows, marked where some of them are in no sum."""
    if totals.unsummed:
        return Span(f"{MARK} {totals.rows:,}", Tone.WARNING)
    return Span(f"{totals.rows:,}", Tone.MUTED)


def _measures(groups: Sequence[Group], shown: Sequence[Group], measure: Measure, room: int) -> list[Measure]:
    """The measures there is room for, in the order of the reckoning; the charted one always."""
    kept = []
    for each in dict.fromkeys((measure, AWARDED, LEFT, *MEASURES)):
        told = each in {measure, AWARDED, LEFT} or any(each.of(group.totals) for group in groups)
        size = len(GAP) + max([len(each.name), *(len(short(each.of(group.totals))) for group in shown)])
        if told and (each is measure or size <= room):
            kept.append(each)
            room -= size
    return [each for each in MEASURES if each in kept]


def _bars(shown: Sequence[Group], measure: Measure, cells: int) -> list[Span]:
    amounts = [measure.of(group.totals) for group in shown]
    highest = max([Decimal(0), *amounts])
    tone = Tone.SPENT if measure is AWARDED else measure.tone
    return [
        Span("below 0", Tone.WARNING) if amount < 0 else Span(bar_of(amount, highest, cells), tone)
        for amount in amounts
    ]


def _shares(groups: Sequence[Group], shown: Sequence[Group], measure: Measure) -> list[Span]:
    """Rounded shares of the sum; none where an amount below 0 makes them say nothing."""
    amounts = [measure.of(group.totals) for group in groups]
    whole = total_of(amounts)
    if whole <= 0 or any(amount < 0 for amount in amounts):
        return [Span("")] * len(shown)
    return [Span(share(measure.of(group.totals), whole), Tone.MUTED) for group in shown]


def share(part: Decimal, whole: Decimal) -> str:
    """A rounded share as a hint, marked as one: `~20%`, `<1%`, `>99%`; `100%` and "" for nothing are exact.

    Args:
        part: From 0 to the whole.
        whole: Above 0.
    """
    if part in {0, whole}:
        return "100%" if part else ""
    percent = _ROUGHLY.divide(_ROUGHLY.multiply(part, Decimal(100)), whole)
    if percent < 1:
        return "<1%"
    return ">99%" if percent > 99 else f"~{int(percent.to_integral_value())}%"  # noqa: PLR2004 - percent
