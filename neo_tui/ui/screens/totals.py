"""The totals of rows, and the rows told apart: by status, programme, category, till, months, event type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from neo_tui.domain.allocation import Allocation
from neo_tui.domain.grouping import By, Group, grouped
from neo_tui.domain.status import Tone
from neo_tui.domain.totals import Reckoning
from neo_tui.domain.viewpoint import Viewpoint
from neo_tui.presentation.groups import NAMES, first_measure, first_place, group_table, label_of
from neo_tui.presentation.text import EMPTY, Line, Span, wrap
from neo_tui.presentation.text import line as toned_line
from neo_tui.presentation.totals import MEASURES, caveat_lines, measure_lines, title_line
from neo_tui.presentation.totals_panel import panel_lines
from neo_tui.ui.screens.panel import PanelScreen
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import content

_WAYS = tuple(NAMES)
_TAKES = "⏎ shows these rows: "


class TotalsScreen(PanelScreen):
    """Sums rows; answers the filter text of the group that was taken, or None."""

    ABOUT = (
        "What the rows come to, exactly, and by what they have in common. A row with an amount that cannot be read "
        "is in no sum, and is counted."
    )

    HINTS: ClassVar[Mapping[str, str]] = {"select": "filter"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right,l", "turn(1)", "group by", key_display="tab", tooltip="Tell the rows apart another way"),
        Binding("shift+tab,left,h", "turn(-1)", "before", show=False, tooltip="The way before"),
        *(
            Binding(str(place), f"by({place})", NAMES[by], show=False, tooltip=f"Group by: {NAMES[by].lower()}")
            for place, by in enumerate(_WAYS, start=1)
        ),
        Binding("m", "measure", "measure", tooltip="Chart another measure: awarded, redeemed … left"),
    ]

    def __init__(self, rows: Sequence[Allocation], view: Viewpoint, scope: str, complete: bool) -> None:
        """Sum rows.

        Args:
            rows: The rows.
            view: The present, and the zone that months are told in.
            scope: What stands behind the number of rows, such as `of 40 loaded`; may be empty.
            complete: Whether all rows that there are were loaded.
        """
        super().__init__()
        self._view, self._scope, self._complete = view, scope, complete
        self._reckoning = Reckoning(rows, view.asked)
        self._totals = self._reckoning.totals()
        self._groups: dict[By, list[Group]] = {}
        self._by = By.STATUS
        self._measure = first_measure(self._by)

    def on_mount(self) -> None:
        super().on_mount()
        self.title_line.update(content(title_line(self._totals, self._scope, complete=self._complete)))

    def groups_of(self, by: By) -> list[Group]:
        """The groups of one way to tell the rows apart, worked out when they are first looked at."""
        if by not in self._groups:
            self._groups[by] = grouped(self._reckoning, by, self._view)
        return self._groups[by]

    @property
    def groups(self) -> list[Group]:
        """The groups of the way that is shown."""
        return self.groups_of(self._by)

    @property
    def marked(self) -> Group | None:
        """The group that the cursor is on."""
        item = self.choices.marked
        return item if isinstance(item, Group) else None

    def fill(self) -> None:
        """List the groups; the mark stays on its group."""
        wanted = self.marked.filter if self.marked else ""
        table = group_table(self.groups, self._by, self._measure, self._view, self.room)
        filters = [group.filter for group in table.groups]
        place = filters.index(wanted) if wanted in filters else first_place(table.groups, self._by, self._view)
        self.choice.update(content(_choice(self._by, self.size.width)))
        self.show_line(self.header, table.header if table.groups else EMPTY)
        self.show_line(self.caption, toned_line(table.more, Tone.MUTED) if table.more else EMPTY)
        self.choices.offer(table.groups, [content(line) for line in table.lines], place)
        self.pane.show(self.lines)
        self.refresh_bindings()

    def lines(self, width: int) -> list[Line]:
        """The measures of the marked group beside those of all rows; zoomed, everything at once."""
        if self.has_class("-zoom"):
            return panel_lines(self._reckoning, self.groups_of, self._view, width)
        if not self._totals.rows:
            return wrap([Span("There are no rows, so there is nothing to sum.", Tone.MUTED)], width)
        group = self.marked
        label = label_of(group, self._by) if group else ""
        lines = measure_lines(self._totals, width, group.totals if group else None, label)
        caveats = caveat_lines(self._totals, self._reckoning.unsummed, width)
        lines += [EMPTY, *caveats] if caveats else []
        if group:
            lines += [EMPTY, *wrap([Span(_TAKES, Tone.MUTED), Span(group.filter)], width, hanging=2)]
        return lines

    def copy_text(self) -> str:
        """Without the key: it means nothing in a ticket."""
        return super().copy_text().partition(f"\n\n{_TAKES}")[0]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Keys that need groups are not offered without them."""
        return bool(self._totals.rows) or action not in {"turn", "by", "measure", "zoom"}

    @on(PickList.Picked)
    def _take(self, event: PickList.Picked) -> None:
        if isinstance(event.item, Group):
            self.dismiss(event.item.filter)

    def action_turn(self, by: int) -> None:
        self._show(_WAYS[(_WAYS.index(self._by) + by) % len(_WAYS)])

    def action_by(self, place: int) -> None:
        self._show(_WAYS[place - 1])

    def _show(self, by: By) -> None:
        if self.has_class("-zoom"):
            self.action_zoom()
        if by is not self._by:
            self._by, self._measure = by, first_measure(by)
            self.fill()

    def action_measure(self) -> None:
        """The next measure that is not 0 everywhere."""
        told = [
            each for each in MEASURES if each is self._measure or any(each.of(group.totals) for group in self.groups)
        ]
        self._measure = told[(told.index(self._measure) + 1) % len(told)]
        self.fill()


def _choice(chosen: By, width: int) -> Line:
    """The ways to tell rows apart with their keys, the one that is shown set off; shorter where room is short."""
    names = {by: NAMES[by] for by in _WAYS}
    if sum(len(name) + 4 for name in names.values()) > width:
        names |= {By.AWARDED: "Awarded", By.EXPIRES: "Expires", By.EVENT_TYPE: "Type"}
    spans: list[Span] = []
    for place, (by, name) in enumerate(names.items(), start=1):
        spans += [Span(f"{place} {name}", Tone.ACCENT if by is chosen else Tone.MUTED), Span("  ")]
    return tuple(spans[:-1])
