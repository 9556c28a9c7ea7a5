"""With what an answer is compared: an earlier one of the same question, or another connection's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from neo_tui.domain.gathered import Gathered
from neo_tui.domain.points import amount_text
from neo_tui.domain.profile import Profile
from neo_tui.domain.status import Tone
from neo_tui.domain.totals import totals
from neo_tui.presentation.totals import counted
from neo_tui.ui.screens.dialogs import Dialog, key_hints
from neo_tui.ui.widgets.pick_list import PickList
from neo_tui.ui.widgets.toned import toned
from neo_tui.ui.widgets.top_line import marked_name


@dataclass(frozen=True)
class Earlier:
    """An answer that was there before: earlier in this run, or when it was recorded."""

    name: str
    """What it is called: `the answer of 10:31:05`."""
    gathered: Gathered
    at: datetime
    """When the last of it came."""
    count: int
    """Rows that were asked for with each of its pages; 0 where that is not known."""


@dataclass(frozen=True)
class Recorded:
    """An answer in a file, which is yet to be named."""


Other = Earlier | Profile | Recorded


class OtherAnswerDialog(Dialog[Other]):
    """Answers with what is to be compared."""

    DEFAULT_CSS = """
    OtherAnswerDialog {
        & > Vertical { width: 70; }
        & PickList { background: $panel; height: auto; max-height: 14; margin: 1 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "cancel", "cancel", show=False)]

    def __init__(self, others: Sequence[Other]) -> None:
        super().__init__()
        self._others = tuple(others)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(toned("Compare this answer with", Tone.STRONG))
            yield PickList[Other](id="others")
            if any(isinstance(other, Profile) for other in self._others):
                yield Static(
                    toned("Another connection is asked the same question; nothing else is changed.", Tone.MUTED),
                )
            yield Static(key_hints(("⏎", "compare"), ("esc", "cancel")), classes="keys")

    def on_mount(self) -> None:
        found: PickList[Other] = self.query_one("#others", PickList)
        found.offer(self._others, [_line(other) for other in self._others])
        found.focus()

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Take it."""
        event.stop()
        if isinstance(event.item, Earlier | Profile | Recorded):
            self.dismiss(event.item)


def _line(other: Other) -> Content:
    if isinstance(other, Recorded):
        return Content.assemble("a recorded answer", ("   in a case file or a saved response", "$muted"))
    if isinstance(other, Earlier):
        sums = totals(other.gathered.rows)
        left = f"   {counted(sums.rows, 'row')}, {amount_text(sums.left)} left" if sums.summed else ""
        return Content.assemble((other.name, "bold"), (left or f"   {counted(sums.rows, 'row')}", "$muted"))
    return Content.assemble("the same question with ", *marked_name(other), (f"   {other.host}", "$muted"))
