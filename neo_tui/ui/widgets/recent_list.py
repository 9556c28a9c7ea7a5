"""The recent questions: listed, reopened with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from neo_tui.domain.memory import Question
from neo_tui.presentation.text import pad
from neo_tui.ui.widgets.pick_list import PickList


class RecentList(PickList[Question]):
    """Newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", tooltip="Open this question again"),
        Binding("q", "app.quit", "Quit", show=False, tooltip="Leave neo-tui"),
    ]

    def show(self, questions: Sequence[Question]) -> None:
        """Show questions."""
        self.offer(questions, [_line(question) for question in questions])


def _line(question: Question) -> Content:
    draft = question.draft
    ids = f"{draft.event} · entity {draft.entity} · customer {draft.customer}"
    if question.title:
        return Content.assemble((pad(question.title, 36), ""), (question.note or ids, "$muted"))
    return Content.assemble(
        (pad(question.outcome, 16), "$spent"),
        (ids, ""),
        (f" · {question.profile}", "$muted"),
    )
