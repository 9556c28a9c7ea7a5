"""The two lines over the table, where it is not known what was asked."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from neo_tui.domain.gathered import Gathered
from neo_tui.domain.paging import Page
from neo_tui.domain.query import Query
from neo_tui.presentation.position import doubles
from neo_tui.ui.widgets.question_line import QuestionLine


class LooseLine(QuestionLine):
    """Says of a bare response where it is from and how many rows it has; nothing that would be a guess.

    Args:
        name: Where it is from.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._origin = name

    def ask(self, query: Query) -> None:  # noqa: ARG002 - it is not known
        """Say where the response is from."""
        self._question = Content.assemble(("A response from ", "$muted"), (self._origin, "bold"))
        self._paint()

    def show(self, page: Page, pages: Mapping[int, Page], doubt: str = "", *, together: Gathered | None = None) -> None:  # noqa: ARG002 - one page is all there is
        """Say how many rows it has, and what is doubtful about it."""
        count = len(page.allocations)
        rows = f"{count:,} row{'' if count == 1 else 's'}" if count else "no rows"
        self._answer = [(rows, ""), ("  · more may have followed" if count else "", "$muted")]
        self._about = []
        self._warnings = [warning for warning in (doubt, doubles(page, pages), *page.notes) if warning]
        self._asking = Content("")
        self._paint()
