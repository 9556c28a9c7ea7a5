"""The summary of the checks: which found something, which did not, and why it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on

from neo_tui.domain.checks.check import Finding
from neo_tui.domain.status import Tone
from neo_tui.presentation.checks import Checked, by_check, check_lines, explained, title
from neo_tui.presentation.text import EMPTY, Line, Span, plain
from neo_tui.ui.screens.panel import PanelScreen
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import content

_COPIED = 200
"""Cells of a line that is copied: more than any has."""


class ChecksScreen(PanelScreen):
    """Checks rows; answers the filter text of the check that was taken, or None."""

    ABOUT = "All checks over these rows: what they find is wrong or worth a look; ⌁ marks a rule that is a reading."

    HINTS: ClassVar[Mapping[str, str]] = {"select": "show rows"}

    def __init__(self, findings: Sequence[Finding], rows: int, scope: str, *, complete: bool) -> None:
        """Tell what was found.

        Args:
            findings: What all checks found in the rows.
            rows: How many rows they looked at.
            scope: What stands behind the number of rows, such as `of 40 loaded`; may be empty.
            complete: Whether all rows that there are were loaded.
        """
        super().__init__()
        self._checked = by_check(findings)
        self._title = title(self._checked, rows, scope, complete=complete)

    def on_mount(self) -> None:
        super().on_mount()
        self.title_line.update(content([Span(self._title, Tone.STRONG)]))
        for place in (self.choice, self.header, self.caption):
            self.show_line(place, EMPTY)

    def fill(self) -> None:
        """List the checks; the mark stays on its check."""
        place = self.choices.highlighted or 0
        lines = check_lines(self._checked, self.room)
        self.choices.offer(self._checked, [content(line) for line in lines], place)
        self.pane.show(self.lines)

    def listed_text(self) -> str:
        """With whole sentences, however narrow the screen is."""
        return "\n".join(plain(line) for line in check_lines(self._checked, _COPIED))

    def lines(self, width: int) -> list[Line]:
        """The marked check in full."""
        checked = self.choices.marked
        return explained(checked, width) if isinstance(checked, Checked) else []

    @on(PickList.Picked)
    def _take(self, event: PickList.Picked) -> None:
        if not isinstance(event.item, Checked):
            return
        if event.item.findings:
            self.dismiss(f"check:{event.item.check.name}")
        else:
            self.neo.say(f"{event.item.check.name} finds nothing in these rows.")
