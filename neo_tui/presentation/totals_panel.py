"""Totals at once: all measures, what they leave out, and each way to tell rows apart as a small table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from neo_tui.domain.grouping import By, Group
from neo_tui.domain.status import Tone
from neo_tui.domain.totals import Reckoning
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.detail import heading
from neo_tui.presentation.groups import first_measure, group_table
from neo_tui.presentation.text import EMPTY, Line
from neo_tui.presentation.text import line as toned_line
from neo_tui.presentation.totals import caveat_lines, measure_lines

MOST = 12
"""Groups of each table; the list of its own shows more."""

_HEADINGS: dict[By, str] = {
    By.STATUS: "By status",
    By.PROGRAMME: "By programme",
    By.CATEGORY: "By point category",
    By.TILL: "By till",
    By.AWARDED: "Awarded when",
    By.EXPIRES: "What expires when",
    By.EVENT_TYPE: "By event type",
}


def panel_lines(
    reckoning: Reckoning, groups_of: Callable[[By], Sequence[Group]], view: Viewpoint, width: int
) -> list[Line]:
    """All of it; long tables are bounded, and what is left out is counted.

    Args:
        reckoning: The rows.
        groups_of: Tells them apart.
        view: The present, which parts months that have passed from those ahead.
        width: Cells a line.
    """
    whole = reckoning.totals()
    lines = measure_lines(whole, width)
    caveats = caveat_lines(whole, reckoning.unsummed, width)
    lines += [EMPTY, *caveats] if caveats else []
    for by, name in _HEADINGS.items():
        table = group_table(groups_of(by), by, first_measure(by), view, width, MOST)
        if table.groups:
            lines += [EMPTY, heading(name, width), table.header, *table.lines]
            lines += [toned_line(table.more, Tone.MUTED)] if table.more else []
    return lines
