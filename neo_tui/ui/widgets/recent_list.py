"""The recent questions: listed, reopened with Enter or with their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from neo_tui.domain.memory import Question
from neo_tui.presentation.text import pad
from neo_tui.ui.widgets.pick_list import PickList

_BY_NUMBER = 9


class RecentList(PickList[Question]):
    """Newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", tooltip="Open this question again"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
        Binding("q", "app.quit", "Quit", show=False, tooltip="Leave neo-tui"),
        *(
            Binding(str(number), f"open_number({number})", f"Open question {number}", show=False)
            for number in range(1, _BY_NUMBER + 1)
        ),
    ]

    def show(self, questions: Sequence[Question]) -> None:
        """Show questions."""
        self.offer(questions, [_line(index, question) for index, question in enumerate(questions)])

    def action_open_number(self, number: int) -> None:
        """Open the question of that number."""
        if number <= len(self.items):
            self.post_message(self.Picked(self, self.items[number - 1]))


def _line(index: int, question: Question) -> Content:
    draft = question.draft
    number = f"{index + 1}" if index < _BY_NUMBER else " "
    ids = f"{draft.event} · entity {draft.entity} · customer {draft.customer}"
    if question.title:
        return Content.assemble(
            (f"{number}  ", "$muted"), (pad(question.title, 36), ""), (question.note or ids, "$muted")
        )
    return Content.assemble(
        (f"{number}  ", "$muted"),
        (pad(question.outcome, 16), "$spent"),
        (ids, ""),
        (f" · {question.profile}", "$muted"),
    )
